"""The page that explains the API, made from its document, and the document itself."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from ceiba.api.document import document
from ceiba.api.guide import guide
from ceiba.api.problems import KINDS
from ceiba.ui.shell import Shell

FRESH = 3600


@login_not_required
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters, an example and its answers, and what each problem means."""
    told = document("en" if get_language() == "en" else "es")
    context = {
        "shell": Shell(path=request.path, institution="Ceiba", short_name="Ceiba", shortcuts=False),
        "spanish": f"{request.path}?idioma=es",
        "english": f"{request.path}?idioma=en",
        "document": told,
        "nouns": [noun for noun in guide(told) if noun[2]],
        "problems": [(kind.key, kind.status, gettext(kind.title), gettext(kind.mend)) for kind in KINDS.values()],
    }
    answer = render(request, "api/explained.html", context)
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


@login_not_required
@require_safe
def openapi(request: HttpRequest, language: str) -> HttpResponse:
    """Give the document (OpenAPI 3.1) in a language."""
    answer = HttpResponse(
        json.dumps(document(language), ensure_ascii=False, indent=1) + "\n", content_type="application/json"
    )
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    return answer
