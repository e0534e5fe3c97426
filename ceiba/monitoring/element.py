"""An element with all its nouns: what it promises, what serves it, what it is tied to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from ceiba.audits.subjects import href, things
from ceiba.exchange.writers.page_tree import LINK_WORDS
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.element_money import ElementMoney
from ceiba.kernel.methodology import Goal
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Alignment, Element, LinkKind, Plan
from ceiba.kernel.population import Population
from ceiba.kernel.project import Project
from ceiba.kernel.risk import Grade, ProjectRisk, Risk, RiskState, gravest_first
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _
from ceiba.kernel.unit import Unit
from ceiba.monitoring.measures import Measure
from ceiba.monitoring.outline import Outline, outline
from ceiba.plans.risks import GRADE_WORDS, IMPACT_WORDS, STATE_WORDS

BACK_WORDS = {
    LinkKind.CONTRIBUTES: _("recibe el aporte de"),
    LinkKind.REPEATS: _("se repite en"),
    LinkKind.EXECUTES: _("ejecuta"),
}


_TONES = {Grade.LOW: "ok", Grade.MEDIUM: "warn", Grade.HIGH: "bad"}
LONGEST = 220  # letters of a heading that can be read at one glance


@dataclass(frozen=True, slots=True)
class Aligned:
    """A framework that an element serves, with the goals behind the printed codes; a code may stand for none."""

    alignment: Alignment
    label: str
    goals: tuple[tuple[str, Goal | None], ...]

    @property
    def share(self) -> Decimal | None:
        """Return the stated contribution in percent."""
        return None if self.alignment.share is None else self.alignment.share * 100


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to something else: its words, and the other end with the plan that it stands in."""

    words: str
    name: str
    href: str | None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ServingLine:
    """A budget line that serves an element: what it is given of it, what of that is accrued, and by which project."""

    line: BudgetLine
    given: Money | None
    accrued: Money | None
    project: str = ""


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk with its words: its grade, probability, impact and state, and who watches it, blank where nobody said."""

    risk: Risk | ProjectRisk
    grade: str
    probability: str
    impact: str
    state: str
    watched_by: str

    @property
    def tone(self) -> str:
        """Return the tone of the grade; none for what is over."""
        return "none" if self.risk.state is RiskState.CLOSED else _TONES[self.risk.grade]


def risk_line(snapshot: Snapshot, risk: Risk | ProjectRisk) -> RiskLine:
    """Return a risk with its words."""
    unit = snapshot.unit(risk.unit) if isinstance(risk, Risk) else None
    return RiskLine(
        risk,
        grade=str(IMPACT_WORDS[risk.grade]),
        probability=str(GRADE_WORDS[risk.probability]),
        impact=str(IMPACT_WORDS[risk.impact]),
        state=str(STATE_WORDS[risk.state]),
        watched_by=risk.responsible if isinstance(risk, ProjectRisk) else unit.name if unit else "",
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """What some rows add up to, None where nothing can be added, and how many of how many had a figure."""

    money: Money | None
    known: int
    rows: int

    @property
    def is_complete(self) -> bool:
        """Tell whether every row had a figure."""
        return self.known == self.rows


def summed(amounts: Sequence[Money | None]) -> Sum:
    """Add up what is known; no sum where nothing is, or where two currencies meet."""
    known = [amount for amount in amounts if amount is not None]
    one = len({amount.currency for amount in known if amount.currency}) < 2
    return Sum(Money.total(known) if known and one else None, len(known), len(amounts))


@dataclass(frozen=True)
class ElementPage:
    """An element of a snapshot as its page shows it, today."""

    slug: str
    snapshot: Snapshot
    element: Element
    today: date

    @property
    def subject(self) -> str:
        """Return the address of the element."""
        return address("element", self.element.id)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return the addresses of the element and of its indicators."""
        return (self.subject, *(address("indicator", m.indicator.id) for m in self.measures))

    @property
    def outline(self) -> Outline:
        """Return the trees of the snapshot."""
        return outline(self.snapshot)

    @property
    def plan(self) -> Plan:
        """Return the plan that holds the element."""
        return self.snapshot.plan_of(self.element)

    @property
    def level(self) -> str:
        """Return the word of the level."""
        return self.outline.level(self.element)

    @property
    def is_long(self) -> bool:
        """Tell whether the text is too long for a heading, which then shows its beginning."""
        return len(self.element.text) > LONGEST

    @property
    def unit(self) -> Unit | None:
        """Return the unit that answers for the element itself."""
        return self.snapshot.unit(self.element.unit)

    @property
    def line(self) -> tuple[Element, ...]:
        """Return what the element hangs from in its plan, the root first."""
        return self.outline.line(self.element)

    @property
    def children(self) -> tuple[Element, ...]:
        """Return what hangs directly from the element in its plan."""
        return self.outline.children(self.element)

    @property
    def aligned(self) -> list[Aligned]:
        """Return the frameworks that the element serves."""
        return list(self._aligned(self.element))

    @property
    def inherited(self) -> tuple[Element, list[Aligned]] | None:
        """Return the nearest element above that serves a framework, for one that names none itself."""
        if self.element.alignments:
            return None
        above = next((above for above in reversed(self.line) if above.alignments), None)
        return (above, list(self._aligned(above))) if above else None

    def _aligned(self, element: Element) -> Iterator[Aligned]:
        for alignment in element.alignments:
            framework = self.snapshot.methodology.framework(alignment.framework)
            goals = tuple((code, framework.goal(code) if framework else None) for code in alignment.codes)
            yield Aligned(alignment, framework.label if framework else alignment.framework, goals)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Return the indicators."""
        return tuple(Measure(self.snapshot, i, self.today) for i in self.snapshot.indicators_of(self.element))

    @property
    def charted(self) -> tuple[Measure, ...]:
        """Return the indicators that have enough figures for a path."""
        return tuple(measure for measure in self.measures if measure.drawing)

    @property
    def risks(self) -> list[RiskLine]:
        """Return the risks of the element, the gravest first."""
        return [risk_line(self.snapshot, risk) for risk in gravest_first(self.snapshot.risks_of(self.element))]

    @property
    def populations(self) -> tuple[Population, ...]:
        """Return the populations of the element, the latest year first."""
        return tuple(sorted(self.snapshot.populations_of(self.element), key=lambda p: (-p.year, p.text)))

    @cached_property
    def lines(self) -> tuple[ServingLine, ...]:
        """Return the budget lines behind the element's own money: for itself, its indicators and its projects."""
        money = ElementMoney.of(self.snapshot, self.snapshot.plan_of(self.element)).own(self.element)
        known = {line.id: line for line in self.snapshot.budget_lines}
        told = {spent.line for spent in money}
        silent = (line for line in self.snapshot.budget_lines_for(self.subject) if line.id not in told)
        return (
            *(ServingLine(known[s.line], s.given, s.accrued, self._project(s.through)) for s in money),
            *(ServingLine(line, None, None) for line in silent),
        )

    def _project(self, subject: str) -> str:
        project = self.snapshot.project(subject.removeprefix("project/"))
        return project.name if project else ""

    @property
    def given(self) -> Sum:
        """Return what the budget lines give the element in all."""
        return summed([line.given for line in self.lines])

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Return the projects that serve the element itself."""
        return self.snapshot.projects_for(self.element)

    @cached_property
    def branch_projects(self) -> tuple[Project, ...]:
        """Return the projects that serve what hangs from the element, and not the element itself."""
        own = {project.id for project in self.projects}
        return tuple(p for p in self.outline.projects_in_branch(self.element) if p.id not in own)

    @property
    def projects_sum(self) -> Sum:
        """Return what all these projects ask for in the plan's year."""
        return summed([project.amount for project in (*self.projects, *self.branch_projects)])

    @property
    def relations(self) -> list[Relation]:
        """Return the ties to other plans and things: above and below in other plans, then links in both directions."""
        found: list[Relation] = []
        parent = self.snapshot.element(self.element.parent)
        if parent is not None and self.outline.parent(self.element) is None:
            found.append(self._relation(_("depende de"), address("element", parent.id)))
        below = self.outline.elsewhere(self.element)
        found += [self._relation(_("de aquí depende"), address("element", child.id)) for child in below]
        out, back = self.snapshot.links_from(self.subject), self.snapshot.links_to(self.subject)
        found += [self._relation(LINK_WORDS[link.kind], link.destination) for link in out]
        return found + [self._relation(BACK_WORDS[link.kind], link.origin) for link in back]

    @property
    def neighbours(self) -> tuple[str | None, str | None]:
        """Return the pages of the elements before and after this one beside it, for whoever reads on."""
        beside = self.outline.siblings(self.element)
        at = next((place for place, element in enumerate(beside) if element.id == self.element.id), 0)
        before = beside[at - 1] if at else None
        after = beside[at + 1] if at + 1 < len(beside) else None
        return self._page(before), self._page(after)

    def _page(self, element: Element | None) -> str | None:
        return reverse("element", args=[self.slug, element.id]) if element else None

    def _relation(self, words: str, subject: str) -> Relation:
        return relation(self.slug, self.snapshot, words, subject)


def relation(slug: str, snapshot: Snapshot, words: str, subject: str) -> Relation:
    """Return a tie to the thing at an address."""
    thing = things(snapshot).thing(subject)
    plan = snapshot.plan_of(thing).title if isinstance(thing, Element) else ""
    return Relation(words, name_of(thing) if thing else subject, href(slug, subject, snapshot), plan)


def served_by(snapshot: Snapshot, subject: str) -> tuple[ServingLine, ...]:
    """Return the budget lines that serve a thing, each with what it gives: the current money, else the initial."""
    lines = snapshot.budget_lines_for(subject)
    return tuple(
        ServingLine(
            line,
            _part(line, Stage.CURRENT, subject) or _part(line, Stage.INITIAL, subject),
            _part(line, Stage.ACCRUED, subject),
        )
        for line in lines
    )


def _part(line: BudgetLine, stage: Stage, subject: str) -> Money | None:
    parts = [money for served, money in line.parts(stage) if served == subject]
    return Money.total(parts) if parts else None
