"""The data behind a cell of the board: the indicators of a branch in one period, each with its sum."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.kernel.achievement import Achievement, Formula
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Band
from ceiba.kernel.parts import has_value
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.rollup import RollUp
from ceiba.kernel.states import Datum, Value
from ceiba.kernel.unit import Unit
from ceiba.monitoring.board import Board
from ceiba.monitoring.board_page import BASIS_WORDS, BoardPage, completeness, percent, shortened
from ceiba.monitoring.measures import TONES
from ceiba.monitoring.reported import reported
from ceiba.ui import formats

STANDING_WORDS = {
    ReportState.OPEN: gettext_lazy("guardado, sin enviar"),
    ReportState.RETURNED: gettext_lazy("devuelto a su unidad"),
    ReportState.REPORTED: gettext_lazy("reportado, sin validar"),
    ReportState.VALIDATED: gettext_lazy("validado"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator in a period: what was observed, what was promised, what that comes to, and the band it falls in."""

    indicator: Indicator
    element: Element | None
    achievement: Achievement
    band: Band | None
    unit: Unit | None
    standing: ReportState | None

    @property
    def tone(self) -> str:
        """Return the tone of the band."""
        return TONES.get(self.band.colour, "none") if self.band else "none"

    @property
    def value(self) -> Datum:
        """Return what was observed, as it is shown."""
        return shortened(self.achievement.value)

    @property
    def standing_words(self) -> str:
        """Return whether somebody validated what was observed; blank where it came by no report."""
        return str(STANDING_WORDS[self.standing]) if self.standing else ""

    @property
    def words(self) -> str:
        """Return the achievement in words."""
        return percent(self.achievement.percent)

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Return the two sums of a ratio, None where there are none."""
        return pair_of(self.achievement)

    @property
    def sum(self) -> str:
        """Return the arithmetic in figures, blank where nothing was computed."""
        return sum_of(self.achievement)


@dataclass(frozen=True)
class Child:
    """A part of a branch with its own roll-up."""

    element: Element
    rolled: RollUp
    band: Band | None

    @property
    def tone(self) -> str:
        """Return the tone of the band."""
        return TONES.get(self.band.colour, "none") if self.band else "none"

    @property
    def words(self) -> str:
        """Return the achievement in words."""
        return percent(self.rolled.percent)

    @property
    def completeness(self) -> str:
        """Return how much of it is known."""
        return completeness(self.rolled)


@dataclass(frozen=True)
class BranchPage:
    """A branch of a plan in a period."""

    slug: str
    board: Board
    element: Element

    @cached_property
    def whole(self) -> Child:
        """Return the branch as a whole."""
        return self._child(self.element)

    @property
    def basis(self) -> str:
        """Return what its parts were weighted by, in words."""
        return str(BASIS_WORDS[self.whole.rolled.basis])

    @property
    def children(self) -> list[tuple[Child, str]]:
        """Return the parts of the branch."""
        here = BoardPage(self.slug, self.board)
        found = (self._child(child) for child in self.board.outline.children(self.element))
        return [(child, here.cell_href(child.element, self.board.period)) for child in found]

    @property
    def line(self) -> list[tuple[Element, str]]:
        """Return what the element hangs from, the root first, each with the data behind it."""
        here = BoardPage(self.slug, self.board)
        return [(e, here.cell_href(e, self.board.period)) for e in self.board.outline.line(self.element)]

    @property
    def periods(self) -> list[tuple[Period, str]]:
        """Return the periods of the same row of the matrix, with their addresses."""
        here = BoardPage(self.slug, self.board)
        return [(period, here.cell_href(self.element, period)) for period in self.board.columns]

    @property
    def back(self) -> str:
        """Return the address of the board that this is a cell of."""
        return f"{reverse('board', args=[self.slug])}?{BoardPage(self.slug, self.board).asked}"

    @cached_property
    def judged(self) -> list[Judged]:
        """Return the indicators of the branch, in document order."""
        return list(self._judged())

    def _judged(self) -> Iterator[Judged]:
        readings, snapshot = self.board.readings, self.board.snapshot
        for element in self.board.outline.branch(self.element):
            for indicator in snapshot.indicators_of(element):
                told = readings.achievement(indicator, self.board.period)
                unit = readings.unit_of(indicator)
                parts = [part for part in told.observed.parts if has_value(part)] if told.observed else []
                standing = reported(snapshot).standing(unit, parts)
                band = readings.band(told.percent, indicator)
                yield Judged(indicator, element, told, band, snapshot.unit(unit), standing)

    def _child(self, element: Element) -> Child:
        rolled = self.board.rolled(self.board.period).elements[element.id]
        return Child(element, rolled, self.board.readings.band(rolled.percent))


def pair_of(told: Achievement) -> tuple[Decimal, Decimal] | None:
    """Return numerator and denominator, summed over the parts of the period; None where the figure has none."""
    observed = told.observed
    if observed is None or observed.numerator is None or observed.denominator is None:
        return None
    return observed.numerator, observed.denominator


def sum_of(told: Achievement) -> str:
    """Return an achievement as its sum: «(64 − 61) / (67 − 61) = 50 %»; blank where nothing was computed."""
    if not isinstance(told.percent, Value) or told.formula is Formula.NONE or not isinstance(told.value, Value):
        return ""
    figures, percentage = formats.figures(), percent(Value(told.raw) if told.raw is not None else told.percent)
    if told.raw is not None and told.raw != told.percent.amount:
        percentage = _("%(raw)s, se cuenta %(counted)s") % {"raw": percentage, "counted": percent(told.percent)}
    value = figures.spoken(told.value.amount)
    goal = figures.spoken(told.target.amount) if isinstance(told.target, Value) else ""
    base = figures.spoken(told.baseline) if told.baseline is not None else ""
    match told.formula:
        case Formula.RISE:
            return f"({value} − {base}) / |{goal} − {base}| = {percentage}"
        case Formula.FALL:
            return f"({base} − {value}) / |{goal} − {base}| = {percentage}"
        case Formula.OF_TARGET:
            return f"{value} / {goal} = {percentage}"
        case Formula.TARGET_OF:
            return f"{goal} / {value} = {percentage}"
        case Formula.CLOSENESS:
            return f"(|{goal}| − |{value} − {goal}|) / |{goal}| = {percentage}"
        case Formula.REACHED | Formula.KEPT:
            return _("%(value)s contra %(goal)s: %(percent)s") % {
                "value": value,
                "goal": goal or "—",
                "percent": percentage,
            }
        case _:
            part, whole = (
                figures.spoken(told.part or Decimal(0)),
                figures.spoken(told.whole or Decimal(0)),
            )
            return f"{part} / {whole} = {percentage}"
