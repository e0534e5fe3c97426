"""What a finding speaks of: the thing behind an address, what people call it, and where it stands in the document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ceiba.exchange.document import Line
from ceiba.kernel.budget import BudgetLine, FundingSource, StatedTotal
from ceiba.kernel.finding import Finding
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Citation, Element, Plan, Stakeholder, Statement
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address
from ceiba.kernel.unit import Unit

Thing = (
    Plan
    | Element
    | Indicator
    | Statement
    | Stakeholder
    | Citation
    | Unit
    | FundingSource
    | StatedTotal
    | Project
    | BudgetLine
)


def anchor(subject: str) -> str:
    """Return the fragment of a page by which an address is reached: ``element/e3`` is ``element-e3``."""
    return subject.replace("/", "-")


def name_of(thing: Thing) -> str:
    """Return what people call a thing: its text, name, label or title as printed."""
    match thing:
        case Plan() | Citation():
            return thing.title
        case Element() | Indicator() | Statement():
            return thing.text
        case StatedTotal():
            return thing.label
        case BudgetLine():
            return thing.name or thing.classifier
        case _:
            return thing.name


@dataclass(frozen=True)
class Subjects:
    """The things of one snapshot by address; ``places`` are those of a plan that was written by hand."""

    snapshot: Snapshot
    places: Mapping[str, Place] = field(default_factory=dict)

    def thing(self, subject: str) -> Thing | None:
        """Return the thing of an address, None where the address is of the whole institution or of nothing."""
        return self._things.get(subject)

    def holder(self, subject: str) -> str | None:
        """Return the name of what a finding concerns: an indicator speaks for its element, or for its unit.

        None where the finding is about the whole plan.
        """
        thing = self.thing(subject)
        if thing is None or isinstance(thing, Plan):
            return None
        if isinstance(thing, Indicator):
            thing = self.snapshot.element(thing.element) or self.snapshot.unit(thing.unit) or thing
        return name_of(thing)

    def source(self, finding: Finding) -> Source | None:
        """Return where the text stands that a finding questions, None where the snapshot does not know it.

        A finding about a stated change stands where the change is worded; a thing without a place of its own stands
        where the thing that carries it does.
        """
        subject = finding.subject
        if "stated" in finding.facts:
            worded = self._exact.get((subject, "stated_changes"))
            if worded:
                return worded
        while subject:
            found = self.snapshot.source_of(subject)
            if found:
                return found
            subject = self._carrier(subject)
        thing, place = self.thing(finding.subject), self.places.get(finding.subject)
        return Source(finding.subject, "", place, name_of(thing), 1.0) if thing and place else None

    def _carrier(self, subject: str) -> str:
        thing = self.thing(subject)
        if isinstance(thing, Indicator) and thing.element:
            return address("element", thing.element)
        if isinstance(thing, Indicator) and thing.unit:
            return address("unit", thing.unit)
        return ""

    @cached_property
    def _exact(self) -> dict[tuple[str, str], Source]:
        return {(source.subject, source.field): source for source in self.snapshot.sources}

    @cached_property
    def _things(self) -> dict[str, Thing]:
        return dict(_things(self.snapshot))


def _things(snapshot: Snapshot) -> Iterator[tuple[str, Thing]]:
    groups: list[tuple[str, tuple[Thing, ...]]] = [
        ("plan", snapshot.plans),
        ("unit", snapshot.units),
        ("funding", snapshot.funding),
        ("total", snapshot.totals),
        ("project", snapshot.projects),
        ("budget_line", snapshot.budget_lines),
    ]
    for plan in snapshot.plans:
        groups += [
            ("element", plan.elements),
            ("indicator", plan.indicators),
            ("statement", plan.statements),
            ("stakeholder", plan.stakeholders),
            ("citation", plan.citations),
        ]
    for noun, things in groups:
        for thing in things:
            yield address(noun, thing.id), thing


def passage(lines: dict[int, Line], source: Source, around: int = 3) -> tuple[tuple[Line, bool], ...]:
    """Return the lines of a place with a few around it, each told whether it is of the place; blank ones left out.

    Empty where the place has no line or the document's lines are not at hand.
    """
    first = source.place.line
    if first is None or first not in lines:
        return ()
    last = min(source.place.last_line or first, first + 7)
    numbers = range(first - around, last + around + 1)
    found = (lines[number] for number in numbers if number in lines)
    return tuple((line, first <= line.number <= last) for line in found if line.text.strip())
