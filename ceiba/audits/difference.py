"""What an audit changes in the findings that are kept: new, changed, gone and returned, by identity."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ceiba.audits.facts import stored
from ceiba.audits.models import Finding, Run
from ceiba.audits.subjects import unit_of
from ceiba.exchange.stems import stems
from ceiba.institutions.models import Institution, Unit
from ceiba.kernel.finding import Finding as FindingValue
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import Audit
from ceiba.rules.speech import say

_TOLD = ("version", "severity", "dimension", "facts", "source", "unit_id", "words")


@dataclass
class Difference:
    """The rows to be made and to be changed, and the numbers of those that went and came back."""

    new: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)

    fields = ("version", "severity", "dimension", "facts", "source", "unit", "words", "answer")

    @property
    def is_news(self) -> bool:
        """Tell whether anything was found that was not there, or was there and is not found."""
        return bool(self.new or self.gone or self.returned)


def identified(findings: tuple[FindingValue, ...]) -> Iterator[tuple[str, FindingValue]]:
    """Yield each finding with its identity: rule, address, and which it is of that rule there."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        seen[finding.rule, finding.subject] += 1
        yield f"{finding.rule} {finding.subject} {seen[finding.rule, finding.subject]}", finding


def difference(institution: Institution, snapshot: Snapshot, audit: Audit, run: Run) -> Difference:
    """Return what a run changes: two queries.

    An answer to a sum that has changed no longer counts; it stays among the answers.
    """
    kept = {row.key: row for row in Finding.objects.of(institution)}
    units = dict(Unit.objects.of(institution).order_by().values_list("key", "pk"))
    result = Difference()
    found: set[str] = set()
    for key, finding in identified(audit.findings):
        found.add(key)
        told = _told(finding, snapshot, units)
        row = kept.get(key)
        if row is None:
            result.new.append(_row(institution, run, key, finding, told))
            continue
        if row.gone_since is not None:
            result.returned.append(row.pk)
        if any(getattr(row, name) != told[name] for name in _TOLD):
            if row.facts != told["facts"]:
                row.answer = ""
            for name in _TOLD:
                setattr(row, name, told[name])
            result.changed.append(row)
    result.gone = [row.pk for key, row in kept.items() if key not in found and row.gone_since is None]
    return result


def _told(finding: FindingValue, snapshot: Snapshot, units: dict[str, int]) -> dict[str, object]:
    sentence = say(finding, snapshot)
    return {
        "version": finding.version,
        "severity": finding.severity.value,
        "dimension": finding.dimension.value,
        "facts": stored(finding.facts),
        "source": finding.source or "",
        "unit_id": units.get(unit_of(finding.subject, snapshot) or ""),
        # A blank before each stem, so that a search for the beginning of a word finds no middle of one.
        "words": " " + " ".join(stems(f"{finding.rule} {sentence.title} {sentence.message}")),
    }


def _row(institution: Institution, run: Run, key: str, finding: FindingValue, told: dict[str, object]) -> Finding:
    return Finding(
        institution=institution,
        key=key,
        rule=finding.rule,
        subject=finding.subject,
        first_run=run,
        last_run=run,
        **told,
    )
