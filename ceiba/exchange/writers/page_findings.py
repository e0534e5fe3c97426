"""The findings of an audit as the page shows them: grouped by consequence and rule, each with its sum and its line."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeGuard

from ceiba.exchange.document import Line
from ceiba.exchange.language import Translate
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.subjects import Subjects, anchor, name_of, passage
from ceiba.kernel.finding import Dimension, Fact, Finding, Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.text import _
from ceiba.rules import catalogue
from ceiba.rules.engine import Audit
from ceiba.rules.speech import Sentence, say

SEVERITY_WORDS = {
    Severity.ERROR: (_("error"), _("errores"), _("detiene la aprobación")),
    Severity.WARNING: (_("advertencia"), _("advertencias"), _("pide una respuesta")),
    Severity.NOTICE: (_("aviso"), _("avisos"), _("solo se muestra")),
}
DIMENSION_WORDS = {
    Dimension.LOGIC: _("Lógica"),
    Dimension.MEASUREMENT: _("Medición"),
    Dimension.FUNDING: _("Dinero"),
    Dimension.TIME: _("Tiempo"),
    Dimension.ALIGNMENT: _("Alineación"),
    Dimension.EVIDENCE: _("Evidencia"),
    Dimension.CLARITY: _("Claridad"),
}
SEVERITIES = tuple(Severity)
WORDING = 48  # letters of a wording that still leave the sum in sight


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, ready to be read. ``calc`` is its sum in one line, None where nothing is summed."""

    anchor: str
    code: str
    severity: Severity
    word: str
    title: str
    message: str
    calc: str | None
    subject: str
    subject_anchor: str
    subject_name: str | None
    place: str | None
    quote: str | None
    passage: tuple[tuple[Line, bool], ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The findings of one rule at one severity, with what they have in common."""

    anchor: str
    code: str
    version: int
    severity: Severity
    dimension: str
    title: str
    why: str
    remedy: str
    norm: str | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """How often a rule was asked, how often the plan was right, and how many findings it gave."""

    code: str
    title: str
    dimension: str
    asked: int
    passed: int
    found: int


@dataclass(frozen=True)
class Findings:
    """The audit of one proposal as views, each made once."""

    proposal: Proposal
    audit: Audit
    figures: Figures
    lines: Sequence[Line] = ()

    @property
    def translate(self) -> Translate:
        """Return how sentences are said on this page."""
        return self.figures.translate

    @cached_property
    def views(self) -> tuple[FindingView, ...]:
        """Return every finding in the order of the audit."""
        numbered = {line.number: line for line in self.lines}
        return tuple(self._view(number, f, numbered) for number, f in enumerate(self.audit.findings, start=1))

    @cached_property
    def subjects(self) -> Subjects:
        """Return the things that findings speak of."""
        return Subjects(self.proposal.snapshot, self.proposal.places)

    @cached_property
    def by_subject(self) -> dict[str, tuple[FindingView, ...]]:
        """Return the findings of each address, the gravest first."""
        grouped: dict[str, list[FindingView]] = defaultdict(list)
        for view in self.views:
            grouped[view.subject].append(view)
        return {subject: tuple(sorted(views, key=_gravity)) for subject, views in grouped.items()}

    def of(self, subject: str) -> tuple[FindingView, ...]:
        """Return the findings of one address."""
        return self.by_subject.get(subject, ())

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(view.severity is severity for view in self.views)

    def groups(self, severity: Severity) -> tuple[RuleGroup, ...]:
        """Return the rules that found something of a severity, in the order of their codes."""
        codes = sorted({view.code for view in self.views if view.severity is severity})
        return tuple(self._group(code, severity) for code in codes)

    @cached_property
    def matrix(self) -> tuple[tuple[str, tuple[tuple[int, str, Severity], ...]], ...]:
        """Return dimension by severity: how many, and the anchor of the first rule that found them."""
        counts = Counter((f.dimension, f.severity) for f in self.audit.findings)
        firsts: dict[tuple[Dimension, Severity], str] = {}
        for finding in sorted(self.audit.findings, key=lambda f: f.rule):
            firsts.setdefault((finding.dimension, finding.severity), _group_anchor(finding.rule, finding.severity))
        return tuple(
            (self.translate(words), tuple((counts[d, s], firsts.get((d, s), ""), s) for s in SEVERITIES))
            for d, words in DIMENSION_WORDS.items()
        )

    @cached_property
    def asked(self) -> tuple[AskedRow, ...]:
        """Return how often every rule of the catalogue was asked, in the order of the codes."""
        found = Counter(finding.rule for finding in self.audit.findings)
        rules = sorted(catalogue.rules(), key=lambda rule: rule.code)
        counted = [(rule, self.audit.asked.get(rule.code)) for rule in rules]
        return tuple(
            AskedRow(
                rule.code,
                self.translate(rule.title),
                self.translate(DIMENSION_WORDS[rule.dimension]),
                count.asked if count else 0,
                count.passed if count else 0,
                found[rule.code],
            )
            for rule, count in counted
        )

    @property
    def questions(self) -> int:
        """Return how many questions the rules asked of this plan."""
        return sum(count.asked for count in self.audit.asked.values())

    @property
    def passed(self) -> int:
        """Return how many of them found all well."""
        return sum(count.passed for count in self.audit.asked.values())

    def word(self, severity: Severity, count: int = 1) -> str:
        """Return what a severity is called, in the number asked for."""
        one, many, _consequence = SEVERITY_WORDS[severity]
        return self.translate(one if count == 1 else many)

    def consequence(self, severity: Severity) -> str:
        """Return what a severity brings with it."""
        return self.translate(SEVERITY_WORDS[severity][2])

    def sentence(self, finding: Finding) -> Sentence:
        """Return a finding in words: title, message, reason and remedy."""
        return say(finding, self.proposal.snapshot, self.translate, self.figures.spoken)

    def _view(self, number: int, finding: Finding, numbered: dict[int, Line]) -> FindingView:
        sentence = self.sentence(finding)
        source = self.subjects.source(finding)
        thing = self.subjects.thing(finding.subject)
        return FindingView(
            anchor=f"h{number}",
            code=finding.rule,
            severity=finding.severity,
            word=self.word(finding.severity),
            title=sentence.title,
            message=sentence.message,
            calc=calculation(finding, self.figures, thing if isinstance(thing, Indicator) else None),
            subject=finding.subject,
            subject_anchor=anchor(finding.subject) if thing else "resumen",
            subject_name=name_of(thing) if thing else None,
            place=str(source.place) if source else None,
            quote=source.quote if source else None,
            passage=passage(numbered, source) if source else (),
            line=source.place.line if source else None,
        )

    def _group(self, code: str, severity: Severity) -> RuleGroup:
        findings = [f for f in self.audit.findings if f.rule == code and f.severity is severity]
        sentence = self.sentence(findings[0])
        norms = dict.fromkeys(f.source for f in findings if f.source)
        return RuleGroup(
            anchor=_group_anchor(code, severity),
            code=code,
            version=findings[0].version,
            severity=severity,
            dimension=self.translate(DIMENSION_WORDS[findings[0].dimension]),
            title=sentence.title,
            why=sentence.why,
            remedy=sentence.remedy,
            norm=" · ".join(norms) or None,
            findings=tuple(view for view in self.views if view.code == code and view.severity is severity),
        )


def _gravity(view: FindingView) -> int:
    return SEVERITIES.index(view.severity)


def _group_anchor(code: str, severity: Severity) -> str:
    return anchor(f"{code}/{severity}")


def calculation(finding: Finding, figures: Figures, indicator: Indicator | None = None) -> str | None:
    """Return the sum behind a finding in one line, None where its facts hold no sum.

    A change: ``19 → 100 = +81 (+426.32 %), no «a un 81 %»``; a total or a share: what is printed beside what it
    should be.
    """
    facts = {name: Decimal(fact) for name, fact in finding.facts.items() if _is_number(fact)}
    if "baseline" in facts and "target" in facts:
        return _change(facts, figures, _wording(facts, figures, indicator), agrees=finding.severity is Severity.NOTICE)
    says = figures.translate(_("impreso %(stated)s · calculado %(computed)s · diferencia %(difference)s"))
    if "stated_percent" in facts and "computed_percent" in facts:
        stated, computed = facts["stated_percent"], facts["computed_percent"]
        words = {
            "stated": figures.percent(stated),
            "computed": figures.computed_percent(computed),
            "difference": figures.rounded(computed - stated, signed=True),
        }
        return says % words
    if "stated" in facts and "computed" in facts:
        stated, computed = facts["stated"], facts["computed"]
        words = {
            "stated": figures.number(stated),
            "computed": figures.number(computed),
            "difference": figures.spoken(computed - stated, signed=True),
        }
        return says % words
    return None


def _is_number(fact: Fact) -> TypeGuard[Decimal | int]:
    return isinstance(fact, (Decimal, int)) and not isinstance(fact, bool)


def _change(facts: dict[str, Decimal], figures: Figures, worded: str | None, *, agrees: bool) -> str:
    baseline, target = facts["baseline"], facts["target"]
    difference = facts.get("difference", target - baseline)
    text = f"{figures.number(baseline)} → {figures.number(target)} = {figures.rounded(difference, signed=True)}"
    if "relative_percent" in facts:
        text += f" ({figures.rounded(facts['relative_percent'], signed=True)}\u00a0%)"
    if worded is None:
        return text
    no = figures.translate(_("el texto dice «%(words)s»") if agrees else _("no «%(words)s»"))
    return f"{text}, {no % {'words': worded}}"


def _wording(facts: dict[str, Decimal], figures: Figures, indicator: Indicator | None) -> str | None:
    if "stated" not in facts:
        return None
    stated = facts["stated"]
    changes = indicator.stated_changes if indicator else ()
    worded = next((change for change in changes if change.amount == stated), None)
    if worded is None:
        return figures.rounded(stated)
    short = figures.percent(stated) if worded.percent else figures.rounded(stated)
    return worded.text if 0 < len(worded.text) <= WORDING else short
