"""Money of an element: the one definition that boards, gaps, roll-ups and rules read.

With part(l, x) what budget line l gives x by its share, to the cent (``BudgetLine.parts``), I(e) the indicators of
element e and w(p, e) the part of project p that is for e (``Snapshot.aims``; W(p) all of them in the plan):

    own(e)   = Σ lines l: part(l, e) + Σ i in I(e): part(l, i) + Σ p that serve e: part(l, p) · w(p, e) / W(p)
    money(e) = own(e) + Σ elements c that hang from e: money(c)

Σ own(e) over the elements of a plan is what the lines give them, their indicators and their projects, to the cent; so
is Σ money(r) over those that hang from nothing. A project that serves two plans tells its whole money in each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.execution import Spent, spending
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.rollup import Tree
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address


@dataclass(frozen=True, eq=False)
class ElementMoney:
    """What budget lines give the elements of one plan, and what of it is accrued."""

    plan: Plan
    tree: Tree
    rows: Mapping[str, Sequence[Spent]]

    @classmethod
    def of(
        cls, snapshot: Snapshot, plan: Plan, period: Period | None = None, until: Period | None = None
    ) -> "ElementMoney":
        """Return the money of a plan's elements, in a period and by the end of another as in ``spending``."""
        own = {address("element", element.id) for element in plan.elements}
        reached = (
            (subject, {e: w for e, w in served.items() if e in own}) for subject, served in snapshot.aims.items()
        )
        aims = {subject: served for subject, served in reached if served}
        return cls(plan, Tree.of(plan.elements), spending(snapshot.budget_lines, period, aims, until))

    def own(self, element: Element) -> Sequence[Spent]:
        """Return what lines give an element, its indicators and its projects."""
        return self.rows.get(address("element", element.id), ())

    def branch(self, element: Element) -> Iterator[Spent]:
        """Yield what lines give an element and everything that hangs from it, parents before children."""
        waiting = [element]
        while waiting:
            here = waiting.pop()
            yield from self.own(here)
            waiting.extend(sorted(self.tree.below.get(here.id, ()), key=lambda e: self._places[e.id], reverse=True))

    def whole(self) -> Iterator[Spent]:
        """Yield what lines give any element of the plan."""
        return (spent for element in self.plan.elements for spent in self.own(element))

    @cached_property
    def given(self) -> dict[str, Money]:
        """Return the money of each element that any reaches, by its identifier; ``ValueError`` for two currencies."""
        found: dict[str, Money] = {}
        for element in self.tree.order:  # parts before wholes
            amounts = [spent.given for spent in self.own(element)]
            amounts += [found[part.id] for part in self.tree.below.get(element.id, ()) if part.id in found]
            if amounts:
                found[element.id] = Money.total(amounts)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {element.id: place for place, element in enumerate(self.plan.elements)}


def lines_for(snapshot: Snapshot, element: Element) -> Iterator[BudgetLine]:
    """Yield the budget lines behind money(element), also those of which nobody told the amount; some more than once."""
    plan, waiting, seen = snapshot.plan_of(element), [element], {element.id}
    while waiting:
        here = waiting.pop()
        own = address("element", here.id)
        serving = [address("indicator", one.id) for one in snapshot.indicators_of(here)]
        serving += [address("project", one.id) for one in snapshot.projects_for(here)]
        for subject in (own, *(one for one in serving if own in snapshot.aims[one])):
            yield from snapshot.budget_lines_for(subject)
        below = [e for e in snapshot.children(here) if e.id not in seen and snapshot.plan_of(e) is plan]
        seen.update(e.id for e in below)
        waiting += below
