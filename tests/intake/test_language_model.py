"""A language model behind its address: what it answers counts as far as it quotes, and its failures cost nothing."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.reader import document, proposed
from ceiba.exchange.suggestions import completed
from ceiba.intake.language_model import LanguageModel

TEXT = """PLAN DE DESARROLLO MUNICIPAL
Eje 1: Vida sana
En este municipio se quiere además duplicar las plazas
de los centros de cuido, y que nadie espere.
Se medirá con las plazas abiertas cada año.
"""
QUOTE = "duplicar las plazas de los centros de cuido"


@pytest.fixture
def text() -> Document:
    return document("plan.txt", TEXT.encode())


@pytest.fixture
def proposal(text: Document) -> Proposal:
    return proposed(text, "base")


def objective(proposal: Proposal) -> str:
    return next(level.key for level in proposal.snapshot.methodology.levels if level.kind.endswith("objective"))


class Answering(BaseHTTPRequestHandler):
    """A model that answers what the test wants, and keeps what it was asked."""

    content: ClassVar[str] = ""
    status: ClassVar[int] = 200
    asked: ClassVar[list[Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers.get("Authorization"), json.loads(body)))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [{"message": {"content": self.content}}]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def model() -> Iterator[LanguageModel]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, daemon=True).start()
    Answering.asked, Answering.status, Answering.content = [], 200, ""
    yield LanguageModel(f"http://127.0.0.1:{server.server_port}/v1", "prueba", "clave", timeout=10)
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_a_model_is_asked_over_its_address(text: Document, proposal: Proposal, model: LanguageModel) -> None:
    claims = [
        {"level": objective(proposal), "text": QUOTE, "quote": QUOTE},
        {"level": objective(proposal), "text": "Inventado del todo", "quote": "Inventado del todo"},
        {"level": 3},
    ]
    Answering.content = json.dumps({"claims": claims})
    made = completed(proposal, text, model)
    path, key, asked = Answering.asked[0]
    assert (path, key, asked["model"]) == ("/v1/chat/completions", "Bearer clave", "prueba")
    assert "centros de cuido" in asked["messages"][1]["content"]
    assert [e.text for e in made.snapshot.elements if e.id.startswith("m")] == [QUOTE]
    assert "1 sugerencias" in made.problems[-1].text


@pytest.mark.slow
@pytest.mark.parametrize(("status", "content", "told"), [(500, "", "no respondió"), (200, "no es JSON", "")])
def test_a_model_that_fails_leaves_the_reading_as_it_is(
    text: Document, proposal: Proposal, model: LanguageModel, status: int, content: str, told: str
) -> None:
    Answering.status, Answering.content = status, content
    made = completed(proposal, text, model)
    assert made.snapshot == proposal.snapshot
    assert told in " ".join(problem.text for problem in made.problems)


def test_nobody_at_the_address_is_told(text: Document, proposal: Proposal) -> None:
    made = completed(proposal, text, LanguageModel("http://127.0.0.1:9/v1", "prueba", timeout=5))
    assert "no respondió" in made.problems[-1].text
