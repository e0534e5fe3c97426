"""The shelf at the door gives again what it gave a moment ago, to anybody, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from ceiba.portal import shelf
from ceiba.portal.shelf import Shelf

ask = RequestFactory()


class House:
    """A house that tells how often it was asked."""

    def __init__(self, **headers: str) -> None:
        self.times, self.headers = 0, {"Cache-Control": "public, max-age=300", "ETag": '"a"', **headers}
        self.make: Callable[[str], Any] = HttpResponse

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        answer: HttpResponse = self.make(f"{request.get_full_path()} {self.times}")
        for name, value in self.headers.items():
            answer[name] = value
        return answer


@pytest.fixture(autouse=True)
def clock(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return how to move the clock of the process on."""
    settings.PUBLIC_SHELF_SECONDS = 2
    now = [100.0]
    monkeypatch.setattr(shelf, "monotonic", lambda: now[0])

    def later(seconds: float) -> None:
        now[0] += seconds

    return later


def test_a_public_page_is_made_once_in_a_moment(clock: Callable[[float], None]) -> None:
    house = House()
    door = Shelf(house)
    said = [door(ask.get("/publico/valle/")) for _time in range(3)]
    assert {answer.content for answer in said} == {b"/publico/valle/ 1"}
    assert said[2]["Cache-Control"] == "public, max-age=300"
    clock(2)
    assert door(ask.get("/publico/valle/")).content == b"/publico/valle/ 2"


def test_who_has_it_already_is_not_sent_it_again() -> None:
    door = Shelf(House())
    door(ask.get("/publico/valle/"))
    answer = door(ask.get("/publico/valle/", HTTP_IF_NONE_MATCH='"a"'))
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", '"a"')


def test_another_address_name_or_compression_is_another_page() -> None:
    house = House()
    door = Shelf(house)
    door(ask.get("/publico/valle/"))
    door(ask.get("/publico/valle/?idioma=en"))
    door(ask.get("/publico/valle/", HTTP_HOST="otra.example"))
    door(ask.get("/publico/valle/", HTTP_ACCEPT_ENCODING="gzip"))
    door(ask.get("/publico/valle/", secure=True))
    assert house.times == 5


@pytest.mark.parametrize("path", ["/valle/planes/", "/publicos/", "/api/publico/"])
def test_what_is_not_public_never_stands_on_it(path: str) -> None:
    house = House()
    door = Shelf(house)
    assert [door(ask.get(path)).content for _time in range(2)] == [f"{path} {n}".encode() for n in (1, 2)]


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Cache-Control": "no-store"}])
def test_what_no_cache_may_keep_is_not_kept(headers: dict[str, str]) -> None:
    house = House(**headers)
    door = Shelf(house)
    door(ask.get("/publico/valle/"))
    door(ask.get("/publico/valle/"))
    assert house.times == 2


def test_errors_streams_and_long_files_are_not_kept() -> None:
    for make in (
        lambda text: HttpResponse(text, status=404),
        lambda text: StreamingHttpResponse([text]),
        lambda _text: HttpResponse("x" * (shelf.LONGEST + 1)),
    ):
        house = House()
        house.make = make
        door = Shelf(house)
        door(ask.get("/publico/valle/"))
        door(ask.get("/publico/valle/"))
        assert house.times == 2


def test_whoever_sends_a_form_sees_at_once_what_changed() -> None:
    house = House()
    door = Shelf(house)
    door(ask.get("/publico/valle/"))
    door(ask.post("/valle/publicaciones/preparar/"))
    assert door(ask.get("/publico/valle/")).content == b"/publico/valle/ 3"


def test_a_process_keeps_few_however_many_are_asked() -> None:
    house = House()
    door = Shelf(house)
    for number in range(shelf.PLACES + 1):
        door(ask.get(f"/publico/valle/?q={number}"))
    door(ask.get("/publico/valle/?q=0"))
    assert house.times == shelf.PLACES + 2


def test_without_a_moment_everything_is_made_anew(settings: Settings) -> None:
    settings.PUBLIC_SHELF_SECONDS = 0
    house = House()
    door = Shelf(house)
    door(ask.get("/publico/valle/"))
    door(ask.get("/publico/valle/"))
    assert house.times == 2
