"""Requests that are sent twice are done once: the answer is kept by the key that the sender gave (``Idempotency-Key``).

The key belongs to a token. The work and its kept answer are one transaction, so that whatever stops in between, a
request was either done and its answer kept, or not done at all. Two that come at the same moment: one works, the other
is told so.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.models_access import ApiToken, KeptAnswer
from ceiba.institutions.verbs import Refused

KEPT = timedelta(hours=24)
STALE = timedelta(minutes=2)  # a request that has run longer was interrupted: whoever sends it again may do it
LONGEST = 255  # letters of a key
_DONE = 400  # from this status on nothing was done, and nothing is kept


class Running(Refused):
    """The same request is being done at this moment: the answer is to ask again in a few seconds (409)."""


class OtherRequest(Refused):
    """The key was used for another request (422)."""

    status = 422


class BadKey(Refused):
    """The key is empty, too long or no plain text (400)."""

    status = 400


@dataclass(frozen=True)
class Answer:
    """What is answered: status, body, and the headers that matter; ``repeated`` where it was kept from before."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    repeated: bool = False


def once(actor: Actor, key: str, request: str, body: bytes, work: Callable[[], Answer]) -> Answer:
    """Return what ``work`` answers, which is done once for a key of the actor's token, or what was answered before.

    ``request`` is method and path, such as «POST /api/v1/valle-alto/…». ``Running``, ``OtherRequest`` and ``BadKey``
    are refusals. An answer from 400 on and an exception undo everything and keep nothing: the request may be sent
    again. Call it outside a transaction; ``RuntimeError`` for an actor without token.
    """
    if actor.token is None:
        raise RuntimeError("only a program sends keys")
    if not 0 < len(key) <= LONGEST or not (key.isascii() and key.isprintable()):
        raise BadKey(_("La clave de idempotencia va de 1 a %(most)s letras sin tildes.") % {"most": LONGEST})
    kept = _claim(actor, actor.token, key, request, hashlib.sha256(body).hexdigest())
    if isinstance(kept, Answer):
        return kept
    try:
        with transaction.atomic():
            answer = work()
            if answer.status < _DONE:
                _keep(kept, answer)
                return answer
            transaction.set_rollback(True)
    except BaseException:
        _release(kept)
        raise
    _release(kept)
    return answer


def _claim(actor: Actor, token: ApiToken, key: str, request: str, digest: str) -> KeptAnswer | Answer:
    """Return the row of a key, which is now ours to work on, or the answer that it holds."""
    now = timezone.now()
    mine = KeptAnswer(
        institution=actor.institution,
        token=token,
        key=key,
        request=request,
        digest=digest,
        claim=secrets.token_hex(16),
        at=now,
    )
    KeptAnswer.objects.filter(token=token, key=key, at__lt=now - KEPT).delete()
    # The unique constraint decides between two that come at once: the second writes nothing.
    KeptAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    row = KeptAnswer.objects.filter(token=token, key=key).first()
    if row is None:  # who worked on it gave it back at this very moment
        raise _busy()
    if (row.request, row.digest) != (request, digest):
        raise OtherRequest(_("Esa clave de idempotencia ya se usó para otro pedido. Use una nueva."))
    if row.status is not None:
        return Answer(row.status, bytes(row.body), row.headers, repeated=True)
    if row.claim == mine.claim:
        return row
    interrupted = KeptAnswer.objects.filter(pk=row.pk, claim=row.claim, status=None, at__lt=now - STALE)
    if not interrupted.update(claim=mine.claim, at=now):
        raise _busy()
    row.claim = mine.claim
    return row


def _keep(row: KeptAnswer, answer: Answer) -> None:
    """Keep an answer with the work of the same transaction; undone where somebody else took the request over."""
    ours = KeptAnswer.objects.filter(pk=row.pk, claim=row.claim, status=None)
    if not ours.update(status=answer.status, body=answer.body, headers=dict(answer.headers)):
        raise _busy()


def _busy() -> Running:
    return Running(_("Ese mismo pedido se está haciendo. Pregunte de nuevo en unos segundos con la misma clave."))


def _release(row: KeptAnswer) -> None:
    KeptAnswer.objects.filter(pk=row.pk, claim=row.claim, status=None).delete()


def forget_old() -> int:
    """Throw away the answers of more than a day ago; return how many. The worker does it."""
    count, _each = KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return count
