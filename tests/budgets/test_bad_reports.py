"""Bad input by the real road: each report is uploaded on its page, is named there with its money, and loads nothing."""

import html
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.budgets.models import BudgetCutoff, BudgetLine, IncomeCutoff, IncomeLine, ReportImport
from ceiba.institutions.models import Entry
from tests.execution_reports import HEAD, LINES, Line, american, changed, csv, european, table, xlsx
from tests.people import Office

Rows = list[list[str | int]]


def upload(office: Office, content: bytes, name: str = "egresos.csv", until: str = "") -> tuple[str, str]:
    """Upload a report as its page does; return where it leads (blank: back to the form) and the page as text."""
    client = office.client("finance")
    sent = {"report": SimpleUploadedFile(name, content), "use": "expenditure", "until": until}
    response = client.post(f"/{office.slug}/dinero/informes/", sent)
    address = str(response["Location"]) if response.status_code == 302 else ""
    content = client.get(address).content if address else response.content
    return address, " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())


def loaded() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (BudgetLine, BudgetCutoff, IncomeLine, IncomeCutoff))


def without(rows: Rows, *numbers: int) -> Rows:
    return [row for place, row in enumerate(rows) if place not in numbers]


def cut(rows: Rows, row: int, cells: int) -> Rows:
    return [*rows[:row], rows[row][:cells]]


def cell(rows: Rows, row: int, column: int, value: str) -> Rows:
    return [[value if (r, c) == (row, column) else old for c, old in enumerate(cells)] for r, cells in enumerate(rows)]


NEIGHBOUR = ("MUNICIPALIDAD DE VALLE BAJO", *HEAD[1:])
TWICE = [*table()[:5], *table()[4:]]
FULL = changed(LINES[0], initial=10**18, modified=0, committed=0, accrued=0, paid=0)

REFUSED = {
    "of another year": (csv(table()), "2025-M03", "El informe llega hasta 03/2026 y usted eligió 03/2025"),
    "of another month": (csv(table()), "2026-M02", "El informe llega hasta 03/2026 y usted eligió 02/2026"),
    "of another institution": (csv(table(head=NEIGHBOUR)), "", "otra institución: «MUNICIPALIDAD DE VALLE BAJO»"),
    "without a month": (csv(table(head=HEAD[:2])), "", "no dice hasta qué mes llega"),
    "cut before its total": (csv(table()[:-1]), "", "no trae su fila TOTAL: puede haber llegado cortado"),
    "cut within a row": (csv(cut(table(), 6, 6)), "", "no trae su fila TOTAL"),
    "a row lost, by its money": (csv(without(table(), 5)), "", ">Q500,000.00<"),
    "a row lost": (csv(without(table(), 5)), "", "no es la suma de las filas en «Asignado»"),
    "total a cent off": (csv(table(spoil={(1, 5): 1})), "", "Q0.01"),
    "a line twice": (csv(TWICE), "", "ya está en la fila 5"),
    "a word for an amount": (csv(cell(table(), 4, 4, "mil")), "", "«mil» no es un monto con dos decimales"),
    "parts of a cent": (csv(cell(table(), 4, 4, "10.005,123")), "", "no es un monto con dos decimales"),
    "digits that no money has": (csv(table([FULL])), "", "tiene más cifras de las que caben"),
    "a key that lacks its end": (csv(cell(table(), 4, 2, "")), "", "le falta o le sobra algo en «Fuente»"),
}


@pytest.mark.parametrize(("content", "until", "said"), REFUSED.values(), ids=list(REFUSED))
def test_a_report_with_an_error_is_shown_and_loads_nothing(
    office: Office, content: bytes, until: str, said: str
) -> None:
    address, page = upload(office, content, until=until)
    assert said in page
    assert "nada se cargó" in page
    assert "Cargar el informe" not in page
    entries = Entry.objects.count()
    answer = office.client("finance").post(address, follow=True)
    assert "nada se cargó" in answer.content.decode()
    assert loaded() == (0, 0, 0, 0)
    assert (Entry.objects.count(), ReportImport.objects.filter(applied__isnull=False).count()) == (entries, 0)


NO_REPORT = {
    "a torn workbook": ("egresos.xlsx", xlsx(table())[:-600], "dañado"),
    "an empty file": ("egresos.csv", b"", "vac"),
    "another table": ("egresos.csv", b"Nombre;Edad\nAna;31\nLuis;28\n", "no trae el encabezado"),
    "a picture by another name": ("egresos.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(400), "otra clase de archivo (.png)"),
    "bytes of nothing": ("egresos.csv", bytes(range(256)) * 8, "otra clase de archivo"),
}


@pytest.mark.parametrize(("name", "content", "said"), NO_REPORT.values(), ids=list(NO_REPORT))
def test_what_is_no_report_stays_on_the_form(office: Office, name: str, content: bytes, said: str) -> None:
    address, page = upload(office, content, name)
    assert address == ""
    assert said in page
    assert "El informe" in page
    assert (ReportImport.objects.count(), loaded()) == (0, (0, 0, 0, 0))


def mixed(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Write every other row in the other number format."""
    turned = [
        [cell if isinstance(cell, str) else (american if place % 2 else european)(cell) for cell in row]
        for place, row in enumerate(rows)
    ]
    return csv(turned)


FORMATS = {
    "1,234.50": ("a.csv", csv(table())),
    "1.234,50": ("a.csv", csv(table(), european)),
    "both in one file": ("a.csv", mixed(table())),
    "a workbook": ("a.xlsx", xlsx(table())),
}


@pytest.mark.parametrize(("name", "content"), FORMATS.values(), ids=list(FORMATS))
def test_both_number_formats_load_the_same_cents(office: Office, name: str, content: bytes) -> None:
    address, page = upload(office, content, name)
    assert "Nuevos (3)" in page
    office.client("finance").post(address)
    rows = BudgetCutoff.objects.order_by("line__position").values_list("initial", "accrued", "paid")
    assert list(rows) == [(line.initial, line.accrued, line.paid) for line in LINES]


STRANGE = {
    "a negative balance": (changed(LINES[0], committed=950_000_01), "El renglón queda con saldo negativo", "Q0.01"),
    "negative current money": (
        changed(LINES[0], modified=-1_000_000_50, committed=0, accrued=0, paid=0),
        "negativo. Entra como está",
        "Q0.50",
    ),
    "a code that the classifier lacks": (
        Line("11-00-001-001-000", "021", "77-0101-0001", "Sin fuente conocida", 12_345_67, 0, 0, 0, 0),
        "El clasificador no tiene el código 77 de «Fuente»",
        "Q12,345.67",
    ),
}


@pytest.mark.parametrize(("line", "said", "money"), STRANGE.values(), ids=list(STRANGE))
def test_what_is_strange_is_told_with_its_money_before_it_enters(
    office: Office, line: Line, said: str, money: str
) -> None:
    address, page = upload(office, csv(table((line, *LINES[1:]))))
    assert said in page
    assert money in page
    assert loaded() == (0, 0, 0, 0)
    assert "Cargar el informe" in page
    office.client("finance").post(address)
    assert loaded() == (3, 3, 0, 0)


def test_the_same_file_twice_says_that_all_is_there_and_doubles_nothing(office: Office) -> None:
    for time in (1, 2):
        address, page = upload(office, csv(table()))
        assert ("Nuevos (3)" if time == 1 else "Iguales (3)") in page
        office.client("finance").post(address)
    assert loaded() == (3, 3, 0, 0)
    again = office.client("finance").post(address, follow=True).content.decode()
    assert "ya se cargó" in again


def test_a_year_that_nobody_has_is_told_before_it_enters(office: Office) -> None:
    address, _page = upload(office, csv(table()))
    office.client("finance").post(address)
    past = (HEAD[0], "Ejecución de Egresos del Ejercicio 2025", "Del 01/01/2025 al 31/03/2025")
    _address, page = upload(office, csv(table(head=past)))
    assert "El informe es de 2025 y Ceiba no tiene ningún renglón de ese año: los tiene de 2026" in page
    assert "Cargar el informe" in page
