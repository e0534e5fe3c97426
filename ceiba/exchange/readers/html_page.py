"""A page of HTML as the parser tells of it, element by element; no tree is built, so that no nesting is too deep."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ceiba.exchange.readers import html_css
from ceiba.exchange.readers.allowance import Allowance
from ceiba.exchange.readers.flow import Block, Paragraph
from ceiba.exchange.readers.html_tables import TableUnderway
from ceiba.exchange.readers.list_marks import BULLET, counted, superscript
from ceiba.exchange.readers.remarks import Remark

_SKIPPED = frozenset(
    "title script style nav head template noscript svg math select button textarea iframe object audio video "
    "canvas".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_APART = frozenset("p h1 h2 h3 h4 h5 h6 dl blockquote pre figure fieldset table".split())
_BLOCKS = _APART | frozenset(
    "html body div section article main header footer aside ul ol menu dir li dt dd caption thead tbody tfoot tr td th "
    "address figcaption legend form details summary center".split()
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ASIDE_TAGS = frozenset({"footer", "aside"})
_ASIDE_ROLES = frozenset({"contentinfo", "complementary", "doc-footnote", "doc-endnotes", "doc-endnote"})
_NOTE_PLACE = re.compile(r"(?:sd)?(?:foot|end)notes?[-_:]?\d*|_?(?:ftn|edn|fn)[-_:]?\d+", re.IGNORECASE)
_NOTE_LINK = re.compile(r"#.{0,40}(?:note|nota|ftn|edn|\bfn|cite|ref)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[ivx]{1,6}|[a-z]|\*{1,3})[\])]?\s*")
_RAISED = re.compile(r"\s*(?:\d{1,3}|[oa])\s*")
_BLANKS = re.compile("[ \t\r\n\f]+")
# Signs that the text is cleared of beforehand: blanks that are printed, beside those of the file's own layout.
_KEPT_BLANK, _KEPT_TAB, _KEPT_BREAK = "\x1d", "\x1f", "\x1e"
_KEEP = str.maketrans({" ": _KEPT_BLANK, "\t": _KEPT_TAB, "\n": _KEPT_BREAK, "\r": None})
_PRINTED = str.maketrans({_KEPT_BLANK: " ", _KEPT_TAB: "\t", _KEPT_BREAK: "\n", "\xa0": " "})
RESERVED = str.maketrans(dict.fromkeys((_KEPT_BLANK, _KEPT_TAB, _KEPT_BREAK, "\0"), " "))
_MOST_TABLES = 20  # inside one another; deeper ones are read as text
_DEEPEST_LIST = 10
_MARK_PARTS, _MARK_LENGTH = 6, 20  # of what may be the mark of a note
_INDENT = "  "


@dataclass(slots=True)
class _Open:
    """An element that is open, with how letters inside it are set. ``start`` is where its text begins."""

    tag: str
    bold: bool = False
    size: float = html_css.RUNNING
    kept: bool = False
    aside: bool = False
    heading: int | None = None
    start: int = 0
    href: str = ""
    cell: bool = False


@dataclass(slots=True)
class _List:
    """A list that is open: how it counts, and the number of its next item."""

    form: str
    following: int = 1


class Page:
    """Target of the parser; ``blocks`` holds the page once ``close`` was called."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.met: set[Remark] = set()
        self._allowance = Allowance()
        self._open: list[_Open] = [_Open("")]
        self._skipping = 0  # elements open since one that is not printed
        self._hiding = False
        self._lists: list[_List] = []
        self._tables: list[TableUnderway] = []
        self._outside: list[tuple[list[Block], list[_List]]] = []  # what goes on after each open cell
        self._out = self.blocks
        self._too_deep = 0
        self._mark = ""
        self._gap = False
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._sizes: dict[float, int] = {}
        self._plain = self._bold = self._note = False

    # --- what the parser calls ----------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if self._skipping:
            self._skipping += tag not in _VOID
            return
        hidden = html_css.is_hidden(attributes)
        if hidden or tag in _SKIPPED or attributes.get("role") == "navigation":
            self._hiding = hidden
            self._skipping = int(tag not in _VOID)
            return
        if tag in _VOID:
            self._void(tag)
            return
        if tag in _BLOCKS:
            self._flush()
            self._gap |= tag in _APART or (tag in _LISTS and not self._lists)
        self._push(tag, attributes)
        self._structure(tag, attributes)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._skipping:
            self._skipping -= tag not in _VOID
            return
        top = self._open[-1]
        if tag in _VOID or top.tag != tag:
            return
        if tag in _BLOCKS:
            self._flush()
            self._gap |= tag in _APART or (tag in _LISTS and len(self._lists) < 2)
        elif tag == "sup" or top.href:
            self._raised(top)
        self._structure_end(self._open.pop())

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._skipping:
            if self._hiding and not text.isspace():
                self.met.add(Remark.HIDDEN)
            return
        top = self._open[-1]
        if not text.isspace():
            self._bold |= top.bold
            self._plain |= not top.bold
            self._sizes[top.size] = self._sizes.get(top.size, 0) + len(text)
        self._parts.append(text.translate(_KEEP) if top.kept else text)

    def close(self) -> "Page":
        """Return the page, everything that was left open ended."""
        self._flush()
        while self._outside:
            self._close_cell()
        while self._tables:
            self._close_table()
        if self._allowance.is_spent:
            self.met.add(Remark.CUT)
        return self

    # --- elements -----------------------------------------------------------------------------------------------

    def _push(self, tag: str, attributes: Mapping[str, str]) -> None:
        around = self._open[-1]
        aside = around.aside or tag in _ASIDE_TAGS or attributes.get("role") in _ASIDE_ROLES
        if not aside and tag in _BLOCKS:
            aside = any(_NOTE_PLACE.fullmatch((attributes.get(name) or "")[:40]) for name in ("id", "class"))
        self._open.append(
            _Open(
                tag,
                html_css.bold(tag, attributes, around.bold),
                html_css.size(tag, attributes, around.size),
                around.kept or html_css.keeps_blanks(tag, attributes),
                aside,
                _HEADINGS.get(tag, around.heading),
                len(self._parts),
                (attributes.get("href") or "")[:100] if tag == "a" else "",
            )
        )

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._parts.append(_KEPT_BREAK)
        elif tag == "hr":
            self._flush()
            self._gap = True

    def _structure(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a list, an item, a table, a row or a cell."""
        if tag in _LISTS:
            self._lists.append(_List(html_css.list_form(tag, attributes), _whole(attributes.get("start"), 1)))
        elif tag == "li":
            self._item(attributes)
        elif tag == "table":
            if self._too_deep or len(self._tables) >= _MOST_TABLES:
                self._too_deep += 1
            else:
                self._tables.append(TableUnderway(self._allowance))
        elif self._too_deep or not self._tables or len(self._outside) >= len(self._tables):
            return
        elif tag == "tr":
            self._tables[-1].open_row()
        elif tag in {"td", "th"}:
            box = self._tables[-1].open_cell(
                _whole(attributes.get("colspan"), 1), _whole(attributes.get("rowspan"), 1, 0)
            )
            self._outside.append((self._out, self._lists))
            self._out, self._lists, self._gap = box.blocks, [], False
            self._open[-1].cell = True

    def _structure_end(self, element: _Open) -> None:
        tag = element.tag
        if tag in _LISTS and self._lists:
            self._lists.pop()
            self._mark = ""
        elif tag == "li":
            self._mark = ""
        elif tag == "table":
            if self._too_deep:
                self._too_deep -= 1
            elif self._tables:
                self._close_table()
        elif tag == "tr" and self._tables and not self._too_deep and len(self._outside) < len(self._tables):
            self._tables[-1].close_row()
        elif tag == "caption" and self._tables and self._out and isinstance(self._out[-1], Paragraph):
            self._tables[-1].grid.name = self._out[-1].text
        elif element.cell:
            self._close_cell()

    def _close_cell(self) -> None:
        self._mark = ""
        self._out, self._lists = self._outside.pop()

    def _close_table(self) -> None:
        if len(self._outside) >= len(self._tables):
            self._close_cell()
        table = self._tables.pop()
        table.close_row()
        self._out.append(table.grid)
        self._gap = True

    def _item(self, attributes: Mapping[str, str]) -> None:
        own = self._lists[-1] if self._lists else _List("bullet")
        number = _whole(attributes.get("value"), own.following)
        own.following = number + 1
        indent = _INDENT * min(len(self._lists) - 1, _DEEPEST_LIST)
        if own.form == "none":
            self._mark = ""
        elif own.form == "bullet":
            self._mark = f"{indent}{BULLET} "
        else:
            self._mark = f"{indent}{counted(number, own.form)}. "

    def _raised(self, element: _Open) -> None:
        """Put the signs of raised letters in their place; a reference to a note is left out of running text.

        Where it stands first, the paragraph is the note itself and the link leads back.
        """
        parts = self._parts[element.start : element.start + _MARK_PARTS]
        text = "".join(parts) if sum(map(len, parts)) <= _MARK_LENGTH else ""
        if not element.href:
            if not self._note and _RAISED.fullmatch(text):
                self._parts[element.start :] = [superscript(text)]
        elif _NOTE_LINK.match(element.href) and _NOTE_MARK.fullmatch(unicodedata.normalize("NFKC", text)):
            self._note = all(part.isspace() for part in self._parts[: element.start])
            self._parts[element.start :] = [unicodedata.normalize("NFKC", text) + " "] if self._note else []

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        if not self._parts:
            return
        text = _BLANKS.sub(" ", "".join(self._parts)).strip(" ")
        text = re.sub(f" ?{_KEPT_BREAK} ?", _KEPT_BREAK, text).translate(_PRINTED).strip("\n")
        if text.strip():
            top = self._open[-1]
            size = max(self._sizes, key=self._sizes.__getitem__)
            bold, aside = self._bold and not self._plain, top.aside or self._note
            marked = f"{self._mark}{text.lstrip()}" if self._mark else text
            heading = None if aside else top.heading
            self._out.append(Paragraph(marked, heading, bold, size, aside, gap=self._gap))
            self._mark, self._gap = "", False
        self._begin()


def _whole(text: str | None, otherwise: int, least: int = 1) -> int:
    try:
        return max(int(text), least) if text else otherwise
    except ValueError:
        return otherwise
