"""What was reported, grouped by indicator: figures in order of time, the evidence behind them, what registers feed."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.reporting import Evidence, Report, ReportingCycle, ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.rules.indexes import index


def figures(indicator: Indicator, plan: Snapshot) -> tuple[Measurement, ...]:
    """Return the known figures of the whole of an indicator, parts left out, in order of time.

    What an annual plan that repeats it has reported is not among them: it is asked about where it was entered.
    """
    whole = (m for m in index(plan, entered).get(indicator.id, ()) if not m.disaggregation)
    return tuple(sorted((m for m in whole if isinstance(m.value, Value)), key=lambda measurement: measurement.period))


def entered(plan: Snapshot) -> Mapping[str, tuple[Measurement, ...]]:
    """Return what was entered of each indicator itself, in the order of the snapshot."""
    found: dict[str, list[Measurement]] = defaultdict(list)
    for measurement in plan.measurements:
        found[measurement.indicator].append(measurement)
    return {indicator: tuple(listed) for indicator, listed in found.items()}


def evidence_by_indicator(plan: Snapshot) -> Mapping[str, tuple[Evidence, ...]]:
    """Return the evidence of each indicator, in the order of the snapshot."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in plan.evidence:
        found[evidence.indicator].append(evidence)
    return {indicator: tuple(listed) for indicator, listed in found.items()}


def fed_by_register(plan: Snapshot) -> Mapping[str, bool]:
    """Return the indicators that a register feeds: bound to a measure, or with figures that a document brought."""
    told = {measure.indicator: True for measure in plan.register_measures if measure.indicator}
    return told | {binding.indicator: True for binding in plan.bindings}


def cycles_by_id(plan: Snapshot) -> Mapping[str, ReportingCycle]:
    """Return the reporting cycles by their identifier."""
    return {cycle.id: cycle for cycle in plan.cycles}


def reported_months(plan: Snapshot) -> Mapping[int, bool]:
    """Return the months, counted as in ``Period``, in which units report in a cycle."""
    return {
        month: True for cycle in plan.cycles for month in range(cycle.period.first_month, cycle.period.last_month + 1)
    }


def reports_by_unit(plan: Snapshot) -> Mapping[str, int]:
    """Return how many reports each unit owes or gave."""
    return Counter(report.unit for report in plan.reports if report.unit is not None)


def overdue_reports(plan: Snapshot) -> Mapping[str, tuple[tuple[ReportingCycle, Report], ...]]:
    """Return by unit the reports that it owes though their cycle is closed, or others came after they were due."""
    cycles = cycles_by_id(plan)
    told = [moment.date() for report in plan.reports for moment in (report.reported_at, report.reviewed_at) if moment]
    found: dict[str, list[tuple[ReportingCycle, Report]]] = defaultdict(list)
    for report in plan.reports:
        cycle = cycles.get(report.cycle)
        if report.unit is None or cycle is None or report.state not in (ReportState.OPEN, ReportState.RETURNED):
            continue
        if cycle.closed or (told and report.due < max(told)):
            found[report.unit].append((cycle, report))
    return {unit: tuple(reports) for unit, reports in found.items()}
