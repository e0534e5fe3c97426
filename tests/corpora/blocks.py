"""What a drawn document is made of, before any format: paragraphs, tables with merged cells, page breaks."""

from dataclasses import dataclass, field

from tests.corpora.plans import Node, PlanTruth
from tests.corpora.truth import Entry, element, gold


@dataclass(frozen=True)
class Para:
    """A paragraph. ``role`` is title, heading, label, item, body, contents, box or note.

    ``depth`` is the level of a heading (from 1) or the nesting of an item (from 0); ``mark`` is the bullet or number of
    an item as printed; ``gap`` asks for air above.
    """

    text: str
    role: str = "body"
    depth: int = 0
    mark: str = ""
    gap: bool = False

    @property
    def printed(self) -> str:
        """Return the text with its mark."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True)
class Box:
    """A cell; ``across`` and ``down`` are the places it takes in."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: rows of places, None where a box takes the place in from the left or above; ``heads`` header rows.

    ``hidden`` are the places of columns that a workbook does not show.
    """

    rows: tuple[tuple[Box | None, ...], ...]
    heads: int = 1
    name: str = ""
    hidden: tuple[int, ...] = ()

    def texts(self) -> list[list[str]]:
        """Return the rows as texts, the covered places empty."""
        return [[box.text if box else "" for box in row] for row in self.rows]


@dataclass(frozen=True)
class Break:
    """The end of a page."""


Block = Para | Grid | Break


@dataclass
class Drawing:
    """A plan while it is being drawn: the blocks so far, what they truly say, and the features that they show.

    ``start`` and ``stop`` are the places of the blocks that draw the plan itself.
    """

    plan: PlanTruth
    blocks: list[Block] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    gold: Entry = field(default_factory=dict)
    start: int = 0
    stop: int = 0
    running_head: str = ""
    running_foot: str = ""

    def __post_init__(self) -> None:
        """Begin with what the cover will say."""
        self.gold = gold(self.plan.institution, self.plan.scheme.country, self.plan.period)

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.blocks.extend(blocks)

    def say(self, node: Node, parent: str | None, code: str | None, **more: object) -> None:
        """Record that an element has been printed (once, however often it is printed again)."""
        if all(e["id"] != node.id for e in self.gold["elements"]):
            kind = node.level.kind
            self.gold["elements"].append(element(node.id, kind, node.text, parent, **({"code": code} | more)))
