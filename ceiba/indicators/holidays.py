"""The verbs of whoever keeps the institution's own holidays: what is due moves with them."""

from datetime import date

from django.utils.translation import gettext as _

from ceiba.indicators.cycles import duties
from ceiba.indicators.models import ReportingCycle
from ceiba.institutions.actor import Actor
from ceiba.institutions.calendar_changes import calendar_changed
from ceiba.institutions.models import Holiday, Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.calendar import reckon
from ceiba.methodologies.loader import load


@verb("holiday.add", needs="cycle.manage", touches=[Part.REPORTING])
def add_holiday(actor: Actor, *, day: date, name: str, yearly: bool = False) -> Holiday:
    """Add a day on which the institution does not work; open cycles and deadlines that it touches move.

    ``Refused`` without a name, and for a day that is one already.
    """
    if not name.strip():
        raise Refused(_("Escriba qué se celebra ese día, o por qué no se trabaja."))
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    already = work_calendar(here).holidays_in(day.year).get(day)
    if already is not None:
        raise Refused(_("Ese día ya es feriado: %(name)s.") % {"name": already})
    made = Holiday.objects.create(institution=here, key=day.isoformat(), day=day, name=name.strip(), yearly=yearly)
    changed(f"holiday/{made.key}", None, {"day": day, "name": made.name, "yearly": yearly})
    _move_open_cycles(here)
    calendar_changed(actor, day)
    return made


@verb("holiday.remove", needs="cycle.manage", touches=[Part.REPORTING])
def remove_holiday(actor: Actor, holiday: Holiday) -> None:
    """Take a holiday of the institution away; open cycles and deadlines move back."""
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    told = {"day": holiday.day, "name": holiday.name, "yearly": holiday.yearly}
    changed(f"holiday/{holiday.key}", told, {"day": None, "name": None, "yearly": None})
    holiday.delete()
    _move_open_cycles(here)
    calendar_changed(actor, told["day"])


def _move_open_cycles(here: Institution) -> None:
    """Reckon anew the due day of every cycle that is open: a holiday moves deadlines that already run."""
    by_key = {duty.key: duty for duty in duties(load(here.methodology))}
    calendar = work_calendar(here)
    for cycle in ReportingCycle.objects.of(here).filter(closed=None).select_for_update():
        duty = by_key.get(cycle.duty)
        due = reckon(duty, cycle.period, calendar).due if duty else cycle.due
        if due != cycle.due:
            changed(f"cycle/{cycle.key}", {"due": cycle.due}, {"due": due})
            ReportingCycle.objects.filter(pk=cycle.pk).update(due=due)
