"""What a plan says around its tree: statements, cited norms, actors, and the units that answer for it."""

from dataclasses import dataclass

from ceiba.exchange.writers.page_findings import Findings, FindingView
from ceiba.exchange.writers.page_indicators import Indicators, IndicatorView
from ceiba.exchange.writers.subjects import anchor
from ceiba.kernel.plan import StatementKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Source, address
from ceiba.kernel.text import _

STATEMENT_WORDS = {
    StatementKind.MISSION: _("Misión"),
    StatementKind.VISION: _("Visión"),
    StatementKind.VALUES: _("Valores"),
    StatementKind.PROBLEM: _("Problemas"),
    StatementKind.POTENTIALITY: _("Potencialidades"),
    StatementKind.LEGAL_FRAME: _("Marco legal"),
    StatementKind.NARRATIVE: _("Texto"),
}


@dataclass(frozen=True, slots=True)
class TextView:
    """A statement or a cited norm: its text, where it stands, and what was found about it."""

    anchor: str
    text: str
    place: str | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """The statements of one kind, in document order."""

    kind: str
    title: str
    statements: tuple[TextView, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """Somebody with influence on the plan; None where the document says nothing."""

    anchor: str
    name: str
    role: str | None
    decision: str | None
    implementation: str | None
    place: str | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit of the institution with what it answers for: elements as text and anchor, indicators of its own."""

    anchor: str
    code: str | None
    name: str
    process: str | None
    elements: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]
    findings: tuple[FindingView, ...]
    place: str | None


@dataclass(frozen=True)
class People:
    """Makes the views of statements, norms, actors and units of one snapshot."""

    snapshot: Snapshot
    findings: Findings
    indicators: Indicators

    def statements(self) -> tuple[StatementGroup, ...]:
        """Return the statements by kind, in the order in which a plan usually says them."""
        groups = []
        for kind, title in STATEMENT_WORDS.items():
            found = [s for plan in self.snapshot.plans for s in plan.statements if s.kind is kind]
            texts = tuple(self._text(address("statement", s.id), s.text) for s in found)
            if texts:
                groups.append(StatementGroup(kind.value, self.findings.translate(title), texts))
        return tuple(groups)

    def citations(self) -> tuple[TextView, ...]:
        """Return the norms that the plans cite, with the title that they give them."""
        cited = [citation for plan in self.snapshot.plans for citation in plan.citations]
        return tuple(
            self._text(address("citation", c.id), f"{c.norm.capitalize()} {c.number}: {c.title}") for c in cited
        )

    def actors(self) -> tuple[ActorView, ...]:
        """Return the actors of every plan, in document order."""
        return tuple(
            ActorView(
                anchor=anchor(subject),
                name=actor.name,
                role=actor.role,
                decision=actor.decision_influence,
                implementation=actor.implementation_influence,
                place=_line(self.snapshot.source_of(subject)),
                findings=self.findings.of(subject),
            )
            for plan in self.snapshot.plans
            for actor in plan.stakeholders
            for subject in (address("stakeholder", actor.id),)
        )

    def units(self) -> tuple[UnitView, ...]:
        """Return the units in the order of the document."""
        views = []
        for unit in self.snapshot.units:
            subject = address("unit", unit.id)
            elements = ((e.text, anchor(address("element", e.id))) for e in self.snapshot.elements if e.unit == unit.id)
            own = (i for i in self.snapshot.indicators if i.element is None and i.unit == unit.id)
            views.append(
                UnitView(
                    anchor=anchor(subject),
                    code=unit.code,
                    name=unit.name,
                    process=unit.process,
                    elements=tuple(elements),
                    indicators=tuple(self.indicators.view(indicator) for indicator in own),
                    findings=self.findings.of(subject),
                    place=_line(self.snapshot.source_of(subject)),
                )
            )
        return tuple(views)

    def _text(self, subject: str, text: str) -> TextView:
        return TextView(anchor(subject), text, _line(self.snapshot.source_of(subject)), self.findings.of(subject))


def _line(source: Source | None) -> str | None:
    return str(source.place) if source and source.place.line else None
