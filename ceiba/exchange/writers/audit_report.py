"""The audit as a report to be carried away: what the PDF and the workbook print, each value already in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ceiba.exchange.language import Translate, plural, translator
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITIES, AskedRow, Findings, FindingView
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.finding import Finding, Severity
from ceiba.kernel.text import _


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding as it is printed; ``answer`` is what people said to it, blank where nobody did or nobody may see it."""

    code: str
    severity: Severity
    word: str
    dimension: str
    title: str
    why: str
    remedy: str
    norm: str
    subject: str
    place: str
    message: str
    calculation: str
    quote: str
    answer: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """An audit ready to be printed: of what, under which norm and purpose, what was found, asked and decided."""

    lang: str
    title: str
    institution: str
    about: tuple[str, ...]
    findings: tuple[ReportedFinding, ...]
    asked: tuple[AskedRow, ...]
    decided: tuple[str, ...]
    closing: tuple[str, ...]

    @property
    def say(self) -> Translate:
        """Return how sentences are said in the report."""
        return translator(self.lang)


def report_of(file: AuditedFile, lang: str = "es", answers: Sequence[str] = ()) -> AuditReport:
    """Return the report of an audit; ``answers`` stand beside the findings in their order, or there are none."""
    snapshot = file.proposal.snapshot
    findings = Findings(file.proposal, file.audit, Figures(snapshot.methodology, translator(lang)))
    said = dict(enumerate(answers))
    pairs = [(f, v, said.get(n, "")) for n, (f, v) in enumerate(zip(file.audit.findings, findings.views, strict=True))]
    pairs.sort(key=lambda pair: (SEVERITIES.index(pair[0].severity), pair[0].rule))
    say = findings.translate
    return AuditReport(
        lang=lang,
        title=say(_("Revisión del plan")),
        institution=snapshot.institution.name or file.proposal.document,
        about=tuple(_about(file, say)),
        findings=tuple(_finding(finding, view, answer, say, findings) for finding, view, answer in pairs),
        asked=findings.asked,
        decided=tuple(decision(setting, say) for setting in snapshot.rule_settings),
        closing=tuple(_closing(file, findings)),
    )


def decision(setting: RuleSetting, say: Translate) -> str:
    """Return in one line what an institution decided about a rule, why and with which act."""
    changes = [f"{name}={text}" for name, text in setting.settings]
    changes += [f"severity={setting.severity.value}"] if setting.severity else []
    changes += [f"enabled={'true' if setting.enabled else 'false'}"] if setting.enabled is not None else []
    told = f"{setting.rule}: {', '.join(changes)} · {setting.reason} ({setting.source})"
    return f"{told} · {say(_('desde el %(day)s')) % {'day': setting.since.isoformat()}}" if setting.since else told


def _about(file: AuditedFile, say: Translate) -> Iterator[str]:
    methodology = file.proposal.snapshot.methodology
    facts = {"title": methodology.title, "reference": methodology.reference}
    yield file.proposal.document
    yield say(_("Metodología: %(title)s (%(reference)s)")) % facts
    if file.profile:
        purpose = {"label": file.profile.label, "purpose": file.profile.purpose}
        yield say(_("Propósito: %(label)s. %(purpose)s")) % purpose


def _finding(finding: Finding, view: FindingView, answer: str, say: Translate, findings: Findings) -> ReportedFinding:
    sentence = findings.sentence(finding)
    return ReportedFinding(
        code=finding.rule,
        severity=finding.severity,
        word=view.word,
        dimension=say(DIMENSION_WORDS[finding.dimension]),
        title=view.title,
        why=sentence.why,
        remedy=sentence.remedy,
        norm=finding.source or "",
        subject=view.subject_name or "",
        place=say(_("línea %(place)s")) % {"place": view.place} if view.line else view.place or "",
        message=view.message,
        calculation=view.calc or "",
        quote=view.quote or "",
        answer=answer,
    )


def _closing(file: AuditedFile, findings: Findings) -> Iterator[str]:
    say = findings.translate
    asked = plural(findings.questions, _("%(count)s pregunta"), _("%(count)s preguntas"))
    told = say(asked) % {"count": findings.questions}
    yield f"{told}, {say(_('%(passed)s en orden')) % {'passed': findings.passed}}"
    if file.known:
        known = plural(len(file.known), _("%(count)s hallazgo conocido"), _("%(count)s hallazgos conocidos"))
        yield say(known) % {"count": len(file.known)}
