"""Late figures of registers: what a register says by now of a period that is settled, restated or declined."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators.entering import unit_of
from ceiba.indicators.models import LateFigure, Report, Restatement
from ceiba.indicators.queries_entry import asked_among
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb


def late_of(report: Report, indicator: int, part: str = "") -> LateFigure | None:
    """Return what a register proposes for a figure of a report; None where it proposes nothing."""
    rows = LateFigure.objects.filter(binding__indicator=indicator, period=report.cycle.period, settled=None)
    return None if part else rows.select_related("binding").first()


def lates_of(report: Report) -> dict[int, LateFigure]:
    """Return what registers propose for the figures of a report, by indicator. One query."""
    rows = LateFigure.objects.of(report.institution).filter(period=report.cycle.period, settled=None)
    return {row.binding.indicator_id: row for row in rows.select_related("binding")}


def settle(actor: Actor, late: LateFigure, restatement: Restatement | None, reason: str = "") -> None:
    """Settle a proposal inside the verb that runs."""
    late.settled, late.settled_by = timezone.now(), actor.person
    late.restatement, late.reason = restatement, reason
    late.save(update_fields=["settled", "settled_by", "restatement", "reason"])
    changed(
        f"late_figure/{late.key}", {"settled": None}, {"settled": late.settled, "restated": restatement is not None}
    )


@verb("late_figure.decline", needs="report.validate", touches=[Part.REPORTING], unit_of=unit_of)
def decline_late(actor: Actor, report: Report, *, indicator: int, reason: str) -> None:
    """Leave a settled figure as it is though the register says another by now. ``Refused`` without reason.

    Should the register say yet another later, it proposes anew.
    """
    if not reason.strip():
        raise Refused(_("Escriba por qué la cifra se queda como está: lo leerá quien la audite."))
    row = LateFigure.objects.select_for_update().filter(
        binding__indicator__in=asked_among(report, [indicator]), period=report.cycle.period, settled=None
    )
    late = row.first()
    if late is None:
        raise Refused(_("El registro ya no propone otra cifra: mire cómo está."))
    settle(actor, late, None, reason.strip())
    noted(reason.strip())
