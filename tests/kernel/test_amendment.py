"""Which targets of what is over an amendment changes: by the day it takes effect, and by what was closed."""

from datetime import date
from decimal import Decimal

from ceiba.kernel.amendment import retroactive_changes
from ceiba.kernel.indicator import Indicator, Target
from ceiba.kernel.period import Period
from ceiba.kernel.states import NOT_PROGRAMMED, Value


def indicator(**amounts: int) -> Indicator:
    """Return an indicator with targets by period («y2025», «y2025_Q1»)."""
    targets = (
        Target(Value(Decimal(amount)), Period.parse(name[1:].replace("_", "-"))) for name, amount in amounts.items()
    )
    return Indicator("i", None, "x", targets=tuple(targets))


def periods(before: Indicator | None, after: Indicator | None, day: date, *closed: str) -> list[str]:
    """Return the periods whose targets changed although they are over."""
    sides = ([one] if one else [] for one in (before, after))
    return [one.period.notation() for one in retroactive_changes(*sides, day, [Period.parse(one) for one in closed])]


def test_a_target_is_over_when_its_period_ended_before_the_day() -> None:
    before, after = indicator(y2025_Q1=1, y2025_Q2=1, y2025=1), indicator(y2025_Q1=2, y2025_Q2=2, y2025=2)
    assert periods(before, after, date(2025, 4, 1)) == ["2025-Q1"]
    assert periods(before, after, date(2025, 3, 31)) == []
    assert periods(before, after, date(2026, 1, 1)) == ["2025-Q1", "2025", "2025-Q2"]


def test_what_lies_in_a_closed_period_is_over_too() -> None:
    before, after = indicator(y2025_Q1=1, y2025=1), indicator(y2025_Q1=2, y2025=2)
    assert periods(before, after, date(2025, 1, 1), "2025-C1") == ["2025-Q1"]
    assert retroactive_changes([before], [after], date(2025, 1, 1), [Period.of_year(2025)])[0].closed


def test_a_target_that_appears_or_goes_changes_what_was_promised() -> None:
    (found,) = retroactive_changes([indicator()], [indicator(y2024=1)], date(2025, 1, 1))
    assert (found.before, found.after) == (NOT_PROGRAMMED, Value(Decimal(1)))
    assert periods(indicator(y2024=1), indicator(), date(2025, 1, 1)) == ["2024"]


def test_a_new_indicator_promises_nothing_for_what_is_over_and_one_that_leaves_takes_its_past_along() -> None:
    assert periods(None, indicator(y2024=1, y2026=1), date(2025, 1, 1)) == ["2024"]
    assert periods(indicator(y2024=1), None, date(2025, 1, 1)) == []
    assert periods(indicator(y2024=1), indicator(y2024=1), date(2025, 1, 1)) == []
