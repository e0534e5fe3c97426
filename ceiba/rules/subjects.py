"""What rules ask about: every noun gives its subjects with their addresses; ``gathering`` builds each once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ceiba.kernel.budget import FundingSource, StatedTotal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Citation, Element, Stakeholder, Statement
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold
from ceiba.rules.promise import promises
from ceiba.rules.subjects_money import NOUNS as MONEY_NOUNS
from ceiba.rules.wording import acronym_of

Subject = tuple[str, object]
_TWO = 2


@dataclass(frozen=True, slots=True)
class OfThing:
    """Subjects made of each thing of ``THINGS`` under the thing's own address; they depend on the thing alone."""

    noun: str
    subjects: Callable[[Any], tuple[object, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the plan, whatever carries it: an element, a statement, the name of an actor or of a unit."""

    noun: str
    text: str


def currencies(thing: FundingSource | StatedTotal) -> set[str]:
    """Return the currencies that meet in one source or one total; amounts of two cannot be added or compared."""
    if isinstance(thing, FundingSource):
        amounts = [thing.amount, *(part for part in (thing.investment, thing.operating) if part is not None)]
    else:
        amounts = [thing.stated, *thing.addends, *thing.all_addends]
    return {money.currency for money in amounts if money.currency}


def _project_codes(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield each project alone; all of them as one where none has a code, which is then told once and not of each."""
    if any(project.code for project in snapshot.projects):
        yield from ((address("project", project.id), (project,)) for project in snapshot.projects)
    elif snapshot.projects:
        yield address("project", snapshot.projects[0].id), snapshot.projects


def _siblings(snapshot: Snapshot) -> Iterator[Subject]:
    groups: dict[tuple[str, str | None], list[Element]] = defaultdict(list)
    for element in snapshot.elements:
        groups[(snapshot.plan_of(element).id, element.parent)].append(element)
    for siblings in groups.values():
        if len(siblings) > 1:
            yield address("element", siblings[0].id), tuple(siblings)


@lru_cache(maxsize=2**16)
def _named(text: str) -> tuple[str, str | None, str | None]:
    """Return a name as it is compared, the acronym that stands in it, and the one that it would have."""
    return fold(text), acronym_of(text, expand=False), acronym_of(text, expand=True)


def _namesakes(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield the indicators that measure the same thing: one acronym, or one name from one baseline in one unit."""
    named = [(indicator, *_named(indicator.text)) for indicator in snapshot.indicators]
    known = {written for _i, _name, written, _made in named if written} | set(snapshot.methodology.acronyms)
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator, name, _written, acronym in named:
        is_short = acronym in known and kind_of(indicator) in (UnitKind.INDEX, UnitKind.PERCENT, UnitKind.RATE, None)
        groups[acronym if is_short and acronym else f" {name}"].append(indicator)
    for key, group in groups.items():
        for same in _from_one_height(group) if key.startswith(" ") else [group]:
            if len(same) > 1:
                # The finding stands at the last one: the first said it rightly.
                yield address("indicator", same[-1].id), tuple(same)


def _from_one_height(group: list[Indicator]) -> Iterable[list[Indicator]]:
    """Return the indicators of one name by unit and baseline: many things start from nothing, few from one height."""
    if len(group) == 1:
        return ()
    heights: dict[Hashable, list[Indicator]] = defaultdict(list)
    for indicator in group:
        if indicator.baseline_value:
            heights[kind_of(indicator), indicator.baseline_value].append(indicator)
    return heights.values()


def kind_of(indicator: Indicator) -> UnitKind | None:
    """Return the kind of an indicator's measure unit, None where it names none."""
    return indicator.measure_unit.kind if indicator.measure_unit else None


def _reports(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield each report at the unit that makes it, at the first plan where no unit does."""
    home = address("plan", snapshot.plans[0].id) if snapshot.plans else ""
    return ((address("unit", report.unit) if report.unit else home, report) for report in snapshot.reports)


def _statements(snapshot: Snapshot) -> Iterator[Statement]:
    return (statement for plan in snapshot.plans for statement in plan.statements)


def _stakeholders(snapshot: Snapshot) -> Iterator[Stakeholder]:
    return (stakeholder for plan in snapshot.plans for stakeholder in plan.stakeholders)


def _citations(snapshot: Snapshot) -> Iterator[Citation]:
    return (citation for plan in snapshot.plans for citation in plan.citations)


def _passage(noun: str, text: Callable[[Any], str]) -> OfThing:
    return OfThing(noun, lambda thing: (Passage(noun, text(thing)),))


def _of_one_currency(thing: FundingSource | StatedTotal) -> tuple[object, ...]:
    return (thing,) if len(currencies(thing)) < _TWO else ()


# The things that have an address, by their noun.
THINGS: Mapping[str, Callable[[Snapshot], Iterable[Any]]] = {
    "plan": lambda s: s.plans,
    "element": lambda s: s.elements,
    "indicator": lambda s: s.indicators,
    "statement": _statements,
    "stakeholder": _stakeholders,
    "citation": _citations,
    "unit": lambda s: s.units,
    "funding": lambda s: s.funding,
    "total": lambda s: s.totals,
    "project": lambda s: s.projects,
    "budget_line": lambda s: s.budget_lines,
}

# The collection of a snapshot that holds the things of a noun, where one does: as long as it is the same, so are they.
COLLECTIONS: Mapping[str, str] = {
    "element": "elements",
    "indicator": "indicators",
    "unit": "units",
    "funding": "funding",
    "total": "totals",
    "project": "projects",
    "budget_line": "budget_lines",
}

# What rules ask about: subjects of things taken one by one, or of groups that only the whole snapshot shows.
NOUNS: Mapping[str, tuple[OfThing, ...] | Callable[[Snapshot], Iterator[Subject]]] = {
    **{noun: (OfThing(noun),) for noun in THINGS},
    "stated_change": (OfThing("indicator", promises),),
    "passage": (
        _passage("plan", lambda plan: plan.title),
        _passage("statement", lambda statement: statement.text),
        _passage("stakeholder", lambda stakeholder: stakeholder.name),
        _passage("element", lambda element: element.text),
        _passage("indicator", lambda indicator: indicator.text),
        _passage("unit", lambda unit: unit.name),
    ),
    "funding": (OfThing("funding", _of_one_currency),),
    "total": (OfThing("total", _of_one_currency),),
    # Every source and total, also those that the rules on sums cannot ask about.
    "ledger": (OfThing("funding"), OfThing("total")),
    "project_codes": _project_codes,
    "siblings": _siblings,
    "namesakes": _namesakes,
    "report": _reports,
    **MONEY_NOUNS,
}


def unit_of(indicator: Indicator, snapshot: Snapshot) -> str | None:
    """Return the name of the unit that answers for an indicator, its own or its element's; None where none does."""
    element = snapshot.element(indicator.element)
    unit = snapshot.unit(indicator.unit) or snapshot.unit(element.unit if element else None)
    return unit.name if unit else None
