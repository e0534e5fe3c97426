"""A small plan about which the rules ask little, and the ways to bring it as far as a test needs."""

from ceiba.approvals import services
from ceiba.audits import queries as audits_queries
from ceiba.audits import services as audits
from ceiba.audits.models import Finding
from ceiba.plans.models import Plan
from tests.people import Office
from tests.plans.planted import plan, plant


def answered(office: Office) -> None:
    """Justify every finding, so that nothing stops an approval."""
    audits.refresh(office.actor())
    rows = list(Finding.objects.of(office.institution).present())
    if rows:
        audits.justify(office.actor(), rows, reason="Es un plan inventado para las pruebas.")
    assert audits_queries.last_run(office.institution) is not None


def submitted(office: Office) -> Plan:
    """Return a plan that the planner has sent, without open questions."""
    plant(office)
    answered(office)
    services.submit(office.actor(), plan())
    return plan()


def approved(office: Office) -> Plan:
    """Return a plan that the reviewer has approved."""
    services.approve(office.actor("reviewer"), submitted(office))
    return plan()


def in_force(office: Office) -> Plan:
    """Return a plan in force."""
    services.enforce(office.actor("reviewer"), approved(office))
    return plan()
