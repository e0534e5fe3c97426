"""Letters by e-mail: asked for, confirmed by the owner of the address, sent once each time, left with a press."""

import re
import smtplib
import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions import jobs, letters
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Job
from ceiba.institutions.verbs import Refused
from ceiba.participation import services_subscription as services
from ceiba.participation.models_subscription import Subscription, SubscriptionRequest
from ceiba.portal.forms_subscription import SubscriptionForm
from ceiba.publications.telling import TELL, tell, tell_everybody
from tests.people import Office
from tests.publications.test_publishing import measured, publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHO = "vecina@correo.example"
LINK = re.compile(r"https?://[^/\s]+(/publico/\S+)")


@pytest.fixture
def published(publisher: Office) -> Office:
    """Return an office that has published once."""
    measured(publisher, 7, str(publisher.people["reviewer"]))
    publish(publisher)
    return publisher


def form(office: Office, **asked: str) -> dict[str, str]:
    """Return what the page of the form would send, made a while ago."""
    path = reverse("public_subscribe", args=[office.slug])
    page = Client().get(path, asked).content.decode()
    found = dict(re.findall(r'name="(about|moment)" value="([^"]*)"', page))
    earlier = SubscriptionForm()
    earlier.now -= timedelta(minutes=1)
    return {**found, "moment": earlier.fresh_moment, "website": ""}


def ask(
    office: Office, email: str = WHO, *, about: str = "", more: dict[str, str] | None = None, **headers: Any
) -> Any:
    """Send the form, and do what it queued."""
    sent = {**form(office, **({"sobre": about} if about else {})), "email": email, **(more or {})}
    answer = Client().post(reverse("public_subscribe", args=[office.slug]), sent, **headers)
    work()
    return answer


def work() -> None:
    """Do the jobs that wait."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        jobs.perform.func(job.pk)


def link(body: str, part: str) -> str:
    """Return the path of the link of a letter that leads to a part of the portal."""
    return next(path for path in LINK.findall(body) if part in path)


def subscribed(office: Office, email: str = WHO, about: str = "") -> Subscription:
    """Ask and confirm."""
    ask(office, email, about=about)
    path = link(str(mail.outbox[-1].body), "/confirmar/")
    assert Client().post(path).status_code == 200
    return Subscription.objects.get(email=services.normal(email))


def test_who_asks_confirms_by_the_letter_and_is_told_of_the_next_publication(published: Office) -> None:
    answer = ask(published)
    assert answer.status_code == 302
    assert not Subscription.objects.exists()
    letter = mail.outbox[0]
    assert letter.to == [WHO]
    assert letter.subject == "Confirme los avisos de Municipalidad de Valle Alto"
    path = link(str(letter.body), "/confirmar/")
    assert Client().get(path).status_code == 200
    assert not Subscription.objects.exists(), "a mail program that opens the link confirms nothing"
    assert "Listo" in Client().post(path).content.decode()
    assert "ya no sirve" in Client().get(path).content.decode(), "the link is good once"
    measured(published, 8, str(published.people["reviewer"]))
    publish(published, corrects=1, reason="El acta decía ocho", title="Cifras\r\nBcc: otra@correo.example")
    work()
    told = mail.outbox[1]
    assert len(mail.outbox) == 2
    assert told.to == [WHO]
    assert told.recipients() == [WHO]
    assert "decía 7" in str(told.body)
    assert "El acta decía ocho" in str(told.body)
    assert link(str(told.body), "/publicaciones/2/")
    leave = link(str(told.body), "/dejar/")
    assert told.extra_headers["List-Unsubscribe"] == f"<http://testserver{leave}>"
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Client().get(leave).status_code == 200
    assert Subscription.objects.count() == 1
    one_click = Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert not Subscription.objects.exists()
    assert not SubscriptionRequest.objects.exists()
    publish(published)
    work()
    assert len(mail.outbox) == 2


def test_nobody_learns_who_receives_letters(published: Office) -> None:
    subscribed(published)
    again, other = ask(published), ask(published, "otra@correo.example")
    answers = [(one.status_code, one.content, one["Location"], sorted(one.headers.items())) for one in (again, other)]
    assert answers[0] == answers[1]
    for path in ("", "pedido/"):
        page = Client().get(f"/publico/{published.slug}/avisos/{path}")
        assert page["Cache-Control"] == "no-store"
        assert not page.cookies
        assert WHO not in page.content.decode()


def test_the_history_and_the_jobs_name_no_address(published: Office) -> None:
    row = subscribed(published)
    publish(published)
    work()
    services.end(Actor.system(published.institution), row)
    told = [
        str(one) for one in Entry.objects.of(published.institution).values_list("verb", "subject", "changes", "note")
    ]
    told += [str(one) for one in Job.objects.values_list("arguments", "problem", "step")]
    assert [text for text in told if "correo.example" in text] == []
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"subscription.confirm", "subscription.tell", "subscription.end"} <= verbs


@pytest.mark.parametrize(
    "address",
    [
        "sin-arroba",
        "a@b@c.example",
        "vecina@correo.example\nBcc: otra@correo.example",
        "vecina@correo.example\r\nSubject: gratis",
        "vecina@correo.example,otra@correo.example",
        "Vecina <vecina@correo.example>",
        "peña@correo.example",
        "vecina@-correo.example",
        f"{'a' * 250}@correo.example",
        "",
    ],
)
def test_what_is_no_address_is_told_so_and_sends_nothing(published: Office, address: str) -> None:
    answer = ask(published, address)
    assert answer.status_code == 422
    assert not SubscriptionRequest.objects.exists()
    assert mail.outbox == []


def test_addresses_are_the_same_however_they_are_written(published: Office) -> None:
    subscribed(published, "Vecina@Ñandú.example")
    row = subscribed(published, " vecina@xn--and-6ma2c.example ")
    assert row.email == "vecina@xn--and-6ma2c.example"
    assert Subscription.objects.count() == 1


def test_one_address_is_not_flooded_and_neither_are_many_from_one_caller(published: Office) -> None:
    for number in range(services.A_MAILBOX + 3):
        assert ask(published, f"vecina+{number}@correo.example").status_code == 302
    assert len(mail.outbox) == services.A_MAILBOX
    for number in range(services.A_CALLER + 3):
        assert ask(published, f"otra{number}@correo.example").status_code == 302
    assert len(mail.outbox) == services.A_CALLER


def test_a_machine_gets_the_usual_answer_and_does_nothing(published: Office) -> None:
    assert ask(published, more={"website": "https://spam.example"}).status_code == 302
    assert ask(published, more={"moment": "1"}).status_code == 422
    now = re.findall(
        r'name="moment" value="([^"]*)"', Client().get(f"/publico/{published.slug}/avisos/").content.decode()
    )
    again = ask(published, more={"moment": now[0]})
    assert again.status_code == 422
    assert WHO in again.content.decode(), "what was typed comes back"
    assert mail.outbox == []


def test_who_follows_a_goal_is_told_when_it_changes_and_only_then(published: Office) -> None:
    goal = measured(published, 7, str(published.people["reviewer"]))
    row = subscribed(published, about=f"indicator/{goal.key}")
    assert row.about == [f"indicator/{goal.key}"]
    publish(published)
    work()
    assert len(mail.outbox) == 1, "nothing changed"
    measured(published, 9, str(published.people["reviewer"]))
    publish(published)
    work()
    assert len(mail.outbox) == 2
    assert f"/metas/{goal.key}/?publicacion=3" in str(mail.outbox[1].body)
    unknown = form(published, sobre="indicator/no-existe")
    assert unknown["about"] == "publication"


def test_a_letter_speaks_the_language_in_which_it_was_asked_for(published: Office) -> None:
    path = reverse("public_subscribe", args=[published.slug]) + "?idioma=en"
    Client().post(path, {**form(published), "email": WHO})
    work()
    assert mail.outbox[0].subject == "Confirm the letters of Municipalidad de Valle Alto"
    Client().post(link(str(mail.outbox[0].body), "/confirmar/"))
    measured(published, 8, str(published.people["reviewer"]))
    publish(published)
    work()
    assert "it said 7" in str(mail.outbox[1].body)
    assert "idioma=en" in link(str(mail.outbox[1].body), "/dejar/")


def test_a_stop_between_two_letters_sends_none_twice(published: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        subscribed(published, f"v{number}@correo.example")
    mail.outbox.clear()
    usual, sent = letters.Post.send, []

    def stops(self: letters.Post, letter: letters.Letter) -> bool:
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(letter.email)
        return usual(self, letter)

    publish(published)
    job = Job.objects.get(verb=TELL)
    monkeypatch.setattr(letters.Post, "send", stops)
    with pytest.raises(KeyboardInterrupt):
        jobs.perform.func(job.pk)
    monkeypatch.setattr(letters.Post, "send", usual)
    jobs.requeue_interrupted()
    work()
    got = [one.to[0] for one in mail.outbox]
    assert len(got) == len(set(got)) == 3, "the letter that was in hand is lost, none is sent twice"
    assert tell(Actor.system(published.institution), number=2) == 0


def broken(error: Exception) -> Callable[..., int]:
    def send(*_arguments: object) -> int:
        raise error

    return send


def test_a_server_that_is_down_gets_the_letters_the_next_day_with_all_that_changed(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(published)
    mail.outbox.clear()
    measured(published, 8, str(published.people["reviewer"]))
    publish(published)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken(ConnectionRefusedError()))
        work()
        assert "intenta de nuevo" in Job.objects.get(verb=TELL).problem
        measured(published, 9, str(published.people["reviewer"]))
        publish(published)
        work()
    tell_everybody()
    work()
    assert len(mail.outbox) == 1
    assert re.search(r"decía 7\D.*dice 9", str(mail.outbox[0].body))
    tell_everybody()
    work()
    assert len(mail.outbox) == 1


def test_an_address_that_is_always_refused_is_given_up(published: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = subscribed(published)
    refused = smtplib.SMTPRecipientsRefused({WHO: (550, b"no such user")})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(refused))
    for _time in range(services.GIVEN_UP):
        assert Subscription.objects.filter(pk=row.pk).exists()
        publish(published)
        work()
    assert not Subscription.objects.exists()


def test_a_letter_that_the_server_dislikes_costs_nobody_the_subscription(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(published)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(smtplib.SMTPDataError(554, b"looks like spam")))
    for _time in range(services.GIVEN_UP + 1):
        publish(published)
        work()
    assert Subscription.objects.get().refused == 0
    assert {job.state for job in Job.objects.filter(verb=TELL)} == {Job.State.DONE}


def test_what_nobody_confirms_is_forgotten(published: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(published)
    path, later = (
        link(str(mail.outbox[0].body), "/confirmar/"),
        time.time() + timedelta(days=2, minutes=1).total_seconds(),
    )
    assert services.forget_requests() == 0
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: later)
        assert "ya no sirve" in Client().get(path).content.decode()
    SubscriptionRequest.objects.update(at=timezone.now() - timedelta(days=2, minutes=1))
    assert services.forget_requests() == 1
    assert not SubscriptionRequest.objects.exists()


@pytest.mark.parametrize("part", ["confirmar", "dejar"])
def test_a_forged_link_opens_nothing(published: Office, part: str) -> None:
    row = subscribed(published)
    for token in ("x", str(row.pk), row.key, "eyJhIjoxfQ:1abc:xyz", "MQ:1tLpPr:6Zl0B8yI"):
        path = f"/publico/{published.slug}/avisos/{part}/{token}/"
        assert Client().get(path).status_code == 200
        Client().post(path)
    assert Subscription.objects.count() == 1


def test_without_a_mail_server_the_page_offers_the_feed(published: Office, settings: Any) -> None:
    ready = form(published)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    path = reverse("public_subscribe", args=[published.slug])
    page = Client().get(path).content.decode()
    assert "no envía correo" in page
    assert reverse("public_feed", args=[published.slug]) in page
    assert 'type="email"' not in page
    assert Client().post(path, {**ready, "email": WHO}).status_code == 200
    assert not SubscriptionRequest.objects.exists()


def test_the_name_of_the_house_in_a_letter_is_the_announced_one(published: Office, settings: Any) -> None:
    settings.ADDRESS = "https://ceiba.muni.example"
    ask(published, headers={"host": "malo.example"})
    assert "https://ceiba.muni.example/publico/" in str(mail.outbox[0].body)
    assert "malo.example" not in str(mail.outbox[0].body)


def test_too_many_things_are_refused_in_words(published: Office) -> None:
    row = subscribed(published)
    Subscription.objects.filter(pk=row.pk).update(about=[f"indicator/{n}" for n in range(services.FOLLOWED)])
    with pytest.raises(Refused, match="ya sigue"):
        services.confirm(Actor.system(published.institution), asked_for("project/x", published), last=1)


def asked_for(about: str, office: Office) -> SubscriptionRequest:
    services.ask(office.institution, email=WHO, about=about, language="es", origin="http://x", caller="::1")
    return SubscriptionRequest.objects.latest("pk")


def test_a_letter_on_the_wire_has_the_headers_of_one_reader_alone(published: Office) -> None:
    subscribed(published)
    publish(published, title="Año 2025: «agua»")
    work()
    read = message_from_bytes(mail.outbox[-1].message().as_bytes())
    assert str(make_header(decode_header(read["Subject"]))).endswith("«agua»")
    assert read.get_all("To") == [WHO]
    assert read["Bcc"] is None
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Message-ID"].startswith("<publicacion-2.")
