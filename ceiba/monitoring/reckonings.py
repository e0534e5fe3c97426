"""How a due day was counted, in the reader's words: the rule, the days that nobody works, an extension."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.kernel.calendar import Reckoning, WorkCalendar, reckon
from ceiba.kernel.methodology import ReportingPeriod
from ceiba.kernel.reporting import Report, ReportingCycle
from ceiba.ui import formats


def of_report(duty: ReportingPeriod | None, cycle: ReportingCycle, report: Report, calendar: WorkCalendar) -> str:
    """Return how the day of a report was counted; ``duty`` None where the methodology no longer has it."""
    reckoning = reckon(duty, cycle.period, calendar) if duty else None
    if duty is None or reckoning is None or reckoning.due != cycle.due:
        told = _("Día fijado al abrir el período.")
    else:
        told = reckoned(duty, reckoning)
    if report.due <= cycle.due:
        return told
    return _("Prórroga; el período vencía el %(day)s. %(told)s") % {"day": formats.day(cycle.due), "told": told}


def reckoned(duty: ReportingPeriod, reckoning: Reckoning) -> str:
    """Return how a due day follows from its duty: «Día 10 del mes siguiente al período. … es fin de semana: …»."""
    sentences = [_rule(duty, reckoning)]
    for why, days in groupby(reckoning.passed, key=lambda passed: passed[1]):
        facts = {"days": _(" y ").join(formats.day(day) for day, _why in days), "why": why}
        sentences.append((_("%(days)s: %(why)s.") if why else _("%(days)s: fin de semana.")) % facts)
    if reckoning.passed:
        later = reckoning.due > reckoning.named
        sentences.append(_("Pasa al día hábil siguiente.") if later else _("Pasa al día hábil anterior."))
    return " ".join(sentences)


def _rule(duty: ReportingPeriod, reckoning: Reckoning) -> str:
    facts = {"day": duty.due_day, "last": reckoning.named.day, "months": duty.due_months_after}
    if duty.due_day is None or duty.due_day > reckoning.named.day:
        if not duty.due_months_after:
            return _("Último día del período.")
        return (
            ngettext(
                "Último día del mes siguiente al período.",
                "Último día del mes %(months)s después del período.",
                duty.due_months_after,
            )
            % facts
        )
    if not duty.due_months_after:
        return _("Día %(day)s del último mes del período.") % facts
    return (
        ngettext(
            "Día %(day)s del mes siguiente al período.",
            "Día %(day)s del mes %(months)s después del período.",
            duty.due_months_after,
        )
        % facts
    )
