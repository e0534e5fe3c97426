"""Linking the money with the plan: what is loose on either side, one line, and several at once."""

from collections.abc import Iterator
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.budgets.linking import link, link_many, mark
from ceiba.institutions.verbs import Refused
from ceiba.kernel.budget import BudgetLine, Share
from ceiba.kernel.destination import given
from ceiba.kernel.exact import EXACT
from ceiba.monitoring.element import summed
from ceiba.monitoring.forms_linking import MOST, SharesForm
from ceiba.monitoring.linking import HITS, LINKED_TO, LinkingPage, Offered, accepted, chosen_lines, page_of
from ceiba.monitoring.search import index
from ceiba.monitoring.views import Here

ROWS = 50
LONGEST = 200  # letters of a question
VIEWS = ("dinero", "metas", "todos")


def linking(request: HttpRequest) -> HttpResponse:
    """Show money without goal, goals without money (``?ver=metas``) or every line; accept suggestions."""
    here = Here(request)
    page = page_of(here.slug, here.snapshot)
    if request.method == "POST":
        return _accept(request, page)
    asked = request.GET.get("ver", "")
    which = asked if asked in VIEWS else VIEWS[0]
    query, meta = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("meta", "")
    lines = Paginator(page.lines(which, query, meta), ROWS).get_page(request.GET.get("page"))
    goals = Paginator(page.unfunded, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "which": which,
        "query": query,
        "goal": here.snapshot.element(meta) if meta else None,
        "lines": lines,
        "rows": [page.row(line) for line in lines] if which != "metas" else [],
        "goals": goals,
        "may_edit": request.actor.may("money.edit"),
        "marked": "marcar" in request.GET,
        "current": "money",
    }
    return render(request, "monitoring/linking.html", context)


def _accept(request: HttpRequest, page: LinkingPage) -> HttpResponse:
    """Link the chosen lines to what is suggested to each; or go on to choose one destination for all of them."""
    lines = chosen_lines(page.snapshot, request.POST.getlist("renglon"))
    if not lines:
        messages.warning(request, _("No se eligió ningún renglón. Nada se cambió."))
        return redirect("linking", page.slug)
    if request.POST.get("do") == "destino":
        return _several(request, page, lines)
    wanted = {}
    for line in lines:
        subject = request.POST.get(f"destino-{line.id}", "")
        if subject in {offered.subject for offered in page.offers(line)}:
            wanted[line.id] = accepted(line, subject)
    return _linked(request, page, wanted, skipped=len(lines) - len(wanted))


def _linked(
    request: HttpRequest, page: LinkingPage, wanted: dict[str, tuple[Share, ...]], skipped: int = 0
) -> HttpResponse:
    count = link_many(request.actor, wanted) if wanted else 0
    if count:
        said = ngettext("Quedó vinculado %(count)s renglón.", "Quedaron vinculados %(count)s renglones.", count)
        messages.success(request, said % {"count": count})
    if skipped:
        said = ngettext(
            "%(count)s renglón quedó como estaba: su sugerencia ya no es la misma.",
            "%(count)s renglones quedaron como estaban: su sugerencia ya no es la misma.",
            skipped,
        )
        messages.warning(request, said % {"count": skipped})
    return redirect("linking", page.slug)


def linking_several(request: HttpRequest) -> HttpResponse:
    """Give several lines (``renglon``) one destination, which is looked for here."""
    here = Here(request)
    page = page_of(here.slug, here.snapshot)
    sent = request.POST if request.method == "POST" else request.GET
    lines = chosen_lines(here.snapshot, sent.getlist("renglon"))
    if not lines:
        return redirect("linking", page.slug)
    subject = request.POST.get("destino", "")
    if subject:
        return _linked(request, page, {line.id: (Share(subject, Decimal(1)),) for line in lines})
    return _several(request, page, lines)


def _several(request: HttpRequest, page: LinkingPage, lines: tuple[BudgetLine, ...]) -> HttpResponse:
    query = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:LONGEST]
    offers = list(_hits(page, query)) if query else _units(page)
    context = {
        "page": page,
        "lines": lines,
        "sum": summed([given(line) for line in lines]),
        "query": query,
        "offers": offers,
        "current": "money",
    }
    return render(request, "monitoring/linking_several.html", context)


def line_link(request: HttpRequest, key: str) -> HttpResponse:
    """Say what one line serves: percentages beside what it serves, what is suggested, and what a search finds."""
    here = Here(request)
    page = page_of(here.slug, here.snapshot)
    line = next(iter(chosen_lines(here.snapshot, [key])), None)
    if line is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    query = (sent or request.GET).get("q", "").strip()[:LONGEST]
    form = SharesForm(_offers(page, line, query, sent), _standing(line), sent)
    status = 200
    if sent is not None and sent.get("do") != "buscar":
        done = _save(request, page, line, form)
        if done is not None:
            return done
        status = 422
    context = {
        "page": page,
        "line": line,
        "given": given(line),
        "form": form,
        "show_errors": status == 422,
        "query": query,
        # A search shows nothing new of the line: what the person saw before stays what they saw.
        "seen": sent.get("visto", "-") if sent is not None and status == 200 else mark(line.serves),
        "standing": [(page.offered(share.subject).name, EXACT.scaleb(share.share, 2)) for share in line.serves],
        "may_edit": request.actor.may("money.edit"),
        "current": "money",
    }
    return render(request, "monitoring/line_link.html", context, status=status)


def _save(request: HttpRequest, page: LinkingPage, line: BudgetLine, form: SharesForm) -> HttpResponse | None:
    """Keep the shares; None where they are refused, and the form says why."""
    whole = request.POST.get("todo", "")
    if not whole and not form.is_valid():
        return None
    try:
        link(request.actor, line.id, (Share(whole, Decimal(1)),) if whole else form.shares, request.POST.get("visto"))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("«%(line)s» quedó como usted dijo.") % {"line": line.name or line.classifier})
    return redirect("linking", page.slug)


def _standing(line: BudgetLine) -> dict[str, Decimal]:
    """Return the percentages that a line has, without the zeros of their parts."""
    parts = ((share.subject, EXACT.scaleb(share.share, 2)) for share in line.serves)
    return {subject: Decimal(format(part.normalize(EXACT), "f")) for subject, part in parts}


def _offers(page: LinkingPage, line: BudgetLine, query: str, sent: QueryDict | None) -> list[Offered]:
    """Return what the form asks about: what was sent before, in its order, else what stands and what is suggested.

    What a search finds comes last; nothing is named twice.
    """
    before = sent.getlist("destino")[:MOST] if sent is not None else []
    reasons = {offered.subject: offered for offered in page.offers(line)}
    first = before or [*(share.subject for share in line.serves), *reasons]
    found = {subject: reasons.get(subject) or page.offered(subject) for subject in first}
    for offered in _hits(page, query) if query else ():
        found.setdefault(offered.subject, offered)
    return list(found.values())


def _hits(page: LinkingPage, query: str) -> Iterator[Offered]:
    """Yield what a search finds that money can be for."""
    count = 0
    for hit in index(page.snapshot).find(query).hits:
        if hit.entry.noun in LINKED_TO and count < HITS:
            count += 1
            yield page.offered(hit.entry.subject)


def _units(page: LinkingPage) -> list[Offered]:
    return [page.offered(f"unit/{unit.id}") for unit in page.snapshot.units[:HITS]]
