"""What rules ask about: every noun gives its subjects with their addresses, each built once for one audit."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from ceiba.kernel.budget import FundingSource, StatedTotal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold
from ceiba.rules.promise import promises
from ceiba.rules.subjects_money import NOUNS as MONEY_NOUNS
from ceiba.rules.wording import acronym_of

Subject = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the plan, whatever carries it: an element, a statement, the name of an actor or of a unit."""

    noun: str
    text: str


class Subjects:
    """The subjects of one snapshot by noun; a canonical role stands for the elements that have it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._built: dict[str, tuple[Subject, ...]] = {}

    def of(self, noun: str) -> tuple[Subject, ...]:
        """Return the subjects of a noun; ``ValueError`` for a noun that is none."""
        if noun not in self._built:
            self._built[noun] = tuple(self._build(noun))
        return self._built[noun]

    def _build(self, noun: str) -> Iterator[Subject]:
        if noun in NOUNS:
            return NOUNS[noun](self._snapshot)
        role = Role(noun)
        return ((where, e) for where, e in self.of("element") if self._snapshot.role(e) is role)  # type: ignore[arg-type]


def _named(noun: str, things: Callable[[Snapshot], Iterable[object]]) -> Callable[[Snapshot], Iterator[Subject]]:
    return lambda snapshot: ((address(noun, thing.id), thing) for thing in things(snapshot))  # type: ignore[attr-defined]


def _stated_changes(snapshot: Snapshot) -> Iterator[Subject]:
    for indicator in snapshot.indicators:
        for promise in promises(indicator):
            yield address("indicator", indicator.id), promise


def _passages(snapshot: Snapshot) -> Iterator[Subject]:
    for plan in snapshot.plans:
        yield address("plan", plan.id), Passage("plan", plan.title)
        for statement in plan.statements:
            yield address("statement", statement.id), Passage("statement", statement.text)
        for stakeholder in plan.stakeholders:
            yield address("stakeholder", stakeholder.id), Passage("stakeholder", stakeholder.name)
    for element in snapshot.elements:
        yield address("element", element.id), Passage("element", element.text)
    for indicator in snapshot.indicators:
        yield address("indicator", indicator.id), Passage("indicator", indicator.text)
    for unit in snapshot.units:
        yield address("unit", unit.id), Passage("unit", unit.name)


def currencies(thing: FundingSource | StatedTotal) -> set[str]:
    """Return the currencies that meet in one source or one total; amounts of two cannot be added or compared."""
    if isinstance(thing, FundingSource):
        amounts = [thing.amount, *(part for part in (thing.investment, thing.operating) if part is not None)]
    else:
        amounts = [thing.stated, *thing.addends, *thing.all_addends]
    return {money.currency for money in amounts if money.currency}


def _ledger(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield every source and total, also those that the rules on sums cannot ask about."""
    yield from ((address("funding", source.id), source) for source in snapshot.funding)
    yield from ((address("total", total.id), total) for total in snapshot.totals)


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


def _namesakes(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield the indicators that measure the same thing: one acronym, or one name from one baseline in one unit."""
    known = {acronym for i in snapshot.indicators if (acronym := acronym_of(i.text, expand=False))}
    known |= set(snapshot.methodology.acronyms)

    def key(indicator: Indicator) -> Hashable:
        kind = indicator.measure_unit.kind if indicator.measure_unit else None
        acronym = acronym_of(indicator.text, expand=True)
        if acronym in known and kind in (UnitKind.INDEX, UnitKind.PERCENT, UnitKind.RATE, None):
            return acronym
        # Many things start from nothing; only one name from one known height is taken for one measure.
        return (fold(indicator.text), kind, indicator.baseline_value) if indicator.baseline_value else indicator.id

    groups: dict[Hashable, list[Indicator]] = defaultdict(list)
    for indicator in snapshot.indicators:
        groups[key(indicator)].append(indicator)
    # The finding stands at the last one: the first said it rightly.
    return ((address("indicator", g[-1].id), tuple(g)) for g in groups.values() if len(g) > 1)


def _reports(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield each report at the unit that makes it, at the first plan where no unit does."""
    home = address("plan", snapshot.plans[0].id) if snapshot.plans else ""
    return ((address("unit", report.unit) if report.unit else home, report) for report in snapshot.reports)


NOUNS: dict[str, Callable[[Snapshot], Iterator[Subject]]] = {
    "plan": _named("plan", lambda s: s.plans),
    "element": _named("element", lambda s: s.elements),
    "indicator": _named("indicator", lambda s: s.indicators),
    "stated_change": _stated_changes,
    "passage": _passages,
    "statement": _named("statement", lambda s: (x for plan in s.plans for x in plan.statements)),
    "stakeholder": _named("stakeholder", lambda s: (x for plan in s.plans for x in plan.stakeholders)),
    "citation": _named("citation", lambda s: (x for plan in s.plans for x in plan.citations)),
    "unit": _named("unit", lambda s: s.units),
    "funding": _named("funding", lambda s: (x for x in s.funding if len(currencies(x)) < 2)),
    "total": _named("total", lambda s: (x for x in s.totals if len(currencies(x)) < 2)),
    "ledger": _ledger,
    "project": _named("project", lambda s: s.projects),
    "project_codes": _project_codes,
    "budget_line": _named("budget_line", lambda s: s.budget_lines),
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
