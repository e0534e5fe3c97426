"""The drawings of an observatory, each with its table, its source and its method in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.charts.chart import Chart
from ceiba.charts.density import CoarsePlace, DensityWords, ShadedArea, density, steps
from ceiba.charts.hours import HourWords, hours
from ceiba.charts.map_geometry import KM_A_DEGREE
from ceiba.charts.months import MonthPoint, MonthWords, months
from ceiba.charts.ranges import RangeLook, RangeRow, RangeWords, ranges
from ceiba.kernel.expected import ExpectedRange, RangePosition
from ceiba.kernel.period import Period
from ceiba.kernel.rates import ComparedPlace, PlaceStanding, PopulationBase, YearRule
from ceiba.kernel.register_type import PublicView
from ceiba.kernel.states import Datum, Value
from ceiba.registers.observatory import RATE_RULE, RULE, WHOLE, YEAR, Observatory
from ceiba.ui import drawings, formats

_LOOKS = {
    PlaceStanding.HIGHER: RangeLook.ABOVE,
    PlaceStanding.LOWER: RangeLook.BELOW,
    PlaceStanding.ALIKE: RangeLook.WITHIN,
    PlaceStanding.UNKNOWN: RangeLook.UNKNOWN,
}
_SHORT, _DAYS = 18, range(5, 12)  # months that are named one by one; the fifth of January 1970 was a Monday


@dataclass(frozen=True)
class Drawn:
    """A drawing: name in the page, title, how it was made, what to beware of; no figure where nothing is drawn."""

    key: str
    title: str
    figure: SafeString
    method: str
    caution: str = ""


def month_words(month: int) -> str:
    """Return a month in words."""
    return formats.period(Period(month, 1))


def period_words(period: Period) -> str:
    """Return months in words, from the first to the last; a calendar year is its number."""
    if period.first_month % YEAR == 0 and period.months % YEAR == 0:
        return formats.period(period)
    if period.months == 1:
        return month_words(period.first_month)
    told = _("%(first)s a %(last)s")
    return told % {"first": month_words(period.first_month), "last": month_words(period.last_month)}


class ObservatoryCharts:
    """What the page of an observatory shows."""

    def __init__(self, observatory: Observatory) -> None:
        self.of = observatory

    def all(self) -> Iterator[Drawn]:
        """Yield the drawings that the register has something for."""
        if self.of.has_places:
            yield self.map()
        yield self.months()
        if self.of.has_places and self.of.places:
            yield self.places()
        yield self.ranges()
        if self.of.hours:
            yield self.hours()

    def months(self) -> Drawn:
        """Return the months with their rolling years."""
        rows = self.of.months
        title = _("Mes a mes")
        words = MonthWords(
            title, (_("Mes"), _("Filas"), _("Doce meses")), _("Filas de cada mes"), _("Suma de doce meses")
        )
        marked = {self.of.last_whole} if WHOLE in self.of.alerts else set()
        points = [
            MonthPoint(
                month_words(at), _amount(count), formats.datum(count), _amount(sums), formats.datum(sums),
                _tick(at, len(rows)), at in marked,
            )
            for at, count, sums in rows
        ]  # fmt: skip
        method = _(
            "Cada columna cuenta las filas del mes; la línea suma los doce meses completos que terminan en él. Un mes "
            "anterior al comienzo del registro no tiene dato, y uno sin filas es cero."
        )
        return Drawn("months", title, drawings.figure(months("o-months", points, words)), method)

    def hours(self) -> Drawn:
        """Return the hours of the week."""
        counts, title = self.of.hours, _("Hora y día de la semana")
        names = tuple(_date_words(date(1970, 1, day), "ccc") for day in _DAYS)
        most = max(counts, key=lambda moment: counts[moment])
        says = _("Lo más frecuente: %(day)s a las %(hour)s h, %(count)s filas.") % {
            "day": _date_words(date(1970, 1, 5 + most[0]), "cccc"), "hour": most[1], "count": counts[most],
        }  # fmt: skip
        words = HourWords(title, says, names, _("Día"), _("Total"), _("oculto"))
        method = _("Filas del período que dicen su hora: %(count)s. El cuadro es mayor y más oscuro donde hay más.")
        method %= {"count": formats.number(sum(counts.values()))}
        return Drawn("hours", title, drawings.figure(hours("o-hours", counts, words)), f"{says} {method}")

    def map(self) -> Drawn:
        """Return the map: the widest places shaded by rate, or by count where there is no rate, and coarse squares."""
        of, title = self.of, _("Dónde")
        rates = {one.place: one.rate.amount for one in of.comparison.places if one.rate}
        by_rate = bool(rates)
        areas = []
        for code in of.places:
            rings = _rings(of, code)
            if rings:
                amount = rates.get(code) if by_rate else Decimal(of.counts[code])
                areas.append(ShadedArea(of.here.name_of(code), rings, amount, self._area_words(code, by_rate, amount)))
        view = of.reader.type.public or PublicView()
        near = [
            CoarsePlace(
                (one.longitude, one.latitude), one.count,
                f"{one.latitude:.{view.place_decimals + 1}f}, {one.longitude:.{view.place_decimals + 1}f}",
                _rows(one.count),
            )
            for one in of.squares
        ]  # fmt: skip
        says = _("Zonas con límite: %(areas)s. Cuadros con filas: %(squares)s.")
        says %= {"areas": len(areas), "squares": len(near)}
        whole = of.here.here.rings if of.here.here else ()
        words = DensityWords(title, says, (_("Lugar"), _("Tasa") if by_rate else _("Filas")))
        chart = density("o-map", whole, areas, near, words)
        size = formats.number(Decimal(str(KM_A_DEGREE)) / 10**view.place_decimals, 1)
        method = self._area_method(by_rate) if areas else ""
        if near:
            told = _("Cada círculo está en medio de un cuadro de unos %(size)s km de lado, nunca en el lugar exacto.")
            method = f"{method} {told % {'size': size}}".strip()
        largest = max((area.amount for area in areas if area.amount is not None), default=Decimal(0))
        return Drawn("map", title, _with_key(chart, largest), method, self._unplaced())

    def _area_words(self, code: str, by_rate: bool, amount: Decimal | None) -> str:
        count = _rows(self.of.counts[code])
        if not by_rate:
            return count
        if amount is None:
            return _("%(count)s; sin población conocida") % {"count": count}
        return _("%(rate)s por cada %(per)s (%(count)s)") % {
            "rate": formats.number(amount, 1), "per": formats.number(RATE_RULE.per), "count": count,
        }  # fmt: skip

    def _area_method(self, by_rate: bool) -> str:
        if by_rate:
            return _("Las zonas van sombreadas por su tasa; sin sombra y con borde punteado, donde no se conoce.")
        return _("Las zonas van sombreadas por su número de filas: sin población no hay tasa que comparar.")

    def _unplaced(self) -> str:
        if not self.of.unplaced:
            return ""
        told = ngettext(
            "%(count)s fila del período no dice en qué parte del territorio fue.",
            "%(count)s filas del período no dicen en qué parte del territorio fueron.",
            self.of.unplaced,
        )
        return told % {"count": formats.number(self.of.unplaced)}

    def places(self) -> Drawn:
        """Return the places compared by rate, the highest first; by count alone where no population is known."""
        of, title = self.of, _("Comparación de lugares")
        found = sorted(
            of.comparison.places, key=lambda one: (-(one.rate.amount if one.rate else -1), -of.counts[one.place])
        )
        headers = (_("Lugar"), _("Filas"), _("Población"), _("Tasa"), _("Entre"), _("Situación"))
        per = formats.number(RATE_RULE.per)
        says = _("Filas por cada %(per)s personas en el período, con su intervalo.") % {"per": per}
        words = RangeWords(title, says, headers, _("todos juntos"))
        chart = ranges("o-places", [self._place_row(one) for one in found], words, of.comparison.whole)
        return Drawn("places", title, drawings.figure(chart), self._place_method(found), self._few(found))

    def _place_row(self, one: ComparedPlace) -> RangeRow:
        name, count = self.of.here.name_of(one.place), self.of.counts[one.place]
        if one.rate is None:
            cells = (formats.number(count), _("no se conoce"), "", "", _("sin tasa"))
            return RangeRow(name, None, None, None, RangeLook.UNKNOWN, _rows(count), cells)
        rate = one.rate
        amount, low, high = (formats.number(n, 1) for n in (rate.amount, rate.low, rate.high))
        standing = _STANDINGS()[one.standing]
        told = _("%(standing)s, pocos hechos") % {"standing": standing} if rate.caution else standing
        between = _("%(low)s y %(high)s") % {"low": low, "high": high}
        cells = (formats.number(count), formats.number(rate.base.people, 0), amount, between, told)
        return RangeRow(name, rate.low, rate.high, rate.amount, _LOOKS[one.standing], amount, cells, rate.caution)

    def _place_method(self, found: list[ComparedPlace]) -> str:
        bases = [one.rate.base for one in found if one.rate]
        if not bases:
            return _("No hay población de estos lugares: se muestran sus filas, que no se pueden comparar entre sí.")
        method = _(
            "Filas del período por cada %(per)s personas, no llevadas a un año; intervalo exacto de Poisson al "
            "%(confidence)s %% (Garwood, 1936). Un lugar es más alto o más bajo que todos juntos cuando su "
            "intervalo no los contiene. %(base)s"
        )
        return method % {
            "per": formats.number(RATE_RULE.per), "confidence": RATE_RULE.confidence, "base": self._base(bases),
        }  # fmt: skip

    def _base(self, bases: list[PopulationBase]) -> str:
        series = self.of.series
        assert series is not None
        years = sorted({year for base in bases for year in base.years})
        told = _("Población: %(name)s (%(source)s), de %(years)s.") % {
            "name": series.name, "source": series.source, "years": ", ".join(map(str, years)),
        }  # fmt: skip
        if any(base.rule is not YearRule.EXACT for base in bases):
            told += " " + _("La serie no tiene %(year)s: se usa el año anterior más cercano.") % {"year": bases[0].year}
        return told

    def _few(self, found: list[ComparedPlace]) -> str:
        few = [one for one in found if one.rate and one.rate.caution]
        if not few:
            return ""
        told = ngettext(
            "%(count)s lugar tiene menos de %(fewest)s hechos: su tasa salta por azar. Va con trazos.",
            "%(count)s lugares tienen menos de %(fewest)s hechos: sus tasas saltan por azar. Van con trazos.",
            len(few),
        )
        return told % {"count": len(few), "fewest": RATE_RULE.fewest}

    def ranges(self) -> Drawn:
        """Return what was to be expected of the last whole month, and what it was."""
        of, month = self.of, month_words(self.of.last_whole)
        title = _("Rango esperado de %(month)s") % {"month": month}
        headers = (
            _("Lugar"),
            _("Filas"),
            _("Esperado"),
            _("Entre"),
            _("Dispersión"),
            _("Meses de base"),
            _("Situación"),
        )
        rows = [self._range_row(place, one) for place, one in of.ranges.items()]
        words = RangeWords(title, _("Filas del mes dentro o fuera de lo que su pasado deja esperar."), headers)
        figure = drawings.figure(ranges("o-ranges", rows, words))
        method = _(
            "Con los mismos meses de los %(years)s años anteriores y uno a cada lado; cuasi-Poisson de Farrington y "
            "otros (1996) con los límites binomiales negativos de Noufaily y otros (2013), sin tendencia, y "
            "%(tail)s ‰ en cada extremo. Hacen falta %(fewest)s meses de base, y menos de %(events)s hechos no dan "
            "alerta. De cien lugares uno sale por arriba cada mes por puro azar."
        )
        facts = {"years": RULE.years, "tail": RULE.tail_permille}
        facts |= {"fewest": RULE.fewest_figures, "events": RULE.fewest_events}
        return Drawn("ranges", title, figure, method % facts)

    def _range_row(self, place: str, one: ExpectedRange) -> RangeRow:
        name = self.of.here.name_of(place) if place != WHOLE else _("Todo el registro")
        point, words = _amount(one.observed), formats.datum(one.observed)
        past = formats.number(len(one.past))
        if one.middle is None or one.low is None or one.high is None or one.dispersion is None:
            cells = (words, "", "", "", past, _("el pasado es corto: no hay rango"))
            return RangeRow(name, None, None, point, RangeLook.UNKNOWN, words, cells)
        look = RangeLook(one.position.value)
        between = _("%(low)s y %(high)s") % {"low": one.low, "high": one.high}
        middle, spread = formats.number(one.middle, 1), formats.number(one.dispersion, 2)
        told = _POSITIONS()[one.position]
        cells = (words, middle, between, spread, past, told)
        return RangeRow(name, Decimal(one.low), Decimal(one.high), point, look, f"{words} · {told}", cells)


def _STANDINGS() -> dict[PlaceStanding, str]:  # noqa: N802  words of the reader's language
    return {
        PlaceStanding.HIGHER: _("más alta"),
        PlaceStanding.LOWER: _("más baja"),
        PlaceStanding.ALIKE: _("no se distingue"),
        PlaceStanding.UNKNOWN: _("sin tasa"),
    }


def _POSITIONS() -> dict[RangePosition, str]:  # noqa: N802
    return {
        RangePosition.ABOVE: _("por encima"),
        RangePosition.WITHIN: _("dentro"),
        RangePosition.BELOW: _("por debajo"),
        RangePosition.UNKNOWN: _("no se sabe"),
    }


def _rings(of: Observatory, code: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    own = of.here.places.get(code)
    return own.rings if own else next((one.rings for one in of.here.within if one.code == code), ())


def _rows(count: int) -> str:
    return ngettext("%(count)s fila", "%(count)s filas", count) % {"count": formats.number(count)}


def _amount(figure: Datum) -> Decimal | None:
    return figure.amount if isinstance(figure, Value) else None


def _tick(month: int, many: int) -> str:
    year, at = divmod(month, YEAR)
    if many > _SHORT:
        return str(year) if at == 0 else ""
    return _date_words(date(year, at + 1, 1), "LLL") if at else str(year)


def _date_words(day: date, pattern: str) -> str:
    return format_date(day, pattern, formats.language()).rstrip(".")


def _with_key(chart: Chart | None, largest: Decimal) -> SafeString:
    """Return a map with the key of its shades."""
    if chart is None:
        return SafeString()
    key = [(_shade(level), _from_to(low, high)) for level, low, high in steps(largest)]
    return format_html(
        '<figure class="drawing">{}{}{}</figure>',
        mark_safe(chart.svg),  # noqa: S308  # ceiba.charts escapes its words
        format_html('<ul class="key">{}</ul>', format_html_join("", "<li>{}{}</li>", key)) if key else "",
        drawings.table(chart.table),
    )


def _shade(level: int) -> SafeString:
    square = f'<rect class="shade-{level}" x="1" y="1" width="12" height="12"/>'
    return mark_safe(f'<svg class="chart shade-key" viewBox="0 0 14 14" aria-hidden="true">{square}</svg>')  # noqa: S308


def _from_to(low: Decimal, high: Decimal) -> str:
    return _("%(low)s a %(high)s") % {"low": formats.number(low, 1), "high": formats.number(high, 1)}
