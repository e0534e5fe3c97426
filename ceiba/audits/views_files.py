"""The review as a file: PDF, workbook, JSON or SARIF of what the list shows with its filters."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

import ceiba as package
from ceiba.audits import services
from ceiba.audits.carrying import carried, said_answers
from ceiba.audits.views import asked_of
from ceiba.exchange.writers import audit_json, audit_pdf, audit_sarif, audit_xlsx
from ceiba.exchange.writers.audit_report import report_of
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats

Write = Callable[[AuditedFile, list[str], str], bytes]


def _as_json(file: AuditedFile, _answers: list[str], lang: str) -> bytes:
    return json.dumps(audit_json.write(file, lang), ensure_ascii=False, indent=2).encode()


def _as_sarif(file: AuditedFile, _answers: list[str], lang: str) -> bytes:
    return json.dumps(audit_sarif.write([file], package.__version__, lang), ensure_ascii=False, indent=2).encode()


FORMS: dict[str, tuple[str, Write]] = {
    "pdf": ("application/pdf", lambda file, answers, lang: audit_pdf.write(report_of(file, lang, answers))),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda file, answers, lang: audit_xlsx.write(report_of(file, lang, answers)),
    ),
    "json": ("application/json", _as_json),
    "sarif": ("application/sarif+json", _as_sarif),
}


def findings_file(request: HttpRequest) -> HttpResponse:
    """Give what the list shows as a file: ``?forma=xlsx`` with the filters of the list."""
    form = request.GET.get("forma", "pdf")
    if form not in FORMS:
        raise Http404
    here = request.institution
    snapshot, run = snapshots.current(here), services.current(here)
    asked = asked_of(request, snapshot.methodology)
    rows = list(asked.rows(here))
    file = carried(f"{here.slug}.yaml", rows, run, snapshot, asked.profile)
    kind, write = FORMS[form]
    name = f"{here.slug}-revision.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(file, said_answers(rows), formats.language()), content_type=kind, headers=headers)
