"""The verbs of populations: take over those of a proposal, add the people of a year to an element, change them."""

from collections.abc import Iterable
from dataclasses import fields as fields_of
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.documents.adoption import Shelf, adopt_rows, told
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel import population as kernel
from ceiba.plans.editing import new_key
from ceiba.plans.models import Element, Population
from ceiba.plans.queries import by_key
from ceiba.plans.revising import Told, Trade, assign, revise
from ceiba.plans.trees import nearest_unit

POPULATIONS = Trade(
    "population",
    Population,
    {
        "year": gettext_lazy("Año"),
        "text": gettext_lazy("Quiénes son"),
        "universe": gettext_lazy("Universo"),
        "target": gettext_lazy("Población objetivo"),
        "eligible": gettext_lazy("Población elegible"),
        "attended": gettext_lazy("Población atendida"),
        "reason": gettext_lazy("Por qué un grupo es mayor que el anterior"),
    },
)


def _unit_of_element(element: Element, **_fields: object) -> Unit | None:
    return nearest_unit(element)


def _unit_of(row: Population, **_fields: object) -> Unit | None:
    return nearest_unit(row.element)


def refuse_disorder(value: kernel.Population) -> None:
    """Raise ``Refused`` for people who cannot be: none given, fewer than zero, or a group in a smaller one unsaid."""
    known = [getattr(value, name) for name in kernel.STEPS if getattr(value, name) is not None]
    if not known:
        raise Refused(_("Escriba al menos una cifra: universo, objetivo, elegible o atendida."))
    if min(known) < 0:
        raise Refused(_("Las personas no pueden ser menos de cero."))
    if value.larger and not (value.reason or "").strip():
        smaller, larger = value.larger[0]
        raise Refused(
            _("«%(larger)s» es mayor que «%(smaller)s». Corrija la cifra, o escriba por qué es así.")
            % {"larger": POPULATIONS.labels[larger], "smaller": POPULATIONS.labels[smaller]}
        )


@verb("populations.adopt", needs="plan.edit", touches=[Part.PLAN])
def adopt(actor: Actor, populations: Iterable[kernel.Population]) -> None:
    """Create or change populations as a document has them; ``Refused`` where one names an element nobody knows."""
    names = [field.name for field in fields_of(kernel.Population) if field.name != "id"]
    wanted = {one.id: {name: getattr(one, name) for name in names} for one in populations}
    if wanted:
        references = {"element": by_key(Element.objects.of(actor.institution))}
        adopt_rows(actor.institution, Shelf("population", Population, references), wanted)


@verb("population.add", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of_element)
def add_population(actor: Actor, /, element: Element, *, year: int, **fields: Any) -> Population:
    """Add the people of a year to an element; ``fields``: text, universe, target, eligible, attended, reason.

    ``Refused`` for a withdrawn element, for people who cannot be (``refuse_disorder``), and for a second time the same
    people of the same year.
    """
    if element.withdrawn:
        raise Refused(_("«%(element)s» está retirado. Restáurelo primero.") % {"element": element})
    given = {name: value for name, value in {"year": year, **fields}.items() if value not in (None, "")}
    refuse_disorder(kernel.Population("", element.key, **given))
    if Population.objects.filter(element=element, year=year, text=given.get("text", "")).exists():
        raise Refused(_("Esa población de ese año ya está: cámbiela en lugar de agregarla otra vez."))
    last = Population.objects.of(actor.institution).aggregate(last=Max("position"))["last"]
    row = Population(institution=actor.institution, key=new_key(Population, "g"), element=element)
    row.position = 0 if last is None else last + 1
    for name, value in given.items():
        assign(POPULATIONS, row, name, told(value))
    row.save()
    changed(POPULATIONS.address(row), None, {"element": element.key, **{n: told(v) for n, v in given.items()}})
    return row


@verb("population.edit", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def edit_population(actor: Actor, /, row: Population, *, seen: Told | None = None, **fields: Any) -> Population:
    """Change the people of a year; ``Conflict`` where somebody else changed the same meanwhile."""
    del actor
    row = Population.objects.select_for_update(of=("self",)).get(pk=row.pk)
    revise(POPULATIONS, row, {**fields, "text": fields.get("text", row.text) or ""}, seen)
    refuse_disorder(
        kernel.Population("", "", row.year, row.text, row.universe, row.target, row.eligible, row.attended, row.reason)
    )
    return row
