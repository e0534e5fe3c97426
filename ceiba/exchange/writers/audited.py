"""A file with its audit, as writers take it: what counts for the purpose, and what was known already."""

from collections import Counter
from dataclasses import dataclass, replace

from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.baseline import parted
from ceiba.exchange.writers.subjects import Subjects
from ceiba.kernel.check import AuditProfile
from ceiba.kernel.finding import Finding, Severity
from ceiba.rules.engine import Audit


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """A file and its audit: the path as it was given; the audit holds what is new, ``known`` what was known.

    ``profile`` is the purpose for which it was audited, None for everything.
    """

    path: str
    proposal: Proposal
    audit: Audit
    known: tuple[Finding, ...] = ()
    profile: AuditProfile | None = None

    @property
    def has_errors(self) -> bool:
        """Tell whether an error was found that is not known."""
        return any(finding.severity is Severity.ERROR for finding in self.audit.findings)


def audited_file(
    path: str,
    proposal: Proposal,
    audit: Audit,
    profile: AuditProfile | None = None,
    known: Counter[str] | None = None,
) -> AuditedFile:
    """Return a file with what matters for a purpose; what ``known`` counts is set apart and taken away from it."""
    found = tuple(f for f in audit.findings if profile is None or profile.holds(f))
    old: tuple[Finding, ...] = ()
    if known is not None:
        found, old = parted(found, Subjects(proposal.snapshot, proposal.places), known)
    return AuditedFile(path, proposal, replace(audit, findings=found), old, profile)
