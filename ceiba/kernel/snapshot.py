"""A snapshot: everything an institution promised, did and spent, at one moment, as one immutable value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from ceiba.kernel.budget import BudgetLine, FundingSource, IncomeLine, Modification, StatedTotal
from ceiba.kernel.check import Check, RuleSetting
from ceiba.kernel.demand import Demand
from ceiba.kernel.destination import Aims
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.memory import Memory
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.plan import Citation, Element, Link, LinkKind, Plan
from ceiba.kernel.population import Population
from ceiba.kernel.procurement import ProcurementLine
from ceiba.kernel.project import Photo, Project
from ceiba.kernel.register import MeasureBinding, RegisterMeasure
from ceiba.kernel.repetition import repetitions, told_once
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, Restatement
from ceiba.kernel.risk import Risk
from ceiba.kernel.source import Source, address
from ceiba.kernel.text import fold
from ceiba.kernel.unit import Institution, Unit

_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class Snapshot:
    """The plans of an institution under one methodology, with units, money, projects, measurements and sources.

    Identifiers are unique per noun in the whole snapshot. The look-ups below are built once, on first use, so that
    asking every element about its children or its source costs linear time in all.
    """

    methodology: Methodology
    institution: Institution = field(default_factory=Institution)
    plans: tuple[Plan, ...] = ()
    links: tuple[Link, ...] = ()
    units: tuple[Unit, ...] = ()
    funding: tuple[FundingSource, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    modifications: tuple[Modification, ...] = ()
    income: tuple[IncomeLine, ...] = ()
    procurement: tuple[ProcurementLine, ...] = ()
    projects: tuple[Project, ...] = ()
    photos: tuple[Photo, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    cycles: tuple[ReportingCycle, ...] = ()
    reports: tuple[Report, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    register_measures: tuple[RegisterMeasure, ...] = ()
    bindings: tuple[MeasureBinding, ...] = ()
    demands: tuple[Demand, ...] = ()
    risks: tuple[Risk, ...] = ()
    populations: tuple[Population, ...] = ()
    rule_settings: tuple[RuleSetting, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def memory(self) -> Memory:
        """Return where what is computed of its indicators is kept; no part of the value."""
        return Memory()

    def recall(self, memory: Memory, measured: Mapping[str, tuple[Measurement, ...]] | None = None) -> None:
        """Take over what was computed for the snapshots before; before anything is asked of this one.

        ``measured`` are its measurements by indicator, in their order, without what repetitions say once more; None
        where nobody grouped them.
        """
        self.__dict__["memory"] = memory
        if measured is not None:
            self.__dict__["_entered"] = measured

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the elements of every plan in document order, without the withdrawn ones."""
        return (element for plan in self.plans for element in plan.elements if not element.withdrawn)

    @property
    def indicators(self) -> Iterator[Indicator]:
        """Yield the indicators of every plan in document order, without those of withdrawn elements."""
        withdrawn = self._withdrawn
        return (i for plan in self.plans for i in plan.indicators if i.element not in withdrawn)

    def element(self, identifier: str | None) -> Element | None:
        """Return an element by its identifier, None where there is none."""
        return self._elements.get(identifier or "")

    def indicator(self, identifier: str | None) -> Indicator | None:
        """Return an indicator by its identifier, None where there is none."""
        return self._indicator.get(identifier or "")

    def project(self, identifier: str | None) -> Project | None:
        """Return a project by its identifier, None where there is none."""
        return self._projects.get(identifier or "")

    def plan(self, identifier: str | None) -> Plan | None:
        """Return a plan by its identifier, None where there is none."""
        return next((plan for plan in self.plans if plan.id == identifier), None)

    def unit(self, identifier: str | None) -> Unit | None:
        """Return an organisational unit by its identifier, None where there is none."""
        return self._units.get(identifier or "")

    def plan_of(self, element: Element) -> Plan:
        """Return the plan that holds an element; ``KeyError`` for an element of another snapshot."""
        return self._plan_of[element.id]

    def plan_of_indicator(self, indicator: Indicator) -> Plan:
        """Return the plan that holds an indicator; ``KeyError`` for one of another snapshot."""
        return self._plan_of_indicator[indicator.id]

    def children(self, element: Element) -> tuple[Element, ...]:
        """Return the elements that hang directly from this one, in document order."""
        return tuple(self._children.get(element.id, ()))

    def ancestors(self, element: Element) -> tuple[Element, ...]:
        """Return what an element hangs from, the nearest first; a circle ends where it began."""
        line: list[Element] = []
        seen = {element.id}
        above = self.element(element.parent)
        while above is not None and above.id not in seen:
            seen.add(above.id)
            line.append(above)
            above = self.element(above.parent)
        return tuple(line)

    def roots(self, plan: Plan) -> tuple[Element, ...]:
        """Return the elements of a plan that hang from none."""
        return tuple(e for e in plan.elements if e.parent is None and not e.withdrawn)

    def indicators_of(self, element: Element) -> tuple[Indicator, ...]:
        """Return the indicators of an element, in document order."""
        return tuple(self._indicators.get(element.id, ()))

    def measurements_of(self, indicator: Indicator) -> tuple[Measurement, ...]:
        """Return what was observed of an indicator, in the order of the snapshot, and then what its repetitions say."""
        return self._measurements.get(indicator.id, ())

    def links_from(self, origin: str, kind: LinkKind | None = None) -> tuple[Link, ...]:
        """Return the links that leave an address, of one kind or of all."""
        return tuple(link for link in self._links_from.get(origin, ()) if kind in (None, link.kind))

    def links_to(self, destination: str, kind: LinkKind | None = None) -> tuple[Link, ...]:
        """Return the links that arrive at an address, of one kind or of all."""
        return tuple(link for link in self._links_to.get(destination, ()) if kind in (None, link.kind))

    def risks_of(self, element: Element) -> tuple[Risk, ...]:
        """Return the risks of an element, in the order of the snapshot."""
        return tuple(self._risks.get(element.id, ()))

    def modifications_of(self, line: str) -> tuple[Modification, ...]:
        """Return the acts that changed a budget line, in the order of the snapshot."""
        return tuple(self._modifications.get(line, ()))

    def populations_of(self, element: Element) -> tuple[Population, ...]:
        """Return the populations of an element, in the order of the snapshot."""
        return tuple(self._populations.get(element.id, ()))

    def budget_lines_for(self, subject: str) -> tuple[BudgetLine, ...]:
        """Return the budget lines that serve an address, in the order of the snapshot."""
        return tuple(self._budget_lines.get(subject, ()))

    def photos_of(self, project: Project) -> tuple[Photo, ...]:
        """Return the pictures of a project, in the order of time; those without a day come last."""
        return tuple(self._photos.get(project.id, ()))

    def projects_for(self, element: Element) -> tuple[Project, ...]:
        """Return the projects that serve an element: by their own word, by a link, by the national code they share."""
        subject = address("element", element.id)
        linked = [link.destination for link in self.links_from(subject, LinkKind.EXECUTES)]
        linked += [link.origin for link in self.links_to(subject, LinkKind.EXECUTES)]
        keys = [key for noun, _slash, key in (one.partition("/") for one in linked) if noun == "project"]
        found = [*self._serving.get(subject, ()), *filter(None, map(self.project, keys))]
        found += self.projects_of(element.code) if element.code else ()
        return tuple({project.id: project for project in found}.values())

    @cached_property
    def aims(self) -> Aims:
        """Return what money given to a project or an indicator is for, where that is any element.

        A project gives each element that it serves the part that somebody said, else all of them equal parts; an
        indicator gives all to its element.
        """
        found: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for element in self.elements:
            for project in self.projects_for(element):
                found[address("project", project.id)][address("element", element.id)] = Decimal(1)
        for project in self.projects:
            served = found.get(address("project", project.id), {})
            told = {subject: share for subject, share in project.parts if subject in served and share > 0}
            if told:
                found[address("project", project.id)] = told
        for indicator in self.indicators:
            if indicator.element is not None:
                found[address("indicator", indicator.id)] = {address("element", indicator.element): Decimal(1)}
        return found

    def projects_of(self, code: str) -> tuple[Project, ...]:
        """Return the projects of one national code, in document order."""
        return tuple(self._projects_by_code.get(code, ()))

    def citations_of(self, citation: Citation) -> tuple[Citation, ...]:
        """Return the citations of the same norm and number, this one among them, in document order."""
        return tuple(self._citations.get((fold(citation.norm), citation.number), ()))

    def check(self, rule: str) -> Check:
        """Return how a rule is used here: as the methodology says, and over it what the institution decided."""
        used, decided = self.methodology.check(rule), self.rule_setting(rule)
        return decided.over(used) if decided else used

    def rule_setting(self, rule: str) -> RuleSetting | None:
        """Return what the institution decided about a rule, None where it decided nothing."""
        return self._rule_settings.get(rule)

    def level(self, element: Element) -> Level | None:
        """Return the level of an element, None where the methodology does not know it."""
        return self._levels.get(element.level)

    def role(self, element: Element) -> Role | None:
        """Return what an element is in the terms all countries share."""
        level = self._levels.get(element.level)
        return level.role if level else None

    def source_of(self, subject: str, name: str = "") -> Source | None:
        """Return where a field of a thing was read; the thing itself where the field has no place of its own."""
        return self._sources.get((subject, name)) or self._sources.get((subject, ""))

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {element.id: element for plan in self.plans for element in plan.elements}

    @cached_property
    def _indicator(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for plan in self.plans for indicator in plan.indicators}

    @cached_property
    def _projects(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _plan_of(self) -> dict[str, Plan]:
        return {element.id: plan for plan in self.plans for element in plan.elements}

    @cached_property
    def _plan_of_indicator(self) -> dict[str, Plan]:
        return {indicator.id: plan for plan in self.plans for indicator in plan.indicators}

    @cached_property
    def _children(self) -> dict[str, list[Element]]:
        return _grouped((element.parent, element) for element in self.elements if element.parent is not None)

    @cached_property
    def _indicators(self) -> dict[str, list[Indicator]]:
        return _grouped((i.element, i) for i in self.indicators if i.element is not None)

    @cached_property
    def _entered(self) -> Mapping[str, tuple[Measurement, ...]]:
        grouped = _grouped((measurement.indicator, measurement) for measurement in self.measurements)
        return {indicator: tuple(measured) for indicator, measured in grouped.items()}

    @cached_property
    def _measurements(self) -> Mapping[str, tuple[Measurement, ...]]:
        told = {origin: told_once(origin, copies, self._entered) for origin, copies in self._repetitions.items()}
        return {**self._entered, **told} if told else self._entered

    @cached_property
    def _repetitions(self) -> dict[str, tuple[str, ...]]:
        """Return the indicators that repeat an indicator in another plan, by that one."""
        return repetitions((link.origin, link.destination) for link in self.links if link.kind is LinkKind.REPEATS)

    @cached_property
    def _links_from(self) -> dict[str, list[Link]]:
        return _grouped((link.origin, link) for link in self.links)

    @cached_property
    def _links_to(self) -> dict[str, list[Link]]:
        return _grouped((link.destination, link) for link in self.links)

    @cached_property
    def _modifications(self) -> dict[str, list[Modification]]:
        return _grouped((change.line, change) for change in self.modifications)

    @cached_property
    def _budget_lines(self) -> dict[str, list[BudgetLine]]:
        return _grouped((subject, line) for line in self.budget_lines for subject in {s.subject for s in line.serves})

    @cached_property
    def _risks(self) -> dict[str, list[Risk]]:
        return _grouped((risk.element, risk) for risk in self.risks)

    @cached_property
    def _populations(self) -> dict[str, list[Population]]:
        return _grouped((population.element, population) for population in self.populations)

    @cached_property
    def _photos(self) -> dict[str, list[Photo]]:
        ordered = sorted(self.photos, key=lambda photo: photo.day or date.max)
        return _grouped((photo.project, photo) for photo in ordered)

    @cached_property
    def _serving(self) -> dict[str, list[Project]]:
        return _grouped((subject, project) for project in self.projects for subject in project.serves)

    @cached_property
    def _projects_by_code(self) -> dict[str, list[Project]]:
        return _grouped((project.code, project) for project in self.projects if project.code)

    @cached_property
    def _citations(self) -> dict[tuple[str, str], list[Citation]]:
        citations: dict[tuple[str, str], list[Citation]] = defaultdict(list)
        for citation in (citation for plan in self.plans for citation in plan.citations):
            citations[fold(citation.norm), citation.number].append(citation)
        return citations

    @cached_property
    def _rule_settings(self) -> dict[str, RuleSetting]:
        return {setting.rule: setting for setting in self.rule_settings}

    @cached_property
    def _levels(self) -> dict[str, Level]:
        return {level.key: level for level in self.methodology.levels}

    @cached_property
    def _sources(self) -> dict[tuple[str, str], Source]:
        return {(source.subject, source.field): source for source in self.sources}

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        return frozenset(element.id for plan in self.plans for element in plan.elements if element.withdrawn)


def _grouped(pairs: Iterable[tuple[str, _Thing]]) -> dict[str, list[_Thing]]:
    groups: dict[str, list[_Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return groups


__all__ = ["Snapshot", "address"]
