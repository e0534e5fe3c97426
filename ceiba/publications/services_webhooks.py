"""What can be done with webhooks: add one, change it, renew its secret, try it, send something again, end it."""

import secrets
from collections.abc import Collection

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.publications.models_webhooks import Delivery, Webhook
from ceiba.publications.posting import is_usable
from ceiba.publications.webhooks import EVENTS, TEST, queue, secret_of, tell

MOST = 10  # webhooks of an institution that are told at once


@verb("webhook.add", needs="webhook.manage")
def add(actor: Actor, *, url: str, events: Collection[str]) -> tuple[Webhook, str]:
    """Tell an address of some events from now on; return the webhook and the secret that signs, shown this once.

    ``Refused`` for an address that may not be told, for no event, and where there are ``MOST`` already.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    if Webhook.objects.of(here).filter(ended=None).count() >= MOST:
        raise Refused(_("Ya hay %(count)s avisos automáticos: termine antes alguno.") % {"count": MOST})
    made = Webhook.objects.create(
        institution=here,
        key=str(Webhook.objects.of(here).count() + 1),
        url=_usable(url),
        events=_known(events),
        salt=secrets.token_hex(16),
        by=actor.person,
        created=timezone.now(),
    )
    changed(_address(made), None, {"url": made.url, "events": made.events})
    return made, secret_of(made)


@verb("webhook.change", needs="webhook.manage")
def edit(actor: Actor, webhook: Webhook, *, url: str, events: Collection[str]) -> None:
    """Change where and of what a webhook tells; its secret stays. ``Refused`` as for a new one, and once it ended."""
    del actor
    _stands(webhook)
    change(webhook, _address(webhook), {"url": _usable(url), "events": _known(events)})


@verb("webhook.renew", needs="webhook.manage")
def renew(actor: Actor, webhook: Webhook) -> str:
    """Sign with a new secret from now on, also what waits already; return it, shown this once."""
    del actor
    _stands(webhook)
    webhook.salt = secrets.token_hex(16)
    webhook.save(update_fields=["salt"])
    changed(_address(webhook), {"url": webhook.url}, {"url": webhook.url, "renewed": timezone.now()})
    return secret_of(webhook)


@verb("webhook.end", needs="webhook.manage")
def end(actor: Actor, webhook: Webhook) -> None:
    """Tell this address nothing any more, for good; what waits for it is dropped, what was sent stays in the list."""
    del actor
    _stands(webhook)
    change(webhook, _address(webhook), {"ended": timezone.now()}, {"url": webhook.url})
    waiting = Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.GIVEN_UP, next_at=None)


@verb("webhook.test", needs="webhook.manage")
def try_out(actor: Actor, webhook: Webhook) -> Delivery:
    """Send a letter that tells of nothing, signed like any other."""
    del actor
    _stands(webhook)
    (made,) = tell(webhook.institution, [webhook], TEST, {}, timezone.now())
    changed(_address(webhook), {"url": webhook.url}, {"url": webhook.url, "event": TEST})
    return made


@verb("webhook.resend", needs="webhook.manage")
def resend(actor: Actor, webhook: Webhook, delivery: Delivery) -> Delivery:
    """Send again what was sent or given up: the same bytes with the same identity. ``Refused`` while it still waits."""
    del actor
    _stands(webhook)
    if delivery.webhook_id != webhook.pk:
        raise Refused(_("Ese envío es de otro aviso automático."))
    delivery.refresh_from_db(fields=["state"])
    if delivery.state == Delivery.State.WAITING:
        raise Refused(_("Ese envío todavía espera su turno. Nada se cambió."))
    changed(_address(webhook), {"url": webhook.url}, {"url": webhook.url, "event": delivery.event})
    return queue(webhook, delivery.event, delivery.event_id, delivery.body)


def _usable(url: str) -> str:
    url = url.strip()
    if not is_usable(url, loopback=settings.WEBHOOK_LOOPBACK):
        raise Refused(
            _(
                "Esa dirección no sirve: use una de la red abierta que comience con https://, sin usuario ni clave. "
                "Las de dentro de una red no se avisan."
            )
        )
    return url


def _known(events: Collection[str]) -> list[str]:
    wanted = [event for event in EVENTS if event in events]
    if not wanted or len(wanted) < len(set(events)):
        raise Refused(_("Elija al menos un suceso de la lista."))
    return wanted


def _stands(webhook: Webhook) -> None:
    webhook.refresh_from_db(fields=["ended"])
    if webhook.ended:
        raise Refused(_("Ese aviso automático ya terminó. Haga otro."))


def _address(webhook: Webhook) -> str:
    return f"webhook/{webhook.key}"
