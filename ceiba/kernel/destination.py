"""What budget lines are for: a promise of the plan, a project without one, the institution's own running, or nothing.

No cent is lost or counted twice: what a line's parts and its rest add up to is what the line holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.exact import EXACT, HUNDRED, total
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period

_PROMISES = frozenset({"element", "indicator"})

# By the address of a project or an indicator: the elements that its money is for, by address, each with its weight.
Aims = Mapping[str, Mapping[str, Decimal]]


class Destination(StrEnum):
    """What a part of a budget line is for.

    Money for a unit or a whole plan (running the office) says so: it needs no goal, and is told apart from money of
    which nobody said anything.
    """

    PROMISE = "promise"
    PROJECT = "project"
    RUNNING = "running"
    NOTHING = "nothing"


def given(line: BudgetLine) -> Money | None:
    """Return what a line may spend: the current money, else the initial; None where nobody recorded any."""
    current = line.amount(Stage.CURRENT)
    return line.amount(Stage.INITIAL) if current is None else current


def given_parts(line: BudgetLine, until: Period | None = None) -> tuple[tuple[str, Money], ...]:
    """Return what each served thing is given of a line, to the cent; with ``until`` as it stood by then."""
    return line.parts(Stage.CURRENT, until) or line.parts(Stage.INITIAL, until)


def destination(subject: str, aims: Aims) -> Destination:
    """Return what money for the thing at an address is for; a project is for a promise where it serves one."""
    noun = subject.partition("/")[0]
    if noun in _PROMISES:
        return Destination.PROMISE
    if noun == "project":
        return Destination.PROMISE if aims.get(subject) else Destination.PROJECT
    return Destination.RUNNING


def destinations(line: BudgetLine, aims: Aims) -> Iterator[tuple[Destination, Money]]:
    """Yield what the parts of a line are for; the rest, which serves nothing, comes last. They add up to the line."""
    whole = given(line)
    if whole is None:
        return
    parts = given_parts(line)
    for subject, money in parts:
        yield destination(subject, aims), money
    rest = whole - Money.total((money for _subject, money in parts), whole.currency)
    if rest.amount:
        yield Destination.NOTHING, rest


def by_destination(lines: Iterable[BudgetLine], aims: Aims) -> dict[Destination, Money]:
    """Return what lines add up to by what they are for; ``ValueError`` where two currencies meet."""
    found: dict[Destination, Money] = {}
    for line in lines:
        for kind, money in destinations(line, aims):
            found[kind] = found[kind] + money if kind in found else money
    return found


def excess(shares: Iterable[Decimal]) -> Decimal:
    """Return by how many percentage points shares (parts of one) exceed the whole; negative where they fall short."""
    return EXACT.multiply(EXACT.subtract(total(shares), Decimal(1)), HUNDRED)


def money_of(line: BudgetLine, points: Decimal) -> Money | None:
    """Return so many percentage points of what a line may spend, whatever their sign; None where it holds none."""
    held = given(line)
    if held is None:
        return None
    return Money(EXACT.multiply(held.amount, EXACT.scaleb(points, -2)).copy_abs(), held.currency)


def through(money: Money, subject: str, aims: Aims) -> tuple[tuple[str, Money], ...]:
    """Return what each element that a project or an indicator is for receives of its money, to the cent.

    ``subject`` is an address; the parts are in proportion to the weights and add up to the money.
    """
    served = aims.get(subject, {})
    return tuple(zip(served, money.split(list(served.values())), strict=True)) if served else ()
