"""Achievement: the formulas on worked numbers, every corner with its stated answer, and never an exception."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.achievement import Achievement, Formula, achieve, achievement_in
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Target
from ceiba.kernel.methodology import AchievementPolicy, KeptRule, ZeroTarget
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Datum, Value
from tests.generated import ABSENCES, data, decimals, indicators, measurements, policies

YEAR = Period.of_year(2024)
POLICY = AchievementPolicy()
OPEN = AchievementPolicy(floor=None)
UNJUDGED = AchievementPolicy(
    zero_target=ZeroTarget.NOT_APPLICABLE,
    target_equals_baseline=ZeroTarget.NOT_APPLICABLE,
    zero_value=ZeroTarget.NOT_APPLICABLE,
)
UP, DOWN, CONSTANT, RANGE = Direction.UP, Direction.DOWN, Direction.CONSTANT, Direction.RANGE


def figure(amount: str | int) -> Value:
    return Value(Decimal(amount))


def indicator(direction: Direction = UP, kind: Accumulation = Accumulation.LAST, **fields: object) -> Indicator:
    return replace(Indicator("i1", "e1", "Indicador", direction=direction, accumulation=kind), **fields)


def judge(
    direction: Direction,
    value: str | int,
    target: str | int,
    baseline: str | int | None,
    policy: AchievementPolicy = OPEN,
) -> Achievement:
    base = None if baseline is None else Decimal(baseline)
    return achieve(indicator(direction), figure(value), figure(target), base, policy)


@pytest.mark.parametrize(
    ("direction", "value", "target", "baseline", "expected", "formula"),
    [
        (UP, 70, 90, 50, 50, Formula.RISE),  # half of the way
        (UP, "40.25", "50", "30", "51.25", Formula.RISE),
        (UP, 16, 19, 9, 70, Formula.RISE),  # treatment plants from 9 to 19
        (UP, 120, 100, 50, 140, Formula.RISE),  # beyond the target: raw, not capped
        (UP, 40, 100, 50, -20, Formula.RISE),  # a step back
        (DOWN, "3.2", "2.1", "4.3", 50, Formula.FALL),  # per thousand
        (DOWN, 20, 20, 30, 100, Formula.FALL),
        (DOWN, 33, 20, 30, -30, Formula.FALL),
        (DOWN, 15, 20, 30, 150, Formula.FALL),
        (UP, 45, 90, None, 50, Formula.OF_TARGET),
        (UP, 140, 100, None, 140, Formula.OF_TARGET),
        (DOWN, 40, 20, None, 50, Formula.TARGET_OF),
        (DOWN, 10, 20, None, 200, Formula.TARGET_OF),
        (UP, -10, -5, None, 50, Formula.TARGET_OF),  # a deficit of twice what was to remain
        (DOWN, -10, -5, None, 200, Formula.OF_TARGET),
        (UP, 50, 0, 100, -50, Formula.RISE),  # a zero target has a way to it where there is a baseline
        (DOWN, 25, 0, 100, 75, Formula.FALL),
        (CONSTANT, 88, 88, 88, 100, Formula.CLOSENESS),
        (CONSTANT, 66, 88, None, 75, Formula.CLOSENESS),
        (CONSTANT, 110, 88, None, 75, Formula.CLOSENESS),
    ],
)
def test_worked_numbers(
    direction: Direction,
    value: str | int,
    target: str | int,
    baseline: int | str | None,
    expected: str | int,
    formula: Formula,
) -> None:
    result = judge(direction, value, target, baseline)
    assert (result.percent, result.formula) == (figure(expected), formula)
    assert result.raw == Decimal(expected)


@pytest.mark.parametrize(
    ("direction", "value", "target", "baseline", "reached"),
    [
        (UP, 5, 0, None, True),
        (UP, -5, 0, None, False),
        (DOWN, 0, 0, None, True),
        (DOWN, 1, 0, None, False),
        (UP, 88, 88, 88, True),
        (UP, 80, 88, 88, False),
        (UP, 90, 88, 88, True),
        (DOWN, 90, 88, 88, False),
        (UP, 0, 0, 0, True),
        (DOWN, 0, 20, None, True),  # nothing left of what was to fall to 20
        (DOWN, -1, 20, None, True),
        (UP, 3, -5, None, True),
        (CONSTANT, 0, 0, None, True),
        (CONSTANT, 3, 0, None, False),
    ],
)
def test_where_no_quotient_has_a_meaning_the_policy_answers(
    direction: Direction, value: int, target: int, baseline: int | None, reached: bool
) -> None:
    result = judge(direction, value, target, baseline)
    assert (result.percent, result.formula) == (figure(100 if reached else 0), Formula.REACHED)
    unjudged = judge(direction, value, target, baseline, UNJUDGED)
    assert (unjudged.percent, unjudged.formula, unjudged.raw) == (NOT_APPLICABLE, Formula.NONE, None)


def test_the_floor_hides_nothing() -> None:
    back = judge(UP, 40, 100, 50, POLICY)
    assert (back.percent, back.raw) == (figure(0), -20)


def test_the_direction_wins_over_a_target_on_the_wrong_side_and_says_so() -> None:
    reached = judge(UP, 50, 50, 100, POLICY)
    assert (reached.percent, reached.raw, reached.contradiction) == (figure(0), -100, True)
    assert judge(UP, 120, 50, 100).raw == 40
    assert judge(DOWN, 60, 60, 50).contradiction
    assert not judge(DOWN, 50, 50, 100).contradiction
    falling = indicator(UP, Accumulation.REDUCTION)
    assert achieve(falling, figure(50), figure(50), Decimal(100), POLICY).percent == figure(100)


@given(decimals(), decimals(), decimals())
def test_up_and_down_against_fractions_and_mirrored(value: Decimal, target: Decimal, baseline: Decimal) -> None:
    rise = achieve(indicator(UP), Value(value), Value(target), baseline, OPEN)
    fall = achieve(indicator(DOWN), Value(-value), Value(-target), -baseline, OPEN)
    assert rise.percent == fall.percent
    if target == baseline:
        assert rise.percent == figure(100 if value >= target else 0)
        return
    exact = 100 * (Fraction(value) - Fraction(baseline)) / abs(Fraction(target) - Fraction(baseline))
    assert rise.raw is not None
    assert abs(Fraction(rise.raw) - exact) <= abs(exact) / 10**27


@given(st.sampled_from(Direction), decimals(1, 1000), st.one_of(st.none(), decimals()))
def test_the_target_itself_is_full_achievement(direction: Direction, target: Decimal, baseline: Decimal | None) -> None:
    result = achieve(indicator(direction), Value(target), Value(target), baseline, OPEN)
    assert result.percent == figure(-100 if result.contradiction else 100)


@given(st.sampled_from([UP, DOWN]), decimals(), decimals(), policies)
def test_the_baseline_itself_is_no_achievement(
    direction: Direction, target: Decimal, baseline: Decimal, policy: AchievementPolicy
) -> None:
    result = achieve(indicator(direction), Value(baseline), Value(target), baseline, policy)
    if target != baseline:
        assert result.percent == figure(0)


@given(st.data(), policies)
@settings(max_examples=60)
def test_never_an_exception_and_never_a_figure_out_of_nothing(chance: st.DataObject, policy: AchievementPolicy) -> None:
    small = data(decimals(-2, 2, 0))
    what = chance.draw(indicators(period=YEAR))
    baseline = chance.draw(st.one_of(st.none(), decimals(-2, 2, 0)))
    value, target = chance.draw(small), chance.draw(small)
    result = achieve(what, value, target, baseline, policy)
    if isinstance(result.percent, Value):
        assert isinstance(value, Value)
        assert result.raw is not None
        assert result.part is not None
        assert result.whole is not None
        assert result.whole != 0
        assert abs(Fraction(result.raw) - 100 * Fraction(result.part) / Fraction(result.whole)) < Fraction(1, 10**20)
        assert result.percent.amount == (result.raw if policy.floor is None else max(result.raw, policy.floor))
    else:
        assert (result.formula, result.raw, result.part, result.whole) == (Formula.NONE, None, None, None)


@pytest.mark.parametrize("state", ABSENCES)
def test_absent_values_and_targets(state: Datum) -> None:
    some = figure(5)
    assert achieve(indicator(), state, some, None, POLICY).percent == state
    assert achieve(indicator(), some, state, None, POLICY).percent == state
    for judged in (NOT_PROGRAMMED, NOT_APPLICABLE):
        assert achieve(indicator(), state, judged, None, POLICY).percent == judged


def test_a_range_is_full_inside_and_nothing_one_width_away() -> None:
    acidity = indicator(RANGE, band=(Decimal("6.5"), Decimal("8.5")))
    for value, expected in (("6.5", 100), ("7", 100), ("8.5", 100), ("9", 75), ("6", 75), ("10.5", 0), ("12.5", -100)):
        result = achieve(acidity, figure(value), NO_DATA, None, OPEN)
        assert (result.percent, result.formula) == (figure(expected), Formula.WITHIN)
    point = indicator(RANGE, band=(Decimal(5), Decimal(5)))
    assert achieve(point, figure(4), NO_DATA, None, OPEN).percent == figure(80)
    assert achieve(indicator(RANGE), figure(4), figure(5), None, OPEN).percent == figure(80)
    assert achieve(acidity, figure(7), NOT_PROGRAMMED, None, OPEN).percent == NOT_PROGRAMMED


def test_a_variation_is_judged_by_its_distance_to_zero() -> None:
    spending = indicator(DOWN, Accumulation.VARIATION, measure_unit=PERCENT)
    for value, expected in ((0, 100), (5, 95), (-5, 95), (120, -20)):
        result = achieve(spending, figure(value), NO_DATA, None, OPEN)
        assert (result.percent, result.formula) == (figure(expected), Formula.DEVIATION)
    assert achieve(spending, figure(-7), figure(5), None, OPEN).percent == figure(98)
    banded = replace(spending, band=(Decimal(-5), Decimal(5)))
    assert achieve(banded, figure("7.5"), NO_DATA, None, OPEN).percent == figure(75)
    days = replace(spending, measure_unit=MeasureUnit("días"))
    assert achieve(days, figure(10), figure(5), None, OPEN).percent == figure(50)
    assert achieve(days, figure(-4), figure(5), None, OPEN).percent == figure(100)
    assert achieve(days, figure(4), figure(0), None, OPEN).percent == figure(0)
    assert achieve(days, figure(4), figure(0), None, UNJUDGED).percent == NOT_APPLICABLE


def test_what_is_to_be_maintained_is_kept_or_not() -> None:
    part = AchievementPolicy(kept=KeptRule.BY_DISTANCE)
    near = AchievementPolicy(tolerance=Decimal(2))
    service = indicator(UP, Accumulation.MAINTAIN)
    assert achieve(service, figure(97), figure(100), None, POLICY).percent == figure(0)
    assert achieve(service, figure(97), figure(100), None, part).percent == figure(97)
    assert achieve(service, figure(98), figure(100), None, near).percent == figure(100)
    assert achieve(service, figure(101), figure(100), None, POLICY).percent == figure(100)
    assert achieve(service, figure(88), NO_DATA, Decimal(88), POLICY).formula is Formula.KEPT
    assert achieve(replace(service, direction=CONSTANT), figure(101), figure(100), None, POLICY).percent == figure(0)
    assert achieve(replace(service, direction=DOWN), figure(99), figure(100), None, POLICY).percent == figure(100)
    assert achieve(service, figure(-1), figure(0), None, part).percent == figure(0)
    banded = replace(service, band=(Decimal(0), Decimal(10)))
    assert achieve(banded, figure(11), NO_DATA, None, part).percent == figure(90)
    assert achieve(banded, figure(11), NO_DATA, None, POLICY).percent == figure(0)
    assert achieve(indicator(CONSTANT), figure(99), figure(100), None, near).percent == figure(100)


def _months(*amounts: int) -> list[Measurement]:
    return [Measurement("i1", at, figure(a)) for at, a in zip(YEAR.divide(12 // len(amounts)), amounts, strict=True)]


def test_a_year_from_its_quarters() -> None:
    baseline, targets = Baseline(figure(50), 2023), (Target(figure(90), YEAR),)
    stock = indicator(UP, baseline=baseline, targets=targets)
    result = achievement_in(stock, _months(55, 60, 65, 70), YEAR, POLICY)
    assert (result.percent, result.formula) == (figure(50), Formula.RISE)
    assert result.observed is not None
    assert result.observed.completeness.is_complete


def test_a_sum_is_a_part_of_its_target_unless_the_norm_says_otherwise() -> None:
    flow = indicator(UP, Accumulation.SUM, baseline=Baseline(figure(2000), 2023), targets=(Target(figure(3000), YEAR),))
    made = _months(500, 500, 500, 1000)
    assert achievement_in(flow, made, YEAR, POLICY).raw == Decimal(2500) * 100 / Decimal(3000)
    assert achievement_in(flow, made, YEAR, AchievementPolicy(sums_from_baseline=True)).percent == figure(50)


def test_a_yearly_reduction_starts_from_the_year_before() -> None:
    falling = indicator(UP, Accumulation.REDUCTION_ANNUAL, targets=(Target(figure(24), YEAR),))
    falling = replace(falling, baseline=Baseline(figure(40), 2020))
    before = Measurement("i1", Period.of_year(2023), figure(28))
    result = achievement_in(falling, [before, *_months(27, 26)], YEAR, POLICY)
    assert (result.percent, result.baseline) == (figure(50), 28)


def test_one_bad_month_breaks_what_was_to_be_maintained() -> None:
    service = indicator(UP, Accumulation.MAINTAIN, targets=(Target(figure(100), Period.of_year(2028)),))
    assert achievement_in(service, _months(100, 100, 100, 100), YEAR, POLICY).percent == figure(100)
    assert achievement_in(service, _months(100, 99, 100, 100), YEAR, POLICY).percent == figure(0)
    paused = replace(service, targets=(Target(NOT_PROGRAMMED, YEAR),))
    assert achievement_in(paused, _months(100, 99, 100, 100), YEAR, POLICY).percent == NOT_PROGRAMMED


def test_no_target_no_date_no_programme() -> None:
    done = _months(5, 5)
    assert achievement_in(indicator(), done, YEAR, POLICY).percent == NO_DATA
    undated = indicator(targets=(Target(figure(5)),))
    assert achievement_in(undated, done, YEAR, POLICY).percent == NO_DATA
    elsewhere = indicator(targets=(Target(figure(5), Period.of_year(2025)),))
    assert achievement_in(elsewhere, done, YEAR, POLICY).percent == NOT_PROGRAMMED
    waiting = indicator(targets=(Target(figure(5), YEAR),))
    late = [Measurement("i1", YEAR, NOT_DUE)]
    assert achievement_in(waiting, late, YEAR, POLICY).percent == NOT_DUE


@given(st.data(), policies)
@settings(max_examples=30)
def test_any_indicator_in_any_state_is_judged_without_an_exception(
    chance: st.DataObject, policy: AchievementPolicy
) -> None:
    what = chance.draw(indicators(period=YEAR, milestones=True))
    several = chance.draw(measurements(YEAR, every=3))
    result = achievement_in(what, several, YEAR, policy)
    assert result.observed is not None
    if isinstance(result.percent, Value):
        assert result.observed.completeness.known > 0
