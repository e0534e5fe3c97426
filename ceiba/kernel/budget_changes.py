"""What modifications make of a budget line, and what each month had: the difference between two cut-offs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ceiba.kernel.budget import BudgetLine, Cutoff, IncomeCutoff, Modification, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """A stage at the end of a month: what was added up since the year began, and what the month itself had.

    ``own`` is None where the month before is missing: a difference of two months is no month's money.
    """

    until: Period
    added_up: Money | None
    own: Money | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Current money against initial money with its modifications, by the end of ``until`` (None: as printed).

    ``current`` is what the finance system or the budget tells, ``modified`` the sum of the acts until then.
    """

    until: Period | None
    initial: Money
    modified: Money
    current: Money

    @property
    def difference(self) -> Money:
        """Return what no recorded act explains; zero where all is explained."""
        return self.current - (self.initial + self.modified)


def months(cutoffs: Sequence[Cutoff | IncomeCutoff], stage: StrEnum, fiscal_start: int = 1) -> tuple[MonthMoney, ...]:
    """Return a stage month by month as the cut-offs tell it, in their order."""
    told = {cutoff.until.last_month: dict[StrEnum, Money](cutoff.amounts).get(stage) for cutoff in cutoffs}
    found = []
    for cutoff in cutoffs:
        month = cutoff.until.last_month
        now = told[month]
        before = told.get(month - 1)
        own = None
        if now is not None and _opens_year(month, fiscal_start):
            own = now
        elif now is not None and before is not None:
            own = now - before
        found.append(MonthMoney(cutoff.until, now, own))
    return tuple(found)


def in_force(line: BudgetLine, modifications: Iterable[Modification]) -> Money | None:
    """Return what a line may spend now, None where nobody knows what it had.

    It is what the last cut-off tells with the acts of later days; without one, what the budget prints as current;
    without that, the initial money with all its acts.
    """
    own = [change for change in modifications if change.line == line.id]
    for cutoff in reversed(line.cutoffs):
        current = dict(cutoff.amounts).get(Stage.CURRENT)
        if current is not None:
            later = (change.amount for change in own if not _in_force_by(change, cutoff.until))
            return current + Money.total(later)
    current = dict(line.amounts).get(Stage.CURRENT)
    if current is not None:
        return current
    initial = line.amount(Stage.INITIAL)
    return None if initial is None else initial + Money.total(change.amount for change in own)


def explains(line: BudgetLine, modifications: Iterable[Modification], amount: Money) -> bool:
    """Tell whether an act is one that the printed current money holds already, being just what no act explains yet."""
    checks = reconciled(line, modifications) if not line.cutoffs else ()
    return bool(checks) and checks[0].difference.amount == amount.amount != 0


def reconciled(line: BudgetLine, modifications: Iterable[Modification]) -> tuple[Reconciliation, ...]:
    """Return the check «current = initial + modifications» at each cut-off that tells enough, else as printed.

    Nothing where initial or current money is unknown, or where they are of two currencies.
    """
    own = [change for change in modifications if change.line == line.id]
    found = []
    for cutoff in line.cutoffs:
        current = dict(cutoff.amounts).get(Stage.CURRENT)
        acts = [change for change in own if _in_force_by(change, cutoff.until)]
        found.append(_checked(cutoff.until, line.amount(Stage.INITIAL, cutoff.until), acts, current))
    if not line.cutoffs:
        found.append(_checked(None, line.amount(Stage.INITIAL), own, line.amount(Stage.CURRENT)))
    return tuple(one for one in found if one is not None)


def _checked(
    until: Period | None, initial: Money | None, acts: Sequence[Modification], current: Money | None
) -> Reconciliation | None:
    if initial is None or current is None:
        return None
    amounts = [change.amount for change in acts]
    if len({money.currency for money in (initial, current, *amounts) if money.currency}) > 1:
        return None
    return Reconciliation(until, initial, Money.total(amounts, initial.currency), current)


def _in_force_by(change: Modification, until: Period) -> bool:
    """Tell whether a change is in what a cut-off tells; one without a day is taken to be."""
    return change.day is None or change.day.year * 12 + change.day.month - 1 <= until.last_month


def _opens_year(month: int, fiscal_start: int) -> bool:
    return month % 12 == fiscal_start - 1
