"""Webhooks: told of what was published with a signature, tried again with patience, never twice by mistake."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.publications import webhooks
from ceiba.publications.models import Publication
from ceiba.publications.models_webhooks import Delivery, DeliveryAttempt, Webhook
from ceiba.publications.services_webhooks import MOST, add, edit, end, renew, resend, try_out
from ceiba.publications.webhooks import CORRECTED, EVENTS, LEASE, PAUSES, PUBLISHED, TEST, deliver_due, secret_of
from tests.people import Office
from tests.publications.receivers import Receiver, receiver
from tests.queries import pinned

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program() -> Iterator[Receiver]:
    """Yield somebody's program on this machine, which the settings of the test allow."""
    with override_settings(WEBHOOK_LOOPBACK=True), receiver() as kept:
        yield kept


@pytest.fixture
def told(office: Office, program: Receiver) -> Webhook:
    """Return a webhook that tells the program everything."""
    made, _secret = add(office.actor("reviewer"), url=program.url, events=list(EVENTS))
    return made


def published(office: Office, number: int = 1, **more: object) -> Publication:
    """Return a publication as a row, announced; what it says is not looked at here."""
    from ceiba.kernel.period import Period

    row = Publication.objects.create(
        institution=office.institution,
        key=str(number),
        number=number,
        title="Primer año",
        until=Period.parse("2025"),
        digest=f"{number}" * 64,
        previous="0" * 64,
        content=b"-",
        face=b"-",
        at=timezone.now(),
        **more,
    )
    webhooks.announce(row, until="2025")
    return row


def later(by: timedelta) -> None:
    """Let time pass for what waits."""
    for one in Delivery.objects.filter(next_at__isnull=False):
        Delivery.objects.filter(pk=one.pk).update(next_at=one.next_at - by)


def test_a_publication_and_a_correction_are_told(office: Office, told: Webhook, program: Receiver) -> None:
    first = published(office)
    published(office, 2, corrects=first, reason="Faltaba un cero")
    assert program.came == [], "nothing leaves inside the act itself"
    assert deliver_due() == 2
    assert deliver_due() == 0
    one, other = sorted(
        (json.loads(body) for _path, _headers, body in program.came), key=lambda it: it["data"]["number"]
    )
    assert (one["event"], one["institution"], one["data"]["sha256"]) == (PUBLISHED, office.slug, first.digest)
    assert (other["event"], other["data"]["corrects"], other["data"]["reason"]) == (CORRECTED, 1, "Faltaba un cero")
    assert one["data"]["page"].endswith(f"/publico/{office.slug}/publicaciones/1/")
    assert {row.state for row in Delivery.objects.all()} == {"delivered"}
    assert list(DeliveryAttempt.objects.values_list("status", "problem")) == [(200, ""), (200, "")]


def test_only_what_was_asked_for_is_told(office: Office, program: Receiver) -> None:
    add(office.actor("reviewer"), url=program.url, events=[CORRECTED])
    first = published(office)
    assert not Delivery.objects.exists()
    published(office, 2, corrects=first, reason="x")
    assert Delivery.objects.get().event == CORRECTED


def test_it_is_tried_again_with_the_same_bytes_until_it_is_taken(
    office: Office, told: Webhook, program: Receiver
) -> None:
    program.answers = [500, 404, 200]
    published(office)
    assert deliver_due() == 1
    assert deliver_due() == 0, "the next time comes after a pause"
    for pause in PAUSES[:2]:
        later(pause)
        assert deliver_due() == 1
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.next_at) == ("delivered", 3, None)
    assert [one.status for one in DeliveryAttempt.objects.order_by("pk")] == [500, 404, 200]
    assert len({(headers["Ceiba-Event-Id"], body) for _path, headers, body in program.came}) == 1


def test_a_restart_between_attempts_loses_nothing_and_sends_nothing_twice_early(
    office: Office, told: Webhook, program: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(office)

    def dies(*_asked: object, **_more: object) -> None:
        raise SystemExit

    monkeypatch.setattr(webhooks, "send", dies)
    with pytest.raises(SystemExit):
        deliver_due()
    monkeypatch.undo()
    with override_settings(WEBHOOK_LOOPBACK=True):
        assert deliver_due() == 0, "whoever took it may still be sending"
        later(LEASE)
        assert deliver_due() == 1
    assert Delivery.objects.get().state == "delivered"
    assert len(program.came) == 1


def test_it_is_given_up_in_the_end_and_that_is_told(office: Office, told: Webhook, program: Receiver) -> None:
    type(office.institution).objects.update(invented=False)
    program.answers = [503]
    published(office)
    for pause in (*PAUSES, timedelta()):
        deliver_due()
        later(pause)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.next_at) == ("given_up", len(PAUSES) + 1, None)
    entry = Entry.objects.of(office.institution).filter(verb="webhook.give_up").get()
    assert entry.subject == f"webhook/{told.key}"
    (letter,) = mail.outbox
    assert letter.to == [office.people["reviewer"].email]
    assert program.url in letter.body
    page = office.client("reviewer").get(reverse("webhook", args=[office.slug, 1])).content.decode()
    assert "sin entregar" in page
    assert "respondió 503" in page


def test_who_says_gone_is_not_asked_again(office: Office, told: Webhook, program: Receiver) -> None:
    program.answers = [410]
    published(office)
    deliver_due()
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("given_up", 1)


def test_one_that_does_not_answer_holds_up_no_other(office: Office, told: Webhook, program: Receiver) -> None:
    with receiver() as gone:
        dead = gone.url
    add(office.actor("reviewer"), url=dead, events=[PUBLISHED])
    published(office)
    assert deliver_due() == 2
    assert {(one.webhook.url, one.state) for one in Delivery.objects.all()} == {
        (program.url, "delivered"),
        (dead, "waiting"),
    }


def test_without_the_setting_nothing_reaches_this_machine(office: Office, told: Webhook, program: Receiver) -> None:
    published(office)
    with override_settings(WEBHOOK_LOOPBACK=False):
        deliver_due()
    assert program.came == []
    assert DeliveryAttempt.objects.get().problem == "refused_address"
    with override_settings(WEBHOOK_LOOPBACK=False), pytest.raises(Refused, match="https://"):
        add(office.actor("reviewer"), url=program.url, events=[PUBLISHED])


def test_the_table_alone_signs_nothing_and_a_new_secret_signs_what_waits(
    office: Office, told: Webhook, program: Receiver
) -> None:
    old = secret_of(told)
    assert old not in str(Webhook.objects.values()) + str(list(Entry.objects.values_list("changes", flat=True)))
    published(office)
    new = renew(office.actor("reviewer"), told)
    assert new != old
    deliver_due()
    _path, headers, body = program.came[0]
    assert checked(new, headers["Ceiba-Signature"], body) == "firma correcta"
    assert checked(old, headers["Ceiba-Signature"], body) != "firma correcta"
    with override_settings(SECRET_KEY="la de otra instalación"):
        assert secret_of(told) != new


def checked(secret: str, signature: str, body: bytes) -> str:
    """Return what the script of the manual says of a body and its signature."""
    page = (ROOT / "ceiba/manual/es/avisos-automaticos.md").read_text(encoding="utf-8")
    script = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    assert len(script.strip().splitlines()) <= 10
    asked = [sys.executable, "-I", "-c", script, secret, signature]
    answered = subprocess.run(asked, input=body, capture_output=True, timeout=20)
    return answered.stdout.decode().strip()


def test_the_script_of_the_manual_finds_what_is_forged_or_old(office: Office, told: Webhook, program: Receiver) -> None:
    try_out(office.actor("reviewer"), told)
    deliver_due()
    _path, headers, body = program.came[0]
    assert json.loads(body)["event"] == TEST
    secret, signed = secret_of(told), headers["Ceiba-Signature"]
    assert checked(secret, signed, body) == "firma correcta"
    assert checked(secret, signed, body + b" ") == "no es de Ceiba"
    assert checked(secret, signed[:-1] + ("0" if signed[-1] != "0" else "1"), body) == "no es de Ceiba"
    assert checked("otro", signed, body) == "no es de Ceiba"
    from ceiba.publications.posting import signature

    old = signature(secret, int(timezone.now().timestamp()) - 3600, body)
    assert checked(secret, old, body) == "no es de Ceiba"


def test_what_was_sent_is_sent_again_as_it_was(office: Office, told: Webhook, program: Receiver) -> None:
    boss = office.actor("reviewer")
    published(office)
    with pytest.raises(Refused, match="espera su turno"):
        resend(boss, told, Delivery.objects.get())
    deliver_due()
    resend(boss, told, Delivery.objects.get())
    deliver_due()
    (one, other) = program.came
    assert (one[2], one[1]["Ceiba-Event-Id"]) == (other[2], other[1]["Ceiba-Event-Id"])
    apart, _secret = add(boss, url=program.url, events=[PUBLISHED])
    with pytest.raises(Refused, match="otro aviso"):
        resend(boss, apart, Delivery.objects.first())


def test_what_ended_is_told_nothing_more(office: Office, told: Webhook, program: Receiver) -> None:
    boss = office.actor("reviewer")
    published(office)
    end(boss, told)
    published(office, 2)
    assert deliver_due() == 0
    assert program.came == []
    for act in (lambda: end(boss, told), lambda: renew(boss, told), lambda: try_out(boss, told)):
        with pytest.raises(Refused, match="ya terminó"):
            act()


def test_who_may_and_how_many(office: Office, told: Webhook, program: Receiver) -> None:
    for who in ("planner", "clerk", "auditor", "finance", "unit_head"):
        with pytest.raises(NotAllowed):
            add(office.actor(who), url=program.url, events=[PUBLISHED])
        assert office.client(who).get(reverse("webhooks", args=[office.slug])).status_code == 403
    for wrong in ([], ["todo"], [PUBLISHED, "todo"]):
        with pytest.raises(Refused):
            edit(office.actor("reviewer"), told, url=program.url, events=wrong)
    for _each in range(MOST - 1):
        add(office.actor("administrator"), url=program.url, events=[PUBLISHED])
    with pytest.raises(Refused, match="termine antes"):
        add(office.actor("administrator"), url=program.url, events=[PUBLISHED])


def test_the_pages_lead_through_it(office: Office, program: Receiver) -> None:
    client = office.client("administrator")
    page = reverse("webhooks", args=[office.slug])
    refused = client.post(page, {"url": "https://10.0.0.1/", "events": [PUBLISHED]})
    assert refused.status_code == 422
    assert "https://10.0.0.1/" in refused.content.decode()
    answer = client.post(page, {"url": program.url, "events": [PUBLISHED]}, follow=True)
    secret = answer.context["kept"]["secret"]
    assert secret in answer.content.decode()
    assert secret not in client.get(reverse("webhook_secret", args=[office.slug])).content.decode()
    one = reverse("webhook", args=[office.slug, 1])
    client.post(reverse("webhook_test", args=[office.slug, 1]))
    assert "se envía en unos segundos" in client.get(one).content.decode()
    deliver_due()
    with pinned("webhook"):
        assert "respondió 200" in client.get(one).content.decode()
    with pinned("webhooks"):
        assert "al día" in client.get(page).content.decode()
    client.post(reverse("webhook_resend", args=[office.slug, 1, Delivery.objects.get().pk]))
    assert Delivery.objects.count() == 2
    assert client.post(one, {"url": program.url + "2", "events": [CORRECTED]}).status_code == 302
    assert Webhook.objects.get().events == [CORRECTED]
    client.post(reverse("webhook_end", args=[office.slug, 1]))
    assert "terminado" in client.get(page).content.decode()


def test_publishing_itself_announces(office: Office, told: Webhook) -> None:
    from ceiba.intake import acceptance
    from ceiba.plans.models import Plan
    from ceiba.publications import queries, services
    from tests.furnished import brought

    acceptance.accept(office.actor("planner"), brought(office, "valle-alto.txt"))
    Plan.objects.of(office.institution).update(state=Plan.State.IN_FORCE)
    plans = [plan.key for plan in queries.publishable(office.institution)]
    row = services.publish(office.actor("reviewer"), plans=plans, until="2025", seen="")
    body = json.loads(Delivery.objects.get().body)
    assert body["data"]["sha256"] == row.digest
    assert body["data"]["until"] == queries.header_of(row).until
    assert set(body["data"]) == {"number", "title", "until", "sha256", "corrects", "reason", "page", "file"}
