"""What the portal takes from anybody: small forms without session, cookie or script; nothing else, and never a file."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.pages import Told, page
from ceiba.ui import formats

MOST_BYTES = 64 * 1024  # of a form; its longest text takes a third of it
_FORM = "application/x-www-form-urlencoded"
FormView = Callable[..., HttpResponse]


def takes_forms(view: FormView) -> FormView:
    """Return a view that shows a form and takes it; neither its page nor its answer is kept by anybody.

    There is no session that another site could misuse, so that what is refused is what other sites make a browser
    send; the form itself is signed by who made it (``participation.secrets``).
    """

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request: HttpRequest, slug: str, **asked: object) -> HttpResponse:
        institution = institution_of(slug)
        edition = edition_of(request, institution)
        if edition is None:
            raise Http404
        formats.activate(institution.locale)
        response = _refused(request, edition) or view(request, edition, **asked)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


def shown(told: Told, status: int = HTTPStatus.OK) -> HttpResponse:
    """Return a page as an answer."""
    return HttpResponse(told.content, content_type=told.kind, status=status)


def _refused(request: HttpRequest, edition: Edition) -> HttpResponse | None:
    """Return what to say to a body that is no form of ours, before anything of it is read; None for a good one."""
    if request.method != "POST":
        return None
    if request.content_type not in ("", _FORM):  # a form without fields has no kind
        words = _("Aquí solo se recibe texto, y ningún archivo. Vuelva al formulario y escriba lo que quiere decir.")
        return _no(request, edition, words, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        words = _(
            "Lo enviado es demasiado grande. Vuelva atrás: lo que escribió sigue ahí; acórtelo y envíelo de nuevo."
        )
        return _no(request, edition, words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        words = _("El envío venía de otro sitio y no se guardó. Escriba desde el formulario de esta institución.")
        return _no(request, edition, words, HTTPStatus.FORBIDDEN)
    return None


def _no(request: HttpRequest, edition: Edition, words: str, status: int) -> HttpResponse:
    return shown(page(request, edition, "not_taken.html", words=words), status)
