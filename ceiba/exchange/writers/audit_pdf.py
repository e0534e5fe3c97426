"""The audit on paper: one PDF that people without sight can read, too (PDF/UA-1), set by our own Typst page.

Same report, same bytes: no clock and no font of the machine goes in.
"""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from ceiba.exchange.writers.audit_report import AuditReport, ReportedFinding
from ceiba.exchange.writers.page_findings import SEVERITIES, SEVERITY_WORDS
from ceiba.kernel.text import _

PAGE = Path(__file__).resolve().parent / "templates" / "audit.typ"


def write(report: AuditReport) -> bytes:
    """Return the report as a tagged PDF."""
    data = json.dumps(_data(report), ensure_ascii=False)
    made: bytes = typst.compile(
        str(PAGE),
        root=str(PAGE.parent),
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return made


def _data(report: AuditReport) -> dict[str, Any]:
    """Return everything that the page prints, in words."""
    say = report.say
    return {
        "lang": report.lang,
        "title": report.title,
        "institution": report.institution,
        "about": report.about,
        "severities": [say(SEVERITY_WORDS[severity][1]) for severity in SEVERITIES],
        "dimensions": _counts(report),
        "closing": report.closing,
        "parts": [_part(report, severity) for severity in SEVERITIES],
        "decided": report.decided,
        "words": {
            "summary": say(_("Resumen")),
            "dimension": say(_("Dimensión")),
            "remedy": say(_("Qué hacer:")),
            "norm": say(_("Norma:")),
            "none": say(_("Ninguno.")),
            "decided": say(_("Lo que la institución decidió de las reglas")),
        },
    }


def _counts(report: AuditReport) -> list[list[str]]:
    counts = Counter((finding.dimension, finding.severity) for finding in report.findings)
    dimensions = dict.fromkeys(row.dimension for row in report.asked)
    return [[dimension, *(str(counts[dimension, severity]) for severity in SEVERITIES)] for dimension in dimensions]


def _part(report: AuditReport, severity: Any) -> dict[str, Any]:
    found = [finding for finding in report.findings if finding.severity is severity]
    groups = [_group(list(together)) for _code, together in groupby(found, key=lambda finding: finding.code)]
    title = report.say(SEVERITY_WORDS[severity][1]).capitalize()
    return {"title": title, "severity": severity.value, "groups": groups}


def _group(findings: list[ReportedFinding]) -> dict[str, Any]:
    first = findings[0]
    norms = dict.fromkeys(finding.norm for finding in findings if finding.norm)
    return {
        "code": first.code,
        "title": first.title,
        "word": first.word.capitalize(),
        "why": first.why,
        "remedy": first.remedy,
        "norm": " · ".join(norms),
        "findings": [
            {
                "subject": finding.subject,
                "place": finding.place,
                "message": finding.message,
                "sum": finding.calculation,
                "answer": finding.answer,
            }
            for finding in findings
        ],
    }
