"""The page of one figure of a report: its variables and its parts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.indicators import services
from ceiba.indicators.cell_faces import faces
from ceiba.indicators.desk import desk
from ceiba.indicators.detail import FigureDetail
from ceiba.indicators.locks import Locked
from ceiba.indicators.views_entry import report_of


def report_detail(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Show a figure with its variables and parts, compute it, keep it where everything comes to the total."""
    report = report_of(request, pk, enter=True)
    row = desk(report, [indicator]).row(indicator)
    if row is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    detail = FigureDetail(row, sent, frozenset(request.POST.getlist("sure")))
    lock = ""
    wanted = detail.read() if sent is not None else None
    if wanted is not None and request.POST.get("do") != "try":
        try:
            if detail.answer(services.save_measurements(request.actor, report, wanted)):
                messages.success(request, _("La cifra y sus partes quedaron guardadas."))
                return redirect(reverse("report", args=[request.institution.slug, pk]) + f"#i{indicator}")
        except Locked as problem:
            lock = str(problem)
    context = {
        "detail": detail,
        "row": row,
        "fed": faces([row])[0].cells[0] if row.binding else None,
        "report": report,
        "lock": lock,
        "is_sent": sent is not None,
        "is_torn": sent is not None and (wanted is None or any(cell.problem for cell in detail.cells)),
        "current": "my_unit",
    }
    return render(request, "indicators/report_detail.html", context)
