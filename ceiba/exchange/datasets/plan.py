"""Tables of plans: plans, elements, statements, cited norms, units, alignments, and what leads from thing to thing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ceiba.exchange.datasets.dataset import Dataset, Issue, at, decimal, flag, integer, key, span, text
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Alignment, Element, Plan, StatementKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _

_PLAN = _("Plan al que pertenece.")
_PART = _("Qué parte de uno le toca (0 a 1); vacía si nadie lo dijo.")


class _Of(NamedTuple):
    """A thing and the plan that holds it."""

    plan: Plan
    thing: Any


class _Goal(NamedTuple):
    """A goal of a framework that an element serves."""

    element: Element
    alignment: Alignment
    code: str


class _Way(NamedTuple):
    """What leads from one thing to another, both as addresses, and its place among all from 1."""

    place: int
    origin: str
    destination: str
    kind: str
    share: Decimal | None


def _kind(issue: Issue, plan: Plan) -> str | None:
    found = issue.face.methodology.plan_kind(plan.kind)
    return found.label if found else None


def _level(issue: Issue, of: _Of) -> str | None:
    found = issue.face.level(of.thing)
    return found.term if found else None


def _framework(issue: Issue, goal: _Goal) -> str | None:
    found = issue.face.methodology.framework(goal.alignment.framework)
    return found.label if found else None


def _goal_name(issue: Issue, goal: _Goal) -> str | None:
    found = issue.face.methodology.framework(goal.alignment.framework)
    named = found.goal(goal.code) if found else None
    return named.name if named else None


def _goals(issue: Issue) -> Iterator[_Goal]:
    for plan in issue.face.plans:
        for element in plan.elements:
            for alignment in element.alignments:
                for code in dict.fromkeys(alignment.codes):
                    yield _Goal(element, alignment, code)


def _ways(issue: Issue) -> Iterator[_Way]:
    for place, (origin, destination, kind, share) in enumerate(_pairs(issue.face), 1):
        yield _Way(place, origin, destination, kind, share)


def _pairs(face: Snapshot) -> Iterator[tuple[str, str, str, Decimal | None]]:
    for link in face.links:
        yield (link.origin, link.destination, link.kind, link.share)
    for line in face.budget_lines:
        for share in line.serves:
            yield (address("budget_line", line.id), share.subject, "finances", share.share)
    for project in face.projects:
        parts = dict(project.parts)
        for subject in project.serves:
            yield (address("project", project.id), subject, "serves", parts.get(subject))
    for demand in face.demands:
        for subject in demand.serves:
            yield (address("demand", demand.id), subject, "answered_by", None)


PLANS = Dataset(
    "planes",
    _("Planes"),
    _("Los planes publicados."),
    ("clave",),
    (
        key("Plan.id"),
        text("tipo", _("Clase de plan, como la llama la metodología en sus archivos."), "Plan.kind"),
        text("tipo_nombre", _("Clase de plan, en palabras del país."), "Plan.kind", _kind),
        text("titulo", _("Título del plan."), "Plan.title"),
        text("version", _("Versión aprobada."), "Plan.version"),
        *span("Plan.period"),
        text("superior", _("Plan que este desarrolla."), "Plan.parent", refers="planes"),
    ),
    lambda issue: issue.face.plans,
)
ELEMENTS = Dataset(
    "elementos",
    _("Elementos del plan"),
    _("Ejes, objetivos, resultados, productos y actividades, cada uno con aquello de lo que cuelga."),
    ("clave",),
    (
        key("Element.id", "thing.id"),
        text("plan", _PLAN, "Plan.id", at("plan.id"), refers="planes"),
        text(
            "superior",
            _("Elemento del que cuelga; vacío en la raíz."),
            "Element.parent",
            at("thing.parent"),
            refers="elementos",
        ),
        text("nivel", _("Nivel, como lo llama la metodología en sus archivos."), "Element.level", at("thing.level")),
        text("nivel_nombre", _("Nivel, en palabras del país."), "Element.level", _level),
        text(
            "papel",
            _("Qué es en la cadena de resultados, igual en todos los países."),
            "Element.level",
            lambda issue, of: issue.face.role(of.thing),
            codes=tuple(Role),
        ),
        text("codigo", _("Código impreso en el plan."), "Element.code", at("thing.code")),
        text("texto", _("Lo que promete."), "Element.text", at("thing.text")),
        text("unidad", _("Unidad que responde."), "Element.unit", at("thing.unit"), refers="unidades"),
        *span("Element.period", at("thing.period")),
        decimal("peso", _("Cuánto pesa entre los que cuelgan de lo mismo."), "Element.weight", at("thing.weight")),
        flag(
            "retirado",
            _("Verdadero si se retiró: queda en la historia y no cuenta en nada."),
            "Element.withdrawn",
            at("thing.withdrawn"),
        ),
    ),
    lambda issue: (_Of(plan, one) for plan in issue.face.plans for one in plan.elements),
)
STATEMENTS = Dataset(
    "declaraciones",
    _("Declaraciones del plan"),
    _("Lo que un plan dice además de sus elementos: misión, visión, problemas, marco legal."),
    ("clave",),
    (
        key("Statement.id", "thing.id"),
        text("plan", _PLAN, "Plan.id", at("plan.id"), refers="planes"),
        text(
            "clase", _("Qué clase de declaración es."), "Statement.kind", at("thing.kind"), codes=tuple(StatementKind)
        ),
        text("texto", _("El texto."), "Statement.text", at("thing.text")),
    ),
    lambda issue: (_Of(plan, one) for plan in issue.face.plans for one in plan.statements),
)
CITATIONS = Dataset(
    "normas",
    _("Normas citadas"),
    _("Las leyes y acuerdos que los planes citan, como los citan."),
    ("clave",),
    (
        key("Citation.id", "thing.id"),
        text("plan", _PLAN, "Plan.id", at("plan.id"), refers="planes"),
        text("norma", _("Clase de norma."), "Citation.norm", at("thing.norm")),
        text("numero", _("Número de la norma."), "Citation.number", at("thing.number")),
        text("titulo", _("Título que le da el plan."), "Citation.title", at("thing.title")),
    ),
    lambda issue: (_Of(plan, one) for plan in issue.face.plans for one in plan.citations),
)
UNITS = Dataset(
    "unidades",
    _("Unidades"),
    _("Las oficinas de la institución que responden por algo."),
    ("clave",),
    (
        key("Unit.id"),
        text("codigo", _("Código de la unidad."), "Unit.code"),
        text("nombre", _("Nombre de la unidad."), "Unit.name"),
        text("superior", _("Unidad de la que depende."), "Unit.parent", refers="unidades"),
        text(
            "proceso", _("Clase de proceso: gobernante, sustantivo, de apoyo, con la letra del país."), "Unit.process"
        ),
    ),
    lambda issue: issue.face.units,
)
ALIGNMENTS = Dataset(
    "alineaciones",
    _("Alineaciones"),
    _("A qué objetivos de otros marcos sirve cada elemento: desarrollo sostenible, plan nacional y otros."),
    ("elemento", "marco", "codigo"),
    (
        text("elemento", _("Elemento que sirve al objetivo."), "Element.id", at("element.id"), refers="elementos"),
        text("marco", _("Marco, con su clave."), "Alignment.framework", at("alignment.framework")),
        text("marco_nombre", _("Nombre del marco."), "Alignment.framework", _framework),
        text("codigo", _("Código del objetivo en el marco."), "Alignment.codes", at("code")),
        text("objetivo", _("Nombre del objetivo, donde el marco lo dice."), "Alignment.codes", _goal_name),
        decimal("aporte", _PART, "Alignment.share", at("alignment.share")),
    ),
    _goals,
)
WAYS = Dataset(
    "vinculos",
    _("Vínculos"),
    _("Qué cosa sirve a cuál: dinero, proyectos y demandas con el plan, y un plan con otro."),
    ("numero",),
    (
        integer("numero", _("Lugar de la fila, desde 1."), "Link.origin", at("place")),
        text(
            "origen",
            _("De dónde parte: «budget_line/…», «project/…», «element/…», «demand/…» y la clave."),
            "Link.origin BudgetLine.id Project.id Demand.id",
            at("origin"),
        ),
        text(
            "destino",
            _("A qué llega, escrito igual."),
            "Link.destination BudgetLine.serves Share.subject Project.serves Demand.serves",
            at("destination"),
        ),
        text(
            "clase",
            _("Qué dice el vínculo: aporta, repite, ejecuta, financia, sirve o responde."),
            "Link.kind",
            at("kind"),
            codes=("contributes", "repeats", "executes", "finances", "serves", "answered_by"),
        ),
        decimal("parte", _PART, "Link.share Share.share Project.shares", at("share")),
    ),
    _ways,
)
