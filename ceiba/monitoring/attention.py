"""What asks for attention in a plan: who never reports, what never moves, what was copied, what contradicts itself."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from ceiba.kernel.attention import Copied, Silence, contradicts, copied, silent, still
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.reporting import Report, ReportingCycle, ReportState
from ceiba.kernel.risk import Risk, gravest_first
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.unit import Unit
from ceiba.monitoring.board import readings

LISTED = 200  # rows of one list: whoever has more has another problem


@dataclass(frozen=True)
class AttentionPage:
    """What asks for attention today: reports of the whole institution, indicators of one plan (None: there is none)."""

    slug: str
    snapshot: Snapshot
    plan: Plan | None
    today: date

    @cached_property
    def silent(self) -> list[tuple[Unit | None, Silence]]:
        """Return the units that never reported, whoever owes for longest first."""
        return [(self.snapshot.unit(found.unit), found) for found in silent(self._reports, self.today)]

    @cached_property
    def late(self) -> list[tuple[ReportingCycle, Unit | None, Report]]:
        """Return the reports that are overdue, the oldest first."""
        rows = [report for report in self._reports if report.is_overdue(self.today)]
        return [self._told(report) for report in sorted(rows, key=lambda report: report.due)]

    @cached_property
    def returned(self) -> list[tuple[ReportingCycle, Unit | None, Report]]:
        """Return the reports that were sent back and still have time."""
        return [
            self._told(report)
            for report in self._reports
            if report.state is ReportState.RETURNED and not report.is_overdue(self.today)
        ]

    @cached_property
    def still(self) -> list[tuple[Indicator, tuple[Measurement, ...]]]:
        """Return the indicators that never moved, with their figures."""
        found = ((i, still(i, self.snapshot.measurements_of(i))) for i in self._indicators)
        return [(indicator, figures) for indicator, figures in found if figures][:LISTED]

    @cached_property
    def copied(self) -> list[tuple[Indicator, tuple[Copied, ...]]]:
        """Return the indicators with targets that were copied from the year before."""
        found = ((indicator, copied(indicator)) for indicator in self._indicators)
        return [(indicator, pairs) for indicator, pairs in found if pairs][:LISTED]

    @cached_property
    def contradictory(self) -> list[Indicator]:
        """Return the indicators whose target lies on the wrong side of their baseline."""
        return [indicator for indicator in self._indicators if contradicts(indicator)][:LISTED]

    @cached_property
    def unanswered(self) -> list[tuple[Element, Risk]]:
        """Return the high risks of the plan of which nobody wrote what is done about them, the gravest first."""
        if self.plan is None:
            return []
        inside = {element.id: element for element in self.plan.elements if not element.withdrawn}
        found = gravest_first(risk for risk in self.snapshot.risks if risk.asks and risk.element in inside)
        return [(inside[risk.element], risk) for risk in found][:LISTED]

    @property
    def quiet(self) -> list[str]:
        """Return what was looked for and not found, in sentences."""
        sentences = (
            (self.silent, _("Todas las unidades que debían un reporte enviaron alguno.")),
            (self.late or self.returned, _("Ningún reporte está vencido ni devuelto.")),
            (self.still, _("Ningún indicador está quieto: todos los que tienen tres cifras o más se movieron.")),
            (self.copied, _("Ninguna meta se copió del año anterior.")),
            (self.contradictory, _("Ninguna meta contradice a su línea base.")),
            (self.unanswered, _("Ningún riesgo alto está sin respuesta.")),
        )
        return [sentence for found, sentence in sentences if not found]

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing asks for attention."""
        found = (self.silent, self.late, self.returned, self.still, self.copied, self.contradictory, self.unanswered)
        return not any(found)

    @cached_property
    def _indicators(self) -> tuple[Indicator, ...]:
        return tuple(readings(self.snapshot, self.today).indicators(self.plan)) if self.plan else ()

    @cached_property
    def _cycles(self) -> dict[str, ReportingCycle]:
        return {cycle.id: cycle for cycle in readings(self.snapshot, self.today).due_days.cycles}

    @cached_property
    def _reports(self) -> list[Report]:
        return [report for report in self.snapshot.reports if report.cycle in self._cycles]

    def _told(self, report: Report) -> tuple[ReportingCycle, Unit | None, Report]:
        return self._cycles[report.cycle], self.snapshot.unit(report.unit), report
