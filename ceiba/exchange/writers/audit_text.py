"""The audit as text for a terminal: the gravest first, each finding with its sum, its line and the mend."""

from collections.abc import Iterator

from ceiba.exchange.language import plural, translator
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import SEVERITIES, Findings, FindingView
from ceiba.kernel.finding import Severity
from ceiba.kernel.text import _
from ceiba.rules.engine import Audit

QUOTE = 160


def write(proposal: Proposal, audit: Audit, lang: str = "es") -> str:
    """Return the audit as lines of text in the reader's language."""
    figures = Figures(proposal.snapshot.methodology, translator(lang))
    return "\n".join(_lines(proposal, Findings(proposal, audit, figures)))


def _lines(proposal: Proposal, findings: Findings) -> Iterator[str]:
    snapshot, say = proposal.snapshot, findings.translate
    yield f"{proposal.document} · {snapshot.institution.name or say(_('Institución sin nombre en el documento'))}"
    yield say(_("Metodología: %(title)s (%(reference)s)")) % {
        "title": snapshot.methodology.title,
        "reference": snapshot.methodology.reference,
    }
    for severity in SEVERITIES:
        for group in findings.groups(severity):
            yield ""
            yield f"{findings.word(severity).upper()} {group.code} · {group.title}"
            for finding in group.findings:
                yield from _finding(finding, proposal.document)
            yield f"  {say(_('Qué hacer:'))} {group.remedy}"
            if group.norm:
                yield f"  {say(_('Norma:'))} {group.norm}"
    yield ""
    yield _closing(findings)


def _finding(finding: FindingView, document: str) -> Iterator[str]:
    where = f"{document}:{finding.place}: " if finding.place else f"{document}: "
    yield f"  {where}{finding.message}"
    if finding.calc:
        yield f"      {finding.calc}"
    if finding.quote:
        quote = finding.quote if len(finding.quote) <= QUOTE else finding.quote[: QUOTE - 1] + "…"
        yield f"      «{quote}»"


def _closing(findings: Findings) -> str:
    say = findings.translate
    counts = ", ".join(f"{findings.count(s)} {findings.word(s, findings.count(s))}" for s in Severity)
    asked = plural(findings.questions, _("%(count)s pregunta"), _("%(count)s preguntas"))
    questions = say(asked) % {"count": findings.questions}
    return f"{counts} · {questions}, {say(_('%(passed)s en orden')) % {'passed': findings.passed}}"
