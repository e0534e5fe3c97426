"""The shelf at the door: what anybody may see and was answered a moment ago is answered again as it is.

A page that a whole country opens costs what a static file costs. Nothing private can be on it: only what was answered
under ``/publico/`` and says itself that caches may keep it.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from ceiba.institutions.middleware import PUBLIC

Response = Callable[[HttpRequest], HttpResponse]
Key = tuple[str | None, str, str, bool]
PLACES, LONGEST = 256, 256 * 1024  # answers that a process keeps, and the bytes of the longest one


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it left, compressed or not, and when it is forgotten (on the clock of the process)."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


class Shelf:
    """Answers what was answered less than ``PUBLIC_SHELF_SECONDS`` ago; whoever sends a form empties it.

    Other caches may keep a public page for minutes: a moment more changes nothing for who reads.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the shelf, or as the house does and keep that."""
        if request.method not in ("GET", "HEAD"):
            response = self.get_response(request)
            with self._lock:
                self._kept.clear()
            return response
        if not (settings.PUBLIC_SHELF_SECONDS and request.path.startswith(PUBLIC)):
            return self.get_response(request)
        key = _key(request)
        kept = self._kept.get(key)
        if kept is not None and monotonic() < kept.until:
            return _again(request, kept)
        response = self.get_response(request)
        if _keepable(response):
            self._keep(key, response)
        return response

    def _keep(self, key: Key, response: HttpResponse) -> None:
        kept = Kept(response.content, tuple(response.items()), monotonic() + settings.PUBLIC_SHELF_SECONDS)
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > PLACES:
                self._kept.popitem(last=False)


def _key(request: HttpRequest) -> Key:
    """Return what an answer depends on: the address, the name of the house in it, and whether it may be compressed."""
    compressed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    return request.scheme, request.get_host(), request.get_full_path(), compressed


def _keepable(response: HttpResponse) -> bool:
    """Tell whether an answer is whole, for anybody, and small."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and response.get("Cache-Control", "").startswith("public")
        and len(response.content) <= LONGEST
    )


def _again(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Return an answer once more; nothing but its hash to who has it already."""
    response = HttpResponse(kept.content)
    for name, value in kept.headers:
        response[name] = value
    found: HttpResponse = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return found
