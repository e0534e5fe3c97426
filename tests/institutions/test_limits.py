"""Limits: counted by address and token, over all processes, without a write for who reads; refused politely."""

import json
from collections.abc import Iterator
from datetime import timedelta
from time import time as clock

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, connections
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions import limits
from ceiba.institutions.addresses import UNKNOWN, absolute, counted
from ceiba.institutions.models_access import RequestCount
from ceiba.server import variables
from tests.people import Office

NOON = 1_700_000_040 // 60 * 60  # a minute that begins
FEW = {"api": 3, "token": 2, "pages": 3, "forms": 2}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Begin and end each test with nobody counted."""
    limits.forget()
    yield
    limits.forget()


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand: no minute ends in between."""
    now = clock() // 60 * 60 + 30
    monkeypatch.setattr(limits, "clock", lambda: now)


def asks(address: str = "203.0.113.9", forwarded: str = "") -> HttpRequest:
    """Return a request from an address, and what was said on the way."""
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, **told)


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:5000", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:bbbb::9]:443", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", UNKNOWN),
        ("unix:/run/x", UNKNOWN),
    ],
)
def test_an_address_is_counted_whole_or_by_its_network(address: str, who: str) -> None:
    assert counted(asks(address)) == who


@pytest.mark.parametrize(
    ("address", "forwarded", "who"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # who comes straight may say what they like
        ("10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # what came before the proxy is a claim
        ("10.0.0.5", "198.51.100.1, 10.1.2.3", "198.51.100.1"),  # through two of ours
        ("10.0.0.5", "mentira", "10.0.0.5"),
        ("10.0.0.5", "", "10.0.0.5"),
    ],
)
def test_only_our_proxies_are_believed(address: str, forwarded: str, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_X", "10.0.0.5, 10.1.0.0/16")
    with override_settings(PROXIES=variables.networks("CEIBA_X")):
        assert counted(asks(address, forwarded)) == who


@override_settings(LIMITS=FEW)
def test_one_too_many_waits_for_the_minute_to_end_and_others_do_not(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "clock", lambda: NOON + 15)
    for _each in range(3):
        limits.spend("api", "a")
    with pytest.raises(limits.TooMany) as refused:
        limits.spend("api", "a")
    assert refused.value.after == 46
    limits.spend("api", "b")
    limits.spend("forms", "a")
    monkeypatch.setattr(limits, "clock", lambda: NOON + 60)
    limits.spend("api", "a")


@override_settings(LIMITS={"api": 1000})
def test_who_asks_little_costs_the_database_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        for number in range(500):
            limits.spend("api", f"198.51.100.{number % 250}")
    assert len(asked) == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@override_settings(LIMITS={"api": 100})
@pytest.mark.usefixtures("still")
def test_processes_count_together_and_keep_no_address() -> None:
    for _each in range(60):
        limits.spend("api", "203.0.113.9")
    limits.share()
    limits.forget()  # another process, that knows nothing yet
    for _each in range(40):
        limits.spend("api", "203.0.113.9")
    limits.share()
    with pytest.raises(limits.TooMany):
        limits.spend("api", "203.0.113.9")
    row = RequestCount.objects.get()
    assert row.count == 100
    assert "203.0.113.9" not in row.key
    assert limits.forget_old() == 0
    RequestCount.objects.update(ends=timezone.now() - timedelta(seconds=1))
    assert limits.forget_old() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@override_settings(LIMITS={"api": 10})
@pytest.mark.usefixtures("still")
def test_a_busy_database_is_not_waited_for_and_nothing_is_lost() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one writer")
    other = connections.create_connection("default")
    other.ensure_connection()
    other.cursor().execute("BEGIN IMMEDIATE")
    try:
        began = timezone.now()
        for _each in range(10):
            limits.spend("api", "a")
        limits.share()
        assert (timezone.now() - began).total_seconds() < 10  # the usual patience is twenty
        with pytest.raises(limits.TooMany):
            limits.spend("api", "a")
    finally:
        other.cursor().execute("ROLLBACK")
        other.close()
    limits.share()
    assert RequestCount.objects.get().count == 11
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000


@override_settings(LIMITS=FEW)
@pytest.mark.usefixtures("still")
def test_the_api_refuses_with_a_problem_in_the_readers_language(db: None) -> None:
    client, english = Client(), {"Accept-Language": "en-GB,en;q=0.9"}
    answers = [client.get("/api/v1/nada", headers=english) for _each in range(4)]
    last = answers[-1]
    assert [one.status_code == 429 for one in answers] == [False, False, False, True]
    assert last["Content-Type"] == "application/problem+json"
    assert 1 <= int(last["Retry-After"]) <= 61
    told = json.loads(last.content)
    assert told["status"] == 429
    spanish = client.get("/api/v1/nada")
    assert spanish["Retry-After"]
    assert json.loads(spanish.content)["title"] != told["title"]


@override_settings(LIMITS=FEW | {"api": 100})
@pytest.mark.usefixtures("still")
def test_a_token_has_its_own_limit(db: None) -> None:
    client = Client()
    one, other = ({"Authorization": f"Bearer ceiba_{name}"} for name in "ab")
    assert [client.get("/api/v1/nada", headers=one).status_code == 429 for _each in range(3)] == [False, False, True]
    assert client.get("/api/v1/nada", headers=other).status_code != 429


@override_settings(LIMITS=FEW)
@pytest.mark.usefixtures("still")
def test_people_are_told_on_a_page_without_cookie_or_script(db: None) -> None:
    client = Client()
    answers = [client.get("/publico/no-existe/") for _each in range(5)]
    last = answers[-1]
    assert {one.status_code for one in answers} == {404, 429}
    assert last.status_code == 429
    assert last["Retry-After"]
    read = last.content.decode()
    assert "Espere un momento" in read
    assert "<script" not in read
    assert not last.cookies
    assert '<html lang="en">' in client.get("/publico/no-existe/?idioma=en").content.decode()


@override_settings(LIMITS=FEW)
@pytest.mark.usefixtures("still")
def test_forms_that_anybody_sends_are_counted_by_themselves(db: None) -> None:
    client = Client()
    answers = [client.post("/publico/no-existe/", {"a": "b"}) for _each in range(3)]
    assert [one.status_code == 429 for one in answers] == [False, False, True]


@override_settings(LIMITS=FEW)
def test_who_works_inside_is_not_counted(office: Office) -> None:
    client = office.client()
    assert {client.get(reverse("units", args=[office.slug])).status_code for _each in range(9)} == {200}


@override_settings(ALLOWED_HOSTS=["planes.example", "localhost"])
@pytest.mark.parametrize("path", ["/cuenta/login/", "/publico/no-existe/", "/api/v1/nada"])
@pytest.mark.parametrize(
    "told",
    [
        {"HTTP_HOST": "malo.example"},
        {"HTTP_HOST": "planes.example.malo.example"},
        {"HTTP_HOST": "planes.example@malo.example"},
        {"HTTP_HOST": "planes.example/../malo"},
        {"HTTP_HOST": ""},
    ],
)
def test_a_host_that_is_not_ours_is_refused(db: None, path: str, told: dict[str, str]) -> None:
    answer = Client().get(path, **told)
    assert answer.status_code == 400
    assert "malo" not in answer.content.decode()


@override_settings(ALLOWED_HOSTS=["planes.example"])
def test_a_forwarded_host_changes_nothing(office: Office) -> None:
    told = {"HTTP_HOST": "planes.example", "HTTP_X_FORWARDED_HOST": "malo.example"}
    assert settings.USE_X_FORWARDED_HOST is False
    assert b"malo" not in Client().get("/cuenta/login/", **told).content


@override_settings(ADDRESS="https://planes.muni.example")
def test_letters_and_links_carry_the_address_that_is_set(office: Office) -> None:
    client = office.client("administrator")
    given = {"email": "nueva@viene.example", "role": "auditor"}
    answer = client.post(reverse("people_invite", args=[office.slug]), given, HTTP_HOST="localhost")
    assert answer.status_code == 302
    (letter,) = mail.outbox
    assert "https://planes.muni.example/invitacion/" in letter.body
    assert "localhost" not in letter.body
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": office.people["clerk"].email}, HTTP_HOST="localhost")
    assert "https://planes.muni.example/cuenta/password/reset/" in mail.outbox[0].body
    assert absolute("/x/ñ") == "https://planes.muni.example/x/%C3%B1"


def test_without_a_setting_paths_stay_as_they_are() -> None:
    assert absolute("/x/") == "/x/"
