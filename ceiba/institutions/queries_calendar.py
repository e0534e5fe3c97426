"""When an institution works."""

from ceiba.institutions.models import Holiday, Institution
from ceiba.kernel import calendar as kernel
from ceiba.kernel.calendar import WorkCalendar, calendar_of
from ceiba.methodologies.loader import load


def work_calendar(institution: Institution) -> WorkCalendar:
    """Return when an institution works: the holidays of its methodology's country and its own. One query."""
    own = Holiday.objects.of(institution).values_list("day", "name", "yearly")
    return calendar_of(load(institution.methodology).holidays, (kernel.Holiday(*values) for values in own))
