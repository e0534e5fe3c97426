"""The working of a deadline in words: which days counted, which did not and why, what it was prolonged by, its article.

Days of one sort that follow one another are one line: «3 a 6 de marzo: días 1 a 4».
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from ceiba.exchange.writers.rule_text import STANDINGS
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_deadline import DeadlineReckoning, reckon_deadline
from ceiba.kernel.register_deadline_steps import CountStep, count_steps
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_text import fits
from ceiba.kernel.register_type import DayCount, Deadline, RegisterType
from ceiba.ui import formats

SOON = timedelta(days=5)  # a deadline that is due in so many days is told apart
_DAY = timedelta(days=1)
_SATURDAY = 5


class Pace(StrEnum):
    """Where a deadline stands on a day."""

    WAITING = "waiting"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    STOPPED = "stopped"
    KEPT = "kept"
    MISSED = "missed"


TONES = {
    Pace.WAITING: "none",
    Pace.RUNNING: "brand",
    Pace.SOON: "warn",
    Pace.LATE: "bad",
    Pace.STOPPED: "none",
    Pace.KEPT: "ok",
    Pace.MISSED: "bad",
}


@dataclass(frozen=True)
class DayRun:
    """Days of one sort in a row. ``numbers`` are the first and last number of counted ones; ``why`` of the others."""

    first: date
    last: date
    numbers: tuple[int, int] | None = None
    why: str = ""

    @property
    def days(self) -> str:
        """Return the days in words."""
        if self.first == self.last:
            return formats.day(self.first)
        return _("%(first)s al %(last)s") % {"first": formats.day(self.first), "last": formats.day(self.last)}

    @property
    def said(self) -> str:
        """Return what the days were: their numbers, or why they do not count."""
        if self.numbers is None:
            return _("No cuenta: %(why)s") % {"why": self.why}
        first, last = self.numbers
        if first == last:
            return _("Día %(number)s") % {"number": first}
        return _("Días %(first)s a %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class DeadlineWorking:
    """One deadline of a row on a day, with its reckoning; None where it has not begun to run."""

    deadline: Deadline
    register: RegisterType
    record: Record
    reckoning: DeadlineReckoning | None
    today: date

    @property
    def pace(self) -> Pace:
        """Return where it stands."""
        return pace_of(self.reckoning, self.today)

    @property
    def tone(self) -> str:
        """Return the tone of where it stands."""
        return TONES[self.pace]

    @property
    def word(self) -> str:
        """Return where it stands in a word or two."""
        return pace_words(self.pace)

    @property
    def begins(self) -> str:
        """Return what a deadline that has not begun waits for."""
        label = _label(self.register, self.deadline.starts)
        return _("Empieza cuando la fila entra en «%(state)s».") % {"state": label}

    @property
    def steps(self) -> list[str]:
        """Return each step of the count in words; empty where it has not begun."""
        return [step_words(step) for step in count_steps(self.reckoning)] if self.reckoning else []

    @property
    def article(self) -> str:
        """Return the norm and how well it is known; blank where the type names none."""
        source = (self.reckoning.rule if self.reckoning else self.deadline).source
        return f"{source.citation} ({formats.say()(STANDINGS[source.standing])})" if source else ""

    @property
    def runs(self) -> list[DayRun]:
        """Return the days between the beginning and the due day, or today where the clock stands still, in order."""
        found: list[DayRun] = []
        days = list(self._days())
        for run in reversed(days) if self.deadline.before else days:
            last = found[-1] if found else None
            if last is None or last.why != run.why:
                found.append(run)
            else:
                numbers = (last.numbers[0], run.numbers[1]) if last.numbers and run.numbers else None
                found[-1] = DayRun(last.first, run.last, numbers, run.why)
        return found

    def _days(self) -> Iterator[DayRun]:
        """Yield each day of the count in the order in which it is counted: back from its beginning where it runs so."""
        one = self.reckoning
        if one is None:
            return
        passed, suspended = dict(one.passed), frozenset(one.suspended)
        step = -_DAY if one.rule.before else _DAY
        day, number, last = one.started, 0, one.due or max(self.today, one.started)
        while (day > last) if one.rule.before else (day < last):
            day += step
            if day in suspended or (one.halted is not None and day >= one.halted):
                yield DayRun(day, day, None, self._rest(day))
            elif number < one.counted and (one.rule.count is DayCount.CALENDAR or day not in passed):
                number += 1
                yield DayRun(day, day, (number, number))
            else:
                why = passed.get(day)
                yield DayRun(day, day, None, why or (_weekend(day) if why == "" else _("el plazo pasa a este día")))

    def _rest(self, day: date) -> str:
        """Return the state in which the clock stood still on a day."""
        at = [
            change.state
            for change in self.record.history
            if change.at.date() <= day and change.state in self.deadline.suspended_in
        ]
        return _("en «%(state)s»") % {"state": _label(self.register, at[-1] if at else "")}


def _label(register: RegisterType, state: str) -> str:
    known = register.state_by_key.get(state)
    return known.label if known else state


def _weekend(day: date) -> str:
    return _("sábado") if day.weekday() == _SATURDAY else _("domingo")


def step_words(step: CountStep) -> str:
    """Return a step of a count in the reader's language, its days as they are written there."""
    said = {name: formats.day(fact) if isinstance(fact, date) else fact for name, fact in step.facts.items()}
    return formats.say()(step.message) % said


def pace_of(reckoning: DeadlineReckoning | None, today: date) -> Pace:
    """Return where a deadline stands on a day; the due day itself still belongs to the office."""
    if reckoning is None:
        return Pace.WAITING
    if reckoning.ended is not None:
        return Pace.KEPT if reckoning.kept else Pace.MISSED
    if reckoning.due is None:
        return Pace.STOPPED
    return pace_of_due(reckoning.due, today)


def pace_of_due(due: date, today: date) -> Pace:
    """Return where a deadline that runs stands on a day."""
    if due < today:
        return Pace.LATE
    return Pace.SOON if due - today <= SOON else Pace.RUNNING


def pace_words(pace: Pace) -> str:
    """Return the words of where a deadline stands."""
    return {
        Pace.WAITING: _("no ha empezado"),
        Pace.RUNNING: _("en plazo"),
        Pace.SOON: _("vence pronto"),
        Pace.LATE: _("vencido"),
        Pace.STOPPED: _("detenido"),
        Pace.KEPT: _("cumplido a tiempo"),
        Pace.MISSED: _("cumplido tarde"),
    }[pace]


def workings(record: Record, register: RegisterType, calendar: WorkCalendar, today: date) -> list[DeadlineWorking]:
    """Return the deadlines that are a row's own with their working on a day; the row whole, not as one sees it."""
    return [
        DeadlineWorking(deadline, register, record, reckon_deadline(record, deadline, calendar), today)
        for deadline in register.deadlines
        if deadline.when is None or fits(deadline.when, record.values)
    ]
