"""What can be done with an institution and its units; ``services_people`` has what can be done with its people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ceiba.institutions import slugs
from ceiba.institutions.actor import Actor
from ceiba.institutions.calendar_changes import calendar_changed
from ceiba.institutions.changes import change
from ceiba.institutions.models import Assignment, Institution, Person, Revision, Unit
from ceiba.institutions.permissions import Role
from ceiba.institutions.queries import plans_begun, units_below
from ceiba.institutions.services_people import assign, lock, whose
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.unit import Unit as UnitValue

__all__ = ["add_unit", "adopt_units", "assign", "edit", "edit_unit", "found", "move_unit", "order_unit"]

_FOUNDING = frozenset({"institution.found", "people.manage"})


def found(person: Person, **fields: Any) -> Institution:
    """Create an institution; the person becomes its administrator and its planner.

    ``fields`` are those of ``Institution``. The act is the first row of its history. ``Refused`` where the short
    address is taken or reserved.
    """
    slug = fields["slug"]
    if not slugs.allowed(slug) or Institution.objects.filter(slug=slug).exists():
        raise Refused(_("La dirección corta «%(slug)s» no se puede usar: elija otra.") % {"slug": slug})
    with transaction.atomic():
        institution = Institution.objects.create(**fields)
        Revision.objects.bulk_create(Revision(institution=institution, part=part) for part in Part)
        _begin(Actor(institution, person, granted=_FOUNDING))
    return institution


@verb("institution.found", needs="institution.found", touches=[Part.INSTITUTION])
def _begin(actor: Actor) -> None:
    here = actor.institution
    changed(f"institution/{here.slug}", None, {"name": here.name, "methodology": here.methodology})
    for role in (Role.ADMINISTRATOR, Role.PLANNER):
        assign(actor, actor.somebody, role)


@verb("institution.edit", needs="institution.edit", touches=[Part.INSTITUTION])
def edit(actor: Actor, /, **fields: Any) -> Institution:
    """Change what the institution says of itself. ``Refused`` for the methodology once a plan was begun with it."""
    here = actor.institution
    if fields.get("methodology", here.methodology) != here.methodology and plans_begun(here):
        raise Refused(_("La metodología ya no se cambia: hay planes hechos con ella. Nada se guardó."))
    begun = here.methodology
    change(here, f"institution/{here.slug}", fields)
    if here.methodology != begun:
        calendar_changed(actor, date.min)  # another methodology may know other days of rest, in every year
    return here


@verb("units.adopt", needs="plan.edit", touches=[Part.UNITS])
def adopt_units(actor: Actor, units: tuple[UnitValue, ...]) -> None:
    """Create the units of a snapshot that the institution does not have, in their order and their tree.

    ``Refused`` where a unit hangs from one that nobody knows.
    """
    rows: Mapping[str, Unit] = {unit.key: unit for unit in Unit.objects.of(actor.institution)}
    new = [unit for unit in units if unit.id not in rows]
    made = {
        unit.id: Unit(
            institution=actor.institution,
            key=unit.id,
            name=unit.name,
            code=unit.code or "",
            process=unit.process or "",
            position=len(rows) + place,
        )
        for place, unit in enumerate(new)
    }
    Unit.objects.bulk_create(made.values())
    known = {**rows, **made}
    for unit in new:
        if unit.parent is not None:
            if unit.parent not in known:
                raise Refused(_("La unidad «%(name)s» cuelga de una que no existe.") % {"name": unit.name})
            made[unit.id].parent = known[unit.parent]
    Unit.objects.bulk_update([u for u in made.values() if u.parent_id], ["parent"])
    for unit in new:
        changed(f"unit/{unit.id}", None, {"name": unit.name})


@verb("unit.add", needs="institution.edit", touches=[Part.UNITS])
def add_unit(actor: Actor, name: str, *, code: str = "", parent: Unit | None = None) -> Unit:
    """Create a unit, the last one below its parent, from today on. ``Refused`` below a unit that has ended."""
    here = lock(actor.institution)
    _still_open(parent)
    made = Unit.objects.create(
        institution=here,
        key=_free_key(here, name),
        name=name,
        code=code,
        parent=parent,
        position=Unit.objects.of(here).count(),
        begins=timezone.localdate(),
    )
    changed(f"unit/{made.key}", None, {"name": name, "code": code, "parent": parent.key if parent else None})
    return made


@verb("unit.edit", needs="institution.edit", touches=[Part.UNITS])
def edit_unit(
    actor: Actor, unit: Unit, *, name: str, code: str = "", begins: date | None = None, ends: date | None = None
) -> Unit:
    """Change name, code and dates of a unit. The roles in a unit that ends, end with it.

    ``Refused`` where units below it go on longer.
    """
    lock(actor.institution)
    if begins and ends and begins > ends:
        raise Refused(_("La unidad no puede terminar antes de comenzar. Nada se cambió."))
    if ends:
        _end_below(actor.institution, unit, ends)
    change(unit, f"unit/{unit.key}", {"name": name, "code": code, "begins": begins, "ends": ends})
    return unit


@verb("unit.move", needs="institution.edit", touches=[Part.UNITS])
def move_unit(actor: Actor, unit: Unit, parent: Unit | None) -> Unit:
    """Hang a unit, with all that is below it, from another one or from none. ``Refused`` where that makes a circle."""
    here = lock(actor.institution)
    if parent is not None and parent.pk in {unit.pk, *units_below(here, unit)}:
        raise Refused(
            _("«%(unit)s» no puede depender de «%(parent)s», que depende de ella. Mueva antes la otra.")
            % {"unit": unit.name, "parent": parent.name}
        )
    _still_open(parent)
    change(unit, f"unit/{unit.key}", {"parent": parent})
    return unit


@verb("unit.order", needs="institution.edit", touches=[Part.UNITS])
def order_unit(actor: Actor, unit: Unit, *, up: bool) -> None:
    """Let a unit change places with the one above or below it in the list of its parent; at the end nothing happens."""
    here = lock(actor.institution)
    siblings = list(Unit.objects.of(here).filter(parent=unit.parent_id))
    place = siblings.index(unit)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(siblings):
        return
    siblings[place], siblings[other] = siblings[other], siblings[place]
    places = sorted(sibling.position for sibling in siblings)
    if len(set(places)) < len(places):
        places = list(range(len(siblings)))
    for sibling, position in zip(siblings, places, strict=True):
        sibling.position = position
    Unit.objects.bulk_update(siblings, ["position"])
    changed(f"unit/{unit.key}", {"place": place + 1}, {"place": other + 1})


def _still_open(parent: Unit | None) -> None:
    if parent is not None and parent.ends is not None and parent.ends < timezone.localdate():
        raise Refused(_("La unidad «%(name)s» ya terminó y no recibe nada nuevo. Elija otra.") % {"name": parent.name})


def _end_below(institution: Institution, unit: Unit, last: date) -> None:
    """See that nothing below a unit goes on after its last day, and end the roles in it."""
    below = Unit.objects.of(institution).filter(pk__in=units_below(institution, unit))
    longer = [one.name for one in below if one.ends is None or one.ends > last]
    if longer:
        raise Refused(
            _("De esta unidad dependen otras que siguen: %(names)s. Muévalas o termínelas antes. Nada se cambió.")
            % {"names": ", ".join(longer[:5])}
        )
    lasting = Assignment.objects.of(institution).lasting(timezone.localdate()).filter(unit=unit)
    for one in lasting.select_related("person", "unit"):
        if one.begins > last:
            change(one, f"assignment/{one.pk}", {"ended": timezone.now()}, whose(one))
        elif one.ends is None or one.ends > last:
            change(one, f"assignment/{one.pk}", {"ends": last}, whose(one))


def _free_key(institution: Institution, name: str) -> str:
    """Return a key for a new unit, made from its name, that no other unit has."""
    wanted = slugify(name)[:60] or "unidad"
    taken = set(Unit.objects.of(institution).filter(key__startswith=wanted).values_list("key", flat=True))
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
