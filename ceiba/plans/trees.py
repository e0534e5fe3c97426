"""The tree of a plan: who hangs from whom, which levels may, and the order of the document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Refused
from ceiba.kernel.methodology import Level, Methodology
from ceiba.methodologies.loader import load
from ceiba.plans.models import Element, Plan


def methodology_of(plan: Plan) -> Methodology:
    """Return the methodology that a plan follows."""
    return load(plan.methodology)


def levels_under(plan: Plan, parent: Element | None) -> tuple[Level, ...]:
    """Return the levels that the methodology lets hang from an element, or stand at the root of a plan.

    A parent of a level that the methodology does not know carries any.
    """
    methodology = methodology_of(plan)
    levels = [level for level in methodology.levels if not level.plan_kinds or plan.kind in level.plan_kinds]
    if parent is None:
        return tuple(level for level in levels if not any(rule.minimum for rule in level.parents))
    if methodology.level(parent.level) is None:
        return tuple(levels)
    return tuple(level for level in levels if any(rule.level == parent.level for rule in level.parents))


def refuse_level(plan: Plan, level: str, parent: Element | None) -> None:
    """Raise ``Refused`` where a level has no place under a parent, naming those that have."""
    allowed = levels_under(plan, parent)
    if any(one.key == level for one in allowed):
        return
    known = methodology_of(plan).level(level)
    terms = ", ".join(one.term for one in allowed) or _("ningún nivel")
    where = _("de «%(parent)s»") % {"parent": str(parent)[:80]} if parent else _("directamente del plan")
    raise Refused(
        _("Según la metodología, «%(level)s» no cuelga %(where)s. Ahí caben: %(allowed)s.")
        % {"level": known.term if known else level, "where": where, "allowed": terms}
    )


def nearest_unit(element: Element | None) -> Unit | None:
    """Return the unit that answers for an element: its own, or that of the nearest element that it hangs from."""
    seen: set[int] = set()
    while element is not None and element.pk not in seen:
        if element.unit_id is not None:
            return element.unit
        seen.add(element.pk)
        element = element.parent
    return None


def above(element: Element | None) -> list[Element]:
    """Return an element and what it hangs from, the highest first: the way to it."""
    way: list[Element] = []
    while element is not None and element not in way:
        way.insert(0, element)
        element = element.parent
    return way


def nearest_units(elements: Iterable[Element]) -> dict[int, Unit | None]:
    """Return the unit that answers for each of many elements of one institution, by primary key: two queries."""
    wanted = list(elements)
    if not wanted:
        return {}
    rows = Element.objects.of(wanted[0].institution).values_list("pk", "parent_id", "unit_id").order_by()
    above = {pk: (parent, unit) for pk, parent, unit in rows}
    units = {unit.pk: unit for unit in Unit.objects.of(wanted[0].institution)}
    return {element.pk: units.get(_unit_above(above, element.pk) or 0) for element in wanted}


def _unit_above(above: Mapping[int, tuple[int | None, int | None]], pk: int | None) -> int | None:
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        parent, unit = above[pk]
        if unit is not None:
            return unit
        pk = parent
    return None


def branch(element: Element) -> list[Element]:
    """Return an element with all that hangs from it, at any depth, in the order of the document: two queries."""
    rows = Element.objects.filter(plan=element.plan_id).order_by("position", "pk").values_list("pk", "parent_id")
    children: dict[int | None, list[int]] = defaultdict(list)
    order = []
    for pk, parent in rows:
        children[parent].append(pk)
        order.append(pk)
    inside, waiting = {element.pk}, [element.pk]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in inside:
                inside.add(child)
                waiting.append(child)
    found = Element.objects.of(element.institution).in_bulk(list(inside)) if len(inside) > 1 else {element.pk: element}
    return [found[pk] for pk in order if pk in inside]


def siblings(plan: Plan, parent: Element | None) -> list[Element]:
    """Return what hangs directly from an element, or from the plan, in order; the withdrawn ones too."""
    return list(Element.objects.filter(plan=plan, parent=parent).order_by("position", "pk"))


def next_sibling(element: Element) -> str | None:
    """Return the key of the element that follows among its siblings, None for the last."""
    keys = [one.key for one in siblings(element.plan, element.parent)]
    after = keys[keys.index(element.key) + 1 :]
    return after[0] if after else None


def place(element: Element, parent: Element | None, before: Element | None) -> None:
    """Hang a branch from an element (None: from the plan), before one of its children or after all of them."""
    moved = branch(element)
    inside = {one.pk for one in moved}
    others = Element.objects.filter(plan=element.plan_id).exclude(pk__in=inside)
    start = before.position if before else _end(parent, inside, others)
    others.filter(position__gte=start).update(position=F("position") + len(moved))
    for place_in_branch, one in enumerate(moved):
        one.position = start + place_in_branch
    Element.objects.bulk_update(moved, ["position"], batch_size=500)
    element.position = next(one.position for one in moved if one.pk == element.pk)
    element.parent = parent
    element.save(update_fields=["parent"])


def _end(parent: Element | None, inside: set[int], others: models.QuerySet[Element]) -> int:
    """Return the first position behind all that hangs from an element, or behind everything."""
    if parent is None:
        last = others.order_by("position").values_list("position", flat=True).last()
        return 0 if last is None else last + 1
    return max(one.position for one in branch(parent) if one.pk not in inside) + 1
