"""The pages of registers, as a clerk, a reader and an outsider meet them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from ceiba.documents.models import Document
from ceiba.institutions.models import Assignment, Locality
from ceiba.monitoring.reminders import remind_everybody
from ceiba.registers.models import RegisterRow
from ceiba.registers.services_registers import adopt_register, settle_register
from tests.people import Office
from tests.queries import pinned
from tests.registers.books import INCIDENTS, PROCEDURES, REQUESTS, adopted, edited, moved, procedure
from tests.registers.forms_of_types import EVERY_KIND

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
NEW = {
    "ingreso": "2025-03-03",
    "procedencia": "externo",
    "asunto": "Permiso de obra",
    "solicitante-name": "Ana Inventada",
    "unidad": "aguas",
    "row-at": "2025-03-03T08:00",
}


def page(office: Office, name: str, *arguments: Any, who: str = "clerk", **query: str) -> HttpResponse:
    """Return the page of an address as somebody sees it."""
    return office.client(who).get(reverse(name, args=[office.slug, *arguments]), query)


def text(answer: HttpResponse) -> str:
    """Return what a page says, and see that it came."""
    assert answer.status_code == 200, (answer.status_code, answer.content[:500])
    return answer.content.decode()


def test_a_planner_opens_a_shipped_register_and_the_clerk_finds_it(office: Office) -> None:
    planner = office.client("planner")
    offered = text(planner.get(reverse("register_adopt", args=[office.slug])))
    assert "Trámites administrativos" in offered
    assert "coactivos" not in offered  # of another country
    address = reverse("register_adopt", args=[office.slug]) + f"?tipo={PROCEDURES}%401"
    assert "Plazo para despachar" in text(planner.get(address))
    made = planner.post(address, {"since": "2025-01-01", "unit": str(office.unit("aguas").pk)})
    assert made["Location"] == reverse("register", args=[office.slug, PROCEDURES])
    assert "Trámites administrativos" in text(page(office, "registers"))
    assert "Trámites administrativos" not in text(planner.get(reverse("register_adopt", args=[office.slug])))
    assert page(office, "register_adopt", who="clerk").status_code == 403


def test_a_clerk_adds_a_row_and_it_numbers_itself(office: Office) -> None:
    adopted(office)
    clerk, address = office.client("clerk"), reverse("record_add", args=[office.slug, PROCEDURES])
    assert "se numera solo" in text(clerk.get(address))
    saved = clerk.post(address, NEW)
    assert saved.status_code == 302, saved.content.decode()
    row = RegisterRow.objects.get()
    assert (row.code, row.state, row.values["solicitante"]) == ("TRA-2025-00001", "ingresado", "Ana Inventada")
    assert "TRA-2025-00001" in text(clerk.get(saved["Location"]))


def test_a_slip_keeps_what_was_typed_and_the_sent_file(office: Office) -> None:
    adopted(office)
    sent = {**NEW, "ingreso": "2025-02-31", "respuesta": SimpleUploadedFile("carta.pdf", PDF)}
    answer = office.client("clerk").post(reverse("record_add", args=[office.slug, PROCEDURES]), sent)
    said = text(answer)
    assert "Permiso de obra" in said
    assert "2025-02-31" in said
    assert "Guardado: carta.pdf" in said
    assert not RegisterRow.objects.exists()
    kept = Document.objects.get()
    assert kept.reserved
    again = {**NEW, "respuesta-kept": f"sha256:{kept.key}"}
    assert office.client("clerk").post(reverse("record_add", args=[office.slug, PROCEDURES]), again).status_code == 302
    file = page(office, "record_file", PROCEDURES, 1, "respuesta")
    assert b"".join(file) == PDF
    assert page(office, "document_file", kept.pk).status_code == 404


def test_a_file_that_is_no_document_says_so_and_nothing_is_written(office: Office) -> None:
    adopted(office)
    sent = {**NEW, "respuesta": SimpleUploadedFile("carta.pdf", b"MZ\x90\x00 programa")}
    said = text(office.client("clerk").post(reverse("record_add", args=[office.slug, PROCEDURES]), sent))
    assert "carta.pdf" in said
    assert not RegisterRow.objects.exists()
    assert not Document.objects.exists()


def test_a_row_shows_its_deadline_with_its_working_and_its_next_steps(office: Office) -> None:
    row = procedure(office, adopted(office))
    said = text(page(office, "record", PROCEDURES, row.number))
    assert "Plazo para despachar" in said
    assert "No cuenta: sábado" in said
    assert "Asignar" in said
    assert "lo hace: Jefatura de unidad" in said  # the clerk may not file it away
    pass_on = reverse("record_move", args=[office.slug, PROCEDURES, row.number, "asignar"])
    assert pass_on in said
    assert page(office, "record_move", PROCEDURES, row.number, "archivar").status_code == 403


def test_a_step_asks_for_what_it_needs_and_then_closes_the_case(office: Office) -> None:
    row = procedure(office, adopted(office))
    row = moved(office.actor("clerk"), row, "asignar", "2025-03-04 08:00")
    head, address = office.client("unit_head"), reverse("record_move", args=[office.slug, PROCEDURES, 1, "despachar"])
    assert "Documento de respuesta" in text(head.get(address))
    given = {"row-version": str(row.version), "row-at": "2025-03-10T09:00"}
    lacking = text(head.post(address, given))
    assert "Falta «Documento de respuesta»" in lacking or "Falta «Documento de respuesta" in lacking
    done = head.post(address, {**given, "respuesta-paper": "Oficio 12-2025"})
    assert done.status_code == 302, done.content.decode()
    row.refresh_from_db()
    assert (row.state, row.values["respuesta"], row.due) == ("despachado", "Oficio 12-2025", None)
    assert "cumplido a tiempo" in text(page(office, "record", PROCEDURES, 1))


def test_two_who_edit_at_once_are_told_and_the_second_decides(office: Office) -> None:
    row = procedure(office, adopted(office))
    clerk, address = office.client("clerk"), reverse("record_edit", args=[office.slug, PROCEDURES, 1])
    assert clerk.get(address).status_code == 200
    edited(office.actor("unit_head"), row, asunto="Otro asunto")
    sent = {
        "numero": row.code,
        "ingreso": "2025-03-03",
        "procedencia": "interno",
        "asunto": "El mío",
        "unidad": "aguas",
        "row-version": "1",
    }
    conflict = clerk.post(address, sent)
    assert conflict.status_code == 409
    said = conflict.content.decode()
    assert "Otra persona cambió esta fila" in said
    assert "El mío" in said
    assert 'name="row-version" value="2"' in said
    assert clerk.post(address, {**sent, "row-version": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.values["asunto"] == "El mío"
    shown = text(page(office, "record", PROCEDURES, 1))
    assert "<del>Otro asunto</del>" in shown


def test_the_list_finds_without_accents_and_filters(office: Office) -> None:
    register = adopted(office)
    first = procedure(office, register, asunto="Reparación de tubería")
    procedure(office, register, asunto="Rifa", procedencia="externo", solicitante="Luis Inventado")
    moved(office.actor("clerk"), first, "asignar", "2025-03-04 08:00")

    def shown(**query: str) -> tuple[bool, bool]:
        said = text(page(office, "register", PROCEDURES, **query))
        return "TRA-2025-00001" in said, "TRA-2025-00002" in said

    assert shown() == (True, True)
    assert shown(q="reparacion tuberia") == (True, False)
    assert shown(q="RIFAS") == (False, True)
    assert shown(q="luis") == (False, False)  # who came is for few: no search finds it
    assert shown(**{"campo-procedencia": "externo"}) == (False, True)
    assert shown(estado="en_tramite") == (True, False)
    assert shown(estado="abiertas") == (True, True)
    assert shown(plazo="vencidas") == (True, True)
    assert shown(desde="2025-03-04") == (False, False)
    assert shown(unidad=str(office.unit("despacho").pk)) == (True, True)
    assert shown(unidad=str(office.unit("planificacion").pk)) == (False, False)
    assert shown(orden="vence") == (True, True)
    assert shown(desde="ayer", estado="nada", pagina=">x") == (True, True)


def test_a_long_list_turns_its_pages(office: Office) -> None:
    register = adopted(office)
    for number in range(52):
        procedure(office, register, asunto=f"Asunto {number}")
    first = text(page(office, "register", PROCEDURES))
    assert "52 filas" in first
    assert "TRA-2025-00052" in first
    assert "TRA-2025-00002" not in first
    second = text(page(office, "register", PROCEDURES, pagina='>["2025-03-03", 3]'))
    assert "TRA-2025-00002" in second
    assert "Anteriores" in second


def test_the_board_the_month_and_the_sheets_show_the_row(office: Office) -> None:
    row = procedure(office, adopted(office))
    later = procedure(office, row.register, at="2025-03-10 08:00", asunto="Otro informe")
    closed = moved(
        office.actor("unit_head"), procedure(office, row.register), "archivar", "2025-03-20 08:00", reason="x"
    )
    board = text(page(office, "register_board", PROCEDURES))
    assert board.index(f"{row.code}</a>") < board.index(f"{later.code}</a>") < board.index(f"{closed.code}</a>")
    assert row.due is not None
    due = text(page(office, "register_calendar", PROCEDURES, mes=f"{row.due:%Y-%m}"))
    assert f"{row.code}</a>" in due
    assert "vencido" in due
    assert "Este mes no tiene nada" in text(page(office, "register_calendar", PROCEDURES, mes="2031-01"))
    assert text(page(office, "register_calendar", PROCEDURES, mes="nunca"))
    assert row.code in text(page(office, "register_sheet", PROCEDURES))
    assert "Informe de bombas" in text(page(office, "record_sheet", PROCEDURES, row.number))


def test_a_restricted_register_is_closed_to_who_has_none_of_its_roles(office: Office) -> None:
    register = adopted(office, INCIDENTS)
    clerk = office.client("clerk")
    given = {
        "tipo": "homicidio",
        "fuente": "pnc",
        "ocurrido": "2025-03-01T22:15",
        "lugar-latitude": "14.63",
        "lugar-longitude": "-90.6",
        "victimas-mujeres-ninez": "1",
        "row-at": "2025-03-02T08:00",
    }
    saved = clerk.post(reverse("record_add", args=[office.slug, register.key]), given)
    assert saved.status_code == 302, re.findall(r"<li>.*</li>", saved.content.decode())
    assert "INC-2025-000001" in text(page(office, "register", register.key))
    for who in ("auditor", "finance", "reviewer"):
        assert "INC-2025" not in text(page(office, "register", register.key, who=who))
        assert "INC-2025" not in text(page(office, "register_board", register.key, who=who))
        assert "INC-2025" not in text(page(office, "registers", who=who))
        for name in ("record", "record_sheet", "record_edit"):
            assert page(office, name, register.key, 1, who=who).status_code == 404


def test_a_reader_of_an_open_register_does_not_see_the_person(office: Office) -> None:
    register = adopted(office)
    procedure(office, register, procedencia="externo", solicitante="Luis Inventado")
    assert "Luis Inventado" in text(page(office, "record", PROCEDURES, 1))
    said = text(page(office, "record", PROCEDURES, 1, who="auditor"))
    assert "Luis Inventado" not in said
    assert "campo reservado" in said
    assert "Luis" not in text(page(office, "register", PROCEDURES, who="auditor"))


def test_a_row_is_withdrawn_with_a_reason_and_brought_back(office: Office) -> None:
    row = procedure(office, adopted(office))
    clerk, address = office.client("clerk"), reverse("record_withdraw", args=[office.slug, PROCEDURES, 1])
    assert clerk.post(address, {"row-version": "1"}).status_code == 200
    assert clerk.post(address, {"row-version": "1", "row-reason": "Repetida"}).status_code == 302
    said = text(clerk.get(reverse("record", args=[office.slug, PROCEDURES, 1])))
    assert "Esta fila se retiró" in said
    assert row.code not in text(page(office, "register", PROCEDURES))
    back = clerk.post(reverse("record_restore", args=[office.slug, PROCEDURES, 1]))
    assert back.status_code == 302
    assert row.code in text(page(office, "register", PROCEDURES))


def test_the_registers_page_warns_who_writes_of_what_is_late(office: Office) -> None:
    register = adopted(office, REQUESTS)
    del register
    procedure(office, adopted(office))
    said = text(page(office, "registers"))
    assert "Plazos de sus unidades" in said
    assert "venció el" in said
    assert "Plazos de sus unidades" not in text(page(office, "registers", who="auditor"))


def test_a_closed_register_says_that_it_takes_no_more_rows(office: Office) -> None:
    register = adopted(office)
    yesterday = timezone.localdate() - timedelta(days=1)
    settle_register(office.actor("planner"), register, since=date(2025, 1, 1), ends=yesterday, unit=register.unit)
    said = office.client("clerk").post(reverse("record_add", args=[office.slug, PROCEDURES]), NEW)
    assert said.status_code == 409
    assert "se cerró" in said.content.decode()


@pytest.mark.parametrize("name", ["registers", "register", "register_board", "register_calendar", "record"])
def test_pages_ask_as_many_queries_whatever_the_number_of_rows(office: Office, name: str) -> None:
    register = adopted(office)
    for _number in range(3):
        procedure(office, register)
    today = timezone.localdate()
    for _number in range(4):
        procedure(office, register, at=f"{today - timedelta(days=1)} 08:00")
    arguments = {"registers": [], "record": [PROCEDURES, 1]}.get(name, [PROCEDURES])
    clerk, address = office.client("clerk"), reverse(name, args=[office.slug, *arguments])
    clerk.get(address)  # the type is proved once in a process
    with pinned(name):
        assert clerk.get(address).status_code == 200


def test_my_unit_and_the_calendar_warn_who_keeps_rows(office: Office) -> None:
    row = procedure(office, adopted(office))
    for name in ("my_unit", "agenda"):
        said = text(page(office, name))
        assert "Plazos que corren" in said
        assert f"Trámite administrativo {row.code}" in said
        assert "venció el" in said
    assert "Plazos que corren" not in text(page(office, "agenda", who="auditor"))


def test_clerks_and_heads_are_reminded_once_of_a_row_and_again_when_it_is_late(office: Office) -> None:
    here = office.institution
    here.invented = False
    here.save(update_fields=["invented"])
    Assignment.objects.update(begins=date(2025, 1, 1))
    row = procedure(office, adopted(office))
    assert row.due is not None
    assert remind_everybody(row.due - timedelta(days=20)) == 0
    assert remind_everybody(row.due - timedelta(days=5)) == 2
    assert {letter.to[0] for letter in mail.outbox} == {f"{who}@valle-alto.example" for who in ("clerk", "unit_head")}
    assert "TRA-2025-00001, Plazo para despachar: vence el" in mail.outbox[0].body
    assert "Informe de bombas" not in mail.outbox[0].body
    assert remind_everybody(row.due) == 0
    assert remind_everybody(row.due + timedelta(days=1)) == 2
    assert "venció el" in mail.outbox[-1].body


def test_a_row_of_every_kind_of_field_is_written_shown_changed_and_printed(office: Office) -> None:
    register = adopt_register(
        office.actor("planner"), document=EVERY_KIND.decode(), since=date(2025, 1, 1), unit=office.unit("aguas")
    )
    clerk, arguments = office.client("clerk"), [office.slug, register.key]
    whole = {
        "asunto": "Una bomba",
        "acta": "12-AB",
        "clase": "bomba",
        "piezas": "1,200",
        "litros": "3.25",
        "costo": "1,500.50",
        "dia": "2025-03-05",
        "hora": "2025-03-05T14:05",
        "unidad": "aguas",
        "quien-name": "Ana Inventada",
        "quien-document": "1234",
        "lugar-latitude": "14.63",
        "lugar-longitude": "-90.6",
        "papel-paper": "Archivo 3",
        "gente-campo-mujeres": "3",
        "gente-campo-hombres": "0",
        "row-at": "2025-03-05T15:00",
    }
    saved = clerk.post(reverse("record_add", args=arguments), whole)
    assert saved.status_code == 302, re.findall(r"<li>.*</li>", saved.content.decode())
    row = RegisterRow.objects.get()
    row = edited(office.actor("clerk"), row, gente="campo/mujeres 5; centro/hombres 2", costo="9.50", clase="otra")
    told = ("Bomba", "1,200 unidades", "3.25", "Q9.50", "Dirección de aguas", "Ana Inventada (1234)", "Archivo 3")
    shown = text(page(office, "record", register.key, 1))
    for words in (*told[1:], "Campo, Mujeres: 3", "14.63, -90.6", "5 de marzo de 2025", "14:05"):
        assert words in shown, words
    assert "Ana Inventada" in text(page(office, "record_sheet", register.key, 1))
    again = text(page(office, "record_edit", register.key, 1))
    for value in ("Una bomba", "12-AB", "1200", "3.25", "9.50", "2025-03-05T14:05", "Archivo 3", "-90.6"):
        assert f'value="{value}"' in again, value
    for name in ("register", "register_board", "register_sheet"):
        assert "Una bomba" in text(page(office, name, register.key))


def test_a_place_that_has_ended_is_offered_in_no_new_row_and_found_in_old_ones(office: Office) -> None:
    adopted(office, "atencion_ciudadana")
    names = {"z1": ("Zona que sigue", None), "z2": ("Zona que terminó", "2024-12-31")}
    for code, (name, ends) in names.items():
        Locality.objects.create(institution=office.institution, key=code, name=name, kind="zone", ends=ends)
    add, rows = (text(page(office, name, "atencion_ciudadana")) for name in ("record_add", "register"))
    assert "Zona que sigue" in add
    assert "Zona que terminó" not in add
    assert "Zona que terminó" in rows, "whoever looks for old rows may ask for it"
