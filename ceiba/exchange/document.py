"""A document as every reader hands it over: text with place, tables with cells. Nothing downstream knows the format."""

from dataclasses import dataclass


class UnusableDocument(Exception):
    """A file that cannot be read at all; the message says in Spanish what happened and what to do (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed. ``number`` counts from 1, split at line feeds only; ``page`` where it is known."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, the line that it begins in, and its address in a sheet where it has one."""

    text: str
    line: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as printed, the header rows included. Rows may have different lengths."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file. ``tables`` holds what the format itself declares as tables; those drawn in text stay lines.

    ``notes`` are things a person should know about the reading («codificación latin-1»), in Spanish.
    """

    name: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
