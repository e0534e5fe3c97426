"""Execution: how much of the money that was given was spent, only where both amounts are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.destination import Aims, given_parts, through
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Spent:
    """What one budget line gives to one thing and what of it is accrued, None where nobody said.

    ``through`` is the address of the project or indicator by which it comes, blank where the line names the thing.
    """

    line: str
    given: Money
    accrued: Money | None
    through: str = ""


@dataclass(frozen=True, slots=True)
class Execution:
    """What some budget lines give to things and what of it is accrued, over the lines of which both are known.

    ``lines`` counts the lines that give something, ``known`` those of which the accrued money is known: a line that
    nobody reported is left out of both sums, never counted as nothing spent.
    """

    given: Money | None = None
    accrued: Money | None = None
    lines: int = 0
    known: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Return the accrued money as percent of the given; None where nothing is known, or nothing was given."""
        return self.accrued.share_of(self.given) if self.given is not None and self.accrued is not None else None


def spending(
    lines: Iterable[BudgetLine],
    period: Period | None = None,
    aims: Aims | None = None,
    until: Period | None = None,
) -> dict[str, list[Spent]]:
    """Return what each address is given by budget lines and what of it is accrued, in a period where one is given.

    Given is the current money, else the initial; both as they stood by the end of ``until``, else of the period: what
    the finance system reported later is of a later day than what it is compared with. Of a line that nobody told of
    until then the money is known and the accrued part is not. A line without a period belongs to every period. With
    ``aims`` what a project or an indicator is given also reaches its elements; the project keeps its own entry.
    """
    found: dict[str, list[Spent]] = {}
    at = until or period
    for line in lines:
        if period is not None and line.period is not None and not line.period.overlaps(period):
            continue
        accrued = dict(line.parts(Stage.ACCRUED, at))
        for subject, given in given_parts(line, at) or given_parts(line):
            spent = accrued.get(subject)
            found.setdefault(subject, []).append(Spent(line.id, given, spent))
            reached = dict(through(spent, subject, aims)) if spent is not None and aims else {}
            for element, part in through(given, subject, aims or {}):
                found.setdefault(element, []).append(Spent(line.id, part, reached.get(element), subject))
    return found


def executed(spent: Iterable[Spent]) -> Execution:
    """Return what all that adds up to; ``ValueError`` where two currencies meet."""
    rows = tuple(spent)
    both = [(row.given, row.accrued) for row in rows if row.accrued is not None]
    count, known = len({row.line for row in rows}), len({row.line for row in rows if row.accrued is not None})
    if not both:
        return Execution(lines=count)
    return Execution(Money.total(given for given, _ in both), Money.total(accrued for _, accrued in both), count, known)
