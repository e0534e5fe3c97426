"""Reports of the finance system are read to the cent from XLSX and CSV; what does not add up is told by its cell."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.money_report import MoneyReport
from ceiba.exchange.readers.money_amounts import NoAmount, hundredths
from ceiba.exchange.readers.money_report import Asked, read
from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load
from tests.execution_reports import HEAD, HEADERS, LINES, Line, american, changed, csv, european, table, xlsx

METHODOLOGY = load("gt.municipalidad@2023")
OURS = ("Municipalidad de Valle Alto",)


def reading(content: bytes, name: str = "informe.csv", until: str = "") -> MoneyReport:
    asked = Asked(ClassifierUse.EXPENDITURE, OURS, Period.parse(until) if until else None)
    return read(name, content, METHODOLOGY, asked)


def told(content: bytes, until: str = "") -> list[tuple[str, str, int | None]]:
    return [(fault.place, fault.message, fault.difference) for fault in reading(content, until=until).faults]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", csv(table())), ("a.csv", csv(table(), european)), ("a.xlsx", xlsx(table()))],
    ids=["american", "european", "workbook"],
)
def test_every_form_gives_the_same_hundredths(name: str, content: bytes) -> None:
    report = reading(content, name)
    assert (report.faults, report.notices) == ((), ())
    assert report.until == Period.parse("2026-M03")
    assert [(row.number, row.key) for row in report.rows] == [(5 + n, line.key) for n, line in enumerate(LINES)]
    first = LINES[0]
    assert report.rows[0].amounts == (first.initial, 950_000_00, 0, first.committed, first.accrued, first.paid)
    assert report.totals["accrued"] == sum(line.accrued for line in LINES)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", 123450), ("1.234,50", 123450), ("1.234", 123400), ("1,234,567", 123456700), ("Q1,234.5", 123450),
        ("(12.30)", -1230), ("-5", -500), ("5.10-", -510), ("Q -7.00", -700), ("0.00", 0), ("", None), ("-", None),
        ("1 234,05", 123405), ("12.3400", 1234), ("12'345.00", 1234500),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_either_format(text: str, amount: int | None) -> None:
    assert hundredths(text) == amount


@pytest.mark.parametrize("text", ["abc", "12.345678", "1,23,456.00", "1.2.3", "#REF!", "12.30 y 4"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NoAmount):
        hundredths(text)


def test_a_cent_in_a_row_is_located() -> None:
    faults = told(csv(table(spoil={(1, 5): 1})))
    assert [(place, difference) for place, _message, difference in faults] == [("N6", 1), ("O6", -1), ("J8", -1)]
    assert "Vigente − Devengado" in faults[0][1]


def test_a_cent_in_an_assigned_amount_is_located() -> None:
    assert [(place, d) for place, _m, d in told(csv(table(spoil={(2, 0): -1})))] == [("F7", -1), ("E8", 1)]


def test_a_missing_row_is_told_by_what_it_is_worth() -> None:
    rows = table()
    twice = [*rows[:5], rows[5], *rows[5:]]
    faults = told(csv(twice))
    assert "ya está en la fila 6" in faults[0][1]
    assert faults[0][0] == "A7"
    assert any("Eso mismo vale la fila 6, 7" in message for _place, message, _d in faults)


def test_a_file_that_was_cut_has_no_total() -> None:
    assert "fila TOTAL" in told(csv(table()[:-1]))[0][1]


@pytest.mark.parametrize(
    ("head", "until", "said"),
    [
        (("MUNICIPALIDAD DE OTRO LADO", *HEAD[1:]), "", "otra institución: «MUNICIPALIDAD DE OTRO LADO»"),
        (HEAD, "2025-M03", "llega hasta 03/2026 y usted eligió 03/2025"),
        (HEAD[:2], "2025-M03", "es del año 2026 y usted eligió 03/2025"),
        (HEAD[:2], "", "no dice hasta qué mes llega"),
        (("Municipalidad de Valle Alto, Guatemala", "Ejercicio 2026", "Al mes de marzo"), "2026-M03", ""),
        (("Fecha de impresión: 02/04/2027", *HEAD), "", ""),
    ],
)
def test_the_head_must_be_ours_and_of_that_month(head: tuple[str, ...], until: str, said: str) -> None:
    faults = told(csv(table(head=head)), until)
    assert (said in faults[0][1]) if said else faults == []


def test_a_word_where_an_amount_should_be_is_told_at_its_cell() -> None:
    rows = table()
    rows[4][4] = "mil"
    assert told(csv(rows))[0][:2] == ("E5", "«mil» no es un monto con dos decimales. Corrija la celda en el informe.")


def test_a_short_key_is_told_with_its_money_unless_others_begin_with_it() -> None:
    rows = table()
    group = ["11", "", "", "Programa 11", *rows[-1][4:]]
    assert told(csv([*rows[:4], group, *rows[4:]])) == []
    rows[4][1] = "3"
    rows[4][2] = ""
    place, message, difference = told(csv(rows))[0]
    assert (place, difference) == ("A5", LINES[0].initial)
    assert "«Fuente» (2 cifras)" in message


def test_what_is_strange_and_no_error_comes_as_a_notice() -> None:
    lines = [*LINES[:2], Line("11-00-001-002-000", "331", "77-0101-0001", "Obra", 100, 0, 150, 0, 0)]
    report = reading(csv(table(lines)))
    assert report.faults == ()
    assert [(n.place, n.difference) for n in report.notices] == [("A7", 100), ("A7", -50)]
    assert "código 77 de «Fuente»" in report.notices[0].message
    negative = reading(csv(table([changed(LINES[0], modified=-2_000_000_00, committed=0, accrued=0, paid=0)])))
    assert "negativo" in negative.notices[0].message


def test_segments_may_have_columns_of_their_own() -> None:
    rows = table()
    parts = [
        "Programa", "Subprograma", "Proyecto", "Actividad", "Obra", "Renglón", "Fuente", "Organismo", "Correlativo",
    ]  # fmt: skip
    wide = [*rows[:3], [*parts, *HEADERS[3:]]]
    wide += [
        [*(str(int(c)) for c in line.key.split("-")), *row[3:]] for line, row in zip(LINES, rows[4:-1], strict=True)
    ]
    wide.append(["TOTAL", *[""] * 9, *rows[-1][4:]])
    for name, content in (("a.csv", csv(wide)), ("a.xlsx", xlsx(wide))):
        report = reading(content, name)
        assert report.faults == ()
        assert [row.key for row in report.rows] == [line.key for line in LINES]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"Hola;mundo\n1;2\n3;4\n", "no trae el encabezado"),
        ("a.csv", b"", "vac"),
        ("a.pdf", b"%PDF-1.4 nada", "no es una hoja de Excel"),
        ("a.csv", b"Nombre;Asignado;Vigente;Pagado\nAgua;1;1;1\nLuz;1;1;1\n", "no trae la clave completa"),
    ],
)
def test_what_is_no_report_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnusableDocument, match=said):
        reading(content, name)


def test_income_is_read_with_its_own_headers() -> None:
    rows = [
        ["Municipalidad de Valle Alto"],
        ["Ejecución de ingresos al 31/03/2026"],
        ["Rubro", "Nombre", "Asignado", "Modificado", "Vigente", "Devengado", "Percibido", "Saldo por percibir"],
        ["10.02.01.00", "Arbitrios", 100, 5, 105, 60, 60, 45],
        ["16.02.10.00", "Aporte constitucional", 900, 0, 900, 300, 300, 600],
        ["TOTAL", "", 1000, 5, 1005, 360, 360, 645],
    ]
    report = read("a.csv", csv(rows), METHODOLOGY, Asked(ClassifierUse.INCOME, OURS))
    assert report.faults == ()
    assert report.stages == ("estimated", "current", "accrued", "collected")
    assert [row.amounts for row in report.rows] == [(100, 105, 60, 60), (900, 900, 300, 300)]


AMOUNT = st.integers(min_value=-(10**12), max_value=10**12)


@given(AMOUNT)
def test_writing_and_reading_keeps_every_cent(amount: int) -> None:
    assert hundredths(american(amount)) == hundredths(european(amount)) == amount


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT), min_size=2, max_size=8), st.booleans())
def test_money_is_conserved_and_no_float_is_anywhere(figures: list[tuple[int, ...]], workbook: bool) -> None:
    lines = [Line(f"11-00-001-{n:03}-000", "021", "21-0101-0001", f"L{n}", *five) for n, five in enumerate(figures)]
    rows = table(lines)
    report = reading(xlsx(rows) if workbook else csv(rows), "a.xlsx" if workbook else "a.csv")
    assert report.faults == ()
    amounts = [amount for row in report.rows for amount in row.amounts]
    assert all(type(amount) is int for amount in (*amounts, *report.totals.values()))
    assert report.totals["current"] == sum(a + b for a, b, *_rest in figures)
    assert Decimal(report.totals["paid"] or 0) == sum(Decimal(five[4]) for five in figures)
