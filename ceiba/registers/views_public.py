"""Pages and files for anybody: what an institution published of its registers. Nothing else is asked of the tables.

No session, no cookie, no token: the answer is the same for whoever asks, and a cache may keep it.
"""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ceiba.exchange.writers import register_open
from ceiba.institutions.models import Institution
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.queries_public import headlines, newest, published
from ceiba.registers.release_page import ReleasePage, method
from ceiba.ui import formats
from ceiba.ui.shell import Shell

_FRESH = 300  # seconds for which a cache may answer by itself: a new release is seen after that
_KINDS = {
    "datos.json": "application/json",
    "datos.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CSV = "text/csv; charset=utf-8"


@login_not_required
@require_safe
def public_registers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which registers an institution has published; 404 where there is none."""
    institution = _institution(slug)
    shown = [(release, headlines(release)) for release in newest(institution)]
    if not shown:
        raise Http404
    return _page(request, institution, "registers/public_registers.html", releases=shown)


@login_not_required
@require_safe
def public_register(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the newest release of a register."""
    return _release(request, slug, key, None)


@login_not_required
@require_safe
def public_release(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Show one release of a register, at the address that stays its own."""
    return _release(request, slug, key, number)


def _release(request: HttpRequest, slug: str, key: str, number: int | None) -> HttpResponse:
    institution = _institution(slug)
    found = list(published(institution).filter(register__key=key).order_by("-number"))
    release = next((one for one in found if number is None or one.number == number), None)
    if release is None:
        raise Http404
    since = release.content["since"] or release.content["until"]
    return _page(
        request,
        institution,
        "registers/public_register.html",
        page=ReleasePage(release),
        release=release,
        latest=found[0],
        others=[one for one in found if one.pk != release.pk],
        key=key,
        since=date.fromisoformat(since),
        method=method(release.content),
    )


@login_not_required
@require_safe
def public_file(request: HttpRequest, slug: str, key: str, number: int, name: str) -> HttpResponse:
    """Give one file of a release: datos.json, datos.xlsx, cifras.csv, filas.csv or diccionario.csv."""
    release = published(_institution(slug)).filter(register__key=key, number=number).first()
    content = _file(release, name) if release is not None else None
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=_KINDS.get(name, _CSV))
    answer["Content-Disposition"] = f'attachment; filename="{key}-{number}-{name}"'
    # A release never changes, so that whoever has its file needs not ask again.
    answer["Cache-Control"] = "public, max-age=86400, immutable"
    return answer


def _file(release: RegisterRelease, name: str) -> bytes | None:
    content = release.content
    if name == "datos.json":
        published = release.published.isoformat() if release.published else ""
        return register_open.as_json(content, {"number": str(release.number), "published": published})
    if name == "datos.xlsx":
        return register_open.workbook(content, formats.say(), method(content))
    stem, _point, kind = name.partition(".")
    known = kind == "csv" and stem in ("cifras", "filas", "diccionario")
    return register_open.table(content, stem, formats.say()) if known else None


def _institution(slug: str) -> Institution:
    found = Institution.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, institution: Institution, template: str, **context: object) -> HttpResponse:
    """Return a page made without the request: neither its session nor a token of it is touched."""
    formats.activate(institution.locale)
    shell = Shell(
        path=request.path,
        institution=institution.name,
        short_name=institution.short_name or institution.name,
        locale=institution.locale.replace("-", "_"),
        invented=institution.invented,
    )
    suffix = "?idioma=en" if get_language() == "en" else ""
    answer = HttpResponse(
        render_to_string(template, {"shell": shell, "slug": institution.slug, "suffix": suffix, **context})
    )
    answer["Cache-Control"] = f"public, max-age={_FRESH}"
    return answer
