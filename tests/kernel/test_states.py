"""The five states stay five, and completeness says how much of a figure is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.states import (
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_PROGRAMMED,
    Absent,
    Completeness,
    Datum,
    State,
    Value,
    datum,
    merged_absence,
)
from tests.generated import ABSENCES, data

ZERO = Value(Decimal(0))


def test_five_states_are_five_things() -> None:
    assert len({ZERO, *ABSENCES}) == 5
    assert {figure.state for figure in (ZERO, *ABSENCES)} == set(State)


def test_zero_is_a_value_and_nothing_is_not_zero() -> None:
    assert datum(Decimal(0)) == ZERO
    assert datum(None) is NO_DATA
    assert datum(None) != ZERO


def test_a_value_is_finite_and_an_absence_is_none() -> None:
    for amount in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="finite"):
            Value(Decimal(amount))
    with pytest.raises(ValueError, match="other than value"):
        Absent(State.VALUE)


@pytest.mark.parametrize(
    ("states", "merged"),
    [
        ((NOT_DUE, NOT_DUE), NOT_DUE),
        ((NOT_PROGRAMMED, NOT_PROGRAMMED), NOT_PROGRAMMED),
        ((NOT_PROGRAMMED, NOT_DUE, NOT_APPLICABLE), NOT_DUE),
        ((NOT_DUE, NO_DATA), NO_DATA),
        ((NOT_APPLICABLE, NOT_PROGRAMMED), NOT_PROGRAMMED),
        ((NOT_APPLICABLE,), NOT_APPLICABLE),
        ((), NOT_APPLICABLE),
    ],
)
def test_why_a_whole_is_absent(states: tuple[Absent, ...], merged: Absent) -> None:
    assert merged_absence(states) is merged


@given(st.lists(st.sampled_from(ABSENCES)), st.lists(st.sampled_from(ABSENCES)))
def test_absences_merge_in_any_grouping(some: list[Absent], others: list[Absent]) -> None:
    assert merged_absence([merged_absence(some), merged_absence(others)]) == merged_absence([*others, *some])


@given(st.lists(data()), st.lists(data()))
def test_completeness_adds_up(some: list[Datum], others: list[Datum]) -> None:
    both = Completeness.of([*some, *others])
    assert Completeness.of(some) + Completeness.of(others) == both
    assert both.known <= both.expected
    assert both.known == sum(isinstance(figure, Value) for figure in [*some, *others])


def test_forty_one_of_forty_eight() -> None:
    figures: list[Datum] = [ZERO] * 41 + [NO_DATA] * 7 + [NOT_DUE] * 12 + [NOT_PROGRAMMED] * 5 + [NOT_APPLICABLE] * 3
    complete = Completeness.of(figures)
    assert complete == Completeness(41, 48, 12)
    assert not complete.is_complete
    assert Completeness(48, 48, 12).is_complete
    assert not Completeness(48, 48, 12).is_final
    assert Completeness(48, 48).is_final
