"""What users of other systems complained about, each with a test of its own: wrong sums, and figures counted twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.accumulation import accumulate, promised
from ceiba.kernel.achievement import achieve, achievement_in
from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement, Target
from ceiba.kernel.methodology import AchievementPolicy, MissingPolicy
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.readings import Readings
from ceiba.kernel.rollup import Leaf, Part, combine, roll_up
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Completeness, Value
from tests.generated import INVENTED

YEAR = Period.of_year(2024)
QUARTERS = YEAR.divide(3)
POLICY = AchievementPolicy()


def figure(amount: int) -> Value:
    return Value(Decimal(amount))


def flow(**fields: object) -> Indicator:
    return replace(Indicator("i1", "e1", "Personas", accumulation=Accumulation.SUM), **fields)


def sent(*amounts: int, part: str = "") -> list[Measurement]:
    return [
        Measurement("i1", at, figure(amount), disaggregation=part)
        for at, amount in zip(QUARTERS, amounts, strict=False)
    ]


def test_akvo_rsr_2830_a_report_works_where_the_target_is_zero_and_shows_it() -> None:
    none_left = flow(direction=Direction.DOWN, targets=(Target(figure(0), YEAR),))
    assert promised(none_left, YEAR).value == figure(0)
    assert achievement_in(none_left, sent(0, 0, 0, 0), YEAR, POLICY).percent == figure(100)
    assert achievement_in(none_left, sent(0, 1, 0, 0), YEAR, POLICY).percent == figure(0)


def test_akvo_rsr_an_approved_zero_is_not_nothing_reported() -> None:
    zero, nothing = accumulate(flow(), sent(0), QUARTERS[0]), accumulate(flow(), [], QUARTERS[0])
    assert (zero.value, zero.completeness) == (figure(0), Completeness(1, 1))
    assert (nothing.value, nothing.completeness) == (NO_DATA, Completeness(0, 1))


@pytest.mark.parametrize("named", ["akvo-rsr #2446", "akvo-rsr #2181", "akvo-rsr #2304"])
def test_percentages_are_added_up_by_their_two_numbers_and_never_averaged(named: str) -> None:
    share = replace(flow(), accumulation=Accumulation.RATIO, measure_unit=PERCENT)
    pairs = [
        Measurement("i1", at, NO_DATA, Decimal(part), Decimal(whole))
        for at, part, whole in zip(QUARTERS, (1, 90), (10, 100), strict=False)
    ]
    found = accumulate(share, pairs, YEAR.divide(6)[0], every=3)
    assert (found.numerator, found.denominator) == (91, 110), named
    assert found.value != figure(50)
    typed = accumulate(share, sent(10, 90), YEAR.divide(6)[0], every=3)
    assert typed.value == NO_DATA


def test_akvo_rsr_5249_what_is_reported_twice_counts_once() -> None:
    once = accumulate(flow(), sent(10, 20, 30, 40), YEAR)
    again = accumulate(flow(), sent(10, 20, 30, 40) * 3, YEAR)
    assert once.value == again.value == figure(100)
    whole = Measurement("i1", YEAR, figure(100))
    assert accumulate(flow(), [*sent(10, 20, 30, 40), whole], YEAR).value == figure(100)


def test_tolaactivity_665_a_total_is_not_what_its_parts_happen_to_hold() -> None:
    split = [*sent(20, part="mujeres"), *sent(22, part="hombres")]
    assert accumulate(flow(), [*split, *sent(756)], QUARTERS[0]).value == figure(756)
    assert accumulate(flow(), split, QUARTERS[0]).value == NO_DATA


def test_hikaya_activity_645_the_final_target_is_what_was_promised_not_the_periods_reported() -> None:
    quarterly = flow(targets=(*(Target(figure(20), at) for at in QUARTERS), Target(figure(100), YEAR)))
    assert promised(quarterly, YEAR).value == figure(100)
    assert achievement_in(quarterly, sent(20, 20, 20, 20), YEAR, POLICY).percent == figure(80)


def test_hikaya_activity_397_how_much_is_met_when_the_goal_is_to_go_down() -> None:
    falling = flow(accumulation=Accumulation.LAST, direction=Direction.DOWN)
    assert achieve(falling, figure(25), figure(20), Decimal(30), POLICY).percent == figure(50)
    assert achieve(falling, figure(40), figure(20), None, POLICY).percent == figure(50)


def test_gobierto_4362_what_was_cancelled_is_in_no_average_and_there_is_one_calculation() -> None:
    elements = (
        Element("a", "outcome", "a"),
        Element("b", "output", "b", parent="a"),
        Element("c", "output", "c", parent="a", withdrawn=True),
    )
    measures = tuple(flow(id=f"i-{key}", element=key, targets=(Target(figure(10), YEAR),)) for key in ("b", "c"))
    told = (Measurement("i-b", YEAR, figure(6)), Measurement("i-c", YEAR, figure(0)))
    plan = Plan("p", "plan", "Plan", elements=elements, indicators=measures)
    readings = Readings(Snapshot(INVENTED, plans=(plan,), measurements=told), date(2025, 6, 1))
    rolled = readings.rolled(plan, YEAR)
    assert rolled.whole.percent == rolled.elements["a"].percent == figure(60)
    assert set(rolled.elements) == {"a", "b"}


def test_gobierto_2437_an_achievement_that_nobody_can_compute_says_so() -> None:
    found = roll_up([Element("a", "outcome", "a")], [Leaf("a", NO_DATA)], POLICY)["a"]
    assert (found.percent, found.completeness) == (NO_DATA, Completeness(0, 1))


def test_decidim_what_is_missing_is_no_zero_unless_the_norm_says_so() -> None:
    parts = [Part(figure(80)), Part(NO_DATA)]
    found = combine(parts, POLICY)
    assert (found.percent, found.completeness) == (figure(80), Completeness(1, 2))
    assert combine(parts, AchievementPolicy(missing=MissingPolicy.ZERO)).percent == figure(40)


def test_akvo_rsr_2182_how_it_rolls_up_is_a_setting() -> None:
    parts = [Part(figure(140)), Part(figure(60))]
    assert combine(parts, POLICY).percent == figure(80)
    assert combine(parts, AchievementPolicy(rollup_cap=None)).percent == figure(100)


def test_puzzle_okr_1680_rising_and_falling_together_with_their_weights() -> None:
    up = achieve(flow(direction=Direction.UP), figure(75), figure(100), Decimal(50), POLICY).percent
    down = achieve(flow(direction=Direction.DOWN), figure(0), figure(0), Decimal(50), POLICY).percent
    assert (up, down) == (figure(50), figure(100))
    assert combine([Part(up, Decimal(3)), Part(down, Decimal(1))], POLICY).percent == Value(Decimal("62.5"))
