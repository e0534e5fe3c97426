"""Why nothing can be entered into a report now, in words, and who can open it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators.models import Report
from ceiba.indicators.queries_entry import extension
from ceiba.institutions.models import Assignment, Institution, Unit
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.verbs import Refused
from ceiba.ui import formats


@dataclass(frozen=True)
class Lock:
    """Why a report is locked, and what to do or whom to ask."""

    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.reason} {self.mend}"


class Locked(Refused):
    """Nothing can be entered now; the message says why and who can open it."""


def lock_of(report: Report) -> Lock | None:
    """Return why a report is locked today, None where figures can be entered. Three queries at most."""
    today = timezone.localdate()
    if report.state == Report.State.VALIDATED:
        when = formats.day(report.reviewed_at)
        return Lock(
            _("Este informe se validó el %(day)s: sus cifras ya no cambian en silencio.") % {"day": when},
            _("Una cifra validada se corrige rectificándola, con su razón: lo hace %(people)s.")
            % {"people": people_who("report.validate", report.institution, report.unit)},
        )
    if report.state == Report.State.REPORTED:
        return Lock(
            _("Este informe se envió el %(day)s y espera su revisión.") % {"day": formats.day(report.reported_at)},
            _("Para corregir algo, pida que lo devuelva: %(people)s.")
            % {"people": people_who("report.validate", report.institution, report.unit)},
        )
    if report.cycle.opens > today:
        return Lock(
            _("Este período todavía no se reporta."),
            _("Se abre el %(day)s.") % {"day": formats.day(report.cycle.opens)},
        )
    if report.cycle.closed:
        return _closed(report)
    return None


def _closed(report: Report) -> Lock | None:
    given = extension(report)
    if given is not None and given.until >= timezone.localdate():
        return None
    words = _("Este período se cerró el %(day)s.") % {"day": formats.day(report.cycle.closed)}
    if given is not None:
        words += " " + _("La prórroga de la unidad terminó el %(day)s.") % {"day": formats.day(given.until)}
    whom = people_who("cycle.manage", report.institution, None)
    return Lock(words, _("Puede dar una prórroga: %(people)s.") % {"people": whom})


def people_who(permission: str, institution: Institution, unit: Unit | None) -> str:
    """Return the names of those who hold a permission over a unit today, for a sentence; two queries."""
    above = dict(Unit.objects.of(institution).order_by().values_list("pk", "parent_id"))
    line: set[int] = set()
    at = unit.pk if unit else None
    while at is not None and at not in line:
        line.add(at)
        at = above.get(at)
    held = Assignment.objects.of(institution).holding(timezone.localdate()).filter(role__in=PERMISSIONS[permission])
    rows = held.select_related("person").order_by("person__name")
    names = list(dict.fromkeys(str(row.person) for row in rows if row.unit_id is None or row.unit_id in line))
    return ", ".join(names) or _("nadie tiene hoy ese papel; lo da quien administra")
