"""What can be asked about indicators that a register measures: their bindings, and what is settled of their figures."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from ceiba.indicators.models import LateFigure, MeasureBinding, Measurement, Report, ReportingCycle
from ceiba.indicators.queries_entry import answering_unit
from ceiba.institutions.models import Institution
from ceiba.kernel import register as kernel
from ceiba.kernel.period import Period


def bindings(institution: Institution) -> tuple[kernel.MeasureBinding, ...]:
    """Return which registers measure which indicators, past ones too, in order."""
    rows = MeasureBinding.objects.of(institution).filter(indicator__withdrawn=False).select_related("indicator")
    return tuple(value_of(row) for row in rows)


def value_of(row: MeasureBinding) -> kernel.MeasureBinding:
    """Return the value of a binding; its indicator comes with it."""
    where = tuple((str(dimension), str(part)) for dimension, part in row.where)
    return kernel.MeasureBinding(row.indicator.key, row.register, row.measure, row.since, row.until, where, row.note)


def in_use(institution: Institution) -> QuerySet[MeasureBinding]:
    """Return the bindings whose register is in use, with their indicators."""
    return MeasureBinding.objects.of(institution).exclude(source="").select_related("indicator", "institution")


def bound(institution: Institution, indicators: Collection[int], period: Period) -> dict[int, MeasureBinding]:
    """Return the bindings that give indicators (by primary key) their figure of a period. One query.

    One whose register is not in use yet gives none, and has no source.
    """
    rows = in_use(institution).filter(indicator__in=indicators)
    return {row.indicator_id: row for row in rows if value_of(row).covers(period)}


def late_figures(institution: Institution, bound_ones: Iterable[int] | None = None) -> list[LateFigure]:
    """Return the open proposals to restate, of some bindings or of all, with their indicators. One query."""
    rows = LateFigure.objects.of(institution).filter(settled=None).select_related("binding__indicator")
    return list(rows if bound_ones is None else rows.filter(binding__in=list(bound_ones)))


def settled_periods(row: MeasureBinding, periods: Collection[Period]) -> frozenset[Period]:
    """Return the periods in which a figure of a bound indicator no longer changes in silence.

    Those inside a closed cycle, those whose report waits for its review or was validated, and those whose figure
    somebody validated in a period that units report. Locks the reports asked, so that closing and validating wait.
    """
    cycles = list(ReportingCycle.objects.of(row.institution).values_list("pk", "period", "closed"))
    shut = [period for _pk, period, closed in cycles if closed]
    found = {period for period in periods if any(one.contains(period) for one in shut)}
    left = {pk: period for pk, period, _closed in cycles if period in periods and period not in found}
    if left:
        reports = Report.objects.select_for_update(of=("self",)).filter(
            cycle__in=left, unit=answering_unit(row.indicator)
        )
        found |= {left[report.cycle_id] for report in reports if report.state in _SENT}
    validated = Measurement.objects.filter(indicator=row.indicator, disaggregation="", period__in=list(left.values()))
    return frozenset(found | set(validated.exclude(validated_by=None).values_list("period", flat=True)))


_SENT = (Report.State.REPORTED, Report.State.VALIDATED)
