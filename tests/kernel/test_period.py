"""Periods: notation and its inverse, division, order, fiscal years."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.period import Period, PeriodKind
from tests.generated import fiscal_starts, periods


@given(periods(), fiscal_starts)
def test_parse_undoes_notation_with_any_fiscal_start(period: Period, fiscal_start: int) -> None:
    assert Period.parse(period.notation(fiscal_start), fiscal_start) == period


@pytest.mark.parametrize(
    ("text", "fiscal_start", "first", "months", "kind"),
    [
        ("2024", 1, (2024, 1), 12, PeriodKind.YEAR),
        ("2024-M03", 1, (2024, 3), 1, PeriodKind.MONTH),
        ("2024-B6", 1, (2024, 11), 2, PeriodKind.BIMESTER),
        ("2024-Q4", 1, (2024, 10), 3, PeriodKind.QUARTER),
        ("2024-C2", 1, (2024, 5), 4, PeriodKind.CUATRIMESTRE),
        ("2024-S1", 1, (2024, 1), 6, PeriodKind.SEMESTER),
        ("2024..2028", 1, (2024, 1), 60, PeriodKind.MULTI_YEAR),
        ("2024-M03..2024-M07", 1, (2024, 3), 5, PeriodKind.OTHER),
        ("2024-Q1", 7, (2024, 7), 3, PeriodKind.QUARTER),
        ("2024-S2", 7, (2025, 1), 6, PeriodKind.SEMESTER),
    ],
)
def test_notations(text: str, fiscal_start: int, first: tuple[int, int], months: int, kind: PeriodKind) -> None:
    period = Period.parse(text, fiscal_start)
    assert (period.first_month, period.months) == (first[0] * 12 + first[1] - 1, months)
    assert period.kind is kind
    assert period.notation(fiscal_start) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2024-Q5", "2024-Q0", "2024-M13", "2024-C4", "2024-X1", "2028..2024", "0000", "2024-Q1..2024-Q3",
        "2024-M07..2024-M03", "hola", "2024-q1", "٢٠٢٤",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Period.parse(text)


@pytest.mark.parametrize("fiscal_start", [0, 13, -1])
def test_a_fiscal_year_starts_in_a_month(fiscal_start: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 12"):
        Period.of_year(2024, fiscal_start)


def test_a_period_has_a_month_and_its_years_four_digits() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        Period(0, 0)
    with pytest.raises(ValueError, match="years run"):
        Period(5, 1).notation()
    assert Period.of_year(24).notation() == "0024"


@given(periods(), st.integers(1, 12))
def test_parts_fill_the_period_in_order_without_overlap(period: Period, months: int) -> None:
    if period.months % months:
        with pytest.raises(ValueError, match="do not divide"):
            period.divide(months)
        return
    parts = period.divide(months)
    assert sum(part.months for part in parts) == period.months
    assert list(parts) == sorted(parts)
    assert all(period.contains(part) for part in parts)
    assert all(a.next() == b and b.previous() == a and not a.overlaps(b) for a, b in pairwise(parts))


@given(periods(), periods())
def test_containing_and_overlapping_are_those_of_the_months(one: Period, other: Period) -> None:
    mine, theirs = (set(range(p.first_month, p.first_month + p.months)) for p in (one, other))
    assert one.contains(other) == (theirs <= mine)
    assert one.overlaps(other) == bool(mine & theirs) == other.overlaps(one)


@given(periods(), fiscal_starts)
def test_years_of_a_period_are_those_that_share_a_month_with_it(period: Period, fiscal_start: int) -> None:
    years = period.years(fiscal_start)
    assert all(year.overlaps(period) for year in years)
    assert not years[0].previous().overlaps(period)
    assert not years[-1].next().overlaps(period)
    assert len(years) == len(set(years))


def test_a_year_names_its_calendar_ends() -> None:
    fiscal = Period.of_year(2024, 7)
    assert (fiscal.start_year, fiscal.end_year) == (2024, 2025)
    assert fiscal.shift(-6) == Period.of_year(2024)
