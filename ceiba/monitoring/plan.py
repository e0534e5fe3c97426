"""Plans as their pages show them: what they promise in numbers, what they say of themselves, who matters to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ceiba.exchange.writers.page_people import STATEMENT_WORDS
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan, Statement
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.measures import Measure
from ceiba.monitoring.outline import Outline, outline


@dataclass(frozen=True)
class PlanPage:
    """A plan of a snapshot as its page shows it, today."""

    snapshot: Snapshot
    plan: Plan
    today: date

    @property
    def subject(self) -> str:
        """Return the address of the plan."""
        return address("plan", self.plan.id)

    @property
    def outline(self) -> Outline:
        """Return the trees of the snapshot."""
        return outline(self.snapshot)

    @property
    def kind(self) -> str:
        """Return the word of the plan's kind."""
        kind = self.snapshot.methodology.plan_kind(self.plan.kind)
        return kind.label if kind else self.plan.kind

    @property
    def title(self) -> str:
        """Return the title, the word of the kind where it has none."""
        return self.plan.title or self.kind

    @property
    def parent(self) -> Plan | None:
        """Return the plan that this one develops."""
        return self.snapshot.plan(self.plan.parent)

    @property
    def developed_by(self) -> tuple[Plan, ...]:
        """Return the plans that develop this one."""
        return tuple(plan for plan in self.snapshot.plans if plan.parent == self.plan.id)

    @cached_property
    def elements(self) -> int:
        """Return how many elements the plan has."""
        return sum(not element.withdrawn for element in self.plan.elements)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of the plan, without those of withdrawn elements."""
        gone = {element.id for element in self.plan.elements if element.withdrawn}
        return tuple(i for i in self.plan.indicators if i.element not in gone)

    @property
    def with_baseline(self) -> int:
        """Return how many indicators know where they start from."""
        return sum(indicator.baseline_value is not None for indicator in self.indicators)

    @property
    def with_target(self) -> int:
        """Return how many indicators have a target, in figures or in words."""
        return sum(bool(indicator.targets or indicator.target_text) for indicator in self.indicators)

    @property
    def measured(self) -> int:
        """Return how many indicators were ever measured."""
        return sum(bool(self.snapshot.measurements_of(indicator)) for indicator in self.indicators)

    @property
    def levels(self) -> tuple[tuple[str, int], ...]:
        """Return the level words with how many elements each has."""
        return self.outline.levels(self.plan)

    @property
    def roots(self) -> tuple[Element, ...]:
        """Return the elements that hang from none."""
        return self.outline.roots(self.plan)

    @property
    def loose(self) -> tuple[Measure, ...]:
        """Return the indicators that hang from no element."""
        return tuple(Measure(self.snapshot, i, self.today) for i in self.indicators if i.element is None)

    @property
    def statements(self) -> Iterator[tuple[str, str, tuple[Statement, ...]]]:
        """Yield the statements by kind, in the order in which a plan usually says them: key, words, statements."""
        for kind, words in STATEMENT_WORDS.items():
            found = tuple(statement for statement in self.plan.statements if statement.kind is kind)
            if found:
                yield kind.value, words, found

    @property
    def withdrawn(self) -> tuple[tuple[Element, int], ...]:
        """Return what was taken out and can be put back, with how much was taken out below it."""
        return self.outline.withdrawn(self.plan)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return the addresses of everything that this page shows itself, its tree apart."""
        return (
            self.subject,
            *(address("statement", statement.id) for statement in self.plan.statements),
            *(address("stakeholder", stakeholder.id) for stakeholder in self.plan.stakeholders),
            *(address("citation", citation.id) for citation in self.plan.citations),
            *(address("indicator", measure.indicator.id) for measure in self.loose),
        )


@dataclass(frozen=True, slots=True)
class PrintedElement:
    """An element in the print of a whole plan, with how deep it stands."""

    element: Element
    level: str
    depth: int
    measures: tuple[Measure, ...]


def printed(snapshot: Snapshot, plan: Plan, today: date) -> Iterator[PrintedElement]:
    """Yield every element of a plan in the order of its tree."""
    here = outline(snapshot)
    for root in here.roots(plan):
        depths = {root.id: 0}
        for element in here.branch(root):
            for child in here.children(element):
                depths.setdefault(child.id, depths[element.id] + 1)
            measures = tuple(Measure(snapshot, i, today) for i in snapshot.indicators_of(element))
            yield PrintedElement(element, here.level(element), depths[element.id], measures)
