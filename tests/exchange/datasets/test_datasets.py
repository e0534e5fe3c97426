"""The tables of open data: nothing but public fields, keys that tell rows apart, references that lead somewhere."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from ceiba.exchange.datasets.dataset import ColumnType, Dataset, Issue
from ceiba.exchange.datasets.registry import DATASETS
from ceiba.exchange.examples import content, names
from ceiba.exchange.readers import plan_text
from ceiba.kernel.indicator import Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.public_face import PublicScope, public_face
from ceiba.kernel.public_fields import PLAIN, SHOWN
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NOT_APPLICABLE, NOT_PROGRAMMED, State, Value
from ceiba.methodologies.loader import load

UNTIL = Period.parse("2025")
EXAMPLES = [name for name in names() if name.endswith(".yaml")]
PROVEN = {
    kind.__name__: {*fields, *(name for name in dir(kind) if isinstance(getattr(kind, name), property))}
    for kind, fields in (*SHOWN.items(), *((plain, tuple(plain.__dataclass_fields__)) for plain in PLAIN))
}
# What is public and stands in no table: what the addresses of things say already, and what only draws the pages.
ELSEWHERE = {
    "Institution": "name country territory invented",
    "Plan": "elements indicators statements citations",
    "Element": "alignments",
    "Indicator": "baseline stated_changes variables milestones cuts",
    "StatedChange": "kind amount text percent yearly falls measure_unit",
    "Milestone": "name weight",
    "Cut": "colour lower",
    "StatedTotal": "all_addends",
    "BudgetLine": "amounts",
    "Project": "apart shares",
    "Photo": "unit public",
    "Measurement": "indicator",
    "Report": "cycle",
    "Restatement": "indicator",
    "RegisterMeasure": "register measure period value numerator denominator indicator",
    "MeasureBinding": "indicator register measure since until where note",
    "Source": "confidence",
    "Demand": "structured",
}


@cache
def issued(name: str) -> Issue:
    """Return an example as it would be published until the end of 2025."""
    snapshot = plan_text.read(name, content(name)).snapshot
    return Issue(public_face(snapshot, PublicScope(tuple(p.id for p in snapshot.plans), UNTIL), str), UNTIL)


def rows(dataset: Dataset, issue: Issue) -> list[dict[str, object]]:
    """Return the rows of a table by the names of its columns."""
    return [dict(zip(dataset.names, row, strict=True)) for row in dataset.rows(issue)]


def test_every_column_comes_from_fields_that_anybody_may_see() -> None:
    for dataset in DATASETS.values():
        for column in dataset.columns:
            for source in column.source.split():
                kind, _dot, field = source.partition(".")
                assert field in PROVEN[kind], (dataset.name, column.name, source)


def test_every_public_field_is_in_a_table_or_left_out_on_purpose() -> None:
    told = {source for dataset in DATASETS.values() for column in dataset.columns for source in column.source.split()}
    missing = {
        f"{kind.__name__}.{field}"
        for kind, fields in SHOWN.items()
        for field in fields
        if f"{kind.__name__}.{field}" not in told and field not in ELSEWHERE.get(kind.__name__, "").split()
    }
    assert missing == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_keys_tell_rows_apart_and_references_lead_somewhere(name: str) -> None:
    issue = issued(name)
    tables = {dataset.name: rows(dataset, issue) for dataset in DATASETS.values()}
    keys = {name: {row["clave"] for row in found if "clave" in row} for name, found in tables.items()}
    assert sum(map(len, tables.values())) > 50
    for dataset in DATASETS.values():
        found = tables[dataset.name]
        assert dataset.count(issue) == len(found)
        assert len({tuple(row[key] for key in dataset.key) for row in found}) == len(found), dataset.name
        for column in dataset.columns:
            cells = {row[column.name] for row in found} - {None}
            assert not column.refers or cells <= keys[column.refers], (dataset.name, column.name)
            assert not column.codes or cells <= set(column.codes), (dataset.name, column.name)
            if column.name in dataset.key and not column.optional:
                assert None not in {row[column.name] for row in found}, (dataset.name, column.name)
            if column.type in (ColumnType.MONEY, ColumnType.DECIMAL):
                assert {type(cell) for cell in cells} <= {Decimal}


def goal(*targets: Target, **fields: object) -> Snapshot:
    """Return a snapshot with one indicator."""
    methodology = load("gt.municipalidad@2023")
    element = Element("e1", methodology.levels[0].key, "Agua")
    plan = Plan("p1", "poa", "Plan", elements=(element,), indicators=(Indicator("i1", "e1", "Agua", targets=targets),))
    return replace(Snapshot(methodology, plans=(plan,)), **fields)


def test_five_states_are_five_and_zero_is_a_value() -> None:
    years = [Period.parse(str(year)) for year in range(2022, 2028)]
    targets = [Target(Value(Decimal(5)), year) for year in years]
    targets[1] = Target(NOT_PROGRAMMED, years[1])
    seen = (
        Measurement("i1", years[0], Value(Decimal(0)), Decimal(0), Decimal(8)),
        Measurement("i1", years[2], NOT_APPLICABLE),
        Measurement("i1", years[2], Value(Decimal("1.50")), disaggregation="mujeres"),
    )
    issue = Issue(goal(*targets, measurements=seen), UNTIL)
    told = [(row["periodo"], row["parte"], row["estado"], row["valor"]) for row in rows(DATASETS["mediciones"], issue)]
    assert told == [
        ("2022", None, State.VALUE, Decimal(0)),
        ("2023", None, State.NOT_PROGRAMMED, None),
        ("2024", None, State.NOT_APPLICABLE, None),
        ("2024", "mujeres", State.VALUE, Decimal("1.50")),
        ("2025", None, State.NO_DATA, None),
        ("2026", None, State.NOT_DUE, None),
        ("2027", None, State.NOT_DUE, None),
    ]
    first = rows(DATASETS["mediciones"], issue)[0]
    assert (first["numerador"], first["denominador"]) == (Decimal(0), Decimal(8))


def test_a_party_goes_out_without_the_number_of_its_papers() -> None:
    found = rows(DATASETS["contratos"], issued("valle-alto.yaml"))
    assert found
    issue = issued("valle-alto.yaml")
    project = issue.face.projects[0]
    named = replace(project.contracts[0], party="Juana Pérez, NIT 1234567-8")
    face = replace(issue.face, projects=(replace(project, contracts=(named,)),))
    assert [row["parte"] for row in rows(DATASETS["contratos"], Issue(face, UNTIL))] == ["Juana Pérez"]
