"""The audit as JSON, exactly as the contract of the command line says (DESIGN section 11)."""

from collections.abc import Mapping
from decimal import Decimal

from ceiba.exchange.language import translator
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.subjects import Subjects
from ceiba.kernel.finding import Fact, Finding
from ceiba.rules.speech import say

Json = str | int | float | bool | None | dict[str, "Json"] | list["Json"]


def write(file: AuditedFile, lang: str = "es", *, compared: bool = False) -> dict[str, Json]:
    """Return the audit of a file as values that ``json.dumps`` writes; sentences in the language asked for.

    The purpose is told where there is one, and how many findings were known where a file of them was given.
    """
    proposal, audit = file.proposal, file.audit
    subjects = Subjects(proposal.snapshot, proposal.places)
    figures = Figures(proposal.snapshot.methodology, translator(lang))
    further: dict[str, Json] = {"profile": file.profile.key} if file.profile else {}
    further |= {"known": len(file.known)} if compared else {}
    return {
        "file": proposal.document,
        "methodology": proposal.snapshot.methodology.reference,
        "findings": [_finding(finding, subjects, figures) for finding in audit.findings],
        "asked": {code: {"asked": count.asked, "passed": count.passed} for code, count in sorted(audit.asked.items())},
        **further,
    }


def _finding(finding: Finding, subjects: Subjects, figures: Figures) -> dict[str, Json]:
    source = subjects.source(finding)
    return {
        "rule": finding.rule,
        "version": finding.version,
        "severity": str(finding.severity),
        "dimension": str(finding.dimension),
        "message": say(finding, subjects.snapshot, figures.translate, figures.spoken).message,
        "line": source.place.line if source else None,
        "quote": source.quote if source else None,
        "element": subjects.holder(finding.subject),
        "facts": plain_facts(finding.facts),
        "source": finding.source,
    }


def plain_facts(facts: Mapping[str, Fact]) -> dict[str, Json]:
    """Return facts as JSON knows them, decimals as numbers."""
    return {name: number(fact) if isinstance(fact, Decimal) else fact for name, fact in facts.items()}


def number(amount: Decimal) -> int | float:
    """Return a decimal as a JSON number that reads back as the same decimal wherever a double can hold it.

    Whole numbers stay whole. A double carries 17 significant digits and is written as the shortest text that gives it
    back, so ``0.1`` stays ``0.1``; only an unending quotient, which the decimal had cut at 28 digits, loses its tail.
    """
    whole = amount.to_integral_value()
    return int(whole) if whole == amount else float(amount)
