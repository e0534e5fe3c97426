"""The value of a longer period from shorter ones: brute force, worked numbers, and what users elsewhere suffered."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.accumulation import Accumulated, Weighting, accumulate, level_for, promised
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Milestone, Target
from ceiba.kernel.parts import parts_of
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Absent, Completeness, Datum, Value
from tests.generated import ABSENCES, data, decimals, indicators, measurements, periods

YEAR = Period.of_year(2024)
KINDS = list(Accumulation)


def value(amount: str | int) -> Value:
    return Value(Decimal(amount))


def indicator(kind: Accumulation, **fields: object) -> Indicator:
    return replace(Indicator("i1", "e1", "Indicador", accumulation=kind), **fields)


def observed(*figures: int | str | Datum | tuple[int, int] | None, every: int = 3) -> tuple[Measurement, ...]:
    """Return a year's measurements in order: an amount, a state, a pair of numbers, or None where nothing was sent."""
    found = []
    for part, figure in zip(YEAR.divide(every), figures, strict=True):
        if isinstance(figure, tuple):
            found.append(Measurement("i1", part, NO_DATA, Decimal(figure[0]), Decimal(figure[1])))
        elif isinstance(figure, int | str):
            found.append(Measurement("i1", part, value(figure)))
        elif figure is not None:
            found.append(Measurement("i1", part, figure))
    return tuple(found)


def year_of(kind: Accumulation, *figures: int | str | Datum | tuple[int, int] | None, **fields: object) -> Accumulated:
    return accumulate(indicator(kind, **fields), observed(*figures), YEAR, every=3)


@pytest.mark.parametrize(
    ("kind", "figures", "expected"),
    [
        (Accumulation.SUM, (10, 0, 5, 7), 22),
        (Accumulation.LAST, (10, 0, 5, 7), 7),
        (Accumulation.MAX, (10, 0, 5, 7), 10),
        (Accumulation.MEAN, (10, 0, 5, 7), "5.5"),
        (Accumulation.BINARY, (0, 1, 1, 0), 1),
        (Accumulation.MILESTONE, (20, 50, 50, 100), 100),
        (Accumulation.REDUCTION, (28, 25, 26, 22), 22),
        (Accumulation.REDUCTION_ANNUAL, (28, 25, 26, 22), 22),
        (Accumulation.VARIATION, (4, -6, 2, 0), -6),
        (Accumulation.MAINTAIN, (88, 90, 85, 88), 85),
    ],
)
def test_one_year_of_every_kind(kind: Accumulation, figures: tuple[int, ...], expected: int | str) -> None:
    assert year_of(kind, *figures).value == value(expected)


def test_a_ratio_keeps_both_numbers_and_is_no_mean_of_percentages() -> None:
    result = year_of(Accumulation.RATIO, (1, 10), (90, 100), (0, 0), (5, 10), measure_unit=PERCENT)
    assert result.value == value("80")
    assert (result.numerator, result.denominator) == (96, 120)
    assert result.completeness == Completeness(4, 4)
    per_thousand = MeasureUnit("por mil", UnitKind.RATE, Decimal(1000))
    assert year_of(Accumulation.RATIO, (1, 500), (1, 500), None, None, measure_unit=per_thousand).value == value(2)


def test_percentages_typed_without_their_numbers_are_not_averaged() -> None:
    result = year_of(Accumulation.RATIO, 90, 80, 70, 60, measure_unit=PERCENT)
    assert result.value == NO_DATA
    assert result.completeness == Completeness(0, 4)
    some = year_of(Accumulation.RATIO, (9, 10), 80, None, NOT_DUE, measure_unit=PERCENT)
    assert (some.value, some.completeness) == (value(90), Completeness(1, 3, 1))


def test_a_lone_typed_percentage_stands_where_no_other_was_due() -> None:
    lone = year_of(Accumulation.RATIO, NOT_PROGRAMMED, 87, NOT_DUE, NOT_DUE, measure_unit=PERCENT)
    assert (lone.value, lone.completeness) == (value(87), Completeness(1, 1, 2))


def test_nothing_came_in() -> None:
    result = year_of(Accumulation.RATIO, (0, 0), (0, 0), (0, 0), (0, 0), measure_unit=PERCENT)
    assert result.value == NOT_APPLICABLE
    assert result.completeness == Completeness(4, 4)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=4, max_size=4))
def test_a_ratio_is_the_mean_of_its_percentages_only_where_the_denominators_weigh_the_same(
    pairs: list[tuple[int, int]],
) -> None:
    found = year_of(Accumulation.RATIO, *pairs, measure_unit=PERCENT).value
    assert isinstance(found, Value)
    exact = Fraction(100 * sum(n for n, _ in pairs), sum(d for _, d in pairs))
    assert abs(Fraction(found.amount) - exact) < Fraction(1, 10**20)
    mean = sum(Fraction(100 * n, d) for n, d in pairs) / 4
    weighted = sum(Fraction(100 * n, d) * d for n, d in pairs) / sum(d for _, d in pairs)
    assert exact == weighted
    if len({d for _, d in pairs}) == 1:
        assert exact == mean


def test_a_mean_weighs_by_denominators_only_where_all_have_one() -> None:
    pairs = [Measurement("i1", part, value(amount), None, weight) for part, amount, weight in _satisfaction()]
    weighted = accumulate(indicator(Accumulation.MEAN), pairs, YEAR)
    assert (weighted.value, weighted.weighting, weighted.denominator) == (value(54), Weighting.DENOMINATORS, 1000)
    pairs[0] = replace(pairs[0], denominator=None)
    plain = accumulate(indicator(Accumulation.MEAN), pairs, YEAR)
    assert (plain.value, plain.weighting) == (value(70), Weighting.MONTHS)
    nobody = [replace(pair, denominator=Decimal(0)) for pair in pairs]
    assert accumulate(indicator(Accumulation.MEAN), nobody, YEAR).value == value(70)


def _satisfaction() -> Sequence[tuple[Period, int, Decimal]]:
    first, second = YEAR.divide(6)
    return (first, 50, Decimal(900)), (second, 90, Decimal(100))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ABSENCES)
def test_a_year_of_one_state_has_that_state(kind: Accumulation, state: Absent) -> None:
    result = year_of(kind, state, state, state, state)
    assert result.value == state
    assert result.completeness.known == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_known_is_no_data_and_never_zero(kind: Accumulation) -> None:
    assert year_of(kind, None, None, None, None).value == NO_DATA
    assert year_of(kind, NO_DATA, NOT_DUE, NOT_APPLICABLE, NOT_PROGRAMMED).value == NO_DATA


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not Accumulation.RATIO])
@given(figures=st.lists(data(), min_size=4, max_size=4), absent=st.sampled_from(ABSENCES))
@settings(max_examples=15)
def test_a_missing_value_changes_no_value(kind: Accumulation, figures: list[Datum], absent: Absent) -> None:
    """The four ways of telling that a figure is absent, or not telling it, leave the value of the known ones alone."""
    told = year_of(kind, *figures)
    untold = year_of(kind, *(figure if isinstance(figure, Value) else None for figure in figures))
    retold = year_of(kind, *(figure if isinstance(figure, Value) else absent for figure in figures))
    if any(isinstance(figure, Value) for figure in figures):
        assert told.value == untold.value == retold.value
        assert untold.completeness.expected == 4
    else:
        assert not isinstance(told.value, Value)


def _brute(kind: Accumulation, amounts: list[Decimal]) -> Fraction:
    exact = list(map(Fraction, amounts))
    known: dict[Accumulation, Fraction] = {
        Accumulation.SUM: sum(exact, Fraction(0)),
        Accumulation.LAST: exact[-1],
        Accumulation.MAX: max(exact),
        Accumulation.MEAN: sum(exact, Fraction(0)) / len(exact),
        Accumulation.BINARY: max(exact),
        Accumulation.MILESTONE: max(exact),
        Accumulation.REDUCTION: exact[-1],
        Accumulation.REDUCTION_ANNUAL: exact[-1],
        Accumulation.MAINTAIN: min(exact),
        Accumulation.VARIATION: max(exact, key=abs),
    }
    return known[kind]


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not Accumulation.RATIO])
@given(figures=st.lists(data(), min_size=12, max_size=12))
@settings(max_examples=15)
def test_months_in_any_state_against_brute_force(kind: Accumulation, figures: list[Datum]) -> None:
    result = accumulate(indicator(kind), observed(*figures, every=1), YEAR, every=1)
    amounts = [figure.amount for figure in figures if isinstance(figure, Value)]
    assert result.completeness == Completeness(
        len(amounts), len(amounts) + figures.count(NO_DATA), figures.count(NOT_DUE)
    )
    if amounts:
        assert isinstance(result.value, Value)
        assert abs(Fraction(result.value.amount) - _brute(kind, amounts)) < Fraction(1, 10**18)
    else:
        assert result.value in figures


@given(indicators(period=YEAR), measurements(YEAR, every=3), measurements(YEAR, every=6), st.data())
@settings(max_examples=40)
def test_the_order_of_measurements_does_not_matter(
    what: Indicator, some: tuple[Measurement, ...], others: tuple[Measurement, ...], chance: st.DataObject
) -> None:
    shuffled = chance.draw(st.permutations(some + others))
    for kind in KINDS:
        of_kind = replace(what, accumulation=kind)
        assert accumulate(of_kind, some + others, YEAR) == accumulate(of_kind, shuffled, YEAR)


def _as_measurement(accumulated: Accumulated) -> Measurement:
    pair = (accumulated.numerator, accumulated.denominator)
    return Measurement("i1", accumulated.period, accumulated.value, *pair)


_PAIRS = st.one_of(st.just((None, None)), st.tuples(decimals(0, 1000, 0), decimals(0, 1000, 0)))
_MONTHS = st.lists(st.one_of(st.none(), st.tuples(data(decimals(-50, 50, 1)), _PAIRS)), min_size=12, max_size=12)


@given(months=_MONTHS, level=data(), direction=st.sampled_from(Direction), band=st.sampled_from([None, (-5, 5)]))
@settings(max_examples=40)
def test_quarters_of_months_come_to_what_the_months_come_to(months, level: Datum, direction: Direction, band) -> None:
    """True for every kind but a mean, whose quarters may rest on few months, and a variation typed here and there."""
    sent = [
        Measurement("i1", at, month[0], *month[1]) for at, month in zip(YEAR.divide(1), months, strict=True) if month
    ]
    limits = (Decimal(band[0]), Decimal(band[1])) if band else None
    for kind in set(KINDS) - {Accumulation.MEAN, Accumulation.VARIATION}:
        what = indicator(kind, targets=(Target(level, YEAR),), direction=direction, band=limits, measure_unit=PERCENT)
        quarters = [accumulate(what, sent, quarter, every=1) for quarter in YEAR.divide(3)]
        whole = accumulate(what, sent, YEAR, every=1)
        again = accumulate(what, list(map(_as_measurement, quarters)), YEAR, every=3)
        assert (again.value, again.numerator, again.denominator) == (whole.value, whole.numerator, whole.denominator)
        # A lone typed percentage stands for its quarter and not for the year, so only the other kinds count alike.
        if kind is not Accumulation.RATIO:
            assert whole.completeness == sum((quarter.completeness for quarter in quarters), Completeness())


@given(st.lists(decimals(), min_size=12, max_size=12), st.sampled_from([None, (Decimal(-5), Decimal(5))]))
def test_complete_means_and_typed_variations_of_quarters_agree(amounts: list[Decimal], band) -> None:
    months = [Measurement("i1", at, Value(amount)) for at, amount in zip(YEAR.divide(1), amounts, strict=True)]
    for kind in (Accumulation.MEAN, Accumulation.VARIATION):
        what = indicator(kind, band=band)
        quarters = [_as_measurement(accumulate(what, months, quarter)) for quarter in YEAR.divide(3)]
        whole, again = accumulate(what, months, YEAR).value, accumulate(what, quarters, YEAR).value
        assert isinstance(whole, Value)
        assert isinstance(again, Value)
        assert abs(whole.amount - again.amount) < Decimal("1e-18")


@pytest.mark.slow
@given(periods(), st.data())
def test_parts_count_every_month_once(period: Period, chance: st.DataObject) -> None:
    spans = st.builds(Period, st.integers(period.first_month - 2, period.last_month + 2), st.integers(1, 6))
    several = [Measurement("i1", span, chance.draw(data())) for span in chance.draw(st.lists(spans, max_size=8))]
    parts = parts_of(period, several)
    covered = {month for part in parts for month in range(part.period.first_month, part.period.last_month + 1)}
    assert covered == set(range(period.first_month, period.last_month + 1))
    spoken = [part for part in parts if isinstance(part.value, Value)]  # a gap may touch what is known
    assert all(part in several for part in spoken)
    months = [m for part in spoken for m in range(part.period.first_month, part.period.last_month + 1)]
    assert len(months) == len(set(months))
    assert list(parts) == sorted(parts, key=lambda part: part.period)


def test_a_year_reported_whole_is_not_added_to_its_months() -> None:
    months = observed(*([10] * 12), every=1)
    whole = Measurement("i1", YEAR, value(756))
    assert accumulate(indicator(Accumulation.SUM), (*months, whole), YEAR).value == value(756)
    empty = replace(whole, value=NO_DATA)
    assert accumulate(indicator(Accumulation.SUM), (*months, empty), YEAR).value == value(120)


def test_splits_are_never_taken_for_the_whole() -> None:
    whole = observed(756, None, None, None)
    split = [replace(whole[0], value=value(21), disaggregation=part) for part in ("mujeres", "hombres")]
    what = indicator(Accumulation.SUM)
    assert accumulate(what, (*split, *whole), YEAR).value == value(756)
    assert accumulate(what, (*split, *whole), YEAR, disaggregation="mujeres").value == value(21)
    assert accumulate(what, split, YEAR).value == NO_DATA


def test_a_correction_and_another_indicator() -> None:
    first, second = observed(5, None, None, None)[0], observed(6, None, None, None)[0]
    stranger = replace(second, indicator="i2", value=value(1000))
    assert accumulate(indicator(Accumulation.SUM), (first, second, stranger), YEAR).value == value(6)


def test_one_month_is_one_of_twelve() -> None:
    january = Measurement("i1", YEAR.divide(1)[0], value(5))
    assert accumulate(indicator(Accumulation.SUM), [january], YEAR).completeness == Completeness(1, 12)
    with pytest.raises(ValueError, match="do not divide"):
        accumulate(indicator(Accumulation.SUM), [january], YEAR, every=5)


def test_last_looks_back_for_the_last_known() -> None:
    result = year_of(Accumulation.LAST, 7, 0, NO_DATA, NOT_DUE)
    assert (result.value, result.completeness) == (value(0), Completeness(2, 3, 1))
    assert result.as_of == YEAR.divide(3)[1]


def test_a_reduction_is_held_against_the_baseline_and_a_yearly_one_against_the_year_before() -> None:
    baseline = Baseline(value(30), 2022)
    last_year = Measurement("i1", Period.of_year(2023), value(28))
    now = observed(27, 25, None, None)
    plan = accumulate(indicator(Accumulation.REDUCTION, baseline=baseline), (last_year, *now), YEAR)
    assert (plan.reference, plan.reduced) == (30, 5)
    yearly = indicator(Accumulation.REDUCTION_ANNUAL, baseline=baseline)
    assert accumulate(yearly, (last_year, *now), YEAR).reduced == 3
    assert accumulate(yearly, now, YEAR).reference is None
    assert accumulate(replace(yearly, baseline=Baseline(value(30), 2023)), now, YEAR).reduced == 5
    term = accumulate(yearly, (last_year, *now), Period.of_years(2021, 2024))
    assert (term.value, term.reference) == (value(25), 28)
    long_ago = replace(last_year, period=Period.of_year(2022))
    assert accumulate(yearly, (long_ago, *now), Period.of_years(2021, 2024)).reference is None
    undated = replace(yearly, baseline=Baseline(value(30)))
    assert accumulate(undated, now, YEAR).reduced == 5
    assert accumulate(undated, (long_ago, *now), YEAR).reference is None


def test_maintaining_gives_the_period_that_fell_furthest_short_of_its_own_level() -> None:
    targets = (Target(value(80), YEAR.divide(6)[0]), Target(value(90), YEAR.divide(6)[1]))
    result = year_of(Accumulation.MAINTAIN, 79, 85, 91, 88, targets=targets)
    assert (result.value, result.reference, result.as_of) == (value(88), 90, YEAR.divide(3)[3])
    falling = year_of(Accumulation.MAINTAIN, 3, 9, 4, 5, direction=Direction.DOWN, baseline=Baseline(value(5), 2023))
    assert (falling.value, falling.reference) == (value(9), 5)
    banded = year_of(Accumulation.MAINTAIN, 7, "8.6", "6.4", 7, band=(Decimal("6.5"), Decimal("8.5")))
    assert banded.value == value("8.6")


def test_the_level_to_keep() -> None:
    quarter = YEAR.divide(3)[0]
    own, around, later = Target(value(1), quarter), Target(value(2), YEAR), Target(value(3), Period.of_year(2030))
    for targets, level in (((own, around, later), 1), ((around, later), 2), ((later,), 3), ((), 4)):
        baseline = Baseline(value(4), 2023)
        assert level_for(indicator(Accumulation.MAINTAIN, targets=targets, baseline=baseline), quarter) == level
    assert level_for(indicator(Accumulation.MAINTAIN), quarter) is None


def test_stage_weights() -> None:
    stages = (
        Milestone("diagnóstico", Decimal(20)),
        Milestone("diseño", Decimal(30)),
        Milestone("aprobado", Decimal(50)),
    )
    what = indicator(Accumulation.MILESTONE, milestones=stages)
    before = Measurement("i1", Period.of_year(2023), value(1), disaggregation="diagnóstico")
    design = Measurement("i1", YEAR.divide(3)[1], value(1), disaggregation="diseño")
    late = Measurement("i1", Period.of_year(2025), value(1), disaggregation="aprobado")
    told = (before, design, late)
    result = accumulate(what, told, YEAR)
    assert (result.value, result.numerator, result.denominator) == (value(50), 50, 100)
    assert result.completeness == Completeness(2, 3)
    assert accumulate(what, told, Period.of_year(2025)).value == value(100)
    single = replace(what, targets=(Target(value(1), YEAR),))
    assert accumulate(single, told, YEAR).value == value("0.5")
    waived = replace(late, period=YEAR, value=NOT_APPLICABLE)
    assert accumulate(what, (before, design, waived), YEAR).value == value(100)
    assert accumulate(what, (replace(before, value=value(0)),), YEAR).value == value(0)


def test_a_variation_of_sums_where_every_part_has_its_two_numbers() -> None:
    result = year_of(Accumulation.VARIATION, (10, 100), (-10, 300), None, None, measure_unit=PERCENT)
    assert (result.value, result.completeness) == (value(0), Completeness(2, 4))


def test_the_promise_of_a_year_does_not_depend_on_what_was_reported() -> None:
    quarters = tuple(Target(value(20), at) for at in YEAR.divide(3))
    what = indicator(Accumulation.SUM, targets=(*quarters, Target(value(100), Period.of_year(2025))))
    assert promised(what, YEAR).value == value(80)
    assert promised(what, Period.of_years(2024, 2025)).value == value(180)
    whole = replace(what, targets=(*quarters, Target(value(100), YEAR)))
    assert promised(whole, YEAR).value == value(100)
    dropped = replace(what, targets=(*quarters, Target(NOT_PROGRAMMED, YEAR)))
    assert promised(dropped, YEAR).value == NOT_PROGRAMMED
    assert promised(what, Period.of_year(2026)).value == NOT_PROGRAMMED


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Accumulation.SUM, value(170)),
        (Accumulation.MAX, value(90)),
        (Accumulation.LAST, value(80)),
        (Accumulation.MEAN, value(85)),
        (Accumulation.RATIO, NO_DATA),
        (Accumulation.VARIATION, NO_DATA),
    ],
)
def test_promises_of_parts_by_kind(kind: Accumulation, expected: Datum) -> None:
    first, second = YEAR.divide(6)
    targets = (Target(value(90), first), Target(value(80), second))
    assert promised(indicator(kind, targets=targets), YEAR).value == expected
    same = (Target(value(90), first), Target(value(90), second))
    assert promised(indicator(Accumulation.RATIO, targets=same), YEAR).value == value(90)


def test_a_zero_target_is_a_target() -> None:
    what = indicator(Accumulation.SUM, targets=(Target(value(0), YEAR), Target(value(9), YEAR)))
    assert promised(what, YEAR).value == value(0)
    assert promised(replace(what, targets=(Target(NOT_DUE, YEAR),)), YEAR).value == NOT_DUE
