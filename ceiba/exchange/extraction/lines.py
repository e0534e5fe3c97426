"""Lines as the grammar wants them: tags, emphasis and bullets taken off, cells parted, the place kept."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ceiba.exchange.document import PLAIN, Cell, Document, Line
from ceiba.exchange.extraction.misspellings import latin
from ceiba.kernel.text import squeeze

_TAG = re.compile(
    r"</?(?:ul|ol|li|p|b|i|u|em|strong|br|span|div|sup|sub|table|t[rdh]|tbody|h[1-6]|a|font)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ITEM_TAG = re.compile(r"<li(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_BOOKMARK = re.compile(
    r"\[bookmark:[^\]]{0,80}\]|¡?Error! (?:Marcador|Bookmark) no[t]? (?:definido|defined)\.?", re.IGNORECASE
)
_LEADERS = re.compile(r"\s*\.{3,}\s*:(?=\s)")
_BOLD = re.compile(r"\*\*([^*]{1,2000})\*\*|(?<![\w*])\*([^*\s](?:[^*]{0,500}[^*\s])?)\*(?![\w*])")
_BULLET = re.compile(r"\s*([-–—•■▪●◦○►▶➢➤✓✔·❖§▌*]|[o?+](?=\s+[A-ZÁÉÍÓÚÑ]))\s+(?=\S)|\s*([•■▪●◦►➢✓✔❖])")
_ENUMERATOR = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{1,3}){1,5})\.?[\s)\-–:]+(?=\S)"  # 4.3.1 · 1.1.1.1.
    r"|(?P<number>[1-9]\d{0,2})(?:[.)][ºª°]?[-–]?|[ºª°][.)]?)\s+(?=\S)"  # 1. · 2) · 3.-
    r"|\((?P<bracket>[1-9]\d{0,2})\)\s*(?=\S)"  # (12)
    r"|(?P<letter>[a-zA-Z](?=\)\s)|[a-z](?=\.-?\s+[A-ZÁÉÍÓÚÑ])|[ivx]{2,5}(?=[.)]-?\s+[A-ZÁÉÍÓÚÑ]))[.)]-?\s+(?=\S)"
    r"|(?P<capital>[A-HJ-UW-Z])\.\s+(?=[A-ZÁÉÍÓÚÑ])"  # B.
    r"|(?P<roman>[IVX]{1,6})[.)]\s+(?=\S)"
)
_ARTICLE = re.compile(
    r"art(?:[íi]culo|\.)\s+(?:n[º°o]\.?\s*)?(\d{1,3}|[^\W\d_]{4,12}o(?:\s[^\W\d_]{4,9}o)?)\s?[ºª°o]?\s?[.:\-–—]+\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"par[áa]grafo(?:\s+(\d{1,2}|[úu]nico|[^\W\d_]{5,8}o|transitorio))?\s?[º°]?\s?[.:\-–—]+\s*", re.IGNORECASE
)
_CHAPTER = re.compile(
    r"(?:cap[íi]tulo|t[íi]tulo|parte|secci[óo]n|m[óo]dulo|tomo)\s+([IVXLC]{1,6}|\d{1,2})\s?[.:\-–—]+\s*(?=\S)",
    re.IGNORECASE,
)
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_INVISIBLE = str.maketrans(dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufffd"), None))
_BULLETS = re.compile("[•■▪●◦►➢✓✔❖]")
_BULLET_INSIDE = re.compile(r"\s*[•■▪●◦►➢✓✔❖]\s*")
_UNUSUAL = re.compile("[\u00ad\u0180-\u1fff\u200b-\u200d\u2060-\u206f\u2600-\U0010ffff]")  # what clean() may change
_PICTURES = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2700-\u2712]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its text without bullet and enumerator, both kept beside it; ``cells`` where tabs part it.

    ``enumerator`` is «4.3.1», «2», «a»; ``style`` tells how it was written: code, number, bracket, letter, capital,
    roman, article («ARTÍCULO 20º.»), clause («PARÁGRAFO.»). ``heading``, ``bold``, ``size`` (of its letters, 1 is the
    running text's) and ``aside`` are what the format says of the line; ``table`` is the number of the declared table
    whose row it is, ``covered`` what merged cells take in of it (``Cell.covered``). Paragraphs inside its cells are
    parted by line feeds.
    """

    number: int
    text: str
    bullet: str = ""
    enumerator: str = ""
    style: str = ""
    cells: tuple[str, ...] = ()
    indent: int = 0
    tabs: int = 0  # tabs before a text without further tabs: empty cells, where it stands in a table
    heading: int | None = None
    bold: bool = False
    size: float = 1.0
    aside: bool = False
    table: int | None = None
    covered: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()  # the lines of the cells, where they stand in lines of their own
    apart: bool = False  # a cell of a table: it goes on with no line before or after it

    @property
    def row(self) -> tuple[str, ...]:
        """Return the cells of the line as a row of a table, one cell where no tab parts it."""
        return self.cells or ("",) * self.tabs + (self.printed,)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is printed in the line."""
        return not self.text and not any(self.cells)

    @property
    def printed(self) -> str:
        """Return the text with its enumerator, for quotes and for texts whose number turns out to be part of them."""
        marks = {"number": f"{self.enumerator}. ", "bracket": f"({self.enumerator}) ", "letter": f"{self.enumerator}) "}
        prefix = marks.get(self.style, f"{self.enumerator} " if self.enumerator else "")
        return prefix + self.text


def clean(text: str) -> str:
    """Return a text without tags, emphasis marks, bookmarks and invisible characters; list tags become bullets."""
    if "<" in text:
        text = _TAG.sub(" ", _ITEM_TAG.sub(" • ", text))
    if "rror!" in text or "[bookmark" in text:
        text = _BOOKMARK.sub(" ", text)
    if "..." in text:
        text = _LEADERS.sub(":", text)  # «Programa ......: Agua limpia»
    if "*" in text:
        text = _BOLD.sub(lambda m: m[1] or m[2], text)
    if not _UNUSUAL.search(text):
        return text
    text = _MATHEMATICAL.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.translate(_INVISIBLE))
    text = latin(text)
    return _PICTURES.sub(" ", text)


def split_bullets(text: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a bulleted list, the whole text where it holds none."""
    printed = _BULLET_INSIDE.split(text) if _BULLETS.search(text) else (text,)
    return tuple(part for part in map(squeeze, printed) if part) or tuple(filter(None, (squeeze(text),)))


def normalise(document: Document) -> tuple[TextLine, ...]:
    """Return every line cleaned, one for one, so that numbers stay those of the document."""
    rows = {row[0].line: row for table in document.tables for row in table.rows if row}
    return tuple(
        _styled(_normalise(line), line) if line.table is None else _of_row(line, rows[line.number])
        for line in document.lines
    )


def _of_row(line: Line, row: Sequence[Cell]) -> TextLine:
    """Return the row of a declared table with its cells."""
    cells = tuple(_cell(cell.text) for cell in row)
    covered = tuple(cell.covered for cell in row)
    aside = line.style.aside
    return TextLine(line.number, squeeze(" ".join(cells)), cells=cells, aside=aside, table=line.table, covered=covered)


@lru_cache(maxsize=1 << 14)
def _cell(text: str) -> str:
    """Return the text of a cell, cleaned; units, years and names come back in thousands of rows."""
    return "\n".join(filter(None, map(squeeze, clean(text).split("\n"))))


def _styled(read: TextLine, line: Line) -> TextLine:
    style = line.style
    if style is PLAIN:
        return read
    return replace(read, heading=style.heading, bold=style.bold, size=style.size, aside=style.aside)


def _normalise(line: Line) -> TextLine:
    text = clean(line.text)
    indent = len(text) - len(text.lstrip(" "))
    if "\t" in text.strip():
        cells = tuple(squeeze(cell) for cell in text.split("\t"))
        if sum(map(bool, cells)) > 1 or (text.startswith("\t") and any(cells)):
            return (
                TextLine(line.number, squeeze(text), cells=cells, indent=indent)
                if not _is_numbered(cells)
                else marked(line.number, squeeze(text), indent)
            )
    tabs = len(text) - len(text.lstrip("\t")) if text.startswith("\t") else 0
    return marked(line.number, squeeze(text), indent, tabs)


def _is_numbered(cells: tuple[str, ...]) -> bool:
    """Tell whether the tab only parts an enumerator or bullet from its text («4.3.⇥Objetivos», «•⇥Doce sedes»)."""
    return len(cells) == 2 and bool(re.fullmatch(r"(?:\d{1,3}\.){1,6}|[•■▪●\-–]|\(?[\da-zA-Z]{1,3}[.)]", cells[0]))


def marked(number: int, text: str, indent: int = 0, tabs: int = 0) -> TextLine:
    """Return a line of text with its bullet, its enumerator or its article number taken off."""
    bullet = enumerator = style = ""
    if match := _BULLET.match(text):
        bullet, text = (match[1] or match[2]), text[match.end() :].strip()
    if match := _ARTICLE.match(text):
        return TextLine(number, text[match.end() :].strip(), bullet, match[1], "article", (), indent, tabs)
    if match := _CHAPTER.match(text):
        return TextLine(number, text[match.end() :].strip(), bullet, match[1], "roman", (), indent, tabs)
    if match := _CLAUSE.match(text):
        return TextLine(number, text[match.end() :].strip(), bullet, match[1] or "", "clause", (), indent, tabs)
    if match := _ENUMERATOR.match(text):
        style = match.lastgroup or ""
        enumerator, text = match[style], text[match.end() :].strip()
    elif match := re.match(r"((?:\d{1,3}\.){2,6})\s*(?=[A-ZÁÉÍÓÚÑ])", text):
        style, enumerator, text = "code", match[1].rstrip("."), text[match.end() :]
    return TextLine(number, text, bullet, enumerator, style, (), indent, tabs)
