"""From drafts to a snapshot: identifiers, parents before children, one source for everything that was read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ceiba.exchange.document import Document
from ceiba.exchange.extraction.citations import CitationDraft
from ceiba.exchange.extraction.drafts import (
    ElementDraft,
    IndicatorDraft,
    MoneyRow,
    PlanDraft,
    StakeholderDraft,
    StatementDraft,
    TotalRow,
    UnitDraft,
)
from ceiba.exchange.proposal import UnmappedTable
from ceiba.kernel.budget import FundingSource, StatedTotal
from ceiba.kernel.indicator import Baseline, Indicator, Target
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Citation, Element, Link, LinkKind, Plan, Stakeholder, Statement
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address
from ceiba.kernel.states import NO_DATA, Value
from ceiba.kernel.text import fold
from ceiba.kernel.unit import Institution, Unit


@dataclass(slots=True)
class Findings:
    """Everything that the stages read, ready to be put together."""

    plans: list[PlanDraft] = field(default_factory=list)
    elements: list[ElementDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    stakeholders: list[StakeholderDraft] = field(default_factory=list)
    citations: list[tuple[CitationDraft, PlanDraft]] = field(default_factory=list)
    money: list[MoneyRow] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    units: list[UnitDraft] = field(default_factory=list)
    institution: tuple[str, int, str] | None = None
    invented: bool = False
    country: str | None = None
    period: Period | None = None


class Assembly:
    """Puts one document's findings together."""

    def __init__(self, document: Document, methodology: Methodology, found: Findings) -> None:
        self._name = document.name
        self._pages = {line.number: line.page for line in document.lines if line.page is not None}
        self._cells = {row[0].line: row[0].address for table in document.tables for row in table.rows if row}
        self._methodology = methodology
        self._found = found
        self._sources: list[Source] = []
        self._element_ids = {id(e): f"e{i}" for i, e in enumerate(self._in_order(), 1)}
        self._plan_ids = self._name_plans()
        self._unit_ids = {fold(u.name): f"u{i}" for i, u in enumerate(found.units, 1)}

    def snapshot(self) -> Snapshot:
        """Return the snapshot that the document would become."""
        found = self._found
        plans = tuple(self._plan(plan) for plan in found.plans if id(plan) in self._plan_ids)
        return Snapshot(
            methodology=self._methodology,
            institution=self._institution(),
            plans=plans,
            links=tuple(self._links()),
            units=tuple(self._units()),
            funding=tuple(self._funding()),
            totals=tuple(self._totals()),
            projects=tuple(self._projects()),
            sources=tuple(self._sources),
        )

    def placed(self, table: UnmappedTable) -> UnmappedTable:
        """Return a table that was not read with the page and cell of its place."""
        first = table.place.line or 1
        return replace(table, place=self._place(first, table.place.last_line or first))

    def address_of(self, draft: ElementDraft) -> str:
        """Return the address that an element got."""
        return address("element", self._element_ids[id(draft)])

    def _in_order(self) -> list[ElementDraft]:
        """Return the elements in document order, but parents before their children."""
        ordered: list[ElementDraft] = []
        seen: set[int] = set()

        def visit(draft: ElementDraft) -> None:
            if id(draft) in seen:
                return
            seen.add(id(draft))
            if draft.parent is not None:
                visit(draft.parent)
            ordered.append(draft)

        for draft in self._found.elements:
            visit(draft)
        return ordered

    def _name_plans(self) -> dict[int, str]:
        found = self._found
        groups = (found.elements, found.statements, found.indicators, found.stakeholders)
        filled = {id(thing.plan) for group in groups for thing in group} | {
            id(plan) for _cited, plan in found.citations
        }
        kinds = {plan.kind.key for plan in found.plans if id(plan) in filled}
        counts: Counter[str] = Counter()
        names: dict[int, str] = {}
        for plan in found.plans:
            # a title without text is a plan only where no other of its kind has any: «POLÍTICAS MUNICIPALES»
            if id(plan) in filled or (plan.named and plan.kind.key not in kinds):
                counts[plan.kind.key] += 1
                suffix = f"-{counts[plan.kind.key]}" if counts[plan.kind.key] > 1 else ""
                names[id(plan)] = plan.kind.key + suffix
        return names

    def _note(
        self, noun: str, identifier: str, lines: Sequence[int], quote: str, confidence: float, name: str = ""
    ) -> None:
        place = self._place(lines[0], lines[-1])
        self._sources.append(Source(address(noun, identifier), name, place, quote, confidence, self._name))

    def _place(self, first: int, last: int) -> Place:
        end = last if last > first else None
        return Place(first, end, self._pages.get(first), self._cells.get(first))

    def _institution(self) -> Institution:
        who = self._found.institution
        if who:
            place = self._place(who[1], who[1])
            self._sources.append(Source("institution", "name", place, who[2], 0.8, self._name))
        return Institution(who[0] if who else None, self._found.country, invented=self._found.invented)

    def _plan(self, plan: PlanDraft) -> Plan:
        found, identifier = self._found, self._plan_ids[id(plan)]
        if plan.named:
            self._note("plan", identifier, [plan.line], plan.title, 0.85)
        parent = next(
            (self._plan_ids[id(p)] for p in found.plans if id(p) in self._plan_ids and p.kind.key == plan.kind.parent),
            None,
        )
        return Plan(
            id=identifier,
            kind=plan.kind.key,
            title=plan.title or plan.kind.label,
            period=plan.period,
            parent=parent,
            elements=tuple(self._element(e) for e in self._in_order() if e.plan is plan),
            indicators=tuple(self._indicator(i, f"i{n}") for n, i in enumerate(found.indicators, 1) if i.plan is plan),
            statements=tuple(self._statement(s, f"s{n}") for n, s in enumerate(found.statements, 1) if s.plan is plan),
            stakeholders=tuple(
                self._stakeholder(k, f"k{n}") for n, k in enumerate(found.stakeholders, 1) if k.plan is plan
            ),
            citations=tuple(self._citation(c, f"c{n}") for n, (c, p) in enumerate(found.citations, 1) if p is plan),
        )

    def _element(self, draft: ElementDraft) -> Element:
        identifier = self._element_ids[id(draft)]
        self._note("element", identifier, draft.lines, draft.text, draft.confidence)
        own = draft.period if draft.period != draft.plan.period else None
        return Element(
            id=identifier,
            level=draft.level.key,
            text=draft.text,
            code=draft.code,
            parent=self._element_ids[id(draft.parent)] if draft.parent else None,
            unit=self._unit_ids.get(fold(draft.unit)) if draft.unit else None,
            period=own,
            alignments=tuple(draft.alignments),
        )

    def _indicator(self, draft: IndicatorDraft, identifier: str) -> Indicator:
        reading = draft.reading
        lines = draft.lines or (draft.line,)
        self._note("indicator", identifier, lines, reading.quote or reading.text, reading.confidence)
        baseline, targets = _baseline(draft), _targets(draft)
        for name, present in (("baseline", baseline), ("targets", targets), ("stated_changes", reading.stated_changes)):
            if present:
                self._note("indicator", identifier, lines, reading.quote or reading.text, reading.confidence, name)
        return Indicator(
            id=identifier,
            element=self._element_ids[id(draft.element)] if draft.element else None,
            text=reading.text,
            measure_unit=reading.measure_unit,
            direction=reading.direction,
            baseline=baseline,
            targets=targets,
            target_text=draft.target_text,
            stated_changes=reading.stated_changes,
            denominator=draft.details.get("denominator") or None,
            formula=draft.details.get("formula") or None,
            verification=draft.details.get("verification") or None,
            unit=self._unit_ids.get(fold(draft.unit)) if draft.unit else None,
            band=reading.band,
        )

    def _statement(self, draft: StatementDraft, identifier: str) -> Statement:
        self._note("statement", identifier, draft.lines, draft.text, draft.confidence)
        return Statement(identifier, draft.kind, draft.text)

    def _stakeholder(self, draft: StakeholderDraft, identifier: str) -> Stakeholder:
        self._note("stakeholder", identifier, [draft.line], draft.quote, 0.95)
        f = draft.fields
        return Stakeholder(
            identifier, f["name"], f.get("role"), f.get("decision_influence"), f.get("implementation_influence")
        )

    def _citation(self, draft: CitationDraft, identifier: str) -> Citation:
        self._note("citation", identifier, [draft.line], draft.quote, 0.9 if draft.title else 0.6)
        return Citation(identifier, draft.norm, draft.number, draft.title)

    def _links(self) -> Iterable[Link]:
        """Yield the promises that one plan carries over from another: same level, same words."""
        first: dict[tuple[str, str], ElementDraft] = {}
        for draft in self._found.elements:
            known = first.setdefault((draft.level.kind, fold(draft.text)), draft)
            if known.plan is not draft.plan:
                yield Link(LinkKind.REPEATS, self.address_of(draft), self.address_of(known))

    def _units(self) -> Iterable[Unit]:
        for i, unit in enumerate(self._found.units, 1):
            self._note("unit", f"u{i}", unit.lines, unit.quote, unit.confidence)
            yield Unit(f"u{i}", unit.name, unit.code)

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self._methodology.currency)

    def _funding(self) -> Iterable[FundingSource]:
        rows = [row for row in self._found.money if row.row == "funding" and "amount" in row.amounts]
        for i, row in enumerate(rows, 1):
            self._note("funding", f"f{i}", [row.line], row.quote, row.confidence)
            parts = {
                name: self._money(row.amounts[name]) if name in row.amounts else None
                for name in ("investment", "operating")
            }
            yield FundingSource(
                f"f{i}",
                row.fields["name"],
                self._money(row.amounts["amount"]),
                parts["investment"],
                parts["operating"],
                row.amounts.get("stated_investment_percent"),
                row.amounts.get("stated_operating_percent"),
                self._funding_key(row.fields["name"]),
                self._found.period,
            )

    def _funding_key(self, name: str) -> str | None:
        folded = f" {fold(name)} "
        for rule in self._methodology.funding_rules:
            if any(f" {fold(word)} " in folded for word in rule.names):
                return rule.key
        return None

    def _projects(self) -> Iterable[Project]:
        for i, row in enumerate((row for row in self._found.money if row.row == "project"), 1):
            self._note("project", f"p{i}", [row.line], row.quote, row.confidence)
            amount = row.amounts.get("amount")
            note = row.fields.get("note")
            yield Project(
                f"p{i}",
                row.fields["name"],
                row.fields.get("code"),
                self._money(amount) if amount is not None else None,
                self._status(note),
                row.period,
                note,
                row.fields.get("place"),
            )

    def _status(self, note: str | None) -> ProjectStatus | None:
        folded = f" {fold(note or '')} "
        for status, words in self._methodology.vocabulary.project_status.items():
            if any(f" {fold(word)} " in folded for word in words):
                return ProjectStatus(status)
        return None

    def _totals(self) -> Iterable[StatedTotal]:
        for i, row in enumerate(self._found.totals, 1):
            self._note("total", f"t{i}", [row.line], row.quote, 0.95)
            addends, every = (tuple(map(self._money, amounts)) for amounts in (row.addends, row.all_addends))
            yield StatedTotal(f"t{i}", row.label, self._money(row.stated), addends, every, row.column)


def _baseline(draft: IndicatorDraft) -> Baseline | None:
    reading = draft.reading
    if reading.baseline_value is None and reading.baseline_year is None and draft.missing_baseline is None:
        return None
    if reading.baseline_value is None:
        return Baseline(draft.missing_baseline or NO_DATA, reading.baseline_year)
    return Baseline(Value(reading.baseline_value), reading.baseline_year)


def _targets(draft: IndicatorDraft) -> tuple[Target, ...]:
    """Return the targets of the years, and last the final one; where that is the last year's, it stands once.

    A final target without a year is that of the whole run of years. A dated goal that only its change states, or a
    range, has no value of its own.
    """
    reading = draft.reading
    yearly = [Target(Value(value), Period.of_year(year)) for year, value in draft.yearly]
    if reading.target_value is None:
        dated = reading.target_year if reading.stated_changes or reading.band else None
        return tuple(yearly) or ((Target(NO_DATA, Period.of_year(dated)),) if dated else ())
    period = draft.period or (Period.of_year(reading.target_year) if reading.target_year else None)
    if period is None and draft.yearly:
        years = [year for year, _value in draft.yearly]
        period = Period.of_years(min(years), max(years))
    final = Target(Value(reading.target_value), period)
    return (*(target for target in yearly if target.period != period), final)
