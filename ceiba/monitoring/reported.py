"""What units said beside their figures, by indicator and period: worked out once for each snapshot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ceiba.audits.kept import kept
from ceiba.kernel.indicator import Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportState, Restatement
from ceiba.kernel.snapshot import Snapshot

Place = tuple[str, Period]


@dataclass(frozen=True)
class Reported:
    """Narratives, evidence and restatements by indicator and period; reports by unit.

    ``states`` has where the report of a unit stands for a period.
    """

    narratives: dict[Place, Narrative] = field(default_factory=dict)
    evidence: dict[Place, list[Evidence]] = field(default_factory=dict)
    restatements: dict[Place, list[Restatement]] = field(default_factory=dict)
    reports: dict[str | None, list[Report]] = field(default_factory=dict)
    states: dict[tuple[str | None, Period], ReportState] = field(default_factory=dict)

    def validated(self, unit: str | None, figures: Iterable[Measurement]) -> bool | None:
        """Tell whether figures of a unit were all validated; None where none of them came by a report."""
        told = [
            True if figure.validated_by else self.states[unit, figure.period] is ReportState.VALIDATED
            for figure in figures
            if figure.validated_by or (unit, figure.period) in self.states
        ]
        return all(told) if told else None


def reported(snapshot: Snapshot) -> Reported:
    """Return what was said beside the figures of a snapshot."""
    return kept(snapshot, "reported", _reported)


def _reported(snapshot: Snapshot) -> Reported:
    evidence: dict[Place, list[Evidence]] = defaultdict(list)
    for proof in snapshot.evidence:
        evidence[proof.indicator, proof.period].append(proof)
    restatements: dict[Place, list[Restatement]] = defaultdict(list)
    for change in snapshot.restatements:
        restatements[change.indicator, change.period].append(change)
    reports: dict[str | None, list[Report]] = defaultdict(list)
    for report in snapshot.reports:
        reports[report.unit].append(report)
    told = {(n.indicator, n.period): n for n in snapshot.narratives}
    collecting = {duty.key for duty in snapshot.methodology.reporting if duty.collects_indicators}
    periods = {cycle.id: cycle.period for cycle in snapshot.cycles if cycle.duty in collecting}
    states = {(r.unit, periods[r.cycle]): r.state for r in snapshot.reports if r.cycle in periods}
    return Reported(told, dict(evidence), dict(restatements), dict(reports), states)
