"""Charts for pages: the path of an indicator and amounts as bars, drawn as the report draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ceiba.charts.bars import Bar, Part, bars
from ceiba.charts.chart import Chart, ChartTable
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


def figure(chart: Chart | None, key: Sequence[str] = (), *, wide: bool = False) -> SafeString:
    """Return a chart and the table behind it as a figure; nothing where there is no chart.

    A ``wide`` one keeps its size on a phone and moves in a region of its own.
    """
    if chart is None:
        return SafeString()
    named = format_html_join("", '<li class="part-{}">{}</li>', enumerate(key, start=1))
    return format_html(
        '<figure class="drawing">{}{}{}</figure>',
        _moving(chart) if wide else _safe(chart),
        format_html('<ul class="key">{}</ul>', named) if key else "",
        table(chart.table),
    )


def _safe(chart: Chart) -> SafeString:
    return mark_safe(chart.svg)  # noqa: S308  # ceiba.charts escapes its words


def _moving(chart: Chart) -> SafeString:
    region = '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>'
    return format_html(region, chart.table.caption, _safe(chart))


def table(drawn: ChartTable) -> SafeString:
    """Return the figures of a chart as a table that opens behind it."""
    has_last = any(row[-1] for row in drawn.rows)
    keep = len(drawn.headers) if has_last else len(drawn.headers) - 1
    head = format_html_join("", '<th scope="col">{}</th>', ((header,) for header in drawn.headers[:keep]))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (row[0], format_html_join("", "<td data-num>{}</td>", ((cell,) for cell in row[1:keep])))
            for row in drawn.rows
        ),
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
