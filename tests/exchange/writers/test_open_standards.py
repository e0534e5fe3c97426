"""Projects and budget as open data: valid against the standards, exact to the cent, silent on what nobody knows."""

import csv
import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ceiba.exchange.language import translator
from ceiba.exchange.public_name import public_name
from ceiba.exchange.writers import fiscal_package, oc4ids
from ceiba.exchange.writers.open_data import Publisher
from ceiba.kernel.budget import BudgetLine, Cutoff, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import (
    Contract,
    ContractKind,
    Disbursement,
    DisbursementStep,
    Project,
    ProjectStage,
    YearAmount,
)
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import distinct
from ceiba.methodologies.loader import load
from tests.cast import valle_alto
from tests.exchange.plan_strategies import snapshots

SAY = translator("es")
SCHEMAS = Path(__file__).parent / "schemas"
MUNICIPAL = load("gt.municipalidad@2023")
WHERE = Publisher(
    "valle-alto",
    "Municipalidad de Valle Alto",
    "https://ceiba.example/valle-alto/proyectos/oc4ids.json",
    datetime(2026, 7, 31, 18, 30, 5, 999, tzinfo=UTC),
    country="GT",
    prefix="oc4ids-abc123",
    license="https://creativecommons.org/licenses/by/4.0/",
)
whole = st.sampled_from(["gt.municipalidad@2023", "ec.gad@2024"]).flatmap(lambda name: snapshots(load(name)))


@cache
def standard(name: str) -> Draft202012Validator:
    """Return what checks a file against a standard; the schema itself is checked first."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def package(snapshot: Snapshot, publisher: Publisher = WHERE) -> dict[str, Any]:
    """Return a project package, read with exact numbers and held to the standard."""
    content = oc4ids.write(snapshot, publisher, SAY)
    assert content is not None
    standard("oc4ids_project_package").validate(json.loads(content))
    return dict(json.loads(content, parse_float=Decimal, parse_int=Decimal))


def one(**fields: Any) -> dict[str, Any]:
    """Return a single project with such fields as it stands in a package."""
    project = Project("p1", "CONSTRUCCION PUENTE", **fields)
    return dict(package(Snapshot(MUNICIPAL, projects=(project,)))["projects"][0])


def budget(snapshot: Snapshot) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the descriptor, held to the standard, and the rows of its table."""
    content = fiscal_package.write(snapshot, WHERE, SAY)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["datapackage.json", "budget.csv"]
        descriptor = json.loads(archive.read("datapackage.json"))
        table = archive.read("budget.csv").decode()
    standard("fiscal_data_package").validate(descriptor)
    (resource,) = descriptor["resources"]
    assert resource["bytes"] == len(table.encode())
    reader = csv.DictReader(StringIO(table, newline=""))
    rows = list(reader)
    assert reader.fieldnames == [field["name"] for field in resource["schema"]["fields"]]
    return descriptor, rows


def q(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(whole)
def test_any_snapshot_gives_a_valid_package_with_every_project_once_and_every_party_in_its_role(
    snapshot: Snapshot,
) -> None:
    if not snapshot.projects:
        assert oc4ids.write(snapshot, WHERE, SAY) is None
        return
    found = package(snapshot)["projects"]
    assert len({project["id"] for project in found}) == len(found) == len(snapshot.projects)
    written = Counter(identifier["id"] for project in found for identifier in project.get("identifiers", ()))
    assert written == Counter(project.code for project in snapshot.projects if project.code)
    for project in found:
        roles = {(party["id"], party["name"]): set(party["roles"]) for party in project["parties"]}
        for reference, role in _references(project):
            assert role in roles[reference["id"], reference["name"]]


def _references(project: dict[str, Any]) -> list[tuple[dict[str, str], str]]:
    summaries = [process.get("summary", {}) for process in project.get("contractingProcesses", ())]
    payments = [*project.get("transactions", ()), *(one for s in summaries for one in s.get("transactions", ()))]
    groups = project.get("budget", {}).get("budgetBreakdowns", ())
    return [
        (project["publicAuthority"], "publicAuthority"),
        *((supplier, "supplier") for summary in summaries for supplier in summary.get("suppliers", ())),
        *((payment["payee"], "payee") for payment in payments if "payee" in payment),
        *((row["sourceParty"], "funder") for g in groups for row in g["budgetBreakdown"] if "sourceParty" in row),
    ]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(whole)
def test_any_budget_gives_a_valid_package_whose_phases_add_up_to_the_totals_to_the_cent(snapshot: Snapshot) -> None:
    amounts = [(line.amount(stage), phase) for line in snapshot.budget_lines for stage, phase in PHASES]
    known = [(money, phase) for money, phase in amounts if money is not None]
    _descriptor, rows = budget(snapshot)
    usual = snapshot.methodology.currency
    for key in {(phase, money.currency or usual) for money, phase in known}:
        computed = Money.total(money for money, phase in known if (phase, money.currency or usual) == key)
        column = [Decimal(row["amount"]) for row in rows if (row["phase"], row["currency"]) == key]
        assert sum(column, Decimal(0)) == computed.amount
    assert [Decimal(row["amount"]) for row in rows] == [money.amount for money, _phase in known]
    assert len({(row["line"], row["phase"]) for row in rows}) == len(rows)


PHASES = [
    (Stage.INITIAL, "approved"),
    (Stage.CURRENT, "adjusted"),
    (Stage.PRECOMMITTED, "precommitted"),
    (Stage.COMMITTED, "committed"),
    (Stage.ACCRUED, "executed"),
    (Stage.PAID, "paid"),
]


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert oc4ids.write(valle_alto(), WHERE, SAY) == oc4ids.write(valle_alto(), WHERE, SAY)
    assert fiscal_package.write(valle_alto(), WHERE, SAY) == fiscal_package.write(valle_alto(), WHERE, SAY)


def test_a_project_of_the_invented_municipality_field_by_field() -> None:
    envelope = package(valle_alto())
    assert (envelope["version"], envelope["publishedDate"]) == ("0.9", "2026-07-31T18:30:05Z")
    project = envelope["projects"][0]
    assert project["id"] == "oc4ids-abc123-valle-alto-990101"
    assert (project["status"], project["type"], project["sector"]) == (
        "implementation", "construction", ["waterAndWaste"],
    )  # fmt: skip
    assert project["period"] == {"startDate": "2024-01-01T00:00:00Z", "endDate": "2026-12-31T23:59:59Z"}
    (place,) = project["locations"]
    assert place["geometry"]["coordinates"] == [Decimal("-90.6128"), Decimal("14.9412")]
    assert project["budget"]["amount"] == {"amount": Decimal("4280000.00"), "currency": "GTQ"}
    by_year, by_source = project["budget"]["budgetBreakdowns"]
    assert [row["amount"]["amount"] for row in by_year["budgetBreakdown"]] == [1100000, 2350000, 830000]
    assert by_source["budgetBreakdown"][0]["sourceParty"]["name"].startswith("Consejo Departamental")
    metrics = {metric["id"]: [seen["measure"] for seen in metric["observations"]] for metric in project["metrics"]}
    assert metrics == {"physicalProgress": [8, 22, Decimal("48.5")], "financialProgress": [15, 30, Decimal("51.2")]}
    assert project["milestones"][-1] == {
        "id": "recepcion", "title": "Recepción", "dueDate": "2026-04-30T23:59:59Z", "status": "scheduled",
    }  # fmt: skip
    assert "completion" not in project
    assert [one["numberOfPeople"] for one in project["benefits"][0]["beneficiaries"]] == [1240, 1180]


def test_an_addendum_is_a_change_of_value_and_a_change_of_term_of_its_contract() -> None:
    (process,) = package(valle_alto())["projects"][0]["contractingProcesses"]
    summary = process["summary"]
    assert summary["externalReference"] == "27-2024"
    assert summary["contractValue"]["amount"] == 4100000
    value, term = summary["modifications"]
    assert (value["type"], value["oldContractValue"]["amount"], value["newContractValue"]["amount"]) == (
        "value", 4100000, 4280000,
    )  # fmt: skip
    assert (term["type"], term["oldContractPeriod"]["endDate"], term["newContractPeriod"]["endDate"]) == (
        "duration", "2026-03-31T23:59:59Z", "2026-06-30T23:59:59Z",
    )  # fmt: skip
    assert sum(paid["value"]["amount"] for paid in summary["transactions"]) == Decimal("2191360.00")


def test_an_addendum_that_may_belong_to_either_of_two_contracts_changes_neither() -> None:
    signed = [Contract(ContractKind.CONTRACT, number, amount=q("100"), party=number) for number in ("A-1", "B-1")]
    addenda = [
        Contract(ContractKind.ADDENDUM, "A-1-2", amount=q("5")),
        Contract(ContractKind.ADDENDUM, "77", amount=q("7"), party="B-1"),
        Contract(ContractKind.ADDENDUM, "78", amount=q("9")),
    ]
    paid = Disbursement(DisbursementStep.PAID, q("3.10"))
    project = one(contracts=(*signed, *addenda), disbursements=(paid,))
    changes = [
        [change["newContractValue"]["amount"] for change in process["summary"].get("modifications", ())]
        for process in project["contractingProcesses"]
    ]
    assert changes == [[105], [107]]
    assert project["transactions"] == [
        {"id": f"{project['id']}-1", "value": {"amount": Decimal("3.10"), "currency": "GTQ"}}
    ]


def test_what_nobody_knows_is_not_there() -> None:
    project = one()
    assert set(project) == {"id", "title", "type", "parties", "publicAuthority", "language"}
    assert project["id"] == "oc4ids-abc123-valle-alto-p1"


def test_zero_is_known() -> None:
    project = one(amount=q("0.00"), women=0)
    assert project["budget"]["amount"]["amount"] == 0
    assert project["benefits"] == [{"beneficiaries": [{"description": "Mujeres", "numberOfPeople": 0}]}]


def test_amounts_of_two_currencies_have_no_sum_and_a_place_beyond_the_poles_no_point() -> None:
    amounts = (YearAmount(2025, q("5")), YearAmount(2026, Money(Decimal(5), "USD")))
    project = one(amounts=amounts, latitude=Decimal(95), longitude=Decimal(0), place="Aldea")
    assert "amount" not in project["budget"]
    assert [row["amount"]["currency"] for row in project["budget"]["budgetBreakdowns"][0]["budgetBreakdown"]] == [
        "GTQ", "USD",
    ]  # fmt: skip
    assert "geometry" not in project["locations"][0]


@pytest.mark.parametrize(
    ("stages", "status", "handed_over"),
    [
        ((ProjectStage("perfil", planned_end=date(2025, 1, 1)),), None, None),
        ((ProjectStage("perfil", end=date(2025, 1, 1)),), "identification", None),
        ((ProjectStage("ambiente", start=date(2025, 1, 1)),), "preparation", None),
        ((ProjectStage("recepcion", start=date(2025, 1, 1)),), "completion", None),
        ((ProjectStage("recepcion", end=date(2025, 1, 1)),), "completion", "2025-01-01T23:59:59Z"),
        ((ProjectStage("operacion", start=date(2025, 1, 1)),), "maintenance", None),
    ],
)
def test_the_status_is_the_last_phase_in_which_something_happened(
    stages: tuple[ProjectStage, ...], status: str | None, handed_over: str | None
) -> None:
    project = one(stages=stages)
    assert project.get("status") == status
    assert project.get("completion", {}).get("endDate") == handed_over


def test_two_projects_with_one_code_keep_identifiers_that_differ() -> None:
    twins = tuple(Project(key, "PUENTE", code="206148") for key in ("p1", "p2"))
    ids = [project["id"] for project in package(Snapshot(MUNICIPAL, projects=twins))["projects"]]
    assert ids == ["oc4ids-abc123-valle-alto-206148", "oc4ids-abc123-valle-alto-206148-2"]
    assert distinct(["a", "a-2", "a", "a"]) == ["a", "a-2", "a-3", "a-4"]


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("Juana Pérez, NIT 1234567-8", "Juana Pérez"),
        ("María Paz (RUC 1712345678001)", "María Paz"),
        ("Ana Paz CUI 2345 67890 0101", "Ana Paz"),
        ("C.I. 0912345678 Ana Paz", "Ana Paz"),
        ("Constructora 2000, S.A.", "Constructora 2000, S.A."),
        ("Consorcio 27-2024", "Consorcio 27-2024"),
    ],
)
def test_a_party_is_named_without_the_number_of_its_papers(written: str, public: str) -> None:
    assert public_name(written) == public
    contract = Contract(ContractKind.CONTRACT, "1-2025", party=written)
    agreement = Contract(ContractKind.AGREEMENT, "2-2025", party=written)
    project = one(contracts=(contract, agreement), contribution=q("1"))
    assert [party["name"] for party in project["parties"]] == [WHERE.name, public]
    assert public == written or written not in json.dumps(project, default=str, ensure_ascii=False)


def test_the_table_says_the_phase_in_the_words_of_the_country_and_until_when() -> None:
    key = "12-01-001-000-001-331-22-0101-0001"
    cutoff = Cutoff(Period.parse("2026-M02"), ((Stage.ACCRUED, q("12.30")),))
    line = BudgetLine("b1", key, "=suma", amounts=((Stage.INITIAL, q("100")),), cutoffs=(cutoff,))
    line = BudgetLine("b1", key, "=suma", None, None, line.amounts, (), Period.parse("2026"), (cutoff,))
    odd = BudgetLine("b2", "sin forma", amounts=((Stage.INITIAL, q("1.005")),))
    descriptor, rows = budget(Snapshot(MUNICIPAL, budget_lines=(line, odd)))
    assert [(row["phase"], row["phase_label"], row["until"], row["amount"]) for row in rows] == [
        ("approved", "Asignado", "", "100"),
        ("executed", "Devengado", "2026-02-28", "12.30"),
        ("approved", "Asignado", "", "1.005"),
    ]
    assert (rows[0]["fiscal_year"], rows[0]["key_renglon"], rows[0]["name"]) == ("2026", "331", "'=suma")
    assert (rows[2]["fiscal_year"], rows[2]["key_renglon"], rows[2]["classifier"]) == ("", "", "sin forma")
    fields = {field["name"]: field.get("columnType") for field in descriptor["resources"][0]["schema"]["fields"]}
    assert fields["key_programa"] == "activity:generic:program:code"
    assert (fields["amount"], fields["phase"], fields["key_actividad"]) == ("value", "phase:id", None)
    assert descriptor["fiscalPeriod"] == {"start": "2026-01-01", "end": "2026-12-31"}


@pytest.mark.parametrize("name", ["oc4ids_project_package", "fiscal_data_package"])
def test_the_schemas_refuse_null_and_what_the_standard_does_not_know(name: str) -> None:
    valid: dict[str, Any] = package(valle_alto()) if name.startswith("oc4ids") else budget(valle_alto())[0]
    plain = json.loads(json.dumps(valid, default=float))
    assert standard(name).is_valid(plain)
    assert not standard(name).is_valid({**plain, "invented": "x"})
    assert not standard(name).is_valid({**plain, next(iter(plain)): None})
