"""Sending outside: signed, in a few seconds, never into a network that is not everybody's."""

import asyncio
import hashlib
import hmac
import threading
from ipaddress import ip_address

import pytest

from ceiba.publications import posting
from ceiba.publications.posting import Letter, Problem, is_open, is_usable, send, signature
from tests.publications.receivers import receiver

pytestmark = pytest.mark.slow


def letter(url: str) -> Letter:
    """Return a letter to an address."""
    return Letter(url, b'{"a": "\xc3\xb1"}', "publication.published", "una-identidad", "secreto")


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "fec0::1",
        "64:ff9b:1::1",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:169.254.169.254",
        "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_what_lies_inside_a_network_is_not_told(inside: str) -> None:
    assert not is_open(ip_address(inside), loopback=False)
    host = f"[{inside}]" if ":" in inside else inside
    assert not is_usable(f"https://{host}/", loopback=False)


@pytest.mark.parametrize("outside", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_the_open_network_is(outside: str) -> None:
    assert is_open(ip_address(outside), loopback=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://planes.example/",
        "ftp://planes.example/",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://usuario:clave@planes.example/",
        "https://planes.example:99999/",
        "https://planes.example/\n",
        "https://localhost/",
        "https://[::1/",
        "https://planes.example/" + "x" * 500,
        "//planes.example/",
        "planes.example",
    ],
)
def test_some_addresses_cannot_be_typed(url: str) -> None:
    assert not is_usable(url, loopback=False)


def test_this_machine_is_told_where_a_setting_says_so() -> None:
    assert is_usable("https://planes.example:8443/a?b=c", loopback=False)
    for url in ("http://127.0.0.1:9000/", "http://localhost/", "https://[::1]/"):
        assert is_usable(url, loopback=True)
        assert not is_usable(url, loopback=False)
    for url in ("http://planes.example/", "http://10.0.0.1/", "https://192.168.1.1/"):
        assert not is_usable(url, loopback=True)


def test_a_letter_arrives_whole_and_signed() -> None:
    with receiver() as program:
        (outcome,) = send([letter(program.url + "?a=b")], loopback=True)
    assert (outcome.status, outcome.problem, outcome.taken) == (200, "", True)
    ((path, headers, body),) = program.came
    assert (path, body) == ("/ceiba?a=b", letter("").body)
    assert headers["Host"] == program.url.split("/")[2]
    assert headers["Content-Type"] == "application/json"
    assert (headers["Ceiba-Event"], headers["Ceiba-Event-Id"]) == ("publication.published", "una-identidad")
    at, _comma, signed = headers["Ceiba-Signature"].removeprefix("t=").partition(",v1=")
    assert hmac.new(b"secreto", f"{at}.".encode() + body, hashlib.sha256).hexdigest() == signed
    assert headers["Ceiba-Signature"] == signature("secreto", int(at), body)


def test_without_the_setting_this_machine_is_not_reached_whatever_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as program:
        port = program.url.split(":")[2].split("/")[0]
        outcomes = send([letter(program.url), letter(f"https://localhost:{port}/")], loopback=False)
        resolve_all_to(monkeypatch, "127.0.0.1")
        outcomes += send([letter(f"https://inocente.example:{port}/")], loopback=False)
        resolve_all_to(monkeypatch, "93.184.216.34", "169.254.169.254")
        outcomes += send([letter("https://mitad-y-mitad.example/")], loopback=False)
    assert [one.problem for one in outcomes] == [Problem.REFUSED] * 4
    assert program.came == []


def test_the_connection_goes_where_the_name_was_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as program:
        asked = resolve_all_to(monkeypatch, "127.0.0.1")
        (outcome,) = send([letter(program.url.replace("127.0.0.1", "localhost"))], loopback=True)
    assert outcome.taken
    assert asked == ["localhost"], "a second look could be told another address"
    assert program.came[0][1]["Host"].startswith("localhost:")


def test_a_redirection_is_not_followed() -> None:
    with receiver() as program, receiver() as other:
        program.answers, program.location = [302], other.url
        (outcome,) = send([letter(program.url)], loopback=True)
    assert (outcome.status, outcome.taken) == (302, False)
    assert other.came == []


def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    with receiver() as program:
        program.slow = threading.Event()
        (outcome,) = send([letter(program.url)], loopback=True)
    assert (outcome.status, outcome.problem) == (None, Problem.TIMEOUT)


def test_nobody_there_and_no_such_name_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as program:
        gone = program.url
    assert send([letter(gone)], loopback=True)[0].problem == Problem.CONNECTION

    async def unknown(*_asked: object, **_more: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", unknown)
    assert send([letter("https://no-existe.example/")], loopback=False)[0].problem == Problem.UNKNOWN


def resolve_all_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name have these addresses; return the list of the names that are asked for."""
    asked: list[str] = []

    async def answer(_loop: object, host: object, port: int, **_more: object) -> list[object]:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name in addresses:
            return [(2, 1, 6, "", (name, port))]
        asked.append(name)
        return [(2, 1, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", answer)
    return asked
