"""Anybody asks or objects on the portal without cookie or script; spam, forgeries and huge bodies are refused."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ceiba.indicators.models import Indicator
from ceiba.participation import limits, secrets
from ceiba.participation import services_objections as services
from ceiba.participation.models_objections import Objection, Sending
from ceiba.publications import queries
from tests.people import Office
from tests.publications.test_publishing import measured, publish, publisher
from tests.queries import pinned

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXT = "El acta dice nueve y aquí se publicó siete."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def goal(publisher: Office) -> Indicator:
    """Return a goal of which a publication says 7."""
    found = measured(publisher, 7, str(publisher.people["reviewer"]))
    publish(publisher)
    return found


def path_of(office: Office, goal: Indicator, **more: object) -> str:
    """Return the address of the form about a goal."""
    asked = {"sobre": f"indicator/{goal.key}", **more}
    return reverse("public_question_new", args=[office.slug]) + "?" + "&".join(f"{k}={v}" for k, v in asked.items())


def sealed(office: Office, ago: int = 60, purpose: str = "pregunta") -> str:
    """Return the signature of a form that was shown so many seconds ago."""
    signer = signing.TimestampSigner(salt="ceiba.participation.form")
    told = f"{office.slug}/{purpose}/{timezone.now().timestamp():.6f}"
    stamp = signing.b62_encode(int(timezone.now().timestamp()) - ago)
    value = f"{told}:{stamp}"
    return f"{value}:{signer.signature(value)}"


def send(office: Office, goal: Indicator, client: Client | None = None, **fields: Any) -> HttpResponse:
    """Send the form as a browser does."""
    given = {"sello": sealed(office), "kind": "objection", "text": TEXT, **fields}
    body = "&".join(f"{name}={_quoted(value)}" for name, value in given.items() if value is not None)
    headers = {"REMOTE_ADDR": fields.get("_from", "203.0.113.5")}
    return (client or Client()).post(
        path_of(office, goal), body, content_type="application/x-www-form-urlencoded", **headers
    )


def _quoted(value: object) -> str:
    from urllib.parse import quote

    return quote(str(value))


def test_the_form_stands_without_cookie_and_script_and_is_kept_by_nobody(publisher: Office, goal: Indicator) -> None:
    answer = Client().get(path_of(publisher, goal))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert "<script" not in page
    assert goal.text[:40] in page
    assert 'type="file"' not in page
    seal = re.search(r'name="sello" value="([^"]+)"', page)
    assert seal is not None
    assert secrets.opened(publisher.institution, "pregunta", seal[1]).wrong is secrets.Seal.FAST


def test_an_objection_gets_a_number_and_a_secret_address_and_stands_on_the_goal(
    publisher: Office, goal: Indicator
) -> None:
    before = Client().get(reverse("public_goal", args=[publisher.slug, goal.key])).content.decode()
    assert "Nadie ha preguntado todavía" in before
    answer = send(publisher, goal, name="Petrona Prueba", email="petrona@prueba.example")
    assert answer.status_code == 303
    row = Objection.objects.get()
    assert (row.number, row.subject, row.text, row.show_name) == (1, f"indicator/{goal.key}", TEXT, False)
    last = queries.last(publisher.institution)
    assert last is not None
    assert (row.publication, row.digest) == (last.number, last.digest)
    follow = Client().get(answer["Location"])
    assert follow["Cache-Control"] == "no-store"
    assert follow["X-Robots-Tag"] == "noindex"
    assert "Su caso es el número 1" in follow.content.decode()
    public = Client().get(reverse("public_question", args=[publisher.slug, 1])).content.decode()
    assert TEXT in public
    assert "Petrona" not in public
    assert "petrona@" not in public + follow.content.decode()
    after = Client().get(reverse("public_goal", args=[publisher.slug, goal.key])).content.decode()
    assert "1 pregunta u objeción" in after, "what was kept of the page follows"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(publisher: Office, goal: Indicator) -> None:
    typed = {"text": "corto", "name": "Petrona", "email": "no-es-correo", "kind": None}
    answer = send(publisher, goal, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("al menos 10 letras", "nombre@ejemplo.org", "Elija si es", "corto", "Petrona", "no-es-correo"):
        assert words in page, words
    assert Objection.objects.count() == 0
    kept = re.search(r'name="sello" value="([^"]+)"', page)
    assert kept is not None
    assert send(publisher, goal, sello=kept[1].replace("&amp;", "&")).status_code == 303


@pytest.mark.parametrize(
    ("seal", "status", "words"),
    [
        ("", 400, "el nuestro"),
        ("valle-alto/pregunta/x:1:abc", 400, "el nuestro"),
        ("other-institution", 400, "el nuestro"),
        ("other-purpose", 400, "el nuestro"),
        ("fast", 422, "más rápido"),
        ("old", 422, "mucho tiempo"),
    ],
)
def test_a_form_that_is_not_ours_fast_or_old_is_refused_with_its_text(
    seal: str, status: int, words: str, publisher: Office, goal: Indicator
) -> None:
    made = {
        "other-institution": sealed(publisher).replace(publisher.slug, "otra"),
        "other-purpose": sealed(publisher, purpose="datos"),
        "fast": sealed(publisher, ago=0),
        "old": sealed(publisher, ago=13 * 60 * 60),
    }
    answer = send(publisher, goal, sello=made.get(seal, seal))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert Objection.objects.count() == 0


def test_a_program_that_fills_every_field_is_told_so(publisher: Office, goal: Indicator) -> None:
    answer = send(publisher, goal, sitio="https://anuncios.example")
    assert answer.status_code == 422
    assert "como hacen los programas" in answer.content.decode()
    assert "anuncios.example" not in answer.content.decode()


def test_a_burst_is_stopped_for_its_address_and_for_nobody_else(publisher: Office, goal: Indicator) -> None:
    for number in range(limits.PER_HOUR):
        answer = send(publisher, goal, sello=f"{sealed(publisher, ago=60 + number)}")
        assert answer.status_code == 303, number
    stopped = send(publisher, goal, sello=sealed(publisher, ago=90))
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) <= 3601
    assert TEXT in stopped.content.decode()
    assert send(publisher, goal, sello=sealed(publisher, ago=91), _from="198.51.100.7").status_code == 303
    whole = Client(headers={"X-Forwarded-For": "192.0.2.1"})  # what somebody claims of themselves is not looked at
    assert send(publisher, goal, whole, sello=sealed(publisher, ago=92)).status_code == 429
    told = str(list(Sending.objects.values()))
    assert "203.0.113.5" not in told
    assert limits.forget(timezone.now() + timedelta(days=1)) > 0
    assert not Sending.objects.exists()


def test_the_same_form_twice_leads_to_the_same_case(publisher: Office, goal: Indicator) -> None:
    seal = sealed(publisher)
    first, second = send(publisher, goal, sello=seal), send(publisher, goal, sello=seal)
    assert first["Location"] == second["Location"]
    assert Objection.objects.count() == 1


def test_huge_bodies_files_and_posts_of_other_sites_are_refused_before_they_are_read(
    publisher: Office, goal: Indicator
) -> None:
    path = path_of(publisher, goal)
    huge = Client().post(path, "text=" + "a" * 70_000, content_type="application/x-www-form-urlencoded")
    assert huge.status_code == 413
    assert "demasiado grande" in huge.content.decode()
    file = Client().post(path, {"text": TEXT, "sello": sealed(publisher)})  # multipart
    assert file.status_code == 415
    assert "ningún archivo" in file.content.decode()
    other = Client(headers={"Origin": "https://otro.example"})
    assert send(publisher, goal, other).status_code == 403
    assert send(publisher, goal, Client(headers={"Origin": "http://testserver"})).status_code == 303
    assert Client().put(path).status_code == 405
    assert Objection.objects.count() == 1


def test_no_text_becomes_markup_anywhere(publisher: Office, goal: Indicator) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} ' OR 1=1 --"
    answer = send(publisher, goal, text=bad, name=bad[:100], show_name="on")
    assert answer.status_code == 303
    row = Objection.objects.get()
    services.answer(publisher.actor("planner"), row, text=bad, outcome="explained")
    pages = [answer["Location"], reverse("public_questions", args=[publisher.slug])]
    pages += [reverse("public_question", args=[publisher.slug, 1])]
    pages += [reverse("public_questions_feed", args=[publisher.slug])]
    for path in pages:
        page = Client().get(path).content.decode()
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "alert(1)" in page, path
    for who in ("planner",):
        page = publisher.client(who).get(reverse("question", args=[publisher.slug, 1])).content.decode()
        assert "<script>alert" not in page


def test_secret_addresses_are_not_guessed(publisher: Office, goal: Indicator) -> None:
    send(publisher, goal)
    row = Objection.objects.get()
    good = secrets.secret_of(row)
    for guess in (row.nonce, "0" * 64, good[:-1], good + "0", good.upper(), "a%00"):
        path = f"/publico/{publisher.slug}/preguntas/1/{guess}/"
        assert Client().get(path).status_code == 404, guess
        assert Client().post(path, "", content_type="application/x-www-form-urlencoded").status_code == 404
    other = Objection.objects.create(
        institution=row.institution, key="2", number=2, kind="question", publication=1, digest="", subject="s",
        about="a", text=TEXT, nonce="n", at=row.at, due=row.due,
    )  # fmt: skip
    assert secrets.secret_of(other) != good


def test_who_asked_takes_their_address_out(publisher: Office, goal: Indicator) -> None:
    where = send(publisher, goal, email="petrona@prueba.example")["Location"]
    assert "Borrar ya mi correo" in Client().get(where).content.decode()
    answer = Client().post(where, "", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    assert Objection.objects.get().email == ""
    assert "No se guarda ningún correo suyo" in Client().get(where).content.decode()


@pytest.mark.parametrize("asked", ["sobre=indicator/no", "sobre=nada", "sobre=indicator/%00", "sobre=" + "a" * 5000])
def test_what_the_publication_does_not_have_cannot_be_asked_about(
    asked: str, publisher: Office, goal: Indicator
) -> None:
    assert Client().get(f"{reverse('public_question_new', args=[publisher.slug])}?{asked}").status_code == 404
    assert Client().get(f"{reverse('public_questions', args=[publisher.slug])}?{asked}").status_code in (200, 404)


def test_one_figure_is_shown_as_it_was_and_as_it_is_and_its_correction_is_linked(
    publisher: Office, goal: Indicator
) -> None:
    page = Client().get(path_of(publisher, goal)).content.decode()
    period = re.findall(r'<option value="(2\d+[^"]*)"', page)[0]
    send(publisher, goal, period=period)
    row = Objection.objects.get()
    assert row.period == period
    services.answer(publisher.actor("planner"), row, text="Se transcribió mal.", outcome="corrected")
    path = reverse("public_question", args=[publisher.slug, 1])
    assert "La publicación que corrige todavía no sale" in Client().get(path).content.decode()
    with pytest.raises(services.Refused, match="posterior"):
        services.link_correction(publisher.actor("planner"), row, number=1)
    measured(publisher, 9, str(publisher.people["reviewer"]))
    publish(publisher, corrects=1, reason="El acta decía nueve")
    services.link_correction(publisher.actor("planner"), row, number=2)
    shown = Client().get(path).content.decode()
    assert "Se corrigió con la publicación 2" in shown
    assert re.search(r"Publicación 1:\s*7", shown)
    assert re.search(r"Publicación 2:\s*9", shown)
    last = queries.last(publisher.institution)
    assert last is not None
    assert Objection.objects.get().correction_digest == last.digest


def test_lists_counts_and_feed_follow(publisher: Office, goal: Indicator) -> None:
    for number in range(3):
        send(publisher, goal, sello=sealed(publisher, ago=60 + number))
    rows = list(Objection.objects.order_by("number"))
    services.answer(publisher.actor("planner"), rows[0], text="Está en el acta.", outcome="explained")
    services.hide(publisher.actor("reviewer"), rows[1], why="insult", note="amenaza")
    cache.clear()
    path = reverse("public_questions", args=[publisher.slug])
    page = Client().get(path).content.decode()
    for label, count in (
        ("Recibidas", 3),
        ("Respondidas a tiempo", 1),
        ("Esperan, en plazo", 1),
        ("Ocultas por abuso", 1),
    ):
        assert re.search(rf"{label}</dt><dd>{count}</dd>", page), label
    links = re.findall(r'preguntas/(\d+)/"', page)
    assert links == ["3", "1"]
    answered = Client().get(path, {"estado": "respondidas"}).content.decode()
    assert re.findall(r'preguntas/(\d+)/"', answered) == ["1"]
    hidden = Client().get(reverse("public_question", args=[publisher.slug, 2])).content.decode()
    assert "insultos o amenazas" in hidden
    assert TEXT not in hidden
    feed = ET.fromstring(Client().get(reverse("public_questions_feed", args=[publisher.slug])).content)
    assert len(feed.findall(f"{ATOM}entry")) == 2
    publish(publisher, title="Otra")
    assert "preguntas/3/" in Client().get(path, {"publicacion": 1}).content.decode()
    assert "preguntas/3/" not in Client().get(path, {"publicacion": 2}).content.decode()


@pytest.mark.parametrize("name", ["public_questions", "public_question", "public_privacy"])
def test_a_page_asks_few_queries(name: str, publisher: Office, goal: Indicator) -> None:
    for number in range(3):
        send(publisher, goal, sello=sealed(publisher, ago=60 + number))
    more = [1] if name == "public_question" else []
    path = reverse(name, args=[publisher.slug, *more])
    queries._face.cache_clear()
    queries._header.cache_clear()
    cache.clear()
    with pinned(name):
        assert Client().get(path).status_code == 200


def test_the_answer_is_told_once_by_mail_where_there_is_mail(
    publisher: Office, goal: Indicator, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    publisher.institution.invented = False
    publisher.institution.save()
    send(publisher, goal, email="petrona@prueba.example")
    client = publisher.client("planner")
    given = {"text": "Se transcribió mal.", "outcome": "corrected"}
    for _time in range(2):
        client.post(reverse("question_answer", args=[publisher.slug, 1]), given)
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert letter.to == ["petrona@prueba.example"]
    assert reverse("public_question", args=[publisher.slug, 1]) in letter.body
    assert secrets.secret_of(Objection.objects.get()) not in letter.body
