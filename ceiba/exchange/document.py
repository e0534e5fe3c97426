"""A document as every reader hands it over: text with place, tables with cells. Nothing downstream knows the format."""

from dataclasses import dataclass


class UnusableDocument(Exception):
    """A file that cannot be read at all; the message says in Spanish what happened and what to do (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set, as far as its format tells; plain text tells nothing.

    ``heading`` is the outline level that a style declares (1 is the highest). ``size`` is the ratio of its letters to
    those of the running text. ``aside`` marks what is printed beside the text and does not belong to it: running heads,
    page numbers, footnotes.
    """

    heading: int | None = None
    bold: bool = False
    size: float = 1.0
    aside: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed: of a text file a line, of a word processor a paragraph, of a table a row.

    ``number`` counts from 1; ``page`` where it is known. List marks and numbers stand in the text as they are printed
    («4.3 Objetivos», «• Doce sedes»), deeper lists behind more blanks. ``table`` is the place in ``Document.tables`` of
    the table whose row this is; its text is then that of the row's cells, parted by tabs.
    """

    number: int
    text: str
    page: int | None = None
    style: Style = PLAIN
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, the line that its row is, and its address in a sheet («Metas!C14») where it has one.

    Paragraphs inside a cell are parted by line feeds. ``covered`` marks a place that a merged cell takes in and whose
    text stands to the left (``"left"``) or above (``"above"``); its own text is empty.
    """

    text: str
    line: int
    address: str | None = None
    covered: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as printed, header rows included; every row has one line. Rows may have different lengths.

    ``name`` is the caption, or the name of the sheet.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file. ``tables`` holds what the format itself declares as tables; those drawn in text stay lines.

    ``notes`` are things a person should know about the reading («codificación latin-1»), in Spanish. ``pages`` is the
    number of pages where the format has them. ``wrapped`` tells that a line is what fits on the paper, so that a
    paragraph may run over several; otherwise a line is a paragraph.
    """

    name: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int | None = None
    wrapped: bool = True
