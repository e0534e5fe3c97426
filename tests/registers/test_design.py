"""A type of register is declared on a page: pasted or sent, proved, seen, adopted, and later changed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.methodologies.register_lines import line_of
from ceiba.methodologies.registers import shipped_document
from ceiba.registers.models import Register
from ceiba.registers.queries_types import register_of, type_of
from tests.people import Office
from tests.registers.books import PROCEDURES, adopted, procedure

pytestmark = pytest.mark.django_db
FIELDS = {"since": "2026-01-01", "unit": ""}


def address(office: Office) -> str:
    """Return the address of the page."""
    return f"/{office.slug}/registros/disenar/"


def document(**changes: str) -> str:
    """Return a shipped document with texts in it changed."""
    content = shipped_document(PROCEDURES).decode()
    for before, after in changes.items():
        assert before in content
        content = content.replace(before, after)
    return content


def test_a_pasted_document_is_checked_seen_and_adopted(office: Office) -> None:
    planner = office.client("planner")
    assert "Comprobar" in planner.get(address(office)).text
    pasted = document(tramites_administrativos="quejas_del_mercado")
    checked = planner.post(address(office), {**FIELDS, "document": pasted, "do": "check"})
    assert checked.status_code == 200
    assert "Sus ejemplos dan lo que dicen" in checked.text
    assert 'name="asunto"' in checked.text
    assert not Register.objects.filter(key="quejas_del_mercado").exists()
    opened = planner.post(address(office), {**FIELDS, "document": pasted, "do": "adopt"})
    assert opened.status_code == 302
    assert register_of(office.institution, "quejas_del_mercado").plural == "Trámites administrativos"


def test_what_is_wrong_is_told_with_its_line_and_nothing_is_lost(office: Office) -> None:
    pasted = document(**{"kind: code, sequence": "kind: codigo, sequence"}) + "# mi nota\n"
    answer = office.client("planner").post(address(office), {**FIELDS, "document": pasted, "do": "adopt"})
    assert answer.status_code == 200
    line = next(at for at, text in enumerate(pasted.split("\n"), 1) if "codigo" in text)
    assert f"Renglón {line}" in answer.text
    assert "# mi nota" in answer.text
    assert not Register.objects.of(office.institution).exists()


def test_a_file_does_as_well_and_stands_in_the_box_from_then_on(office: Office) -> None:
    planner = office.client("planner")
    sent = SimpleUploadedFile("tipo.yaml", document(tramites_administrativos="otro_libro").encode())
    answer = planner.post(address(office), {**FIELDS, "file": sent, "do": "check"})
    assert "id: otro_libro" in answer.text
    for content, words in ((b"\xff\xfe\x00", "UTF-8"), (b"a" * 400_001, "Pesa demasiado")):
        wrong = planner.post(address(office), {**FIELDS, "file": SimpleUploadedFile("tipo.yaml", content)})
        assert words in wrong.text
    assert "Escriba o pegue" in planner.post(address(office), FIELDS).text
    assert "Falta corregir" in planner.post(address(office), {**FIELDS, "document": "- [a\n: b"}).text


def test_an_adopted_type_gets_a_new_edition(office: Office) -> None:
    register, planner = adopted(office), office.client("planner")
    procedure(office, register)
    path = f"{address(office)}?registro={register.key}"
    page = planner.get(path)
    assert "edition: &quot;2&quot;" in page.text
    changed = document(**{'edition: "1"': 'edition: "2"', "label: Asunto": "label: De qué trata"})
    fields = {**FIELDS, "document": changed}
    assert planner.post(path, {**fields, "do": "adopt"}).status_code == 302
    after = type_of(register_of(office.institution, register.key).edition)
    assert (after.edition, after.field_by_key["asunto"].label) == ("2", "De qué trata")
    again = planner.post(path, {**fields, "do": "adopt"})
    assert again.status_code == 409
    assert "ya está adoptada" in again.text


def test_only_who_manages_registers_declares_them(office: Office) -> None:
    assert office.client("clerk").get(address(office)).status_code == 403
    assert office.client("planner").get(f"{address(office)}?registro=no_hay").status_code == 404


def test_a_place_is_found_in_the_document() -> None:
    content = "id: a\nfields:\n  - {key: uno, kind: text}\n  - key: dos\n    kind: date\n"
    assert line_of(content, "fields.dos.kind") == 5
    assert line_of(content, "fields.uno.kind") == 3
    assert line_of(content, "fields.1") == 4
    assert line_of(content, "fields.tres") == 2
    assert line_of(content, "línea 7") == 7
    assert line_of(content, "nada") is None
    assert line_of("- [a", "id") is None


def step(office: Office, content: str, do: str, **fields: Any) -> str:
    """Return the document after a step on the page."""
    named = {f"{do}-{name}": value for name, value in fields.items()}
    answer = office.client("planner").post(address(office), {**FIELDS, "document": content, "do": do, **named})
    assert answer.status_code == 200
    return str(answer.context["form"]["document"].value())


def test_a_type_is_designed_step_by_step_and_adopted(office: Office) -> None:
    content = step(office, "", "begin", title="Visita", plural="Visitas al mercado")
    content = step(office, content, "field", label="Motivo", kind="choice", options="Queja\nObra", privacy="public")
    content = step(office, content, "field", label="Vecina", kind="person", privacy="restricted", always="on")
    content = step(office, content, "state", label="En curso")
    content = step(office, content, "move", label="Tomar", origin="abierto", destination="en_curso", roles=["clerk"])
    content = step(office, content, "move", label="Cerrar", origin="en_curso", destination="cerrado", roles=["clerk"])
    content = step(office, content, "measure", title="Por motivo", kind="count", moment="fecha", by="motivo")
    content = step(office, content, "public", measures=["anotados", "por_motivo"])
    content = step(office, content, "examples")
    planner = office.client("planner")
    checked = planner.post(address(office), {**FIELDS, "document": content, "do": "check"})
    assert "Sus ejemplos dan lo que dicen" in checked.text, checked.context["design"].problems
    assert planner.post(address(office), {**FIELDS, "document": content, "do": "adopt"}).status_code == 302
    shape = type_of(register_of(office.institution, "visitas_al_mercado").edition)
    assert [one.key for one in shape.fields] == ["fecha", "motivo", "vecina"]
    assert shape.field_by_key["vecina"].privacy == "restricted"
    assert [one.key for one in shape.states] == ["abierto", "cerrado", "en_curso"]
    assert shape.public is not None
    assert shape.public.measures == ("anotados", "por_motivo")


def test_a_step_that_cannot_be_taken_keeps_the_document_and_says_why(office: Office) -> None:
    content = step(office, "", "begin", title="Visita", plural="Visitas")
    assert step(office, content, "field", label="", kind="choice") == content
    assert step(office, "- [a\n: b", "field", label="Motivo", kind="text", privacy="public") == "- [a\n: b"
    assert step(office, "id: a\n", "examples") == "id: a\n"


def test_a_shipped_type_can_be_begun_from(office: Office) -> None:
    planner = office.client("planner")
    assert "id: tramites_administrativos" in planner.get(f"{address(office)}?tipo={PROCEDURES}%401").text
    assert planner.get(f"{address(office)}?tipo=no_hay").status_code == 404
    chosen = planner.get(f"/{office.slug}/agregar/registro/?tipo={PROCEDURES}%401").text
    assert f"{address(office)}?tipo={PROCEDURES}%401" in chosen
