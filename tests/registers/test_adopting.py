"""What registers counted is taken over; a newer count of the same period takes the place of the older."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.kernel.register import RegisterMeasure
from ceiba.kernel.states import NO_DATA, Value
from ceiba.registers import services
from ceiba.snapshots.services import current
from tests.people import Office
from tests.plans.planted import plant

COUNTED = RegisterMeasure("trámites", "despachados", Period.of_year(2024), NO_DATA, indicator="in")


def test_a_newer_count_takes_the_place_of_the_older(office: Office) -> None:
    plant(office)
    services.adopt(office.actor(), (COUNTED,))
    newer = replace(COUNTED, value=Value(Decimal("0.50")), numerator=Decimal(1), denominator=Decimal(2))
    services.adopt(office.actor(), (newer,))
    assert repr(current(office.institution).register_measures) == repr((newer,))


def test_an_indicator_that_nobody_knows_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="in"):
        services.adopt(office.actor(), (COUNTED,))


def test_only_who_may_edit_does(office: Office) -> None:
    with pytest.raises(NotAllowed):
        services.adopt(office.actor("finance"), ())
