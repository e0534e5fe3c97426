"""Charts for pages: the path of an indicator and amounts as bars, drawn as the report draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ceiba.charts.bars import Bar, Part, bars
from ceiba.charts.chart import Chart, ChartTable
from ceiba.charts.heat import Cell, Heat, Look, shape
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_findings import Findings
from ceiba.exchange.writers.page_indicators import Indicators
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.money import Money
from ceiba.kernel.projection import Projection
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import Audit
from ceiba.ui import formats

Amount = Money | Decimal | int
_PARTS = 4  # as many colours tell parts apart on paper too


@dataclass(frozen=True, slots=True)
class BarRow:
    """A named amount and the parts that it is made of, each with its words; no parts: one bar of the whole amount."""

    name: str
    amount: Amount | None
    parts: tuple[tuple[str, Amount], ...] = ()


def indicator_path(snapshot: Snapshot, indicator: Indicator, ahead: Projection | None = None) -> Chart | None:
    """Return the path of an indicator from baseline to target, and where it arrives where that is known.

    None where fewer than two figures are known.
    """
    figures = formats.figures()
    findings = Findings(Proposal("", snapshot), Audit((), {}), figures)
    return Indicators(snapshot, figures, findings).way(indicator, ahead)


def amounts(rows: Iterable[BarRow | Sequence[object]], title: str, key: str) -> Chart | None:
    """Return amounts as bars on one scale; None where none is known, or where they are of two currencies."""
    known = [row if isinstance(row, BarRow) else BarRow(*row) for row in rows]  # type: ignore[arg-type]
    currencies = {row.amount.currency for row in known if isinstance(row.amount, Money) and row.amount.currency}
    if len(currencies) > 1 or all(row.amount is None for row in known):
        return None
    headers = (_("Nombre"), _("Monto"), _("Partes"))
    return bars(key, title, [_bar(row) for row in known], headers)


def _bar(row: BarRow) -> Bar:
    if row.amount is None:
        return Bar(row.name, formats.absence())
    parts = row.parts or (("", row.amount),)
    drawn = [
        Part(_plain(amount), f"part-{min(number, _PARTS)}", f"{words} {_words(amount)}" if words else "")
        for number, (words, amount) in enumerate(parts, start=1)
    ]
    return Bar(row.name, _words(row.amount), tuple(drawn))


def _plain(amount: Amount) -> Decimal:
    return amount.amount if isinstance(amount, Money) else Decimal(amount)


def _words(amount: Amount) -> str:
    return formats.money(amount) if isinstance(amount, Money) else formats.number(amount)


def figure(chart: Chart | None, key: Sequence[str] = ()) -> SafeString:
    """Return a chart and the table behind it as a figure; nothing where there is no chart."""
    if chart is None:
        return SafeString()
    named = format_html_join("", '<li class="part-{}">{}</li>', enumerate(key, start=1))
    return format_html(
        '<figure class="drawing">{}{}{}</figure>',
        mark_safe(chart.svg),  # noqa: S308  # ceiba.charts escapes its words
        format_html('<ul class="key">{}</ul>', named) if key else "",
        table(chart.table),
    )


def bare(chart: Chart | None) -> SafeString:
    """Return a chart as a figure without its table, where the page itself says the same; nothing without a chart."""
    if chart is None:
        return SafeString()
    return format_html('<figure class="drawing">{}</figure>', mark_safe(chart.svg))  # noqa: S308  # escaped by charts


def matrix(heat: Heat) -> SafeString:
    """Return a matrix of states as a table whose cells are links; on a phone a row stands below its name."""
    head = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in heat.columns))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (_linked(row.name, row.href), format_html_join("", "<td>{}</td>", map(_cell, row.cells)))
            for row in heat.rows
        ),
    )
    return format_html(
        '<table class="heat"><caption class="unseen">{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        heat.title,
        format_html('<span class="unseen">{}</span>', heat.corner),
        head,
        body,
    )


def _cell(cell: Cell) -> tuple[SafeString]:
    drawn = mark_safe(shape(cell.look)) if cell.look is not Look.FIGURE else ""  # noqa: S308  # drawn by us
    more = format_html('<span class="unseen">, {}</span>', cell.more) if cell.more else ""
    words = format_html("{}<span>{}{}</span>", drawn, cell.words, more)
    if not cell.href:
        return (format_html('<span class="heat-cell {}">{}</span>', cell.look, words),)
    return (format_html('<a class="heat-cell {}" href="{}">{}</a>', cell.look, cell.href, words),)


def _linked(name: str, href: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, name) if href else format_html("{}", name)


def table(drawn: ChartTable) -> SafeString:
    """Return the figures of a chart as a table that opens behind it; a column of figures stands at the right."""
    has_last = any(row[-1] for row in drawn.rows)
    keep = len(drawn.headers) if has_last else len(drawn.headers) - 1
    columns = range(1, keep)
    kinds = [mark_safe(" data-num") if _has_figures(row[at] for row in drawn.rows) else "" for at in columns]
    head = format_html_join("", '<th scope="col"{}>{}</th>', zip(["", *kinds], drawn.headers, strict=False))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row[0], format_html_join("", "<td{}>{}</td>", zip(kinds, row[1:keep], strict=True))) for row in drawn.rows),
    )
    return format_html(
        '<details class="more"><summary>{}<span class="unseen">: {}</span></summary><div class="scroll" role="region" '
        'tabindex="0" aria-label="{}"><table class="compact"><caption class="unseen">{}</caption><thead><tr>{}</tr>'
        "</thead><tbody>{}</tbody></table></div></details>",
        _("Ver la tabla"),
        drawn.caption,
        drawn.caption,
        drawn.caption,
        head,
        body,
    )


def _has_figures(cells: Iterable[str]) -> bool:
    """Tell whether any cell has a figure in it: what is missing among figures is a word."""
    return any(letter.isdigit() for cell in cells for letter in cell)
