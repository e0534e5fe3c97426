"""Rules judge what was promised and what was reported: both ask them anew, and what changes neither does not."""

from ceiba.audits import services
from ceiba.audits.revision import revision
from ceiba.plans.models import Element
from ceiba.plans.services import edit_element
from tests.indicators.desks import cell, opened, plant, save
from tests.people import Office


def test_a_saved_figure_and_a_changed_plan_ask_the_rules_anew(office: Office) -> None:
    plant(office)
    report = opened(office)
    before = revision(office.institution)
    save(office, report, cell("hogares", 12))
    reported = revision(office.institution)
    edit_element(office.actor(), Element.objects.get(key="ob"), text="Llevar agua a todos")
    assert len({before, reported, revision(office.institution)}) == 3


def test_the_run_stays_while_nothing_changes(office: Office) -> None:
    plant(office)
    save(office, opened(office), cell("hogares", 12))
    run = services.current(office.institution)
    assert services.current(office.institution) == run


def test_the_run_says_what_the_evidence_says(office: Office) -> None:
    """A figure that is saved reaches the rules on evidence: they are asked of it."""
    plant(office)
    report = opened(office)
    before = services.current(office.institution).asked["E011"][0]
    save(office, report, cell("hogares", 12))
    assert services.current(office.institution).asked["E011"][0] >= before
