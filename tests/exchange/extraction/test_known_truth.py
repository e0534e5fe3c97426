"""Generated plans are printed in several layouts and read back whole."""

from collections.abc import Callable

import pytest

from tests.exchange.extraction.invented import tree
from tests.exchange.extraction.plans_of_known_truth import (
    Maker,
    Promise,
    headed,
    inline,
    tabled,
    truth_of_table,
    wrapped,
)

SEEDS = range(12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", [inline, headed, wrapped])
def test_every_element_comes_back_under_its_parent(layout: Callable[[list[Promise]], str], seed: int) -> None:
    plan = Maker(seed).plan()
    assert tree(layout(plan)) == [fact for axis in plan for fact in axis.truth()]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_matrix_comes_back_row_by_row(seed: int) -> None:
    plan = Maker(seed).plan()
    assert tree(tabled(plan)) == truth_of_table(plan)


@pytest.mark.parametrize("seed", SEEDS)
def test_html_and_carriage_returns_change_nothing(seed: int) -> None:
    plan = Maker(seed).plan()
    dressed = "\r\n".join(f"<p>{line}</p>" if line else line for line in inline(plan).split("\n"))
    assert tree(dressed) == tree(inline(plan))
