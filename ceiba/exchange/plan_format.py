"""The plan as text: which key of the YAML fills which field of which kernel value. Reader, writer and schema share it.

A plan as text is what a person can read, write by hand, compare and keep under version control. It begins so::

    ceiba: '1'                               # the version of this format; always the first key
    methodology: country.norm@2023           # without @edition: the latest one
    institution: {name: Municipalidad de Ejemplo, country: GT, territory: '0199', invented: true}
    plans:
    - kind: pdmot                            # a kind of plan of the methodology
      title: Plan de ejemplo
      period: 2024..2032
      elements:                              # flat and in order; ``parent`` makes the tree
      - level: objetivo                      # a level of the methodology
        code: '1.1'
        text: Ampliar el acceso al agua segura.
        alignments:
        - {framework: ODS, codes: ['6']}
      - level: resultado
        code: R1
        parent: '1.1'                        # an id; the id of an element is its code unless it has its own
        text: Para el 2032 aumentan a 80 % las viviendas con agua segura.
        indicators:
        - text: Viviendas con agua segura
          measure_unit: '%'
          denominator: viviendas del municipio
          baseline: {value: 55.2, year: 2023, source: censo municipal}
          targets: {2028: 65, 2030: not_programmed, 2032: 80}
          stated_changes:
          - {kind: level, amount: 80, text: aumentan a 80 %, percent: true}

Rules: **every scalar is text until this module types it**, so the budget code ``010`` stays ``010``. Keys with their
default are left out. ``id`` may be left out everywhere: it is then the code (of elements, units and projects), the kind
(of plans), or a letter and the ordinal («s1», «i3»). Numbers have a decimal point and no thousands marks. Money is in
the currency of the methodology unless it names another (``USD 1200.50``; ``¤ 5`` where the document names none). A
figure that is not there is a word: ``not_programmed``, ``no_data``, ``not_due``, ``not_applicable``. Periods are
``2024``, ``2024-M03``, ``2024-B1``, ``2024-Q4``, ``2024-C2``, ``2024-S1``, ``2024..2028``, and for any other run of
months ``2024-M03..2024-M07``; a target without date stands under ``undated``. A measure unit is its name; its kind
comes from the methodology, ``%`` is percent, everything else counts things, and ``{name, kind, per}`` says
it outright. Where the document was read stands at the end, under ``sources``, by address: ``element/o3``.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from yaml import MappingNode, Node

from ceiba.exchange.codecs import Desk, Key, Many, Record, Tree, members, named, together
from ceiba.exchange.money_records import BUDGET_LINE, FUNDING, INCOME, MODIFICATION, PHOTO, PROCUREMENT, PROJECT, TOTAL
from ceiba.exchange.plan_records import (
    DEMAND,
    ELEMENT,
    INDICATOR,
    INSTITUTION,
    LINK,
    MEASUREMENT,
    PLAN,
    POPULATION,
    RISK,
    SOURCE,
    UNIT,
    PrintedSource,
)
from ceiba.exchange.plan_scalars import TEXT
from ceiba.exchange.register_records import BINDING, REGISTER_MEASURE
from ceiba.exchange.reporting_records import CYCLE, EVIDENCE, NARRATIVE, REPORT, RESTATEMENT
from ceiba.exchange.rule_settings import RULE_SETTINGS
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source

VERSION = "1"


@dataclass(frozen=True, slots=True)
class BranchForm:
    """An element with the indicators nested under it: a pair in the kernel's terms."""

    def read(self, node: Node, desk: Desk) -> tuple[Element, tuple[Indicator, ...]]:
        """Return the element and its indicators; ``Mistakes`` with those of both."""
        rest, taken = take(node, "indicators")
        element, indicators = together([partial(ELEMENT.read, rest, desk), partial(_indicators, taken, desk)])
        return element, tuple(replace(indicator, element=element.id) for indicator in indicators)

    def write(self, value: tuple[Element, tuple[Indicator, ...]], desk: Desk) -> Tree:
        """Return the element with its indicators."""
        element, indicators = value
        tree = ELEMENT.write(element, desk)
        if indicators:
            tree["indicators"] = [INDICATOR.write(replace(i, element=None), desk) for i in indicators]
        return tree

    def schema(self) -> dict[str, object]:
        """Return the schema of an element with indicators."""
        return with_keys(ELEMENT.schema(), indicators=Many(INDICATOR).schema())


BRANCHES = Many(BranchForm())


@dataclass(frozen=True, slots=True)
class PlanForm:
    """A plan: its own keys, its elements with their indicators nested, and indicators that stand by themselves."""

    def read(self, node: Node, desk: Desk) -> Plan:
        """Return the plan; ``Mistakes`` with those of everything in it."""
        rest, taken = take(node, "elements", "indicators")
        branching = partial(BRANCHES.read, taken["elements"], desk) if "elements" in taken else tuple
        plan, branches, loose = together([partial(PLAN.read, rest, desk), branching, partial(_indicators, taken, desk)])
        nested = tuple(indicator for _element, indicators in branches for indicator in indicators)
        elements = tuple(element for element, _indicators_under in branches)
        whole: Plan = replace(plan, elements=elements, indicators=nested + loose)
        return whole

    def write(self, value: Plan, desk: Desk) -> Tree:
        """Return the plan; indicators stand under their elements wherever that keeps their order."""
        tree = PLAN.write(value, desk)
        under = {
            element.id: tuple(i for i in value.indicators if i.element == element.id) for element in value.elements
        }
        nested = tuple(indicator for indicators in under.values() for indicator in indicators)
        loose = value.indicators[len(nested) :]
        if nested + loose != value.indicators:
            under, loose = {}, value.indicators
        if value.elements:
            tree["elements"] = BRANCHES.write(tuple((e, under.get(e.id, ())) for e in value.elements), desk)
        if loose:
            tree["indicators"] = Many(INDICATOR).write(loose, desk)
        return tree

    def schema(self) -> dict[str, object]:
        """Return the schema of a plan."""
        return with_keys(PLAN.schema(), elements=BRANCHES.schema(), indicators=Many(INDICATOR).schema())


def take(node: Node, *names: str) -> tuple[Node, dict[str, Node]]:
    """Return a mapping without some of its keys, and the nodes of those that are there."""
    taken = {name: value for name, value in named(node) if name in names}
    rest = [pair for pair in members(node) if pair[0].value not in names]
    return MappingNode(node.tag, rest, node.start_mark, node.end_mark), taken


def with_keys(schema: dict[str, object], **keys: dict[str, object]) -> dict[str, object]:
    """Return the schema of a record with further keys."""
    return schema | {"properties": {**cast("dict[str, object]", schema["properties"]), **keys}}


def _indicators(taken: dict[str, Node], desk: Desk) -> tuple[Indicator, ...]:
    return Many(INDICATOR).read(taken["indicators"], desk) if "indicators" in taken else ()


@dataclass(frozen=True, slots=True)
class SourceForm:
    """Where a field was read, on one line: ``{of: element/o3, field: text, line: 12, confidence: 0.9, quote: …}``."""

    def read(self, node: Node, desk: Desk) -> Source:
        """Return the source."""
        printed: PrintedSource = SOURCE.read(node, desk)
        return Source(
            subject=printed.of,
            field=printed.field,
            place=Place(printed.line, printed.last_line, printed.page, printed.cell),
            quote=printed.quote,
            confidence=printed.confidence,
            document=printed.document,
            accepted_by=printed.accepted_by,
        )

    def write(self, value: Source, desk: Desk) -> Tree:
        """Return the record."""
        place = value.place
        printed = PrintedSource(
            of=value.subject,
            field=value.field,
            line=place.line,
            last_line=place.last_line,
            page=place.page,
            cell=place.cell,
            quote=value.quote,
            confidence=value.confidence,
            document=value.document,
            accepted_by=value.accepted_by,
        )
        return SOURCE.write(printed, desk)

    def schema(self) -> dict[str, object]:
        """Return the schema of the record."""
        return SOURCE.schema()


SNAPSHOT = Record(
    Snapshot,
    (
        Key("institution", INSTITUTION),
        Key("units", Many(UNIT)),
        Key("plans", Many(PlanForm())),
        Key("links", Many(LINK)),
        Key("funding", Many(FUNDING)),
        Key("totals", Many(TOTAL)),
        Key("budget_lines", Many(BUDGET_LINE)),
        Key("modifications", Many(MODIFICATION)),
        Key("income", Many(INCOME)),
        Key("procurement", Many(PROCUREMENT)),
        Key("projects", Many(PROJECT)),
        Key("photos", Many(PHOTO)),
        Key("measurements", Many(MEASUREMENT)),
        Key("cycles", Many(CYCLE)),
        Key("reports", Many(REPORT)),
        Key("narratives", Many(NARRATIVE)),
        Key("evidence", Many(EVIDENCE)),
        Key("restatements", Many(RESTATEMENT)),
        Key("register_measures", Many(REGISTER_MEASURE)),
        Key("bindings", Many(BINDING)),
        Key("demands", Many(DEMAND)),
        Key("risks", Many(RISK)),
        Key("populations", Many(POPULATION)),
        Key("rule_settings", RULE_SETTINGS),
        Key("sources", Many(SourceForm())),
    ),
)


def schema() -> dict[str, object]:
    """Return the JSON Schema of a plan as text, for editors; what the methodology defines is checked by the reader."""
    first: dict[str, object] = {"ceiba": {"enum": [VERSION, int(VERSION)]}, "methodology": TEXT.schema()}
    of_plan = with_keys(SNAPSHOT.schema(), **cast("dict[str, dict[str, object]]", first))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ceiba: plan as text",
        **of_plan,
        "required": list(first),
    }
