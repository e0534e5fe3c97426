"""Whatever is sent, the answer is a page that says what happened and what to do, and nothing is kept by half."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from ceiba.documents.models import Document
from ceiba.institutions.models import Job
from ceiba.intake.models import Proposal, State
from ceiba.intake.reading import read
from ceiba.snapshots.services import current
from tests.intake.bringing import again, bring, example, review
from tests.intake.test_pages import at, send, text
from tests.people import METHODOLOGY, Office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


TWICE = f"""ceiba: "1"
methodology: {METHODOLOGY}
projects:
- code: '990107'
  name: MEJORAMIENTO CANCHA POLIDEPORTIVA ALDEA AGUA ZARCA
  amount: 515000.00
- name: Mejoramiento de cancha polideportiva, aldea Agua Zarca
  amount: 515000.50
"""


def nothing_was_kept(office: Office) -> None:
    """Fail where a document, a proposal, a job or bytes were left behind."""
    assert not Proposal.objects.exists()
    assert not Document.objects.exists()
    assert not Job.objects.filter(verb="intake.read").exists()
    assert list(Path(settings.DOCUMENTS).rglob("*.part")) == []
    assert current(office.institution).plans == ()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vacío"),
        (b" \n\t\n", "vacío"),
        ("\u00a0\n\u00a0".encode(), "espacios"),
        (b"PK\x03\x04" + bytes(40), "dañado"),
        (b"{\\rtf1 hola}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "otra clase"),
        (bytes(range(256)) * 20, "otra clase"),
        (OLE, "Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "cifrado"),
        (b"\xff\xfea", "dañada"),
    ],
)
def test_what_is_no_text_is_turned_away_in_words(office: Office, content: bytes, word: str) -> None:
    page = send(office.client(), office, content)
    assert page.status_code == 422
    assert word in text(page)
    assert "Leer el documento" in text(page)
    nothing_was_kept(office)


def test_a_form_without_file_says_so(office: Office) -> None:
    page = office.client().post(reverse("imports", args=[office.slug]), {"methodology": "", "whole": "1"})
    assert page.status_code == 422
    assert "Elija primero el archivo" in text(page)
    nothing_was_kept(office)


def test_a_methodology_that_does_not_exist_is_told(office: Office) -> None:
    page = send(office.client(), office, example(), methodology="xx.nada@1")
    assert page.status_code == 422
    nothing_was_kept(office)


def test_a_file_that_is_too_large_is_refused_while_it_comes_in(office: Office) -> None:
    with override_settings(MAX_DOCUMENT_BYTES=100_000):
        page = send(office.client(), office, b"PLAN OPERATIVO ANUAL\n" * 20_000)
    assert page.status_code == 413
    assert "pesa más de" in text(page)
    assert "Divídalo" in text(page)
    nothing_was_kept(office)


def cut(office: Office, client: Client, keep: int) -> object:
    """Return the answer to a sending of which only so many bytes arrived."""
    border = "frontera"
    body = (
        f'--{border}\r\nContent-Disposition: form-data; name="methodology"\r\n\r\n\r\n'
        f'--{border}\r\nContent-Disposition: form-data; name="document"; filename="plan.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    ).encode()
    body += example() + (
        f'\r\n--{border}\r\nContent-Disposition: form-data; name="whole"\r\n\r\n1\r\n--{border}--\r\n'.encode()
    )
    return client.post(
        reverse("imports", args=[office.slug]),
        data=body[:keep],
        content_type=f"multipart/form-data; boundary={border}",
    )


@pytest.mark.parametrize("keep", [60, 400, 3000])
def test_a_sending_cut_on_the_way_is_not_taken_for_a_whole_one(office: Office, keep: int) -> None:
    page = cut(office, office.client(), keep)
    assert page.status_code == 400
    nothing_was_kept(office)
    if keep > 300:
        assert "cortado" in text(page)


def test_a_whole_sending_is_taken(office: Office) -> None:
    assert cut(office, office.client(), 10**6).status_code == 302


def test_an_old_encoding_is_read_and_noted(office: Office) -> None:
    plain = example().decode().replace("■", "-").replace("•", "-")
    row = bring(office, plain.encode("cp1252"))
    assert row.state == State.OPEN
    page = office.client().get(at(office, "proposal", row))
    assert "no está en UTF-8" in text(page)
    assert len(review(office, row).items) == len(review(office, bring(office, plain)).items)


def test_a_huge_line_is_shown_without_harm(office: Office) -> None:
    row = bring(office, example() + b"\n- " + b"Construir caminos y puentes. " * 20_000)
    assert row.state == State.OPEN
    for item in review(office, row).items[-3:]:
        page = office.client().get(at(office, "proposal", row), {"d": item.subject})
        assert page.status_code == 200


MISTAKEN = """ceiba: '1'
methodology: gt.municipalidad@2023
plans:
- kind: poa
  title: Plan
  elements:
  - {level: sueño, text: Agua.}
  - {level: producto, text: Pozos., parent: nadie}
"""


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (MISTAKEN.encode(), "línea 7"),
        (b"ceiba: '1'\nmethodology: xx.nada@1\n", "línea 2"),
        (b"ceiba: '1'\nmethodology: gt.municipalidad\nplans: [\n", "sangría"),
        (b"ceiba: '1'\nplans: \xff\xfe\n", "UTF-8"),
        (b"ceiba: '7'\nmethodology: gt.municipalidad\n", "versión"),
    ],
)
def test_a_plan_with_mistakes_is_kept_and_its_mistakes_are_told(office: Office, content: bytes, word: str) -> None:
    row = bring(office, content, name="plan.yaml")
    assert row.state == State.UNUSABLE
    page = office.client().get(at(office, "proposal", row))
    assert page.status_code == 200
    assert word in text(page)
    assert "Qué hacer" in text(page)
    assert Document.objects.get().sha256
    listed = office.client().get(reverse("imports", args=[office.slug]))
    assert "no se pudo leer" in text(listed)
    for name in ("proposal_accept", "proposal_findings", "proposal_correct"):
        refused = office.client().get(at(office, name, row), {"d": "element/e1"})
        assert refused.status_code == 409
        assert "no se pudo leer" in text(refused)


def test_a_text_without_a_plan_says_so_and_offers_a_way_on(office: Office) -> None:
    row = bring(office, "Había una vez un pueblo entre montañas.\nTodos eran felices.\n")
    assert row.state == State.OPEN
    page = office.client().get(at(office, "proposal", row))
    assert "No se encontró ningún plan" in text(page)
    assert "Traer otro documento" in text(page)
    assert "Llevar al plan" not in text(page)
    assert office.client().get(at(office, "proposal_accept", row)).status_code == 200


def test_letters_of_other_scripts_and_markup_stay_letters(office: Office) -> None:
    row = bring(office, example() + "\nOBJETIVO\n<script>alert(1)</script> 漢字 🌳 & co.\n".encode())
    item = review(office, row).items[-1]
    page = office.client().get(at(office, "proposal", row), {"d": item.subject})
    assert "<script>alert" not in page.content.decode()


def test_what_was_half_typed_in_an_address_is_no_failure(office: Office) -> None:
    row = bring(office)
    client = office.client()
    page = reverse("proposal", args=[office.slug, row.pk])
    for query in ("?d=element/nada", "?d=%00", "?p=-3", "?p=abc", "?ver=%F0%9F%8C%B3", "?d=plan:element/e1"):
        assert client.get(page + query).status_code == 200
    for fields in ({}, {"accepted": "element/nada"}, {"accepted": ""}, {"withdrawn": "element/e1"}, {"undo": "x/y"}):
        assert client.post(at(office, "proposal_decide", row), fields).status_code in (302, 409)
    for number in ("", "99", "-1", "x"):
        sent = client.post(at(office, "proposal_answer", row), {"question": number, "text": "sí"})
        assert sent.status_code in (302, 409)
    assert client.get(at(office, "proposal_decide", row)).status_code in (302, 405)
    assert client.post(at(office, "proposal_close", row), {}).status_code == 409
    assert client.post(at(office, "proposal_accept", row), {"version": "x"}).status_code == 409
    assert again(row).state == State.OPEN


def test_a_reading_that_broke_off_begins_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Proposal.objects.get(pk=bring(office).pk)
    Proposal.objects.filter(pk=row.pk).update(state=State.READING, reading="", counts={})
    Job.objects.filter(pk=row.job_id).update(state=Job.State.FAILED, problem="El programa falló.")
    page = office.client().get(at(office, "proposal", row))
    assert "La lectura se interrumpió" in text(page)
    assert "Leer otra vez" in text(page)
    sent = office.client().post(at(office, "proposal_close", row), {"retry": "1"})
    assert sent.status_code == 302
    assert again(row).job_id != row.job_id
    for _time in range(2):
        read(office.actor(), proposal=row.pk, progress=lambda _d, _s, _w: None)
    assert again(row).state == State.OPEN
    assert office.client().post(at(office, "proposal_close", row), {"retry": "1"}).status_code == 409


def test_a_lost_file_is_told(office: Office) -> None:
    from ceiba.documents.contents import file_of

    row = bring(office)
    Proposal.objects.filter(pk=row.pk).update(state=State.READING)
    for kept in file_of(row.document.sha256).parent.glob(f"{row.document.sha256}*"):
        kept.unlink()
    read(office.actor(), proposal=row.pk, progress=lambda _d, _s, _w: None)
    assert again(row).state == State.UNUSABLE
    assert "ya no está" in again(row).problem


def test_who_lost_the_right_meanwhile_is_told(office: Office) -> None:
    row = bring(office)
    Proposal.objects.filter(pk=row.pk).update(state=State.READING)
    from ceiba.institutions.verbs import NotAllowed

    with pytest.raises(NotAllowed):
        read(office.actor("auditor"), proposal=row.pk, progress=lambda _d, _s, _w: None)


def test_a_null_character_is_refused_at_the_door(office: Office) -> None:
    plan = "ceiba: '1'\nmethodology: gt.municipalidad@2023\nplans:\n- kind: poa\n  title: \"uno\\0dos\"\n"
    row = bring(office, plan, name="plan.yaml")
    page = office.client().get(at(office, "proposal_accept", row))
    seen = {"version": str(page.context["row"].version), "digest": page.context["review"].digest}
    refused = office.client().post(at(office, "proposal_accept", row), seen)
    assert refused.status_code == 409
    assert "nulo" in text(refused)
    assert again(row).state == State.OPEN


def test_the_name_of_a_file_is_only_a_name(office: Office) -> None:
    send(office.client(), office, example(), name="../../etc/<b>plan</b>.txt")
    page = office.client().get(reverse("imports", args=[office.slug]))
    assert "<b>plan" not in page.content.decode()
    assert Document.objects.get().name == SimpleUploadedFile("../../etc/<b>plan</b>.txt", b"x").name


def test_a_project_twice_under_two_spellings_is_named_with_the_difference(office: Office) -> None:
    row = bring(office, TWICE, name="dos.yaml")
    for name in ("proposal", "proposal_accept"):
        page = text(office.client().get(reverse(name, args=[office.slug, row.pk])))
        assert "escrito dos veces" in page
        assert "Sus montos difieren en Q0.50." in page
