"""A project on its way: what is contracted, where its money is, what part was paid and built, and alarms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT, HUNDRED
from ceiba.kernel.money import Money
from ceiba.kernel.project import Contract, ContractKind, DisbursementStep, Progress, Project

DONE = HUNDRED


@dataclass(frozen=True, slots=True)
class Funds:
    """The money that another body gives for a project, on its way: received from the treasury, delivered to the works.

    The four formulas of the monthly report of the development councils: what is still to be received is the
    contribution less what was received; what is still to be delivered is what was received less what was delivered;
    both percentages are of the contribution. None where an amount is not known: nobody wrote it, which is not zero.
    """

    contribution: Money | None
    received: Money | None
    delivered: Money | None

    @property
    def to_receive(self) -> Money | None:
        """Return contribution − received."""
        return _less(self.contribution, self.received)

    @property
    def to_deliver(self) -> Money | None:
        """Return received − delivered."""
        return _less(self.received, self.delivered)

    @property
    def received_percent(self) -> Decimal | None:
        """Return received / contribution, in percent."""
        return _share(self.received, self.contribution)

    @property
    def delivered_percent(self) -> Decimal | None:
        """Return delivered / contribution, in percent."""
        return _share(self.delivered, self.contribution)


def funds(project: Project) -> Funds:
    """Return where the contribution to a project is."""
    received = project.disbursed(DisbursementStep.RECEIVED)
    return Funds(project.contribution, received, project.disbursed(DisbursementStep.DELIVERED))


def contracted(project: Project) -> Money | None:
    """Return what contracts and their addenda add up to, None where no contract has an amount."""
    if all(one.amount is None for one in _contracts(project)):
        return None
    return Money.total(one.amount for one in _of(project, ContractKind.CONTRACT, ContractKind.ADDENDUM) if one.amount)


def term(project: Project) -> date | None:
    """Return the last day of the works: of the last addendum that moves it, else of the latest contract; or None."""
    moved = [one.ends for one in _of(project, ContractKind.ADDENDUM) if one.ends]
    written = [one.ends for one in _contracts(project) if one.ends]
    return moved[-1] if moved else max(written, default=None)


def physical(project: Project) -> Progress | None:
    """Return the last report that tells physical progress, None where nobody told any."""
    told = [report for report in project.progress if report.physical is not None]
    return max(told, key=lambda report: report.period, default=None)


def physical_on(project: Project, day: date) -> Progress | None:
    """Return the last report of physical progress whose period ends no later than the month of a day; or None."""
    month = day.year * 12 + day.month - 1
    told = [r for r in project.progress if r.physical is not None and r.period.last_month <= month]
    return max(told, key=lambda report: report.period.last_month, default=None)


def paid_percent(project: Project) -> Decimal | None:
    """Return what part of the contracted money was paid, in percent; else the financial progress last reported."""
    paid = _share(project.disbursed(DisbursementStep.PAID), contracted(project))
    if paid is not None:
        return paid
    told = [report for report in project.progress if report.financial is not None]
    return max(told, key=lambda report: report.period).financial if told else None


class AlarmKind(StrEnum):
    """What calls for a look at a project."""

    PAID_BEYOND_PROGRESS = "paid_beyond_progress"
    NO_PROGRESS = "no_progress"
    PAST_TERM = "past_term"


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm with the figures behind it: percents paid and built, the term, or the last year with progress."""

    kind: AlarmKind
    project: str
    paid: Decimal | None = None
    built: Decimal | None = None
    term: date | None = None
    since: int | None = None


def alarms(project: Project, today: date, *, tolerance: Decimal = Decimal(0), idle_years: int = 2) -> Iterator[Alarm]:
    """Yield what calls for a look at a project.

    ``tolerance`` is by how many percentage points payment may run ahead of the works. A project has no progress where
    neither its works nor its money moved in ``idle_years`` whole years before this one (Guatemala returns the money of
    extraordinary projects after two). Nothing is told of a project of which nothing is known.
    """
    report, paid = physical(project), paid_percent(project)
    built = report.physical if report else None
    if paid is not None and built is not None and EXACT.subtract(paid, built) > tolerance:
        yield Alarm(AlarmKind.PAID_BEYOND_PROGRESS, project.id, paid, built)
    last = term(project)
    if last is not None and last < today and (built is None or built < DONE):
        yield Alarm(AlarmKind.PAST_TERM, project.id, built=built, term=last)
    moved = _last_move(project)
    if moved is not None and today.year - moved > idle_years and (built is None or built < DONE):
        yield Alarm(AlarmKind.NO_PROGRESS, project.id, built=built, since=moved)


def _last_move(project: Project) -> int | None:
    """Return the last year in which works or money moved, else that in which the project began; None where unknown."""
    years = [one.day.year for one in project.disbursements if one.day and one.amount.amount > 0]
    before = Decimal(0)
    for report in sorted(project.progress, key=lambda report: report.period):
        reached = max(report.physical or Decimal(0), report.financial or Decimal(0))
        if reached > before:
            years.append(report.period.end_year)
        before = max(before, reached)
    begun = [one.day.year for one in project.contracts if one.day]
    return max(years, default=min(begun, default=None))


def _of(project: Project, *kinds: ContractKind) -> list[Contract]:
    return [one for one in project.contracts if one.kind in kinds]


def _contracts(project: Project) -> list[Contract]:
    return _of(project, ContractKind.CONTRACT)


def _less(whole: Money | None, part: Money | None) -> Money | None:
    return None if whole is None or part is None else whole - part


def _share(part: Money | None, whole: Money | None) -> Decimal | None:
    return None if part is None or whole is None else part.share_of(whole)
