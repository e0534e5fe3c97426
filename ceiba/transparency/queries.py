"""What can be asked about duties: those that bind an institution, how each item stands, what was sent, which months.

A view of a duty rests on a publication, on register releases and on what units declared to be public; never on a plan
that is still being written.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ceiba.documents.contents import content_of
from ceiba.institutions.models import Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.duty import Duty, DutyAnswerKind, ItemState
from ceiba.kernel.duty_dispatch import DispatchPeriod, dispatches, first_sent
from ceiba.kernel.duty_due import DutyDue, end_of, last_over, next_due
from ceiba.kernel.duty_fields import TableFacts
from ceiba.kernel.duty_standing import (
    ItemAnswer,
    ItemStanding,
    ItemSupply,
    ScoreCheck,
    counts,
    score_check,
    standings,
)
from ceiba.kernel.duty_table import FilledTable, fill
from ceiba.methodologies.duties import available_duties
from ceiba.methodologies.problems import MethodologyError, Problem
from ceiba.publications import queries as publications
from ceiba.publications.models import Publication
from ceiba.registers.models_release import RegisterRelease
from ceiba.transparency.models import DispatchEvidence, DutyItemAnswer, DutyMonth

LOOKED_AT = 3  # publications whose days count for what was published in time
FOLDER = "duties"  # of the installation, for duties that Ceiba does not bring
_PLACES = {"indicator": "public_goal", "plan": "public_plan", "project": "public_project"}


def duties_of(institution: Institution) -> tuple[Duty, ...]:
    """Return the duties that bind an institution: of its country and kind, in force first; shipped or of this home."""
    every = (*available_duties(), *_own()[0])
    newest = {duty.id: duty for duty in every}  # the later edition takes the place of the earlier one
    bound = [one for one in newest.values() if one.country == institution.country and institution.kind in one.binds]
    return tuple(sorted(bound, key=lambda duty: (not duty.holds_on(timezone.localdate()), duty.id, duty.edition)))


def wrong_files() -> tuple[Problem, ...]:
    """Return what is wrong with the duties of this installation's folder; while anything is, none of them counts."""
    return _own()[1]


def _own() -> tuple[tuple[Duty, ...], tuple[Problem, ...]]:
    try:
        return available_duties(settings.HOME / FOLDER), ()
    except MethodologyError as error:
        return (), error.problems


def duty_of(institution: Institution, address: str) -> Duty | None:
    """Return a duty that binds an institution by its part of an address; None where none does."""
    return next((duty for duty in duties_of(institution) if duty.address == address), None)


def answers_of(institution: Institution, duty: Duty, until: datetime | None = None) -> dict[str, list[ItemAnswer]]:
    """Return what was declared of each item until a moment (None: until now), the oldest first: one query."""
    rows = DutyItemAnswer.objects.of(institution).filter(duty=duty.id).select_related("document", "unit")
    if until is not None:
        rows = rows.filter(at__lte=until)
    found: dict[str, list[ItemAnswer]] = defaultdict(list)
    for row in rows.order_by("version"):
        found[row.item].append(answer_of(row))
    return found


def answer_of(row: DutyItemAnswer) -> ItemAnswer:
    """Return an answer as the kernel knows it."""
    return ItemAnswer(
        item=row.item,
        state=ItemState(row.state),
        day=row.day,
        recorded=timezone.localdate(row.at),
        link=row.link,
        document=row.document.sha256 if row.document else "",
        document_name=row.document.name if row.document else "",
        justification=row.justification,
        legal_basis=row.legal_basis,
        unit=row.unit.name if row.unit else "",
        responsible=row.responsible,
        email=row.email,
        phone=row.phone,
        checked=row.checked,
    )


def history_of(institution: Institution, duty: Duty, item: str) -> list[DutyItemAnswer]:
    """Return every version of what was declared of an item, the newest first: one query."""
    rows = DutyItemAnswer.objects.of(institution).filter(duty=duty.id, item=item)
    return list(rows.select_related("document", "unit", "by").order_by("-version"))


def dispatched(institution: Institution, duty: Duty, until: datetime | None = None) -> list[DispatchEvidence]:
    """Return the proofs of what was sent, the latest first: one query."""
    rows = DispatchEvidence.objects.of(institution).filter(duty=duty.id)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return list(rows.select_related("document", "by"))


def months_of(institution: Institution, duty: Duty) -> list[DutyMonth]:
    """Return the months kept of a duty, the newest first, one a month, without their text: one query."""
    rows = DutyMonth.objects.filter(institution=institution, duty=duty.id).defer("text")
    by_period = groupby(
        sorted(rows, key=lambda one: (one.period, one.number), reverse=True), key=lambda one: one.period
    )
    return [next(same) for _period, same in by_period]


def month_of(institution: Institution, duty: Duty, notation: str) -> DutyMonth | None:
    """Return the newest that was kept of a month, by its notation («2026-M10»): one query."""
    rows = DutyMonth.objects.filter(institution=institution, duty=duty.id).order_by("-number")
    return next((row for row in rows if row.period.notation() == notation), None)


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document that a unit declared: its name and its bytes."""

    name: str
    content: bytes


def public_document(institution: Institution, digest: str) -> PublicDocument | None:
    """Return a document by its SHA-256 where some answer gives it; None for every other one. One query."""
    rows = DutyItemAnswer.objects.of(institution).filter(document__sha256=digest, document__reserved=False)
    row = rows.select_related("document").first()
    if row is None or row.document is None:
        return None
    try:
        return PublicDocument(row.document.name, content_of(row.document))
    except FileNotFoundError:
        return None


def newest_change(institution: Institution) -> tuple[object, ...]:
    """Return what tells whether anything that a page of duties shows has changed: three queries."""
    day = timezone.localdate()
    tables = (DutyItemAnswer, DispatchEvidence, DutyMonth)
    newest = (
        table.objects.filter(institution=institution).order_by("-pk").values_list("pk", flat=True) for table in tables
    )
    return (day, *(each.first() for each in newest))


@dataclass(frozen=True)
class DutyView:
    """A duty of an institution on a day: how its items stand, its tables, what was sent and what an authority marks.

    ``row`` is the publication that it rests on, None where there is none. ``until`` leaves out what was declared later.
    """

    institution: Institution
    duty: Duty
    row: Publication | None
    today: date
    until: datetime | None = None

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Return when the institution works."""
        return work_calendar(self.institution)

    @cached_property
    def answers(self) -> Mapping[str, list[ItemAnswer]]:
        """Return what was declared of each item, the oldest first."""
        return answers_of(self.institution, self.duty, self.until)

    @cached_property
    def supplies(self) -> Mapping[str, ItemSupply]:
        """Return what answers items by itself."""
        released = _releases(self.institution, self.until)
        found = {}
        for item in self.duty.items:
            if item.kind is DutyAnswerKind.RELEASED:
                found[item.key] = ItemSupply(tuple(released.get(item.register, ())))
            elif item.kind is DutyAnswerKind.PRODUCED:
                found[item.key] = self._produced(item.table)
        return found

    def _produced(self, table: str) -> ItemSupply:
        if self.row is None:
            return ItemSupply()
        filled = self._filled(self.row, table)
        if not filled.answers:
            return ItemSupply()
        days = [timezone.localdate(one.at) for one in self._before if self._filled(one, table).answers]
        return ItemSupply((*reversed(days), timezone.localdate(self.row.at)), filled.count, filled.lacking)

    @cached_property
    def _before(self) -> list[Publication]:
        """Return the publications just before the one of this view, the latest first."""
        number = self.row.number if self.row else 0
        earlier = [one for one in publications.publications(self.institution) if one.number < number]
        return earlier[: LOOKED_AT - 1]

    @cached_property
    def standings(self) -> tuple[ItemStanding, ...]:
        """Return how every item stands."""
        return standings(self.duty, self.answers, self.supplies, self.today, self.calendar)

    @property
    def groups(self) -> list[tuple[str, list[ItemStanding]]]:
        """Return the items by the part or phase that they belong to, in the order of the duty."""
        return [(group, list(same)) for group, same in groupby(self.standings, key=lambda one: one.item.group)]

    @cached_property
    def counts(self) -> dict[ItemState, int]:
        """Return how many items stand how."""
        return counts(self.standings)

    @property
    def answered(self) -> int:
        """Return how many items stand as the duty asks: published, justified, or not applicable."""
        good = (ItemState.PUBLISHED, ItemState.JUSTIFIED, ItemState.NOT_APPLICABLE)
        return sum(self.counts[state] for state in good)

    @property
    def aged(self) -> int:
        """Return how many answers are flagged as old."""
        return sum(1 for one in self.standings if one.aged)

    @cached_property
    def next(self) -> DutyDue | None:
        """Return what falls due next, None where nothing does."""
        found = next_due(self.duty.rule, self.today, self.calendar)
        return found if found and self.duty.holds_on(found.due) else None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of the duty falls due any more."""
        return not self.duty.holds_on(self.today)

    @cached_property
    def score(self) -> ScoreCheck | None:
        """Return what the authority would mark, None where it marks nothing or nothing falls due."""
        score = self.duty.score
        if score is None or self.is_over:
            return None
        return score_check(self.duty, score, self.standings, self.answers, self.today, self.calendar)

    @cached_property
    def dispatches(self) -> tuple[DispatchPeriod, ...]:
        """Return how the dispatches of the last periods stand."""
        rows = dispatched(self.institution, self.duty, self.until) if self.duty.recipients else []
        sent = first_sent((row.period, row.recipient, row.day) for row in rows)
        return dispatches(self.duty, sent, self.today, self.calendar)

    def table(self, key: str) -> FilledTable | None:
        """Return a table filled from the publication, with who answers for it; None where there is no such."""
        if self.row is None or key not in self.duty.table_by_key:
            return None
        table, item = self.duty.table_by_key[key], self.duty.item_of(key)
        answers = self.answers.get(item.key, ()) if item else ()
        answer = answers[-1] if answers else None
        facts = {"institution": self.institution.name}
        if answer is not None:
            facts |= {name: getattr(answer, name) for name in ("unit", "responsible", "email", "phone")}
        about = TableFacts(self.cutoff(key), self._way, facts)
        return fill(table, publications.face_of(self.row), about)

    def cutoff(self, table: str) -> date:
        """Return the day to which a table speaks: the end of the month before it was published, or last confirmed."""
        item = self.duty.item_of(table)
        assert self.row is not None
        days = [timezone.localdate(self.row.at)]
        days += [
            one.day for one in (self.answers.get(item.key, ()) if item else ()) if one.state is ItemState.PUBLISHED
        ]
        period = last_over(self.duty.rule, max(days))
        return end_of(period) if period else max(days)

    def _way(self, noun: str, identifier: str) -> str:
        name = _PLACES.get(noun)
        if name is None or self.row is None:
            return ""
        return f"{reverse(name, args=[self.institution.slug, identifier])}?publicacion={self.row.number}"

    def _filled(self, row: Publication, table: str) -> FilledTable:
        """Return a table without who answers for it: made once for each publication."""
        return _bare(row.pk, row.digest, self.duty, table)


@lru_cache(maxsize=64)
def _bare(pk: int, _digest: str, duty: Duty, table: str) -> FilledTable:
    row = Publication.objects.defer("content", "face").get(pk=pk)
    way = TableFacts(timezone.localdate(row.at), lambda _noun, identifier: identifier)
    return fill(duty.table_by_key[table], publications.face_of(row), way)


def _releases(institution: Institution, until: datetime | None) -> dict[str, list[date]]:
    """Return the days on which each register was released, the oldest first, by the key of the register: one query."""
    rows = RegisterRelease.objects.of(institution).filter(published__isnull=False)
    if until is not None:
        rows = rows.filter(published__lte=until)
    found: dict[str, list[date]] = defaultdict(list)
    for key, published in rows.order_by("published").values_list("register__key", "published"):
        found[key].append(timezone.localdate(published))
    return found


def view_of(institution: Institution, duty: Duty) -> DutyView:
    """Return a duty of an institution as it stands today."""
    return DutyView(institution, duty, publications.last(institution), timezone.localdate())
