"""The audit as JSON, exactly as the contract of the command line says (DESIGN section 11)."""

from collections.abc import Mapping
from decimal import Decimal

from ceiba.exchange.language import translator
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.subjects import Subjects
from ceiba.kernel.finding import Fact, Finding
from ceiba.rules.engine import Audit
from ceiba.rules.speech import say

Json = str | int | float | bool | None | dict[str, "Json"] | list["Json"]


def write(proposal: Proposal, audit: Audit, lang: str = "es") -> dict[str, Json]:
    """Return the audit of a proposal as values that ``json.dumps`` writes; sentences in the language asked for."""
    subjects = Subjects(proposal.snapshot, proposal.places)
    figures = Figures(proposal.snapshot.methodology, translator(lang))
    return {
        "file": proposal.document,
        "methodology": proposal.snapshot.methodology.reference,
        "findings": [_finding(finding, subjects, figures) for finding in audit.findings],
        "asked": {code: {"asked": count.asked, "passed": count.passed} for code, count in sorted(audit.asked.items())},
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
        "facts": _facts(finding.facts),
        "source": finding.source,
    }


def _facts(facts: Mapping[str, Fact]) -> dict[str, Json]:
    return {name: number(fact) if isinstance(fact, Decimal) else fact for name, fact in facts.items()}


def number(amount: Decimal) -> int | float:
    """Return a decimal as a JSON number that reads back as the same decimal wherever a double can hold it.

    Whole numbers stay whole. A double carries 17 significant digits and is written as the shortest text that gives it
    back, so ``0.1`` stays ``0.1``; only an unending quotient, which the decimal had cut at 28 digits, loses its tail.
    """
    whole = amount.to_integral_value()
    return int(whole) if whole == amount else float(amount)
