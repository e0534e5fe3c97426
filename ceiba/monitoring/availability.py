"""What money there is, source by source, as its page and its files show it; and the income that fills the sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ceiba.audits.reading import STANDINGS
from ceiba.exchange.writers.plain_table import Cell, PlainTable
from ceiba.kernel.availability import Availability, AvailabilityTotal, availability, totals
from ceiba.kernel.budget import IncomeLine, IncomeStage
from ceiba.kernel.budget_changes import MonthMoney, months
from ceiba.kernel.law import LegalSource
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.element import Sum, summed
from ceiba.ui import drawings, formats
from ceiba.ui.drawings import BarRow


@dataclass(frozen=True, slots=True)
class Block:
    """A table of sources: this year's money, or what earlier years left. ``total`` is None where currencies meet."""

    title: str
    key: str
    rows: tuple[Availability, ...]
    total: AvailabilityTotal | None
    note: str = ""

    @property
    def has_split(self) -> bool:
        """Tell whether any source says how it is split: sums of nothing known are no zero."""
        return self.total is not None and self.total.unknown < len(self.rows)

    @property
    def is_carried_over(self) -> bool:
        """Tell whether it is what earlier years left over."""
        return self.key == "saldos"


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """A line of income with the last that was told of it."""

    line: IncomeLine
    collected: Money | None
    until: Period | None
    percent: Decimal | None
    months: tuple[MonthMoney, ...] = ()


def limits(row: Availability) -> str:
    """Return what the law asks of a source, in words; blank where it sets no limit."""
    rule, said = row.rule, []
    if rule is None:
        return ""
    if rule.minimum_investment is not None:
        said.append(_("al menos %(percent)s para inversión") % {"percent": formats.percent(rule.minimum_investment)})
    if rule.maximum_operating is not None:
        said.append(_("hasta %(percent)s para funcionamiento") % {"percent": formats.percent(rule.maximum_operating)})
    return "; ".join(said)


def citation(source: LegalSource | None) -> str:
    """Return the norm and the article behind a limit, and how well it is known; blank where none is named."""
    if source is None:
        return ""
    return f"{source.citation} ({formats.say()(STANDINGS[source.standing])})"


@dataclass(frozen=True)
class AvailabilityPage:
    """The availability of money in one year of a snapshot; ``year`` None: every source at once."""

    snapshot: Snapshot
    asked: str = ""
    this_year: int = 0

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the years of which any source or income speaks, in order."""
        here = self.snapshot
        spoken = [*(source.period for source in here.funding), *(line.period for line in here.income)]
        known = (period for period in spoken if period)
        return tuple(sorted({year for period in known for year in range(period.start_year, period.end_year + 1)}))

    @cached_property
    def year(self) -> int | None:
        """Return the year that is shown: the one asked for, else this one where it is known, else the last known."""
        if self.asked.isdecimal() and int(self.asked) in self.years:
            return int(self.asked)
        if not self.years:
            return None
        return self.this_year if self.this_year in self.years else self.years[-1]

    @property
    def period(self) -> Period | None:
        """Return the fiscal year that is shown."""
        return None if self.year is None else Period.of_year(self.year, self.snapshot.methodology.fiscal_start)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return the tables that have rows: what comes in this year, and what is left over from before."""
        made = (
            self._block(_("Lo que entra en el año"), "fuentes", carried_over=False),
            self._block(_("Saldos de años anteriores"), "saldos", carried_over=True),
        )
        return tuple(block for block in made if block.rows)

    def _block(self, title: str, key: str, *, carried_over: bool) -> Block:
        here = self.snapshot
        rows = availability(here.funding, here.methodology, self.period, carried_over=carried_over)
        try:
            total = totals(rows)
        except ValueError:
            return Block(title, key, rows, None, _("Hay montos en dos monedas: no se suman."))
        return Block(title, key, rows, total)

    @property
    def drawing(self) -> SafeString:
        """Return this year's sources as bars, each cut into investment and operating."""
        rows = [BarRow(row.source.name, row.amount, _parts(row)) for block in self.blocks[:1] for row in block.rows]
        key = [_("Inversión"), _("Funcionamiento")]
        if any(len(row.parts) > len(key) for row in rows):
            key.append(_("Sin destino indicado"))
        return drawings.figure(drawings.amounts(rows, _("De dónde viene y para qué"), "g-availability"), key)

    @cached_property
    def income(self) -> tuple[IncomeRow, ...]:
        """Return the lines of income of the year."""
        year = self.period
        lines = (line for line in self.snapshot.income if not (year and line.period) or line.period.overlaps(year))
        return tuple(_income_row(line, self.snapshot.methodology.fiscal_start) for line in lines)

    @property
    def income_sums(self) -> tuple[Sum, Sum]:
        """Return what was estimated and what has been collected."""
        return summed([row.line.estimated for row in self.income]), summed([row.collected for row in self.income])

    def table(self) -> PlainTable:
        """Return both tables as one that leaves the house: percentages to two decimals, unknown cells empty."""
        headings = (
            _("1 Procedencia del financiamiento"),
            _("2 Disponibilidad"),
            _("3 Inversión"),
            _("4 % inversión"),
            _("5 Funcionamiento"),
            _("6 % funcionamiento"),
            _("Límite de la ley"),
            _("Norma"),
            _("Moneda"),
            _("Saldo de años anteriores"),
            _("Destino obligado"),
        )
        rows = tuple(row for block in self.blocks for row in _rows(block))
        title = _("Disponibilidad financiera %(year)s") % {"year": self.year or ""}
        return PlainTable(title.strip(), headings, rows)


def _parts(row: Availability) -> tuple[tuple[str, Money], ...]:
    """Return investment, operating, and what of the source nobody said; none where they cannot be drawn."""
    zero = Money.zero(row.amount.currency)
    invested, operating = row.investment or zero, row.operating or zero
    try:
        rest = row.amount - invested - operating
    except ValueError:  # two currencies in one source: a rule tells of it
        return ()
    parts = ((_("Inversión"), invested), (_("Funcionamiento"), operating))
    return (*parts, (_("Sin destino indicado"), rest)) if rest > zero else parts


def _income_row(line: IncomeLine, fiscal_start: int) -> IncomeRow:
    told = [cutoff for cutoff in line.cutoffs if IncomeStage.COLLECTED in dict(cutoff.amounts)]
    if not told:
        return IncomeRow(line, None, None, None)
    collected = dict(told[-1].amounts)[IncomeStage.COLLECTED]
    same = line.estimated is not None and line.estimated.currency in ("", collected.currency)
    percent = collected.share_of(line.estimated) if same and line.estimated is not None else None
    by_month = months(told, IncomeStage.COLLECTED, fiscal_start)
    return IncomeRow(line, collected, told[-1].until, percent, by_month)


def _rows(block: Block) -> Iterator[tuple[Cell, ...]]:
    carried = _("sí") if block.is_carried_over else _("no")
    for row in block.rows:
        law = row.rule.source if row.rule else None
        yield (
            row.source.name,
            row.amount.amount,
            _plain(row.investment),
            _rounded(row.investment_percent),
            _plain(row.operating),
            _rounded(row.operating_percent),
            limits(row),
            citation(law),
            row.amount.currency,
            carried,
            row.source.earmark,
        )
    if block.total is not None:
        yield _total_row(block.total, carried, split=block.has_split)


def _total_row(total: AvailabilityTotal, carried: str, *, split: bool) -> tuple[Cell, ...]:
    name = _("7 Total")
    if total.unknown:
        name += " (" + _("sin reparto conocido: %(n)s") % {"n": total.unknown} + ")"
    parts = (total.investment.amount, total.investment_percent, total.operating.amount, total.operating_percent)
    invested, invested_percent, operating, operating_percent = parts
    return (
        name,
        total.amount.amount,
        invested if split else None,
        _rounded(invested_percent),
        operating if split else None,
        _rounded(operating_percent),
        "",
        "",
        total.amount.currency,
        carried,
        "",
    )


def _plain(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.quantize(Decimal("0.01"), ROUND_HALF_UP)
