"""Pages of what a register measures: each measure with its formula, its figures by period and part, and its goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ceiba.indicators.models import MeasureBinding
from ceiba.indicators.queries_bindings import value_of
from ceiba.kernel.period import Period
from ceiba.kernel.register_figure import RegisterFigure
from ceiba.kernel.register_measure import DERIVED, Measure
from ceiba.kernel.states import Value
from ceiba.registers.measure_words import dimension_label, formula_words, part_label
from ceiba.registers.measuring import figures
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_tallies import tables
from ceiba.ui import drawings, formats
from ceiba.ui.drawings import BarRow

STEPS = {"mes": 1, "trimestre": 3, "cuatrimestre": 4, "ano": 12}  # how the figures may be told, in months
_SHOWN = 12  # periods of one page
_PARTS = 40  # parts of one table; beyond, the greatest alone


@dataclass(frozen=True)
class Told:
    """The figure of a period or part, in words."""

    name: str
    key: str
    figure: RegisterFigure
    measure: Measure

    @property
    def words(self) -> str:
        """Return the figure with its unit, or why there is none."""
        words = formats.datum(self.figure.value)
        known = isinstance(self.figure.value, Value)
        return f"{words} {self.measure.measure_unit}".strip() if known else words

    @property
    def pair(self) -> str:
        """Return both numbers of a quotient; blank for what is none."""
        one = self.figure
        if one.numerator is None or one.denominator is None:
            return ""
        return f"{formats.number(one.numerator)} / {formats.number(one.denominator)}"

    @property
    def is_complete(self) -> bool:
        """Tell whether every month that has begun is known."""
        return self.figure.months.is_complete

    @property
    def months(self) -> str:
        """Return how many months are known of those that have begun, and which are still to come."""
        one = self.figure.months
        facts = {"known": formats.number(one.known), "expected": formats.number(one.expected)}
        words = _("%(known)s de %(expected)s meses") % facts
        return f"{words}; {_('por venir: %(count)s') % {'count': one.not_due}}" if one.not_due else words


@dataclass(frozen=True)
class MeasurePage:
    """One measure of a register as somebody may see it, told every so many months, until a day."""

    reader: Reader
    measure: Measure
    today: date
    every: str = "mes"

    @property
    def formula(self) -> str:
        """Return the formula in words."""
        return formula_words(self.reader.type, self.measure)

    @cached_property
    def periods(self) -> list[Period]:
        """Return the last periods that have begun since the register is kept, in order."""
        months = STEPS[self.every]
        now, first = self.today.year * 12 + self.today.month - 1, self.reader.register.since
        last = Period(now - now % months, months)
        begun = first.year * 12 + first.month - 1
        found = [last.shift(-months * back) for back in range(_SHOWN)]
        return [one for one in reversed(found) if one.last_month >= begun]

    @cached_property
    def told(self) -> list[Told]:
        """Return the figure of each period: three queries."""
        found = figures(self.reader.register, self.measure.key, self.periods, {}, self.today)
        return [Told(formats.period(at), at.notation(), one, self.measure) for at, one in found.items()]

    @property
    def last(self) -> Told | None:
        """Return the newest figure; None where no period has begun."""
        return self.told[-1] if self.told else None

    def chosen(self, notation: str) -> Period:
        """Return the period of a notation, of those shown; else the newest in which a row counts, else the newest."""
        known = {one.key: period for one, period in zip(self.told, self.periods, strict=True)}
        full = [period for one, period in zip(self.told, self.periods, strict=True) if one.figure.rows]
        return known.get(notation) or (full or self.periods or [Period.of_year(self.today.year)])[-1]

    @property
    def drawing(self) -> SafeString:
        """Return the known figures of the periods as bars with their table; blank where none is known.

        Why the others are not known is said in the table of the page: it is not always that there is no data.
        """
        rows = [BarRow(one.name, _amount(one)) for one in self.told if _amount(one) is not None]
        return drawings.figure(drawings.amounts(rows, self.measure.title, f"m-{self.measure.key}"))

    @property
    def dimensions(self) -> list[tuple[str, str]]:
        """Return the ways in which the measure is opened, with their labels: of fields that this reader may list."""
        seen = {field.key for field in self.reader.fields}
        usable = (name for name in self.measure.by if name == "state" or name.partition(".")[0] in seen)
        return [(name, dimension_label(self.reader.type, name)) for name in usable]

    def opened(self, dimension: str, period: Period) -> list[Told]:
        """Return the figure of each part of a dimension in a period, the parts in their order."""
        found = []
        for part in self.parts(dimension, period)[:_PARTS]:
            one = figures(self.reader.register, self.measure.key, [period], {dimension: part}, self.today)[period]
            found.append(Told(part_label(self.reader.type, dimension, part), part, one, self.measure))
        return found

    def parts(self, dimension: str, period: Period) -> Sequence[str]:
        """Return the parts of a dimension that occur in a period."""
        stored = tables(self.reader.register, [self.measure.key], period)
        found = {part for table in stored.values() if dimension in table.measure.by for part in table.parts(dimension)}
        return sorted(found)


def _amount(one: Told) -> Decimal | None:
    return one.figure.value.amount if isinstance(one.figure.value, Value) else None


@dataclass(frozen=True)
class BoundGoal:
    """An indicator that the register measures, and from when until when."""

    row: MeasureBinding
    today: date

    @property
    def holds(self) -> bool:
        """Tell whether the binding holds today."""
        return self.row.since <= self.today and (self.row.until is None or self.today <= self.row.until)

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """Return what it is narrowed to."""
        return value_of(self.row).where


def bound_goals(reader: Reader, today: date) -> Mapping[str, list[BoundGoal]]:
    """Return the indicators that a register measures, by measure: one query."""
    rows = MeasureBinding.objects.of(reader.register.institution).filter(register=reader.register.key)
    found: dict[str, list[BoundGoal]] = {}
    for row in rows.filter(indicator__withdrawn=False).select_related("indicator"):
        found.setdefault(row.measure, []).append(BoundGoal(row, today))
    return found


def made_of(reader: Reader, measure: Measure) -> list[Measure]:
    """Return the measures that a quotient is made of; itself where it is none."""
    if measure.kind not in DERIVED:
        return [measure]
    keys = (measure.numerator, measure.denominator)
    return [reader.type.measure_by_key[key] for key in keys if key in reader.type.measure_by_key]
