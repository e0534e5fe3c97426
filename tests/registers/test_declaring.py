"""A document becomes a register on a page: tried, mended, opened, and given a new edition; nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ceiba.registers.models import Register, RegisterEdition
from tests.people import Office
from tests.registers.books import adopted
from tests.registers.written_page import document

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-01-01"}


@pytest.fixture
def page(office: Office) -> str:
    return f"/{office.slug}/agregar/registro/documento/"


@pytest.fixture
def planner(office: Office) -> Client:
    return office.client("planner")


def test_a_document_is_tried_before_anything_is_kept(office: Office, planner: Client, page: str) -> None:
    html = planner.post(page, {"document": document(), "try": "", **SINCE}).text
    assert "El documento está bien" in html
    assert "Préstamos de la biblioteca" in html
    assert "Porcentaje devuelto a tiempo" in html
    assert not Register.objects.exists()


def test_a_document_that_is_sent_as_a_file_opens_a_register(office: Office, planner: Client, page: str) -> None:
    file = SimpleUploadedFile("prestamos.yaml", b"\xef\xbb\xbf" + document().replace("\n", "\r\n").encode())
    answer = planner.post(page, {"file": file, "keep": "", "unit": str(office.unit("aguas").pk), **SINCE})
    assert answer.headers["Location"] == f"/{office.slug}/registros/prestamos_biblioteca/"
    assert Register.objects.get().edition.content == document()
    assert "Préstamos de la biblioteca" in planner.get(answer.headers["Location"]).text


def test_everything_that_is_wrong_is_told_and_stays_to_be_mended(planner: Client, page: str) -> None:
    broken = (
        document()
        .replace("requires: [condicion]", "requires: [estado]")
        .replace("ends: [devuelto, perdido]", "ends: [x]")
    )
    for given in ({"document": broken}, {"file": SimpleUploadedFile("a.yaml", broken.encode())}):
        html = planner.post(page, {**given, "keep": "", **SINCE}).text
        assert "transitions.devolver: exige el campo «estado», que no existe" in html
        assert "deadlines.devolucion: el estado «x» no existe" in html
        assert "requires: [estado]" in html
    assert not Register.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Escriba el documento, o env"),
        (b"id: [", "no se puede leer como YAML"),
        (b"\xff\xfe\x00", "No es un texto en UTF-8"),
        (b"a: &a [1]\nb: *a", "escríbalo donde va"),
        (b"<script>alert(1)</script>", "no es una lista de"),
    ],
)
def test_what_is_no_document_is_refused(planner: Client, page: str, content: bytes, said: str) -> None:
    sent = {"file": SimpleUploadedFile("a.yaml", content)} if content else {"document": " "}
    html = planner.post(page, {**sent, "keep": "", **SINCE}).text
    assert said in html
    assert "<script>alert" not in html
    assert not Register.objects.exists()


def test_a_shipped_type_can_be_begun_from(planner: Client, page: str) -> None:
    assert "id: tramites_administrativos" in planner.get(f"{page}?tipo=tramites_administrativos%401").text
    assert planner.get(f"{page}?tipo=no_hay").status_code == 404


def test_a_register_that_is_in_use_is_not_opened_twice(office: Office, planner: Client, page: str) -> None:
    planner.post(page, {"document": document(), "keep": "", **SINCE})
    html = planner.post(page, {"document": document(), "keep": "", **SINCE}).text
    assert "Este registro ya está en uso" in html
    assert Register.objects.count() == 1


def test_a_new_edition_is_adopted_and_one_that_loses_rows_is_not(office: Office, planner: Client, page: str) -> None:
    planner.post(page, {"document": document(), "keep": "", **SINCE})
    place = f"/{office.slug}/registros/prestamos_biblioteca/edicion/"
    assert "id: prestamos_biblioteca" in planner.get(place).text
    html = planner.post(
        place, {"document": document().replace("label: Revista}", "label: Periódico}"), "keep": ""}
    ).text
    assert "ya está adoptada" in html
    other = document().replace("edition: 1", "edition: 2").replace("kind: person", "kind: text")
    assert "cambia de tipo" in planner.post(place, {"document": other, "keep": ""}).text
    newer = document().replace("edition: 1", "edition: 2").replace("title: Préstamo\n", "title: Préstamo de material\n")
    answer = planner.post(place, {"document": newer, "keep": ""})
    assert answer.headers["Location"] == f"/{office.slug}/registros/prestamos_biblioteca/"
    assert RegisterEdition.objects.count() == 2
    assert Register.objects.get().title == "Préstamo de material"


@pytest.mark.parametrize("who", ["clerk", "auditor", "unit_head"])
def test_only_who_manages_registers_declares_them(office: Office, page: str, who: str) -> None:
    register = adopted(office)
    client = office.client(who)
    assert client.get(page).status_code == 403
    assert client.post(page, {"document": document(), "keep": "", **SINCE}).status_code == 403
    assert client.get(f"/{office.slug}/registros/{register.key}/edicion/").status_code == 403
    assert Register.objects.count() == 1
