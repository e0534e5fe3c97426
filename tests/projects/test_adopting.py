"""Projects that are taken over, with their years and their progress."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.institutions.verbs import NotAllowed
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Progress, Project, ProjectStatus, YearAmount
from ceiba.projects import services
from ceiba.snapshots.services import current
from tests.people import Office

TANK = Project(
    "p1",
    "Tanque",
    code="0012345",
    status=ProjectStatus.NEW,
    amounts=(YearAmount(2025, Money(Decimal("10.50"), "GTQ")), YearAmount(2026, Money(Decimal(0), "GTQ"))),
    progress=(Progress(Period.parse("2025-Q1"), Decimal("12.50"), None),),
    serves=("element/a",),
)


def test_a_project_comes_back_with_everything(office: Office) -> None:
    services.adopt(office.actor("finance"), (TANK,))
    assert repr(current(office.institution).projects) == repr((TANK,))


def test_new_progress_is_added_and_the_project_stays_one(office: Office) -> None:
    services.adopt(office.actor(), (TANK,))
    later = replace(TANK, progress=(*TANK.progress, Progress(Period.parse("2025-Q2"), Decimal(40), Decimal(38))))
    services.adopt(office.actor(), (later,))
    assert current(office.institution).projects == (later,)


def test_only_who_may_edit_projects_does(office: Office) -> None:
    with pytest.raises(NotAllowed):
        services.adopt(office.actor("auditor"), (TANK,))
