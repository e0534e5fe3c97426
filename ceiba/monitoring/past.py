"""What was done to a thing: the last rows of history that speak of it, in words, with the way back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from ceiba.institutions.actor import Actor
from ceiba.institutions.history_lines import EntryLine, line
from ceiba.institutions.models import Entry
from ceiba.plans.undoing import is_undoable

LAST = 5
LONGEST = 18  # digits of the number of a row


@dataclass(frozen=True, slots=True)
class PastLine:
    """A row of history as the page of a thing shows it: with its changes of that thing, and how many others it has.

    ``undo`` is the address that takes it back, blank where nothing does or the reader may not.
    """

    line: EntryLine
    others: int
    undo: str


def past(actor: Actor, subjects: Iterable[str], count: int = LAST) -> list[PastLine]:
    """Return the last rows of history about things, the newest first: one query."""
    wanted = frozenset(subjects)
    rows = Entry.objects.filter(institution=actor.institution, subject__in=wanted).select_related("person")
    return [_line(entry, wanted, actor) for entry in rows.order_by("-pk")[:count]]


def just_done(actor: Actor, asked: str) -> str:
    """Return the address that takes back the act that a page was asked to offer for it, blank where there is none."""
    if not asked.isdecimal() or len(asked) > LONGEST:
        return ""
    entry = Entry.objects.filter(institution=actor.institution, person=actor.person, pk=int(asked)).first()
    return reverse("undo", args=[actor.institution.slug, entry.pk]) if entry and is_undoable(entry) else ""


def _line(entry: Entry, wanted: frozenset[str], actor: Actor) -> PastLine:
    own = [change for change in entry.changes if change["subject"] in wanted]
    can = is_undoable(entry) and actor.may_somewhere("plan.edit")
    undo = reverse("undo", args=[actor.institution.slug, entry.pk]) if can else ""
    return PastLine(line(entry, actor, own, len(entry.changes)), len(entry.changes) - len(own), undo)
