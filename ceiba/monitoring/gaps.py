"""Physical against financial, element by element: the gap, its reading in words, and the budget lines behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.execution import Spent
from ceiba.kernel.gap import Gap, GapReading
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Value
from ceiba.monitoring.board import Board, board, chosen
from ceiba.ui import formats

GAP_WORDS: dict[GapReading, Promise] = {
    GapReading.PAID_AHEAD: _("se gasta más de lo que se logra"),
    GapReading.RESULTS_AHEAD: _("se logra más de lo que se gasta"),
    GapReading.IN_STEP: _("van a la par"),
    GapReading.UNKNOWN: _("no se puede decir"),
}
GAP_TONES = {
    GapReading.PAID_AHEAD: "bad",
    GapReading.RESULTS_AHEAD: "warn",
    GapReading.IN_STEP: "ok",
    GapReading.UNKNOWN: "none",
}
GAPS = 8  # elements that the card lists: the widest gap first


@dataclass(frozen=True, slots=True)
class GapLine:
    """A budget line behind a gap: what it gives and what of it is accrued, and the project by which it comes."""

    line: BudgetLine
    spent: Spent
    project: str = ""


@dataclass(frozen=True)
class GapRow:
    """The gap of an element in a year, of the whole plan without one."""

    board: Board
    element: Element | None = None

    @property
    def year(self) -> Period:
        """Return what the gap speaks of."""
        return self.board.period

    @property
    def asked(self) -> str:
        """Return the year as addresses write it."""
        return self.board.period.notation(self.board.snapshot.methodology.fiscal_start)

    @cached_property
    def gap(self) -> Gap:
        """Return the achievement of the element beside what was spent of its branch's money by the same day."""
        rolled, until = self.board.rolled(self.board.period), self.board.told_until(self.element)
        whole = rolled.elements.get(self.element.id) if self.element else rolled.whole
        return Gap(whole.percent if whole else NO_DATA, self.board.spent_in(self.element, until), until)

    @property
    def until(self) -> str:
        """Return by the end of which month both figures stand; blank where nothing physical is known."""
        until = self.gap.until
        return formats.period(Period(until.last_month, 1)) if until else ""

    @property
    def words(self) -> str:
        """Return the reading in words."""
        return str(GAP_WORDS[self.gap.reading])

    @property
    def tone(self) -> str:
        """Return the tone of the reading."""
        return GAP_TONES[self.gap.reading]

    @property
    def physical(self) -> str:
        """Return the achievement, or the word of its absence."""
        told = self.gap.physical
        return formats.percent(told.amount, 1) if isinstance(told, Value) else formats.absence(told.state)

    @property
    def financial(self) -> str:
        """Return the execution, or a word where nobody told it."""
        return formats.percent(self.gap.spent.percent, 1)

    @property
    def points(self) -> str:
        """Return the width of the gap, with its sign: more money than results is positive; blank where unknown."""
        points = self.gap.points
        if points is None:
            return ""
        sign = "+" if points > 0 else ""
        return gettext("%(points)s pts") % {"points": sign + formats.number(points, 1)}

    @property
    def why(self) -> str:
        """Return what is missing where nothing can be said; blank otherwise."""
        if self.gap.reading is not GapReading.UNKNOWN:
            return ""
        if self.gap.spent.percent is None and not isinstance(self.gap.physical, Value):
            return gettext("Falta el avance físico del año y lo devengado de sus renglones.")
        if self.gap.spent.percent is None:
            return gettext("Nadie ha dicho cuánto se devengó de sus renglones, o su vigente es cero.")
        return gettext("Falta el avance físico del año.")

    @cached_property
    def lines(self) -> tuple[GapLine, ...]:
        """Return the budget lines of the branch, each as often as it serves something there."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[GapLine]:
        by_key = _lines_by_key(self.board.snapshot)
        money = self.board.money(self.gap.until)
        for spent in money.branch(self.element) if self.element else ():
            project = self.board.snapshot.project(spent.through.removeprefix("project/"))
            yield GapLine(by_key[spent.line], spent, project.name if project else "")


@dataclass(frozen=True)
class Gaps:
    """The gaps of a plan in a year."""

    board: Board

    @property
    def start(self) -> int:
        """Return the month in which the fiscal year begins."""
        return self.board.snapshot.methodology.fiscal_start

    @property
    def elsewhere_asked(self) -> str:
        """Return the other year as addresses write it, blank without one."""
        return self.elsewhere.notation(self.start) if self.elsewhere else ""

    @cached_property
    def every(self) -> tuple[GapRow, ...]:
        """Return the elements that a budget line serves, itself or through a project: the widest gap first."""
        served = (e for e in self.board.plan.elements if not e.withdrawn and self.board.money().own(e))
        rows = [GapRow(self.board, element) for element in served]
        return tuple(sorted(rows, key=lambda row: -1 if row.gap.points is None else abs(row.gap.points), reverse=True))

    @property
    def whole(self) -> GapRow:
        """Return the gap of the plan as a whole."""
        return GapRow(self.board)

    @property
    def rows(self) -> tuple[GapRow, ...]:
        """Return as many as a card holds."""
        return self.every[:GAPS]

    @property
    def more(self) -> int:
        """Return how many further elements there are."""
        return len(self.every) - len(self.rows)

    @property
    def elsewhere(self) -> Period | None:
        """Return the latest year before this one in which a line serves the plan, for one in which none does."""
        if self.every:
            return None
        here = self.board
        earlier = _years_before(here.snapshot, here.period)
        return next((y for y in earlier if board(here.snapshot, here.plan, y, here.readings.today).spent.lines), None)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return words, tone and number of each reading that any element has."""
        readings = [row.gap.reading for row in self.every]
        return [(str(GAP_WORDS[r]), GAP_TONES[r], readings.count(r)) for r in GapReading if r in readings]


def year_of(snapshot: Snapshot, period: Period) -> Period:
    """Return the fiscal year that holds a period: money is given by year. A longer period stays as it is."""
    years = period.years(snapshot.methodology.fiscal_start)
    return years[0] if len(years) == 1 else period


def gaps(here: Board) -> Gaps:
    """Return the gaps of the year in which a board's period lies."""
    return Gaps(board(here.snapshot, here.plan, year_of(here.snapshot, here.period), here.readings.today))


def gap_of(snapshot: Snapshot, plan: Plan, element: Element, today: date, asked: str = "") -> GapRow | None:
    """Return the gap of an element in the year of the period asked for; None where no money serves its branch.

    Without a period asked for: the latest year with reports, or the latest before it in which the branch has money.
    """
    period = chosen(snapshot, plan, asked, today)
    if period is None or element.withdrawn:
        return None
    last = year_of(snapshot, period)
    for year in (last, *(() if asked else _years_before(snapshot, last))):
        row = GapRow(board(snapshot, plan, year, today), element)
        if row.gap.spent.lines:
            return row
    return None


def _years_before(snapshot: Snapshot, year: Period) -> tuple[Period, ...]:
    """Return the years before one that are the period of a budget line, the latest first."""
    found = {line.period for line in snapshot.budget_lines if line.period is not None}
    return tuple(sorted((p for p in found if p.months == 12 and p.last_month < year.last_month), reverse=True))


def _lines_by_key(snapshot: Snapshot) -> dict[str, BudgetLine]:
    return {line.id: line for line in snapshot.budget_lines}
