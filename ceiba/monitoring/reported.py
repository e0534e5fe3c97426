"""What units said beside their figures, by indicator and period: worked out once for each snapshot."""

from collections import defaultdict
from dataclasses import dataclass, field

from ceiba.audits.kept import kept
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Evidence, Narrative, Report, Restatement
from ceiba.kernel.snapshot import Snapshot

Place = tuple[str, Period]


@dataclass(frozen=True)
class Reported:
    """Narratives, evidence and restatements by indicator and period; reports by unit."""

    narratives: dict[Place, Narrative] = field(default_factory=dict)
    evidence: dict[Place, list[Evidence]] = field(default_factory=dict)
    restatements: dict[Place, list[Restatement]] = field(default_factory=dict)
    reports: dict[str | None, list[Report]] = field(default_factory=dict)


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
    return Reported(told, dict(evidence), dict(restatements), dict(reports))
