"""Reports on their way to a reviewer: a unit has entered its figures and sent them."""

from decimal import Decimal

from ceiba.indicators.entering import Text, save_narratives
from ceiba.indicators.models import Report, ReportingCycle
from ceiba.indicators.submitting import submit_report
from ceiba.kernel.states import Value
from tests.indicators.desks import cell, opened, pk_of, plant, save
from tests.people import Office

WORDS = {"analysis": "Llovió", "difficulty": "El camino", "next_step": "Otro equipo"}


def filled(office: Office) -> Report:
    """Return the open report of ``aguas`` with its three figures and the words that they ask for."""
    plant(office)
    report = opened(office)
    save(
        office,
        report,
        cell("hogares", 30),
        cell("cloro", numerator=Decimal(45), denominator=Decimal(50)),
        cell("fugas", 28),
    )
    texts = [Text(pk_of(key), **WORDS) for key in ("hogares", "cloro", "fugas")]
    save_narratives(office.actor("unit_head"), report, texts)
    return report


def reported(office: Office) -> Report:
    """Return the report of ``aguas`` as its head has sent it."""
    return sent(office, filled(office))


def sent(office: Office, report: Report, who: str = "unit_head") -> Report:
    """Send a report, and return it read anew."""
    submit_report(office.actor(who), report, missing_as_no_data=True)
    return fresh(report)


def reported_by_nobody(office: Office, cycle: ReportingCycle) -> Report:
    """Return what no unit answers for, as the planner has sent it."""
    report = Report.objects.select_related("cycle", "unit", "institution").get(cycle=cycle, unit=None)
    save(office, report, cell("caminos", 5), who="planner")
    save_narratives(office.actor(), report, [Text(pk_of("caminos"), **WORDS)])
    return sent(office, report, "planner")


def fresh(report: Report) -> Report:
    """Return a report read anew."""
    row: Report = Report.objects.select_related("cycle", "unit", "institution").get(pk=report.pk)
    return row


def amount(number: int) -> Value:
    """Return a value."""
    return Value(Decimal(number))
