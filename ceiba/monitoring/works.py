"""Projects on their way, as pages show them: where their money is, what calls for a look, what stands twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.exchange.twins import Twins, twins
from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.works import Alarm, AlarmKind, Funds, alarms, funds, paid_percent, physical
from ceiba.ui import formats

T = TypeVar("T")
ALARM_WORDS = {
    AlarmKind.PAID_BEYOND_PROGRESS: _("Se pagó más de lo hecho"),
    AlarmKind.NO_PROGRESS: _("Sin avance en dos años"),
    AlarmKind.PAST_TERM: _("Plazo vencido"),
}
EMPTY = Funds(None, None, None)


def of_one_currency(ask: Callable[[], T], otherwise: T) -> T:
    """Return what was asked of a project's money; the other value where two currencies meet in it."""
    try:
        return ask()
    except ValueError:
        return otherwise


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm in words, with its figures."""

    alarm: Alarm

    @property
    def title(self) -> str:
        """Return what the alarm is called."""
        return str(ALARM_WORDS[self.alarm.kind])

    @property
    def sentence(self) -> str:
        """Return the figures behind the alarm in a sentence."""
        one = self.alarm
        match one.kind:
            case AlarmKind.PAID_BEYOND_PROGRESS:
                given = {"paid": formats.percent(one.paid), "built": formats.percent(one.built)}
                return gettext("Se ha pagado el %(paid)s y está hecho el %(built)s.") % given
            case AlarmKind.PAST_TERM:
                term = formats.day(one.term)
                if one.built is None:
                    return gettext("El plazo venció el %(day)s y nadie ha reportado avance físico.") % {"day": term}
                given = {"day": term, "built": formats.percent(one.built)}
                return gettext("El plazo venció el %(day)s y está hecho el %(built)s.") % given
        return gettext("Ni la obra ni su dinero se mueven desde %(year)s.") % {"year": one.since}


def alarms_of(project: Project, today: date) -> tuple[AlarmView, ...]:
    """Return what calls for a look at a project, in words."""
    found: tuple[Alarm, ...] = of_one_currency(lambda: tuple(alarms(project, today)), ())
    return tuple(AlarmView(alarm) for alarm in found)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A project in the list: how far it is, what part was paid, its alarms."""

    project: Project
    built: Decimal | None
    paid: Decimal | None
    alarms: tuple[AlarmView, ...]

    @property
    def status(self) -> str:
        """Return the word of the status, to be said; blank where nobody said."""
        return STATUS_WORDS[self.project.status] if self.project.status else ""


def work_row(project: Project, today: date) -> WorkRow:
    """Return a project ready for the list."""
    told = physical(project)
    paid = of_one_currency(lambda: paid_percent(project), None)
    return WorkRow(project, told.physical if told else None, paid, alarms_of(project, today))


@dataclass(frozen=True)
class WorksPage:
    """All projects of a snapshot on a day."""

    snapshot: Snapshot
    today: date
    kind: str = ""  # show only projects with this alarm

    @cached_property
    def every(self) -> tuple[WorkRow, ...]:
        """Return every project, in the order of the document."""
        return tuple(work_row(project, self.today) for project in self.snapshot.projects)

    @cached_property
    def rows(self) -> tuple[WorkRow, ...]:
        """Return the projects to be shown: all, or those with one alarm, or with any."""
        if not self.kind:
            return self.every
        kinds = set(AlarmKind) if self.kind == "todas" else {self.kind}
        return tuple(row for row in self.every if any(view.alarm.kind in kinds for view in row.alarms))

    @property
    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield for each alarm its key, its words, and how many projects have it."""
        for kind, words in ALARM_WORDS.items():
            count = sum(any(view.alarm.kind is kind for view in row.alarms) for row in self.every)
            if count:
                yield kind.value, str(words), count

    @property
    def alarmed(self) -> int:
        """Return how many projects have an alarm."""
        return sum(bool(row.alarms) for row in self.every)

    @cached_property
    def twins(self) -> tuple[Twins, ...]:
        """Return the projects that seem to stand twice."""
        return twins(self.snapshot.projects)


@dataclass(frozen=True, slots=True)
class FundsView:
    """The money that another body gives for a project, with what does not close in it."""

    funds: Funds

    @property
    def is_known(self) -> bool:
        """Tell whether anybody wrote any of it."""
        return any(one is not None for one in (self.funds.contribution, self.funds.received, self.funds.delivered))

    @property
    def excesses(self) -> Iterator[str]:
        """Yield a sentence for each balance below zero, with the difference in money."""
        if (over := _below_zero(self.funds.to_receive)) is not None:
            yield gettext("Se recibieron %(money)s más que el aporte. Revise el aporte o los desembolsos.") % {
                "money": formats.money(over)
            }
        if (over := _below_zero(self.funds.to_deliver)) is not None:
            yield gettext(
                "Se entregaron %(money)s más que lo recibido. Falta anotar lo recibido, o sobra una entrega."
            ) % {"money": formats.money(over)}


def funds_of(project: Project) -> FundsView:
    """Return where the contribution to a project is; nothing known where two currencies meet."""
    return FundsView(of_one_currency(lambda: funds(project), EMPTY))


def _below_zero(balance: Money | None) -> Money | None:
    return -balance if balance is not None and balance.amount < 0 else None
