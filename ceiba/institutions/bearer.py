"""Who asks by a token: the header ``Authorization: Bearer ceiba_…`` becomes an actor, or nobody."""

import hmac

from django.http import HttpRequest
from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.services_tokens import MARK, hashed

_LONGEST = 200  # letters of a header that could be ours


def shown(request: HttpRequest) -> str:
    """Return the secret that a request shows, blank where it shows none; whether it is worth anything is not asked."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def bearer(request: HttpRequest) -> tuple[Actor, frozenset[str]] | None:
    """Return for whom a request acts, with the scopes of its token, in the institution that the token is of.

    None where it shows no token, and for one that is unknown, revoked or expired, or whose person was disabled or has
    no role today. The actor's permissions are narrowed to the scopes: every verb asks for both.
    """
    token = _token_of(shown(request))
    if token is None or not token.stands() or not token.person.is_active:
        return None
    actor = Actor.of(token.person, token.institution, token)
    if not actor.belongs:
        return None
    _used(token)
    return actor, frozenset(token.scopes)


def _token_of(secret: str) -> ApiToken | None:
    """Return the token of a secret: found by its open part, known by its hash, compared in constant time."""
    if not secret.startswith(MARK) or len(secret) > _LONGEST or not (secret.isascii() and secret.isprintable()):
        return None
    prefix = "_".join(secret.split("_", 2)[:2])
    found = ApiToken.objects.select_related("person", "institution").filter(prefix=prefix).first()
    same = hmac.compare_digest(found.secret_hash if found else "0" * 64, hashed(secret))
    return found if same else None


def _used(token: ApiToken) -> None:
    """Keep the day on which a token was last shown: one write a day."""
    today = timezone.localdate()
    if token.used != today:
        ApiToken.objects.filter(pk=token.pk).update(used=today)
