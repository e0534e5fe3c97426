"""Pages of whoever keeps the money of a plan: funding sources, income, and modifications by an act."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.budgets import editing, queries
from ceiba.budgets.forms_money import ActForm, ChangeRows, FundingForm, IncomeForm, SeenForm
from ceiba.budgets.models import BudgetLine, FundingSource, IncomeLine
from ceiba.budgets.modifying import modify
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel import budget as kernel
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load

LISTED = 1000  # lines that the page offers while one types; with more, their code is typed


def must_edit(request: HttpRequest) -> None:
    """Raise ``NotAllowed`` where the person may not change money."""
    if not request.actor.may("money.edit"):
        raise NotAllowed(_("El dinero lo cambian finanzas y planificación. Usted puede leerlo."))


def methodology_of(request: HttpRequest) -> Methodology:
    """Return the methodology of the institution."""
    return load(request.institution.methodology)


def funding_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a funding source."""
    must_edit(request)
    row = get_object_or_404(FundingSource.objects.of(request.institution), key=key)
    now = next(source for source in queries.funding(request.institution) if source.id == key)
    form = FundingForm(_data(request), seen=now, methodology=methodology_of(request))

    def act() -> object:
        return editing.edit_funding(request.actor, row, wanted=form.wanted(), seen=form.seen)

    context = {"form": form, "name": now.name, "key": key}
    return _kept(request, form, act, "budgets/funding_edit.html", context)


def funding_add(request: HttpRequest) -> HttpResponse:
    """Add a funding source."""
    must_edit(request)
    here = methodology_of(request)
    empty = kernel.FundingSource("", "", Money.zero(here.currency))
    form = FundingForm(_data(request), seen=empty, methodology=here)

    def act() -> object:
        return editing.add_funding(request.actor, wanted=form.wanted())

    return _kept(request, form, act, "budgets/funding_edit.html", {"form": form})


def income_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a line of income and what came in by month."""
    must_edit(request)
    row = get_object_or_404(IncomeLine.objects.of(request.institution), key=key)
    now = next(line for line in queries.income(request.institution) if line.id == key)
    sources = queries.funding(request.institution)
    form = IncomeForm(_data(request), seen=now, methodology=methodology_of(request), sources=sources)

    def act() -> object:
        return editing.edit_income(request.actor, row, wanted=form.wanted(), seen=form.seen)

    return _kept(request, form, act, "budgets/income_edit.html", {"form": form, "name": now.name, "key": key})


def income_add(request: HttpRequest) -> HttpResponse:
    """Add a line of income for a year."""
    must_edit(request)
    here = methodology_of(request)
    year = Period.of_year(timezone.localdate().year, here.fiscal_start)
    empty, sources = kernel.IncomeLine("", "", period=year), queries.funding(request.institution)
    form = IncomeForm(_data(request), seen=empty, methodology=here, sources=sources)

    def act() -> object:
        return editing.add_income(request.actor, wanted=form.wanted())

    return _kept(request, form, act, "budgets/income_edit.html", {"form": form})


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _kept(
    request: HttpRequest, form: SeenForm, act: Callable[[], object], template: str, context: dict[str, Any]
) -> HttpResponse:
    """Do what a valid form asks and lead to the table; show the form, with what was typed, where it cannot be done."""
    status = 200
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refusal:
            if isinstance(refusal, editing.Clash):
                form.see(refusal.now)
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Guardado. Los porcentajes y las sumas ya son los nuevos."))
            return redirect("availability", request.institution.slug)
    return render(request, template, {**context, "current": "money"}, status=status)


def budget_modify(request: HttpRequest) -> HttpResponse:
    """Record an act that changes lines of the budget (``?renglon=`` begins with one)."""
    must_edit(request)
    data = _data(request)
    form, rows = ActForm(data), ChangeRows(data, initial=_begun(request))
    status = 200
    if data is not None and data.get("do") == "more":
        form, rows = ActForm(initial=data.dict()), ChangeRows(initial=_typed(data))
    elif data is not None and form.is_valid() & rows.is_valid():
        try:
            made = modify(request.actor, _changes(request, rows), **_act(request, form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("El acto quedó registrado. Ya rige en los renglones."))
            return redirect("budget_line", request.institution.slug, made[0].line)
    lines = BudgetLine.objects.of(request.institution).values_list("key", "classifier", "name")[:LISTED]
    context = {"form": form, "rows": rows, "lines": lines, "current": "money"}
    return render(request, "budgets/modify.html", context, status=status)


def _begun(request: HttpRequest) -> list[dict[str, str]]:
    return [{"line": request.GET["renglon"]}] if request.GET.get("renglon") else []


def _typed(data: QueryDict) -> list[dict[str, str]]:
    """Return the rows as they were typed, to be shown again with more empty ones behind."""
    numbers = [name.split("-")[1] for name in data if re.fullmatch(r"form-[0-9]{1,3}-line", name)]
    rows = [{"line": data[f"form-{n}-line"], "amount": data.get(f"form-{n}-amount", "")} for n in numbers]
    return [row for row in rows if row["line"] or row["amount"]]


def _act(request: HttpRequest, form: ActForm) -> dict[str, Any]:
    given, adds = form.cleaned_data, form.cleaned_data["adds"]
    currency = methodology_of(request).currency
    return {
        "act": given["act"],
        "day": given["day"],
        "adds": None if adds is None else Money(adds, currency),
        "note": given["note"],
    }


def _changes(request: HttpRequest, rows: Any) -> list[tuple[str, Money]]:
    """Return the lines by their key with what changes; ``Refused`` where a text names no line, or several."""
    currency = methodology_of(request).currency
    typed = [row.cleaned_data for row in rows if row.cleaned_data.get("line")]
    return [(_line(request, given["line"]), Money(given["amount"], currency)) for given in typed]


def _line(request: HttpRequest, text: str) -> str:
    known = BudgetLine.objects.of(request.institution)
    if known.filter(key=text).exists():
        return text
    found = list(known.filter(classifier=text).values_list("key", flat=True)[:5])
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise Refused(_("No hay renglón «%(text)s». Escriba su código como está en el presupuesto.") % {"text": text})
    raise Refused(
        _("«%(text)s» es el código de varios renglones. Escriba el identificador de uno: %(keys)s.")
        % {"text": text, "keys": ", ".join(found)}
    )
