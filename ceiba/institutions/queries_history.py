"""What can be asked of the history: its rows, newest first, by person, verb, subject and days.

A verb may have changed thousands of things in one row: the list takes the first few of each row from the database and
counts the rest there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from ceiba.institutions.models import Entry, Institution

SHOWN = 3
SYSTEM = "system"


@dataclass(frozen=True)
class Wanted:
    """Which rows of history: of whom (an id, or ``SYSTEM``), which verb, what it was about, between which days."""

    person: str = ""
    verb: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


class _Length(Func):
    """How many things a JSON list holds, counted by the database."""

    output_field = IntegerField()
    function = "jsonb_array_length"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Return SQLite's own name of it."""
        sql, values = self.as_sql(compiler, connection, function="json_array_length", **context)
        return sql, list(values)


def entries(institution: Institution, wanted: Wanted) -> QuerySet[Entry]:
    """Return the rows asked for, newest first, each with ``total`` changes and the first ones as ``change_0``…"""
    first: Mapping[str, Any] = {f"change_{place}": F(f"changes__{place}") for place in range(SHOWN)}
    found = Entry.objects.of(institution).filter(_asked(wanted)).select_related("person").defer("changes")
    found = _about(found, wanted.subject) if wanted.subject else found
    return found.annotate(total=_Length("changes"), **first)


def shown_changes(entry: Any) -> list[dict[str, Any]]:
    """Return the first changes of a row that ``entries`` gave."""
    found = (getattr(entry, f"change_{place}") for place in range(SHOWN))
    return [change for change in found if change is not None]


def _asked(wanted: Wanted) -> Q:
    asked = Q()
    if wanted.person == SYSTEM:
        asked &= Q(person=None)
    elif wanted.person.isdecimal():
        asked &= Q(person=int(wanted.person))
    if wanted.verb:
        asked &= Q(verb=wanted.verb)
    if wanted.since:
        asked &= Q(at__gte=_midnight(wanted.since))
    if wanted.until:
        asked &= Q(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return asked


def _about(found: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Return those of some rows that speak of something: in the address of what they changed or in its text.

    SQLite keeps the letters of JSON escaped («\\u00f3»), so both spellings are looked for.
    """
    text = found.annotate(text=Cast("changes", TextField()))
    return text.filter(
        Q(subject__icontains=words) | Q(text__icontains=words) | Q(text__icontains=json.dumps(words)[1:-1])
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
