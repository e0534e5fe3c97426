"""Sheets of a register as offices keep them: headings anywhere, columns by any name, each bad row told."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.records.columns import found_layout
from ceiba.exchange.readers.records.names import Names
from ceiba.exchange.readers.records.rows import RecordReader
from ceiba.exchange.readers.rows.source import source_of
from ceiba.exchange.register_sheet import Outcome, SheetContext, SheetRules
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, Location, Record, StateChange
from tests.register_files import HEAD, answers, csv_of, ods_of, visits, xlsx_of

at = datetime.fromisoformat
UNITS = Names([("aguas", ("Dirección de aguas", "03")), ("catastro", ("Catastro", "04"))])
PLACES = Names([("0108", ("Mixco", "108"))])
ELSEWHERE = Names([("0301", ("Antigua Guatemala",))])
CONTEXT = SheetContext(UNITS, PLACES, ELSEWHERE)


def one(heading: str, cell: object, context: SheetContext | None = CONTEXT) -> tuple[object, list[str]]:
    """Return the value that one cell beside sound ones gives, and the problems of the row."""
    rows = [(*HEAD[:3], heading), ("VIS-0001", date(2026, 3, 2), "Obra pública", cell)]
    (answer,) = answers(xlsx_of(rows), context=context)
    if answer.record is None:
        return None, [str(problem) for problem in answer.problems]
    key = next(field.key for field in visits().fields if field.label == heading.partition(":")[0].partition(" (")[0])
    return answer.record.values.get(key), []


def test_headings_stand_below_titles_and_are_matched_by_label_key_meaning_and_likeness() -> None:
    rows = [
        ("Municipalidad inventada",), ("Libro de visitas 2026", "", "folio 1"), (),
        ("Cod.", "FECHA DE LA VISITA", "motivo", "Descripción", "Personas atendida", "personal de apoyo", "gasto (Q)"),
        ("vis-0001", "02/03/2026", "OBRA PUBLICA", "Puente", "12", "dos", "1,250.50"),
    ]  # fmt: skip
    source = source_of("libro.csv", csv_of(rows))
    layout = found_layout(source, visits())
    assert layout.header == 4
    assert layout.columns == {
        0: "codigo", 1: "fecha", 2: "motivo", 3: "detalle", 4: "personas", 6: "gasto",
    }  # fmt: skip
    (answer,) = answers(csv_of(rows))
    assert answer.record is not None
    assert answer.outcome is Outcome.TAKEN
    assert dict(answer.record.values) == {
        "codigo": "VIS-0001", "fecha": date(2026, 3, 2), "motivo": "obra", "detalle": "Puente", "personas": 12,
        "gasto": Money(Decimal("1250.50"), "GTQ"),
    }  # fmt: skip
    assert answer.record.history == (StateChange("hecha", at("2026-03-02")),)


def test_the_same_rows_are_the_same_from_every_format() -> None:
    rows = [HEAD, ("VIS-0001", date(2026, 3, 2), "Pozo", "Uno"), ("VIS-0002", date(2026, 3, 3), "Agua > Pozo", "Dos")]
    found = [
        [answer.record for answer in answers(content, name)]
        for name, content in (
            ("a.csv", csv_of(rows)), ("a.csv", csv_of(rows, ";")), ("a.csv", csv_of(rows, "\t")),
            ("a.xlsx", xlsx_of(rows)), ("a.ods", ods_of(rows)), ("a.xlsx", xlsx_of(rows, since_1904=True)),
        )
    ]  # fmt: skip
    assert all(records == found[0] for records in found)
    assert [record.values["motivo"] for record in found[0] if record] == ["pozo", "pozo"]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("Detalle", "=cmd|' /C calc'!A0", None), ("Detalle", 2026, "2026"), ("Detalle", "'=1", "'=1"),
        ("Salida", at("2026-03-02 08:30"), at("2026-03-02 08:30")),
        ("Salida", "2/3/26 8:30", at("2026-03-02 08:30")),
        ("Personas atendidas", 12, 12), ("Personas atendidas", "1,200", 1200), ("Distancia", 25.2, Decimal("25.2")),
        ("Gasto", "Q 1,250.50", Money(Decimal("1250.50"), "GTQ")), ("Unidad", "DIRECCION DE AGUAS", "aguas"),
        ("Unidad", "03", "aguas"), ("Lugar", "mixco", Location("0108")), ("Lugar", 108, Location("0108")),
        ("Lugar", "14.63,-90.61", Location("", Decimal("14.63"), Decimal("-90.61"))),
        ("Lugar", "0108 14.63, -90.61", Location("0108", Decimal("14.63"), Decimal("-90.61"))),
        ("Lugar", "14°38'00\" N; 90°36'36\" O", Location("", Decimal("14.6333333333"), Decimal("-90.61"))),
        ("Asistencia: Mujeres", 3, Counts(((("mujeres",), 3),))),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_field_asks(heading: str, cell: object, value: object) -> None:
    found, problems = one(heading, cell)
    assert problems == []
    # A formula comes in with the value that it was stored with: this writer stores a zero.
    assert found == (value if value is not None else "0")


@pytest.mark.parametrize(
    ("heading", "cell", "mend"),
    [
        ("Unidad", "Direcion de agua", "¿quiso decir «Dirección de aguas»"), ("Unidad", "zzz", "no se conoce"),
        ("Lugar", "Antigua Guatemala", "fuera del territorio"), ("Lugar", "Mixxco", "¿quiso decir «Mixco»"),
        ("Lugar", "140.4,-3.7", "fuera del globo"),
        ("Lugar (latitud)", "14.6", "falta la latitud o la longitud"), ("Personas atendidas", "1.5", "número entero"),
        ("Personas atendidas", "-3", "menor que 0"), ("Personas atendidas", date(2026, 3, 2), "fecha y no un número"),
        ("Gasto", "doce", "no es un número"), ("Salida", date(2026, 3, 2), "falta la hora"),
        ("Detalle", 12345678901234567890, "15 cifras"), ("Asistencia: Mujeres", "-1", "no es un recuento"),
        ("Detalle", "x" * 201, "caben 200"), ("Estado", "Hecho pedazos", "no es un estado"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_refused_with_its_place_and_mend(heading: str, cell: object, mend: str) -> None:
    _found, problems = one(heading, cell)
    assert len(problems) == 1
    assert mend in problems[0]


def test_a_problem_tells_line_column_heading_and_value() -> None:
    rows = [("Libro",), HEAD, ("VIS-0001", "31/02/2026", "Obra publica", ""), ("VIS-2", "ayer", "Pozzo", "")]
    first, second = answers(csv_of(rows))
    (problem,) = first.problems
    assert (problem.line, problem.column, problem.heading, problem.value) == (3, "B", HEAD[1], "31/02/2026")
    assert "02/2026 tiene 28 días" in str(problem)
    assert [(each.line, each.column) for each in second.problems] == [(4, "B"), (4, "C")]
    assert "¿quiso decir «Pozo»" in str(second.problems[1])


def test_what_is_required_and_missing_is_told_at_its_column_and_a_code_keeps_its_form() -> None:
    lacking, wrong = answers(csv_of([HEAD, ("VIS-0001", "", "Queja", "a"), ("VISITA 1", "2/3/26", "Queja", "b")]))
    assert [(each.column, str(each)) for each in lacking.problems] == [("B", "falta «Fecha de la visita»; escríbalo.")]
    assert "no tiene la forma «VIS-####»" in str(wrong.problems[0])


def test_rows_that_stand_twice_and_headings_that_come_again_are_told_apart() -> None:
    rows = [
        HEAD[1:], ("2/3/26", "Queja", "Ruido"), ("02-03-2026", "QUEJA", "ruido"), HEAD[1:],
        ("3/3/26", "Queja", "Ruido"),
    ]  # fmt: skip
    outcomes = [(answer.outcome, [str(each) for each in answer.problems]) for answer in answers(csv_of(rows))]
    assert [outcome for outcome, _problems in outcomes] == [Outcome.TAKEN, Outcome.REFUSED, Outcome.TAKEN]
    assert "repite la línea 2" in outcomes[1][1][0]
    kept = answers(csv_of(rows), rules=SheetRules(repeats=True))
    assert [answer.outcome for answer in kept] == [Outcome.TAKEN] * 3


def test_a_unique_code_twice_is_refused_whatever_its_capitals() -> None:
    rows = [HEAD, ("VIS-0001", "2/3/26", "Queja", "a"), ("vis 0001", "3/3/26", "Queja", "b")]
    rows[2] = ("vis-0001", "3/3/26", "Queja", "b")
    assert [answer.outcome for answer in answers(csv_of(rows))] == [Outcome.TAKEN, Outcome.REFUSED]


def test_states_that_a_book_dates_become_a_history_by_the_shortest_way() -> None:
    rows = [(*HEAD, "Estado", "Entró en «Cerrada»"), ("VIS-0001", "2/3/26", "Queja", "a", "cerrada", "5/3/26")]
    (answer,) = answers(csv_of(rows))
    assert answer.record is not None
    assert [(each.state, each.at.day) for each in answer.record.history] == [
        ("hecha", 2), ("revisada", 5), ("cerrada", 5),
    ]  # fmt: skip
    rows[1] = ("VIS-0001", "2/3/26", "Queja", "a", "Cerrada", "1/3/26")
    (early,) = answers(csv_of(rows))
    assert "antes que en" in str(early.problems[0])
    lines = [(*HEAD, "Estado"), ("VIS-0001", "2/3/26", "Queja", "a", "Cerrada")]
    (undated,) = answers(csv_of(lines))
    assert [(each.column, "no dice cuándo entró" in str(each)) for each in undated.problems] == [("E", True)]
    (at_once,) = answers(csv_of(lines), rules=SheetRules(at_once=True))
    assert at_once.record is not None
    assert [(each.state, each.at.day) for each in at_once.record.history] == [
        ("hecha", 2), ("revisada", 2), ("cerrada", 2),
    ]  # fmt: skip


def test_against_what_is_kept_a_row_is_unchanged_changed_or_emptied_only_on_demand() -> None:
    shape = visits()
    first = answers(csv_of([HEAD, ("VIS-0001", "2/3/26", "Queja", "Ruido")]))[0].record
    assert first is not None
    kept = Record("visitas-1", shape.id, first.state, first.values, first.history)

    def against(row: tuple[str, ...], rules: SheetRules) -> tuple[Outcome, Record | None]:
        source = source_of("a.csv", csv_of([HEAD, row]))
        layout = found_layout(source, shape)
        reader = RecordReader(shape, layout, rules)
        reading = next(filter(None, map(reader.read, source.rows(0))))
        answer = reader.answer(reading, kept)
        return answer.outcome, answer.record

    assert against(("vis-0001", "02/03/2026", "queja", "Ruido "), SheetRules())[0] is Outcome.UNCHANGED
    assert against(("VIS-0001", "2/3/26", "Queja", ""), SheetRules())[0] is Outcome.UNCHANGED
    outcome, emptied = against(("VIS-0001", "2/3/26", "Queja", ""), SheetRules(erases=True))
    assert outcome is Outcome.CHANGED
    assert emptied is not None
    assert "detalle" not in emptied.values
    outcome, changed = against(("VIS-0001", "2/3/26", "Obra pública", ""), SheetRules())
    assert outcome is Outcome.CHANGED
    assert changed is not None
    assert (changed.key, changed.values["motivo"], changed.values["detalle"]) == ("visitas-1", "obra", "Ruido")


def test_the_identity_is_the_content_and_does_not_hang_on_capitals_or_the_form_of_dates() -> None:
    shape = visits()

    def identities(rows: list[tuple[str, ...]], rules: SheetRules) -> list[str]:
        source = source_of("a.csv", csv_of([HEAD[1:], *rows]))
        reader = RecordReader(shape, found_layout(source, shape), rules)
        return [reading.identity for row in source.rows(0) if (reading := reader.read(row))]

    (one_way,) = identities([("2/3/26", "Queja", "Ruido en la CALLE")], SheetRules())
    (other_way,) = identities([("2026-03-02", "queja", "ruido  en la calle")], SheetRules())
    (another,) = identities([("2026-03-02", "queja", "ruido en la plaza")], SheetRules())
    assert one_way == other_way != another
    chosen = SheetRules(identity=("fecha", "motivo"))
    assert identities([("2/3/26", "Queja", "a")], chosen) == identities([("2/3/26", "queja", "b")], chosen)
    source = source_of("a.csv", csv_of([HEAD[1:], ("", "Queja", "a")]))
    reader = RecordReader(shape, found_layout(source, shape), chosen)
    reading = next(filter(None, map(reader.read, source.rows(0))))
    assert "falta «Fecha de la visita», que dice qué fila es" in str(reading.problems[0])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7 x", "no es una hoja"), ("a.xlsx", b"PK\x03\x04 roto", "dañado"),
        ("a.csv", b"", "vacío"), ("a.csv", b"una sola columna\nsin signo\n", "no se halló qué signo"),
        ("a.csv", b"\x00\x01\x02binario", "otra clase de archivo"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_turned_away_with_a_way_out(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnusableDocument, match=words):
        source_of(name, content)


def test_cells_with_errors_and_formulas_never_calculated_are_refused() -> None:
    rows = [HEAD, ("VIS-0001", date(2026, 3, 2), "Queja", "a")]
    content = xlsx_of(rows)
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w") as after:
        for part in before.namelist():
            data = before.read(part)
            if part == "xl/worksheets/sheet1.xml":
                data = data.replace(b'<c r="D2" t="s"><v>6</v></c>', b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
                assert b"#DIV/0!" in data
            after.writestr(part, data)
    (answer,) = answers(out.getvalue())
    assert "la celda muestra un error" in str(answer.problems[0])
    assert answer.problems[0].value == "#DIV/0!"
