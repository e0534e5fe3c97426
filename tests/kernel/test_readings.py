"""Readings: after a changed figure a roll-up is what it would be from nothing, and the rest is not made again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.memory import Memory
from ceiba.kernel.period import Period
from ceiba.kernel.readings import Readings
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from tests.cast import valle_alto
from tests.generated import data, snapshots

TODAY = date(2026, 11, 1)
YEARS = (Period.of_year(2024), Period.of_year(2025))


def told(snapshot: Snapshot) -> list[object]:
    """Return every roll-up of every plan of a snapshot."""
    here = Readings(snapshot, TODAY)
    return [(here.rolled(plan, YEARS[0]), here.progressed(plan, YEARS)) for plan in snapshot.plans]


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(snapshots(), st.data())
def test_after_any_changes_it_says_what_it_says_from_nothing(here: Snapshot, chance: st.DataObject) -> None:
    memory = Memory()
    here.recall(memory)
    told(here)
    for _time in range(3):
        known = [indicator.id for indicator in here.indicators]
        if not known:
            return
        own = chance.draw(st.sampled_from(known))
        row = Measurement(own, chance.draw(st.sampled_from(YEARS)), chance.draw(data()))
        here = replace(here, measurements=(*here.measurements, row))
        fresh = replace(here)
        here.recall(memory)
        assert told(here) == told(fresh)


def test_what_did_not_change_is_the_very_same() -> None:
    here, memory = valle_alto(), Memory()
    here.recall(memory)
    plan = here.plans[0]
    before = Readings(here, TODAY).rolled(plan, YEARS[0])
    moved = next(i for i in plan.indicators if i.element)
    row = Measurement(moved.id, YEARS[0], Value(Decimal(1)))
    after = replace(here, measurements=(*here.measurements, row))
    after.recall(memory)
    rolled = Readings(after, TODAY).rolled(plan, YEARS[0])
    above = {moved.element, *(e.id for e in after.ancestors(after.element(moved.element)))}
    others = set(rolled.elements) - above
    assert others
    assert all(rolled.elements[key] is before.elements[key] for key in others)
