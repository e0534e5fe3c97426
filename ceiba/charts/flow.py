"""Where money comes from and goes to: sources at the left, destinations at the right, ribbons as thick as the money.

The picture gathers what is too small to be told apart; the table behind it has every amount.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ceiba.charts.chart import Chart, ChartTable, breadth, clipped, coordinate, drawing
from ceiba.charts.flow_order import OTHERS, Ribbon, columns, gathered, joined, sizes

BAR, GAP, MOST_GAP, LINE = 10, 8, 44, 15
MOST_SOURCES, MOST_DESTINATIONS = 7, 9
_THINNEST = Decimal("0.8")  # a cent is still seen
_HALF, _TWO = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True)
class FlowNode:
    """An end of ribbons: its name, its amount in words, the page of its list (blank without one).

    ``loose`` money comes from nobody knows where or goes to nothing that was said: it stands last and looks so.
    """

    key: str
    name: str
    words: str
    href: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class FlowRibbon:
    """An amount between two nodes, by their keys; ``part`` (1–4) is its nature, ``words`` the amount as written."""

    source: str
    destination: str
    part: int
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class FlowWords:
    """The words around a flow: title, the four headers of its table, the natures by part, and how to say the rest.

    ``others`` names a node that stands for so many; ``amount`` writes an amount.
    """

    title: str
    headers: tuple[str, str, str, str]
    parts: Mapping[int, str]
    others: Callable[[int], str]
    amount: Callable[[Decimal], str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawing's measures: its width, where both bars begin, how tall the money, how wide words may stand.

    Words stand outside the bars, or on the ribbons where there is no room for that (``inside``).
    """

    width: int
    left: int
    right: int
    money: int
    rooms: tuple[int, int]
    inside: bool = False


WIDE = Shape(760, 165, 505, 320, (210, 330))
NARROW = Shape(340, 0, 330, 300, (150, 150), inside=True)


def small_ones(ribbons: Iterable[FlowRibbon], nodes: Sequence[FlowNode], *, of_sources: bool) -> frozenset[str]:
    """Return the keys of the nodes of a column that the drawing gathers as «others»."""
    known = sizes(_drawn(ribbons), of_sources=of_sources)
    most = MOST_SOURCES if of_sources else MOST_DESTINATIONS
    return gathered(known, [node.key for node in nodes if node.loose], most)


def flow(
    key: str,
    sources: Sequence[FlowNode],
    destinations: Sequence[FlowNode],
    ribbons: Sequence[FlowRibbon],
    words: FlowWords,
    shape: Shape = WIDE,
) -> Chart | None:
    """Return the flow as a drawing and its table; None where nothing flows.

    Amounts below zero stand in the table and are not drawn: no ribbon is thinner than nothing.
    """
    drawn = _drawn(ribbons)
    if not drawn:
        return None
    small = tuple(small_ones(ribbons, nodes, of_sources=of) for nodes, of in ((sources, True), (destinations, False)))
    drawn = joined(drawn, *small)
    last = tuple([node.key for node in nodes if node.loose] for nodes in (sources, destinations))
    left, right = columns(drawn, *last)
    known = tuple(_named(nodes, drawn, small[n], words, n == 0) for n, nodes in enumerate((sources, destinations)))
    picture = _Picture(key, shape, drawn, left, right)
    parts = [
        _patterns(key),
        *picture.ribbons(known[0], known[1], words),
        *picture.nodes(left, known[0], picture.left, at_left=True),
        *picture.nodes(right, known[1], picture.right, at_left=False),
    ]
    said = "; ".join(
        f"{header}: {', '.join(f'{node.name} {node.words}' for node in nodes)}"
        for header, nodes in zip(words.headers, (sources, destinations), strict=False)
    )
    svg = drawing(
        key, shape.width, picture.height, title=words.title, description=said, css="flow", parts=parts, role="group"
    )
    return Chart(svg, _table(sources, destinations, ribbons, words))


def _drawn(ribbons: Iterable[FlowRibbon]) -> tuple[Ribbon, ...]:
    every = (Ribbon(r.source, r.destination, r.part, r.amount) for r in ribbons if r.amount > 0)
    return joined(every, frozenset(), frozenset())


def _table(
    sources: Sequence[FlowNode], destinations: Sequence[FlowNode], ribbons: Sequence[FlowRibbon], words: FlowWords
) -> ChartTable:
    left, right = ({node.key: (n, node.name) for n, node in enumerate(nodes)} for nodes in (sources, destinations))
    ordered = sorted(ribbons, key=lambda r: (left[r.source][0], right[r.destination][0], r.part))
    rows = tuple((left[r.source][1], right[r.destination][1], words.parts[r.part], r.words) for r in ordered)
    return ChartTable(words.title, words.headers, rows)


def _named(
    nodes: Sequence[FlowNode], drawn: Sequence[Ribbon], small: frozenset[str], words: FlowWords, of_sources: bool
) -> dict[str, FlowNode]:
    """Return the nodes by key, with that of «others»."""
    known = {node.key: node for node in nodes}
    rest = sizes(drawn, of_sources=of_sources).get(OTHERS)
    if rest is not None:
        known[OTHERS] = FlowNode(OTHERS, words.others(len(small)), words.amount(rest))
    return known


@dataclass(frozen=True)
class _Picture:
    """Where everything stands: bars by key as (top, bottom), on one scale at both sides."""

    key: str
    shape: Shape
    drawn: Sequence[Ribbon]
    order_left: Sequence[str]
    order_right: Sequence[str]

    @property
    def scale(self) -> Decimal:
        """Return the height of one unit of money."""
        return Decimal(self.shape.money) / sum((r.amount for r in self.drawn), Decimal(0))

    @property
    def _slot(self) -> int:
        return 3 * LINE + 2  # two lines of a name and its amount

    def _slots(self, order: Sequence[str], known: Mapping[str, Decimal]) -> list[Decimal]:
        return [max(known[key] * self.scale, Decimal(self._slot)) for key in order]

    @property
    def height(self) -> int:
        """Return the height of the drawing: of its taller column."""
        tall = [
            sum(self._slots(order, sizes(self.drawn, of_sources=of)), Decimal(0)) + GAP * (len(order) - 1)
            for order, of in ((self.order_left, True), (self.order_right, False))
        ]
        return int(max(tall)) + 5

    @property
    def left(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return the bars of the sources."""
        return self._column(self.order_left, sizes(self.drawn, of_sources=True))

    @property
    def right(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return the bars of the destinations."""
        return self._column(self.order_right, sizes(self.drawn, of_sources=False))

    def _column(self, order: Sequence[str], known: Mapping[str, Decimal]) -> dict[str, tuple[Decimal, Decimal]]:
        slots = self._slots(order, known)
        spare = Decimal(self.height) - sum(slots, Decimal(0))
        gap = min(spare / (len(order) - 1), Decimal(MOST_GAP)) if len(order) > 1 else Decimal(0)
        top = (spare - gap * (len(order) - 1)) / _TWO
        found = {}
        for key, slot in zip(order, slots, strict=True):
            middle, half = top + slot / _TWO, known[key] * self.scale / _TWO
            found[key] = (middle - half, middle + half)
            top += slot + gap
        return found

    def ribbons(
        self, sources: Mapping[str, FlowNode], destinations: Mapping[str, FlowNode], words: FlowWords
    ) -> Iterator[str]:
        """Yield the ribbons, the thickest below; at each node they lie in the order of the other column."""
        places = tuple({key: n for n, key in enumerate(order)} for order in (self.order_left, self.order_right))
        begins = self._edges(lambda r: (places[0][r.source], places[1][r.destination], r.part), self.left, True)
        ends = self._edges(lambda r: (places[1][r.destination], places[0][r.source], r.part), self.right, False)
        for ribbon in sorted(self.drawn, key=lambda r: (-r.amount, places[0][r.source], places[1][r.destination])):
            thick = max(ribbon.amount * self.scale, _THINNEST)
            said = f"{sources[ribbon.source].name} → {destinations[ribbon.destination].name}: "
            said += f"{words.amount(ribbon.amount)} ({words.parts[ribbon.part]})"
            path = _ribbon(self.shape.left + BAR, begins[ribbon], self.shape.right, ends[ribbon], thick)
            fill = f'fill="url(#{escape(self.key)}-p{ribbon.part})"'
            yield f'<path class="ribbon" {fill} d="{path}"><title>{escape(said)}</title></path>'

    def _edges(
        self,
        order: Callable[[Ribbon], tuple[int, int, int]],
        bars: Mapping[str, tuple[Decimal, Decimal]],
        of_sources: bool,
    ) -> dict[Ribbon, Decimal]:
        """Return the upper edge of each ribbon at one column."""
        tops = {key: top for key, (top, _bottom) in bars.items()}
        found = {}
        for ribbon in sorted(self.drawn, key=order):
            key = ribbon.source if of_sources else ribbon.destination
            found[ribbon] = tops[key]
            tops[key] += ribbon.amount * self.scale
        return found

    def nodes(
        self,
        order: Sequence[str],
        known: Mapping[str, FlowNode],
        bars: Mapping[str, tuple[Decimal, Decimal]],
        *,
        at_left: bool,
    ) -> Iterator[str]:
        """Yield the bars with their words; each leads to its list, where it has one."""
        for key in order:
            node, (top, bottom) = known[key], bars[key]
            tall = max(bottom - top, Decimal(1))
            x = self.shape.left if at_left else self.shape.right
            css = "node loose" if node.loose else "node"
            box = f'x="{x}" y="{coordinate(top)}" width="{BAR}" height="{coordinate(tall)}"'
            drawn = f'<rect class="{css}" {box}/>' + self._label(node, (top + bottom) / _TWO, at_left)
            yield f'<a href="{escape(node.href)}" tabindex="-1">{drawn}</a>' if node.href else f"<g>{drawn}</g>"

    def _label(self, node: FlowNode, middle: Decimal, at_left: bool) -> str:
        room = Decimal(self.shape.rooms[0 if at_left else 1])
        lines = [*folded(node.name, room), clipped(node.words, room)]
        if self.shape.inside:
            x, anchor = (BAR + 5, "start") if at_left else (self.shape.right - 5, "end")
        else:
            x, anchor = (self.shape.left - 7, "end") if at_left else (self.shape.right + BAR + 7, "start")
        top = middle - Decimal(LINE * len(lines)) / _TWO + 11
        spans = "".join(
            f'<tspan class="{"figure" if n == len(lines) - 1 else "name"}" x="{x}" y="{coordinate(top + LINE * n)}">'
            f"{escape(line)}</tspan>"
            for n, line in enumerate(lines)
        )
        return f'<text class="name" text-anchor="{anchor}"><title>{escape(node.name)}</title>{spans}</text>'


def folded(words: str, room: Decimal) -> list[str]:
    """Return words on one line or on two; what does not fit the second is cut with an ellipsis."""
    if breadth(words) <= room:
        return [words]
    first: list[str] = []
    rest = words.split()
    while rest and breadth(" ".join([*first, rest[0]])) <= room:
        first.append(rest.pop(0))
    if not first:
        return [clipped(words, room)]
    return [" ".join(first), clipped(" ".join(rest), room)]


def _ribbon(x0: int, y0: Decimal, x1: int, y1: Decimal, thick: Decimal) -> str:
    bend = coordinate((Decimal(x0) + Decimal(x1)) * _HALF)
    upper = f"C{bend} {coordinate(y0)} {bend} {coordinate(y1)} {x1} {coordinate(y1)}"
    back = f"C{bend} {coordinate(y1 + thick)} {bend} {coordinate(y0 + thick)} {x0} {coordinate(y0 + thick)}"
    return f"M{x0} {coordinate(y0)}{upper}V{coordinate(y1 + thick)}{back}Z"


def _patterns(key: str) -> str:
    """Return the natures as patterns, so that they are told apart without colour: plain, hatched, dotted, crossed."""
    marks = ("", '<path d="M0 8L8 0"/>', '<circle cx="4" cy="4" r="1.2"/>', '<path d="M0 8L8 0M0 0L8 8"/>')
    found = (
        f'<pattern id="{escape(key)}-p{number}" class="pattern-{number}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8"/>{mark}</pattern>'
        for number, mark in enumerate(marks, start=1)
    )
    return f"<defs>{''.join(found)}</defs>"
