"""The records of the plan's text form: which key fills which field of which kernel value, one constant for each."""

from dataclasses import dataclass

from yaml import Node, ScalarNode

from ceiba.exchange.codecs import ANY_SCALAR, Desk, Key, Many, Pairs, Record, Tree, scalar
from ceiba.exchange.plan_scalars import (
    DEGREE,
    FLAG,
    LEVEL,
    NUMBER,
    PLAN_KIND,
    SHARE,
    TEXT,
    WHOLE,
    Dated,
    Figure,
    Name,
    UnitOfMeasure,
    When,
    choice,
)
from ceiba.kernel.demand import Demand
from ceiba.kernel.indicator import (
    Accumulation,
    Baseline,
    ChangeKind,
    Direction,
    Indicator,
    Measurement,
    Milestone,
    StatedChange,
    Target,
)
from ceiba.kernel.plan import Alignment, Citation, Element, Link, LinkKind, Plan, Stakeholder, Statement, StatementKind
from ceiba.kernel.population import Population
from ceiba.kernel.risk import Grade, Risk, RiskState
from ceiba.kernel.sheet import Cut, Disaggregation, IndicatorDimension, IndicatorScope, Variable, VariableInput
from ceiba.kernel.text import _
from ceiba.kernel.unit import Institution, Unit

_WHEN, _FIGURE, _ADDRESS = When(), Figure(), Name()
_UNIT, _INDICATOR, _ELEMENT = Name("unit"), Name("indicator"), Name("element")
_PARENT = Name("element", _("%(owner)s cuelga de «%(name)s», que no existe"))

INSTITUTION = Record(
    Institution,
    (Key("name", TEXT), Key("country", TEXT), Key("territory", TEXT), Key("invented", FLAG)),
)

UNIT = Record(
    Unit,
    (Key("code", TEXT), Key("name", TEXT), Key("parent", _UNIT), Key("process", TEXT)),
    noun="unit",
    prefix="u",
    named_by="code",
)

CHANGE = Record(
    StatedChange,
    (
        Key("kind", choice(ChangeKind)),
        Key("amount", NUMBER),
        Key("text", TEXT, default=""),
        Key("percent", FLAG),
        Key("yearly", FLAG),
        Key("falls", FLAG),
        Key("measure_unit", UnitOfMeasure()),
    ),
    in_line=True,
)

VARIABLE = Record(
    Variable,
    (Key("name", TEXT), Key("description", TEXT), Key("measured_in", TEXT), Key("verification", TEXT)),
    in_line=True,
)


@dataclass(frozen=True, slots=True)
class VariableOrName:
    """A variable: its name where there is nothing else to say of it, otherwise a record."""

    def read(self, node: Node, desk: Desk) -> Variable:
        """Return the variable."""
        if isinstance(node, ScalarNode):
            return Variable(scalar(node, _("un nombre")))
        variable: Variable = VARIABLE.read(node, desk)
        return variable

    def write(self, value: Variable, desk: Desk) -> Tree:
        """Return the name, or the record."""
        return value.name if value == Variable(value.name) else VARIABLE.write(value, desk)

    def schema(self) -> dict[str, object]:
        """Return the schema of both forms."""
        return {"anyOf": [ANY_SCALAR, VARIABLE.schema()]}


CUT = Record(Cut, (Key("colour", TEXT), Key("lower", NUMBER)), in_line=True)

INDICATOR = Record(
    Indicator,
    (
        Key("text", TEXT),
        Key("measure_unit", UnitOfMeasure()),
        Key("denominator", TEXT),
        Key("direction", choice(Direction)),
        Key("accumulation", choice(Accumulation)),
        Key("formula", TEXT),
        Key("variables", Many(VariableOrName())),
        Key("definition", TEXT),
        Key("method", TEXT),
        Key("frequency", WHOLE),
        Key("scope", choice(IndicatorScope)),
        Key("dimension", choice(IndicatorDimension)),
        Key(
            "disaggregations",
            Pairs(TEXT, Many(TEXT, in_line=True), Disaggregation, lambda way: (way.name, way.parts)),
        ),
        Key(
            "baseline",
            Record(Baseline, (Key("value", _FIGURE), Key("year", WHOLE), Key("source", TEXT)), in_line=True),
        ),
        Key("baseline_reason", TEXT),
        Key(
            "targets",
            Pairs(Dated(), _FIGURE, lambda period, value: Target(value, period), lambda t: (t.period, t.value)),
        ),
        Key("target_text", TEXT),
        Key("stated_changes", Many(CHANGE)),
        Key("verification", TEXT),
        Key("assumptions", TEXT),
        Key("unit", _UNIT),
        Key("weight", NUMBER),
        Key("band", Many(NUMBER, exactly=2, in_line=True)),
        Key("milestones", Pairs(TEXT, NUMBER, Milestone, lambda stage: (stage.name, stage.weight))),
        Key("cuts", Many(CUT)),
        Key("element", _ELEMENT, default=None),
    ),
    noun="indicator",
    prefix="i",
)

ALIGNMENT = Record(
    Alignment,
    (Key("framework", TEXT), Key("codes", Many(TEXT)), Key("share", SHARE)),
    in_line=True,
)

ELEMENT = Record(
    Element,
    (
        Key("level", LEVEL),
        Key("code", TEXT),
        Key("parent", _PARENT),
        Key("text", TEXT),
        Key("unit", _UNIT),
        Key("period", _WHEN),
        Key("weight", NUMBER),
        Key("withdrawn", FLAG),
        Key("alignments", Many(ALIGNMENT)),
    ),
    noun="element",
    prefix="e",
    named_by="code",
    handled=("indicators",),
)

STATEMENT = Record(Statement, (Key("kind", choice(StatementKind)), Key("text", TEXT)), noun="statement", prefix="s")

STAKEHOLDER = Record(
    Stakeholder,
    (
        Key("name", TEXT),
        Key("role", TEXT),
        Key("decision_influence", TEXT),
        Key("implementation_influence", TEXT),
    ),
    noun="stakeholder",
    prefix="k",
    in_line=True,
)

CITATION = Record(
    Citation, (Key("norm", TEXT), Key("number", TEXT), Key("title", TEXT)), noun="citation", prefix="c", in_line=True
)

PLAN = Record(
    Plan,
    (
        Key("kind", PLAN_KIND),
        Key("title", TEXT),
        Key("period", _WHEN),
        Key("parent", Name("plan", _("%(owner)s desarrolla el plan «%(name)s», que no existe"))),
        Key("version", TEXT),
        Key("statements", Many(STATEMENT)),
        Key("stakeholders", Many(STAKEHOLDER)),
        Key("citations", Many(CITATION)),
    ),
    noun="plan",
    named_by="kind",
    numbered=True,
    handled=("elements", "indicators"),
)

LINK = Record(
    Link,
    (Key("kind", choice(LinkKind)), Key("origin", _ADDRESS), Key("destination", _ADDRESS), Key("share", SHARE)),
    in_line=True,
)

MEASUREMENT = Record(
    Measurement,
    (
        Key("indicator", _INDICATOR),
        Key("period", _WHEN),
        Key("value", _FIGURE),
        Key("numerator", NUMBER),
        Key("denominator", NUMBER),
        Key("disaggregation", TEXT),
        Key("validated_by", TEXT),
        Key("source", TEXT),
        Key("inputs", Pairs(TEXT, NUMBER, VariableInput, lambda given: (given.variable, given.amount))),
    ),
    in_line=True,
)

DEMAND = Record(
    Demand,
    (
        Key("text", TEXT),
        Key("origin", TEXT),
        Key("structured", FLAG),
        Key("serves", Many(_ADDRESS)),
        Key("answer", TEXT),
    ),
    noun="demand",
    prefix="d",
)

RISK = Record(
    Risk,
    (
        Key("element", _ELEMENT),
        Key("text", TEXT),
        Key("probability", choice(Grade)),
        Key("impact", choice(Grade)),
        Key("cause", TEXT),
        Key("response", TEXT),
        Key("unit", _UNIT),
        Key("state", choice(RiskState)),
    ),
    noun="risk",
    prefix="r",
)

POPULATION = Record(
    Population,
    (
        Key("element", _ELEMENT),
        Key("year", WHOLE),
        Key("text", TEXT),
        Key("universe", WHOLE),
        Key("target", WHOLE),
        Key("eligible", WHOLE),
        Key("attended", WHOLE),
        Key("reason", TEXT),
    ),
    noun="population",
    prefix="g",
    in_line=True,
)


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source with its place spread out, as the text has it on one line."""

    of: str
    field: str = ""
    line: int | None = None
    last_line: int | None = None
    page: int | None = None
    cell: str | None = None
    quote: str = ""
    confidence: float = 1.0
    document: str = ""
    accepted_by: str | None = None


SOURCE = Record(
    PrintedSource,
    (
        Key("of", _ADDRESS),
        Key("field", TEXT),
        Key("line", WHOLE),
        Key("last_line", WHOLE),
        Key("page", WHOLE),
        Key("cell", TEXT),
        Key("confidence", DEGREE),
        Key("document", TEXT),
        Key("accepted_by", TEXT),
        Key("quote", TEXT),
    ),
    in_line=True,
)
