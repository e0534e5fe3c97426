"""What can be asked about reporting: the kernel values of cycles, reports, narratives, evidence and restatements."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ceiba.indicators.models import Evidence, Extension, Narrative, Report, ReportingCycle, Restatement
from ceiba.institutions.fields import DatumField
from ceiba.institutions.models import Institution
from ceiba.kernel import reporting as kernel
from ceiba.kernel.states import NO_DATA, Datum

_DATUM = DatumField()


def reporting_institutions(today: date) -> list[Institution]:
    """Return the institutions in which units can still report: a cycle is open, or an extension runs on a day."""
    running = Extension.objects.filter(withdrawn=None, until__gte=today).values("institution")
    open_ones = ReportingCycle.objects.filter(closed=None).values("institution")
    return list(Institution.objects.filter(Q(pk__in=open_ones) | Q(pk__in=running)))


def cycles(institution: Institution) -> tuple[kernel.ReportingCycle, ...]:
    """Return the reporting cycles, the latest first."""
    rows = ReportingCycle.objects.of(institution).values_list("key", "duty", "period", "opens", "due", "closed")
    return tuple(
        kernel.ReportingCycle(key, duty, period, opens, due, closed is not None)
        for key, duty, period, opens, due, closed in rows
    )


def reports(institution: Institution) -> tuple[kernel.Report, ...]:
    """Return the report of every unit in every cycle, its extension counted in."""
    until = extended(Extension.objects.filter(institution=institution, withdrawn=None))
    rows = Report.objects.of(institution).values_list(
        "pk", "cycle__due", "cycle__key", "unit__key", "state", "reported_at", "reported_by__name",
        "reviewed_at", "reviewed_by__name", "remark",
    )  # fmt: skip
    return tuple(
        kernel.Report(cycle, unit, kernel.ReportState(state), max(due, until.get(pk, due)), *told)
        for pk, due, cycle, unit, state, *told in rows
    )


def extended(extensions: Any) -> dict[int, date]:
    """Return the last day that extensions give, by their report."""
    found: dict[int, date] = {}
    for report, until in extensions.values_list("report_id", "until"):
        found[report] = max(until, found.get(report, until))
    return found


def narratives(institution: Institution) -> tuple[kernel.Narrative, ...]:
    """Return what the units said about their indicators, in the order in which they said it."""
    rows = Narrative.objects.of(institution).filter(indicator__withdrawn=False).order_by("pk")
    names = ("indicator__key", "period", "analysis", "difficulty", "next_step")
    return tuple(kernel.Narrative(*values) for values in rows.values_list(*names))


def evidence(institution: Institution) -> tuple[kernel.Evidence, ...]:
    """Return the files that prove figures, without the withdrawn ones."""
    rows = Evidence.objects.of(institution).filter(withdrawn=False, indicator__withdrawn=False)
    names = ("indicator__key", "period", "document__sha256", "document__name", "disaggregation", "note")
    return tuple(kernel.Evidence(*values) for values in rows.values_list(*names))


def restatements(institution: Institution) -> tuple[kernel.Restatement, ...]:
    """Return the corrections of validated figures, in the order in which they were made."""
    rows = Restatement.objects.of(institution).values_list(
        "indicator__key",
        "period",
        "before",
        "after",
        "reason",
        "at",
        "restated_by__name",
        "disaggregation",
        "act__name",
    )
    return tuple(
        kernel.Restatement(
            indicator,
            period,
            before=_figure(before),
            after=_figure(after),
            reason=reason,
            at=at,
            by=by,
            disaggregation=part,
            act=act,
            before_pair=_pair(before),
            after_pair=_pair(after),
        )
        for indicator, period, before, after, reason, at, by, part, act in rows
    )


def _figure(kept: dict[str, str] | None) -> Datum:
    value: Datum = NO_DATA if kept is None else _DATUM.value_of(kept["value"])
    return value


def _pair(kept: dict[str, str] | None) -> tuple[Decimal, Decimal] | None:
    numbers: Iterable[str | None] = (kept or {}).get("numerator"), (kept or {}).get("denominator")
    numerator, denominator = numbers
    return None if numerator is None or denominator is None else (Decimal(numerator), Decimal(denominator))
