"""The page of an indicator: its way to the target, where it arrives, and every period with what stands behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.kernel.achievement import Achievement
from ceiba.kernel.attention import Copied, contradicts, copied, still
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.methodology import Band
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.projection import CONFIDENCE, FEWEST, Projection, Route, Unprojected
from ceiba.kernel.register import MeasureBinding
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState, Restatement
from ceiba.kernel.sheet import VariableInput
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Datum
from ceiba.kernel.unit import Unit
from ceiba.monitoring.board import readings
from ceiba.monitoring.board_page import ROUTE_TONES, ROUTE_WORDS, percent, shortened
from ceiba.monitoring.branch import pair_of, sum_of
from ceiba.monitoring.decisions import route_sum
from ceiba.monitoring.goal_sheet import GoalSheet, OpenedFigure, opened
from ceiba.monitoring.measures import TONES, Measure
from ceiba.monitoring.reported import reported
from ceiba.ui import drawings, formats

WHY_WORDS = {
    Unprojected.NO_TARGET: gettext_lazy("No hay una meta final con cifra y fecha: no hay a dónde proyectar."),
    Unprojected.NO_FIGURES: gettext_lazy("Todavía no hay mediciones: no hay de dónde proyectar."),
    Unprojected.KIND: gettext_lazy("Este indicador se juzga periodo a periodo: no se proyecta."),
    Unprojected.UNEVEN: gettext_lazy("Los periodos medidos no son del largo de los que faltan: no se pueden sumar."),
}

REPORT_WORDS = {
    ReportState.OPEN: gettext_lazy("por reportar"),
    ReportState.REPORTED: gettext_lazy("reportado"),
    ReportState.RETURNED: gettext_lazy("devuelto"),
    ReportState.VALIDATED: gettext_lazy("validado"),
}
REPORT_TONES = {
    ReportState.OPEN: "none",
    ReportState.REPORTED: "brand",
    ReportState.RETURNED: "warn",
    ReportState.VALIDATED: "ok",
}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A period of an indicator with what was promised, observed, said, proved and corrected in it."""

    period: Period
    target: Datum
    measured: Measurement | None
    told: Achievement
    band: Band | None
    report: tuple[ReportingCycle, Report] | None
    narrative: Narrative | None
    evidence: tuple[Evidence, ...]
    restatements: tuple[Restatement, ...]
    splits: tuple[OpenedFigure, ...]
    inputs: tuple[VariableInput, ...] = ()
    binding: MeasureBinding | None = None

    @property
    def tone(self) -> str:
        """Return the tone of the band."""
        return TONES.get(self.band.colour, "none") if self.band else "none"

    @property
    def value(self) -> Datum:
        """Return the figure of the period: what was reported for it, else what its parts come to."""
        return shortened(self.told.value)

    @property
    def sum(self) -> str:
        """Return the arithmetic of the achievement."""
        return sum_of(self.told)

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Return the two numbers of a ratio, summed over the parts of the period."""
        return pair_of(self.told)

    @property
    def words(self) -> str:
        """Return the achievement in words."""
        return percent(self.told.percent)

    @property
    def behind(self) -> str:
        """Return the query by which the register lists the rows behind the figure; blank where none gave it."""
        if self.binding is None:
            return ""
        return urlencode([("periodo", self.period.notation()), *(("parte-" + n, p) for n, p in self.binding.where)])

    @property
    def notation(self) -> str:
        """Return the place of the period in its page."""
        return self.period.notation().replace("..", "-")

    @property
    def report_words(self) -> str:
        """Return where the report of the period stands."""
        return str(REPORT_WORDS[self.report[1].state]) if self.report else ""

    @property
    def report_tone(self) -> str:
        """Return the tone of that."""
        return REPORT_TONES[self.report[1].state] if self.report else "none"

    @property
    def signed(self) -> str:
        """Return who reported the figure and who validated it, with their days; blank where nobody did."""
        said = []
        if self.report and self.report[1].reported_by:
            facts = {"who": self.report[1].reported_by, "day": formats.day(self.report[1].reported_at)}
            said.append(_("reportó %(who)s, %(day)s") % facts)
        if self.report and self.report[1].state is ReportState.VALIDATED and self.report[1].reviewed_by:
            facts = {"who": self.report[1].reviewed_by, "day": formats.day(self.report[1].reviewed_at)}
            said.append(_("validó %(who)s, %(day)s") % facts)
        elif self.measured and self.measured.validated_by:
            said.append(_("validó %(who)s") % {"who": self.measured.validated_by})
        return "; ".join(said)

    @property
    def has_story(self) -> bool:
        """Tell whether there is more to the period than its row shows."""
        return bool(self.parts or self.splits or self.inputs or self.narrative or self.evidence or self.restatements)

    @property
    def parts(self) -> tuple[Measurement, ...]:
        """Return the shorter periods that the figure is made of; none where it was reported whole."""
        observed = self.told.observed
        return observed.parts if observed is not None and len(observed.parts) > 1 else ()


@dataclass(frozen=True)
class GoalPage:
    """An indicator of a snapshot as its own page shows it, today."""

    slug: str
    snapshot: Snapshot
    indicator: Indicator
    today: date

    @cached_property
    def measure(self) -> Measure:
        """Return the indicator as the explorer shows it."""
        return Measure(self.snapshot, self.indicator, self.today)

    @property
    def sheet(self) -> GoalSheet:
        """Return what the sheet of the indicator says."""
        return GoalSheet(self.indicator, self.snapshot.methodology)

    @property
    def element(self) -> Element | None:
        """Return what the indicator measures."""
        return self.snapshot.element(self.indicator.element)

    @property
    def plan(self) -> Plan | None:
        """Return the plan that promises it."""
        return self.snapshot.plan_of(self.element) if self.element else None

    @property
    def unit(self) -> Unit | None:
        """Return the unit that answers for it."""
        return self.snapshot.unit(readings(self.snapshot, self.today).unit_of(self.indicator))

    @property
    def bindings(self) -> tuple[MeasureBinding, ...]:
        """Return which registers measure it, past ones too, the newest first."""
        own = [one for one in self.snapshot.bindings if one.indicator == self.indicator.id]
        return tuple(sorted(own, key=lambda one: one.since, reverse=True))

    @property
    def measured_by(self) -> tuple[tuple[MeasureBinding, str, GoalRow | None], ...]:
        """Return which registers measure it, each with its name as figures cite it and the newest figure it gave."""
        found = []
        for one in self.bindings:
            row = next((row for row in self.rows if row.binding == one and row.measured), None)
            source = row.measured.source if row and row.measured else None
            found.append((one, source or f"{one.register}: {one.measure}", row))
        return tuple(found)

    @cached_property
    def projection(self) -> Projection:
        """Return where the indicator arrives at its final year."""
        return readings(self.snapshot, self.today).projection(self.indicator)

    @property
    def route(self) -> tuple[str, str]:
        """Return the words and the tone of the route."""
        return str(ROUTE_WORDS[self.projection.route]), ROUTE_TONES[self.projection.route]

    @property
    def projection_words(self) -> str:
        """Return the projection as its sum, or why there is none."""
        found = self.projection
        if found.why is Unprojected.FEW_FIGURES:
            return _("Hay %(known)s: para proyectar hacen falta %(fewest)s cifras de periodos distintos.") % {
                "known": formats.number(len(found.figures)),
                "fewest": formats.number(FEWEST),
            }
        return str(WHY_WORDS[found.why]) if found.why else route_sum(self.indicator, found)

    @property
    def method(self) -> str:
        """Return how the projection was made, blank where there is none."""
        if self.projection.route is Route.UNKNOWN or self.projection.slope is None:
            return ""
        return _(
            "Recta de mínimos cuadrados por %(figures)s cifras; el intervalo de predicción es de %(percent)s de "
            "confianza (t de Student). Supone que todo sigue como hasta ahora."
        ) % {
            "figures": formats.number(len(self.projection.figures)),
            "percent": formats.percent(CONFIDENCE),
        }

    @property
    def drawing(self) -> SafeString:
        """Return the way from baseline to target, with the projection and its interval."""
        return drawings.figure(drawings.indicator_path(self.snapshot, self.indicator, self.projection))

    @cached_property
    def rows(self) -> tuple[GoalRow, ...]:
        """Return every period with a target, a figure or a report, the latest first."""
        seen = {row.period for row in self.measure.periods} | {period for period, _told in self._reports.items()}
        ordered = sorted(seen, key=lambda period: (period.last_month, -period.months), reverse=True)
        return tuple(self._row(period) for period in ordered)

    @property
    def told(self) -> list[GoalRow]:
        """Return the periods of which there is more to tell than a row holds."""
        return [row for row in self.rows if row.has_story]

    @property
    def still(self) -> tuple[Measurement, ...]:
        """Return the figures of an indicator that never moved."""
        return still(self.indicator, self.snapshot.measurements_of(self.indicator))

    @property
    def copied(self) -> tuple[Copied, ...]:
        """Return the targets that were copied from the year before."""
        return copied(self.indicator)

    @property
    def contradicts(self) -> bool:
        """Tell whether the target lies on the wrong side of the baseline."""
        return contradicts(self.indicator)

    def _row(self, period: Period) -> GoalRow:
        here, known = readings(self.snapshot, self.today), reported(self.snapshot)
        told = here.achievement(self.indicator, period)
        own = [m for m in self.snapshot.measurements_of(self.indicator) if m.period == period]
        place = (self.indicator.id, period)
        return GoalRow(
            period,
            told.target,
            next((m for m in reversed(own) if not m.disaggregation), None),
            told,
            here.band(told.percent, self.indicator),
            self._reports.get(period),
            known.narratives.get(place),
            tuple(known.evidence.get(place, ())),
            tuple(known.restatements.get(place, ())),
            opened(self.indicator, own),
            next((m.inputs for m in reversed(own) if not m.disaggregation), ()),
            next((one for one in self.bindings if one.covers(period)), None),
        )

    @cached_property
    def _reports(self) -> dict[Period, tuple[ReportingCycle, Report]]:
        unit = readings(self.snapshot, self.today).unit_of(self.indicator)
        return dict(self._own_reports(unit))

    def _own_reports(self, unit: str | None) -> Iterator[tuple[Period, tuple[ReportingCycle, Report]]]:
        cycles = {cycle.id: cycle for cycle in readings(self.snapshot, self.today).due_days.cycles}
        for report in reported(self.snapshot).reports.get(unit, ()):
            if report.cycle in cycles:
                yield cycles[report.cycle].period, (cycles[report.cycle], report)
