"""What asks for attention: figures that never move, targets copied from the year before, units that never report."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ceiba.kernel.attention import contradicts, copied, silent, still
from ceiba.kernel.horizon import latest, periods, promising
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.reporting import Report, ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Value
from tests.generated import INVENTED

TODAY = date(2026, 11, 1)


def value(amount: int) -> Value:
    return Value(Decimal(amount))


def indicator(*goals: tuple[str, int], base: int | None = None, **fields: object) -> Indicator:
    targets = tuple(Target(value(goal), Period.parse(period)) for period, goal in goals)
    baseline = None if base is None else Baseline(value(base), 2020)
    fields.setdefault("accumulation", Accumulation.LAST)
    return Indicator("i", "e", "Hogares con agua", targets=targets, baseline=baseline, **fields)


def measured(*figures: tuple[str, int]) -> list[Measurement]:
    return [Measurement("i", Period.parse(period), value(amount)) for period, amount in figures]


def test_three_equal_figures_stand_still_and_two_may_be_chance() -> None:
    same = measured(("2023", 5), ("2024", 5), ("2025", 5))
    assert len(still(indicator(), same)) == 3
    assert still(indicator(), same[:2]) == ()
    assert still(indicator(), [*same, *measured(("2026", 6))]) == ()


def test_a_correction_a_gap_and_a_part_are_no_further_figures() -> None:
    rows = measured(("2023", 5), ("2024", 5), ("2024", 5))
    rows += [Measurement("i", Period.of_year(2025), NO_DATA)]
    rows += [Measurement("i", Period.of_year(2026), value(5), disaggregation="sexo:m")]
    assert still(indicator(), rows) == ()


def test_what_is_to_stay_where_it_is_does_not_stand_still() -> None:
    same = measured(("2023", 5), ("2024", 5), ("2025", 5))
    assert still(indicator(accumulation=Accumulation.MAINTAIN), same) == ()
    assert still(indicator(direction=Direction.CONSTANT), same) == ()


def test_a_target_like_that_of_the_year_before_was_copied() -> None:
    (found,) = copied(indicator(("2024", 10), ("2025", 10), ("2026", 12), ("2028", 12)))
    assert (found.before.period, found.after.period) == (Period.of_year(2024), Period.of_year(2025))
    assert copied(indicator(("2024", 10), ("2025", 10), direction=Direction.CONSTANT)) == ()


def test_a_year_is_not_held_against_its_quarters() -> None:
    assert copied(indicator(("2024-Q4", 10), ("2025", 10))) == ()


def report(unit: str, state: ReportState, due: date) -> Report:
    sent = None if state is ReportState.OPEN else datetime(2026, 2, 1, tzinfo=UTC)
    return Report("c", unit, state, due, sent)


def test_only_who_never_sent_anything_is_silent() -> None:
    late, later = date(2026, 5, 10), date(2026, 9, 10)
    reports = [
        report("agua", ReportState.OPEN, late),
        report("agua", ReportState.OPEN, later),
        report("mujer", ReportState.VALIDATED, late),
        report("mujer", ReportState.OPEN, later),
        report("obras", ReportState.OPEN, date(2027, 1, 10)),
    ]
    (found,) = silent(reports, TODAY)
    assert (found.unit, found.owed, found.since) == ("agua", 2, late)


def test_a_target_on_the_wrong_side_contradicts_its_baseline() -> None:
    assert contradicts(indicator(("2030", 40), base=60, direction=Direction.UP))
    assert not contradicts(indicator(("2030", 40), base=60, direction=Direction.DOWN))
    assert not contradicts(indicator(("2030", 40)))


def snapshot(own: Indicator, rows: list[Measurement]) -> tuple[Snapshot, Plan]:
    level = INVENTED.levels[0].key
    plan = Plan(
        "p", "pdmot", "Plan", Period.of_years(2024, 2032), elements=(Element("e", level, "x"),), indicators=(own,)
    )
    return Snapshot(INVENTED, plans=(plan,), measurements=tuple(rows)), plan


def test_people_come_for_the_period_with_targets_and_the_latest_figures() -> None:
    here, plan = snapshot(indicator(("2025", 5), ("2026", 6)), measured(("2025", 4), ("2026-Q3", 5)))
    known = periods(here, plan, TODAY)
    assert latest(here, plan, known) == Period.of_year(2026)
    assert promising(plan, Period.parse("2026-Q3"), known) == Period.of_year(2026)


def test_of_two_the_shorter_and_without_targets_the_latest_figure() -> None:
    here, plan = snapshot(indicator(("2026", 6), ("2026-Q3", 5)), measured(("2026-Q3", 5)))
    assert latest(here, plan, periods(here, plan, TODAY)) == Period.parse("2026-Q3")
    here, plan = snapshot(indicator(), measured(("2025", 4), ("2026-Q1", 5)))
    known = periods(here, plan, TODAY)
    assert latest(here, plan, known) == Period.parse("2026-Q1")
    assert promising(plan, Period.parse("2026-Q1"), known) is None
