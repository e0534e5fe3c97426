"""The working of a deadline in words: which days counted, which did not and why, what it was prolonged by, its article.

Days of one sort that follow one another are one line: «3 a 6 de marzo: días 1 a 4».
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.exchange.writers.rule_text import STANDINGS
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_deadline import DeadlineReckoning, reckon_deadline
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import DayCount, Deadline, RegisterType, Silence
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
    calendar: WorkCalendar
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
    def rule(self) -> str:
        """Return the rule: how many days, of which kind, from when."""
        deadline = self.deadline
        days = deadline.days
        if deadline.count is DayCount.WORKING:
            told = ngettext("%(days)s día hábil", "%(days)s días hábiles", days)
        else:
            told = ngettext("%(days)s día calendario", "%(days)s días calendario", days)
        facts = {"days": told % {"days": days}, "state": self._label(deadline.starts)}
        return _("%(days)s desde que entra en «%(state)s»; ese día no cuenta.") % facts

    @property
    def counted(self) -> str:
        """Return how this row's day was counted; blank where it has not begun."""
        one = self.reckoning
        if one is None:
            return ""
        said = [_("Empezó el %(day)s.") % {"day": formats.day(one.started)}]
        if one.prolonged and self.deadline.prolongation:
            facts = {"days": one.prolonged, "state": self._label(self.deadline.prolongation.state)}
            said.append(
                ngettext(
                    "Se prorrogó %(days)s día al pasar a «%(state)s».",
                    "Se prorrogó %(days)s días al pasar a «%(state)s».",
                    one.prolonged,
                )
                % facts
            )
        if one.due is None:
            said.append(_("El plazo está detenido: no tiene día de vencimiento hasta que la fila se reanude."))
        else:
            said.append(_("Vence el %(day)s.") % {"day": formats.day(one.due)})
        if one.ended is not None:
            said.append(_("Terminó el %(day)s.") % {"day": formats.day(one.ended)})
        return " ".join(said)

    @property
    def silence(self) -> str:
        """Return what follows where nobody answers in time; blank for nothing."""
        return {
            Silence.NONE: "",
            Silence.GRANTED: _("Si nadie responde a tiempo, lo pedido se tiene por concedido."),
            Silence.DENIED: _("Si nadie responde a tiempo, lo pedido se tiene por negado."),
        }[self.deadline.silence]

    @property
    def article(self) -> str:
        """Return the norm and how well it is known; blank where the type names none."""
        source = self.deadline.source
        return f"{source.citation} ({formats.say()(STANDINGS[source.standing])})" if source else ""

    @property
    def runs(self) -> list[DayRun]:
        """Return the days from the one after the beginning to the due day, or to today where the clock stands still."""
        found: list[DayRun] = []
        for run in self._days():
            last = found[-1] if found else None
            if last is None or last.why != run.why:
                found.append(run)
            else:
                numbers = (last.numbers[0], run.numbers[1]) if last.numbers and run.numbers else None
                found[-1] = DayRun(last.first, run.last, numbers, run.why)
        return found

    def _days(self) -> Iterator[DayRun]:
        one = self.reckoning
        if one is None:
            return
        passed, suspended = dict(one.passed), frozenset(one.suspended)
        day, number, last = one.started, 0, one.due or max(self.today, one.started)
        stopped = None if one.due else self._stopped_since()
        while day < last:
            day += _DAY
            if day in suspended or (stopped is not None and day >= stopped):
                yield DayRun(day, day, None, self._rest(day))
            elif day in passed:
                yield DayRun(day, day, None, passed[day] or _weekend(day))
            else:
                number += 1
                yield DayRun(day, day, (number, number))

    def _stopped_since(self) -> date | None:
        """Return the day on which the clock of a row that stands still stopped."""
        stops = [c.at.date() for c in self.record.history if c.state in self.deadline.suspended_in]
        return stops[-1] if stops else None

    def _rest(self, day: date) -> str:
        """Return the state in which the clock stood still on a day."""
        at = [
            change.state
            for change in self.record.history
            if change.at.date() <= day and change.state in self.deadline.suspended_in
        ]
        return _("en «%(state)s»") % {"state": self._label(at[-1] if at else "")}

    def _label(self, state: str) -> str:
        known = self.register.state_by_key.get(state)
        return known.label if known else state


def _weekend(day: date) -> str:
    return _("sábado") if day.weekday() == _SATURDAY else _("domingo")


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
    """Return every deadline of a row's type with its working on a day."""
    return [
        DeadlineWorking(deadline, register, record, reckon_deadline(record, deadline, calendar), calendar, today)
        for deadline in register.deadlines
    ]
