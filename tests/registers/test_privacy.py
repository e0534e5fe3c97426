"""Who opened what few may read is logged; personal data goes when its time is over, and what was counted stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ceiba.documents.contents import file_of
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.registers.models import Register, RegisterRow, RowChange
from ceiba.registers.models_privacy import FileTaking, RecordOpening, RowBlanking
from ceiba.registers.models_sheets import RefusedLine
from ceiba.registers.openings import keep_taking
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import type_of
from ceiba.registers.retention import blank_everywhere, personal_fields, settle_retention
from ceiba.registers.services_sheets import receive_sheet
from tests.people import Office
from tests.register_files import csv_of
from tests.registers.books import adopted, edited, moved, procedure, records

pytestmark = pytest.mark.django_db
NAMED = {"procedencia": "externo", "solicitante": "Ana Inventada | 1234"}


def settled(office: Office, register: Register) -> RegisterRow:
    """Return a procedure with a name that was settled, and edited before that."""
    row = procedure(office, register, "unit_head", **NAMED)
    row = edited(office.actor("unit_head"), row, solicitante="Ana María Inventada | 1234")
    return moved(office.actor("unit_head"), row, "archivar", "2025-03-10 09:00", reason="Se archiva")


def later(years: int) -> date:
    """Return a day some years and a day from now."""
    return timezone.localdate() + timedelta(days=366 * years + 1)


def test_opening_a_restricted_value_is_logged_once_and_auditors_read_it(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register, **NAMED)
    plain = procedure(office, register)
    path = f"/{office.slug}/registros/{register.key}/"
    head = office.client("unit_head")
    for _again in range(2):
        assert head.get(f"{path}{row.number}/").status_code == 200
        assert head.get(f"{path}{plain.number}/").status_code == 200
    assert office.client("finance").get(f"{path}{row.number}/").status_code == 200
    logged = [(one.row_id, one.person.email, one.fields) for one in RecordOpening.objects.all()]
    assert logged == [(row.pk, office.people["unit_head"].email, "Solicitante")]
    page = office.client("auditor").get(f"{path}privacidad/")
    assert "Persona unit_head" in page.text
    assert "Quién abrió lo reservado" in page.text
    assert office.client("clerk").get(f"{path}privacidad/").status_code == 403


def test_personal_data_is_blanked_when_its_time_is_over(office: Office) -> None:
    register = adopted(office)
    row = settled(office, register)
    running = procedure(office, register, **NAMED)
    counted = len(records(register))
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada")
    assert blank_everywhere(later(4)) == 0
    assert blank_everywhere(later(5)) == 1
    assert blank_everywhere(later(6)) == 0
    row.refresh_from_db()
    assert "solicitante" not in row.values
    assert row.values["asunto"] == "Informe de bombas"
    running.refresh_from_db()
    assert running.values["solicitante"].startswith("Ana")
    assert len(records(register)) == counted
    assert RowBlanking.objects.get().fields == "Solicitante"
    told = "".join(f"{one.before}{one.after}{one.reason}" for one in RowChange.objects.filter(row=row))
    assert "Inventada" not in told
    assert "regla de conservación" in told
    entry = Entry.objects.of(office.institution).filter(verb="retention.apply").get()
    assert "Solicitante" in str(entry.changes)
    assert "Inventada" not in str(entry.changes)


def test_reasons_go_with_the_data_and_the_history_never_held_them(office: Office) -> None:
    register = adopted(office)
    row = settled(office, register)
    edited(office.actor("unit_head"), row, asunto="Rifa de Ana Inventada")
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada")
    assert blank_everywhere(later(5)) == 1
    row.refresh_from_db()
    assert [len(entry) for entry in row.history] == [2, 2]
    assert not RowChange.objects.filter(row=row, reason="Se archiva").exists()
    assert row.values["asunto"] == "Rifa de Ana Inventada", "a free text that everybody reads stays until a rule says"
    assert RowBlanking.objects.get().reasons == 1
    held = str(list(Entry.objects.of(office.institution).values_list("note", "changes")))
    assert "Inventada" not in held.replace("Norma inventada", "")
    assert "Se archiva" not in held
    assert "'texts': 'Asunto'" in held, "that it changed is history"
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada", texts=True)
    assert blank_everywhere(later(5)) == 1
    assert blank_everywhere(later(5)) == 0
    row.refresh_from_db()
    assert "asunto" not in row.values
    told = "".join(f"{one.before}{one.after}" for one in RowChange.objects.filter(row=row))
    assert "Rifa" not in told
    assert "rifa" not in row.search


def test_many_rows_that_never_end_do_not_hold_up_those_that_did(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ceiba.registers.retention.AT_ONCE", 2)
    register = adopted(office)
    for _number in range(3):
        procedure(office, register, "unit_head", **NAMED)
    settled(office, register)
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada")
    assert blank_everywhere(later(5)) == 1


def test_sheets_past_their_term_lose_file_and_refused_lines_and_say_so(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    register = adopted(office)
    lines = [("Fecha de ingreso", "Asunto", "Solicitante"), ("31/02/2025", "Rifa", "Ana Inventada")]
    brought = receive_sheet(office.actor("clerk"), register, "libro.csv", csv_of(lines))
    RefusedLine.objects.create(sheet=brought, line=2, problems=[["A", "Fecha", "Ana Inventada", "x", {}]])
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada")
    with django_capture_on_commit_callbacks(execute=True):
        blank_everywhere(later(4))
    assert file_of(brought.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        blank_everywhere(later(5))
    assert not file_of(brought.sha256).exists()
    assert not RefusedLine.objects.exists()
    path = f"/{office.slug}/registros/{register.key}/"
    assert "según la regla de conservación" in office.client("clerk").get(f"{path}importar/{brought.pk}/").text
    assert "1 hojas y 1 renglones" in office.client("planner").get(f"{path}privacidad/").text
    entry = Entry.objects.of(office.institution).filter(verb="retention.apply").get()
    assert entry.changes[-1]["after"] == {"cleared": "libro.csv", "lines": 1}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_each_row_that_leaves_in_a_file_is_an_opening_of_it(office: Office, form: str) -> None:
    register = adopted(office)
    row = procedure(office, register, **NAMED)
    procedure(office, register)
    path = f"/{office.slug}/registros/{register.key}/"
    for who in ("finance", "unit_head"):
        answer = office.client(who).get(f"{path}descargar/{form}/")
        assert answer.status_code == 200
        assert (b"Ana Inventada" in answer.getvalue()) == (who == "unit_head" and form != "xlsx")
    logged = [(one.row_id, one.person, one.fields, one.taking.form) for one in RecordOpening.objects.all()]
    assert logged == [(row.pk, office.people["unit_head"], "Solicitante", form)]
    taking = FileTaking.objects.get()
    assert (taking.rows, taking.fields) == (1, "Solicitante")
    page = office.client("auditor").get(f"{path}privacidad/").text
    assert "Quién se llevó lo reservado" in page
    assert f"{path}privacidad/" in office.client("auditor").get(path).text, "who audits finds the page"
    assert "Nadie ha abierto todavía" in page, "what left in a file is not told row by row"
    assert "Persona unit_head" in office.client("auditor").get(f"{path}privacidad/?fila={row.code}").text
    assert "Nadie ha visto" in office.client("auditor").get(f"{path}privacidad/?fila=2").text


@pytest.mark.slow
def test_a_printed_list_is_logged_and_more_rows_ask_no_more_queries(office: Office) -> None:
    register = adopted(office)
    procedure(office, register, **NAMED)
    path = f"/{office.slug}/registros/{register.key}/"
    office.client("unit_head").get(f"{path}hoja/")
    assert FileTaking.objects.get().form == "sheet"
    reader = Reader(office.actor("unit_head"), register)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            keep_taking(reader, "csv", reader.rows().iterator(100), reader.shown)
        return len(captured)

    few = asked()
    for number in range(30):
        procedure(office, register, **NAMED, asunto=f"Asunto {number}")
    assert asked() == few
    assert FileTaking.objects.first().rows == 31  # type: ignore[union-attr]


def test_only_what_few_may_read_and_no_figure_needs_is_personal(office: Office) -> None:
    shape = type_of(adopted(office).edition)
    assert [one.key for one in personal_fields(shape)] == ["solicitante"]


def test_a_rule_needs_years_and_a_source(office: Office) -> None:
    register = adopted(office)
    planner = office.client("planner")
    path = f"/{office.slug}/registros/{register.key}/privacidad/"
    assert "se guardan siempre" in planner.get(path).text
    assert planner.post(path, {"years": "7", "source": "Norma inventada"}).status_code == 302
    assert "Regla: 7 años" in planner.get(path).text
    assert planner.post(path, {"years": "0", "source": ""}).status_code == 200
    for years, source in ((0, "x"), (3, " ")):
        with pytest.raises(Refused):
            settle_retention(office.actor("planner"), register, years=years, source=source)
    with pytest.raises(NotAllowed):
        settle_retention(office.actor("reviewer"), register, years=3, source="x")
    settle_retention(office.actor("planner"), register, years=8, source="Otra norma inventada")
