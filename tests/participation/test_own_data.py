"""Requests about one's own data: confirmed by mail or at the office, answered to the person alone, opened by few."""

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.participation import services_own_data as services
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest, DataRequestOpening
from ceiba.participation.secrets import secret_of
from tests.participation.asking import asked, own_data
from tests.people import Office
from tests.portal.test_questions import sealed
from tests.publications.test_publishing import publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOLD = {
    "kind": "removal",
    "name": "Petrona de la Prueba",
    "email": "petrona@prueba.example",
    "text": "Borren mi correo",
}
FORM = "application/x-www-form-urlencoded"


def sent(office: Office) -> DataRequest:
    """Return a request that came from the portal and that nobody confirmed."""
    return services.send(Actor.system(office.institution), nonce=secrets.token_hex(16), **TOLD)


def test_nothing_runs_until_it_is_confirmed_and_then_once(office: Office) -> None:
    row, system = sent(office), Actor.system(office.institution)
    assert (row.state, row.due) == ("unconfirmed", None)
    assert services.counts(office.institution)["received"] == 0
    due = services.confirm(system, row).due
    assert due is not None
    assert services.confirm(system, row).due == due
    assert services.counts(office.institution) == {
        "received": 1, "in_time": 0, "answered_late": 0, "waiting": 1, "late": 0,
    }  # fmt: skip


def test_only_few_answer_and_only_what_is_being_dealt_with(office: Office) -> None:
    row = own_data(office)
    for who in ("unit_head", "clerk", "reviewer", "auditor", "finance"):
        with pytest.raises(NotAllowed):
            services.answer(office.actor(who), row, text="Aquí está.", outcome="granted")
    services.answer(office.actor("planner"), row, text="Aquí está.", outcome="granted")
    for again in (row, sent(office)):
        with pytest.raises(Refused, match="trámite"):
            services.answer(office.actor("planner"), again, text="Otra vez.", outcome="denied")
    with pytest.raises(Refused, match="identificó"):
        own_data(office, seen=" ")
    assert services.counts(office.institution)["in_time"] == 1


def test_nothing_of_it_enters_the_history_and_all_of_it_goes(office: Office) -> None:
    row, unconfirmed = own_data(office, email="petrona@prueba.example"), sent(office)
    services.answer(office.actor("planner"), row, text="Respuesta solo suya", outcome="partly")
    told = str(list(Entry.objects.of(office.institution).values("changes", "note")))
    for private in (row.text, row.name, "petrona@prueba.example", "Respuesta solo suya", TOLD["text"]):
        assert private not in told
    today = timezone.localdate()
    assert services.blank_contacts_everywhere(today) == 0
    DataRequest.objects.filter(pk=unconfirmed.pk).update(at=timezone.now() - timedelta(days=4))
    assert services.blank_contacts_everywhere(today) == 1
    with pytest.raises(Refused, match="venció"):
        services.confirm(Actor.system(office.institution), unconfirmed)
    assert services.blank_contacts_everywhere(today + timedelta(days=366)) == 1
    for kept in DataRequest.objects.all():
        assert (kept.name, kept.email, kept.text, kept.answer, kept.seen) == ("", "", "", "", "")
    assert DataRequest.objects.count() == 2, "that it existed stays"


def test_who_asks_is_taken_out_of_their_questions(office: Office) -> None:
    mine, other = asked(office, email=TOLD["email"].upper(), name="Petrona"), asked(office, email="otra@x.example")
    row = services.confirm(Actor.system(office.institution), sent(office))
    assert services.forget(office.actor("planner"), row) == 1
    assert (Objection.objects.get(pk=mine.pk).email, Objection.objects.get(pk=mine.pk).name) == ("", "")
    assert Objection.objects.get(pk=other.pk).email == "otra@x.example"


def test_each_opening_is_kept_and_shown_to_who_audits(office: Office) -> None:
    row = own_data(office)
    path = reverse("data_request", args=[office.slug, row.number])
    assert row.text in office.client("planner").get(path).content.decode()
    office.client("planner").get(path)
    assert DataRequestOpening.objects.filter(request=row, person=office.people["planner"]).count() == 1
    for who in ("unit_head", "clerk", "reviewer", "auditor"):
        assert office.client(who).get(path).status_code == 403
    listed = office.client("auditor").get(reverse("data_requests", args=[office.slug])).content.decode()
    assert str(office.people["planner"]) in listed
    assert row.text not in listed
    assert office.client("clerk").get(reverse("data_requests", args=[office.slug])).status_code == 403


def test_by_mail_from_the_portal_to_the_answer(publisher: Office, settings: Any) -> None:
    publish(publisher)
    path = reverse("public_data_request_new", args=[publisher.slug])
    assert "no atiende estas solicitudes por correo" in Client().get(path).content.decode(), "nobody is written to"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    publisher.institution.invented = False
    publisher.institution.save()
    given = {**TOLD, "sello": sealed(publisher, purpose="datos")}
    body = "&".join(f"{name}={value.replace(' ', '+').replace('@', '%40')}" for name, value in given.items())
    answer = Client().post(path, body, content_type=FORM)
    assert answer.status_code == 200
    row = DataRequest.objects.get()
    assert secret_of(row) not in answer.content.decode(), "the link stands in the letter alone"
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link is not None
    assert "Confirmar la solicitud" in Client().get(link[1]).content.decode()
    assert DataRequest.objects.get().state == "unconfirmed", "opening a letter confirms nothing"
    assert Client().post(link[1], "", content_type=FORM).status_code == 303
    staff = publisher.client("planner")
    staff.post(reverse("data_request", args=[publisher.slug, row.number]), {"text": "Borrado.", "outcome": "granted"})
    assert "Borrado." in Client().get(link[1]).content.decode()
    assert len(mail.outbox) == 2
    assert "Borrado." not in mail.outbox[1].body
    public = Client().get(reverse("public_privacy", args=[publisher.slug])).content.decode()
    assert "Respondidas a tiempo</dt><dd>1</dd>" in public
    for text in ("Petrona", "Borrado.", TOLD["email"]):
        assert text not in public
