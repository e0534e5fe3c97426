"""A project in time: the stages of its file against their baseline, and its curve of progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.charts.curve import CurvePoint, CurveWords, curve
from ceiba.charts.gantt import GanttRow, GanttWords, Span, gantt
from ceiba.kernel.classifier import ProjectStep
from ceiba.kernel.project import Progress, Project, ProjectStage
from ceiba.ui import drawings, formats


@dataclass(frozen=True, slots=True)
class StageView:
    """A step of the file: what it is called, the paper that proves it, and its days, None where it was not begun."""

    label: str
    asked: str
    stage: ProjectStage | None

    @property
    def moved(self) -> int | None:
        """Return by how many days the end came after the one programmed; below zero: before it. None: not known."""
        if self.stage is None or self.stage.end is None or self.stage.planned_end is None:
            return None
        return (self.stage.end - self.stage.planned_end).days

    @property
    def moved_words(self) -> str:
        """Return by how much the end moved, in words; blank where it is not known."""
        if self.moved is None:
            return ""
        if self.moved == 0:
            return _("en su día")
        days = abs(self.moved)
        if self.moved > 0:
            return ngettext("%(n)s día tarde", "%(n)s días tarde", days) % {"n": days}
        return ngettext("%(n)s día antes", "%(n)s días antes", days) % {"n": days}


def stage_views(project: Project, steps: Sequence[ProjectStep]) -> tuple[StageView, ...]:
    """Return the steps of the methodology in order, each with what is known of it, then what it does not know."""
    views: list[StageView] = []
    for step in steps:
        own: list[ProjectStage | None] = [stage for stage in project.stages if stage.key == step.key]
        views += [StageView(step.label, step.document, stage) for stage in own or [None]]
    known = {step.key for step in steps}
    return (*views, *(StageView(stage.key, "", stage) for stage in project.stages if stage.key not in known))


def stages_drawing(views: Sequence[StageView], project: Project, today: date) -> SafeString:
    """Return the stages as bars, baseline against real; blank where none has a day."""
    rows = [
        GanttRow(
            view.label,
            (view.stage.planned_start, view.stage.planned_end),
            (view.stage.start, view.stage.end),
            (_span(view.stage.planned_start, view.stage.planned_end), _real(view.stage), view.moved_words),
        )
        for view in views
        if view.stage is not None and _days(view.stage)
    ]
    headers = (_("Etapa"), _("Programado"), _("Real"), _("Diferencia"))
    words = GanttWords(_("Etapas de %(project)s") % {"project": project.name}, headers, _("hoy"))
    return drawings.figure(gantt("g-stages", rows, words, today), (_("Programado"), _("Real"), _("Real, tarde")))


def curve_drawing(project: Project) -> SafeString:
    """Return the S-curve; blank for fewer than two reports."""
    if len(project.progress) < 2:
        return SafeString()
    lines = (_("Físico programado"), _("Físico real"), _("Financiero programado"), _("Financiero real"))
    words = CurveWords(_("Avance de %(project)s, en por ciento") % {"project": project.name}, _("Hasta"), lines)
    return drawings.figure(curve("g-curve", [_point(report) for report in project.progress], words), lines)


def _point(report: Progress) -> CurvePoint:
    percents = (report.planned_physical, report.physical, report.planned_financial, report.financial)
    first, second, third, fourth = (_percent(percent) for percent in percents)
    return CurvePoint(report.period.last_month, formats.period(report.period), percents, (first, second, third, fourth))


def _percent(percent: Decimal | None) -> str:
    return formats.absence() if percent is None else formats.percent(percent)


def _days(stage: ProjectStage) -> Span | None:
    """Return whether any day is known, as the days themselves."""
    days = [day for day in (stage.planned_start, stage.planned_end, stage.start, stage.end) if day is not None]
    return (min(days), max(days)) if days else None


def _real(stage: ProjectStage) -> str:
    if stage.start and not stage.end:
        return _("desde %(day)s, sin terminar") % {"day": formats.day(stage.start)}
    return _span(stage.start, stage.end)


def _span(begun: date | None, ended: date | None) -> str:
    if begun and ended and begun != ended:
        return f"{formats.day(begun)} – {formats.day(ended)}"
    day = begun or ended
    return formats.day(day) if day else formats.absence()
