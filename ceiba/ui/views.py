"""Pages that belong to nobody in particular: the manual, the language, and what is shown when something goes wrong."""

from dataclasses import fields
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITY_WORDS
from ceiba.exchange.writers.rule_text import STANDINGS
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold
from ceiba.methodologies.loader import available
from ceiba.rules.catalogue import rule_of, rules
from ceiba.rules.rule import Rule
from ceiba.rules.settings import parameters, text_of
from ceiba.ui import dictionary as terms
from ceiba.ui import formats
from ceiba.ui import manual as book

_NEVER_SHOWN = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"})


@login_not_required
def manual(request: HttpRequest) -> HttpResponse:
    """Show the contents of the manual, and what a search finds in it."""
    query, language = request.GET.get("q", "").strip(), formats.language()
    context = {
        "pages": book.pages(language),
        "query": query,
        "hits": book.search(query, language),
        "rules": _matching_rules(query),
        "terms": terms.groups(query, "") if query else (),
    }
    return render(request, "ui/manual.html", context)


@login_not_required
def manual_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show a page of the manual."""
    language = formats.language()
    try:
        found = book.page(page, language)
    except KeyError:
        raise Http404 from None
    previous, following = book.neighbours(page, language)
    context = {"pages": book.pages(language), "page": found, "previous": previous, "following": following}
    return render(request, "ui/manual_page.html", context)


@login_not_required
def manual_rules(request: HttpRequest) -> HttpResponse:
    """Show every rule by dimension."""
    grouped: dict[str, list[dict[str, object]]] = {}
    for rule in rules():
        grouped.setdefault(formats.say()(DIMENSION_WORDS[rule.dimension]), []).append(_rule(rule))
    return render(request, "ui/manual_rules.html", {"groups": grouped})


@login_not_required
def manual_rule(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a rule asks, why, how to mend what it finds, and its examples."""
    try:
        rule = rule_of(code.upper())
    except KeyError:
        raise Http404 from None
    say = formats.say()
    consequence = SEVERITY_WORDS[rule.severity][2]
    context = {
        "rule": _rule(rule),
        "dimension": say(DIMENSION_WORDS[rule.dimension]),
        "consequence": say(consequence),
        "parameters": parameters(rule),
        "uses": [use for use in map(partial(_use, rule.code), available()) if use["norm"] or use["changes"]],
    }
    return render(request, "ui/manual_rule.html", context)


def _use(code: str, methodology: Methodology) -> dict[str, object]:
    """Return how a methodology uses a rule: what it changes, and the norm that it names."""
    check = methodology.check(code)
    changes = [f"{name} = {text_of(value)}" for name, value in check.settings.items()]
    changes += [f"severity = {check.severity.value}"] if check.severity else []
    changes += [] if check.enabled else ["enabled = false"]
    norm = check.source
    standing = STANDINGS[norm.standing] if norm else ""
    return {"methodology": methodology, "changes": changes, "norm": norm, "standing": standing}


def _matching_rules(query: str) -> list[dict[str, object]]:
    """Return the rules whose words hold every word of a query, in the reader's language, accents forgiven."""
    say, words = formats.say(), fold(query).split()
    told = (
        {rule.code: fold(f"{rule.code} {say(rule.title)} {say(rule.why)} {say(rule.remedy)}") for rule in rules()}
        if words
        else {}
    )
    return [_rule(rule) for rule in rules() if rule.code in told and all(word in told[rule.code] for word in words)]


def _rule(rule: Rule) -> dict[str, object]:
    """Return a rule as a template can read it: a template calls what can be called, and a rule can."""
    return {name.name: getattr(rule, name.name) for name in fields(rule) if name.name != "check"}


@login_not_required
def manual_methodologies(request: HttpRequest) -> HttpResponse:
    """Show the methodologies that this installation knows."""
    return render(request, "ui/manual_methodologies.html", {"methodologies": available()})


@login_not_required
def manual_dictionary(request: HttpRequest) -> HttpResponse:
    """Show the laws, institutions, acronyms and units of measure that the rules know, and what a search finds there."""
    query, country = request.GET.get("q", "").strip(), request.GET.get("pais", "")
    context = {
        "query": query,
        "country": country,
        "countries": terms.countries(),
        "groups": terms.groups(query, country),
    }
    return render(request, "ui/manual_dictionary.html", context)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, and go back to where the reader was."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request was not understood, or that it was too large to be read."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return failure(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this may not be opened."""
    return failure(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return failure(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, without asking anything of a program that fails: no session, no database."""
    return HttpResponse(render_to_string("ui/error.html", _failure(500)), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form had grown stale, and give back what was typed in it."""
    typed = [(name, value) for name, value in request.POST.items() if name not in _NEVER_SHOWN and value.strip()]
    message = _("La página llevaba demasiado tiempo abierta, o se entró de nuevo en otra ventana. Nada se cambió.")
    context = {"message": message, "typed": typed, "back": request.headers.get("Referer"), "stale": True}
    return render(request, "ui/refused.html", context, status=403)


def failure(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of a failure: what happened, what was kept, what to do."""
    return render(request, "ui/error.html", _failure(status), status=status)


def _failure(status: int) -> dict[str, object]:
    words = {
        400: (
            _("No se entendió lo que se pidió"),
            _("Al pedido le falta algo, o algo en él no tiene la forma esperada."),
            _("Nada se cambió."),
            _("Vuelva a la página anterior e inténtelo de nuevo desde sus botones."),
        ),
        403: (
            _("Esta página no está abierta para usted"),
            _("Su función en la institución no llega hasta aquí, o terminó."),
            _("Nada se cambió."),
            _("Si la necesita para su trabajo, pida el permiso a quien administra la institución."),
        ),
        404: (
            _("Aquí no hay nada"),
            _("La dirección está mal escrita, la página se retiró, o pertenece a una institución que no es la suya."),
            _("Nada se cambió ni se perdió."),
            _("Revise la dirección o empiece desde el inicio."),
        ),
        413: (
            _("Es demasiado grande"),
            _("Lo que envió pasa del tamaño que esta instalación admite, y no se leyó."),
            _("Lo que ya estaba guardado sigue igual."),
            _("Envíe el documento en partes, o pida a quien instaló Ceiba que suba el límite."),
        ),
        500: (
            _("Ceiba falló"),
            _("El error es del programa, no suyo. Quedó anotado en el registro de la instalación."),
            _("Lo que ya estaba guardado sigue igual; lo último que envió no se guardó a medias."),
            _("Vuelva atrás: el navegador suele conservar lo escrito. Si se repite, avise a quien instaló Ceiba."),
        ),
    }
    title, happened, kept, remedy = words[status]
    return {"status": status, "title": title, "happened": happened, "kept": kept, "remedy": remedy, "bare": True}
