"""What can be done with API tokens: issue one, revoke it. The secret is given back once and never kept."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.scopes import SCOPES
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb

MARK = "ceiba_"  # by which scanners of leaked secrets may know one of ours
LONGEST = 365  # days that a token may live
MOST = 20  # tokens that somebody may hold at once


@verb("token.issue", needs="token.own", somewhere=True)
def issue(actor: Actor, *, name: str, scopes: Collection[str], days: int) -> tuple[ApiToken, str]:
    """Give a program of the actor's a token for some days; return it with its secret, which is not kept.

    ``Refused`` for a token without name or scope, for a scope that there is not, and for too long a time.
    """
    wanted = [scope for scope in SCOPES if scope in scopes]
    if not name.strip() or not wanted or len(wanted) < len(set(scopes)):
        raise Refused(_("Un token lleva nombre y al menos un alcance de la lista. Nada se guardó."))
    if not 1 <= days <= LONGEST:
        raise Refused(_("Un token dura entre 1 y %(days)s días. Nada se guardó.") % {"days": LONGEST})
    now = timezone.now()
    held = ApiToken.objects.filter(institution=actor.institution, person=actor.somebody, revoked=None, expires__gt=now)
    if held.count() >= MOST:
        raise Refused(_("Usted ya tiene %(count)s tokens en uso: revoque antes alguno.") % {"count": MOST})
    prefix = MARK + secrets.token_hex(4)
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    made = ApiToken.objects.create(
        institution=actor.institution,
        person=actor.somebody,
        name=name.strip()[:100],
        scopes=wanted,
        prefix=prefix,
        secret_hash=hashed(secret),
        created=now,
        expires=now + timedelta(days=days),
    )
    changed(_address(made), None, {**_kept(made), "scopes": wanted, "expires": made.expires})
    return made, secret


@verb("token.revoke", needs="token.own", somewhere=True)
def revoke(actor: Actor, token: ApiToken) -> None:
    """Let a token stop working at once: one's own, or anybody's for whoever manages the people.

    ``NotAllowed`` for somebody else's; ``Refused`` where it was revoked before.
    """
    if token.person_id != actor.somebody.pk and not actor.may("people.manage"):
        raise NotAllowed(_("Solo se revoca un token propio; los ajenos los revoca quien administra la institución."))
    token.refresh_from_db(fields=["revoked"])
    if token.revoked:
        raise Refused(_("Ese token ya estaba revocado. Nada se cambió."))
    change(token, _address(token), {"revoked": timezone.now()}, _kept(token))


def hashed(secret: str) -> str:
    """Return what the table keeps of a secret. It is long and random: a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _address(token: ApiToken) -> str:
    return f"api_token/{token.pk}"


def _kept(token: ApiToken) -> dict[str, object]:
    return {"name": token.name, "prefix": token.prefix, "email": token.person.email}
