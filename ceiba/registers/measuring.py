"""The figures that a register gives to the indicators it measures: of which periods, and when they are written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from ceiba.indicators.feeding import Fed, feed
from ceiba.indicators.models import MeasureBinding, ReportingCycle
from ceiba.indicators.queries_bindings import in_use, value_of
from ceiba.institutions.models import Institution
from ceiba.institutions.queries_territory import population_series
from ceiba.kernel.calendar import first_day
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure
from ceiba.kernel.register_measure import MeasureKind
from ceiba.kernel.states import NO_DATA
from ceiba.methodologies.loader import load
from ceiba.registers.models import Register
from ceiba.registers.queries_tallies import needed, tables
from ceiba.registers.queries_types import type_of

Moved = Mapping[str, set[int]]  # by measure, the months (as ``Period`` counts them) in which its tallies moved
_YEAR = 12


def months_between(frequency: int | None, methodology: Methodology) -> int:
    """Return how many months a figure is of: the indicator's frequency, else that of the duty that asks most often.

    Years where neither says, or where what is said does not divide a year.
    """
    duties = [duty.months for duty in methodology.reporting if duty.collects_indicators and duty.months]
    months = frequency or min(duties, default=_YEAR)
    return months if _YEAR % months == 0 else _YEAR


def periods_of(binding: MeasureBinding, opened: Iterable[Period], today: date) -> list[Period]:
    """Return the periods that a binding gives figures of, in order: begun, and whole between its two days.

    ``opened`` are the periods that the institution has opened for reporting: a unit is asked for those too.
    """
    value, methodology = value_of(binding), load(binding.institution.methodology)
    months = months_between(binding.indicator.frequency, methodology)
    last = today if binding.until is None else min(today, binding.until)
    years = range(binding.since.year - 1, last.year + 1)  # a fiscal year may begin in the calendar year before
    steps = [part for year in years for part in Period.of_year(year, methodology.fiscal_start).divide(months)]
    wanted = {period for period in (*steps, *opened) if value.covers(period) and first_day(period.first_month) <= today}
    return sorted(wanted)


def opened_periods(institution: Institution) -> set[Period]:
    """Return the periods that the institution has opened for reporting: one query."""
    return set(ReportingCycle.objects.of(institution).values_list("period", flat=True))


def figures(
    register: Register, measure: str, periods: Sequence[Period], where: Mapping[str, str], today: date
) -> dict[Period, RegisterFigure]:
    """Return the figure of a measure in each period: three queries (of a rate five), whatever the periods and the rows.

    Without data while no row was ever written, or while the measure is counted for the first time.
    """
    if not periods:
        return {}
    nothing = RegisterFigure(NO_DATA)
    if not register.last_number:
        return dict.fromkeys(periods, nothing)
    first, last = min(one.first_month for one in periods), max(one.last_month for one in periods)
    shape = type_of(register.edition)
    stored = tables(register, [measure], Period(first, last - first + 1), where)
    if any(each not in stored for each in needed(shape, measure)):
        return dict.fromkeys(periods, nothing)
    asked = stored[measure].measure if measure in stored else shape.measure_by_key[measure]
    people = population_series(register.institution) if asked.kind is MeasureKind.RATE else ()
    return {
        period: figure(asked, stored, MeasureQuestion(period, today, register.since, dict(where)), people)
        for period in periods
    }


def fed(register: Register, binding: MeasureBinding, periods: Sequence[Period], today: date) -> list[Fed]:
    """Return what a register says of a bound indicator in each period; three queries."""
    found = figures(register, binding.measure, periods, dict(binding.where), today)
    return [Fed(period, one.value, one.numerator, one.denominator) for period, one in found.items()]


def measure_bound(register: Register, moved: Moved | None = None) -> None:
    """Write what a register says of the indicators it measures, inside the verb that runs.

    ``moved`` narrows it to the bindings and periods whose tallies moved. The register is locked, or nobody writes.
    """
    if moved is not None and not any(moved.values()):
        return
    shape, today = type_of(register.edition), timezone.localdate()
    opened: set[Period] | None = None
    for binding in in_use(register.institution).filter(register=register.key):
        if binding.measure not in shape.measure_by_key:
            continue
        months = None if moved is None else _months(moved, needed(shape, binding.measure))
        if months is not None and not months:
            continue
        opened = opened_periods(register.institution) if opened is None else opened
        periods = periods_of(binding, opened, today)
        if months is not None:
            periods = [one for one in periods if any(one.first_month <= month <= one.last_month for month in months)]
        feed(binding, fed(register, binding, periods, today))


def _months(moved: Moved, measures: Iterable[str]) -> set[int]:
    return set().union(*(moved.get(one, set()) for one in measures))
