"""Deadlines of procedures: the day an answer is due, counted in sight, and counted again when a holiday is added.

A term runs from an event for so many days, working or calendar ones. The rules that laws of procedure share, each a
setting: whether the day of the event counts, what suspends the count (suspended days never count), what is added by an
extension (it goes on where the term stops), and where a term of calendar days goes that ends on a day of rest. The
steps of a count are sentences with their facts; whoever shows them translates them and writes their days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.methodology import Workday
from ceiba.kernel.text import _

_DAY = timedelta(days=1)
_LONGEST = 40_000  # days walked, more than a century: a calendar in which nobody ever works is no calendar


class DayKind(StrEnum):
    """Which days a term counts: all of them, or working days."""

    CALENDAR = "calendar"
    WORKING = "working"


class SilenceEffect(StrEnum):
    """What the law makes of an institution that does not answer in time: it granted, it denied, or nothing."""

    GRANTED = "granted"
    DENIED = "denied"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, of one kind, as an article of a norm has it.

    ``day_after``: the count begins the day after the event (nearly every law) or on its very day. ``rest``: where a
    term goes that ends on a day of rest; one of working days never does. ``ValueError`` for less than one day.
    """

    days: int
    kind: DayKind = DayKind.WORKING
    day_after: bool = True
    rest: Workday = Workday.NEXT
    silence: SilenceEffect = SilenceEffect.NOTHING
    article: str = ""

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("a term has at least one day")


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which a term does not run, first and last included; without a last day it is suspended still."""

    first: date
    last: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("a suspension cannot end before it begins")

    def holds(self, day: date) -> bool:
        """Tell whether a day is suspended."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class AddedDays:
    """Days that an extension adds to a term, of the term's own kind."""

    days: int
    reason: str = ""

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("an extension adds at least one day")


@dataclass(frozen=True, slots=True)
class LegalDeadline:
    """A term that runs: from the day of its event, with what suspended and what extended it."""

    id: str
    start: date
    term: Term
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[AddedDays, ...] = ()

    @property
    def days(self) -> int:
        """Return how many days are counted in all."""
        return self.term.days + sum(extension.days for extension in self.extensions)


@dataclass(frozen=True, slots=True)
class CountStep:
    """One step of a count: a sentence marked for translation, and its facts (days as ``date``, numbers, words)."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts


@dataclass(frozen=True, slots=True)
class DayCount:
    """When a deadline is due and how that was counted; ``due`` is None while it is suspended without an end.

    ``counted`` are the days that counted so far, in order, without those that ``rest`` moved it by.
    """

    due: date | None
    counted: tuple[date, ...]
    steps: tuple[CountStep, ...]


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A deadline that another calendar moves: when it was due, when it is, and why (the steps of the new count)."""

    deadline: LegalDeadline
    before: date | None
    after: DayCount


def count(deadline: LegalDeadline, calendar: WorkCalendar) -> DayCount:
    """Return when a deadline is due: the last of its days, each in sight; a suspended day and a rest do not count.

    ``ValueError`` where the calendar has no working days at all.
    """
    term = deadline.term
    steps = [_opening(deadline)]
    walk = _Walk(deadline, calendar)
    due = walk.run(deadline.start + _DAY * term.day_after)
    steps += _about_days(deadline)
    steps += walk.steps()
    if due is None:
        message = _("El plazo está suspendido: se contaron %(counted)s de %(days)s días y no hay fecha aún.")
        steps.append(CountStep(message, {"counted": len(walk.counted), "days": deadline.days}))
        return DayCount(None, tuple(walk.counted), tuple(steps))
    steps.append(CountStep(_("El día %(days)s es el %(day)s."), {"days": deadline.days, "day": due}))
    moved = _moved(due, deadline, calendar)
    if moved is None or moved != due:
        steps.append(_about_rest(due, moved, calendar))
    if moved is not None:
        steps += _about_silence(term, moved)
    return DayCount(moved, tuple(walk.counted), tuple(steps))


def moved_by(
    deadlines: Iterable[LegalDeadline], before: WorkCalendar, after: WorkCalendar
) -> tuple[MovedDeadline, ...]:
    """Return which deadlines fall on another day with another calendar (a holiday was added), in their order."""
    found = []
    for deadline in deadlines:
        old, new = count(deadline, before), count(deadline, after)
        if old.due != new.due:
            found.append(MovedDeadline(deadline, old.due, new))
    return tuple(found)


class _Walk:
    """The walk from day to day, and what did not count on its way."""

    def __init__(self, deadline: LegalDeadline, calendar: WorkCalendar) -> None:
        self.deadline, self.calendar = deadline, calendar
        self.counted: list[date] = []
        self.weekends = 0
        self.holidays: list[tuple[date, str]] = []
        self.suspended: dict[Suspension, list[date]] = {}

    def run(self, first: date) -> date | None:
        """Walk from the first day until all days are counted; None where a suspension has no end."""
        day = first
        for _step in range(_LONGEST):
            suspension = _suspension(self.deadline.suspensions, day)
            if suspension is not None:
                if suspension.last is None:
                    self.suspended.setdefault(suspension, []).append(day)
                    return None
                self.suspended.setdefault(suspension, []).append(day)
            elif (why := self._rest(day)) is not None:
                self._passed(day, why)
            else:
                self.counted.append(day)
                if len(self.counted) == self.deadline.days:
                    return day
            day += _DAY
        raise ValueError(f"no end within {_LONGEST} days of {first}")

    def _rest(self, day: date) -> str | None:
        return self.calendar.rest(day) if self.deadline.term.kind is DayKind.WORKING else None

    def _passed(self, day: date, why: str) -> None:
        if why:
            self.holidays.append((day, why))
        else:
            self.weekends += 1

    def steps(self) -> Iterable[CountStep]:
        """Yield what did not count: suspensions in the order of time, holidays, and how many days of weekends."""
        for suspension, days in self.suspended.items():
            facts = {"first": days[0], "last": days[-1], "reason": suspension.reason}
            if suspension.last is None:
                yield CountStep(_("Desde el %(first)s no corre: suspendido (%(reason)s)."), facts)
            else:
                yield CountStep(_("Del %(first)s al %(last)s no corre: suspendido (%(reason)s)."), facts)
        for day, name in self.holidays:
            yield CountStep(_("El %(day)s no cuenta: %(holiday)s."), {"day": day, "holiday": name})
        if self.weekends:
            yield CountStep(_("Sábados y domingos que no cuentan: %(count)s."), {"count": self.weekends})


def _suspension(suspensions: Sequence[Suspension], day: date) -> Suspension | None:
    holding = [one for one in suspensions if one.holds(day)]
    # of two the one that ends says when it runs again only if no other holds on
    return next((one for one in holding if one.last is None), holding[0] if holding else None)


def _moved(due: date, deadline: LegalDeadline, calendar: WorkCalendar) -> date | None:
    """Return where a due day goes that is a day of rest; None where that lies in a suspension without end."""
    step = {Workday.NEXT: _DAY, Workday.PREVIOUS: -_DAY, Workday.STAYS: timedelta()}[deadline.term.rest]
    day = due
    for _step in range(_LONGEST):
        suspension = _suspension(deadline.suspensions, day)
        if step > timedelta() and suspension is not None and suspension.last is None:
            return None
        if not step or (suspension is None and calendar.rest(day) is None):
            return day
        day += step
    raise ValueError(f"no working day within {_LONGEST} days of {due}")


def _opening(deadline: LegalDeadline) -> CountStep:
    facts = {"start": deadline.start, "article": deadline.term.article}
    if deadline.term.day_after:
        return CountStep(_("Se cuenta desde el día siguiente al %(start)s."), facts)
    return CountStep(_("Se cuenta desde el mismo %(start)s."), facts)


def _about_days(deadline: LegalDeadline) -> Iterable[CountStep]:
    working = deadline.term.kind is DayKind.WORKING
    message = _("El plazo es de %(days)s días hábiles.") if working else _("El plazo es de %(days)s días calendario.")
    yield CountStep(message, {"days": deadline.term.days})
    for extension in deadline.extensions:
        message = _("La prórroga agrega %(days)s días (%(reason)s).")
        yield CountStep(message, {"days": extension.days, "reason": extension.reason})


def _about_rest(due: date, moved: date | None, calendar: WorkCalendar) -> CountStep:
    if moved is None:
        return CountStep(_("El %(day)s es inhábil y lo que sigue está suspendido: no hay fecha aún."), {"day": due})
    name = calendar.rest(due)
    if name:
        return CountStep(
            _("El %(day)s no se trabaja (%(holiday)s): vence el %(moved)s."),
            {"day": due, "holiday": name, "moved": moved},
        )
    return CountStep(_("El %(day)s cae en fin de semana: vence el %(moved)s."), {"day": due, "moved": moved})


def _about_silence(term: Term, due: date) -> Iterable[CountStep]:
    if term.silence is SilenceEffect.GRANTED:
        yield CountStep(_("Sin respuesta al %(day)s se entiende concedido."), {"day": due})
    elif term.silence is SilenceEffect.DENIED:
        yield CountStep(_("Sin respuesta al %(day)s se entiende denegado."), {"day": due})
