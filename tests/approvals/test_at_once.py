"""Two people at once, each on their own connection: one is first, the other is told, and nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ceiba.approvals import opening, reviewing
from ceiba.approvals.models import ReportStep
from ceiba.approvals.reviewing import digest_of
from ceiba.indicators.cells import Fate
from ceiba.indicators.locks import Locked
from ceiba.indicators.models import Measurement, Report, ReportingCycle
from ceiba.institutions.models import Entry
from ceiba.institutions.services import assign
from ceiba.institutions.verbs import Refused
from ceiba.plans.models import Plan
from ceiba.snapshots.services import current
from tests.approvals.reporting import amount, filled, fresh, reported
from tests.approvals.test_opening import POM, YEAR
from tests.cast import snapshot
from tests.indicators.desks import cell, row, save
from tests.people import Office
from tests.people import office as new_office
from tests.snapshots.adopting import adopt_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Office:
    """Return an office with two reviewers, in a database that other connections see."""
    made = new_office()
    assign(made.actor("administrator"), made.people["auditor"], "reviewer", None)
    return made


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things at the same moment, each on its own connection; return what each gave, or how it was refused."""
    gate = Barrier(len(acts))

    def alone(act: Callable[[], object]) -> object:
        gate.wait(timeout=30)
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def test_of_two_reviewers_one_validates(here: Office) -> None:
    report = reported(here)
    seen = digest_of(report)
    told = at_once(
        *(
            lambda who=who: reviewing.validate_report(here.actor(who), report, seen=seen)
            for who in ("reviewer", "auditor")
        )
    )
    assert sorted(isinstance(one, Refused) for one in told) == [False, True]
    assert (fresh(report).state, ReportStep.objects.count()) == (Report.State.VALIDATED, 1)
    assert Entry.objects.filter(verb="report.validate").count() == 1


def test_of_one_who_validates_and_one_who_returns_one_is_first(here: Office) -> None:
    report = reported(here)
    told = at_once(
        lambda: reviewing.validate_report(here.actor("reviewer"), report, seen=digest_of(report)),
        lambda: reviewing.return_report(here.actor("auditor"), report, remark="Falta"),
    )
    assert sorted(isinstance(one, Refused) for one in told) == [False, True]
    state = ReportStep.objects.get().verb
    expected = Report.State.VALIDATED if state == "report.validate" else Report.State.RETURNED
    assert fresh(report).state == expected


def test_nothing_enters_behind_a_closing(here: Office) -> None:
    report = filled(here)
    told = at_once(
        lambda: save(here, report, cell("hogares", 31, seen=1)),
        lambda: reviewing.close_cycle(here.actor(), report.cycle, note="Fin", unfinished=2),
        lambda: save(here, report, cell("fugas", 27, seen=1), who="clerk"),
    )
    closed = ReportingCycle.objects.get().closed
    assert closed is not None
    assert Measurement.objects.filter(recorded_at__gt=closed).count() == 0
    for one, key, number in ((told[0], "hogares", 31), (told[2], "fugas", 27)):
        stored = isinstance(one, list) and one[0].fate is Fate.STORED
        assert stored or isinstance(one, Locked)
        assert (row(key).value.amount == number) is stored


def test_of_two_who_restate_the_second_sees_the_first(here: Office) -> None:
    report = reported(here)
    reviewing.validate_report(here.actor("reviewer"), report)
    indicator = row("hogares").indicator_id
    told = at_once(
        *(
            lambda who=who, number=number: reviewing.restate(
                here.actor(who),
                report,
                indicator=indicator,
                correction=reviewing.Correction(amount(number)),
                reason="Se contó mal",
            )
            for who, number in (("reviewer", 31), ("auditor", 32))
        )
    )
    assert not any(isinstance(one, Refused) for one in told)
    made = sorted(told, key=lambda one: one.key)  # type: ignore[attr-defined]  # restatements
    assert [one.before["value"] for one in made] == ["30", made[0].after["value"]]  # type: ignore[attr-defined]
    assert str(row("hogares").value.amount) == made[1].after["value"]  # type: ignore[attr-defined]


def test_two_planners_open_a_year_once(here: Office) -> None:
    assign(here.actor("administrator"), here.people["finance"], "planner", None)
    adopt_all(here.actor(), snapshot(POM.replace("    unit: aguas\n", "")))
    seen = opening.foresee(here.institution, current(here.institution), YEAR).digest
    told = at_once(
        *(lambda who=who: opening.open_year(here.actor(who), YEAR, seen=seen) for who in ("planner", "finance"))
    )
    assert sorted(isinstance(one, Refused) for one in told) == [False, True]
    assert Plan.objects.filter(kind="poa").count() == 1
    assert ReportingCycle.objects.count() == 3
