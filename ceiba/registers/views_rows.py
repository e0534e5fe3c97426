"""Pages of the rows of a register: the list with its filters, the board by state, the month, and the printed list."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.registers.board import board
from ceiba.registers.listing import FilterForm, list_columns, list_rows, turned
from ceiba.registers.models import Register
from ceiba.registers.month import month_of, month_page
from ceiba.registers.narrowing import narrowed_by
from ceiba.registers.queries_rows import MOST_COUNTED, Reader, RowPage, counted, orders_of, page
from ceiba.registers.queries_types import register_of
from ceiba.registers.services_taking import ON_PAPER, leaves, take_away

PRINTED = 300  # rows of one printed list


# What an address and a person call the orders of a list.
ORDER_WORDS = {
    "day": ("nuevas", gettext_lazy("las más nuevas")),
    "oldest": ("viejas", gettext_lazy("las más viejas")),
    "due": ("vence", gettext_lazy("las que vencen antes")),
    "code": ("codigo", gettext_lazy("por código")),
    "state": ("estado", gettext_lazy("por estado")),
    "place": ("lugar", gettext_lazy("por lugar")),
}


def reader_of(request: HttpRequest, key: str) -> Reader:
    """Return the person as a reader of a register; ``Http404`` for a register that is not kept here."""
    try:
        return Reader(request.actor, register_of(request.institution, key))
    except Register.DoesNotExist:
        raise Http404 from None


def shell_of(request: HttpRequest, reader: Reader, part: str) -> dict[str, Any]:
    """Return what every page of a register shows: the register, which of its pages this is, what one may do."""
    return {
        "register": reader.register,
        "type": reader.type,
        "part": part,
        "may_observe": reader.opens_rows,
        "may_write": request.actor.may_somewhere("record.write"),
        "may_manage": request.actor.may("register.manage"),
        "may_audit": request.actor.may("history.view"),
        "current": "registers",
    }


def register(request: HttpRequest, key: str) -> HttpResponse:
    """List the rows of a register, narrowed and ordered as the address says."""
    reader = reader_of(request, key)
    form, rows = narrowed_by(reader, request.GET)
    orders = [(order, ORDER_WORDS[order]) for order in orders_of(reader)]
    order = next((key for key, (name, _words) in orders if name == request.GET.get("orden")), "day")
    shown = _page(rows, order, request.GET.get("pagina", ""))
    fields, today = list_columns(reader), timezone.localdate()
    count = counted(rows)
    context = {
        **shell_of(request, reader, "register"),
        "form": form,
        "fields": fields,
        "rows": list_rows(reader, shown.rows, fields, today),
        "turned": turned(request.GET, shown),
        "count": min(count, MOST_COUNTED),
        "more": count > MOST_COUNTED,
        "order": order,
        "order_name": ORDER_WORDS[order][0] if order != "day" else "",
        "orders": [(name, words, key == order) for key, (name, words) in orders],
        "query": _without(request, "pagina", "orden"),
        "today": today,
    }
    return render(request, "registers/rows.html", context)


def _page(rows: Any, order: str, at: str) -> RowPage:
    try:
        return page(rows, order, at)
    except ValueError:
        return page(rows, order)


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def register_sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Show the rows of a list as a sheet to print: the first of them where there are many, and it says so."""
    reader = reader_of(request, key)
    form, rows = narrowed_by(reader, request.GET)
    shown = page(rows, "day", size=PRINTED)
    fields, today = list_columns(reader), timezone.localdate()
    if leaves(reader, fields):
        take_away(request.actor, reader, ON_PAPER, shown.rows, fields)
    context = {
        **shell_of(request, reader, "register_sheet"),
        "fields": fields,
        "rows": list_rows(reader, shown.rows, fields, today),
        "cut": bool(shown.next),
        "said": said_filters(form),
        "query": _without(request, "pagina"),
        "today": today,
        "printed": timezone.now(),
    }
    return render(request, "registers/rows_sheet.html", context)


def said_filters(form: FilterForm) -> list[tuple[str, str]]:
    """Return what a list is narrowed to, in words."""
    found = []
    for name, value in form.understood.items():
        field: Any = form.fields[name]
        label = _("Palabras") if name == "q" else str(field.label)
        words = dict(_flat(field.choices)).get(value, value) if hasattr(field, "choices") else value
        told = words.strftime("%d/%m/%Y") if isinstance(words, date) else str(words)
        found.append((label, told.strip()))
    return found


def _flat(offered: Any) -> list[tuple[str, str]]:
    return [pair for key, words in offered for pair in (words if isinstance(words, list | tuple) else [(key, words)])]


def register_board(request: HttpRequest, key: str) -> HttpResponse:
    """Show the rows of a register by state, those that fall due first."""
    reader = reader_of(request, key)
    context = {**shell_of(request, reader, "register_board"), "lanes": board(reader, timezone.localdate())}
    return render(request, "registers/board.html", context)


def register_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Show a month of a register: what falls due, and what happens, by day."""
    reader = reader_of(request, key)
    today = timezone.localdate()
    month = month_of(request.GET.get("mes", ""), today)
    context = {**shell_of(request, reader, "register_calendar"), "month": month_page(reader, month, today)}
    return render(request, "registers/calendar.html", context)
