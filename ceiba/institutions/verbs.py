"""``@verb``: the only way in. Checks who asks, opens the transaction, writes one row of history, marks what changed.

::

    @verb("element.edit", needs="plan.edit", touches=[Part.PLAN])
    def edit(actor: Actor, element: Element, *, text: str) -> Element:
        before = element.text
        element.text = text
        element.save(update_fields=["text"])
        changed("element/" + element.key, {"text": before}, {"text": text})
        return element

A verb that calls another joins it: one transaction, one row, the permissions of both.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Revision, Unit
from ceiba.institutions.permissions import PERMISSIONS

P = ParamSpec("P")
R = TypeVar("R")
_Bare = Callable[Concatenate[Actor, P], R]


class Part(StrEnum):
    """The parts of a snapshot, each with its own revision."""

    INSTITUTION = "institution"
    PLAN = "plan"
    UNITS = "units"
    MEASUREMENTS = "measurements"
    REPORTING = "reporting"
    MONEY = "money"
    PROJECTS = "projects"
    REGISTERS = "registers"
    DEMANDS = "demands"
    SOURCES = "sources"
    RULES = "rules"


class Refused(Exception):
    """What was asked cannot be done now. The message says in the reader's language why, and what to do instead."""

    status = 409


class NotAllowed(Refused):
    """Who asked may not do that, or may no longer."""

    status = 403


@dataclass
class _Record:
    """What one outer verb has changed so far."""

    changes: list[dict[str, object]] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)
    note: str = ""
    last: list[Callable[[], None]] = field(default_factory=list)


_current: ContextVar[_Record | None] = ContextVar("verb", default=None)
VERBS: dict[str, Callable[..., Any]] = {}
NEEDS: dict[str, str] = {}  # the permission of each verb


def verb(
    name: str,
    *,
    needs: str,
    touches: Iterable[Part] = (),
    unit_of: Callable[..., Unit | None] | None = None,
    somewhere: bool = False,
) -> Callable[[_Bare[P, R]], _Bare[P, R]]:
    """Make a function a verb.

    ``needs`` is the permission; ``unit_of(*arguments)`` gives the unit in which it is needed, without it (or where it
    gives none) the permission must hold for the whole institution. With ``somewhere`` it is enough that it holds in any
    unit: what lies in others the verb refuses by itself. Every argument that belongs to an institution must belong to
    the actor's; ``NotAllowed`` otherwise.
    """
    if needs not in PERMISSIONS:
        raise KeyError(f"no permission «{needs}»")

    def decorate(function: _Bare[P, R]) -> _Bare[P, R]:
        @wraps(function)
        def call(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            _belongs(actor, (*args, *kwargs.values()))
            unit = unit_of(*args, **kwargs) if unit_of else None
            if not (actor.may_somewhere(needs) if somewhere else actor.may(needs, unit)):
                raise NotAllowed(_("Usted no tiene permiso para hacer esto, o ya no lo tiene. Nada se cambió."))
            outer = _current.get()
            if outer is not None:
                outer.parts.update(touches)
                return function(actor, *args, **kwargs)
            record = _Record(parts=set(touches))
            token = _current.set(record)
            try:
                with transaction.atomic():
                    result = function(actor, *args, **kwargs)
                    for follow in record.last:
                        follow()
                    _write(actor, name, record)
                return result
            finally:
                _current.reset(token)

        if name in VERBS:
            raise KeyError(f"two verbs are called «{name}»")
        VERBS[name], NEEDS[name] = call, needs
        return call  # type: ignore[return-value]  # a wrapper takes the same arguments

    return decorate


def changed(
    subject: str, before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None
) -> None:
    """Tell the history what a verb did to the thing at an address: its fields before (None: it is new) and after.

    ``RuntimeError`` outside a verb: whoever changes something without one leaves no trace.
    """
    record = _current.get()
    if record is None:
        raise RuntimeError(f"{subject} was changed outside a verb")
    record.changes.append(
        {
            "subject": subject,
            "before": None if before is None else dict(before),
            "after": None if after is None else dict(after),
        }
    )


def touching(*parts: Part) -> None:
    """Tell the running verb that it changed more parts of the snapshot than it always does."""
    record = _current.get()
    if record is None:
        raise RuntimeError("parts are touched inside a verb")
    record.parts.update(parts)


def at_end(follow: Callable[[], None]) -> None:
    """Let something follow from all that the running verb does, before its history is written; nothing outside one.

    What follows is told after what was asked for, and once, however many rows a verb wrote.
    """
    record = _current.get()
    if record is not None:
        record.last.append(follow)


def pending() -> frozenset[Part]:
    """Return the parts that the running verb touches, whose revision does not tell of it yet; none outside a verb."""
    record = _current.get()
    return frozenset(record.parts) if record else frozenset()


def noted(text: str) -> None:
    """Keep the reason that a person gave for the verb that is running."""
    record = _current.get()
    if record is None:
        raise RuntimeError("a note needs a verb")
    record.note = text


def _belongs(actor: Actor, arguments: Iterable[object]) -> None:
    """Refuse what belongs to another institution, also inside the lists and sets that a verb takes."""
    for argument in arguments:
        if isinstance(argument, Model):
            owner = getattr(argument, "institution_id", None)
            if owner is not None and owner != actor.institution.pk:
                raise NotAllowed(_("Eso pertenece a otra institución."))
        elif isinstance(argument, list | tuple | set | frozenset):
            _belongs(actor, argument)


def _write(actor: Actor, name: str, record: _Record) -> None:
    if not record.changes:
        return
    numbers = touch(actor.institution.pk, record.parts)
    if actor.token is not None:  # what a program did in somebody's name says by which token
        by = {"name": actor.token.name}
        record.changes.append({"subject": f"api_token/{actor.token.pk}", "before": by, "after": by})
    Entry.objects.create(
        institution=actor.institution,
        at=timezone.now(),
        person=actor.person,
        verb=name,
        subject=record.changes[0]["subject"],
        note=record.note,
        changes=record.changes,
        figures=numbers.get(Part.MEASUREMENTS),
    )


def touch(institution_id: int, parts: Iterable[Part]) -> dict[str, int]:
    """Mark parts of the snapshot as changed, and return their numbers; the last thing before the history.

    From here on nobody else marks these parts until the transaction ends, so that numbers follow one another as the
    transactions do. Several are locked in one order, whoever asks: two verbs never wait for each other.
    """
    wanted = sorted(parts)
    found = Revision.objects.filter(institution_id=institution_id, part__in=wanted)
    if len(wanted) > 1:
        list(found.select_for_update().order_by("part").values_list("pk"))
    if found.update(number=F("number") + 1) < len(wanted):
        known = set(found.values_list("part", flat=True))
        Revision.objects.bulk_create(
            [Revision(institution_id=institution_id, part=part, number=1) for part in wanted if part not in known],
            ignore_conflicts=True,
        )
    return dict(found.values_list("part", "number"))
