"""The verbs of whoever edits a plan: change, add, move, withdraw and restore elements, and change statements."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.documents.adoption import BATCH, Lines, told
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Owned, Unit
from ceiba.institutions.verbs import NotAllowed, Part, Refused, changed, noted, verb
from ceiba.plans.models import Alignment, Element, Plan, Statement
from ceiba.plans.revising import Told, Trade, assign, revise, write
from ceiba.plans.standing import refuse_fixed
from ceiba.plans.trees import branch, nearest_unit, next_sibling, place, refuse_level

ALIGNMENTS = Lines(Alignment, "element", ("framework", "codes", "share"))
ELEMENTS = Trade(
    "element",
    Element,
    {
        "text": gettext_lazy("Texto"),
        "code": gettext_lazy("Código"),
        "level": gettext_lazy("Nivel"),
        "unit": gettext_lazy("Unidad responsable"),
        "period": gettext_lazy("Período"),
        "weight": gettext_lazy("Peso"),
        "alignments": gettext_lazy("Alineación"),
    },
    {"unit": Unit, "parent": Element},
    {"alignments": ALIGNMENTS},
)
STATEMENTS = Trade("statement", Statement, {"text": gettext_lazy("Texto")})


def new_key(model: type[Owned], prefix: str) -> str:
    """Return an identifier that no proposal gives and no other thing of the noun has."""
    number = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    return f"{prefix}-{number}"


def _unit_of(element: Element, *_arguments: object, **_fields: object) -> Unit | None:
    return nearest_unit(element)


def _unit_of_new(_plan: Plan, *_arguments: object, parent: Element | None = None, **_fields: object) -> Unit | None:
    return nearest_unit(parent)


def _may_hand_over(actor: Actor, unit: object) -> None:
    """Raise ``NotAllowed`` where an element would be handed to a unit in which the actor may not edit."""
    if unit is None:
        return
    found = Unit.objects.of(actor.institution).filter(key=unit).first()
    if found is not None and not actor.may("plan.edit", found):
        raise NotAllowed(_("Usted no edita planes en la unidad «%(unit)s».") % {"unit": found})


@verb("element.edit", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def edit_element(actor: Actor, /, element: Element, *, seen: Told | None = None, **fields: object) -> Element:
    """Change fields of an element: text, code, level, unit (its key), period, weight, alignments.

    Values are kernel values or told ones. ``seen`` are the values that the editor started from (``revising.revise``):
    ``Conflict`` where somebody else changed the same meanwhile. ``Refused`` for a level that has no place there.
    """
    unknown = set(fields) - set(ELEMENTS.labels)
    if unknown:
        raise TypeError(f"an element has no such field to edit: {', '.join(sorted(unknown))}")
    element = _locked(element)
    if fields.get("level", element.level) != element.level:
        refuse_level(element.plan, str(fields["level"]), element.parent)
    if "unit" in fields:
        _may_hand_over(actor, fields["unit"])
    revise(ELEMENTS, element, fields, seen)
    return element


def _locked(row: Any) -> Any:
    """Return a row as it stands now, held until the verb ends; ``Fixed`` where its plan takes no changes."""
    refuse_fixed(row.plan_id)
    return type(row).objects.select_for_update().get(pk=row.pk)


@verb("element.add", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of_new)
def add_element(
    actor: Actor,
    /,
    plan: Plan,
    *,
    level: str,
    text: str,
    parent: Element | None = None,
    before: Element | None = None,
    **fields: object,
) -> Element:
    """Add an element to a plan, under a parent or at its root, before a sibling or after all.

    ``fields`` as in ``edit_element``. ``Refused`` for a level that has no place there, or a parent of another plan.
    """
    refuse_fixed(plan.pk)
    _same_plan(plan, parent, before)
    refuse_level(plan, level, parent)
    _may_hand_over(actor, fields.get("unit"))
    element = Element(institution=actor.institution, key=new_key(Element, "e"), plan=plan, level=level, text=text)
    told(text)
    columns = {name: told(value) for name, value in fields.items()}
    for name in set(columns) - set(ELEMENTS.lines):
        assign(ELEMENTS, element, name, columns[name])
    last = Element.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    element.position = 0 if last is None else last + 1
    element.save()
    write(ELEMENTS, element, {name: columns[name] for name in columns if name in ELEMENTS.lines})
    place(element, parent, before)
    facts = {"plan": plan.key, "level": level, "text": text, "parent": parent.key if parent else None, **columns}
    changed(ELEMENTS.address(element), None, {name: value for name, value in facts.items() if value not in (None, [])})
    return element


def _same_plan(plan: Plan, parent: Element | None, before: Element | None) -> None:
    if any(one is not None and one.plan_id != plan.pk for one in (parent, before)):
        raise Refused(_("Un elemento no cuelga de otro plan. Elija un lugar del mismo plan."))
    if before is not None and before.parent_id != (parent.pk if parent else None):
        raise Refused(_("«%(element)s» ya no está en ese lugar. Elija otro.") % {"element": before})
    if parent is not None and parent.withdrawn:
        raise Refused(
            _("«%(element)s» está retirado: nada nuevo cuelga de él. Restáurelo primero.") % {"element": parent}
        )


@verb("element.move", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def move_element(
    actor: Actor, element: Element, *, parent: Element | None = None, before: Element | None = None
) -> Element:
    """Move an element with its branch under another parent (None: the root), before a sibling or after all.

    ``Refused`` for a place inside its own branch, in another plan, or where the methodology allows no such level.
    """
    element = _locked(element)
    _same_plan(element.plan, parent, before)
    if parent is not None and parent.pk in {one.pk for one in branch(element)}:
        raise Refused(_("«%(element)s» no puede colgar de sí mismo ni de su propia rama.") % {"element": element})
    if before is not None and before.pk == element.pk:
        return element
    stays = element.parent_id == (parent.pk if parent else None)
    if not stays:
        refuse_level(element.plan, element.level, parent)
        if not actor.may("plan.edit", nearest_unit(parent)):
            raise NotAllowed(_("Usted no edita planes en la unidad del lugar que eligió. Nada se movió."))
    old = {"parent": element.parent.key if element.parent else None, "next": next_sibling(element)}
    place(element, parent, before)
    new = {"parent": parent.key if parent else None, "next": next_sibling(element)}
    if old != new:
        changed(ELEMENTS.address(element), old, new)
    return element


@verb("element.withdraw", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def withdraw_element(actor: Actor, element: Element, *, reason: str) -> list[Element]:
    """Withdraw an element with its branch, and return what was withdrawn; it stays in history and counts in nothing.

    ``Refused`` without a reason.
    """
    del actor
    if not reason.strip():
        raise Refused(_("Escriba por qué se retira: quedará en la historia del plan."))
    gone = [one for one in branch(_locked(element)) if not one.withdrawn]
    _mark(gone, withdrawn=True)
    noted(reason.strip())
    return gone


@verb("element.restore", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def restore_element(actor: Actor, element: Element) -> list[Element]:
    """Bring back a withdrawn element with what was withdrawn together with it, and return what came back.

    ``Refused`` while what it hangs from is withdrawn.
    """
    element = _locked(element)
    if element.parent is not None and element.parent.withdrawn:
        raise Refused(_("Restaure primero «%(element)s», de donde cuelga.") % {"element": element.parent})
    address = ELEMENTS.address(element)
    acts = Entry.objects.filter(institution=actor.institution, verb="element.withdraw", subject=address)
    act = acts.first()
    together = {change["subject"] for change in act.changes} if act else {address}
    back = [one for one in branch(element) if one.withdrawn and ELEMENTS.address(one) in together | {address}]
    _mark(back, withdrawn=False)
    return back


def _mark(elements: list[Element], *, withdrawn: bool) -> None:
    for one in elements:
        one.withdrawn = withdrawn
        changed(ELEMENTS.address(one), {"withdrawn": not withdrawn}, {"withdrawn": withdrawn})
    Element.objects.bulk_update(elements, ["withdrawn"], batch_size=BATCH)


@verb("statement.edit", needs="plan.edit", touches=[Part.PLAN])
def edit_statement(actor: Actor, statement: Statement, *, text: str, seen: Told | None = None) -> Statement:
    """Change what a plan says about itself; ``Conflict`` where somebody else changed it meanwhile."""
    del actor
    statement = _locked(statement)
    revise(STATEMENTS, statement, {"text": text}, seen)
    return statement
