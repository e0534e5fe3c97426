"""Webhooks at work: an event becomes one delivery for each webhook, and deliveries are tried until taken or given up.

Deliveries are written in the transaction of what they tell of: neither is there without the other. The worker sends
what is due; where it stops between sending and writing that down, the letter goes out again with the same identity.
"""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ceiba.institutions import letters
from ceiba.institutions.actor import Actor
from ceiba.institutions.addresses import absolute
from ceiba.institutions.models import Institution
from ceiba.institutions.sign_in import sends_mail
from ceiba.institutions.verbs import changed, verb
from ceiba.publications.models import Publication
from ceiba.publications.models_webhooks import Delivery, DeliveryAttempt, Webhook
from ceiba.publications.posting import Letter, Outcome, send

PUBLISHED, CORRECTED, TEST = "publication.published", "publication.corrected", "webhook.test"
EVENTS: Mapping[str, str] = {
    PUBLISHED: gettext_lazy("Se publicó algo nuevo"),
    CORRECTED: gettext_lazy("Se corrigió una publicación"),
}
# How long after each attempt that failed the next one comes; after the last it is given up: two days in all.
PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 360, 720, 1440))
AT_ONCE = 20  # letters sent together
LEASE = timedelta(minutes=5)  # whoever takes a letter to send and says nothing for so long has died
_GONE = 410  # the receiver says that nobody is there any more


def secret_of(webhook: Webhook) -> str:
    """Return what signs the letters of a webhook: made from its salt and the secret of the installation."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"webhook:{webhook.salt}".encode(), hashlib.sha256)
    return "ceiba_whsec_" + base64.urlsafe_b64encode(made.digest()).decode().rstrip("=")


def announce(row: Publication, *, until: str) -> int:
    """Let every webhook that wants to know be told of a publication, once it stands; return how many are.

    ``until`` is the period of its figures as the file writes it.
    """
    here, event = row.institution, CORRECTED if row.corrects_id else PUBLISHED
    data = {
        "number": row.number,
        "title": row.title,
        "until": until,
        "sha256": row.digest,
        "corrects": row.corrects.number if row.corrects else None,
        "reason": row.reason,
        "page": absolute(reverse("public_publication", args=[here.slug, row.number])),
        "file": absolute(reverse("public_publication_file", args=[here.slug, row.number])),
    }
    wanted = Webhook.objects.of(here).filter(ended=None)
    return len(tell(here, (one for one in wanted if event in one.events), event, data, row.at))


def tell(
    here: Institution, whom: Iterable[Webhook], event: str, data: Mapping[str, object], at: datetime
) -> list[Delivery]:
    """Queue an event for some webhooks: the same identity and the same bytes for all of them."""
    identity = str(uuid.uuid4())
    told = {"id": identity, "event": event, "at": at.isoformat(), "institution": here.slug, "data": dict(data)}
    body = json.dumps(told, ensure_ascii=False)
    return [queue(one, event, identity, body) for one in whom]


def queue(webhook: Webhook, event: str, identity: str, body: str) -> Delivery:
    """Queue one letter, to be sent at once."""
    now = timezone.now()
    return Delivery.objects.create(webhook=webhook, event=event, event_id=identity, body=body, created=now, next_at=now)


def deliver_due() -> int:
    """Send the letters that are due and write down how each ended; return how many were tried. The worker does it."""
    taken = _taken()
    if not taken:
        return 0
    wanted = [
        Letter(one.webhook.url, one.body.encode(), one.event, one.event_id, secret_of(one.webhook)) for one in taken
    ]
    for one, outcome in zip(taken, send(wanted, loopback=settings.WEBHOOK_LOOPBACK), strict=True):
        _ended(one, outcome)
    return len(taken)


def _taken() -> list[Delivery]:
    """Return letters that are due, taken so that no other worker sends them meanwhile."""
    now = timezone.now()
    due = Delivery.objects.filter(next_at__lte=now).select_related("webhook__institution").order_by("next_at", "pk")
    return [
        one
        for one in due[:AT_ONCE]
        if Delivery.objects.filter(pk=one.pk, next_at=one.next_at).update(next_at=now + LEASE)
    ]


def _ended(one: Delivery, outcome: Outcome) -> None:
    now = timezone.now()
    one.attempts += 1
    over = one.attempts > len(PAUSES) or outcome.status == _GONE or one.webhook.ended is not None
    if outcome.taken:
        one.state, one.next_at = Delivery.State.DELIVERED, None
    elif over:
        one.state, one.next_at = Delivery.State.GIVEN_UP, None
    else:
        one.next_at = now + PAUSES[one.attempts - 1]
    with transaction.atomic():
        DeliveryAttempt.objects.create(
            delivery=one, at=now, status=outcome.status, problem=outcome.problem, milliseconds=outcome.milliseconds
        )
        one.save(update_fields=["attempts", "state", "next_at"])
        if one.state == Delivery.State.GIVEN_UP:
            give_up(Actor.system(one.webhook.institution), one)
    if one.state == Delivery.State.GIVEN_UP:
        _write(one)


@verb("webhook.give_up", needs="webhook.manage")
def give_up(actor: Actor, delivery: Delivery) -> None:
    """Tell the history that a letter was given up; the program does it."""
    del actor
    told = {"event": delivery.event, "url": delivery.webhook.url, "attempts": delivery.attempts}
    changed(f"webhook/{delivery.webhook.key}", None, told)


def _write(one: Delivery) -> None:
    """Write to who made the webhook that one of its letters was given up. Nobody of an invented institution exists."""
    person, here = one.webhook.by, one.webhook.institution
    if person is None or not person.is_active or here.invented or not sends_mail():
        return
    with override(person.language):
        facts = {"url": one.webhook.url, "count": one.attempts, "institution": here.name}
        page = absolute(reverse("webhook", args=[here.slug, one.webhook.key]))
        text = _(
            "El aviso automático de %(institution)s a %(url)s no se pudo entregar en %(count)s intentos. "
            "Nada se perdió: puede enviarlo otra vez desde su página:"
        )
        subject = _("Un aviso automático no se entregó") % facts
        letters.sent(person.email, subject, f"{text % facts}\n{page}", webhook=one.webhook.pk)
