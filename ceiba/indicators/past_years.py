"""Figures of earlier years that come in from a sheet, so that a path begins where the institution stands.

Every row is read and judged before anything is kept; what cannot come in is told at its cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ceiba.exchange.document import Cell as SheetCell
from ceiba.exchange.document import Document
from ceiba.exchange.readers.sheets.cells import column_letters
from ceiba.indicators.cells import Cell, measured
from ceiba.indicators.desk import said
from ceiba.indicators.models import Indicator, Measurement, ReportingCycle
from ceiba.indicators.queries import indicators_by_pk
from ceiba.indicators.typed_cells import Unreadable, amount_of
from ceiba.institutions.models import Institution
from ceiba.kernel.indicator import Measurement as MeasurementValue
from ceiba.kernel.period import Period
from ceiba.kernel.plausibility import DoubtGrade, doubts, is_future, known_amounts
from ceiba.kernel.states import Datum, Value
from ceiba.kernel.text import fold
from ceiba.plans.fields import PeriodField
from ceiba.ui import formats

HEADINGS = {
    "indicator": ("indicador", "nombre del indicador", "codigo", "clave", "indicator"),
    "period": ("año", "ano", "periodo", "anio", "year", "period"),
    "value": ("valor", "cifra", "dato", "resultado", "value"),
    "numerator": ("numerador", "numerator"),
    "denominator": ("denominador", "denominator"),
    "source": ("fuente", "source"),
}
_NUMBERS = ("value", "numerator", "denominator")
_STORED = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s?%?")  # how a workbook shows a number, whatever the country
_TWO_READINGS = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")
_LAST_HEADER = 30  # rows from above in which the headings are looked for
_PERIOD = PeriodField()


class NoHeadings(ValueError):
    """A grid in which no row is a header: nobody knows which column holds what."""


@dataclass(frozen=True)
class PastRow:
    """A figure of a sheet as it stands there: which indicator and period it names, its texts by what they hold.

    ``stored`` tells that numbers stand as a workbook shows them, with a decimal point in every country.
    """

    place: str
    indicator: str
    period: str
    cells: Mapping[str, str]
    source: str
    stored: bool


@dataclass(frozen=True)
class PastFigure:
    """A figure that can come in; ``question`` says what is unusual about it."""

    place: str
    indicator: int
    text: str
    value: MeasurementValue
    question: str = ""

    @property
    def key(self) -> tuple[int, Period]:
        """Return which cell of the series it fills."""
        return self.indicator, self.value.period


@dataclass(frozen=True)
class PastFault:
    """A row that cannot come in: where it stands, and why."""

    place: str
    message: str


@dataclass(frozen=True)
class PastSeries:
    """What a sheet would bring: figures that can come in, rows that cannot, and how many stand there already."""

    figures: tuple[PastFigure, ...]
    faults: tuple[PastFault, ...]
    same: int = 0


Grid = Sequence[Mapping[int, SheetCell]]


def rows_of(document: Document) -> list[PastRow]:
    """Return the figures of the first table of a document that has a header; ``NoHeadings`` where none has.

    Years stand in a column of their own, or one of them heads each column of figures.
    """
    for table in document.tables:
        grid = [{place: cell for place, cell in enumerate(row) if cell.text.strip()} for row in table.rows]
        for number, row in enumerate(grid[:_LAST_HEADER]):
            columns = {_heading(cell.text): place for place, cell in reversed(row.items())}
            years = {place: cell.text.strip() for place, cell in row.items() if _is_year(cell.text.strip())}
            if "indicator" in columns and "period" in columns and {"value", "numerator"} & set(columns):
                return list(_long(grid[number + 1 :], columns))
            if "indicator" in columns and years:
                return list(_wide(grid[number + 1 :], columns, years))
    told = _("No se encontró el encabezado: hace falta «Indicador» y, o bien «Año» y «Valor», o un año por columna.")
    raise NoHeadings(told)


def _heading(text: str) -> str:
    return next((name for name, words in HEADINGS.items() if fold(text) in {fold(word) for word in words}), "")


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2200


def _text(row: Mapping[int, SheetCell], place: int | None) -> str:
    return row[place].text.strip() if place is not None and place in row else ""


def _place(cell: SheetCell, column: int) -> str:
    return cell.address or f"{column_letters(column)}{cell.line}"


def _long(grid: Grid, columns: Mapping[str, int]) -> Iterator[PastRow]:
    for row in grid:
        held = {name: columns[name] for name in _NUMBERS if columns.get(name) in row}
        if held:
            first = next(iter(held.values()))
            texts = {name: row[place].text.strip() for name, place in held.items()}
            named = (_text(row, columns["indicator"]), _text(row, columns["period"]))
            source = _text(row, columns.get("source"))
            yield PastRow(_place(row[first], first), *named, texts, source, row[first].address is not None)


def _wide(grid: Grid, columns: Mapping[str, int], years: Mapping[int, str]) -> Iterator[PastRow]:
    for row in grid:
        for place, year in years.items():
            if place in row:
                texts = {"value": row[place].text.strip()}
                named = (_text(row, columns["indicator"]), year)
                source = _text(row, columns.get("source"))
                yield PastRow(_place(row[place], place), *named, texts, source, row[place].address is not None)


class PastReading:
    """Judges the rows of a sheet against what the institution has: its indicators, figures and reporting periods."""

    def __init__(self, institution: Institution, source: str, today: date) -> None:
        self.institution, self.source, self.today = institution, source, today
        rows = Indicator.objects.of(institution).filter(withdrawn=False)
        self.indicators = indicators_by_pk(institution, list(rows.values_list("pk", flat=True)))
        self.names: dict[str, list[int]] = {}
        for pk, one in self.indicators.items():
            for name in {fold(one.id), fold(one.text)}:
                self.names.setdefault(name, []).append(pk)
        kept = Measurement.objects.of(institution).filter(disaggregation="")
        self.kept = {(m.indicator_id, m.period): m for m in kept}
        self.cycles = set(ReportingCycle.objects.of(institution).values_list("period", flat=True))

    def judged(self, rows: Sequence[PastRow]) -> PastSeries:
        """Return what rows would bring; the second of two for one figure is told."""
        figures: dict[tuple[int, Period], PastFigure] = {}
        faults, same = [], 0
        for row in rows:
            try:
                figure = self._figure(row)
                if figure is None:
                    same += 1
                elif figure.key in figures:
                    told = _("Esta cifra ya está en la celda %(place)s.") % {"place": figures[figure.key].place}
                    faults.append(PastFault(row.place, told))
                else:
                    figures[figure.key] = figure
            except Unreadable as problem:
                faults.append(PastFault(row.place, str(problem)))
        return PastSeries(tuple(figures.values()), tuple(faults), same)

    def _figure(self, row: PastRow) -> PastFigure | None:
        """Return a figure, None where it stands there already; ``Unreadable`` says why it cannot come in."""
        pk, period = self._indicator(row.indicator), self._period(row.period)
        given = {name: _number(text, stored=row.stored) for name, text in row.cells.items()}
        value = given.get("value")
        figure = None if value is None else Value(value)
        cell = Cell(pk, "", figure, given.get("numerator"), given.get("denominator"))
        indicator = self.indicators[pk]
        made = measured(indicator, cell, period)
        kept = self.kept.get((pk, period))
        if kept is not None:
            if kept.value == made.value:
                return None
            raise Unreadable(_("Ya hay otra cifra: %(now)s. Aquí dice %(text)s.") % self._two(kept, made))
        known = known_amounts(indicator, [])
        found = doubts(indicator, made, known)
        words = [said(doubt) for doubt in found]
        if any(_TWO_READINGS.fullmatch(text) for text in row.cells.values()):
            words.append(
                _("Se leyó como %(value)s: revise que el punto o la coma sea lo que usted quiso.")
                % {"value": formats.datum(_bare(made.value), None)}
            )
        if any(doubt.grade is DoubtGrade.ERROR for doubt in found) and not self._is_bare_ratio(made):
            raise Unreadable(" ".join(words))
        return PastFigure(row.place, pk, indicator.text, _with_source(made, row.source or self.source), " ".join(words))

    def _two(self, kept: Measurement, made: MeasurementValue) -> dict[str, str]:
        return {"now": formats.datum(kept.value, None), "text": formats.datum(made.value, None)}

    def _is_bare_ratio(self, made: MeasurementValue) -> bool:
        """Tell whether only the two numbers of a ratio are missing: old series often have the percentage alone."""
        return (
            isinstance(made.value, Value)
            and made.numerator is None
            and made.denominator is None
            and (made.value.amount >= 0)
        )

    def _indicator(self, name: str) -> int:
        if not name:
            raise Unreadable(_("Falta decir de qué indicador es."))
        found = self.names.get(fold(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(_("Hay más de un indicador que se llama así: escriba su clave.") + f" ({name})")
        near = get_close_matches(fold(name), list(self.names), n=1, cutoff=0.75)
        told = _("No hay ningún indicador «%(name)s».") % {"name": name}
        if near:
            told += " " + _("¿Quiso decir «%(near)s»?") % {"near": self.indicators[self.names[near[0]][0]].text}
        raise Unreadable(told)

    def _period(self, text: str) -> Period:
        try:
            period: Period | None = _PERIOD.clean(text)
        except ValidationError as error:
            raise Unreadable(" ".join(error.messages)) from None
        if period is None:
            raise Unreadable(_("Falta decir de qué año es."))
        if is_future(period, self.today) or period.last_month >= self.today.year * 12 + self.today.month - 1:
            raise Unreadable(_("%(period)s todavía no termina.") % {"period": formats.period(period).capitalize()})
        if period in self.cycles:
            raise Unreadable(_("Ese período lo reportan las unidades en «Mi unidad»."))
        return period


def _bare(figure: Datum) -> Datum:
    """Return a figure without zeros behind its decimals, so that «1.500» does not read as a thousand five hundred."""
    if not isinstance(figure, Value):
        return figure
    amount = figure.amount
    return Value(amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize())


def _number(text: str, *, stored: bool) -> Decimal:
    """Return the number of a cell; ``Unreadable`` where it is none."""
    if stored and (found := _STORED.fullmatch(text)):
        return Decimal(found[1])
    number = amount_of(text.removesuffix("%").strip())
    if number is None:
        raise Unreadable(_("La celda muestra «%(text)s», que no es un número.") % {"text": text})
    return number


def _with_source(made: MeasurementValue, source: str) -> MeasurementValue:
    return MeasurementValue(made.indicator, made.period, made.value, made.numerator, made.denominator, source=source)
