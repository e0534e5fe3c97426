"""The page on money, and the search over everything."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ceiba.audits.subjects import href
from ceiba.kernel.source import address
from ceiba.monitoring.money import MoneyPage
from ceiba.monitoring.search import index
from ceiba.monitoring.views import Here

ROWS = 50
LONGEST = 200  # letters of a question


def money(request: HttpRequest) -> HttpResponse:
    """Show where the money comes from and what it is for, every percentage computed from its amounts."""
    here = Here(request)
    page = MoneyPage(here.slug, here.snapshot)
    lines = Paginator(here.snapshot.budget_lines, ROWS).get_page(request.GET.get("renglones"))
    projects = Paginator(here.snapshot.projects, ROWS).get_page(request.GET.get("proyectos"))
    shown = [
        *(address("funding", source.id) for source in here.snapshot.funding),
        *(address("total", total.id) for total in here.snapshot.totals),
        *(address("budget_line", line.id) for line in lines),
    ]
    context = {
        "page": page,
        "lines": lines,
        "line_rows": [page.line_row(line) for line in lines],
        "projects": projects,
        "project_rows": [(page.project_row(p), here.marks.of(address("project", p.id))) for p in projects],
        "findings": here.findings(tuple(shown)),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "may_edit_money": request.actor.may("money.edit"),
        "current": "money",
    }
    return render(request, "monitoring/money.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """Show what has the words that are looked for, wherever in the plans it stands."""
    here = Here(request)
    query, noun = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("que", "")
    everything = index(here.snapshot).find(query)
    found = index(here.snapshot).find(query, noun) if noun else everything
    hits = Paginator(found.hits, ROWS).get_page(request.GET.get("page"))
    rows = [(hit, href(here.slug, hit.entry.subject, here.snapshot), here.marks.of(hit.entry.subject)) for hit in hits]
    context = {
        "query": query,
        "noun": noun,
        "found": found,
        "groups": [(key, title, len(group)) for key, title, group in everything.groups],
        "total": len(everything.hits),
        "hits": hits,
        "rows": rows,
        "current": "plans",
    }
    return render(request, "monitoring/search.html", context)
