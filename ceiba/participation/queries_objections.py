"""What can be asked about questions and objections: counts for anybody, lists, one with its steps, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.period import Period
from ceiba.participation.models_objections import Objection, ObjectionStep
from ceiba.participation.terms import setting_of, working
from ceiba.registers.workings import DeadlineWorking
from ceiba.ui import formats

SOON = timedelta(days=5)
_ANSWERED = Objection.State.ANSWERED


class Standing(StrEnum):
    """What a list of questions is filtered by."""

    WAITING = "esperan"
    ANSWERED = "respondidas"
    LATE = "vencidas"


@dataclass(frozen=True)
class VoiceCounts:
    """How many questions came and what became of them. Every one is in exactly one of the other five numbers."""

    received: int = 0
    in_time: int = 0
    answered_late: int = 0
    waiting: int = 0
    late: int = 0
    hidden: int = 0

    @property
    def answered(self) -> int:
        """Return how many were answered."""
        return self.in_time + self.answered_late


def shown(institution: Institution) -> QuerySet:
    """Return the questions that anybody may read, the last first."""
    return Objection.objects.of(institution).filter(hidden=None).select_related("unit")


def of_standing(rows: QuerySet, standing: str, today: date) -> QuerySet:
    """Return of some questions those that stand as asked; all where nothing, or nothing known, is asked."""
    if standing == Standing.WAITING:
        return rows.exclude(state=_ANSWERED).filter(due__gte=today)
    if standing == Standing.LATE:
        return rows.exclude(state=_ANSWERED).filter(due__lt=today)
    return rows.filter(state=_ANSWERED) if standing == Standing.ANSWERED else rows


def counts(institution: Institution, today: date, **which: object) -> VoiceCounts:
    """Return the counts of an institution on a day, of all or of those about one thing: one query."""
    seen, done = Q(hidden=None), Q(state=_ANSWERED)
    in_time = Q(answered__date__lte=F("due"))
    found = (
        Objection.objects.of(institution)
        .filter(**which)
        .order_by()
        .aggregate(
            received=Count("pk"),
            in_time=Count("pk", filter=seen & done & in_time),
            answered_late=Count("pk", filter=seen & done & ~in_time),
            waiting=Count("pk", filter=seen & ~done & Q(due__gte=today)),
            late=Count("pk", filter=seen & ~done & Q(due__lt=today)),
            hidden=Count("pk", filter=~seen),
        )
    )
    return VoiceCounts(**found)


def about(institution: Institution, subject: str) -> int:
    """Return how many questions about one thing anybody may read: one query."""
    return int(Objection.objects.of(institution).filter(subject=subject, hidden=None).count())


def stamp(institution: Institution) -> int:
    """Return a number that grows whenever what the public sees of questions changes: one query."""
    rows = ObjectionStep.objects.filter(institution=institution).order_by("-pk").values_list("pk", flat=True)
    return rows.first() or 0


def numbered(institution: Institution, number: int) -> Objection | None:
    """Return one question, hidden or not, by its number: one query."""
    rows = Objection.objects.of(institution).select_related("unit", "institution")
    found: Objection | None = rows.filter(number=number).first()
    return found


def steps(row: Objection) -> list[ObjectionStep]:
    """Return what was done with a question, in order: one query."""
    return list(ObjectionStep.objects.filter(objection=row).select_related("person"))


@dataclass(frozen=True)
class ObjectionPage:
    """One question with everything that its page shows."""

    row: Objection

    @property
    def answers(self) -> list[ObjectionStep]:
        """Return its answers, the first first."""
        return [one for one in self.steps if one.kind == ObjectionStep.Kind.ANSWERED]

    @cached_property
    def steps(self) -> list[ObjectionStep]:
        """Return what was done with it."""
        return steps(self.row)

    @property
    def office(self) -> str:
        """Return which office answers, as it was called when the question was given to it; blank where none is."""
        given = [one.office for one in self.steps if one.kind == ObjectionStep.Kind.ASSIGNED]
        return given[-1] if given else ""

    @property
    def working(self) -> DeadlineWorking:
        """Return how its term is counted."""
        return working(self.row.term, self.row.at, self.row.answered, work_calendar(self.row.institution))

    @property
    def period(self) -> str:
        """Return the period of the figure in words; blank where the question is of no one figure."""
        return formats.period(Period.parse(self.row.period)) if self.row.period else ""

    @property
    def signed(self) -> str:
        """Return who asks, as anybody may know it; blank where they did not say so."""
        return self.row.name if self.row.show_name else ""


def handled_by(actor: Actor) -> QuerySet:
    """Return the questions that a person deals with: of their units, or all where they assign or moderate."""
    rows = Objection.objects.of(actor.institution).select_related("unit")
    if actor.may("objection.assign") or actor.may("objection.moderate") or actor.may("history.view"):
        return rows
    units = actor.units_where(PERMISSIONS["objection.answer"])
    return rows if units is None else rows.filter(unit__in=units)


def falling(actor: Actor, today: date, most: int = 20) -> list[Objection]:
    """Return the questions that a person should answer and that are late or due soon, the earliest first: one query."""
    if not actor.may_somewhere("objection.answer"):
        return []
    units = actor.units_where(PERMISSIONS["objection.answer"])
    rows: Any = shown(actor.institution).exclude(state=_ANSWERED).filter(due__lte=today + SOON)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return list(rows.order_by("due", "pk")[:most])


def keeping_institutions(today: date) -> Iterable[Institution]:
    """Return the institutions in which a question is late or due soon."""
    near = Objection.objects.filter(hidden=None, due__lte=today + SOON).exclude(state=_ANSWERED)
    return list(Institution.objects.filter(pk__in=near.order_by().values("institution").distinct()).order_by("pk"))


def promise(institution: Institution) -> str:
    """Return by which act the institution promised a shorter term; blank where it did not."""
    setting = setting_of(institution)
    return setting.promised_by if setting.promised_days else ""


def is_late(row: Objection) -> bool:
    """Tell whether a question is past its day without an answer."""
    return row.state != _ANSWERED and row.due < timezone.localdate()
