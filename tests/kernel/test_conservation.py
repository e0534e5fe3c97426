"""Money is conserved to the cent: by shares at every stage, by acts, by months of income; leftovers stay apart."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.availability import availability, totals
from ceiba.kernel.budget import (
    BudgetLine,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    IncomeStage,
    Modification,
    Share,
    Stage,
)  # fmt: skip
from ceiba.kernel.budget_changes import in_force, months
from ceiba.kernel.destination import Destination, by_destination, destinations
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load
from ceiba.monitoring.availability import IncomeRow, _income_row
from tests.cast import METHODOLOGY

YEAR = Period.of_year(2026)
CENTS = st.integers(-(10**13), 10**13)
PLACES = ("element/a", "element/b", "indicator/i", "project/p", "unit/u")
ONE = Decimal(1)


def q(cents: int) -> Money:
    return Money.from_hundredths(cents, "GTQ")


@st.composite
def shared(draw: st.DrawFn) -> tuple[BudgetLine, list[int]]:
    """Return a line with money at every stage, with the weights of its shares; the last is of nothing."""
    weights = [draw(st.integers(1, 10**6)) for _place in PLACES]
    whole = sum(weights) + (slack := draw(st.sampled_from([0, 10**7])))
    serves = tuple(Share(s, Decimal(w) / Decimal(whole)) for s, w in zip(PLACES, weights, strict=True))
    amounts = tuple((stage, q(draw(CENTS))) for stage in Stage)
    return BudgetLine("l", "1", amounts=amounts, serves=serves), [*weights, slack]


@given(shared())
def test_shares_lose_no_cent_at_any_stage_and_each_is_right_to_the_cent(made: tuple[BudgetLine, list[int]]) -> None:
    line, weights = made
    for stage in Stage:
        whole, parts = line.amount(stage), line.parts(stage)
        assert whole is not None
        rest = whole.hundredths - sum(part.hundredths for _subject, part in parts)
        for (_subject, part), weight in zip((*parts, ("", q(rest))), weights, strict=True):
            assert abs(part.hundredths - Decimal(whole.hundredths) * weight / sum(weights)) <= ONE


@pytest.mark.slow
@given(st.lists(shared(), max_size=6), st.lists(CENTS, min_size=6, max_size=6))
def test_an_act_moves_what_lines_are_for_by_what_it_adds(
    made: list[tuple[BudgetLine, list[int]]], more: list[int]
) -> None:
    lines = [replace(line, id=str(n)) for n, (line, _weights) in enumerate(made)]
    after = []
    for line, cents in zip(lines, more, strict=False):
        acts = [
            Modification("1", line.id, q(cents), "Acta 1-2026"),
            Modification("2", line.id, q(-cents), "Acta 2-2026"),
        ]
        printed = replace(line, amounts=((Stage.INITIAL, dict(line.amounts)[Stage.CURRENT]),))
        assert in_force(printed, acts) == dict(line.amounts)[Stage.CURRENT]
        now = in_force(printed, acts[:1])
        assert now is not None
        after.append(replace(line, amounts=((Stage.CURRENT, now),)))
    before = Money.total(by_destination(lines, {}).values())
    moved = Money.total(by_destination(after, {}).values())
    assert moved.hundredths - before.hundredths == sum(more[: len(lines)])
    kinds = {kind for line in lines for kind, _money in destinations(line, {})}
    assert kinds <= set(Destination)


def income_line(number: int, estimated: int, modified: int, collected: Sequence[int]) -> IncomeLine:
    """Return a line of income: estimated, modified, and what came in in each month from January on."""
    told = [
        (IncomeStage.CURRENT, q(estimated + modified)),
        (IncomeStage.COLLECTED, Money.zero("GTQ")),
    ]
    cutoffs = tuple(
        IncomeCutoff(month, (told[0], (IncomeStage.COLLECTED, q(sum(collected[: n + 1])))))
        for n, month in enumerate(list(YEAR.divide(1))[: len(collected)])
    )
    return IncomeLine(f"i{number}", f"10.{number}", estimated=q(estimated), period=YEAR, cutoffs=cutoffs)


LINES = st.lists(st.tuples(CENTS, CENTS, st.lists(CENTS, min_size=1, max_size=12)), min_size=1, max_size=6)


@settings(deadline=None)
@given(LINES)
def test_income_estimated_modified_and_collected_add_up_line_by_line_and_month_by_month(
    figures: list[tuple[int, int, list[int]]],
) -> None:
    lines = [income_line(n, *figure) for n, figure in enumerate(figures)]
    rows: list[IncomeRow] = [_income_row(line, 1) for line in lines]
    for line, row, (estimated, modified, collected) in zip(lines, rows, figures, strict=True):
        current = line.amount(IncomeStage.CURRENT)
        assert line.estimated is not None
        assert current is not None
        assert (current - line.estimated).hundredths == modified
        assert line.estimated.hundredths == estimated
        by_month = [month.own for month in months(line.cutoffs, IncomeStage.COLLECTED)]
        assert [money.hundredths for money in by_month if money is not None] == collected
        assert row.collected is not None
        assert row.collected.hundredths == sum(collected)
    whole = sum(sum(collected) for _estimated, _modified, collected in figures)
    assert Money.total(row.collected for row in rows if row.collected).hundredths == whole


SOURCES = st.lists(st.tuples(CENTS, st.booleans(), st.none() | CENTS), max_size=10)


@given(SOURCES)
def test_what_was_left_over_is_apart_and_nothing_is_in_both_tables(figures: list[tuple[int, bool, int | None]]) -> None:
    funding = [
        FundingSource(f"f{n}", "x", q(cents), None if invested is None else q(invested), period=YEAR, carried_over=left)
        for n, (cents, left, invested) in enumerate(figures)
    ]
    methodology = load(METHODOLOGY)
    now, before = (availability(funding, methodology, YEAR, carried_over=left) for left in (False, True))
    assert {row.source.id for row in now} | {row.source.id for row in before} == {source.id for source in funding}
    assert not {row.source.id for row in now} & {row.source.id for row in before}
    for rows, left in ((now, False), (before, True)):
        whole = totals(rows)
        assert whole.amount.hundredths == sum(cents for cents, kind, _invested in figures if kind is left)
        known = [row for row in rows if row.investment is not None]
        assert whole.investment + whole.operating == Money.total(row.amount for row in known)
