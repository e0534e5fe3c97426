"""What can be asked about webhooks: the list with how each fares, and the last letters of one."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution
from ceiba.publications.models_webhooks import Delivery, DeliveryAttempt, Webhook
from ceiba.publications.posting import Problem
from ceiba.publications.webhooks import EVENTS, TEST

LAST = 50  # letters that the page of a webhook shows


@dataclass(frozen=True)
class DeliveryRow:
    """A letter as a page shows it: what it tells of, how its last attempt ended, whether it may be sent again."""

    delivery: Delivery
    words: str
    ended: str
    tone: str

    @property
    def again(self) -> bool:
        """Tell whether it waits for nothing any more."""
        return self.delivery.state != Delivery.State.WAITING


def webhooks_of(institution: Institution) -> list[Webhook]:
    """Return the webhooks of an institution, those that stand first, with how many letters wait or were given up."""
    waits = Count("pk", filter=Q(state=Delivery.State.WAITING))
    lost = Count("pk", filter=Q(state=Delivery.State.GIVEN_UP))
    letters = Delivery.objects.filter(webhook=OuterRef("pk")).order_by().values("webhook")
    rows = Webhook.objects.of(institution).annotate(
        waiting=Subquery(letters.annotate(n=waits).values("n")), lost=Subquery(letters.annotate(n=lost).values("n"))
    )
    return sorted(rows, key=lambda one: (one.ended is not None, one.pk))


def event_words(events: list[str]) -> str:
    """Return events in words."""
    return " · ".join(str(EVENTS[one]) if one in EVENTS else one for one in events)


def deliveries_of(webhook: Webhook) -> list[DeliveryRow]:
    """Return the last letters of a webhook, the newest first, each with how its last attempt ended; one query."""
    last = DeliveryAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    rows = Delivery.objects.filter(webhook=webhook).annotate(
        last_status=Subquery(last.values("status")[:1]), last_problem=Subquery(last.values("problem")[:1])
    )
    return [_row(one) for one in rows[:LAST]]


def _row(one: Delivery) -> DeliveryRow:
    words = _("Prueba") if one.event == TEST else event_words([one.event])
    tone = {Delivery.State.DELIVERED: "ok", Delivery.State.GIVEN_UP: "bad"}.get(Delivery.State(one.state), "none")
    return DeliveryRow(one, words, _ended(one), tone)


def _ended(one: Delivery) -> str:
    """Return in words how the last attempt ended."""
    told = {
        Problem.REFUSED: _("la dirección está dentro de una red: no se avisa"),
        Problem.UNKNOWN: _("no existe esa dirección"),
        Problem.TIMEOUT: _("no respondió a tiempo"),
        Problem.CONNECTION: _("no se pudo conectar, o su certificado no vale"),
    }
    if not one.attempts:
        return _("se envía en unos segundos") if one.next_at else _("no se envió")
    if one.last_status:
        return _("respondió %(status)s") % {"status": one.last_status}
    return str(told.get(one.last_problem, one.last_problem))
