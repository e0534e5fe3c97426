"""What the audit still asks of one plan: errors that stop its approval, warnings that nobody has answered."""

from dataclasses import dataclass

from ceiba.approvals.versions import addresses
from ceiba.audits.models import SETTLING, Finding
from ceiba.institutions.models import Institution
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot


@dataclass(frozen=True)
class Questions:
    """Findings about one plan: ``errors`` are open, ``unanswered`` are warnings, ``settled`` errors were explained."""

    errors: tuple[Finding, ...] = ()
    unanswered: tuple[Finding, ...] = ()
    settled: tuple[Finding, ...] = ()

    @property
    def stop(self) -> bool:
        """Tell whether the plan cannot be approved yet."""
        return bool(self.errors or self.unanswered)


def questions(institution: Institution, snapshot: Snapshot, key: str) -> Questions:
    """Return what the last run of the rules asks of a plan: one query."""
    plan = snapshot.plan(key)
    own = set(addresses(plan)) if plan else set()
    grave = (Severity.ERROR.value, Severity.WARNING.value)
    rows = Finding.objects.of(institution).present().filter(severity__in=grave).gravest_first()
    mine = [row for row in rows if row.subject in own]
    errors = [row for row in mine if row.severity == Severity.ERROR.value]
    return Questions(
        errors=tuple(row for row in errors if row.answer not in SETTLING),
        unanswered=tuple(row for row in mine if row.severity == Severity.WARNING.value and not row.answer),
        settled=tuple(row for row in errors if row.answer in SETTLING),
    )
