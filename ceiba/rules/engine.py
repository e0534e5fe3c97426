"""The engine: asks every rule about every subject once, keeps what was found, counts what was asked, words findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceiba.kernel.check import Check
from ceiba.kernel.finding import Finding, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.catalogue import rules
from ceiba.rules.gathering import Subjects
from ceiba.rules.rule import NOT_ASKED, Found, Rule
from ceiba.rules.speech import Sentence, say

__all__ = ["SILENT", "Answer", "Asked", "Audit", "Sentence", "ask", "audit", "say"]

_WEIGHT = {Severity.NOTICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a question arose, and how often all was well."""

    asked: int
    passed: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What the rules found, by rule and in document order, and how often each rule was asked («80 de 100»)."""

    findings: tuple[Finding, ...]
    asked: Mapping[str, Asked]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of the subjects at one address."""

    arose: int
    passed: int
    findings: tuple[Finding, ...] = ()


_PASSED = Answer(1, 1)
SILENT = Answer(0, 0)  # what is said where no question arose


def audit(snapshot: Snapshot, catalogue: tuple[Rule, ...] | None = None) -> Audit:
    """Return what the catalogue's rules say of a snapshot, used as its methodology and its institution say."""
    used = [
        (rule, check)
        for rule in (rules() if catalogue is None else catalogue)
        if (check := snapshot.check(rule.code)).enabled
    ]
    asked: dict[str, Asked] = {}
    found: dict[str, list[Finding]] = {}
    # One kind of subject after the other, so that a very large plan never has all of them in memory.
    for noun in dict.fromkeys(rule.asks for rule, _check in used):
        subjects = Subjects(snapshot).of(noun)
        for rule, check in used:
            if rule.asks == noun:
                answers = [ask(rule, check, where, of, snapshot) for where, of in subjects.items()]
                asked[rule.code] = Asked(sum(a.arose for a in answers), sum(a.passed for a in answers))
                found[rule.code] = [finding for answer in answers for finding in answer.findings]
    in_order = [rule.code for rule, _check in used]
    findings = tuple(finding for code in in_order for finding in found[code])
    return Audit(findings, {code: asked[code] for code in in_order})


def ask(rule: Rule, check: Check, where: str, subjects: Iterable[object], snapshot: Snapshot) -> Answer:
    """Return what a rule says of the subjects at an address."""
    arose = passed = 0
    findings: tuple[Finding, ...] = ()
    for subject in subjects:
        verdict = rule.check(subject, snapshot, **check.settings)
        if verdict is NOT_ASKED:
            continue
        arose += 1
        if isinstance(verdict, Found):
            findings += (_finding(rule, check, where, verdict),)
        else:
            passed += 1
    if not arose:
        return SILENT
    return _PASSED if arose == passed == 1 else Answer(arose, passed, findings)


def _finding(rule: Rule, check: Check, subject: str, verdict: Found) -> Finding:
    norm = check.source or verdict.source
    return Finding(
        rule=rule.code,
        version=rule.version,
        severity=_graded(rule, check, verdict),
        dimension=rule.dimension,
        subject=subject,
        facts=verdict.facts,
        source=norm.citation if norm else None,
    )


def _graded(rule: Rule, check: Check, verdict: Found) -> Severity:
    """Return the grade: a methodology's is the rule's own from now on, and a milder case stays milder."""
    if check.severity is None:
        return verdict.severity or rule.severity
    return min(check.severity, verdict.severity or check.severity, key=_WEIGHT.__getitem__)
