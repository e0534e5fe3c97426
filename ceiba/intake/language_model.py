"""A language model behind an OpenAI-compatible address, asked what a reading lacks. Off unless somebody names one.

The model sees the document's text and nothing else of the institution. What it answers is believed only as far as
``suggestions`` finds its quotes in the text, whatever the document may have told the model to say.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from ceiba.exchange.document import Document, Line
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.suggestions import Suggestion, Unavailable
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import _

_WINDOW = 12_000  # characters of text in one question
_QUESTIONS = 60  # to one document
_LARGEST = 2_000_000  # bytes of one answer
_INSTRUCTION = (
    "Usted lee un fragmento de un plan público y devuelve en JSON lo que promete y un lector automático no encontró. "
    'Forma: {"claims": [{"level": clave, "text": texto, "quote": cita, "parent": texto}]}. «quote» es una copia letra '
    "por letra de un pasaje del fragmento; «text» es la parte de la cita que es la promesa; «parent» es el texto de "
    "aquello de lo que depende, o vacío. No agregue nada que no esté escrito. Niveles: %(levels)s; «indicator» es un "
    "indicador. Ya se leyó: %(known)s"
)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """One model at one address, such as ``http://127.0.0.1:8080/v1``. ``timeout`` is in seconds, of each question."""

    url: str
    name: str
    key: str = ""
    timeout: float = 120.0

    def suggest(self, document: Document, proposal: Proposal) -> Iterator[Suggestion]:
        """Yield what the model would add, window after window of the text; ``Unavailable`` where it cannot be asked."""
        methodology = proposal.snapshot.methodology
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        with httpx.Client(timeout=self.timeout, headers=headers, follow_redirects=False, trust_env=False) as client:
            for lines in _windows(document.lines):
                numbers = {line.number for line in lines}
                known = [s.quote for s in proposal.snapshot.sources if not s.field and s.place.line in numbers]
                yield from _suggestions(self._ask(client, _messages(lines, known, methodology)))

    def _ask(self, client: httpx.Client, messages: list[dict[str, str]]) -> str:
        question = {
            "model": self.name,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        try:
            with client.stream("POST", f"{self.url.rstrip('/')}/chat/completions", json=question) as answer:
                answer.raise_for_status()
                read = bytearray()
                for part in answer.iter_bytes():
                    read += part
                    if len(read) > _LARGEST:
                        raise Unavailable(_("El modelo de lenguaje respondió demasiado: se siguió sin él."))
            return str(json.loads(read)["choices"][0]["message"]["content"])
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            message = _("El modelo de lenguaje no respondió (%(reason)s): la propuesta es la del lector de siempre.")
            raise Unavailable(message % {"reason": type(error).__name__}) from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise Unavailable(
                _("El modelo de lenguaje respondió algo que no se entiende: la propuesta es la del lector de siempre.")
            ) from error


def _windows(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the text in windows of whole lines, as many as may be asked about."""
    window: list[Line] = []
    size = asked = 0
    for line in lines:
        if size + len(line.text) > _WINDOW and window:
            yield window
            window, size, asked = [], 0, asked + 1
            if asked == _QUESTIONS:
                return
        window.append(line)
        size += len(line.text) + 1
    if size:
        yield window


def _messages(lines: Sequence[Line], known: Sequence[str], methodology: Methodology) -> list[dict[str, str]]:
    levels = ", ".join(f"{level.key} ({level.term})" for level in methodology.levels)
    said = _INSTRUCTION % {"levels": levels, "known": " · ".join(quote[:80] for quote in known) or "nada"}
    return [
        {"role": "system", "content": said},
        {"role": "user", "content": "\n".join(line.text for line in lines)},
    ]


def _suggestions(answer: str) -> Iterator[Suggestion]:
    """Yield the claims of an answer that have the agreed form; the rest is passed over."""
    try:
        data: Any = json.loads(answer)
    except ValueError:
        return
    claims = data.get("claims") if isinstance(data, dict) else None
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict) and all(isinstance(claim.get(name), str) for name in ("level", "text", "quote")):
            parent = claim.get("parent")
            yield Suggestion(claim["level"], claim["text"], claim["quote"], parent if isinstance(parent, str) else "")
