"""What can be asked about subscriptions: whom a link speaks of, who has not been told yet, how many there are."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from ceiba.institutions.models import Institution
from ceiba.participation.models_subscription import Subscription, SubscriptionRequest

EVERYTHING = "publication"  # what somebody follows who follows all that is published
DAYS = 2  # for which the link of a letter that asks to confirm is good
_CONFIRM, _LEAVE = "subscription.confirm", "subscription.leave"


@dataclass(frozen=True)
class Reader:
    """Who is to be told of a publication: ``pk`` of the subscription, and all that its letter needs."""

    pk: int
    email: str
    about: tuple[str, ...]
    language: str
    origin: str
    told: int
    leave: str


def confirming(request: SubscriptionRequest) -> str:
    """Return the signed word by which the owner of an address confirms; it holds no address."""
    return signing.dumps(request.pk, salt=_CONFIRM)


def leaving(subscription: Subscription) -> str:
    """Return the signed word that ends a subscription; it is good as long as there is one."""
    return _leaving(subscription.key)


def requested(institution: Institution, token: str) -> SubscriptionRequest | None:
    """Return what a link confirms; None where it is nobody's, was used, or is too old. At most one query."""
    try:
        pk = signing.loads(token, salt=_CONFIRM, max_age=timedelta(days=DAYS))
    except signing.BadSignature:
        return None
    found: SubscriptionRequest | None = SubscriptionRequest.objects.filter(institution=institution, pk=pk).first()
    return found


def subscribed(institution: Institution, token: str) -> Subscription | None:
    """Return what a link ends; None where it is nobody's or ended already. At most one query."""
    try:
        key = signing.loads(token, salt=_LEAVE)
    except signing.BadSignature:
        return None
    found: Subscription | None = Subscription.objects.of(institution).filter(key=key).first()
    return found


def count(institution: Institution) -> int:
    """Return how many addresses receive letters: one query."""
    return int(Subscription.objects.of(institution).count())


def untold(institution: Institution, number: int, after: int, most: int) -> list[Reader]:
    """Return the next ``most`` who were not told of a publication yet, beyond the primary key ``after``: one query.

    Asked so, piece by piece, a list of any length needs the same memory.
    """
    rows = Subscription.objects.of(institution).filter(told__lt=number, pk__gt=after).order_by("pk")[:most]
    return [
        Reader(row.pk, row.email, tuple(row.about), row.language, row.origin, row.told, leaving(row)) for row in rows
    ]


def waiting(number_of: dict[int, int]) -> list[int]:
    """Return the institutions (primary keys) in which somebody was not told of the last publication."""
    found = Subscription.objects.order_by().values_list("institution", "told").distinct()
    return sorted({here for here, told in found if told < number_of.get(here, 0)})


def _leaving(key: str) -> str:
    return signing.dumps(key, salt=_LEAVE)
