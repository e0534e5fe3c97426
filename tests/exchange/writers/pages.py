"""A page taken apart: what tests ask of any page that Ceiba writes."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["meta", "link", "br", "img", "input", "hr"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Node:
    """An element of a page with its text and the elements inside it."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    own_text: list[str] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield this element and every one inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self) -> str:
        """Return all the words inside this element, blanks squeezed."""
        return " ".join(" ".join(word for node in self.walk() for word in node.own_text).split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].own_text.append(data)


def parsed(html: str) -> Node:
    """Return the tree of a page; fails where a tag is not closed in its place."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.open[0]


def by_id(page: Node, identifier: str) -> Node:
    """Return the element of an id."""
    return next(node for node in page.walk() if node.attributes.get("id") == identifier)


def complaints(page: Node) -> Iterator[str]:
    """Yield what breaks the promises that every page makes, whatever it shows."""
    nodes = list(page.walk())
    ids = [node.attributes["id"] for node in nodes if "id" in node.attributes]
    yield from (f"id twice: {i}" for i in sorted({i for i in ids if ids.count(i) > 1}))
    for node in nodes:
        yield from _of_node(node, frozenset(ids))
    levels = [HEADINGS[node.tag] for node in nodes if node.tag in HEADINGS]
    if levels.count(1) != 1:
        yield "not exactly one h1"
    yield from (f"h{a} before h{b}" for a, b in itertools.pairwise(levels) if b > a + 1)


def _of_node(node: Node, ids: frozenset[str]) -> Iterator[str]:
    attributes = node.attributes
    if node.tag in {"script", "link", "iframe", "object", "form"}:
        yield f"<{node.tag}>"
    if "style" in attributes:
        yield f"inline style on <{node.tag}>"
    yield from (f"handler {name}" for name in attributes if name.startswith("on"))
    address = attributes.get("href") or attributes.get("src") or ""
    if address and not address.startswith("#"):
        yield f"reference outside: {address}"
    if address.startswith("#") and address[1:] not in ids:
        yield f"link to nothing: {address}"
    if node.tag == "table":
        tags = [inner.tag for inner in node.walk()]
        if "caption" not in tags:
            yield "table without caption"
    if node.tag == "th" and "scope" not in attributes:
        yield "th without scope"
    if node.tag == "svg" and attributes.get("role") != "img":
        yield "svg without role"
    if node.tag in {"summary", "a", "h1", "h2", "h3", "h4", "caption"} and not (
        node.text or "aria-label" in attributes
    ):
        yield f"<{node.tag}> without words"
