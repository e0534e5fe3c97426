"""A gap holds results and money of the same day against each other, and opens to the lines of that day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.budget import BudgetLine, Cutoff, Share, Stage
from ceiba.kernel.gap import GapReading
from ceiba.kernel.indicator import Accumulation, Measurement, Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.monitoring.gaps import GapRow, gap_of
from tests.cast import valle_alto

YEAR, TODAY = Period.of_year(2026), date(2026, 12, 31)
TOLD = {"2026-C1": 10, "2026-C2": 10, "2026-C3": 20}  # of 40 promised for the year
MONEY = (("2026-M04", 30), ("2026-M09", 55), ("2026-M12", 90))  # accrued by then, of 100


def line(cutoffs: tuple[tuple[str, int], ...], serves: str) -> BudgetLine:
    told = tuple(
        Cutoff(Period.parse(month), ((Stage.CURRENT, Money(Decimal(100))), (Stage.ACCRUED, Money(Decimal(spent)))))
        for month, spent in cutoffs
    )
    return BudgetLine("x", "9", "Tubos", serves=(Share(serves, Decimal(1)),), period=YEAR, cutoffs=told)


def row(measured: int, cutoffs: tuple[tuple[str, int], ...] = MONEY) -> GapRow:
    """Return the gap of a product of which so many four-month periods were reported."""
    here: Snapshot = valle_alto()
    element = here.element("P1")
    assert element is not None
    plan, own = here.plan_of(element), here.indicators_of(element)[0]
    promised = replace(own, targets=(Target(Value(Decimal(40)), YEAR),), accumulation=Accumulation.SUM)
    plan = replace(plan, indicators=(promised,))
    figures = [Measurement(own.id, Period.parse(p), Value(Decimal(value))) for p, value in TOLD.items()]
    lines = (line(cutoffs, "element/P1"),)
    here = replace(here, plans=(plan,), budget_lines=lines, measurements=tuple(figures[:measured]))
    found = gap_of(here, plan, element, TODAY, "2026")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("measured", "until", "physical", "financial"),
    [(1, "abril de 2026", 25, 30), (2, "agosto de 2026", 50, 30), (3, "diciembre de 2026", 100, 90)],
)
def test_money_is_of_the_day_of_the_last_report(measured: int, until: str, physical: int, financial: int) -> None:
    found = row(measured)
    assert found.gap.physical == Value(Decimal(physical))
    assert (found.until, found.gap.spent.percent) == (until, Decimal(financial))
    assert [one.spent.accrued for one in found.lines] == [Money(Decimal(financial))]


def test_money_known_only_later_says_nothing_of_an_earlier_day() -> None:
    found = row(1, MONEY[1:])
    assert (found.gap.reading, found.gap.spent.percent) == (GapReading.UNKNOWN, None)
    assert found.why


def test_without_a_report_the_money_is_that_of_the_year() -> None:
    found = row(0)
    assert (found.until, found.gap.spent.percent, found.gap.points) == ("", Decimal(90), None)
