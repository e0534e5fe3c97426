"""Rows of history as pages show them: who, when, what in words, and each change as before → after."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from ceiba.institutions import choices
from ceiba.institutions.actor import Actor
from ceiba.institutions.field_words import FIELD_WORDS, VALUE_WORDS
from ceiba.institutions.history_money import is_companion, money_words
from ceiba.institutions.models import Entry
from ceiba.institutions.words import NOUNS, NUMBERED, UNDONE, verb_words
from ceiba.ui import formats


@dataclass(frozen=True)
class FieldLine:
    """A field of a thing before and after; None where the thing was not there. What stayed only says which it is."""

    name: str
    before: str | None
    after: str | None

    @property
    def stayed(self) -> bool:
        """Tell whether it is the same before and after."""
        return self.before == self.after


@dataclass(frozen=True)
class ChangeLine:
    """What was done to one thing: its address in words, its page where it has one, its fields."""

    subject: str
    url: str
    new: bool
    gone: bool
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True)
class EntryLine:
    """A row of history in words; ``undo`` is the address that undoes it, empty where nothing does."""

    entry: Entry
    who: str
    words: str
    changes: tuple[ChangeLine, ...]
    more: int
    undo: str


def line(entry: Entry, actor: Actor, changes: Iterable[Mapping[str, Any]], total: int) -> EntryLine:
    """Return a row in words, with the changes that are to be shown of its ``total``."""
    shown = tuple(_change(change, actor.institution.slug) for change in changes)
    return EntryLine(
        entry=entry,
        who=str(entry.person) if entry.person else _("El programa"),
        words=verb_words(entry.verb),
        changes=shown,
        more=max(total - len(shown), 0),
        undo=_undo(entry, actor),
    )


def _undo(entry: Entry, actor: Actor) -> str:
    if entry.verb not in UNDONE or not actor.may_somewhere("plan.edit"):
        return ""
    return reverse("undo", args=[actor.institution.slug, entry.pk])


def _change(change: Mapping[str, Any], slug: str) -> ChangeLine:
    noun, _slash, key = str(change["subject"]).partition("/")
    words, page = NOUNS.get(noun, (noun, ""))
    before, after = change.get("before"), change.get("after")
    names = [*(before or {}), *(name for name in after or {} if name not in (before or {}))]
    return ChangeLine(
        subject=f"{words} {key}",
        url=reverse(page, args=[slug, key]) if key and page and (key.isdecimal() or page not in NUMBERED) else "",
        new=before is None,
        gone=after is None and before is not None,
        fields=tuple(
            FieldLine(
                str(FIELD_WORDS.get(name, name)),
                None if before is None else money_words(noun, name, before, after) or _text(name, before.get(name)),
                None if after is None else money_words(noun, name, after, before) or _text(name, after.get(name)),
            )
            for name in names
            if not is_companion(noun, name, names)
            and any((side or {}).get(name) not in (None, "") for side in (before, after))
        ),
    )


def _text(name: str, value: Any) -> str:
    if value is None or value == "":
        return _("nada")
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    if name == "role":
        return choices.role_word(text)
    if (name, text) in VALUE_WORDS:
        return str(VALUE_WORDS[name, text])
    moment = _moment(text) if isinstance(value, str) else None
    return text if moment is None else moment


def _moment(text: str) -> str | None:
    """Return a day or an instant as people write it, None where a text is neither."""
    try:
        when: datetime | date | None = parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        return None
    if isinstance(when, datetime):
        return formats.moment(timezone.localtime(when)) if timezone.is_aware(when) else None
    return formats.day(when) if when else None
