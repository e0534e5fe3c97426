"""Pages of whoever reviews what units report: the periods, one report, several at once, closing, and restating."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.approvals import reported, reviewing
from ceiba.approvals.delegation import meet, on_behalf_of
from ceiba.approvals.forms import NoteForm, RestateForm
from ceiba.approvals.late import decline_late
from ceiba.approvals.reported import Reviewed, proposed
from ceiba.approvals.reviewing import Correction, Unsure, digest_of, makers, unit_name
from ceiba.indicators.desk import desk
from ceiba.indicators.models import Report, ReportingCycle
from ceiba.indicators.queries_entry import cells
from ceiba.institutions.verbs import NotAllowed, Refused

_RELATED = ("cycle", "unit", "institution", "reported_by", "reviewed_by")


def reports_review(request: HttpRequest) -> HttpResponse:
    """Show what was reported in a period (``?periodo=``, else the latest), what waits for review first."""
    cycles = reported.cycles(request.institution)
    chosen = next((one for one in cycles if one.key == request.GET.get("periodo")), cycles[0] if cycles else None)
    rows = reported.reports(chosen) if chosen else []
    given = reported.extensions(chosen) if chosen else {}
    context = {
        "cycles": cycles,
        "cycle": chosen,
        "rows": [
            (row, unit_name(row), given.get(row.pk), request.actor.may("report.validate", row.unit)) for row in rows
        ],
        "waiting": sum(
            row.state == Report.State.REPORTED and request.actor.may("report.validate", row.unit) for row in rows
        ),
        "may_close": request.actor.may("cycle.manage"),
        "current": "approvals",
    }
    return render(request, "approvals/reports.html", context)


def report_of(request: HttpRequest, pk: int) -> Report:
    """Return a report of the institution."""
    row: Report = get_object_or_404(Report.objects.of(request.institution).select_related(*_RELATED), pk=pk)
    return row


def report_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a unit reported, with its change, words and proofs; validate it or return it."""
    row = report_of(request, pk)
    done = _judge(request, row) if request.method == "POST" else {}
    if isinstance(done, HttpResponse):
        return done
    whole, lines = reported.reviewed(row)
    may = request.actor.may("report.validate", row.unit)
    behalf = on_behalf_of(request.actor, "report.validate", row.unit)
    figures = cells(row, [line.row.pk for line in lines])
    own = meet((request.actor.person, behalf), makers(row, figures)) is not None
    settled = row.state == Report.State.VALIDATED or row.cycle.closed is not None
    context = {
        "report": row,
        "unit": unit_name(row),
        "desk": whole,
        "lines": lines,
        "digest": digest_of(row, figures),
        "own": may and own,
        "may_judge": may and row.state == Report.State.REPORTED,
        "may_restate": may and settled,
        "validate": done.get("validate") or _remark(),
        "back": done.get("return") or _returning(),
        "steps": reported.steps(row),
        "current": "approvals",
    }
    return render(request, "approvals/report.html", context, status=422 if done else 200)


def _remark(data: Any = None) -> NoteForm:
    return NoteForm(data, prefix="validate", label=_("Observación"))


def _returning(data: Any = None) -> NoteForm:
    return NoteForm(data, prefix="return", label=_("Qué hay que corregir"), required=True)


def _judge(request: HttpRequest, row: Report) -> HttpResponse | dict[str, NoteForm]:
    kind = request.POST.get("do", "")
    if kind not in ("validate", "return"):
        raise Refused(_("No se entendió qué quería hacer. Nada se cambió."))
    form = _returning(request.POST) if kind == "return" else _remark(request.POST)
    if not form.is_valid():
        return {kind: form}
    remark = form.cleaned_data["note"]
    try:
        if kind == "return":
            reviewing.return_report(request.actor, row, remark=remark)
            messages.success(request, _("Devuelto a «%(unit)s» con su razón.") % {"unit": unit_name(row)})
        else:
            seen = request.POST.get("seen") or "-"
            reviewing.validate_report(request.actor, row, seen=seen, remark=remark)
            messages.success(request, _("Validado: sus cifras ya no cambian en silencio."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return {kind: form}
    return redirect("report_review", request.institution.slug, row.pk)


def reports_validate(request: HttpRequest) -> HttpResponse:
    """List exactly what validating several reports would change (``?informe=…``), and do it once it was seen."""
    sent = request.POST if request.method == "POST" else request.GET
    wanted = [int(pk) for pk in sent.getlist("informe") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    rows = list(Report.objects.of(request.institution).filter(pk__in=wanted).select_related(*_RELATED).order_by("pk"))
    problem, status = "", 200
    if request.method == "POST":
        if not rows:
            raise Refused(_("No se eligió ningún informe. Nada se cambió."))
        pairs = [(row, request.POST.get(f"seen-{row.pk}") or "-") for row in rows]
        try:
            count = reviewing.validate_reports(request.actor, pairs)
        except Refused as refusal:
            problem, status = f"{refusal} {_('No se validó ninguno.')}", refusal.status
        else:
            said = ngettext("Quedó validado %(count)s informe.", "Quedaron validados %(count)s informes.", count)
            messages.success(request, said % {"count": count})
            return redirect("reports_review", request.institution.slug)
    listed = [(row, unit_name(row), digest_of(row), reported.reviewed(row)[1]) for row in rows]
    figures = sum(cell.row is not None for *_unit, lines in listed for line in lines for cell in line.cells)
    context = {"listed": listed, "figures": figures, "problem": problem, "current": "approvals"}
    return render(request, "approvals/reports_validate.html", context, status=status)


def cycle_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is missing in a period and what closing it does; and close it."""
    cycle = get_object_or_404(ReportingCycle.objects.of(request.institution), pk=pk)
    if not request.actor.may("cycle.manage"):
        raise NotAllowed(_("Un período lo cierra quien planifica para toda la institución."))
    rows = reported.reports(cycle)
    left = [row for row in rows if row.state != Report.State.VALIDATED]
    label = _("Por qué se cierra así") if left else _("Nota")
    form = NoteForm(request.POST if request.method == "POST" else None, label=label, required=bool(left))
    status = 200
    if form.is_bound and form.is_valid():
        count = request.POST.get("unfinished", "")
        try:
            shown = int(count) if count.isascii() and count.isdigit() and len(count) < 9 else -1
            reviewing.close_cycle(request.actor, cycle, note=form.cleaned_data["note"], unfinished=shown)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("El período quedó cerrado."))
            return redirect("reports_review", request.institution.slug)
    context = {
        "cycle": cycle,
        "left": [(row, unit_name(row), desk(row).missing) for row in left],
        "count": len(rows),
        "form": form,
        "current": "approvals",
    }
    return render(request, "approvals/cycle_close.html", context, status=status)


def measurement_restate(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Correct a figure that was validated or is closed (``?parte=`` of it), with its reason."""
    row, part = report_of(request, pk), request.GET.get("parte", "")[:200]
    if not request.actor.may("report.validate", row.unit):
        raise NotAllowed(_("Una cifra validada la rectifica quien revisa."))
    line = next((one for one in reported.reviewed(row)[1] if one.row.pk == indicator), None)
    cell = next((one for one in line.cells if one.part == part), None) if line else None
    if line is None or cell is None:
        raise Refused(_("Este indicador no es de esta unidad, o ya no está en el plan."))
    sent = request.method == "POST" and request.POST.get("do") != "decline"
    form = RestateForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        pair=line.row.takes_pair,
        initial=proposed(cell.late),
    )
    leave = NoteForm(
        None if sent else request.POST or None,
        prefix="leave",
        label=_("Por qué la cifra se queda como está"),
        required=True,
    )
    status = 200
    if leave.is_bound and leave.is_valid():
        try:
            decline_late(request.actor, row, indicator=indicator, reason=leave.cleaned_data["note"])
        except Refused as refusal:
            leave.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("La cifra se queda como está, con su razón."))
            return redirect("report_review", request.institution.slug, row.pk)
    if sent and form.is_valid():
        try:
            _restate(request, row, line, part, form)
        except Refused as refusal:
            if isinstance(refusal, Unsure):
                form.ask()
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Rectificada: se ven las dos cifras y la razón."))
            return redirect("report_review", request.institution.slug, row.pk)
    context = {
        "report": row,
        "unit": unit_name(row),
        "line": line,
        "cell": cell,
        "form": form,
        "leave": leave,
        "current": "approvals",
    }
    return render(request, "approvals/restate.html", context, status=status)


def _restate(request: HttpRequest, row: Report, line: Reviewed, part: str, form: RestateForm) -> None:
    given = form.cleaned_data
    correction = Correction(given.get("value"), given.get("numerator"), given.get("denominator"), sure=form.is_sure)
    reviewing.restate(
        request.actor,
        row,
        indicator=line.row.pk,
        part=part,
        correction=correction,
        reason=given["reason"],
        act=given["act"],
    )
