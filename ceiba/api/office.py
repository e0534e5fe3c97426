"""What every address of the office shares: who asks by which token, which version they saw, and doing a thing once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja import Field, Header
from ninja.security import HttpBearer

from ceiba.api.problems import Trouble
from ceiba.api.reading import Told
from ceiba.institutions.actor import Actor
from ceiba.institutions.bearer import bearer
from ceiba.institutions.idempotency import Answer, once
from ceiba.kernel.text import _
from ceiba.snapshots.services import current

MOST_FIELDS = 200  # values of one row that is sent
KEY: Any = Header(
    ...,
    alias="Idempotency-Key",
    min_length=1,
    max_length=255,
    pattern="^[!-~]+$",
    description=_("Una clave suya para este pedido: si lo envía otra vez, se hace una sola vez y responde lo mismo."),
)
SEEN: Any = Header(
    None,
    alias="If-Match",
    max_length=60,
    description=_("El ETag de lo que usted vio. Sin él se responde 428; si alguien lo cambió desde entonces, 412."),
)
NOT_NUL = r"^[^\x00]*$"


class Token(HttpBearer):
    """The token of a program; without one that stands nobody is let in."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002  # ``bearer`` reads it itself
        """Return for whom the token acts, with its scopes; None for one that is worth nothing."""
        return bearer(request)


def actor_of(request: HttpRequest, *permissions: str) -> Actor:
    """Return who asks; a problem where the token lets through none of some permissions, in whatever unit."""
    actor: Actor = request.auth[0]  # what ``Token`` returned
    if not any(actor.may_somewhere(permission) for permission in permissions):
        raise Trouble("forbidden")
    return actor


@dataclass(frozen=True)
class Now(Told):
    """An institution as it stands now, with what is not public yet."""

    actor: Actor

    @property
    def face(self) -> Any:
        """Return the current snapshot."""
        return current(self.actor.institution)


def version_of(seen: str | None) -> int:
    """Return the version that a header names, also where the way made it weak; a problem where it names none."""
    if seen is None or seen.strip() == "*":
        raise Trouble("precondition-required")
    digits = seen.strip().removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Trouble("changed")
    return int(digits)


def etag(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def only_once(
    request: HttpRequest, key: str, work: Callable[[], tuple[Any, Mapping[str, str]]], status: int = 201
) -> HttpResponse:
    """Return what ``work`` gives (content and headers), done once for the sender's key however often it is sent."""
    actor: Actor = request.auth[0]

    def done() -> Answer:
        told, headers = work()
        return Answer(status, json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).encode(), headers)

    kept = once(actor, key, f"{request.method} {request.path}", request.body, done)
    answer = HttpResponse(kept.body, content_type="application/json; charset=utf-8", status=kept.status)
    for name, value in kept.headers.items():
        answer[name] = value
    if kept.repeated:
        answer["Idempotent-Replayed"] = "true"
    return answer


def values_field() -> Any:
    """Return the field of a row's values: texts, each as its kind is written."""
    return Field({}, max_length=MOST_FIELDS, description=_("Textos por campo, como los escribe el registro."))
