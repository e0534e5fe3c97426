"""Rules judge what was promised: a figure that comes in asks none of them anew, so no page waits for them again."""

from dataclasses import fields

from ceiba.audits import services
from ceiba.audits.revision import UNASKED, revision
from ceiba.institutions.models import Institution
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans.models import Element
from ceiba.plans.services import edit_element
from ceiba.rules.engine import audit
from ceiba.snapshots.building import build
from ceiba.snapshots.services import current
from tests.indicators.desks import cell, opened, plant, save
from tests.people import Office


class Discreet(Snapshot):
    """A snapshot that refuses to tell what was reported."""

    def __getattribute__(self, name: str) -> object:
        """Return anything but what belongs to the parts that no rule asks for."""
        if name in object.__getattribute__(self, "__dict__").get("secret", ()):
            raise AssertionError(f"a rule asked for {name}: its part belongs to what an audit depends on")
        return object.__getattribute__(self, name)


def _unasked(institution: Institution) -> set[str]:
    return {name for part in UNASKED for name in build(institution, part)}


def test_no_rule_looks_at_what_was_reported(office: Office) -> None:
    plant(office)
    save(office, opened(office), cell("hogares", 12))
    known = current(office.institution)
    discreet = Discreet(**{field.name: getattr(known, field.name) for field in fields(Snapshot)})
    discreet.__dict__["secret"] = _unasked(office.institution) | {"measurements_of"}
    assert _unasked(office.institution) >= {"measurements", "reports", "cycles"}
    assert audit(discreet).asked == audit(known).asked


def test_a_saved_figure_leaves_the_run_as_it_is_and_a_changed_plan_does_not(office: Office) -> None:
    plant(office)
    report = opened(office)
    run, before = services.current(office.institution), revision(office.institution)
    save(office, report, cell("hogares", 12))
    assert revision(office.institution) == before
    assert services.current(office.institution) == run
    edit_element(office.actor(), Element.objects.get(key="ob"), text="Llevar agua a todos")
    assert revision(office.institution) != before
    assert services.current(office.institution) != run
