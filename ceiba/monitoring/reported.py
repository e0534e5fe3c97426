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
_ADVANCE = (ReportState.OPEN, ReportState.RETURNED, ReportState.REPORTED, ReportState.VALIDATED)


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

    def standing(self, unit: str | None, figures: Iterable[Measurement]) -> ReportState | None:
        """Return how far the least advanced of some figures of a unit has come; None where none came by a report."""
        told = {
            ReportState.VALIDATED if figure.validated_by else self.states[unit, figure.period]
            for figure in figures
            if figure.validated_by or (unit, figure.period) in self.states
        }
        return next((state for state in _ADVANCE if state in told), None)


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
