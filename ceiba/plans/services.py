"""What can be done with plans: take over those of a proposal, and edit what they say."""

from collections.abc import Iterable, Mapping
from typing import Any

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import plan as kernel
from ceiba.plans.editing import (
    ALIGNMENTS,
    ELEMENTS,
    STATEMENTS,
    add_element,
    edit_element,
    edit_statement,
    move_element,
    restore_element,
    withdraw_element,
)
from ceiba.plans.models import Citation, Element, Link, Plan, Stakeholder, Statement
from ceiba.plans.queries import by_key
from ceiba.plans.standing import refuse_fixed
from ceiba.plans.undoing import undo

__all__ = [
    "ELEMENTS",
    "STATEMENTS",
    "add_element",
    "adopt",
    "edit_element",
    "edit_statement",
    "move_element",
    "restore_element",
    "undo",
    "withdraw_element",
]


@verb("plans.adopt", needs="plan.edit", touches=[Part.PLAN])
def adopt(
    actor: Actor, plans: Iterable[kernel.Plan], links: Iterable[kernel.Link] = (), *, methodology: str = ""
) -> None:
    """Create or change plans, with their elements, statements, stakeholders and citations, and links between things.

    Indicators are taken over by ``indicators.services.adopt``, units before by ``institutions.services.adopt_units``.
    ``methodology`` is the reference that new plans follow; without it, the institution's. ``Refused`` where an element
    names a unit or a parent that nobody knows, or stands already in another plan; ``Fixed`` where something would
    change in a plan that takes no changes.
    """
    here, given = actor.institution, tuple(plans)
    follows = methodology or here.methodology
    shelf = Shelf("plan", Plan, own="parent", guard=refuse_fixed)
    rows = adopt_rows(here, shelf, {plan.id: _plan(plan) for plan in given})
    new = [row for row in rows.values() if not row.methodology]
    for row in new:
        row.methodology = follows
    Plan.objects.bulk_update(new, ["methodology"])
    within: dict[str, Any] = {"within": "plan", "guard": refuse_fixed}
    references = {"plan": rows, "unit": by_key(Unit.objects.of(here))}
    shelf = Shelf("element", Element, references, own="parent", lines={"alignments": ALIGNMENTS}, **within)
    adopt_rows(here, shelf, {e.id: _element(plan, e) for plan in given for e in plan.elements})
    own = {"plan": rows}
    statements = {s.id: {"plan": p.id, "kind": s.kind.value, "text": s.text} for p in given for s in p.statements}
    adopt_rows(here, Shelf("statement", Statement, own, **within), statements)
    stakeholders = {s.id: _stakeholder(plan, s) for plan in given for s in plan.stakeholders}
    adopt_rows(here, Shelf("stakeholder", Stakeholder, own, **within), stakeholders)
    citations = {
        c.id: {"plan": p.id, "norm": c.norm, "number": c.number, "title": c.title} for p in given for c in p.citations
    }
    adopt_rows(here, Shelf("citation", Citation, own, **within), citations)
    adopt_rows(here, Shelf("link", Link), _links(tuple(links)))


def _plan(plan: kernel.Plan) -> Mapping[str, object]:
    return {
        "kind": plan.kind,
        "title": plan.title,
        "period": plan.period,
        "parent": plan.parent,
        "version": plan.version,
    }


def _element(plan: kernel.Plan, element: kernel.Element) -> Mapping[str, object]:
    return {
        "plan": plan.id,
        "level": element.level,
        "text": element.text,
        "code": element.code,
        "parent": element.parent,
        "unit": element.unit,
        "period": element.period,
        "weight": element.weight,
        "withdrawn": element.withdrawn,
        "alignments": [
            {"framework": a.framework, "codes": list(a.codes), "share": a.share} for a in element.alignments
        ],
    }


def _stakeholder(plan: kernel.Plan, stakeholder: kernel.Stakeholder) -> Mapping[str, object]:
    return {
        "plan": plan.id,
        "name": stakeholder.name,
        "role": stakeholder.role,
        "decision_influence": stakeholder.decision_influence,
        "implementation_influence": stakeholder.implementation_influence,
    }


def _links(links: tuple[kernel.Link, ...]) -> Mapping[str, Mapping[str, object]]:
    keys = numbered((link.kind.value, link.origin, link.destination) for link in links)
    return {
        key: {"kind": link.kind.value, "origin": link.origin, "destination": link.destination, "share": link.share}
        for key, link in zip(keys, links, strict=True)
    }
