"""The board in the reader's words: its cards, its matrix, its trend, the promises on route."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ceiba.charts.heat import Cell, Heat, HeatRow, Look, shape
from ceiba.charts.trend import TrendPoint, trend
from ceiba.kernel.exact import EXACT
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Band
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element
from ceiba.kernel.projection import Projection, Route
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.rollup import Basis, RollUp
from ceiba.kernel.states import Datum, State, Value
from ceiba.monitoring.board import ROWS, Board
from ceiba.monitoring.forms import ChooseForm
from ceiba.monitoring.measures import TONES
from ceiba.ui import drawings, formats

BASIS_WORDS: dict[Basis, Promise] = {
    Basis.EXPLICIT: gettext_lazy("ponderado por los pesos del plan"),
    Basis.MONEY: gettext_lazy("ponderado por el dinero de cada parte"),
    Basis.EQUAL: gettext_lazy("cada parte pesa lo mismo"),
}
ROUTE_WORDS: dict[Route, Promise] = {
    Route.ON_ROUTE: gettext_lazy("en ruta"),
    Route.DOUBTFUL: gettext_lazy("en duda"),
    Route.OFF_ROUTE: gettext_lazy("fuera de ruta"),
    Route.UNKNOWN: gettext_lazy("sin proyección"),
}
ROUTE_TONES = {Route.ON_ROUTE: "ok", Route.DOUBTFUL: "warn", Route.OFF_ROUTE: "bad", Route.UNKNOWN: "none"}
GOALS = 7  # promises that the card lists: the furthest off first
_STATES = {
    State.NO_DATA: Look.NO_DATA,
    State.NOT_DUE: Look.NOT_DUE,
    State.NOT_PROGRAMMED: Look.NOT_PROGRAMMED,
    State.NOT_APPLICABLE: Look.NOT_APPLICABLE,
}
_LOOKS = {"ok": Look.OK, "warn": Look.WARN, "bad": Look.BAD}


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise and where it arrives."""

    indicator: Indicator
    projection: Projection

    @property
    def words(self) -> str:
        """Return the word of its route."""
        return str(ROUTE_WORDS[self.projection.route])

    @property
    def tone(self) -> str:
        """Return the tone of its route."""
        return ROUTE_TONES[self.projection.route]

    @property
    def target(self) -> str:
        """Return the final target; its unit stands on the page of the indicator, save the sign of a percentage."""
        goal, unit = self.projection.target, self.indicator.measure_unit
        in_percent = unit is not None and unit.kind is UnitKind.PERCENT
        return formats.datum(goal.value if goal else None, unit if in_percent else None)

    @property
    def amount(self) -> str:
        """Return where it arrives, blank where nobody can say."""
        amount = self.projection.amount
        return "" if amount is None else estimate(self.indicator, amount)

    @property
    def between(self) -> str:
        """Return the ends of the interval, blank where there is none."""
        low, high = self.projection.low, self.projection.high
        if low is None or high is None or low == high:
            return ""
        return _("entre %(low)s y %(high)s") % {
            "low": estimate(self.indicator, low),
            "high": estimate(self.indicator, high),
        }


@dataclass(frozen=True)
class BoardPage:
    """A board as its page shows it; ``above`` is the element of whose children the matrix speaks."""

    slug: str
    board: Board
    above: Element | None = None
    most: int = ROWS

    @cached_property
    def whole(self) -> RollUp:
        """Return the achievement of the plan in the period."""
        return self.board.rolled(self.board.period).whole

    @property
    def band(self) -> Band | None:
        """Return the band of the plan in the period."""
        return self.board.readings.band(self.whole.percent)

    @property
    def tone(self) -> str:
        """Return the tone of that band."""
        return TONES.get(self.band.colour, "none") if self.band else "none"

    @property
    def basis(self) -> Promise:
        """Return what the plan's parts were weighted by, in words."""
        return BASIS_WORDS[self.whole.basis]

    @property
    def way(self) -> tuple[Datum, Datum]:
        """Return how far the plan has come on the way to its final targets, and how far it was to have come."""
        _period, reached, programmed = self.board.progress[-1]
        return reached.percent, programmed.percent

    @property
    def is_judged(self) -> bool:
        """Tell whether the plan's achievement in the period is known."""
        return isinstance(self.whole.percent, Value)

    @property
    def words(self) -> str:
        """Return the achievement of the plan in words; where nothing was promised for the period, how far it came."""
        return percent(self.whole.percent if self.is_judged or self.behind is None else self.way[0])

    @property
    def elsewhere(self) -> tuple[Period, str] | None:
        """Return the period around this one in which there are targets, and its address; None where this one has."""
        found = self.board.promising
        if found is None or found == self.board.period:
            return None
        return found, f"{reverse('board', args=[self.slug])}?{self._asked(found)}"

    @property
    def way_words(self) -> str:
        """Return how far the plan has come, and was to have come, in a sentence."""
        reached, programmed = self.way
        return _("Camino a las metas finales: %(reached)s; programado a la fecha: %(programmed)s.") % {
            "reached": percent(reached),
            "programmed": percent(programmed),
        }

    @property
    def completeness(self) -> str:
        """Return how much of the plan is known in the period."""
        return completeness(self.whole)

    @property
    def behind(self) -> Decimal | None:
        """Return by how many points the plan is behind its programme, negative where ahead; None where unknown."""
        reached, programmed = self.way
        if not isinstance(reached, Value) or not isinstance(programmed, Value):
            return None
        return EXACT.subtract(programmed.amount, reached.amount)

    @property
    def routes(self) -> list[tuple[str, str, int, str]]:
        """Return key, words, number and tone of each route, the good one first; those without promises left out."""
        counted = self.board.routes
        return [(r.value, str(ROUTE_WORDS[r]), counted[r], ROUTE_TONES[r]) for r in Route if counted[r]]

    @property
    def on_route(self) -> str:
        """Return how many promises are on route, a word where there is no promise to be asked for."""
        return formats.number(self.board.routes[Route.ON_ROUTE]) if self.board.projections else formats.absence()

    @cached_property
    def goals(self) -> list[Goal]:
        """Return the promises with their route, the furthest off first, at most as many as one card holds."""
        order = [Route.OFF_ROUTE, Route.DOUBTFUL, Route.ON_ROUTE, Route.UNKNOWN]
        rows = sorted(self.board.projections, key=lambda row: order.index(row[1].route))
        return [Goal(indicator, found) for indicator, found in rows[:GOALS]]

    @property
    def more_goals(self) -> int:
        """Return how many further promises there are."""
        return len(self.board.projections) - len(self.goals)

    @property
    def up(self) -> str:
        """Return what an address asks for to see the matrix one level up."""
        above = self.board.outline.parent(self.above) if self.above else None
        return f"{self.asked}&{urlencode({'rama': above.id})}" if above else self.asked

    @property
    def final_year(self) -> int | None:
        """Return the last year of the plan."""
        return self.board.plan.period.end_year if self.board.plan.period else None

    @cached_property
    def rows(self) -> tuple[Element, ...]:
        """Return the elements of the matrix, at most as many as one page holds."""
        return self.board.rows(self.above)[: self.most]

    @property
    def more_rows(self) -> int:
        """Return how many further elements there are."""
        return len(self.board.rows(self.above)) - len(self.rows)

    @property
    def matrix(self) -> SafeString:
        """Return the semaphore by element and period, with money and promises off route beside it."""
        columns = [short(period) for period in self.board.columns]
        columns += [_("Dinero")] if self.board.spent.lines else []
        columns += [_("Fuera de ruta")] if self.board.projections else []
        rows = tuple(self._row(element) for element in self.rows)
        return drawings.matrix(Heat(_("Semáforo por elemento y periodo"), _("Elemento"), tuple(columns), rows))

    @property
    def key(self) -> list[tuple[SafeString, str]]:
        """Return the shapes of the matrix with their words: the bands of the methodology, and the four absences."""
        semaphores = self.board.snapshot.methodology.semaphores
        bands = [(_look(band), band_words(band)) for band in (semaphores[0].bands if semaphores else ())]
        states = [(look, formats.absence(state)) for state, look in _STATES.items()]
        return [(mark_safe(shape(look)), words) for look, words in (*bands, *states)]  # noqa: S308  # drawn by us

    @property
    def trend(self) -> SafeString:
        """Return what was reached beside what was programmed, over the periods up to this one."""
        points = [
            TrendPoint(short(at), _amount(r.percent), _amount(p.percent), percent(r.percent), percent(p.percent))
            for at, r, p in self.board.progress
        ]
        if not any(point.reached is not None or point.programmed is not None for point in points):
            return SafeString()
        headers = (_("Periodo"), _("Alcanzado"), _("Programado"))
        drawn = trend("g-trend", _("Camino hacia las metas finales, en porcentaje"), points, headers)
        return drawings.figure(drawn)

    def cell_href(self, element: Element, period: Period) -> str:
        """Return the address of the data behind a cell."""
        return f"{reverse('board_cell', args=[self.slug, element.id])}?{urlencode({'periodo': self.notation(period)})}"

    def notation(self, period: Period) -> str:
        """Return a period as addresses write it."""
        return period.notation(self.board.snapshot.methodology.fiscal_start)

    @property
    def form(self) -> ChooseForm:
        """Return the form that chooses another plan or period."""
        here = self.board.snapshot
        initial = {"plan": self.board.plan.id, "periodo": self.notation(self.board.period)}
        return ChooseForm(here.plans, self.board.periods, here.methodology.fiscal_start, initial)

    @property
    def asked(self) -> str:
        """Return what an address asks for to come back to this plan and period."""
        return self._asked(self.board.period)

    def _asked(self, period: Period) -> str:
        return urlencode({"plan": self.board.plan.id, "periodo": self.notation(period)})

    def _row(self, element: Element) -> HeatRow:
        cells = [self._cell(element, period) for period in self.board.columns]
        if self.board.spent.lines:
            part = self.board.spent_in(element).percent
            words = formats.percent(part, 0) if part is not None else formats.absence()
            cells.append(Cell(Look.FIGURE, words))
        if self.board.projections:
            off = self.board.off_route_below[element.id]
            cells.append(Cell(Look.FIGURE, formats.number(off)))
        name = " ".join(filter(None, (element.code, element.text)))
        return HeatRow(name, tuple(cells), self._deeper(element))

    def _deeper(self, element: Element) -> str:
        if not self.board.outline.children(element):
            return reverse("element", args=[self.slug, element.id])
        return f"{reverse('board', args=[self.slug])}?{self.asked}&{urlencode({'rama': element.id})}#semaforo"

    def _cell(self, element: Element, period: Period) -> Cell:
        rolled = self.board.rolled(period).elements.get(element.id)
        told = rolled.percent if rolled else None
        look, words = look_of(told, self.board.readings.band(told) if told else None)
        more = completeness(rolled) if rolled is not None and isinstance(told, Value) else ""
        return Cell(look, words, more, self.cell_href(element, period))


def look_of(told: Datum | None, band: Band | None) -> tuple[Look, str]:
    """Return how a percentage looks in a matrix and its words; an absence is told by its state."""
    if told is None:
        return Look.NO_DATA, formats.absence()
    if not isinstance(told, Value):
        return _STATES[told.state], formats.absence(told.state)
    return (_look(band) if band else Look.PLAIN), formats.percent(told.amount, 0)


def estimate(indicator: Indicator, amount: Decimal) -> str:
    """Return an estimated amount with the decimals that it can vouch for, at most two, and the sign of a percentage."""
    places = 0 if abs(amount) >= 1000 else (1 if abs(amount) >= 10 else 2)
    unit = indicator.measure_unit
    in_percent = unit is not None and unit.kind is UnitKind.PERCENT
    rounded = formats.figures().rounded(amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return f"{rounded}\u00a0%" if in_percent else rounded


def shortened(told: Datum) -> Datum:
    """Return a figure that was computed with two decimals; what somebody wrote stays as it was written."""
    if not isinstance(told, Value):
        return told
    exponent = told.amount.as_tuple().exponent
    computed = isinstance(exponent, int) and exponent < -4
    return Value(Decimal(str(round(told.amount, 2))).normalize()) if computed else told


def percent(told: Datum) -> str:
    """Return a percentage with one decimal, or the word of its absence."""
    return formats.percent(told.amount, 1) if isinstance(told, Value) else formats.absence(told.state)


def completeness(rolled: RollUp) -> str:
    """Return «41 de 48 con dato», with what is not due yet beside it."""
    told = rolled.completeness
    words = _("%(known)s de %(expected)s con dato") % {
        "known": formats.number(told.known),
        "expected": formats.number(told.expected),
    }
    if not told.not_due:
        return words
    later = ngettext("%(n)s aún no vence", "%(n)s aún no vencen", told.not_due) % {"n": formats.number(told.not_due)}
    return f"{words}, {later}"


def band_words(band: Band) -> str:
    """Return a band in words: its label and where it begins and ends."""
    if band.lower is None and band.upper is not None:
        limits = _("menos de %(upper)s") % {"upper": formats.percent(band.upper)}
    elif band.upper is None and band.lower is not None:
        limits = _("%(lower)s o más") % {"lower": formats.percent(band.lower)}
    elif band.lower is not None and band.upper is not None:
        limits = _("de %(lower)s a %(upper)s") % {
            "lower": formats.number(band.lower),
            "upper": formats.percent(band.upper),
        }
    else:
        return formats.say()(band.label)
    return f"{formats.say()(band.label)}: {limits}"


def short(period: Period) -> str:
    """Return a period as a column names it: «2024», «2024-C2»."""
    return str(period.start_year) if period.months == 12 and period.first_month % 12 == 0 else period.notation()


def _look(band: Band) -> Look:
    return _LOOKS.get(TONES.get(band.colour, ""), Look.PLAIN)


def _amount(told: Datum) -> Decimal | None:
    return told.amount if isinstance(told, Value) else None
