"""The budget as a Fiscal Data Package: a table of lines by year and phase, with the meaning of each column, zipped.

Version 1.0 rc1 of the specification: a tabular data package whose fields carry a ``columnType`` of the taxonomy of
budgets. A row is one line at one phase; a phase that nobody recorded has no row, since missing is not zero. Same
snapshot and same publisher, same bytes.
"""

import csv
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from io import BytesIO, StringIO

from ceiba.exchange.language import Translate
from ceiba.exchange.writers import open_zip
from ceiba.exchange.writers.exact_json import Tree, exact_json, known
from ceiba.exchange.writers.open_cells import guarded
from ceiba.exchange.writers.open_data import Publisher, moment
from ceiba.exchange.writers.page_money import STAGE_WORDS
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.classifier import Classifier, ClassifierUse, Segment, WrongKey
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _

# The phases of the specification where they mean the same; the others keep the words of public finance.
PHASES = {
    Stage.INITIAL: "approved",
    Stage.CURRENT: "adjusted",
    Stage.PRECOMMITTED: "precommitted",
    Stage.COMMITTED: "committed",
    Stage.ACCRUED: "executed",
    Stage.PAID: "paid",
}
TABLE = "budget.csv"
_NATURES = {Nature.INVESTMENT: _("inversión"), Nature.OPERATING: _("funcionamiento")}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, title, type of the Table Schema, and its meaning in the taxonomy, blank for none."""

    name: str
    title: str
    type: str = "string"
    column_type: str = ""
    required: bool = False


_FIRST = (
    _Column("line", _("Renglón"), column_type="budget-line-id", required=True),
    _Column("fiscal_year", _("Año fiscal"), "integer", "date:fiscal-year"),
    _Column("classifier", _("Clave presupuestaria completa")),
    _Column("name", _("Nombre del renglón")),
)
_LAST = (
    _Column("source", _("Fuente de financiamiento"), column_type="fin-source:generic:label"),
    _Column("nature", _("Naturaleza del gasto"), column_type="expenditure-type:code"),
    _Column("nature_label", _("Naturaleza del gasto, en palabras"), column_type="expenditure-type:label"),
    _Column("direction", _("Gasto o ingreso"), column_type="direction", required=True),
    _Column("phase", _("Momento del gasto"), column_type="phase:id", required=True),
    _Column("phase_label", _("Momento del gasto, como lo llama el país"), column_type="phase:label", required=True),
    _Column("until", _("Hasta el día"), "date", "date:generic"),
    _Column("amount", _("Monto"), "number", "value", required=True),
    _Column("currency", _("Moneda"), column_type="value-currency:code"),
)


def write(snapshot: Snapshot, publisher: Publisher, say: Translate) -> bytes:
    """Return the package as a ZIP archive; its table has no rows where no budget line has an amount."""
    descriptor, table = parts(snapshot, publisher, say)
    out = BytesIO()
    open_zip.write(out, [("datapackage.json", [descriptor]), (TABLE, [table])])
    return out.getvalue()


def parts(snapshot: Snapshot, publisher: Publisher, say: Translate, path: str = TABLE) -> tuple[bytes, bytes]:
    """Return what the archive holds: the description of the table, which is found at ``path``, and the table."""
    package = _Package(snapshot, publisher, say)
    table = package.table()
    return package.descriptor(table, path).encode(), table


@dataclass(frozen=True)
class _Package:
    """A budget on its way into a package."""

    snapshot: Snapshot
    publisher: Publisher
    say: Translate

    @cached_property
    def classifier(self) -> Classifier | None:
        """Return how the country writes the key of an expenditure."""
        return self.snapshot.methodology.classifier(ClassifierUse.EXPENDITURE)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Return the parts of a key that have a column of their own."""
        return self.classifier.segments if self.classifier else ()

    @cached_property
    def columns(self) -> tuple[_Column, ...]:
        """Return the columns in order."""
        parts = (_Column(f"key_{one.key}", one.label, column_type=one.column_type) for one in self.segments)
        return (*_FIRST, *parts, *_LAST)

    def table(self) -> bytes:
        """Return the headings and rows as CSV in UTF-8 without a mark."""
        out = StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(column.name for column in self.columns)
        writer.writerows(map(_text, row) for row in self._rows())
        return out.getvalue().encode()

    def _rows(self) -> Iterator[Sequence[str | int | Decimal | None]]:
        labels = {stage.stage: stage.label for stage in self.snapshot.methodology.money_stages}
        sources = {source.id: source.name for source in self.snapshot.funding}
        for line in self.snapshot.budget_lines:
            first = (line.id, self._year(line), line.classifier, line.name, *self._key(line))
            nature = (line.nature.value, self.say(_NATURES[line.nature])) if line.nature else ("", "")
            said = (sources.get(line.source or ""), *nature, "expenditure")
            for stage, phase in PHASES.items():
                if (money := line.amount(stage)) is not None:
                    label = labels.get(stage) or self.say(STAGE_WORDS[stage])
                    yield (*first, *said, phase, label, _until(line, stage), money.amount, self._currency(money))

    def _key(self, line: BudgetLine) -> tuple[str, ...]:
        """Return the codes of a line's key, blank where it has not the shape of its classifier."""
        try:
            codes = self.classifier.read(line.classifier) if self.classifier else ()
        except WrongKey:
            codes = ()
        return (*codes, *("",) * (len(self.segments) - len(codes)))

    def _year(self, line: BudgetLine) -> int | None:
        """Return the fiscal year of a line, None where its period is not known or runs over several."""
        start = self.snapshot.methodology.fiscal_start
        years = line.period.years(start) if line.period else ()
        return years[0].start_year if len(years) == 1 else None

    def _currency(self, money: Money) -> str:
        return money.currency or self.snapshot.methodology.currency

    def descriptor(self, table: bytes, path: str) -> str:
        """Return ``datapackage.json``: what the table is, who gives it out, what each column means."""
        here = self.publisher
        return exact_json(
            known(
                profile="tabular-data-package",
                name=f"presupuesto-{here.key}",
                title=self.say(_("Presupuesto de %(name)s")) % {"name": here.name},
                homepage=here.address,
                created=moment(here.changed),
                contributors=[{"title": here.name, "role": "publisher"}],
                licenses=[{"path": here.license}] if here.license else None,
                countryCode=here.country,
                granularity="aggregated",
                fiscalPeriod=self._span(),
                resources=[self._resource(table, path)],
            )
        )

    def _resource(self, table: bytes, path: str) -> dict[str, Tree]:
        keys: list[Tree] = ["line", "phase"]
        fields: list[Tree] = [self._field(column) for column in self.columns]
        return {
            "profile": "tabular-data-resource",
            "name": "budget",
            "path": path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(table),
            "hash": f"sha256:{sha256(table).hexdigest()}",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {"fields": fields, "missingValues": [""], "primaryKey": keys},
        }

    def _field(self, column: _Column) -> dict[str, Tree]:
        constraints: Tree | None = {"required": True} if column.required else None
        title, meaning = self.say(column.title), column.column_type
        return known(name=column.name, type=column.type, title=title, columnType=meaning, constraints=constraints)

    def _span(self) -> dict[str, Tree]:
        """Return the first and the last day of the lines whose period is known."""
        periods = [line.period for line in self.snapshot.budget_lines if line.period]
        first = min((_day(p.first_month) for p in periods), default="")
        last = max((_day(p.last_month, last=True) for p in periods), default="")
        return {"start": first, "end": last} if first and last else {}


def _until(line: BudgetLine, stage: Stage) -> str | None:
    """Return the last day of the report that tells a phase, None where the budget itself prints it."""
    told: list[Period] = [one.until for one in line.cutoffs if any(at is stage for at, _money in one.amounts)]
    return _day(told[-1].last_month, last=True) if told else None


def _day(month: int, *, last: bool = False) -> str:
    """Return the first or last day of a month counted as in ``Period``; blank outside the calendar."""
    year, number = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        return ""
    return f"{year:04d}-{number:02d}-{monthrange(year, number)[1] if last else 1:02d}"


def _text(cell: str | int | Decimal | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
