"""The door of the API: no cookie is looked at, any web page may read what is public, and what fails is a problem.

It stands before sessions, so that nobody is signed in under ``/api/``: who asks shows a token, or is nobody.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

from ceiba.api.problems import MEDIA, Trouble, of_status, problem
from ceiba.api.reading import stamped

PLACE, OFFICE = "/api/", "/api/v1/office"
LONGEST = 2_000  # characters of what an address asks for
_READ = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_EXPOSED = "ETag, Link, Retry-After"
_Response = Callable[[HttpRequest], HttpResponse]


class ApiDoor:
    """Answers what goes wrong under ``/api/`` as a problem, whoever refused it, and what is public to any web page."""

    def __init__(self, get_response: _Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; ``HEAD`` as ``GET`` without the content."""
        if not request.path.startswith(PLACE):
            return self.get_response(request)
        request.COOKIES = {}
        is_public = not request.path.startswith(OFFICE)
        asked = request.method
        if asked == "OPTIONS" and is_public:
            answer = HttpResponse(status=204, headers=_PREFLIGHT)
        else:
            answer = self._answered(request)
        if is_public and asked in _READ:
            answer["Access-Control-Allow-Origin"] = "*"
            answer["Access-Control-Expose-Headers"] = _EXPOSED
        answer.cookies.clear()
        if asked == "HEAD":
            length = str(len(answer.content))
            answer.content = b""
            answer["Content-Length"] = length
        return answer

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST:
            with translation.override(translation.get_language_from_request(request)):
                return _varied(problem(request, Trouble("address-too-long")))
        if request.method == "HEAD":
            request.method = "GET"
        answer = self.get_response(request)
        if answer.status_code < 400:
            if answer.get("Content-Type", "").startswith("text/html"):
                return answer
            answer.headers.pop("Vary", None)
            answer.headers.pop("Content-Language", None)
            if request.path.startswith(OFFICE):
                answer["Cache-Control"], answer["Vary"] = "private, no-cache", "Authorization"
            return conditional(request, answer)
        if answer.get("Content-Type") != MEDIA:
            with translation.override(translation.get_language_from_request(request)):
                plain = of_status(request, answer.status_code)
            for name in ("Allow", "Retry-After"):
                if name in answer:
                    plain[name] = answer[name]
            answer = plain
        return _varied(answer)


def conditional(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return an answer that says by its ETag which bytes these are; 304 where the reader has them already."""
    if request.method != "GET" or answer.status_code != 200:
        return answer
    stamped(answer)
    found: HttpResponse = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return found


def _varied(answer: HttpResponse) -> HttpResponse:
    answer["Vary"] = "Accept-Language"
    return answer
