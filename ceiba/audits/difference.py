"""What an audit changes in the findings that are kept: new, changed, gone and returned, by identity."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from ceiba.audits.facts import stored
from ceiba.audits.models import Finding, Gone, Run
from ceiba.audits.subjects import unit_of
from ceiba.exchange.stems import stems
from ceiba.institutions.models import Institution, Unit
from ceiba.kernel.finding import Finding as FindingValue
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.catalogue import rules
from ceiba.rules.engine import Audit
from ceiba.rules.speech import say

_TOLD = ("version", "severity", "dimension", "facts", "source", "unit_id", "words")


@dataclass
class Difference:
    """The rows to be made and to be changed, and the numbers of those that went, by why, and of those that came back.

    ``asked_again`` were away only because their rule did not ask so: they never came back from being mended.
    """

    new: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    gone: dict[Gone, list[int]] = field(default_factory=lambda: {why: [] for why in Gone})
    returned: list[int] = field(default_factory=list)
    asked_again: list[int] = field(default_factory=list)

    fields = ("version", "severity", "dimension", "facts", "source", "unit", "words", "answer")

    @property
    def is_news(self) -> bool:
        """Tell whether anything was found that was not there, or was there and is not found."""
        return bool(self.new or self.gone_count or self.returned or self.asked_again)

    @property
    def gone_count(self) -> int:
        """Return how many went."""
        return sum(map(len, self.gone.values()))


def identified(findings: tuple[FindingValue, ...]) -> Iterator[tuple[str, FindingValue]]:
    """Yield each finding with its identity: rule, address, and which it is of that rule there."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        seen[finding.rule, finding.subject] += 1
        yield f"{finding.rule} {finding.subject} {seen[finding.rule, finding.subject]}", finding


def difference(
    institution: Institution, snapshot: Snapshot, audit: Audit, run: Run, last: Run | None = None
) -> Difference:
    """Return what a run changes after the ``last`` one: two queries.

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
            away = result.returned if row.gone_as in ("", Gone.MENDED) else result.asked_again
            away.append(row.pk)
        if any(getattr(row, name) != told[name] for name in _TOLD):
            if row.facts != told["facts"]:
                row.answer = ""
            for name in _TOLD:
                setattr(row, name, told[name])
            result.changed.append(row)
    for key, row in kept.items():
        if key not in found and row.gone_since is None:
            result.gone[_why_gone(row.rule, run, last)].append(row.pk)
    return result


def uses(snapshot: Snapshot) -> dict[str, str]:
    """Return how each rule that asks is used, with its version, as one short text: what differs asks otherwise."""
    told = {}
    for rule in rules():
        check = snapshot.check(rule.code)
        if check.enabled:
            settings = " ".join(f"{name}={value}" for name, value in sorted(check.settings.items()))
            told[rule.code] = sha256(f"{rule.version} {settings}".encode()).hexdigest()[:16]
    return told


def _why_gone(rule: str, run: Run, last: Run | None) -> Gone:
    if rule not in run.checks:
        return Gone.RULE_OFF
    before = last.checks.get(rule) if last else None
    return Gone.MENDED if before in (None, run.checks[rule]) else Gone.RULE_CHANGED


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
