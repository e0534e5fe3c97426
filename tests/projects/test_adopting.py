"""Projects that are taken over, with their years and their progress."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ceiba.institutions.verbs import NotAllowed
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import (
    Contract,
    ContractKind,
    Disbursement,
    DisbursementStep,
    Progress,
    Project,
    ProjectStage,
    ProjectStatus,
    YearAmount,
)
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
    contribution=Money(Decimal("8.25"), "GTQ"),
    women=120,
    men=0,
    latitude=Decimal("14.63"),
    longitude=Decimal("-90.50"),
    stages=(ProjectStage("adjudicacion", end=date(2025, 2, 28), document="Acta 4-2025"),),
    contracts=(Contract(ContractKind.AGREEMENT, "0000-001-2025", date(2025, 3, 1), None, date(2025, 9, 30)),),
    disbursements=(
        Disbursement(DisbursementStep.RECEIVED, Money(Decimal("5.00"), "GTQ"), date(2025, 4, 1)),
        Disbursement(DisbursementStep.RECEIVED, Money(Decimal("1.50"), "GTQ")),
    ),
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


def test_what_reached_a_step_is_added_up_and_nothing_written_is_not_zero() -> None:
    assert TANK.disbursed(DisbursementStep.RECEIVED) == Money(Decimal("6.50"), "GTQ")
    assert TANK.disbursed(DisbursementStep.PAID) is None
