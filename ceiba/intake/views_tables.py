"""Pages of tables that nobody has explained yet: what is each column?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.exchange.language import translator
from ceiba.exchange.layouts import FIELDS, fields_of
from ceiba.institutions.verbs import NotAllowed
from ceiba.intake import mapping
from ceiba.intake.models import TableLayout
from ceiba.intake.views_proposal import row_of
from ceiba.methodologies.loader import load

ROWS = {
    "element": gettext_lazy("elementos del plan"),
    "project": gettext_lazy("proyectos"),
    "funding": gettext_lazy("fuentes de dinero"),
    "stakeholder": gettext_lazy("actores"),
    "unit": gettext_lazy("unidades"),
}


def table(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask what each column of a table is, and read the document again with the answer."""
    row = row_of(request, pk)
    if not request.actor.may("document.import"):
        raise NotAllowed(_("Solo quien planifica explica una tabla. Nada se guardó."))
    found = mapping.table_of(row, number)
    places = range(len(found.headers))
    kind = request.POST.get("row") or request.GET.get("filas", "")
    kind = kind if kind in FIELDS else "element"
    if request.method == "POST":
        fields = [request.POST.get(f"column-{place}", "") for place in places]
        again = mapping.map_table(request.actor, row, number, kind, fields)
        return redirect("job", request.institution.slug, again.job_id)
    say = translator(get_language() or "es")
    options = [(field, say(words)) for field, words in fields_of(kind, load(row.read_as)).items()]
    context = {
        "row": row,
        "number": number,
        "table": found,
        "columns": [
            (place, found.headers[place], [line[place : place + 1] for line in found.rows]) for place in places
        ],
        "options": options,
        "kind": kind,
        "kinds": ROWS.items(),
        "current": "imports",
    }
    return render(request, "intake/table.html", context)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget how a table is read."""
    found = get_object_or_404(TableLayout.objects.of(request.institution), pk=pk)
    mapping.forget_table(request.actor, found)
    return redirect("imports", request.institution.slug)
