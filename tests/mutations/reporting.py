"""Sound reports: what was observed in the periods that are over, with its proof, sent in time and validated."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.methodology import Methodology, ReportingPeriod
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState
from ceiba.kernel.states import Value

_CENT = Decimal("0.01")
_WHOLE = 1000  # what a percentage is measured of
_DAYS = 20  # from the end of a period until its reports are due
_REVIEWER = "Jefatura de planificación"


@dataclass(frozen=True)
class Reported:
    """The reports of the annual plan, and the years of the plans above it that are over."""

    cycles: tuple[ReportingCycle, ...] = ()
    reports: tuple[Report, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def duty_of(methodology: Methodology) -> ReportingPeriod:
    """Return the duty in which the units of a methodology report their indicators."""
    return next(duty for duty in methodology.reporting if duty.collects_indicators)


def reported(methodology: Methodology, annual: Plan, units: Sequence[str], over: int, rng: random.Random) -> Reported:
    """Return the reports of the first ``over`` periods of an annual plan: every unit has sent its own, in time."""
    duty = duty_of(methodology)
    assert annual.period is not None
    parts = annual.period.divide(duty.months)[:over]
    cycles, reports, measured = [], list[Report](), list[Measurement]()
    for number, part in enumerate(parts, 1):
        opens = _day_after(part)
        cycle = ReportingCycle(f"c{number}", duty.key, part, opens, opens + timedelta(days=_DAYS), closed=True)
        cycles.append(cycle)
        reports += [_report(cycle, unit) for unit in units]
        for indicator in annual.indicators:
            if (found := _observed(indicator, part, rng)) is not None:
                measured += [found, *_zones(indicator, found)]
    return Reported(
        tuple(cycles), tuple(reports), tuple(measured), tuple(_said(measured)), tuple(_proved(measured, annual))
    )


def history(plan: Plan, until: int, rng: random.Random) -> Iterator[Measurement]:
    """Yield what was observed in the years of a plan before ``until``, close to what was promised."""
    for indicator in plan.indicators:
        for target in indicator.targets:
            period = target.period
            if period is not None and period.months == 12 and period.end_year < until:
                found = _observed(indicator, period, rng)
                if found is not None:
                    yield replace(found, validated_by=None, source=indicator.verification)


def _observed(indicator: Indicator, period: Period, rng: random.Random) -> Measurement | None:
    promised = indicator.target_in(period)
    if not isinstance(promised, Value):
        return None
    amount = promised.amount
    step = Decimal(1).scaleb(int(amount.as_tuple().exponent))
    value = max(step, amount + step * rng.randint(-2, 2))
    if indicator.accumulation is Accumulation.RATIO:
        part = (value * _WHOLE / 100).quantize(Decimal(1))
        return Measurement(
            indicator.id,
            period,
            Value((part * 100 / _WHOLE).quantize(_CENT)),
            part,
            Decimal(_WHOLE),
            validated_by=_REVIEWER,
        )
    return Measurement(indicator.id, period, Value(value), validated_by=_REVIEWER)


def _zones(indicator: Indicator, whole: Measurement) -> Iterator[Measurement]:
    """Yield the parts of a figure that opens into zones: they come to the whole."""
    for way in indicator.disaggregations:
        assert isinstance(whole.value, Value)
        first = whole.value.amount // 3
        for part, amount in zip(way.parts, (first, whole.value.amount - first), strict=True):
            yield replace(whole, value=Value(amount), disaggregation=part)


def _report(cycle: ReportingCycle, unit: str) -> Report:
    sent = datetime(cycle.opens.year, cycle.opens.month, cycle.opens.day, 15, tzinfo=UTC) + timedelta(days=6)
    return Report(
        cycle.id,
        unit,
        ReportState.VALIDATED,
        cycle.due,
        reported_at=sent,
        reported_by="Enlace de la unidad",
        reviewed_at=sent + timedelta(days=3),
        reviewed_by=_REVIEWER,
    )


def _said(measured: Sequence[Measurement]) -> Iterator[Narrative]:
    for one in [m for m in measured if not m.disaggregation][::3]:
        yield Narrative(one.indicator, one.period, "Se avanzó según lo programado.", "Ninguna.", "Seguir el programa.")


def _proved(measured: Sequence[Measurement], annual: Plan) -> Iterator[Evidence]:
    words = {indicator.id: indicator.text for indicator in annual.indicators}
    for one in (m for m in measured if not m.disaggregation):
        name = f"Planilla {one.period.notation()} {words[one.indicator][:30].strip()}.pdf"
        yield Evidence(one.indicator, one.period, sha256(name.encode()).hexdigest(), name)


def _day_after(period: Period) -> date:
    month = period.last_month + 1
    return date(month // 12, month % 12 + 1, 1)
