"""A plan that says again what an approved version says. What was added meanwhile is withdrawn and stays in history."""

from typing import Any

from django.utils.translation import gettext as _

from ceiba.approvals.versions import addresses
from ceiba.documents.adoption import told
from ceiba.indicators import services as indicators
from ceiba.indicators.models import Indicator
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import changed
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans import services as plans
from ceiba.plans.models import Citation, Element, Link, Plan, Stakeholder, Statement

_WITHOUT_WITHDRAWAL = {"statement": Statement, "stakeholder": Stakeholder, "citation": Citation}
_KEPT_IN_VERSIONS = ("plan/", "element/", "indicator/")  # the ends of links of which a version tells


def restore(actor: Actor, plan: Plan, version: Snapshot) -> None:
    """Put a plan back to a version of itself, inside a verb that touches the plan.

    What has a way of being withdrawn is withdrawn; of the rest (statements, stakeholders, citations, links) the rows
    that the version does not have are deleted, and the history keeps what they said.
    """
    value = version.plan(plan.key)
    if value is None:
        raise KeyError(plan.key)
    own = set(addresses(value))
    plans.adopt(actor, [value], version.links, methodology=plan.methodology)
    indicators.adopt(actor, [value])
    reason = _("Se descartó la modificación que lo agregó.")
    for element in Element.objects.filter(plan=plan, withdrawn=False).order_by("position"):
        element.refresh_from_db(fields=["withdrawn"])  # it may have left with what it hangs from
        if f"element/{element.key}" not in own and not element.withdrawn:
            plans.withdraw_element(actor, element, reason=reason)
    for indicator in Indicator.objects.filter(plan=plan, withdrawn=False):
        if f"indicator/{indicator.key}" not in own:
            indicators.withdraw_indicator(actor, indicator, reason=reason)
    for noun, model in _WITHOUT_WITHDRAWAL.items():
        for row in model.objects.filter(plan=plan):
            if f"{noun}/{row.key}" not in own:
                _delete(f"{noun}/{row.key}", row)
    _unlink(plan, version)


def _unlink(plan: Plan, version: Snapshot) -> None:
    """Delete the links that leave the plan's things for others of their kind and that the version does not have."""
    known = {(link.kind.value, link.origin, link.destination) for link in version.links}
    own = {f"plan/{plan.key}"}
    for noun, model in (("element", Element), ("indicator", Indicator)):
        own |= {f"{noun}/{key}" for key in model.objects.filter(plan=plan).values_list("key", flat=True)}
    for row in Link.objects.of(plan.institution):
        kept = all(end.startswith(_KEPT_IN_VERSIONS) for end in (row.origin, row.destination))
        if kept and row.origin in own and (row.kind, row.origin, row.destination) not in known:
            _delete(f"link/{row.key}", row)


def _delete(subject: str, row: Any) -> None:
    """Delete a row whose words the history keeps."""
    left = ("id", "institution", "key", "plan", "position")
    said = {field.name: told(getattr(row, field.name)) for field in row._meta.fields if field.name not in left}
    changed(subject, {**said, "withdrawn": False}, {"withdrawn": True})
    row.delete()
