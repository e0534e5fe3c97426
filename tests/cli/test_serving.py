"""``ceiba serve``: one page, on this machine only, with nothing else behind it."""

import http.client
import socket
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from ceiba.cli import serving
from ceiba.exchange.examples import content
from tests.cli.terminal import Terminal


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """Serve the invented example while the tests of this file run."""
    server = serving.server_for(serving.Pages.of("valle-alto.txt", content("valle-alto.txt"), None, "es"), 0)
    assert isinstance(server, ThreadingHTTPServer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[0], server.server_address[1]  # type: ignore[misc]
    server.shutdown()
    server.server_close()
    thread.join()


def answer(
    address: tuple[str, int], method: str, path: str, host: str | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=20)
    try:
        connection.request(method, path, headers={"Host": host} if host else {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_page_is_served_with_a_policy_that_allows_nothing_but_itself(address: tuple[str, int]) -> None:
    response, body = answer(address, "GET", "/")
    policy = response.headers["Content-Security-Policy"]
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert body.startswith(b"<!doctype html>")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Python" not in response.headers["Server"]


def test_only_this_machine_can_ask(address: tuple[str, int]) -> None:
    assert address[0] == "127.0.0.1"
    assert answer(address, "GET", "/", "localhost:8000")[0].status == 200
    refused, body = answer(address, "GET", "/", "evil.example")
    assert refused.status == 421
    assert b"Valle Alto" not in body


@pytest.mark.parametrize("path", ["/otra", "/../etc/passwd", "/index.php?x=/"])
def test_there_is_no_other_page(address: tuple[str, int], path: str) -> None:
    response, body = answer(address, "GET", path)
    assert response.status == 404
    assert "No existe esa página" in body.decode()


def test_head_answers_without_the_text(address: tuple[str, int]) -> None:
    response, body = answer(address, "HEAD", "/")
    assert response.status == 200
    assert int(response.headers["Content-Length"]) > 1000
    assert body == b""


def test_other_methods_are_refused_in_spanish(address: tuple[str, int]) -> None:
    response, body = answer(address, "POST", "/")
    assert response.status == 501
    assert "No existe esa página" in body.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_invented_example_is_announced_as_such(address: tuple[str, int]) -> None:
    assert "Datos inventados" in answer(address, "GET", "/")[1].decode()


def test_a_busy_port_is_told_with_another_to_try(ceiba: Terminal) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        outcome = ceiba("serve", "--port", str(port))
    assert (outcome.code, outcome.out) == (2, "")
    assert f"El puerto {port} está ocupado" in outcome.err
    assert "--port" in outcome.err


def test_a_document_that_cannot_be_used_is_not_served(ceiba: Terminal) -> None:
    outcome = ceiba("serve", ceiba.file("vacio.txt", b""), "--port", "0")
    assert outcome.code == 2
    assert "vacío" in outcome.err


def test_serving_tells_its_address_and_ends_well(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_server: ThreadingHTTPServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", stop)
    outcome = ceiba("serve", "--port", "0")
    assert outcome.code == 0
    assert "http://127.0.0.1:" in outcome.out
