"""The picture of a flow: one drawing for a desk and paper, one for a phone, and the table behind both."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.charts.chart import Chart
from ceiba.charts.flow import NARROW, WIDE, FlowNode, FlowRibbon, FlowWords, Shape, flow, small_ones
from ceiba.kernel.money import Money
from ceiba.monitoring.flows import NATURE_NAMES, PARTS, FlowPage, Node
from ceiba.ui import drawings, formats

_LEAST = Decimal("0.1")  # percent: what one decimal can tell from zero


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node in its table: ``percent`` of all that flows; ``small`` where the picture gathers it."""

    node: Node
    percent: Decimal | None
    href: str
    small: bool

    @property
    def share(self) -> str:
        """Return the percentage in words: a small part of the money is not nothing."""
        if self.percent is not None and 0 < abs(self.percent) < _LEAST:
            return _("menos de %(percent)s") % {"percent": formats.percent(_LEAST)}
        return "" if self.percent is None else formats.percent(self.percent, 1)


@dataclass(frozen=True)
class FlowDrawing:
    """How a flow is shown."""

    page: FlowPage

    @cached_property
    def ribbons(self) -> tuple[FlowRibbon, ...]:
        """Return what runs between each source and destination, by nature."""
        found: dict[tuple[str, str, int], list[Money]] = {}
        for stream in self.page.streams:
            ends = (self.page.source_key(stream), self.page.destination_key(stream), PARTS[stream.nature])
            found.setdefault(ends, []).append(stream.money)
        sums = {ends: Money.total(money) for ends, money in found.items()} if not self.page.mixed else {}
        return tuple(FlowRibbon(*ends, money.amount, formats.money(money)) for ends, money in sums.items())

    @property
    def undrawn(self) -> int:
        """Return how many sums are below zero: no ribbon can be thinner than nothing."""
        return sum(ribbon.amount < 0 for ribbon in self.ribbons)

    @property
    def _ends(self) -> tuple[list[FlowNode], list[FlowNode]]:
        page = self.page
        return (
            [_drawn(node, page.list_href(fuente=node.key)) for node in page.sources],
            [_drawn(node, page.list_href(destino=node.key)) for node in page.destinations],
        )

    @property
    def source_rows(self) -> list[NodeRow]:
        """Return where the money comes from, as a table."""
        return self._rows(by_source=True)

    @property
    def destination_rows(self) -> list[NodeRow]:
        """Return where the money goes to, as a table."""
        return self._rows(by_source=False)

    def _rows(self, *, by_source: bool) -> list[NodeRow]:
        page = self.page
        nodes, ends = (page.sources, self._ends[0]) if by_source else (page.destinations, self._ends[1])
        small = small_ones(self.ribbons, ends, of_sources=by_source)
        share = [node.money.share_of(page.total) if page.total else None for node in nodes]
        return [
            NodeRow(node, percent, end.href, node.key in small)
            for node, end, percent in zip(nodes, ends, share, strict=True)
        ]

    @property
    def figure(self) -> SafeString:
        """Return both drawings, of which a page shows the one that fits, the key and the table; or nothing."""
        wide, narrow = self._chart("g-flow", WIDE), self._chart("g-flow-narrow", NARROW)
        if wide is None or narrow is None:
            return SafeString()
        used = {ribbon.part for ribbon in self.ribbons if ribbon.amount > 0}
        key = [(PARTS[nature], str(words)) for nature, words in NATURE_NAMES.items() if PARTS[nature] in used]
        return format_html(
            '<figure class="drawing"><div class="flow-wide">{}</div><div class="flow-narrow">{}</div>'
            '<ul class="key">{}</ul>{}</figure>',
            mark_safe(wide.svg),  # noqa: S308  # ceiba.charts escapes its words
            mark_safe(narrow.svg),  # noqa: S308
            format_html_join("", '<li class="part-{}">{}</li>', key),
            drawings.table(wide.table),
        )

    def _chart(self, key: str, shape: Shape) -> Chart | None:
        currency = self.page.total.currency if self.page.total else ""
        words = FlowWords(
            title=_("De dónde viene y a dónde va el dinero"),
            headers=(_("De dónde viene"), _("A dónde va"), _("Naturaleza"), _("Monto")),
            parts={PARTS[nature]: str(name) for nature, name in NATURE_NAMES.items()},
            others=lambda count: ngettext("Otro (%(n)s)", "Otros (%(n)s)", count) % {"n": count},
            amount=lambda amount: formats.money(Money(amount, currency)),
        )
        return flow(key, *self._ends, self.ribbons, words, shape)


def _drawn(node: Node, href: str) -> FlowNode:
    return FlowNode(node.key, node.name, formats.money(node.money), href, node.loose)
