"""A sheet comes into a register through its pages: matched, checked, taken, and a second time nothing doubles."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from ceiba.exchange.readers.rows.source import source_of
from ceiba.institutions.jobs import perform
from ceiba.institutions.models import Entry, Job
from ceiba.institutions.verbs import Refused
from ceiba.registers import services_sheets
from ceiba.registers.models import Register, RegisterRow, RowChange, StoredTally
from ceiba.registers.models_sheets import RefusedLine, SheetImport
from ceiba.registers.services_rows import withdraw_record
from ceiba.registers.services_sheets import begin_sheet, read_sheet, receive_sheet
from tests.people import Office
from tests.queries import pinned
from tests.register_files import csv_of, ods_of, xlsx_of
from tests.registers.books import INCIDENTS, adopted, procedure

HEAD = ("Número", "Fecha de ingreso", "Procedencia", "Asunto", "Solicitante", "Unidad responsable")


def line(number: int, **changes: Any) -> list[Any]:
    """Return a sound row of a book of procedures."""
    named = {
        "numero": f"TRA-2025-{number:05}", "ingreso": "03/03/2025", "procedencia": "Externo",
        "asunto": f"Solicitud inventada {number}", "solicitante": "Ana Inventada", "unidad": "Dirección de aguas",
    }  # fmt: skip
    return list((named | changes).values())


def uploaded(office: Office, register: Register, content: bytes, name: str = "libro.csv", who: str = "clerk") -> str:
    """Bring a file through the page; return the address to which it leads."""
    address = reverse("sheet_imports", args=[office.slug, register.key])
    answer = office.client(who).post(address, {"sheet": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def settings_of(page: HttpResponse, **changes: Any) -> dict[str, Any]:
    """Return what the page of a sheet would send, with some answers changed."""
    form = page.context["form"]
    given = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in ({**given, "do": "check"} | changes).items() if value not in (None, False)}


def worked() -> None:
    """Do the jobs that wait, as the worker would."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        perform.call(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.problem


def checked(office: Office, here: str, who: str = "clerk", **changes: Any) -> HttpResponse:
    """Check a sheet as its page stands, with some answers changed; return the page afterwards."""
    client = office.client(who)
    answer = client.post(here, settings_of(client.get(here), **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    worked()
    return client.get(here)


def taken(office: Office, here: str, who: str = "clerk") -> SheetImport:
    """Take a checked sheet; return it as it stands then."""
    assert office.client(who).post(here, {"do": "take"}).status_code == 302
    worked()
    return SheetImport.objects.get(pk=int(here.rstrip("/").rpartition("/")[2]))


def counts(row: SheetImport) -> tuple[int, int, int, int]:
    """Return how many rows were new, changed, unchanged and refused."""
    return row.new, row.changed, row.unchanged, row.refused


def brought(office: Office, register: Register, rows: Sequence[Sequence[Any]], **changes: Any) -> SheetImport:
    """Bring, check and take a CSV."""
    here = uploaded(office, register, csv_of(rows))
    checked(office, here, **changes)
    return taken(office, here)


def test_a_book_comes_in_is_told_once_and_moves_the_measures(office: Office) -> None:
    register = adopted(office)
    rows = [("Libro inventado",), HEAD, *(line(number) for number in range(1, 6)), line(6, ingreso="31/02/2025")]
    here = uploaded(office, register, csv_of(rows))
    page = checked(office, here)
    text = page.content.decode()
    assert "Importar 5 filas" in text
    assert "B8" in text
    assert "02/2025 tiene 28 días" in text
    assert not RegisterRow.objects.exists(), "what is only checked is not written"
    row = taken(office, here)
    assert counts(row) == (5, 0, 0, 1)
    kept = RegisterRow.objects.get(code="TRA-2025-00003")
    assert (kept.day, kept.unit.key, kept.values["procedencia"]) == (date(2025, 3, 3), "aguas", "externo")
    assert kept.history == [["ingresado", "2025-03-03 00:00"]]
    assert kept.due == date(2025, 3, 24)
    entry = Entry.objects.get(verb="record.take_sheet")
    assert entry.changes[0]["after"]["new"] == 5
    assert not Entry.objects.filter(verb="record.create").exists()
    cells = StoredTally.objects.filter(table__register=register, table__measure="ingresados")
    assert [cell.rows for cell in cells] == [5]


def test_the_same_sheet_again_changes_nothing_and_a_mended_one_changes_what_it_mends(office: Office) -> None:
    register = adopted(office)
    assert counts(brought(office, register, [HEAD, line(1), line(2)])) == (2, 0, 0, 0)
    assert counts(brought(office, register, [HEAD, line(1), line(2)])) == (0, 0, 2, 0)
    mended = brought(office, register, [HEAD, line(1, numero="tra-2025-00001", asunto="Otro asunto"), line(2), line(3)])
    assert counts(mended) == (1, 1, 1, 0)
    row = RegisterRow.objects.get(code="TRA-2025-00001")
    assert (row.values["asunto"], row.version) == ("Otro asunto", 2)
    change = RowChange.objects.get(row=row)
    assert (change.kind, change.before, change.after) == (
        "import", {"asunto": "Solicitud inventada 1"}, {"asunto": "Otro asunto"},
    )  # fmt: skip
    assert RegisterRow.objects.count() == 3


def test_rows_without_a_code_are_known_by_what_they_say(office: Office) -> None:
    register = adopted(office)
    head, rows = HEAD[1:], [line(number)[1:] for number in (1, 2)]
    assert counts(brought(office, register, [head, *rows])) == (2, 0, 0, 0)
    assert counts(brought(office, register, [head, *rows])) == (0, 0, 2, 0)
    written = procedure(office, register, at="2025-04-01 08:00", asunto="Escrita a mano")
    hers = line(9, ingreso="1/4/2025", procedencia="interno", asunto="Escrita  a mano", solicitante="")[1:]
    assert counts(brought(office, register, [head, hers])) == (0, 0, 1, 0)
    hers[2] = "Escrita a mano y a prisa"
    by_day = {"identity": ["ingreso", "procedencia"]}
    assert counts(brought(office, register, [head, hers], **by_day)) == (0, 1, 0, 0)
    written.refresh_from_db()
    assert written.values["asunto"] == "Escrita a mano y a prisa"
    assert RegisterRow.objects.count() == 3


BAD: list[tuple[dict[str, Any], str]] = [
    ({"ingreso": "31/02/2025"}, "02/2025 tiene 28 días"),
    ({"ingreso": "mañana"}, "no se entiende como fecha"),
    ({"ingreso": "03/31/2025"}, "no hay mes 31"),
    ({"ingreso": "03/03/1825"}, "queda fuera de 1900 a 2200"),
    ({"ingreso": ""}, "falta «Fecha de ingreso»"),
    ({"procedencia": "Esterno"}, "¿quiso decir «Externo»"),
    ({"procedencia": "marciano"}, "no es una opción de la lista"),
    ({"unidad": "Direccion de agua"}, "¿quiso decir «Dirección de aguas»"),
    ({"unidad": "Astronomía"}, "no se conoce esa unidad"),
    ({"unidad": "Despacho municipal"}, "usted no puede escribir en las filas de esta unidad"),
    ({"numero": "TRA 7"}, "no tiene la forma"),
    ({"asunto": "x" * 401}, "caben 400"),
    ({"asunto": ""}, "falta «Asunto»"),
    ({"solicitante": ""}, "falta «Solicitante»"),
    ({"ingreso": "03/03/2199"}, "todavía no llega"),
]


@pytest.mark.parametrize(("change", "mend"), BAD, ids=[mend for _change, mend in BAD])
def test_a_bad_row_is_told_with_its_mend_and_the_others_come_in(
    office: Office, change: dict[str, Any], mend: str
) -> None:
    register = adopted(office)
    here = uploaded(office, register, csv_of([HEAD, line(1), line(2, **change), line(3)]))
    text = checked(office, here).content.decode()
    assert mend in text
    assert "Importar 2 filas" in text
    assert counts(taken(office, here)) == (2, 0, 0, 1)


GOOD: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"ingreso": "3-mar-25"}, {"ingreso": "2025-03-03"}),
    ({"ingreso": 45719}, {"ingreso": "2025-03-03"}),
    ({"ingreso": "lunes 3 de marzo de 2025"}, {"ingreso": "2025-03-03"}),
    ({"numero": " tra-2025-00002 "}, {"numero": "TRA-2025-00002"}),
    ({"procedencia": "EXTERNO"}, {"procedencia": "externo"}),
    ({"unidad": "direccion  de AGUAS"}, {"unidad": "aguas"}),
    ({"asunto": "'=cmd|' /C calc'!A0"}, {"asunto": "=cmd|' /C calc'!A0"}),
    ({"numero": ""}, {"numero": "TRA-2025-00003"}),
]


@pytest.mark.parametrize(("change", "kept"), GOOD, ids=[str(change) for change, _kept in GOOD])
def test_what_can_be_understood_is(office: Office, change: dict[str, Any], kept: dict[str, str]) -> None:
    register = adopted(office)
    assert counts(brought(office, register, [HEAD, line(1), line(2, **change)])) == (2, 0, 0, 0)
    values = RegisterRow.objects.latest("number").values
    if "numero" in change and not change["numero"]:
        kept = {"numero": "TRA-2025-00002"}
    assert {key: values[key] for key in kept} == kept


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", xlsx_of([HEAD, line(1)])), ("a.ods", ods_of([HEAD, line(1)]))], ids=["xlsx", "ods"]
)
def test_workbooks_come_in_as_csv_does(office: Office, name: str, content: bytes) -> None:
    register = adopted(office)
    here = uploaded(office, register, content, name)
    checked(office, here)
    assert counts(taken(office, here)) == (1, 0, 0, 0)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"PK\x03\x04 roto", b"\x00\x01\x02\x03"])
def test_what_is_no_sheet_is_refused_on_the_page(office: Office, content: bytes) -> None:
    register = adopted(office)
    address = reverse("sheet_imports", args=[office.slug, register.key])
    answer = office.client("clerk").post(address, {"sheet": SimpleUploadedFile("libro.xlsx", content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["sheet"]
    assert not SheetImport.objects.exists()


def test_columns_are_corrected_by_hand_and_remembered(office: Office) -> None:
    register = adopted(office)
    rows = [("N", "Cuándo", "De dónde", "De qué", "Quién pide", "Quién responde"), line(1)]
    here = uploaded(office, register, csv_of(rows))
    by_hand = dict(enumerate(("numero", "ingreso", "procedencia", "asunto", "solicitante", "unidad")))
    page = checked(office, here, **{f"column-{place}": target for place, target in by_hand.items()})
    assert "Importar 1 fila" in page.content.decode()
    again = uploaded(office, register, csv_of([rows[0], line(2)]))
    row = SheetImport.objects.get(pk=int(again.rstrip("/").rpartition("/")[2]))
    assert {int(place): target for place, target in row.layout["columns"].items()} == by_hand


def test_one_field_in_two_columns_is_refused_and_what_was_said_stays(office: Office) -> None:
    register = adopted(office)
    here = uploaded(office, register, csv_of([HEAD, line(1)]))
    client = office.client("clerk")
    sent = settings_of(client.get(here), **{"column-4": "asunto"})
    answer = client.post(here, sent)
    assert "«Asunto» está en varias columnas (D, E)" in answer.content.decode()
    assert answer.context["form"]["column-4"].value() == "asunto"


def test_headings_that_stand_elsewhere_are_found_where_a_person_says(office: Office) -> None:
    register = adopted(office)
    here = uploaded(office, register, csv_of([("a", "b", "c"), ("Nada", "que", "ver"), HEAD, line(1)]))
    client = office.client("clerk")
    client.post(here, {"do": "find", "page": "0", "header": "2"})
    assert SheetImport.objects.get().layout["header"] == 2
    client.post(here, {"do": "find", "page": "0", "header": "3"})
    assert len(SheetImport.objects.get().layout["columns"]) == 6


def test_refused_lines_come_back_as_a_sheet_that_can_be_mended_and_brought_again(office: Office) -> None:
    register = adopted(office)
    rows = [("Libro",), HEAD, line(1), line(2, ingreso="31/02/2025"), line(3, asunto="")]
    here = uploaded(office, register, csv_of(rows))
    checked(office, here)
    row = taken(office, here)
    answer = office.client("clerk").get(reverse("sheet_refused", args=[office.slug, register.key, row.pk]))
    content = b"".join(answer.streaming_content)
    found = list(source_of("r.xlsx", content).rows(0))
    assert [each.cells[0] for each in found] == ["Número", "TRA-2025-00002", "TRA-2025-00003"]
    assert "«Fecha de ingreso»: ese día no existe" in str(found[1].cells[6])
    assert "falta «Asunto»" in str(found[2].cells[6])
    again = uploaded(office, register, content, "rechazadas.xlsx")
    assert "Importar" not in checked(office, again).content.decode(), "they are as wrong as they were"


def test_what_a_restart_interrupts_goes_on_and_doubles_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    register = adopted(office)
    monkeypatch.setattr(services_sheets, "ROWS", 3)
    rows = [HEAD, *(line(number)[:] for number in range(1, 9)), line(2)]
    row = receive_sheet(office.actor("clerk"), register, "libro.csv", csv_of(rows))
    begin_sheet(office.actor("clerk"), row, take=True, onward="/")

    class Stopped(Exception):
        pass

    def stop(done: int, _steps: int, _words: str) -> None:
        if done >= 6:
            raise Stopped

    with pytest.raises(Stopped):
        read_sheet(office.actor("clerk"), stop, sheet=row.pk)
    row.refresh_from_db()
    assert (row.state, row.line, RegisterRow.objects.count()) == ("taking", 7, 6)
    page = office.client("clerk").get(reverse("sheet_import", args=[office.slug, register.key, row.pk]))
    assert "Seguir importando" in page.content.decode()
    here = reverse("sheet_import", args=[office.slug, register.key, row.pk])
    row = taken(office, here)
    assert (counts(row), RegisterRow.objects.count()) == ((8, 0, 0, 1), 8)
    assert RefusedLine.objects.get().problems[0][4] == {"line": "3"}
    assert Entry.objects.filter(verb="record.take_sheet").count() == 1
    with pytest.raises(Refused, match="ya se importó"):
        begin_sheet(office.actor("clerk"), row, take=True, onward="/")


def test_two_jobs_on_one_sheet_write_no_row_twice(office: Office) -> None:
    register = adopted(office)
    row = receive_sheet(office.actor("clerk"), register, "libro.csv", csv_of([HEAD, line(1)]))
    begin_sheet(office.actor("clerk"), row, take=True, onward="/")
    reading = services_sheets.Reading(SheetImport.objects.select_related("register__institution").get(pk=row.pk))
    first = list(reading.readings())
    SheetImport.objects.filter(pk=row.pk).update(line=2)
    with pytest.raises(Refused, match="Otra tarea"):
        services_sheets._read_some(office.actor("clerk"), reading.row, reading, first, take=True)


def test_a_row_that_was_withdrawn_does_not_come_back_by_a_sheet(office: Office) -> None:
    register = adopted(office)
    head, rows = HEAD[1:], [line(1)[1:]]
    brought(office, register, [head, *rows])
    withdraw_record(office.actor("clerk"), RegisterRow.objects.get(), version=1, reason="Era una prueba")
    row = brought(office, register, [head, *rows])
    assert counts(row) == (0, 0, 0, 1)
    assert "se retiró del registro" in RefusedLine.objects.get(sheet=row).problems[0][3]


def test_nobody_changes_a_row_of_another_unit_by_a_sheet(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register, "planner", unidad="planificacion", numero="TRA-2025-00001")
    sheet = brought(office, register, [HEAD, line(1, procedencia="interno")])
    assert counts(sheet) == (0, 0, 0, 1)
    row.refresh_from_db()
    assert row.version == 1


def test_states_are_brought_with_their_days_or_at_once_when_a_person_says_so(office: Office) -> None:
    register = adopted(office)
    head = (*HEAD, "Estado", "Entró en «Archivado»")
    dated, undated = [*line(1), "Archivado", "10/03/2025"], [*line(2), "archivado", ""]
    row = brought(office, register, [head, dated, undated])
    assert counts(row) == (1, 0, 0, 1)
    assert "no dice cuándo entró en ese estado" in RefusedLine.objects.get(sheet=row).problems[0][3]
    assert RegisterRow.objects.get().history == [["ingresado", "2025-03-03 00:00"], ["archivado", "2025-03-10 00:00"]]
    assert counts(brought(office, register, [head, dated, undated], at_once="on")) == (1, 0, 1, 0)


def test_a_place_outside_the_territory_is_refused(office: Office) -> None:
    office.institution.territory = "0108"
    office.institution.save()
    register = adopted(office, INCIDENTS)
    place = next(field for field in services_sheets.type_of(register.edition).fields if field.kind == "place")
    content = csv_of(
        [(place.label, f"{place.label} (latitud)", f"{place.label} (longitud)"), ("0301", "", ""), ("", "40.4", "-3.7")]
    )
    text = checked(office, uploaded(office, register, content, who="planner"), "planner").content.decode()
    assert "queda fuera del territorio de la institución" in text
    assert "las coordenadas caen fuera de Mixco" in text


def test_the_pages_of_sheets_ask_a_fixed_number_of_queries(office: Office) -> None:
    register = adopted(office)
    brought(office, register, [HEAD, *(line(number) for number in range(1, 9)), line(9, asunto="")])
    client, key = office.client("clerk"), register.key
    with pinned("sheet_imports"):
        client.get(reverse("sheet_imports", args=[office.slug, key]))
    with pinned("sheet_import"):
        client.get(reverse("sheet_import", args=[office.slug, key, SheetImport.objects.get().pk]))


def test_who_takes_restricted_fields_away_is_told_by_the_history(office: Office) -> None:
    register = adopted(office)
    for who, told in (("clerk", 1), ("finance", 1)):
        office.client(who).get(reverse("register_file", args=[office.slug, register.key, "csv"]))
        assert Entry.objects.filter(verb="register.take_away").count() == told
    entry = Entry.objects.get(verb="register.take_away")
    assert entry.person == office.people["clerk"]
    assert entry.changes[0]["after"] == {"file": "csv", "restricted": "Solicitante", "rows": 0}


def test_who_may_not_write_brings_no_sheet_and_strangers_open_none(office: Office) -> None:
    register = adopted(office)
    row = receive_sheet(office.actor("clerk"), register, "libro.csv", csv_of([HEAD, line(1)]))
    address = reverse("sheet_imports", args=[office.slug, register.key])
    for who in ("reviewer", "reader"):
        if who not in office.people:
            continue
        answer = office.client(who).post(address, {"sheet": SimpleUploadedFile("a.csv", csv_of([HEAD, line(2)]))})
        assert answer.status_code == 403
        here = reverse("sheet_import", args=[office.slug, register.key, row.pk])
        assert office.client(who).get(here).status_code == 403


def test_what_went_out_changes_nothing_when_it_comes_back(office: Office) -> None:
    register = adopted(office)
    brought(office, register, [HEAD, *(line(number) for number in range(1, 4))])
    procedure(office, register, asunto="=SUM(A1)", at="2025-05-05 08:30")
    client = office.client("clerk")
    for form, name in (("xlsx", "libro.xlsx"), ("csv", "libro.csv")):
        answer = client.get(reverse("register_file", args=[office.slug, register.key, form]))
        content = b"".join(answer.streaming_content)
        here = uploaded(office, register, content, name)
        checked(office, here)
        row = SheetImport.objects.latest("pk")
        assert (form, counts(row), row.rows) == (form, (0, 0, 4, 0), 4)
    assert b"'=SUM" in content
    told = json.loads(
        b"".join(client.get(reverse("register_file", args=[office.slug, register.key, "json"])).streaming_content)
    )
    assert [one["values"]["asunto"] for one in told["rows"]][-1] == "=SUM(A1)"
    assert client.get(reverse("register_file", args=[office.slug, register.key, "exe"])).status_code == 404


def test_a_file_holds_only_what_its_reader_may_see(office: Office) -> None:
    register = adopted(office)
    brought(office, register, [HEAD, line(1)])
    who = next(name for name in office.people if name in ("reviewer", "finance"))
    for form in ("csv", "json", "xlsx", "plantilla"):
        answer = office.client(who).get(reverse("register_file", args=[office.slug, register.key, form]))
        content = b"".join(answer.streaming_content)
        if form in ("xlsx", "plantilla"):
            content = str(list(source_of("a.xlsx", content).rows(0))).encode()
        assert b"Ana Inventada" not in content
        assert b"Solicitante" not in content
