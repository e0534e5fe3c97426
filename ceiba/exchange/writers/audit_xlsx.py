"""The audit as a workbook: findings in rows that can be sorted and filtered, how often each rule asked, decisions."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.exchange.writers.audit_report import AuditReport
from ceiba.kernel.text import _

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FINDINGS = (
    (_("Regla"), 8),
    (_("Gravedad"), 13),
    (_("Dimensión"), 13),
    (_("Título"), 34),
    (_("En qué"), 40),
    (_("Dónde"), 16),
    (_("Qué se encontró"), 70),
    (_("Cuenta"), 44),
    (_("Palabras del documento"), 40),
    (_("Qué hacer"), 50),
    (_("Norma"), 34),
    (_("Respuesta"), 44),
)
_ASKED = (
    (_("Regla"), 8),
    (_("Título"), 60),
    (_("Dimensión"), 14),
    (_("Veces que preguntó"), 12),
    (_("En orden"), 12),
    (_("Hallazgos"), 12),
)
_A3 = 8  # the number of the size in Office Open XML
Cell = str | int


def write(report: AuditReport) -> bytes:
    """Return the report as a workbook of three sheets; a text that looks like a formula stays a text."""
    out, say = BytesIO(), report.say
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": report.title, "subject": report.institution})
        head = book.add_format(
            {"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        first = book.add_worksheet(say(_("Hallazgos")))
        _sheet(first, [(say(words), width) for words, width in _FINDINGS], _findings(report), head, body)
        asked = book.add_worksheet(say(_("Preguntas")))
        _sheet(asked, [(say(words), width) for words, width in _ASKED], _asked(report), head, body)
        about = book.add_worksheet(say(_("Acerca de")))
        lines = [(line,) for line in (report.institution, *report.about, *report.closing, *report.decided)]
        _sheet(about, [(report.title, 110)], lines, head, body)
    return out.getvalue()


def _findings(report: AuditReport) -> Iterable[Sequence[Cell]]:
    for f in report.findings:
        yield (
            *(f.code, f.word, f.dimension, f.title, f.subject, f.place, f.message),
            *(f.calculation, f.quote, f.remedy, f.norm, f.answer),
        )


def _asked(report: AuditReport) -> Iterable[Sequence[Cell]]:
    return ((row.code, row.title, row.dimension, row.asked, row.passed, row.found) for row in report.asked)


def _sheet(page: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], head: Any, body: Any) -> None:
    for place, (words, width) in enumerate(columns):
        page.set_column(place, place, width)
        page.write_string(0, place, words, head)
    last = 0
    for last, cells in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(last, place, cell, body)
            else:
                page.write_string(last, place, cell, body)
    page.freeze_panes(1, 0)
    if last:
        page.autofilter(0, 0, last, len(columns) - 1)
    page.set_paper(_A3)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
