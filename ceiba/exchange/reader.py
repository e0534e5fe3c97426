"""The one way in: any file becomes a document, and a document a proposal. Content decides the format, not the name."""

from collections.abc import Sequence

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import csv_text, plan_text, txt
from ceiba.exchange.readers.formats import Format, format_of
from ceiba.kernel.vocabulary import Layout
from ceiba.methodologies.loader import load

__all__ = ["Document", "Format", "UnusableDocument", "document", "format_of", "proposed", "read"]


def read(name: str, content: bytes, methodology: str | None = None) -> Proposal:
    """Return the proposal that a file's bytes hold; ``UnusableDocument`` (Spanish message) where they hold none.

    ``methodology`` is an identifier with or without edition; without one the text itself chooses, with evidence.
    A plan in Ceiba's own text form is read as it is; everything else goes through extraction.
    """
    if format_of(name, content) is Format.PLAN:
        return plan_text.read(name, content)
    return proposed(document(name, content), methodology)


def proposed(text: Document, methodology: str | None = None, layouts: Sequence[Layout] = ()) -> Proposal:
    """Return what the text of a document proposes, by the methodology named or by the one that it speaks for.

    ``layouts`` are those of tables that a person explained.
    """
    return extract(text, load(methodology) if methodology else None, layouts)


def document(name: str, content: bytes) -> Document:
    """Return the text and tables of a file; ``UnusableDocument`` (Spanish message) where it cannot be opened.

    Only the reader that the format needs is imported: text must not wait for the libraries of Word.
    """
    match format_of(name, content):
        case Format.TEXT:
            text = txt.read(name, content)
            return csv_text.tabulated(text) or text
        case Format.PLAN:
            return txt.read(name, content)
        case Format.PDF:
            from ceiba.exchange.readers import pdf

            return pdf.read(name, content)
        case Format.DOCX:
            from ceiba.exchange.readers import docx

            return docx.read(name, content)
        case Format.ODT:
            from ceiba.exchange.readers import odt

            return odt.read(name, content)
        case Format.HTML:
            from ceiba.exchange.readers import html

            return html.read(name, content)
        case workbook_format:
            from ceiba.exchange.readers import workbook

            return workbook.read(name, content, workbook_format)
