"""The deadlines of a row with their working, in the reader's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_deadline import DeadlineReckoning, reckon_deadline
from ceiba.kernel.register_deadline_steps import CountStep, count_steps
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import RegisterType
from ceiba.ui import formats


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline that began to run for a row: its name, its article, when it is due, and each step of the count."""

    label: str
    source: str
    reckoning: DeadlineReckoning
    steps: tuple[str, ...]


def deadline_lines(record: Record, register: RegisterType, institution: Institution) -> tuple[DeadlineLine, ...]:
    """Return the deadlines that began to run for a row, in the order of its type: one query."""
    return reckoned_lines(record, register, work_calendar(institution))


def reckoned_lines(record: Record, register: RegisterType, calendar: WorkCalendar) -> tuple[DeadlineLine, ...]:
    """Return the deadlines that began to run for a row, counted by a calendar; of the row whole, not as one sees it."""
    found = []
    for deadline in register.deadlines:
        reckoning = reckon_deadline(record, deadline, calendar)
        if reckoning is not None:
            source = reckoning.rule.source
            steps = tuple(map(step_words, count_steps(reckoning)))
            found.append(DeadlineLine(deadline.label, source.citation if source else "", reckoning, steps))
    return tuple(found)


def step_words(step: CountStep) -> str:
    """Return a step of a count in the reader's language, its days as they are written there."""
    said = {name: formats.day(fact) if isinstance(fact, date) else fact for name, fact in step.facts.items()}
    return _(step.message) % said
