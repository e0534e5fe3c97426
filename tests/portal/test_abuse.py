"""What a stranger writes into a public address is refused politely: never an error of ours, never markup of theirs."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests import test_doors as doors
from tests.furnished import furnish
from tests.people import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(400)]
MARKUP = '"><script>alert(1)</script>'
HOSTILE = (
    MARKUP,
    "' OR 1=1 --",
    "1; DROP TABLE publications_publication",
    "%00\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "../../../../etc/passwd",
    "{{7*7}}{% load x %}",
    "-1",
    "9" * 40,
    "٣",  # a digit, but none of those that addresses are made of
    "a" * 5_000,
    "(" * 200,
    "=cmd|' /C calc'!A0",
    "\r\nSet-Cookie: x=1",
)
# Every name that some public address understands, and one that none does.
UNDERSTOOD = (
    "publicacion",
    "publication",
    "idioma",
    "page",
    "per_page",
    "q",
    "tema",
    "marco",
    "codigo",
    "unidad",
    "lugar",
    "lat",
    "lon",
    "desde",
    "hasta",
    "period",
    "state",
    "nadie-lo-pide",
)
POLITE = (200, 301, 302, 303, 400, 401, 403, 404, 405, 410, 414, 422, 429)


@pytest.fixture
def rich(office: Office) -> Office:
    """Return an office with one of everything, published."""
    furnish(office)
    return office


def public(office: Office) -> list[str]:
    """Return every public address, with something real in it."""
    every = doors.EVERYBODYS_DOORS | doors.API_DOORS
    found = [doors.path_of(address, office) for address in doors.OUTSIDE if address.name in every]
    return [path for path in found if path]


def clean(client: Client, path: str) -> None:
    """See that an answer is polite, sets nothing, and repeats no markup that was sent."""
    answer = client.get(path)
    assert answer.status_code in POLITE, (answer.status_code, path[:200])
    assert not answer.cookies, path[:200]
    assert "Set-Cookie" not in answer.headers, path[:200]
    content = b"".join(answer) if answer.streaming else answer.content
    if "html" in answer.get("Content-Type", ""):
        assert b"<script>alert" not in content, path[:200]


def test_no_question_breaks_a_public_page(rich: Office) -> None:
    client, asked = Client(raise_request_exception=False), 0
    for path in public(rich):
        for number, name in enumerate(UNDERSTOOD):
            for place in range(2):
                value = HOSTILE[(number * 2 + place + asked) % len(HOSTILE)]
                clean(client, f"{path}?{name}={quote(value, safe='')}")
        asked += 1
    assert asked > 30


def test_every_hostile_word_is_only_looked_for(rich: Office) -> None:
    client = Client(raise_request_exception=False)
    for address in (reverse("public_search", args=[rich.slug]), f"/api/v1/institutions/{rich.slug}/indicators"):
        for value in HOSTILE:
            clean(client, f"{address}?q={quote(value, safe='')}")
            clean(client, f"{address}?" + "&".join(f"{name}={quote(value, safe='')}" for name in UNDERSTOOD))


def test_no_made_up_address_breaks_or_tells(rich: Office) -> None:
    client = Client(raise_request_exception=False)
    for path in public(rich):
        parts = [place for place, part in enumerate(path.split("/")) if part]
        if len(parts) == 1:
            continue  # the first word of an address is no thing of anybody's
        for value in (HOSTILE[0], HOSTILE[3], HOSTILE[5], HOSTILE[8], HOSTILE[9]):
            split = path.split("/")
            split[parts[-1]] = quote(value, safe="")
            clean(client, "/".join(split))


def test_a_public_page_takes_nothing_that_is_sent(rich: Office) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    taken = [
        (method, path)
        for path in public(rich)
        for method in ("put", "patch", "delete")
        if getattr(client, method)(path).status_code not in (400, 401, 403, 404, 405, 415)
    ]
    assert taken == []


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_a_header_does_not_move_the_house(rich: Office, name: str, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]  # type: ignore[attr-defined]
    evil = "host=evil.example" if name == "Forwarded" else "evil.example"
    client = Client(raise_request_exception=False)
    usual = {} if name == "Host" else {"Host": "localhost"}
    for path in public(rich):
        answer = client.get(path, headers={**usual, name: evil})
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"evil.example" not in content, (name, path)
        assert "evil.example" not in repr(sorted(answer.headers.items())), (name, path)
        assert answer.status_code < 500, (name, path)
        if name == "Host":
            assert answer.status_code == 400, path


def test_no_guess_finds_what_is_not_published(rich: Office) -> None:
    client = Client()
    for path in public(rich):
        guesses = re.sub(r"/publico/[^/]+/", "/publico/otra-cualquiera/", path)
        if guesses != path:
            assert client.get(guesses).status_code == 404, guesses
