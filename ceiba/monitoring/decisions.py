"""What needs a decision: each with what happened, its sum where there is one, and the page on which to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element
from ceiba.kernel.projection import Projection, Route
from ceiba.kernel.reporting import Report, ReportingCycle
from ceiba.kernel.rollup import RollUp
from ceiba.monitoring.board import Board
from ceiba.monitoring.board_page import estimate, percent
from ceiba.ui import formats

ON_SHEET = 5
SHOWN = 4  # of each kind: the rest is counted, and a page has all of them


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that somebody has to decide: a word and a tone for its kind, what it is, its sum, where to act."""

    tone: str
    kind: str
    title: str
    text: str
    href: str
    action: str


@dataclass(frozen=True)
class Decisions:
    """What the board of a plan asks the authority for."""

    slug: str
    board: Board

    @cached_property
    def rows(self) -> list[Decision]:
        """Return the first of each kind, what costs the public most first."""
        kinds = (self.off_route(), self.red(), self.late(), self.returned(), self.contradictory())
        return [row for kind in kinds for row in islice(kind, SHOWN)]

    @property
    def first(self) -> list[Decision]:
        """Return as many as fit on a sheet of one page."""
        return self.rows[:ON_SHEET]

    @property
    def beyond_first(self) -> int:
        """Return how many do not fit there."""
        return self.count - len(self.first)

    @property
    def count(self) -> int:
        """Return how many there are in all."""
        here = self.board
        late = {cycle.id for cycle, _report in here.late}
        return here.routes[Route.OFF_ROUTE] + len(here.red) + len(late) + len(here.returned) + len(here.contradictory)

    @property
    def more(self) -> int:
        """Return how many there are beyond those that are shown."""
        return self.count - len(self.rows)

    def off_route(self) -> Iterator[Decision]:
        """Yield the promises that will miss their final year, with the sum."""
        for indicator, projection in self.board.projections:
            if projection.route is Route.OFF_ROUTE:
                text = route_sum(indicator, projection)
                yield self._about(indicator, "bad", _("Meta"), text, _("Ver la meta"))

    def red(self) -> Iterator[Decision]:
        """Yield the outcomes in the red band."""
        for element, rolled in self.board.red:
            yield Decision("bad", _("Resultado"), element.text, self._red(rolled), *self._element(element))

    def late(self) -> Iterator[Decision]:
        """Yield one row for each cycle of which reports are overdue."""
        for cycle, reports in _by_cycle(self.board.late):
            units = ", ".join(self._unit(report) for report in reports[:6])
            more = len(reports) - 6
            listed = _("%(units)s y %(more)s más") % {"units": units, "more": more} if more > 0 else units
            said = ngettext("%(n)s unidad debe su reporte", "%(n)s unidades deben su reporte", len(reports))
            title = f"{said % {'n': len(reports)}}: {formats.period(cycle.period)}"
            text = _("Venció el %(day)s. %(units)s.") % {
                "day": formats.day(min(report.due for report in reports)),
                "units": listed,
            }
            yield Decision("warn", _("Reporte"), title, text, self._attention("reportes"), _("Ver quién debe"))

    def returned(self) -> Iterator[Decision]:
        """Yield the reports that were sent back."""
        for cycle, report in self.board.returned:
            title = _("%(unit)s: reporte devuelto, %(period)s") % {
                "unit": self._unit(report),
                "period": formats.period(cycle.period),
            }
            text = report.remark or _("Quien lo devolvió no dejó una observación.")
            yield Decision("warn", _("Devuelto"), title, text, self._attention("reportes"), _("Ver los reportes"))

    def contradictory(self) -> Iterator[Decision]:
        """Yield the promises whose target lies on the wrong side of the baseline."""
        for indicator in self.board.contradictory:
            unit = indicator.measure_unit
            base, goal = indicator.baseline, indicator.final_target
            if base is None or goal is None:
                continue
            text = _("La línea base es %(base)s y la meta %(goal)s: va en contra de lo que se promete.") % {
                "base": formats.datum(base.value, unit),
                "goal": formats.datum(goal.value, unit),
            }
            yield self._about(indicator, "warn", _("Contradicción"), text, _("Ver la meta"))

    def _red(self, rolled: RollUp) -> str:
        return _("%(percent)s de lo programado en %(period)s.") % {
            "percent": percent(rolled.own),
            "period": formats.period(self.board.period),
        }

    def _element(self, element: Element) -> tuple[str, str]:
        asked = self.board.period.notation(self.board.snapshot.methodology.fiscal_start)
        return f"{reverse('board_cell', args=[self.slug, element.id])}?periodo={asked}", _("Ver las causas")

    def _about(self, indicator: Indicator, tone: str, kind: str, text: str, action: str) -> Decision:
        page = reverse("indicator", args=[self.slug, indicator.id])
        return Decision(tone, kind, indicator.text, text, page, action)

    def _attention(self, part: str) -> str:
        return f"{reverse('board_attention', args=[self.slug])}?plan={self.board.plan.id}#{part}"

    def _unit(self, report: Report) -> str:
        unit = self.board.snapshot.unit(report.unit)
        return unit.name if unit else _("lo que no tiene unidad")


def route_sum(indicator: Indicator, projection: Projection) -> str:
    """Say where an indicator arrives, between which ends, against which target; and when it would get there."""
    unit, target = indicator.measure_unit, projection.target
    if projection.amount is None or target is None or projection.low is None or projection.high is None:
        return ""
    facts = {
        "amount": estimate(indicator, projection.amount),
        "low": estimate(indicator, projection.low),
        "high": estimate(indicator, projection.high),
        "goal": formats.datum(target.value, unit),
        "year": target.period.end_year if target.period else "",
    }
    if projection.slope is None:
        return _("Llegó a %(amount)s de %(goal)s en %(year)s.") % facts
    said = _("Al ritmo actual llega a %(amount)s en %(year)s (entre %(low)s y %(high)s); la meta es %(goal)s.") % facts
    if projection.reached is not None:
        said = f"{said} {_('Llegaría en %(year)s.') % {'year': projection.reached // 12}}"
    return said


def _by_cycle(rows: tuple[tuple[ReportingCycle, Report], ...]) -> Iterator[tuple[ReportingCycle, list[Report]]]:
    grouped: dict[str, tuple[ReportingCycle, list[Report]]] = {}
    for cycle, report in rows:
        grouped.setdefault(cycle.id, (cycle, []))[1].append(report)
    yield from grouped.values()
