"""The yearly plan of what will be bought as its page shows it: lines, who pays them, for which goal, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.audits.subjects import href, things
from ceiba.exchange.writers.plain_table import Cell, PlainTable
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import Overdrawn, ProcurementKind, ProcurementLine, by_period, overdrawn
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.element import Sum, summed
from ceiba.monitoring.money import NATURE_WORDS, Served
from ceiba.monitoring.works import of_one_currency
from ceiba.ui import formats

KIND_WORDS = {
    ProcurementKind.GOODS: gettext_lazy("bien"),
    ProcurementKind.SERVICES: gettext_lazy("servicio"),
    ProcurementKind.WORKS: gettext_lazy("obra"),
    ProcurementKind.CONSULTING: gettext_lazy("consultoría"),
}


@dataclass(frozen=True, slots=True)
class ProcurementRow:
    """A line of the plan with the budget line that pays and the goals that it is for."""

    one: ProcurementLine
    line: BudgetLine | None
    serves: tuple[Served, ...]
    method: str

    @property
    def kind(self) -> str:
        """Return the word of what is bought, blank where nobody said."""
        return str(KIND_WORDS[self.one.kind]) if self.one.kind else ""

    @property
    def periods(self) -> str:
        """Return the parts of the year, blank where nobody said."""
        return ", ".join(formats.period(part) for part in self.one.periods)


@dataclass(frozen=True)
class ProcurementPage:
    """The plan of one year; ``which`` «sin» keeps the lines that no budget line pays."""

    slug: str
    snapshot: Snapshot
    year: Period
    which: str = ""

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """Return the years that have a plan, the last one first."""
        return tuple(sorted({one.period for one in self.snapshot.procurement if one.period}, reverse=True))

    @cached_property
    def every(self) -> tuple[ProcurementLine, ...]:
        """Return the lines of the year, in order."""
        return tuple(one for one in self.snapshot.procurement if one.period == self.year)

    @cached_property
    def unpaid(self) -> tuple[ProcurementLine, ...]:
        """Return the lines that no budget line pays."""
        return tuple(one for one in self.every if one.line is None)

    @property
    def lines(self) -> tuple[ProcurementLine, ...]:
        """Return the lines to be shown."""
        return self.unpaid if self.which == "sin" else self.every

    @property
    def sum(self) -> Sum:
        """Return what the plan adds up to."""
        return summed([one.amount for one in self.every])

    @property
    def unpaid_sum(self) -> Sum:
        """Return what the lines that no budget line pays add up to."""
        return summed([one.amount for one in self.unpaid])

    @property
    def periods(self) -> list[tuple[str, Money]]:
        """Return what is planned in each part of the year."""
        found: Mapping[Period | None, Money] = of_one_currency(lambda: by_period(self.every), {})
        return [(formats.period(part) if part else _("sin fecha"), money) for part, money in found.items()]

    @property
    def overdrawn(self) -> list[tuple[BudgetLine, Overdrawn]]:
        """Return the budget lines that are asked for more than they have."""
        found: tuple[Overdrawn, ...] = of_one_currency(lambda: overdrawn(self.every, self.snapshot.budget_lines), ())
        return [(self._budget[over.line], over) for over in found]

    def row(self, one: ProcurementLine) -> ProcurementRow:
        """Return a line ready to be read."""
        line = self._budget.get(one.line or "")
        serves = tuple(self._served(share.subject, share.share * 100) for share in line.serves) if line else ()
        return ProcurementRow(one, line, serves, self._methods.get(one.method, one.method))

    def table(self) -> PlainTable:
        """Return the plan of the year as a table that leaves the house."""
        heads = (
            _("Objeto"), _("Partida"), _("CPC"), _("Tipo de compra"), _("Procedimiento"), _("Cantidad"), _("Unidad"),
            _("Costo unitario"), _("Valor total"), _("Tipo de presupuesto"), _("Período"), _("Renglón del presupuesto"),
            _("Sirve a"),
        )  # fmt: skip
        title = _("Plan anual de contratación %(year)s") % {"year": formats.period(self.year)}
        return PlainTable(title, heads, tuple(self._cells(self.row(one)) for one in self.every))

    def _cells(self, row: ProcurementRow) -> tuple[Cell, ...]:
        one = row.one
        return (
            one.object,
            one.classifier,
            one.code,
            row.kind,
            row.method,
            one.quantity,
            one.measure_unit,
            one.unit_cost.amount if one.unit_cost else None,
            one.amount.amount,
            str(NATURE_WORDS[one.nature]) if one.nature else "",
            row.periods,
            f"{row.line.classifier} {row.line.name}".strip() if row.line else "",
            "; ".join(served.name for served in row.serves),
        )

    @cached_property
    def _budget(self) -> dict[str, BudgetLine]:
        return {line.id: line for line in self.snapshot.budget_lines}

    @cached_property
    def _methods(self) -> dict[str, str]:
        return {one.key: one.label for one in self.snapshot.methodology.procurement_methods}

    def _served(self, subject: str, share: object) -> Served:
        thing = things(self.snapshot).thing(subject)
        return Served(name_of(thing) if thing else subject, href(self.slug, subject, self.snapshot), share)


def years_offered(snapshot: Snapshot, today: int) -> Iterator[Period]:
    """Yield the years for which a plan may be loaded: those of the budget, this one and the next."""
    periods = [line.period for line in snapshot.budget_lines if line.period]
    known = {year for period in periods for year in (period.start_year, period.end_year)}
    return (Period.of_year(year) for year in sorted({*known, today, today + 1}, reverse=True))
