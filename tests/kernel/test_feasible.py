"""What sums leave open: each walk stays where every held sum is what it was, and finds what brute force finds."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.feasible import OpenCounts

SUMS = st.lists(st.frozensets(st.integers(0, 3), min_size=1), max_size=4)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), SUMS, st.integers(1, 6))
def test_what_it_finds_open_is_what_every_table_finds(
    counts: list[int], sums: list[frozenset[int]], enough: int
) -> None:
    """Brute force finds all that agrees with the sums: nothing is called open that is not, nor the other way round."""
    told = [sum(counts[at] for at in held) for held in sums]
    most = sum(counts) + enough
    figures = [
        table[0] for table in product(range(most + 1), repeat=4)
        if all(sum(table[at] for at in held) == figure for held, figure in zip(sums, told, strict=True))
    ]  # fmt: skip
    found = OpenCounts(counts, sums, [{0: 1}]).spread(0, enough)
    if found:
        assert max(figures) - min(figures) >= enough
    elif max(figures) - min(figures) >= enough:
        # a corner between whole numbers may hide the way: then it is called closed, which only costs a cell
        assert any(len(one & other) for one in sums for other in sums if one != other)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.lists(st.frozensets(st.integers(0, 5), min_size=1), max_size=6),
    st.lists(st.integers(0, 5), min_size=1, max_size=4),
)
def test_every_step_agrees_with_what_is_held(counts: list[int], sums: list[frozenset[int]], walks: list[int]) -> None:
    open_counts = OpenCounts(counts, sums, [{at: 1} for at in range(6)])
    for group in walks:
        open_counts.spread(group, 7)
        point = open_counts.point
        assert all(isinstance(one, int | Fraction) and one >= 0 for one in point)
        for held in sums:
            assert sum(point[at] for at in held) == sum(counts[at] for at in held)
        assert open_counts.low[group] <= counts[group] <= open_counts.high[group]


def test_a_released_sum_holds_no_more() -> None:
    counts = OpenCounts([2, 9], [frozenset({0, 1}), frozenset({1})], [{0: 1}])
    assert not counts.spread(0, 5)
    assert counts.holding(0, [0, 1]) == [0, 1]
    counts.release(1)
    assert counts.spread(0, 5)
    assert (counts.low[0], counts.high[0]) in [(0, 5), (2, 7), (0, 11)]
