"""An invented methodology and ways to read an invented text with it."""

from ceiba.exchange.document import Document
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.extraction.furniture import furniture
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine, normalise
from ceiba.exchange.extraction.paragraphs import Block, Builder, wrap_width
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import txt
from ceiba.kernel.methodology import Framework, Level, Methodology, ParentRule, PlanKind, Role
from ceiba.kernel.plan import Element
from ceiba.kernel.vocabulary import Column, Layout, Vocabulary


def _level(
    key: str, kind: str, role: Role, parents: tuple[str, ...] = (), labels: tuple[str, ...] = (), **more: object
) -> Level:
    rules = tuple(ParentRule(parent) for parent in parents)
    return Level(key, labels[0], role, kind, parents=rules, labels=labels, **more)  # type: ignore[arg-type]


LEVELS = (
    _level("rama", "axis", Role.AXIS, (), ("eje", "ejes")),
    _level("tema", "theme", Role.AXIS, ("rama",), ("temática", "temáticas")),
    _level("meta", "objective", Role.GOAL, ("tema", "rama"), ("objetivo", "objetivos", "objetivo general")),
    _level("via", "strategic_line", Role.LINE, ("meta", "tema", "rama"), ("línea estratégica", "líneas estratégicas")),
    _level("paso", "action_line", Role.LINE, ("via", "meta"), ("línea de acción", "líneas de acción")),
    _level("logro", "result", Role.OUTCOME, ("meta", "via"), ("resultado", "resultados")),
    _level(
        "anual",
        "operational_objective",
        Role.GOAL,
        (),
        ("objetivo operativo", "objetivos operativos"),
        plan_kinds=("poa",),
    ),
    _level(
        "obra", "action", Role.ACTIVITY, ("anual",), ("acción operativa", "acciones operativas"), plan_kinds=("poa",)
    ),
)
LAYOUTS = (
    Layout(
        "actores",
        "stakeholder",
        (
            Column("name", ("actor",)),
            Column("role", ("rol",)),
            Column("decision_influence", ("toma de decisiones",)),
            Column("implementation_influence", ("implementación",)),
        ),
        ("name", "role"),
    ),
    Layout(
        "fuentes",
        "funding",
        (
            Column("name", ("fuente",)),
            Column("amount", ("disponibilidad", "monto")),
            Column("investment", ("inversión",)),
            Column("operating", ("funcionamiento",)),
        ),
        ("name", "amount"),
    ),
    Layout(
        "matriz",
        "element",
        (
            Column("level:rama", ("eje",)),
            Column("level:meta", ("objetivo",)),
            Column("level:via", ("líneas estratégicas",)),
        ),
        ("level:rama", "level:meta"),
    ),
    Layout(
        "metas",
        "element",
        (
            Column("level:logro", ("resultado", "resultados")),
            Column("indicator", ("indicador",)),
            Column("baseline", ("línea base",)),
            Column("target", ("meta final",)),
        ),
        ("level:logro", "indicator"),
    ),
)
METHODOLOGY = Methodology(
    id="xx.invento",
    edition="1",
    title="Inventada",
    country="XX",
    currency="XXX",
    plan_kinds=(
        PlanKind("plan", "Plan de desarrollo", ("plan de desarrollo",), 3, 20),
        PlanKind("poa", "Plan operativo anual", ("plan operativo anual", "POA"), 1, 1, "plan"),
    ),
    levels=LEVELS,
    frameworks=(Framework("ODS", "Objetivos de Desarrollo Sostenible", ("ODS", "Objetivos de Desarrollo Sostenible")),),
    vocabulary=Vocabulary(
        statements={"mission": ("misión",), "vision": ("visión",), "problem": ("problemas",)},
        rising=("increment", "aument"),
        falling=("reduc",),
        keeping=("manten",),
        totals=("total",),
        evidence=("valle azul",),
        skipped=("funciones", "valores"),
        institution_words=("Municipalidad", "Municipio"),
        indicator_labels=("indicador", "indicadores"),
        baseline_labels=("línea base",),
        target_labels=("meta",),
        norms=("decreto", "acuerdo"),
        layouts=LAYOUTS,
        indicator_fields={"measure_unit": ("unidad de medida",)},
    ),
)


def document(text: str) -> Document:
    """Return a text as the reader hands it over."""
    return txt.read("inventado.txt", text.encode())


def propose(text: str) -> Proposal:
    """Read a text with the invented methodology."""
    return extract(document(text), METHODOLOGY)


def elements(text: str) -> list[Element]:
    """Return the elements of a text."""
    return list(propose(text).snapshot.elements)


def tree(text: str) -> list[tuple[str, str, str | None]]:
    """Return level, text and the parent's text of every element."""
    found = elements(text)
    texts = {element.id: element.text for element in found}
    return [(e.level, e.text, texts.get(e.parent or "")) for e in found]


def lines(text: str) -> tuple[TextLine, ...]:
    """Return the normalised lines of a text."""
    return normalise(document(text))


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text without tables."""
    grammar, sheets = Grammar(METHODOLOGY), Sheets(METHODOLOGY, ".")
    printed = lines(text)
    builder = Builder(grammar, sheets, METHODOLOGY.vocabulary.baseline_labels, wrap_width(printed))
    return list(builder.blocks(printed, furniture(printed, lambda line: grammar.label(line) is not None), {}))
