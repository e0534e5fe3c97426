"""What can be done with subscriptions: ask for one, confirm it by the letter, end it; nothing tells who has one.

Asking writes no history: anybody may type any address, and nothing is promised yet. It never says whether the address
was there before, nor that a limit was reached: the answer to whoever asks is always the same.
"""

import secrets
from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import punycode
from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.institutions import letters
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.participation.models_subscription import Subscription, SubscriptionRequest
from ceiba.participation.queries_subscription import DAYS, confirming

ASK = "subscription.ask"
A_MAILBOX, A_CALLER, AN_INSTITUTION = 6, 20, 500  # letters that ask to confirm, in a day
FOLLOWED = 50  # things that one address may follow
GIVEN_UP = 5  # letters in a row that a mail server did not take, after which a subscription ends


def ask(institution: Institution, *, email: str, about: str, language: str, origin: str, caller: str) -> None:
    """Queue the letter by which the owner of an address confirms; do nothing, in silence, where a limit is reached."""
    now, address = timezone.now(), normal(email)
    mailbox, asker = _hashed(_mailbox(address)), _hashed(caller)
    today = SubscriptionRequest.objects.filter(at__gt=now - timedelta(days=1))
    if (
        today.filter(mailbox=mailbox).count() >= A_MAILBOX
        or today.filter(caller=asker).count() >= A_CALLER
        or today.filter(institution=institution).count() >= AN_INSTITUTION
    ):
        return
    made = SubscriptionRequest.objects.create(
        institution=institution,
        email=address,
        about=about,
        language=language,
        origin=origin,
        mailbox=mailbox,
        caller=asker,
        at=now,
    )
    later(Actor.system(institution), ASK, request=made.pk)


@errand(ASK)
def send_request(actor: Actor, *, request: int, progress: Progress | None = None) -> None:
    """Send the letter that asks to confirm, once; ``Refused`` where the mail server does not take it."""
    del progress
    asked = SubscriptionRequest.objects.filter(institution=actor.institution, pk=request)
    if not asked.filter(sent=None).update(sent=timezone.now()):
        return
    row = asked.get()
    facts = {"institution": actor.institution.name, "days": DAYS}
    with override(row.language):
        path = reverse("public_subscription_confirm", args=[actor.institution.slug, confirming(row)])
        facts["url"] = row.origin + path + ("?idioma=en" if row.language == "en" else "")
        text = _(
            "Alguien pidió que los avisos de %(institution)s lleguen a esta dirección.\n\n"
            "Si fue usted, confírmelo aquí antes de %(days)s días:\n%(url)s\n\n"
            "Si no fue usted, no haga nada: no recibirá avisos y su dirección se borrará."
        )
        subject = _("Confirme los avisos de %(institution)s") % facts
        if not letters.sent(row.email, subject, text % facts, request=row.pk):
            asked.update(sent=None)
            raise Refused(_("El servidor de correo no recibió la carta."))


@verb("subscription.confirm", needs="subscription.keep")
def confirm(actor: Actor, request: SubscriptionRequest, *, last: int) -> Subscription:
    """Begin a subscription, or let the one of that address follow one thing more; ``last`` publication is known to it.

    ``Refused`` where it follows too much already.
    """
    row = Subscription.objects.of(actor.institution).select_for_update().filter(email=request.email).first()
    if row is None:
        row = Subscription(
            institution=actor.institution,
            key=secrets.token_urlsafe(16),
            email=request.email,
            since=timezone.now(),
            told=last,
        )
    before = list(row.about) if row.pk else None
    if request.about not in row.about and len(row.about) >= FOLLOWED:
        raise Refused(_("Usted ya sigue %(most)s cosas; deje una antes de seguir otra.") % {"most": FOLLOWED})
    row.about = list(dict.fromkeys([*row.about, request.about]))
    row.language, row.origin = request.language, request.origin
    row.save()
    SubscriptionRequest.objects.filter(institution=actor.institution, email=request.email, about=request.about).delete()
    if before != row.about:
        changed(_subject(row), None if before is None else {"about": before}, {"about": row.about})
    return row


@verb("subscription.end", needs="subscription.keep")
def end(actor: Actor, subscription: Subscription) -> None:
    """End a subscription: its address is erased, and nothing of it is kept."""
    changed(_subject(subscription), {"about": subscription.about}, None)
    SubscriptionRequest.objects.filter(institution=actor.institution, email=subscription.email).delete()
    subscription.delete()


def claim(pk: int, number: int) -> bool:
    """Take a letter on oneself before it is sent; False where it was taken already.

    A stop between this and the sending loses that one letter, and never sends it twice.
    """
    return bool(Subscription.objects.filter(pk=pk, told__lt=number).update(told=number))


def give_back(pk: int, number: int) -> None:
    """Let a letter that could not be sent be sent later."""
    Subscription.objects.filter(pk=pk).update(told=number)


def taken(pk: int) -> None:
    """Keep that the mail server took a letter."""
    Subscription.objects.filter(pk=pk, refused__gt=0).update(refused=0)


def not_taken(actor: Actor, pk: int) -> None:
    """Keep that an address was refused; the last of many in a row ends its subscription."""
    Subscription.objects.filter(pk=pk).update(refused=F("refused") + 1)
    row = Subscription.objects.of(actor.institution).filter(pk=pk, refused__gte=GIVEN_UP).first()
    if row is not None:
        end(actor, row)


def forget_requests() -> int:
    """Erase the addresses that nobody confirmed in time; return how many."""
    old = SubscriptionRequest.objects.filter(at__lt=timezone.now() - timedelta(days=DAYS))
    return old.delete()[0]


def normal(email: str) -> str:
    """Return an address as it is kept: in small letters, its domain as mail servers write it (Punycode)."""
    local, _at, domain = email.strip().lower().rpartition("@")
    return f"{local}@{punycode(domain)}"


def _mailbox(address: str) -> str:
    """Return an address without what its owner may add to it at will («+avisos»)."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _hashed(text: str) -> str:
    """Return a keyed hash: who reads the table cannot try addresses on it."""
    return salted_hmac("participation.limits", text, algorithm="sha256").hexdigest()


def _subject(row: Subscription) -> str:
    return f"subscription/{row.key}"
