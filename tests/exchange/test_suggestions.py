"""A language model may only add what the document says: a quote that is not in the text is refused."""

from collections.abc import Iterator

import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.reader import document, proposed
from ceiba.exchange.suggestions import CONFIDENCE, Suggestion, completed

TEXT = """PLAN DE DESARROLLO MUNICIPAL
Eje 1: Vida sana
En este municipio se quiere además duplicar las plazas
de los centros de cuido, y que nadie espere.
Se medirá con las plazas abiertas cada año.
"""
QUOTE = "duplicar las plazas de los centros de cuido"


class Fixed:
    """Suggests always the same."""

    def __init__(self, *suggestions: Suggestion) -> None:
        self._suggestions = suggestions

    def suggest(self, document: Document, proposal: Proposal) -> Iterator[Suggestion]:
        del document, proposal
        yield from self._suggestions


@pytest.fixture
def text() -> Document:
    return document("plan.txt", TEXT.encode())


@pytest.fixture
def proposal(text: Document) -> Proposal:
    return proposed(text, "base")


def objective(proposal: Proposal) -> str:
    return next(level.key for level in proposal.snapshot.methodology.levels if level.kind.endswith("objective"))


def test_what_the_text_says_becomes_a_doubt_with_its_place(text: Document, proposal: Proposal) -> None:
    level = objective(proposal)
    made = completed(proposal, text, Fixed(Suggestion(level, QUOTE, f"además {QUOTE}, y que", "Vida sana")))
    added = next(e for e in made.snapshot.elements if e.text == QUOTE)
    axis = next(e for e in made.snapshot.elements if e.text == "Vida sana")
    assert (added.level, added.parent) == (level, axis.id)
    source = next(s for s in made.snapshot.sources if s.subject == f"element/{added.id}")
    assert (source.place.line, source.place.last_line, source.confidence) == (3, 4, CONFIDENCE)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Triplicar las plazas de los centros", "Triplicar las plazas de los centros de cuido"),
        ("Construir un estadio", QUOTE),
        ("plazas", "plazas"),
    ],
)
def test_what_the_text_does_not_say_is_refused_and_counted(
    text: Document, proposal: Proposal, words: str, quote: str
) -> None:
    made = completed(proposal, text, Fixed(Suggestion(objective(proposal), words, quote)))
    assert made.snapshot == proposal.snapshot
    assert "1 sugerencias" in made.problems[-1].text


def test_what_was_read_already_is_not_doubled(text: Document, proposal: Proposal) -> None:
    axis = next(e for e in proposal.snapshot.elements)
    made = completed(proposal, text, Fixed(Suggestion(axis.level, "Vida sana", "Eje 1: Vida sana")))
    assert made == proposal
