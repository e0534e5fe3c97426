"""The yearly plan of what will be bought: its lines, what they ask of the budget, and where they ask too much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.budget import BudgetLine, Nature
from ceiba.kernel.destination import given
from ceiba.kernel.exact import EXACT
from ceiba.kernel.law import LegalSource
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


class ProcurementKind(StrEnum):
    """What is bought, as open contracting tells it apart."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"
    CONSULTING = "consulting"


@dataclass(frozen=True, slots=True)
class ProcurementMethod:
    """A kind of procedure of a country, with the names under which plans print it."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class ProcurementLine:
    """A line of the plan: what is bought, with which procedure, for how much, when, and from which budget line.

    ``classifier`` is the budget key as printed, ``code`` that of the product, ``method`` a key of the methodology.
    ``periods`` are the parts of the year in which the purchase is planned. ``line`` is the budget line that pays, None
    where nobody knows it. Quantity and cost are None where they are not printed.
    """

    id: str
    object: str
    amount: Money
    classifier: str = ""
    code: str = ""
    kind: ProcurementKind | None = None
    method: str = ""
    quantity: Decimal | None = None
    measure_unit: str = ""
    unit_cost: Money | None = None
    nature: Nature | None = None
    period: Period | None = None
    periods: tuple[Period, ...] = ()
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Overdrawn:
    """A budget line that is asked for more than it has: what is planned, what it has, and by how much it lacks."""

    line: str
    planned: Money
    budget: Money

    @property
    def missing(self) -> Money:
        """Return planned − budget."""
        return self.planned - self.budget


def product(quantity: Decimal, unit_cost: Money) -> Money:
    """Return quantity × unit cost, rounded to the hundredth, half away from zero, as invoices are."""
    exact = Money(EXACT.multiply(quantity, unit_cost.amount), unit_cost.currency)
    return Money.from_hundredths(exact.hundredths, unit_cost.currency)


def planned_by_line(procurement: Iterable[ProcurementLine]) -> dict[str, Money]:
    """Return what is planned from each budget line; ``ValueError`` where two currencies meet in one."""
    found: dict[str, Money] = {}
    for one in procurement:
        if one.line is not None:
            found[one.line] = found.get(one.line, Money.zero()) + one.amount
    return found


def overdrawn(procurement: Iterable[ProcurementLine], lines: Iterable[BudgetLine]) -> tuple[Overdrawn, ...]:
    """Return the budget lines that are asked for more than they have, in their order.

    A line has its current money, else its initial. Of a line whose money nobody wrote nothing is said.
    """
    planned = planned_by_line(procurement)
    found = []
    for line in lines:
        has = given(line)
        if line.id in planned and has is not None and planned[line.id] > has:
            found.append(Overdrawn(line.id, planned[line.id], has))
    return tuple(found)


def by_period(procurement: Iterable[ProcurementLine]) -> Mapping[Period | None, Money]:
    """Return what is planned in each part of the year, in order of time, to the cent; None for what has no part.

    A purchase in several parts is divided equally among them: nobody wrote how much falls in each.
    """
    found: dict[Period | None, Money] = {}
    for one in procurement:
        parts: Sequence[Period | None] = one.periods or (None,)
        for part, money in zip(parts, one.amount.split([Decimal(1)] * len(parts)), strict=True):
            found[part] = found.get(part, Money.zero()) + money
    dated = sorted(part for part in found if part is not None)
    return {part: found[part] for part in (*dated, *([None] if None in found else []))}
