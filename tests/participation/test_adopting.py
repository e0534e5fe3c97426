"""What people ask is taken over, and its answer when there is one."""

from dataclasses import replace

import pytest

from ceiba.institutions.verbs import NotAllowed
from ceiba.kernel.demand import Demand
from ceiba.participation import services
from ceiba.snapshots.services import current
from tests.people import Office

ASKED = Demand("d1", "Agua para El Mirador", "acta 12", structured=True, serves=("element/a",))


def test_a_demand_is_taken_over_and_answered(office: Office) -> None:
    services.adopt(office.actor(), (ASKED,))
    assert current(office.institution).demands == (ASKED,)
    answered = replace(ASKED, answer="En 2025")
    services.adopt(office.actor(), (answered,))
    assert current(office.institution).demands == (answered,)


def test_only_who_may_edit_does(office: Office) -> None:
    with pytest.raises(NotAllowed):
        services.adopt(office.actor("auditor"), (ASKED,))
