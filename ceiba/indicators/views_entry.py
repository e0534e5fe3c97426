"""Pages of a reporting unit: what is due, the cells to be filled, and sending them to review."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ceiba.indicators import services
from ceiba.indicators.cell_faces import Answer, faces
from ceiba.indicators.cells import Fate
from ceiba.indicators.cycles import duty_of
from ceiba.indicators.desk import Desk, desk, renewed
from ceiba.indicators.locks import Locked, lock_of
from ceiba.indicators.models import Evidence, Report
from ceiba.indicators.queries_entry import extension, reports_of
from ceiba.indicators.sent import Sent, save_sent, save_texts, save_typed, touched
from ceiba.indicators.submitting import Incomplete
from ceiba.indicators.typed_cells import left
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.institutions.waiting import waiting

RELATED = ("cycle", "unit", "institution", "reported_by", "reviewed_by")
OWED = (Report.State.OPEN, Report.State.RETURNED)
NEXT = {"submit": "report_submit", "sheet": "report_sheet"}  # where a page leads once all it held is kept
TONES = {"open": "warn", "reported": "brand", "returned": "bad", "validated": "ok"}


def my_unit(request: HttpRequest) -> HttpResponse:
    """Lead to the report that is due where it is all that waits; else list what the units owe, and what falls due."""
    if not request.actor.may_somewhere("report.enter"):
        raise NotAllowed(_("Aquí reportan las unidades. Usted no tiene un papel que reporte."))
    rows = reports_of(request.institution, _units(request))
    owed = [row for row in rows if row.state in OWED and not row.cycle.closed]
    today = timezone.localdate()
    waits = waiting(request.actor, today)
    if len(owed) == 1 and not waits and "todos" not in request.GET:
        return redirect("report", request.institution.slug, owed[0].pk)
    context = {
        "owed": sorted(owed, key=lambda row: row.cycle.due),
        "rest": [row for row in rows if row not in owed],
        "today": today,
        "waits": waits,
        "may_open": request.actor.may("cycle.manage"),
        "current": "my_unit",
    }
    return render(request, "indicators/my_unit.html", context)


def _units(request: HttpRequest) -> list[int | None]:
    """Return the units in which the person may enter reports, None for what no unit answers for. One query."""
    may = request.actor.may
    units: list[int | None] = [unit.pk for unit in Unit.objects.of(request.institution) if may("report.enter", unit)]
    return [*units, None] if may("report.enter") else units


def report_of(request: HttpRequest, pk: int, *, enter: bool = False) -> Report:
    """Return a report that the person may see, or enter figures into; ``NotAllowed`` where they may not."""
    found: Report = get_object_or_404(Report.objects.of(request.institution).select_related(*RELATED), pk=pk)
    seen = ("report.enter",) if enter else ("report.enter", "report.validate", "cycle.manage", "history.view")
    if not any(request.actor.may(permission, found.unit) for permission in seen):
        raise NotAllowed(_("Este informe es de otra unidad. Lo ven quien reporta en ella y quien lo revisa."))
    return found


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report with its cells; keep what was typed into them."""
    found = report_of(request, pk, enter=request.method == "POST")
    here = desk(found)
    if request.method != "POST":
        return report_page(request, here)
    if withdrawn := request.POST.get("withdraw", ""):
        _withdraw(request, found, withdrawn)
    sent = save_sent(request, here)
    if sent.is_clean:
        confirm(request, sent)
        wanted = NEXT.get(request.POST.get("do", ""), "report")
        return redirect(wanted, request.institution.slug, pk)
    return report_page(request, desk(found), sent)


def confirm(request: HttpRequest, sent: Sent) -> None:
    """Say what was kept and when: the server says so, nobody else can."""
    if sent.stored:
        words = ngettext(
            "Guardado a las %(time)s: %(count)s cambio.", "Guardado a las %(time)s: %(count)s cambios.", sent.stored
        )
        now = f"{timezone.localtime():%H:%M}"
        messages.success(request, words % {"time": now, "count": sent.stored})


def _withdraw(request: HttpRequest, found: Report, number: str) -> None:
    rows = Evidence.objects.of(request.institution)
    row = rows.filter(pk=number).first() if number.isdecimal() and len(number) < 16 else None
    if row is None:
        raise Http404
    services.withdraw_evidence(request.actor, found, row)


def report_page(request: HttpRequest, here: Desk, sent: Sent | None = None) -> HttpResponse:
    """Show the cells of a report, with what became of what was sent."""
    context = page_of(request, here, sent)
    return render(request, "indicators/report.html", context, status=409 if sent and sent.lock else 200)


def page_of(request: HttpRequest, here: Desk, sent: Sent | None = None) -> dict[str, Any]:
    """Return what the page of a report shows."""
    found = here.report
    lock = None if sent and sent.lock else lock_of(found)
    duty = duty_of(found)
    given = extension(found)
    due = max(found.cycle.due, given.until) if given else found.cycle.due
    return {
        "report": found,
        "here": here,
        "duty": duty.label if duty else found.cycle.duty,
        "rows": faces(here.rows, sent.answers, sent.texts, sent.problems) if sent else faces(here.rows),
        "sent": sent,
        "lock": lock,
        "may_enter": lock is None and request.actor.may("report.enter", found.unit),
        "may_extend": request.actor.may("cycle.manage") and found.state in OWED,
        "due": due,
        "extension": given,
        "late": (timezone.localdate() - due).days if found.state in OWED else 0,
        "tone": TONES[found.state],
        "current": "my_unit",
    }


@require_POST
def report_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the cells of one row and answer with what became of them; without htmx as the whole page does."""
    if not request.htmx:
        return report(request, pk)
    found = report_of(request, pk, enter=True)
    here = desk(found, words=False)
    typed, dropped = touched(request.POST), left(request.POST)
    try:
        answers = save_typed(request.actor, here, typed)
    except Locked as lock:
        answers = {(c.indicator, c.part): Answer(c, Fate.REFUSED, str(lock)) for c in typed}
    here = renewed(here)
    cells = [
        cell
        for face in faces(here.rows, answers)
        for cell in face.cells
        if (cell.row.pk, cell.part) in answers or cell.name in dropped
    ]
    context = {"cells": cells, "here": here, "report": found, "dropped": bool(dropped), "may_enter": True}
    return render(request, "indicators/cell_answer.html", context)


@require_POST
def report_words(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Keep what was said about one indicator and answer with what became of it."""
    if not request.htmx:
        return report(request, pk)
    found = report_of(request, pk, enter=True)
    problem, texts = "", {}
    try:
        texts = save_texts(request.actor, found, request.POST)
    except Locked as lock:
        problem = str(lock)
    row = desk(found, [indicator]).row(indicator)
    if row is None:
        raise Http404
    face = faces([row], None, texts, {indicator: problem} if problem else None)[0]
    dropped = str(indicator) in request.POST.getlist("theirs-text")
    stored = any(outcome.fate is Fate.STORED for outcome in texts.values())
    context = {"face": face, "report": found, "stored": stored, "dropped": dropped, "may_enter": True}
    return render(request, "indicators/words_answer.html", context)


def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is missing and what must be explained, and send the report to review."""
    found = report_of(request, pk, enter=True)
    problem: Refused | None = None
    if request.method == "POST":
        try:
            services.submit_report(request.actor, found, missing_as_no_data="missing" in request.POST)
        except Refused as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            problem = refusal
        else:
            messages.success(request, _("El informe se envió a revisión."))
            return redirect("report", request.institution.slug, pk)
    context = page_of(request, desk(found)) | {"problem": problem, "is_incomplete": isinstance(problem, Incomplete)}
    return render(request, "indicators/report_submit.html", context, status=200)
