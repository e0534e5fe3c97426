"""A restricted name of which the others see initials: in rows, lists and files, and by no search, filter or change."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from ceiba.institutions.jobs import perform
from ceiba.institutions.verbs import NotAllowed
from ceiba.methodologies.register_drafting import begun
from ceiba.methodologies.registers import read_register, shipped_document
from ceiba.registers.exporting import RegisterExport
from ceiba.registers.forms_design import FieldPart, Outline
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import Reader, RowFilter
from ceiba.registers.queries_types import register_of
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.services_rows import edit_record
from ceiba.registers.services_sheets import begin_sheet, receive_sheet
from tests.people import Office
from tests.register_files import csv_of
from tests.registers.books import PROCEDURES, SINCE, edited, procedure

pytestmark = pytest.mark.slow
NAME = "María Ixcoy Inventada"


@pytest.fixture
def register(office: Office) -> Register:
    plain = "{key: solicitante, label: Solicitante, kind: person"
    content = shipped_document(PROCEDURES).decode()
    assert plain in content
    content = content.replace(plain, f"{plain}, masking: initials")
    made = adopt_register(office.actor("planner"), document=content, since=SINCE, unit=office.unit("aguas"))
    return register_of(office.institution, made.key)


@pytest.fixture
def row(office: Office, register: Register) -> RegisterRow:
    return procedure(office, register, procedencia="externo", solicitante=f"{NAME} | 2548 66541 0101")


def page(office: Office, who: str, address: str) -> str:
    """Return a page as somebody reads it."""
    answer = office.client(who).get(f"/{office.slug}/registros/{PROCEDURES}/{address}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_row_and_list_show_initials_to_who_may_not_read_and_the_name_to_who_may(
    office: Office, row: RegisterRow
) -> None:
    for address in (f"{row.number}/", "", f"{row.number}/hoja/"):
        seen, whole = page(office, "finance", address), page(office, "unit_head", address)
        assert "M. I. I." in seen, address
        assert "Ixcoy" not in seen, address
        assert "66541" not in seen, address
        assert NAME in whole, address
    assert "solo iniciales" in page(office, "finance", f"{row.number}/")


def test_nobody_finds_filters_or_reads_the_past_by_what_is_masked(office: Office, row: RegisterRow) -> None:
    reader = Reader(office.actor("finance"), row.register)
    for text in ("Ixcoy", "M. I.", "2548"):
        assert not reader.filtered(RowFilter(text=text)).exists()
    with pytest.raises(KeyError):
        reader.filtered(RowFilter(fields={"solicitante": ("M. I. I.",)}))
    edited(office.actor("clerk"), row, solicitante="Eva Otra")
    assert reader.changes(row)[0].before == {"solicitante": ""}


def files(office: Office, who: str, register: Register) -> tuple[str, str, list[list[Any]]]:
    """Return what somebody takes away: CSV, JSON, and the rows of the workbook."""
    reader = Reader(office.actor(who), register)
    made = RegisterExport(reader)
    with made.workbook(reader.rows()) as out:
        book = load_workbook(BytesIO(out.read()))
    lines = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    texts = (b"".join(pieces(reader.rows())).decode() for pieces in (made.csv, made.json))
    return (*texts, lines)  # type: ignore[return-value]  # two texts


def test_files_hold_initials_and_the_template_has_no_column_for_them(office: Office, row: RegisterRow) -> None:
    csv, told, lines = files(office, "finance", row.register)
    for text in (csv, told, str(lines)):
        assert "M. I. I." in text
        assert "Ixcoy" not in text
        assert "66541" not in text
    assert NAME in files(office, "unit_head", row.register)[0]
    with RegisterExport(Reader(office.actor("finance"), row.register)).template() as out:
        template = load_workbook(BytesIO(out.read()))
    assert "Solicitante" not in [cell.value for line in template.worksheets[0].iter_rows() for cell in line]


def test_a_file_that_comes_back_changes_what_was_changed_and_no_name(office: Office, row: RegisterRow) -> None:
    lines = files(office, "planner", row.register)[2]
    heading = next(line for line in lines if "Solicitante" in line)
    cells = dict(zip(heading, lines[-1], strict=True)) | {"Asunto": "Otro asunto"}
    sheet = csv_of([list(cells), ["" if cell is None else str(cell) for cell in cells.values()]])
    for who in ("planner", "clerk"):
        brought = receive_sheet(office.actor(who), row.register, "libro.csv", sheet)
        job = begin_sheet(office.actor(who), brought, take=True, onward="/")
        perform.call(job.pk)
        brought.refresh_from_db()
        assert (brought.state, brought.refused) == ("taken", 0)
        row.refresh_from_db()
        assert (row.values["asunto"], row.values["solicitante"]) == ("Otro asunto", f"{NAME} | 2548 66541 0101")


def test_who_sees_initials_edits_the_rest_and_never_writes_over_the_name(office: Office, row: RegisterRow) -> None:
    planner = office.actor("planner")
    with pytest.raises(NotAllowed):
        edit_record(planner, row, {"solicitante": "M. I. I."}, version=row.version)
    told = page(office, "planner", f"{row.number}/editar/")
    assert "M. I. I." in told
    assert 'name="solicitante-name"' not in told
    saved = edit_record(planner, row, {"asunto": "Otro asunto"}, version=row.version)
    assert saved.values["solicitante"] == f"{NAME} | 2548 66541 0101"


def test_the_designer_writes_it_for_a_person_and_refuses_it_for_a_date() -> None:
    content = begun("quejas", "Queja", "Quejas")
    asked = {"label": "Vecino", "kind": "person", "privacy": "initials"}
    part = FieldPart(asked, outline=Outline(content))
    assert part.is_valid(), part.errors
    field = read_register(part.written(content).encode(), "quejas.yaml").field_by_key["vecino"]
    assert (field.privacy, field.masking) == ("restricted", "initials")
    refused = FieldPart(asked | {"kind": "date"}, outline=Outline(content))
    assert "privacy" in refused.errors
