"""The verbs of whoever keeps the reporting calendar: open a cycle for all units, give one of them more time."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators.models import Extension, Report, ReportingCycle
from ceiba.indicators.queries_entry import answering
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel.calendar import first_day, reckon
from ceiba.kernel.methodology import Methodology, ReportingPeriod
from ceiba.kernel.period import Period
from ceiba.kernel.plausibility import is_future
from ceiba.methodologies.loader import load


def duties(methodology: Methodology) -> tuple[ReportingPeriod, ...]:
    """Return the duties in which units report their indicators."""
    return tuple(duty for duty in methodology.reporting if duty.collects_indicators)


def duty_of(report: Report) -> ReportingPeriod | None:
    """Return the duty under which a report is made, None where the methodology no longer has it."""
    methodology = load(report.institution.methodology)
    return next((duty for duty in methodology.reporting if duty.key == report.cycle.duty), None)


@verb("cycle.open", needs="cycle.manage", touches=[Part.REPORTING])
def open_cycle(actor: Actor, /, duty: str, period: Period, *, opens: date | None = None) -> ReportingCycle:
    """Open a period for every unit that answers for indicators, and for what no unit answers for.

    Done again it adds the reports of units that answer for something by now, and changes nothing else. ``opens`` is the
    first day on which figures are taken, else the day after the period ends. ``Refused`` for a duty or a period that
    the methodology does not know, for a period that nobody can report yet, and for a cycle that is closed.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)  # two at once open it once
    kind, methodology = _duty(here, duty), load(here.methodology)
    _refuse_period(kind, period, methodology.fiscal_start)
    first = opens or first_day(period.last_month + 1)
    if is_future(period, first):
        raise Refused(_("No se puede reportar un período antes de que empiece. Elija un primer día dentro de él."))
    cycle, new = ReportingCycle.objects.get_or_create(
        institution=here,
        key=f"{kind.key}:{period.notation()}",
        defaults={
            "duty": kind.key,
            "period": period,
            "opens": first,
            "due": reckon(kind, period, work_calendar(here)).due,
        },
    )
    if cycle.closed:
        raise Refused(_("Ese período ya se cerró. Una unidad que necesita más tiempo recibe una prórroga."))
    if new:
        told = {"duty": kind.key, "period": period.notation(), "opens": first, "due": cycle.due}
        changed(f"cycle/{cycle.key}", None, told)
    _add_reports(here, cycle)
    return cycle


def _duty(here: Institution, key: str) -> ReportingPeriod:
    known = duties(load(here.methodology))
    found = next((duty for duty in known if duty.key == key), None)
    if found is None:
        raise Refused(
            _("La metodología no conoce el informe «%(key)s». Conoce: %(known)s.")
            % {"key": key, "known": ", ".join(duty.label for duty in known) or "—"}
        )
    return found


def _refuse_period(duty: ReportingPeriod, period: Period, fiscal_start: int) -> None:
    aligned = (period.first_month - fiscal_start + 1) % duty.months == 0
    if period.months != duty.months or not aligned:
        example = Period.of_year(period.start_year, fiscal_start).divide(duty.months)[0].notation()
        raise Refused(
            _(
                "«%(duty)s» se hace cada %(months)s meses, y %(period)s no es uno de sus períodos. "
                "Escriba, por ejemplo, %(example)s."
            )
            % {"duty": duty.label, "months": duty.months, "period": period.notation(), "example": example}
        )


def _add_reports(here: Institution, cycle: ReportingCycle) -> None:
    """Make a report for every unit that answers for an indicator in the period and has none."""
    known = set(Report.objects.filter(cycle=cycle).values_list("unit_id", flat=True))
    units = {unit.pk: unit for unit in Unit.objects.of(here)}
    wanted = [units.get(pk or 0) for pk in answering(here, cycle.period) if pk not in known]
    made = [Report(institution=here, cycle=cycle, unit=unit, key=report_key(cycle, unit)) for unit in wanted]
    Report.objects.bulk_create(made)
    for report in made:
        changed(f"report/{report.key}", None, {"unit": report.unit.key if report.unit else None, "state": report.state})


def report_key(cycle: ReportingCycle, unit: Unit | None) -> str:
    """Return the key of the report of a unit in a cycle."""
    return f"{cycle.key}/{unit.key if unit else ''}"


@verb("extension.grant", needs="cycle.manage", touches=[Part.REPORTING])
def grant_extension(actor: Actor, report: Report, *, until: date, reason: str) -> Extension:
    """Give one unit until a day, with a reason; also after the cycle has closed.

    ``Refused`` without reason, for a day that is past or gives no more time, and for a report that is validated.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=report.pk)
    if not reason.strip():
        raise Refused(_("Escriba por qué se da más tiempo: quedará junto al informe."))
    if report.state == Report.State.VALIDATED:
        raise Refused(
            _("Este informe ya se validó: no necesita más tiempo. Una cifra validada se corrige rectificándola.")
        )
    if until < timezone.localdate() or (until <= report.cycle.due and not report.cycle.closed):
        raise Refused(_("Esa fecha no da más tiempo. Elija un día futuro, posterior al vencimiento."))
    made = Extension.objects.create(
        institution=actor.institution,
        report=report,
        until=until,
        reason=reason.strip(),
        granted_by=actor.somebody,
        at=timezone.now(),
    )
    changed(f"report/{report.key}", {"until": None}, {"until": until})
    noted(reason.strip())
    return made


@verb("extension.withdraw", needs="cycle.manage", touches=[Part.REPORTING])
def withdraw_extension(actor: Actor, extension: Extension) -> None:
    """Take an extension back: from now on the day of the cycle counts again. What was entered meanwhile stays."""
    del actor
    row = Extension.objects.select_for_update(of=("self",)).select_related("report").get(pk=extension.pk)
    if row.withdrawn is not None:
        return
    row.withdrawn = timezone.now()
    row.save(update_fields=["withdrawn"])
    changed(f"report/{row.report.key}", {"until": row.until}, {"until": None})
