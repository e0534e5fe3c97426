"""What goes out of a register comes in again as it was: any type, any values, as workbook and as CSV."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ceiba.exchange.language import translator
from ceiba.exchange.readers.records.columns import found_layout
from ceiba.exchange.readers.records.rows import RecordReader
from ceiba.exchange.readers.rows.source import source_of
from ceiba.exchange.register_sheet import Outcome, RowAnswer, SheetRules, sheet_columns
from ceiba.exchange.writers.register_cells import RecordCells
from ceiba.exchange.writers.register_sheet import RegisterPage, write
from ceiba.exchange.writers.register_text import as_csv, as_json
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName, Record, StateChange
from ceiba.kernel.register_type import CountDimension, Field, FieldKind, Option, RegisterState, RegisterType, Transition
from tests.register_files import visits

say = translator("es")
STATES = (RegisterState("abierta", "Abierta", initial=True), RegisterState("cerrada", "Cerrada", final=True))
MOVES = (Transition("cerrar", "Cerrar", "abierta", "cerrada", ("clerk",)),)
OPTIONS = (Option("a", "Alta"), Option("b", "Baja"), Option("b2", "Baja", parent="a"), Option("c", "Ñandú, 3 %"))
SEXES = CountDimension("sexo", "Sexo", (Option("m", "Mujeres"), Option("h", "Hombres")))
PLACES = CountDimension("area", "Área", (Option("u", "Urbana"), Option("r", "Rural")))
FIELDS: dict[FieldKind, Field] = {
    FieldKind.TEXT: Field("texto", "Relato", FieldKind.TEXT),
    FieldKind.CODE: Field("codigo", "Folio", FieldKind.CODE, unique=True),
    FieldKind.CHOICE: Field("clase", "Prioridad", FieldKind.CHOICE, options=OPTIONS),
    FieldKind.INTEGER: Field("entero", "Vehículos", FieldKind.INTEGER),
    FieldKind.DECIMAL: Field("decimal", "Distancia", FieldKind.DECIMAL),
    FieldKind.MONEY: Field("dinero", "Multa", FieldKind.MONEY, currency="GTQ"),
    FieldKind.DATE: Field("dia", "Día del hecho", FieldKind.DATE),
    FieldKind.DATE_TIME: Field("momento", "Llamada", FieldKind.DATE_TIME),
    FieldKind.UNIT: Field("unidad", "Atiende", FieldKind.UNIT),
    FieldKind.PERSON: Field("persona", "Denunciante", FieldKind.PERSON),
    FieldKind.PLACE: Field("sitio", "Sitio", FieldKind.PLACE),
    FieldKind.COUNTS: Field("presentes", "Presentes", FieldKind.COUNTS, dimensions=(SEXES, PLACES)),
}
# Signs that a sheet cannot hold or that office programs turn into others are no part of what is promised.
LETTERS = st.characters(exclude_categories=("C", "Z"), include_characters=" \n'=+-@;,\"")
TEXTS = (
    st.text(LETTERS, min_size=1, max_size=30)
    .map(lambda text: "\n".join(" ".join(line.split()) for line in text.strip().split("\n")))
    .filter(str.strip)
)
NAMES = TEXTS.map(lambda text: " ".join(text.replace("|", " ").split())).filter(bool)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001
DEGREES = st.decimals(-90, 90, places=8)
VALUES: dict[FieldKind, st.SearchStrategy[FieldValue]] = {
    FieldKind.TEXT: TEXTS,
    FieldKind.CODE: NAMES,
    FieldKind.CHOICE: st.sampled_from([option.key for option in OPTIONS]),
    FieldKind.INTEGER: st.integers(-(10**20), 10**20),
    FieldKind.DECIMAL: st.decimals(-(10**9), 10**9, places=8),
    FieldKind.MONEY: st.decimals(-(10**12), 10**12, places=2).map(lambda amount: Money(amount, "GTQ")),
    FieldKind.DATE: st.dates(date(1900, 1, 1), date(2199, 1, 1)),
    FieldKind.DATE_TIME: MOMENTS,
    FieldKind.UNIT: st.sampled_from(["aguas", "catastro", "0012"]),
    FieldKind.PERSON: st.builds(PersonName, NAMES, st.one_of(st.just(""), NAMES)),
    FieldKind.PLACE: st.one_of(
        st.builds(Location, st.sampled_from(["0108", "17"])),
        st.builds(Location, st.sampled_from(["", "0108"]), DEGREES, DEGREES),
    ),
    FieldKind.COUNTS: st.lists(
        st.tuples(st.tuples(st.sampled_from("mh"), st.sampled_from("ur")), st.integers(0, 10**6)),
        min_size=1, max_size=4, unique_by=lambda cell: cell[0],
    ).map(lambda cells: Counts(tuple(cells))),
}  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> tuple[RegisterType, list[Record]]:
    """Draw a type with some kinds of fields, and records of it."""
    kinds = draw(st.lists(st.sampled_from(list(FIELDS)), min_size=1, max_size=6, unique=True))
    shape = RegisterType("hechos", "1", "Hecho", "Hechos", tuple(FIELDS[kind] for kind in kinds), STATES, MOVES)
    records = []
    for number in range(draw(st.integers(1, 4))):
        values = {FIELDS[kind].key: draw(VALUES[kind]) for kind in kinds if draw(st.booleans())}
        begun = draw(MOMENTS)
        history = [StateChange("abierta", begun)]
        if draw(st.booleans()):
            history.append(StateChange("cerrada", max(begun, draw(MOMENTS))))
        records.append(Record(f"hechos-{number}", shape.id, history[-1].state, values, tuple(history)))
    return shape, records


def workbook(shape: RegisterType, records: list[Record]) -> bytes:
    cells = RecordCells(shape, tuple(sheet_columns(shape)))
    out = BytesIO()
    assert write(out, RegisterPage(shape, cells.columns, map(tuple, map(cells.of, records))), say) == len(records)
    return out.getvalue()


def text(shape: RegisterType, records: list[Record], decimal: str) -> bytes:
    cells = RecordCells(shape, tuple(sheet_columns(shape)))
    headings = [say(column.heading) for column in cells.columns]
    return b"".join(as_csv(headings, map(tuple, map(cells.of, records)), decimal))


def back(shape: RegisterType, records: list[Record], name: str, content: bytes, decimal: str) -> Iterator[RowAnswer]:
    source = source_of(name, content)
    layout = found_layout(source, shape)
    kept = {record.key: record for record in records}
    reader = RecordReader(shape, layout, SheetRules(decimal, since_1904=source.since_1904))
    for row in source.rows(layout.sheet):
        reading = reader.read(row)
        if reading is not None:
            yield reader.answer(reading, kept[reading.key])


@pytest.mark.slow
@given(books())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_workbook_that_went_out_changes_nothing(book: tuple[RegisterType, list[Record]]) -> None:
    answers = list(back(*book, "a.xlsx", workbook(*book), "."))
    assert [(answer.outcome, list(map(str, answer.problems))) for answer in answers] == [(Outcome.UNCHANGED, [])] * len(
        book[1]
    )


@pytest.mark.slow
@given(books(), st.sampled_from(".,"))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_csv_that_went_out_changes_nothing(book: tuple[RegisterType, list[Record]], decimal: str) -> None:
    answers = list(back(*book, "a.csv", text(*book, decimal), decimal))
    assert [(answer.outcome, list(map(str, answer.problems))) for answer in answers] == [(Outcome.UNCHANGED, [])] * len(
        book[1]
    )


def record(**values: FieldValue) -> Record:
    began = datetime.fromisoformat("2026-03-02 08:00")
    return Record("visitas-1", "visitas", "hecha", values, (StateChange("hecha", began),))


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "'=1"])
def test_a_text_like_a_formula_is_no_formula_outside_and_itself_again_inside(formula: str) -> None:
    shape = visits()
    kept = record(codigo="VIS-0001", fecha=date(2026, 3, 2), motivo="obra", detalle=formula)
    content = text(shape, [kept], ".")
    fields = content.decode("utf-8-sig").splitlines()[1]
    assert f"'{formula}" in fields
    assert [answer.outcome for answer in back(shape, [kept], "a.csv", content, ".")] == [Outcome.UNCHANGED]
    book = workbook(shape, [kept])
    assert [answer.outcome for answer in back(shape, [kept], "a.xlsx", book, ".")] == [Outcome.UNCHANGED]
    with ZipFile(BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_template_offers_its_choices_and_tells_every_column() -> None:
    shape = visits()
    columns = [column for column in sheet_columns(shape) if column.target != ":key"]
    out = BytesIO()
    write(out, RegisterPage(shape, columns, (), lists={"unidad": ["Dirección de aguas"]}, fill=True), say)
    layout = found_layout(source_of("a.xlsx", out.getvalue()), shape)
    assert list(layout.columns.values()) == [column.target for column in columns]
    with ZipFile(BytesIO(out.getvalue())) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<dataValidation ") == 3  # the reason, the unit, the state
        assert "Listas" in sheet
    named = source_of("a.xlsx", out.getvalue())
    assert named.names == ("Visitas de campo", "Campos", "Listas")
    told = {row.cells[0]: row.cells for row in named.rows(1)}
    assert told["Motivo"][3] == "Sí"
    assert told["Distancia"][4] == "km"


def test_json_holds_every_value_as_exact_text() -> None:
    shape = visits()
    kept = record(fecha=date(2026, 3, 2), gasto=Money(Decimal("10.50"), "GTQ"), detalle="«ñ»")
    second = replace(kept, key="visitas-2")
    told = json.loads(b"".join(as_json(shape, shape.fields, [kept, second])))
    assert told["register"] == "visitas"
    assert [row["key"] for row in told["rows"]] == ["visitas-1", "visitas-2"]
    assert told["rows"][0]["values"] == {"fecha": "2026-03-02", "gasto": "10.50", "detalle": "«ñ»"}
    assert told["rows"][0]["history"] == [{"state": "hecha", "at": "2026-03-02 08:00"}]
    assert {"key": "gasto", "label": "Gasto", "kind": "money", "currency": "GTQ"} in told["fields"]
