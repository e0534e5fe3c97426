"""Styles of an OpenDocument text: how paragraphs and letters are set, with what they inherit."""

from dataclasses import dataclass, fields, replace

from lxml import etree

from ceiba.exchange.readers.odt_names import length, q

_DEEPEST = 50  # styles that may rest on one another
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph or a piece of it is set; None is what the styles below decide. Lengths and sizes in points.

    ``list_style`` is empty where a style takes its paragraphs out of all lists.
    """

    bold: bool | None = None
    size: float | None = None
    scale: float | None = None  # of the size below, instead of a size
    hidden: bool | None = None
    raised: bool | None = None
    before: float | None = None
    after: float | None = None
    close: bool | None = None
    list_style: str | None = None
    new_page: bool | None = None
    name: str = ""


NO_LOOK = Look()
_FIELDS = tuple(field.name for field in fields(Look) if field.name not in {"name", "scale", "size"})


def over(below: Look, above: Look) -> Look:
    """Return a look on top of the one that it rests on."""
    if above is NO_LOOK:
        return below
    size = above.size
    if size is None:
        size = below.size * above.scale if below.size and above.scale else below.size
    own = {key: value for key in _FIELDS if (value := getattr(above, key)) is not None}
    return replace(below, size=size, scale=None, name=above.name or below.name, **own)


class Styles:
    """The styles of a file, by family and name; those of the text itself go over those of the template."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._ground: dict[str, Look] = {}
        for root in roots:
            for style in root.iter(q("style:style")):
                key = style.get(q("style:family")) or "", style.get(q("style:name")) or ""
                self._elements[key] = style
            for style in root.iter(q("style:default-style")):
                self._ground[style.get(q("style:family")) or ""] = _look(style)

    def paragraph(self, name: str | None) -> Look:
        """Return how a paragraph of that style is set."""
        key = "paragraph", name or ""
        found = self._looks.get(key)
        if found is None:
            ground = self._ground.get("paragraph", NO_LOOK)
            found = self._looks[key] = over(ground, replace(self._chain(key, 0), name=key[1]))
        return found

    def letters(self, name: str | None) -> Look:
        """Return what a style of letters changes."""
        key = "text", name or ""
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._chain(key, 0)
        return found

    def parent(self, name: str) -> str:
        """Return the named style behind one that the program made for a single paragraph, else the name itself."""
        element = self._elements.get(("paragraph", name))
        return name if element is None else element.get(q("style:parent-style-name")) or name

    def _chain(self, key: tuple[str, str], depth: int) -> Look:
        element = self._elements.get(key)
        if element is None:
            return NO_LOOK
        base = element.get(q("style:parent-style-name"))
        if not base or base == key[1] or depth >= _DEEPEST:
            return _look(element)
        return over(self._chain((key[0], base), depth + 1), _look(element))


def _look(style: etree._Element) -> Look:
    """Return what a style says itself."""
    letters = style.find(q("style:text-properties"))
    paragraph = style.find(q("style:paragraph-properties"))
    look = Look(list_style=style.get(q("style:list-style-name")))
    if letters is not None:
        size, weight = letters.get(q("fo:font-size")) or "", letters.get(q("fo:font-weight"))
        position = letters.get(q("style:text-position"))
        look = replace(
            look,
            bold=None if weight is None else weight in _BOLD,
            size=length(size),
            scale=_percent(size),
            hidden=None if (shown := letters.get(q("text:display"))) is None else shown == "none",
            raised=None if position is None else _is_raised(position),
        )
    if paragraph is not None:
        close = paragraph.get(q("style:contextual-spacing"))
        look = replace(
            look,
            before=length(paragraph.get(q("fo:margin-top"))),
            after=length(paragraph.get(q("fo:margin-bottom"))),
            close=None if close is None else close == "true",
            new_page=None if (page := paragraph.get(q("fo:break-before"))) is None else page == "page",
        )
    if style.get(q("style:master-page-name")):
        look = replace(look, new_page=True)
    return look


def _percent(text: str) -> float | None:
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else None
    except ValueError:
        return None


def _is_raised(position: str) -> bool:
    height = (position.split(maxsplit=1) or [""])[0]
    return height == "super" or (_percent(height) or 0) > 0
