"""Plans of the API: what was promised, element by element."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.figures import optional
from ceiba.api.problems import Trouble
from ceiba.api.reading import Asked, Edition, Listed, PageAsked, edition_of, one, paged
from ceiba.kernel import plan as kernel
from ceiba.kernel.text import _

router = Router(tags=["plans"])


class Plan(Schema):
    """A plan."""

    id: str
    kind: str = Field(description=_("Clase de plan, por su clave en la metodología."))
    title: str
    period: str | None = Field(description=_("Período, como se escribe en un plan: 2024, 2024-C2, 2024..2028."))
    version: str
    parent: str | None = Field(description=_("El plan que desarrolla; null si ninguno de los publicados."))


class Statement(Schema):
    """What a plan says of itself."""

    kind: str
    text: str


class PlanDetail(Plan):
    """One plan with what it says of itself and how much it holds."""

    methodology: str
    elements: int = Field(description=_("Cuántos elementos tiene."))
    indicators: int = Field(description=_("Cuántos indicadores tiene."))
    statements: list[Statement]


class Alignment(Schema):
    """Goals of a framework that an element serves."""

    framework: str
    codes: list[str]
    share: str | None


class Element(Schema):
    """One promise of a plan at a level; the tree is flat, parents before children."""

    id: str
    plan: str
    level: str = Field(description=_("Nivel, por su clave en la metodología."))
    role: str | None = Field(description=_("Qué es en términos que todos los países comparten: goal, outcome, output…"))
    code: str | None
    text: str
    parent: str | None = Field(description=_("El elemento del que cuelga; null en la raíz."))
    unit: str | None = Field(description=_("La unidad que responde, por su clave."))
    unit_name: str | None
    period: str | None
    weight: str | None
    alignments: list[Alignment]


class PlanList(Listed):
    """One page of plans."""

    items: list[Plan]


class ElementList(Listed):
    """One page of elements."""

    items: list[Element]


class ElementsAsked(PageAsked):
    """Which elements of a plan."""

    level: str | None = Field(
        None, max_length=60, description=_("Solo los de un nivel, por su clave en la metodología.")
    )


@router.get(
    "/institutions/{slug:institution_id}/plans",
    response=PlanList,
    operation_id="list_plans",
    summary=_("Planes"),
    description=_("Los planes de una publicación, en su orden."),
)
def plans(request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """List the plans of a publication: two queries, and one for what it says."""
    edition = edition_of(institution_id, asked.publication)
    return paged(request, response, edition, asked, edition.face.plans, lambda plan: told(edition, plan))


@router.get(
    "/institutions/{slug:institution_id}/plans/{plan_id}",
    response=PlanDetail,
    operation_id="read_plan",
    summary=_("Un plan"),
    description=_("Un plan con lo que dice de sí: misión, visión, problemas, marco legal."),
)
def plan(
    request: HttpRequest, response: HttpResponse, institution_id: str, plan_id: str, asked: Query[Asked]
) -> dict[str, Any]:
    """Show one plan."""
    edition = edition_of(institution_id, asked.publication)
    found = plan_of(edition, plan_id)
    one(request, response, edition)
    return {
        **told(edition, found),
        "methodology": edition.face.methodology.reference,
        "elements": sum(not element.withdrawn for element in found.elements),
        "indicators": len(found.indicators),
        "statements": [{"kind": statement.kind, "text": statement.text} for statement in found.statements],
    }


@router.get(
    "/institutions/{slug:institution_id}/plans/{plan_id}/elements",
    response=ElementList,
    operation_id="list_elements",
    summary=_("Elementos de un plan"),
    description=_("El árbol de un plan, en llano: cada elemento nombra aquel del que cuelga, y viene después de él."),
)
def elements(
    request: HttpRequest, response: HttpResponse, institution_id: str, plan_id: str, asked: Query[ElementsAsked]
) -> dict[str, Any]:
    """List the elements of a plan; the withdrawn are not promised any more."""
    edition = edition_of(institution_id, asked.publication)
    found = plan_of(edition, plan_id)
    if asked.level is not None and asked.level not in {level.key for level in edition.face.methodology.levels}:
        raise Trouble("invalid", errors=[("query.level", _("La metodología no tiene ese nivel."))])
    rows = [one for one in found.elements if not one.withdrawn and asked.level in (None, one.level)]
    return paged(request, response, edition, asked, rows, lambda element: told_element(edition, found, element))


def plan_of(edition: Edition, key: str) -> kernel.Plan:
    """Return a plan of a publication; a problem where it holds none such."""
    found = edition.face.plan(key)
    if found is None:
        raise Trouble("not-found")
    return found


def told(edition: Edition, plan: kernel.Plan) -> dict[str, Any]:
    """Return a plan without what it holds."""
    return {
        "id": plan.id,
        "kind": plan.kind,
        "title": plan.title,
        "period": edition.period(plan.period),
        "version": plan.version,
        "parent": plan.parent,
    }


def told_element(edition: Edition, plan: kernel.Plan, element: kernel.Element) -> dict[str, Any]:
    """Return an element."""
    unit = edition.face.unit(element.unit)
    return {
        "id": element.id,
        "plan": plan.id,
        "level": element.level,
        "role": edition.face.role(element),
        "code": element.code,
        "text": element.text,
        "parent": element.parent,
        "unit": element.unit,
        "unit_name": unit.name if unit else None,
        "period": edition.period(element.period),
        "weight": optional(element.weight),
        "alignments": [
            {"framework": one.framework, "codes": list(one.codes), "share": optional(one.share)}
            for one in element.alignments
        ],
    }
