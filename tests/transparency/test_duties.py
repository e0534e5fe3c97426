"""Answering duties: who may, what is refused in words, what stays for ever, and what the portal shows of it."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.duty import ItemState
from ceiba.kernel.duty_due import last_over
from ceiba.kernel.period import Period
from ceiba.transparency import queries
from ceiba.transparency.faults import faults
from ceiba.transparency.models import DutyItemAnswer, DutyMonth
from ceiba.transparency.services import Declared, answer, dispatch, keep_month, keep_months_everywhere
from tests.people import Office
from tests.pictures import photo
from tests.publications.test_publishing import publish, publisher
from tests.ui.test_static import collected

__all__ = ["collected", "publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(180)]
NUMERALS, SENT = "laip_oficio", "lop_17_ter"
DAY = date(2025, 12, 1)
LINK = "https://ejemplo.test/inventario.csv"


def told(state: ItemState = ItemState.PUBLISHED, **more: object) -> Declared:
    return Declared(**{"state": state, "day": DAY, "link": LINK, **more})  # type: ignore[arg-type]


def test_every_version_stays_and_the_last_one_holds(office: Office) -> None:
    unit = office.unit("aguas")
    head = office.actor("unit_head")
    answer(head, NUMERALS, "13", told(), unit=unit)
    answer(head, NUMERALS, "13", told(ItemState.JUSTIFIED, link="", justification="No hubo"), unit=unit)
    rows = DutyItemAnswer.objects.of(office.institution)
    assert [row.version for row in rows] == [1, 2]
    view = queries.view_of(office.institution, queries.duty_of(office.institution, NUMERALS))
    found = {one.item.key: one for one in view.standings}
    assert found["13"].state is ItemState.JUSTIFIED
    assert found["12"].state is ItemState.MISSING
    entry = Entry.objects.filter(verb="duty.answer").latest("pk")
    assert entry.changes[0]["before"]["state"] == "published"


def test_who_answers_keeps_it_and_strangers_do_not(office: Office) -> None:
    answer(office.actor("planner"), NUMERALS, "13", told(), unit=office.unit("planificacion"))
    with pytest.raises(NotAllowed, match="Dirección de planificación"):
        answer(office.actor("unit_head"), NUMERALS, "13", told(), unit=office.unit("aguas"))
    for who in ("auditor", "finance"):
        with pytest.raises(NotAllowed):
            answer(office.actor(who), NUMERALS, "14", told())
    with pytest.raises(NotAllowed):
        answer(office.actor("unit_head"), NUMERALS, "14", told())  # for the whole institution
    with pytest.raises(NotAllowed):
        keep_month(office.actor("clerk"), NUMERALS)


@pytest.mark.parametrize(
    ("item", "wrong", "said"),
    [
        ("99", told(), "no tiene el punto"),
        ("13", told(link=""), "enlace o un documento"),
        ("13", told(ItemState.JUSTIFIED, link=""), "Escriba la justificación"),
        ("13", told(ItemState.NOT_APPLICABLE, justification="No"), "la norma"),
        ("13", told(ItemState.MISSING), "Diga si"),
        ("13", told(day=date(2999, 1, 1)), "todavía no llega"),
        ("13", told(link="javascript:alert(1)"), "https://"),
        ("13", told(file=("x.html", b"<html><script>alert(1)</script></html>")), "página web"),
    ],
)
def test_what_cannot_be_declared_is_refused_in_words(office: Office, item: str, wrong: Declared, said: str) -> None:
    with pytest.raises(Refused, match=said):
        answer(office.actor("planner"), NUMERALS, item, wrong)
    assert not DutyItemAnswer.objects.exists()
    with pytest.raises(Refused, match="no tiene el deber"):
        answer(office.actor("planner"), "lotaip_numerales", "1.3", told())


def test_a_dispatch_needs_its_period_its_day_and_its_copy(office: Office) -> None:
    planner, duty = office.actor("planner"), queries.duty_of(office.institution, SENT)
    assert duty is not None
    period = last_over(duty.rule, timezone.localdate())
    assert period is not None
    given = {"period": period, "recipient": "probidad", "day": timezone.localdate(), "reference": "Oficio 7",
             "proof": ("sello.jpg", photo())}  # fmt: skip
    for wrong, said in (
        ({"recipient": "nadie"}, "destinatario"),
        ({"period": period.next()}, "todavía no termina"),
        ({"period": Period.parse("2025")}, "no es uno"),
        ({"day": date(2999, 1, 1)}, "no posterior a hoy"),
        ({"day": date(2020, 1, 1)}, "posterior al período"),
        ({"reference": " "}, "número del oficio"),
    ):
        with pytest.raises(Refused, match=said):
            dispatch(planner, SENT, **{**given, **wrong})
    dispatch(planner, SENT, **given)
    first = queries.view_of(office.institution, duty).dispatches[0]
    assert [one.day is not None for one in first.dispatches] == [True, False, False]


def test_a_month_is_kept_for_ever_and_a_touched_byte_is_found(publisher: Office) -> None:
    planner = publisher.actor("planner")
    with pytest.raises(Refused, match="Todavía no se ha publicado"):
        keep_month(planner, NUMERALS)
    publish(publisher)
    answer(planner, NUMERALS, "13", told())
    first, second = keep_month(planner, NUMERALS), keep_month(planner, NUMERALS)
    assert (first.previous, second.previous) == ("", first.sha256)
    assert sha256(first.text.encode()).hexdigest() == first.sha256
    month = json.loads(first.text)
    assert next(one for one in month["items"] if one["key"] == "13")["link"] == LINK
    assert [table["key"] for table in month["tables"]] == [
        "estructura",
        "objetivos",
        "presupuesto",
        "ejecucion",
        "obras",
    ]
    assert list(faults(publisher.institution)) == []
    rows = DutyMonth.objects.filter(pk=first.pk)
    for change, what in (
        ({"text": first.text.replace("ejemplo.test", "ejempla.test")}, "El texto no es"),
        ({"sha256": "0" * 64}, "otra huella"),
        ({"previous": "1" * 64}, "No sigue"),
        ({"period": Period.parse("2020-M01")}, "La tabla dice otra cosa"),
    ):
        rows.update(**change)
        assert any(what in one.what for one in faults(publisher.institution)), what
        rows.update(text=first.text, sha256=first.sha256, previous="", period=first.period)
    rows.delete()
    assert "Falta." in [one.what for one in faults(publisher.institution)]


def test_months_are_kept_by_themselves_once(publisher: Office) -> None:
    publish(publisher)
    kept = keep_months_everywhere(timezone.localdate())
    assert kept >= 2
    assert keep_months_everywhere(timezone.localdate()) == 0
    assert {row.by for row in DutyMonth.objects.all()} == {None}
    assert Actor.system(publisher.institution).person is None


def test_the_portal_shows_what_was_declared_and_freezes_with_its_publication(publisher: Office) -> None:
    publish(publisher)
    path = reverse("public_duty", args=[publisher.slug, NUMERALS])
    assert LINK not in Client().get(path).content.decode()
    answer(publisher.actor("planner"), NUMERALS, "13", told(responsible="Unidad inventada de acceso"))
    now = Client().get(path)
    assert LINK in now.content.decode(), "a page kept before is made anew"
    assert not now.cookies
    assert str(publisher.people["planner"]) not in now.content.decode()
    assert LINK not in Client().get(path, {"publicacion": 1}).content.decode(), "said after publication 1"
    saved = Client().get(reverse("public_duty_file", args=[publisher.slug, NUMERALS, "puntos.csv"])).content.decode()
    assert LINK in saved
    assert "Unidad inventada de acceso" in saved
    cache.clear()


def test_only_declared_documents_are_given(publisher: Office) -> None:
    publish(publisher)
    row = answer(publisher.actor("planner"), NUMERALS, "13", told(link="", file=("bienes.jpg", photo())))
    digest = row.document.sha256
    found = Client().get(reverse("public_duty_document", args=[publisher.slug, digest]))
    assert found.status_code == 200
    assert found["Content-Disposition"].startswith("attachment")
    assert found.content == photo()
    neighbour = reverse("public_duty_document", args=["valle-alto-vecino", digest])
    assert Client().get(neighbour).status_code == 404


def test_a_unit_head_answers_on_the_page(publisher: Office) -> None:
    head = publisher.client("unit_head")
    board = head.get(reverse("transparency", args=[publisher.slug])).content.decode()
    assert reverse("duty", args=[publisher.slug, NUMERALS]) in board
    path = reverse("duty_item", args=[publisher.slug, NUMERALS, "13"])
    sent = {"state": "published", "day": "2025-12-01", "unit": "aguas", "justification": "Lo escrito se conserva"}
    wrong = head.post(path, sent)
    assert wrong.status_code == 422
    assert "Lo publicado lleva un enlace" in wrong.content.decode()
    assert "Lo escrito se conserva" in wrong.content.decode()
    assert head.post(path, {**sent, "link": LINK}).status_code == 302
    shown = head.get(path).content.decode()
    assert LINK in shown
    assert "Guardar y publicar" not in publisher.client("auditor").get(path).content.decode()


def test_a_dispatch_is_proved_on_the_page(publisher: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    planner = publisher.client("planner")
    path = reverse("duty_dispatches", args=[publisher.slug, SENT])
    duty = queries.duty_of(publisher.institution, SENT)
    assert duty is not None
    period = last_over(duty.rule, timezone.localdate())
    assert period is not None
    sent = {
        "period": period.notation(),
        "recipient": "probidad",
        "day": timezone.localdate().isoformat(),
        "reference": "7",
    }
    assert planner.post(path, sent).status_code == 422
    proof = SimpleUploadedFile("sello.jpg", photo(), "image/jpeg")
    assert planner.post(path, {**sent, "proof": proof}).status_code == 302
    assert "enviado el" in planner.get(path).content.decode()
    assert planner.get(reverse("duty_dispatches", args=[publisher.slug, NUMERALS])).status_code == 404


def test_before_the_due_day_a_monthly_duty_is_not_kept(publisher: Office) -> None:
    publish(publisher)
    keep_months_everywhere(timezone.localdate().replace(day=10))
    kept = set(DutyMonth.objects.values_list("duty", flat=True))
    assert "gt.laip_oficio" in kept
    assert "gt.lop_17_ter" not in kept, "thirty days are not over on the tenth"
