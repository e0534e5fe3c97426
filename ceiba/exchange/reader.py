"""The one way in: any file becomes a proposal. The content decides the format, not the name."""

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import plan_text, txt
from ceiba.methodologies.loader import load

__all__ = ["Document", "UnusableDocument", "read"]


def read(name: str, content: bytes, methodology: str | None = None) -> Proposal:
    """Return the proposal that a file's bytes hold; ``UnusableDocument`` (Spanish message) where they hold none.

    ``methodology`` is an identifier with or without edition; without one the text itself chooses, with evidence.
    A plan in Ceiba's own text form is read as it is; everything else that is text goes through extraction.
    """
    if plan_text.recognises(content):
        return plan_text.read(name, content)
    return extract(txt.read(name, content), load(methodology) if methodology else None)
