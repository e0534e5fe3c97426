"""Every accumulation, in every direction, in every state, against a brute-force oracle (``oracle``)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.accumulation import accumulate
from ceiba.kernel.achievement import achievement_in
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Milestone, Target
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.states import Absent, Datum, State, Value
from tests.generated import policies
from tests.kernel.oracle import Answer, Case, Sent, Told, answer

pytestmark = pytest.mark.slow

YEAR = Period.of_year(2024)
QUARTERS = YEAR.divide(3)
CLOSE = Fraction(1, 10**18)
UNITS = {
    (1, True): None,
    (100, True): PERCENT,
    (1000, False): MeasureUnit("por mil", UnitKind.RATE, Decimal(1000)),
    (1, False): MeasureUnit("días"),
}

# Small whole and half numbers, so that zeros, ties, targets equal to baselines and values on an edge come often.
amounts = st.integers(-8, 12).map(lambda number: Fraction(number, 2))
states = st.sampled_from([state for state in State if state is not State.VALUE])
told = st.one_of(amounts, states)
pairs = st.one_of(st.none(), st.tuples(st.integers(0, 6).map(Fraction), st.integers(0, 6).map(Fraction)))
sent = st.builds(lambda figure, pair: Sent(figure, pair if isinstance(figure, Fraction) else None), told, pairs)


def of_state(state: State) -> st.SearchStrategy[Sent]:
    """Return what a unit sent in one state."""
    if state is State.VALUE:
        return st.builds(Sent, amounts, pairs)
    return st.just(Sent(state))


@st.composite
def cases(draw: st.DrawFn, kind: Accumulation, direction: Direction, state: State) -> Case:
    """Draw a year of one kind and direction in which some quarter is in the given state."""
    quarters = [draw(st.one_of(st.none(), sent, of_state(state))) for _quarter in range(4)]
    quarters[draw(st.integers(0, 3))] = draw(of_state(state))
    paired = draw(st.booleans())
    if paired:  # shares: every value with its two numbers
        both = st.tuples(st.integers(0, 6).map(Fraction), st.integers(0, 6).map(Fraction))
        quarters = [replace(q, pair=draw(both)) if q and isinstance(q.told, Fraction) else q for q in quarters]
    over = draw(st.integers(0, 4))
    scale, plain = draw(st.sampled_from(sorted(UNITS)))
    return Case(
        kind,
        direction,
        tuple(quarters),
        owed=tuple(number < over for number in range(4)),
        targets=draw(st.one_of(st.just((None,) * 4), st.tuples(*[st.one_of(st.none(), told)] * 4))),
        target=draw(st.one_of(st.none(), told, amounts)),
        undated=draw(st.one_of(st.none(), told)),
        baseline=draw(st.one_of(st.none(), told, amounts)),
        baseline_year=draw(st.sampled_from([None, 2022, 2023])),
        before=draw(st.one_of(st.none(), amounts)),
        band=draw(st.one_of(st.none(), st.tuples(amounts, amounts))),
        scale=scale,
        plain=plain,
        policy=draw(policies),
    )


def kernel_answer(case: Case) -> Answer:
    """Return what the kernel says of the same year."""
    measured = [
        Measurement("i1", at, datum(one.told), *map(decimal, one.pair or (None, None)))
        for at, one in zip(QUARTERS, case.quarters, strict=True)
        if one is not None
    ]
    if case.before is not None:
        measured.append(Measurement("i1", YEAR.shift(-12), datum(case.before)))
    over = [at for at, owed in zip(QUARTERS, case.owed, strict=True) if owed]
    found = achievement_in(_indicator(case), measured, YEAR, case.policy, every=3, owed=lambda at: at in over)
    observed = found.observed
    assert observed is not None
    complete = observed.completeness
    return Answer(
        plain(observed.value),
        None if observed.numerator is None else Fraction(observed.numerator),
        None if observed.denominator is None else Fraction(observed.denominator),
        (complete.known, complete.expected, complete.not_due),
        plain(found.percent),
    )


def _indicator(case: Case) -> Indicator:
    dated = [Target(datum(one), at) for one, at in zip(case.targets, QUARTERS, strict=True) if one is not None]
    whole = [] if case.target is None else [Target(datum(case.target), YEAR)]
    undated = [] if case.undated is None else [Target(datum(case.undated))]
    return Indicator(
        "i1",
        "e1",
        "Indicador",
        UNITS[case.scale, case.plain],
        case.direction,
        case.kind,
        None if case.baseline is None else Baseline(datum(case.baseline), case.baseline_year),
        (*undated, *dated, *whole),
        band=None if case.band is None else tuple(map(_decimal, case.band)),
    )


def datum(told: Told) -> Datum:
    """Return a figure of the oracle as the kernel knows it."""
    return Value(_decimal(told)) if isinstance(told, Fraction) else Absent(told)


def decimal(amount: Fraction | None) -> Decimal | None:
    """Return a small fraction as an exact decimal."""
    return None if amount is None else _decimal(amount)


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def plain(figure: Datum) -> Told:
    """Return a figure of the kernel as the oracle tells it."""
    return Fraction(figure.amount) if isinstance(figure, Value) else figure.state


def same(one: Told | None, other: Told | None) -> bool:
    """Tell whether two figures are the same, the kernel's last digit aside."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) < CLOSE
    return one == other


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("kind", Accumulation)
@given(data=st.data())
@settings(max_examples=10)
def test_a_year_against_brute_force(
    kind: Accumulation, direction: Direction, state: State, data: st.DataObject
) -> None:
    case = data.draw(cases(kind, direction, state))
    expected, found = answer(case), kernel_answer(case)
    assert found.counted == expected.counted
    for name in ("value", "numerator", "denominator", "percent"):
        assert same(getattr(found, name), getattr(expected, name)), (name, expected, found)


@pytest.mark.parametrize("direction", Direction)
@given(
    told=st.lists(st.one_of(st.none(), told), min_size=3, max_size=3),
    weights=st.lists(st.integers(0, 9).map(Fraction), min_size=3, max_size=3),
    goal=st.one_of(st.none(), amounts.filter(bool)),
    over=st.booleans(),
)
@settings(max_examples=25)
def test_stages_against_brute_force(
    direction: Direction, told: list[Told | None], weights: list[Fraction], goal: Fraction | None, over: bool
) -> None:
    stages = tuple(Milestone(f"etapa {number}", _decimal(weight)) for number, weight in enumerate(weights))
    what = Indicator("i1", "e1", "Indicador", None, direction, Accumulation.MILESTONE, milestones=stages)
    if goal is not None:
        what = replace(what, targets=(Target(datum(goal), YEAR),))
    sent = [
        Measurement("i1", at, datum(one), disaggregation=stage.name)
        for one, stage, at in zip(told, stages, QUARTERS, strict=False)
        if one is not None
    ]
    # Without a word about any stage nobody can tell that there are stages: then the year is one gap.
    expected = [one if one is not None else (State.NO_DATA if over else State.NOT_DUE) for one in told]
    found = accumulate(what, sent, YEAR, owed=lambda _at: over)
    applies = [w for w, one in zip(weights, expected, strict=True) if one is not State.NOT_APPLICABLE]
    reached = [w for w, one in zip(weights, expected, strict=True) if isinstance(one, Fraction) and one > 0]
    if any(isinstance(one, Fraction) for one in expected) and sum(applies):
        full = 100 if goal is None else goal
        assert same(plain(found.value), full * Fraction(sum(reached)) / sum(applies))
    else:
        order = (State.NO_DATA, State.NOT_DUE, State.NOT_PROGRAMMED)
        assert plain(found.value) == next((state for state in order if state in expected), State.NOT_APPLICABLE)
