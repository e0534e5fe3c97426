"""The plans as the page shows them: a tree of elements, each with its alignment, its indicators and its findings."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ceiba.exchange.language import plural
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import SEVERITIES, Findings, FindingView
from ceiba.exchange.writers.page_indicators import Indicators, IndicatorView
from ceiba.exchange.writers.subjects import Subjects, anchor, name_of
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element, LinkKind, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _

# Elements of a plan that a reader meets before opening anything: more is a wall, fewer is a riddle.
OPEN_AT_FIRST, OPEN_OF_MANY, MANY = 40, 12, 80

LINK_WORDS = {
    LinkKind.CONTRIBUTES: _("contribuye a"),
    LinkKind.REPEATS: _("repite"),
    LinkKind.EXECUTES: _("se ejecuta con"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from an element to something else, as words and the anchor of its other end."""

    words: str
    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A framework that an element serves, with its codes; ``names`` tells what the codes stand for."""

    words: str
    names: str


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element ready to be read, with those below it. The counts and ``worst`` speak of the whole branch."""

    anchor: str
    level: str
    code: str | None
    text: str
    unit: str | None
    period: str | None
    chips: tuple[Chip, ...]
    relations: tuple[Relation, ...]
    indicators: tuple[IndicatorView, ...]
    findings: tuple[FindingView, ...]
    children: tuple["ElementView", ...]
    worst: Severity | None
    found: int
    measured: int
    place: str | None
    quote: str | None
    open: bool

    @property
    def has_body(self) -> bool:
        """Tell whether there is anything to show between the text and the elements below it."""
        return bool(self.chips or self.relations or self.indicators or self.findings or self.unit or self.period)

    @property
    def is_plain(self) -> bool:
        """Tell whether the text and its place are all there is, so that nothing needs to be opened."""
        return not (self.has_body or self.children)


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan ready to be read."""

    anchor: str
    kind: str
    short: str
    title: str
    period: str
    parent: str | None
    counts: tuple[str, ...]
    roots: tuple[ElementView, ...]
    loose: tuple[IndicatorView, ...]
    findings: tuple[FindingView, ...]
    found: int


@dataclass(frozen=True)
class Tree:
    """Makes the views of the plans of one snapshot."""

    snapshot: Snapshot
    figures: Figures
    findings: Findings

    @cached_property
    def indicators(self) -> Indicators:
        """Return the maker of indicator views."""
        return Indicators(self.snapshot, self.figures, self.findings)

    @cached_property
    def subjects(self) -> Subjects:
        """Return the things that links and findings point at."""
        return self.findings.subjects

    @cached_property
    def in_sight(self) -> int:
        """Return how many elements of a plan stand open at first: fewer where the whole document has many."""
        return OPEN_OF_MANY if sum(1 for _element in self.snapshot.elements) > MANY else OPEN_AT_FIRST

    def plans(self) -> tuple[PlanView, ...]:
        """Return the plans in the order of the snapshot."""
        return tuple(self._plan(plan) for plan in self.snapshot.plans)

    def _plan(self, plan: Plan) -> PlanView:
        kind = self.snapshot.methodology.plan_kind(plan.kind)
        label = kind.label if kind else plan.kind
        branches = _Branches(plan)
        depth = branches.open_depth(self.in_sight)
        roots = tuple(self._element(element, branches, 0, depth) for element in branches.roots)
        loose = tuple(self.indicators.view(i) for i in plan.indicators if i.element is None and i.unit is None)
        own = self.findings.of(address("plan", plan.id))
        parent = self.snapshot.plan(plan.parent)
        found = len(own) + sum(root.found for root in roots) + sum(len(view.findings) for view in loose)
        return PlanView(
            anchor=anchor(address("plan", plan.id)),
            kind=label,
            short=label if [p.kind for p in self.snapshot.plans].count(plan.kind) == 1 else plan.title or label,
            title=plan.title or label,
            period=self.figures.period(plan.period),
            parent=parent.title if parent else None,
            counts=tuple(self._counts(plan)),
            roots=roots,
            loose=loose,
            findings=own,
            found=found,
        )

    def _counts(self, plan: Plan) -> Iterator[str]:
        """Say how many elements each level has, in the methodology's own words and order of appearance."""
        counted = Counter(element.level for element in plan.elements if not element.withdrawn)
        for key, count in counted.items():
            level = self.snapshot.methodology.level(key)
            term = level.term if level else key
            many = (level.plural if level else None) or term
            yield f"{count} {plural(count, term, many).lower()}"

    def _element(self, element: Element, branches: "_Branches", depth: int, open_depth: int) -> ElementView:
        subject = address("element", element.id)
        children = tuple(self._element(c, branches, depth + 1, open_depth) for c in branches.children(element))
        indicators = tuple(self.indicators.view(i, element.text) for i in self.snapshot.indicators_of(element))
        findings = self.findings.of(subject)
        level, unit = self.snapshot.level(element), self.snapshot.unit(element.unit)
        source = self.snapshot.source_of(subject)
        below = [*findings, *(finding for view in indicators for finding in view.findings)]
        severities = {f.severity for f in below} | {c.worst for c in children}
        return ElementView(
            anchor=anchor(subject),
            level=level.term if level else element.level,
            code=element.code,
            text=element.text,
            unit=unit.name if unit else None,
            period=self.figures.period(element.period) if element.period else None,
            chips=tuple(self._chips(element)),
            relations=tuple(self._relations(element, subject)),
            indicators=indicators,
            findings=findings,
            children=children,
            worst=next((severity for severity in SEVERITIES if severity in severities), None),
            found=len(below) + sum(child.found for child in children),
            measured=len(indicators) + sum(child.measured for child in children),
            place=str(source.place) if source and source.place.line else None,
            quote=source.quote if source else None,
            open=depth < open_depth,
        )

    def _chips(self, element: Element) -> Iterator[Chip]:
        for alignment in element.alignments:
            framework = self.snapshot.methodology.framework(alignment.framework)
            goals = [framework.goal(code) if framework else None for code in alignment.codes]
            names = "; ".join(f"{goal.code} {goal.name}" for goal in goals if goal and goal.name)
            words = f"{alignment.framework} {', '.join(alignment.codes)}".strip()
            if alignment.share is not None:
                words += f" ({self.figures.rounded(alignment.share * 100)}\u00a0%)"
            yield Chip(words, names)

    def _relations(self, element: Element, subject: str) -> Iterator[Relation]:
        parent = self.snapshot.element(element.parent)
        if parent and self.snapshot.plan_of(parent) is not self.snapshot.plan_of(element):
            cuelga = self.figures.translate(_("depende de"))
            yield Relation(cuelga, parent.text, anchor(address("element", parent.id)))
        for link in self.snapshot.links_from(subject):
            thing = self.subjects.thing(link.destination)
            if thing is not None:
                yield Relation(self.figures.translate(LINK_WORDS[link.kind]), name_of(thing), anchor(link.destination))


class _Branches:
    """The tree of one plan by itself: an element whose parent stands in another plan is a root here."""

    def __init__(self, plan: Plan) -> None:
        elements = [element for element in plan.elements if not element.withdrawn]
        known = {element.id for element in elements}
        self.roots: list[Element] = []
        self._children: dict[str, list[Element]] = {}
        for element in elements:
            if element.parent in known:
                self._children.setdefault(str(element.parent), []).append(element)
            else:
                self.roots.append(element)

    def children(self, element: Element) -> list[Element]:
        """Return the elements below one, in document order."""
        return self._children.get(element.id, [])

    def open_depth(self, in_sight: int) -> int:
        """Return how many levels stand open at first, so that about so many elements are in sight."""
        level, seen, depth = self.roots, len(self.roots), 0
        while level:
            level = [child for element in level for child in self.children(element)]
            seen += len(level)
            if seen > in_sight:
                return depth
            depth += 1
        return depth
