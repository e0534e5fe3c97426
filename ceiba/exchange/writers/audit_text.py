"""The audit as text for a terminal: the gravest first, each finding with its sum, its line and the mend.

Quietly it is one line a finding and nothing where there is none; in full it tells, too, why each rule asks, what the
institution decided about it, how often every rule was asked, and what was known already.
"""

from collections.abc import Iterator
from enum import Enum

from ceiba.exchange.language import plural, translator
from ceiba.exchange.writers.audit_report import decision
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import SEVERITIES, Findings, FindingView
from ceiba.kernel.finding import Severity
from ceiba.kernel.text import _

QUOTE = 160


class Detail(Enum):
    """How much is told."""

    QUIET = "quiet"
    USUAL = "usual"
    FULL = "full"


def write(file: AuditedFile, lang: str = "es", detail: Detail = Detail.USUAL) -> str:
    """Return the audit of a file as lines of text in the reader's language; no text at all where quiet and well."""
    figures = Figures(file.proposal.snapshot.methodology, translator(lang))
    findings = Findings(file.proposal, file.audit, figures)
    lines = _brief(file, findings) if detail is Detail.QUIET else _lines(file, findings, full=detail is Detail.FULL)
    return "\n".join(lines)


def _brief(file: AuditedFile, findings: Findings) -> Iterator[str]:
    for severity in SEVERITIES:
        for view in (view for view in findings.views if view.severity is severity):
            where = f"{file.path}:{view.line}" if view.line else file.path
            yield f"{where}: {view.word} {view.code} {view.message}"


def _lines(file: AuditedFile, findings: Findings, *, full: bool) -> Iterator[str]:
    proposal, say = file.proposal, findings.translate
    snapshot = proposal.snapshot
    yield f"{proposal.document} · {snapshot.institution.name or say(_('Institución sin nombre en el documento'))}"
    yield say(_("Metodología: %(title)s (%(reference)s)")) % {
        "title": snapshot.methodology.title,
        "reference": snapshot.methodology.reference,
    }
    if file.profile:
        facts = {"label": file.profile.label, "purpose": file.profile.purpose}
        yield say(_("Propósito: %(label)s. %(purpose)s")) % facts
    for severity in SEVERITIES:
        for group in findings.groups(severity):
            yield ""
            yield f"{findings.word(severity).upper()} {group.code} · {group.title}"
            if full:
                yield f"  {group.why}"
            for finding in group.findings:
                yield from _finding(finding, proposal.document)
            yield f"  {say(_('Qué hacer:'))} {group.remedy}"
            if group.norm:
                yield f"  {say(_('Norma:'))} {group.norm}"
    if full:
        yield from _decided(file, findings)
        yield from _asked(findings)
    yield ""
    yield _closing(file, findings)


def _finding(finding: FindingView, document: str) -> Iterator[str]:
    where = f"{document}:{finding.place}: " if finding.place else f"{document}: "
    yield f"  {where}{finding.message}"
    if finding.calc:
        yield f"      {finding.calc}"
    if finding.quote:
        quote = finding.quote if len(finding.quote) <= QUOTE else finding.quote[: QUOTE - 1] + "…"
        yield f"      «{quote}»"


def _decided(file: AuditedFile, findings: Findings) -> Iterator[str]:
    say, settings = findings.translate, file.proposal.snapshot.rule_settings
    if settings:
        yield from ("", say(_("Lo que la institución decidió de las reglas")))
    yield from (f"  {decision(setting, say)}" for setting in settings)


def _asked(findings: Findings) -> Iterator[str]:
    say = findings.translate
    yield from ("", say(_("Lo que se preguntó: veces, en orden, hallazgos")))
    for row in findings.asked:
        yield f"  {row.code} {row.asked:>6} {row.passed:>6} {row.found:>5}  {row.title}"


def _closing(file: AuditedFile, findings: Findings) -> str:
    say = findings.translate
    counts = ", ".join(f"{findings.count(s)} {findings.word(s, findings.count(s))}" for s in Severity)
    asked = plural(findings.questions, _("%(count)s pregunta"), _("%(count)s preguntas"))
    questions = say(asked) % {"count": findings.questions}
    told = f"{counts} · {questions}, {say(_('%(passed)s en orden')) % {'passed': findings.passed}}"
    if not file.known:
        return told
    known = plural(len(file.known), _("%(count)s hallazgo conocido"), _("%(count)s hallazgos conocidos"))
    return f"{told} · {say(known) % {'count': len(file.known)}}"
