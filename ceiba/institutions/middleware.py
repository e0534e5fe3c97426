"""The doors that every request passes: the person's language, the first run, and the institution of the address."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.menu import shell_of
from ceiba.institutions.models import Institution, Person
from ceiba.institutions.queries import was_somebody
from ceiba.institutions.services_accounts import change_language
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.ui import formats

Response = Callable[[HttpRequest], HttpResponse]
PUBLIC, API = "/publico/", "/api/"
_NOT_TYPED = ("csrfmiddlewaretoken",)


class PublicDoor:
    """Lets anybody in to what institutions made public: no cookie is looked at, none is given, and caches may keep it.

    It stands before sessions: under ``/publico/`` nobody is signed in, so that no page of it can tell people apart.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the language stands in the address, and not in a cookie.

        No address holds a null character, which PostgreSQL would refuse to look for: there is nothing there.
        """
        if "\x00" in request.path:
            raise Http404
        if not request.path.startswith(PUBLIC):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        response.headers.pop("Vary", None)
        return response


class PersonLanguage:
    """Speaks the language of the person; of the cookie where nobody signed in; else Spanish.

    A person who chooses another one on a page keeps it: the page itself knows nobody, and leaves only a cookie.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language."""
        wanted = getattr(request.user, "language", None) or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.path.startswith(PUBLIC):
            wanted = request.GET.get("idioma")
        elif request.path.startswith(API):
            wanted = request.GET.get("idioma") or translation.get_language_from_request(request)
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen is not None and isinstance(request.user, Person) and chosen.value in dict(settings.LANGUAGES):
            change_language(request.user, chosen.value)
        return response


class FirstRun:
    """Leads to the page of the first run while the installation has neither people nor institutions."""

    _open = ("/primera-vez/", "/static/", "/ayuda/", "/idioma/", PUBLIC, API)

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the first run; who has signed in is never asked."""
        open_to_all = request.path.startswith(self._open) or isinstance(request.user, Person)
        if not open_to_all and not Person.objects.exists():
            return HttpResponseRedirect(reverse("first_run"))
        return self.get_response(request)


class InstitutionDoor:
    """Lets into an institution only those who have a role there; to others it does not exist.

    Who lost their last role while they were writing gets their text back: that is all they get.

    Every address under ``<institution>/`` passes here. The view gets ``request.institution``, ``request.actor`` and
    ``request.shell``; the word of the address is taken out of its arguments.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; outside an institution figures are written as the house does.

        Who reads an address that only takes what is sent (after signing in again, after going back) is led on, for
        Django itself answers with an empty page.
        """
        formats.activate(formats.DEFAULT_LOCALE)
        response = self.get_response(request)
        shown = request.method == "GET" and not request.path.startswith(API)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and shown:
            return render(request, "institutions/only_sent.html", status=response.status_code)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Find the institution of the address, and who asks in it."""
        del view, args
        slug = kwargs.pop("institution", None)
        person = request.user if isinstance(request.user, Person) else None
        if slug is None:
            request.shell = shell_of(request, None)
            return None
        if person is None:
            return redirect_to_login(request.get_full_path())
        institution = Institution.objects.filter(slug=slug).first()
        actor = Actor.of(person, institution) if institution else None
        if institution is None or actor is None or not actor.belongs:
            request.shell = shell_of(request, None)
            if institution and request.method == "POST" and was_somebody(institution, person):
                gone = NotAllowed(_("Usted ya no tiene ningún papel en esta institución. Nada se guardó."))
                return self.process_exception(request, gone)  # Django asks it only about what views raise
            raise Http404
        formats.activate(institution.locale)
        request.institution = institution
        request.actor = actor
        request.shell = shell_of(request, actor)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what was refused, and give back everything that was typed."""
        if not isinstance(exception, Refused):
            return None
        return render(
            request,
            "ui/refused.html",
            {"message": str(exception), "typed": _typed(request.POST), "back": request.META.get("HTTP_REFERER")},
            status=exception.status,
        )


def _typed(fields: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed, by name; no password is ever shown again."""
    return [
        (name, value)
        for name, values in fields.lists()
        for value in values
        if value.strip() and name not in _NOT_TYPED and "password" not in name
    ]
