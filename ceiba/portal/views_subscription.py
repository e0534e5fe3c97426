"""Letters of what is published, for anybody: ask for them, confirm by the link of a letter, leave with one press.

No page here tells whether an address receives letters, and none is kept by a cache. A link that is opened does nothing
by itself, for mail programs open them too: a press confirms, and a press ends.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ceiba.institutions.actor import Actor
from ceiba.institutions.addresses import counted
from ceiba.institutions.sign_in import sends_mail
from ceiba.institutions.verbs import Refused
from ceiba.participation import queries_subscription as subscriptions
from ceiba.participation import services_subscription as services
from ceiba.participation.queries_subscription import DAYS, EVERYTHING
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.forms_subscription import SubscriptionForm, thing
from ceiba.portal.pages import page
from ceiba.portal.visitor_form import origin_of
from ceiba.ui import formats

ABOUT = "sobre"
_View = Callable[..., HttpResponse]


def _open(view: _View) -> _View:
    """Return a view for anybody of one that answers about an edition; no cache keeps it, no search engine lists it.

    Without a session there is nothing that a forged request could use: no token against it is asked for.
    """

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request: HttpRequest, slug: str, **asked: str) -> HttpResponse:
        edition = edition_of(request, institution_of(slug))
        if edition is None:
            raise Http404
        formats.activate(edition.institution.locale)
        told = view(request, edition, **asked)
        told["Cache-Control"] = "no-store"
        told["X-Robots-Tag"] = "noindex"
        told["Referrer-Policy"] = "no-referrer"
        return told

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


def _told(request: HttpRequest, edition: Edition, template: str, status: int = 200, **context: object) -> HttpResponse:
    return HttpResponse(page(request, edition, template, **context).content, status=status)


@_open
def subscribe(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take an address and what it is to be told of; the answer is the same whether it was known or not."""
    asked = request.POST.get("about") if request.method == "POST" else request.GET.get(ABOUT)
    name = thing(edition.face, asked or "")
    about = asked if asked and name is not None else EVERYTHING
    form = SubscriptionForm(request.POST if request.method == "POST" else None, initial={"about": about})
    if request.method == "POST" and sends_mail():
        if form.is_machine:
            return _asked(edition)
        if form.is_valid():
            services.ask(
                edition.institution,
                email=form.cleaned_data["email"],
                about=about,
                language=get_language() or "es",
                origin=origin_of(request),
                caller=counted(request),
            )
            return _asked(edition)
    status = 422 if form.errors else 200
    context = {"form": form, "about": about, "name": name, "sends": sends_mail()}
    return _told(request, edition, "subscribe.html", status, **context)


def _asked(edition: Edition) -> HttpResponse:
    return HttpResponseRedirect(reverse("public_subscription_asked", args=[edition.slug]) + edition.suffix)


@_open
def asked(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Say what comes next, without saying to whom."""
    return _told(request, edition, "subscription_asked.html", days=DAYS)


@_open
def confirm(request: HttpRequest, edition: Edition, token: str) -> HttpResponse:
    """Ask for one press more, and then begin the letters."""
    wanted = subscriptions.requested(edition.institution, token)
    if wanted is None:
        return _told(request, edition, "subscription_over.html")
    name = thing(edition.face, wanted.about)
    if request.method != "POST":
        return _told(request, edition, "subscription_confirm.html", name=name)
    try:
        services.confirm(Actor.system(edition.institution), wanted, last=edition.last.number)
    except Refused as refusal:
        return _told(request, edition, "subscription_confirm.html", refusal.status, name=name, refused=str(refusal))
    return _told(request, edition, "subscription_done.html", name=name, title=_("Listo: recibirá los avisos"))


@_open
def leave(request: HttpRequest, edition: Edition, token: str) -> HttpResponse:
    """End the letters with one press; mail programs press for their people (RFC 8058). Who has left, has left."""
    found = subscriptions.subscribed(edition.institution, token)
    if request.method == "POST":
        if found is not None:
            services.end(Actor.system(edition.institution), found)
        return _told(request, edition, "subscription_ended.html")
    if found is None:
        return _told(request, edition, "subscription_ended.html")
    names = [thing(edition.face, about) or "" for about in found.about if about != EVERYTHING]
    return _told(request, edition, "subscription_leave.html", names=names, everything=EVERYTHING in found.about)
