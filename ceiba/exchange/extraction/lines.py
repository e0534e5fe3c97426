"""Lines as the grammar wants them: tags, emphasis and bullets taken off, cells parted, the place kept."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ceiba.exchange.document import Line
from ceiba.kernel.text import squeeze

_TAG = re.compile(
    r"</?(?:ul|ol|li|p|b|i|u|em|strong|br|span|div|sup|sub|table|t[rdh]|tbody|h[1-6]|a|font)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ITEM_TAG = re.compile(r"<li(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_BOOKMARK = re.compile(
    r"\[bookmark:[^\]]{0,80}\]|¡?Error! (?:Marcador|Bookmark) no[t]? (?:definido|defined)\.?", re.IGNORECASE
)
_BOLD = re.compile(r"\*\*([^*]{1,2000})\*\*|(?<![\w*])\*([^*\s](?:[^*]{0,500}[^*\s])?)\*(?![\w*])")
_BULLET = re.compile(r"\s*([-–—•■▪●◦○►▶➢➤✓✔·❖§▌*]|o(?=\s+[A-ZÁÉÍÓÚÑ]))\s+(?=\S)|\s*([•■▪●◦►➢✓✔❖])")
_ENUMERATOR = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{1,3}){1,5})\.?[\s)\-–:]+(?=\S)"  # 4.3.1 · 1.1.1.1.
    r"|(?P<number>[1-9]\d{0,2})[.)][ºª°]?[-–]?\s+(?=\S)"  # 1. · 2) · 3.-
    r"|\((?P<bracket>[1-9]\d{0,2})\)\s*(?=\S)"  # (12)
    r"|(?P<letter>[a-zA-Z])\)\s+(?=\S)|(?P<capital>[A-HJ-UW-Z])\.\s+(?=[A-ZÁÉÍÓÚÑ])"  # a) · B.
    r"|(?P<roman>[IVX]{1,6})[.)]\s+(?=\S)"
)
_ARTICLE = re.compile(r"art[íi]culo\s+(\d{1,3})\s?[ºª°o]?\s?[.:\-–]+\s*", re.IGNORECASE)
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_INVISIBLE = str.maketrans(dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufffd"), None))
_BULLET_INSIDE = re.compile(r"\s*[•■▪●◦►➢✓✔❖]\s*")
_PICTURES = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2700-\u2712]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its text without bullet and enumerator, both kept beside it; ``cells`` where tabs part it.

    ``enumerator`` is «4.3.1», «2», «a»; ``style`` tells how it was written: code, number, bracket, letter, capital,
    roman, article («ARTÍCULO 20º.»).
    """

    number: int
    text: str
    bullet: str = ""
    enumerator: str = ""
    style: str = ""
    cells: tuple[str, ...] = ()
    indent: int = 0
    tabs: int = 0  # tabs before a text without further tabs: empty cells, where it stands in a table

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
    if "*" in text:
        text = _BOLD.sub(lambda m: m[1] or m[2], text)
    text = _MATHEMATICAL.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.translate(_INVISIBLE))
    return _PICTURES.sub(" ", text)


def split_bullets(text: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a bulleted list, the whole text where it holds none."""
    parts = tuple(part for part in (squeeze(p) for p in _BULLET_INSIDE.split(text)) if part)
    return parts or ((squeeze(text),) if squeeze(text) else ())


def normalise(lines: Iterable[Line]) -> tuple[TextLine, ...]:
    """Return every line cleaned, one for one, so that numbers stay those of the document."""
    return tuple(_normalise(line) for line in lines)


def _normalise(line: Line) -> TextLine:
    text = clean(line.text)
    indent = len(text) - len(text.lstrip(" "))
    if "\t" in text.strip():
        cells = tuple(squeeze(cell) for cell in text.split("\t"))
        if sum(map(bool, cells)) > 1 or (text.startswith("\t") and any(cells)):
            return (
                TextLine(line.number, squeeze(text), cells=cells, indent=indent)
                if not _is_numbered(cells)
                else _marked(line.number, squeeze(text), indent)
            )
    tabs = len(text) - len(text.lstrip("\t")) if text.startswith("\t") else 0
    return _marked(line.number, squeeze(text), indent, tabs)


def _is_numbered(cells: tuple[str, ...]) -> bool:
    """Tell whether the tab only parts an enumerator or bullet from its text («4.3.⇥Objetivos», «•⇥Doce sedes»)."""
    return len(cells) == 2 and bool(re.fullmatch(r"(?:\d{1,3}\.){1,6}|[•■▪●\-–]|\(?[\da-zA-Z]{1,3}[.)]", cells[0]))


def _marked(number: int, text: str, indent: int, tabs: int = 0) -> TextLine:
    bullet = enumerator = style = ""
    if match := _BULLET.match(text):
        bullet, text = (match[1] or match[2]), text[match.end() :].strip()
    if match := _ARTICLE.match(text):
        return TextLine(number, text[match.end() :].strip(), bullet, match[1], "article", (), indent, tabs)
    if match := _ENUMERATOR.match(text):
        style = match.lastgroup or ""
        enumerator, text = match[style], text[match.end() :].strip()
    elif match := re.match(r"((?:\d{1,3}\.){2,6})\s*(?=[A-ZÁÉÍÓÚÑ])", text):
        style, enumerator, text = "code", match[1].rstrip("."), text[match.end() :]
    return TextLine(number, text, bullet, enumerator, style, (), indent, tabs)
