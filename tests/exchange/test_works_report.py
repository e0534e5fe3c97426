"""The monthly report of works as files, and projects that stand twice."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from openpyxl import load_workbook

from ceiba.exchange.language import translator
from ceiba.exchange.twins import twins
from ceiba.exchange.writers.works_report import HEADINGS, WorksSheet, write_csv, write_xlsx
from ceiba.kernel.money import Money
from ceiba.kernel.project import Contract, ContractKind, Disbursement, DisbursementStep, Project
from ceiba.kernel.works_report import works_report

SAY = translator("es")


def q(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")


WORK = Project(
    "p1",
    "=CONSTRUCCION PUENTE",
    code="206148",
    place="Salamá",
    contribution=q("1200000.00"),
    women=410,
    contracts=(Contract(ContractKind.AGREEMENT, "1500-056-2024", date(2024, 4, 22)),),
    disbursements=(
        Disbursement(DisbursementStep.RECEIVED, q("1200000.00")),
        Disbursement(DisbursementStep.DELIVERED, q("1080000.00")),
    ),
)
SHEET = WorksSheet("Obras", "Baja Verapaz", works_report([WORK, Project("p2", "Otra")], date(2026, 7, 31)))


def test_the_printed_row_as_comma_separated_values() -> None:
    head, other, nowhere, total = _without_first(list(csv.reader(StringIO(write_csv(SHEET, SAY).decode("utf-8-sig")))))
    assert head[:7] == ["1", "206148", "Baja Verapaz", "Salamá", "'=CONSTRUCCION PUENTE", "1200000.00", "1200000.00"]
    assert head[7:15] == ["0.00", "1080000.00", "120000.00", "100.00", "90.00", "", "", "410"]
    assert head[15:17] == ["1500-056-2024", "2024-04-22"]
    assert other[4] == "Subtotal de Salamá"
    assert nowhere[4] == "Otra"
    assert total[4] == "Total de las 2 obras"
    assert total[5:12] == ["1200000.00", "1200000.00", "0.00", "1080000.00", "120000.00", "100.00", "90.00"]


def _without_first(rows: list[list[str]]) -> tuple[list[str], list[str], list[str], list[str]]:
    assert len(rows[0]) == len(HEADINGS)
    return rows[1], rows[2], rows[3], rows[5]


def test_the_workbook_has_numbers_and_no_formula() -> None:
    page = load_workbook(BytesIO(write_xlsx(SHEET, SAY))).active
    assert page is not None
    rows = list(page.iter_rows(min_row=4, values_only=True))
    assert rows[0][4:7] == ("=CONSTRUCCION PUENTE", 1200000, 1200000)
    assert page["E4"].data_type == "s"
    assert rows[0][10:12] == (100, 90)
    assert rows[-1][5] == 1200000


def named(key: str, name: str, code: str | None = None, amount: str | None = None) -> Project:
    return Project(key, name, code=code, amount=q(amount) if amount else None)


def test_one_project_under_two_spellings_is_named_with_the_difference() -> None:
    found = twins(
        [
            named("a", "Mejoramiento camino aldea El Roble", None, "100.00"),
            named("b", "Construcción de pozo", "0012-3", "10.00"),
            named("c", "MEJORAMIENTO CAMINO, ALDEA EL ROBLE", "77", "90.00"),
            named("d", "Pozo mecánico", "123", "15.50"),
        ]
    )
    pairs = [(pair.first.id, pair.second.id, pair.same_code, pair.difference) for pair in found]
    assert pairs == [("a", "c", False, q("-10.00")), ("b", "d", True, q("5.50"))]


def test_two_phases_and_two_codes_are_two_projects() -> None:
    assert twins([named("a", "Camino fase 1"), named("b", "Camino fase 2")]) == ()
    assert twins([named("a", "Camino El Roble", "1"), named("b", "Camino El Roble", "2")]) == ()
