"""What the units of the demonstration reported: a period that is behind everybody, and one that is being filled.

Every figure is invented. It is computed from the targets of the invented plan, so that the pages have something to show
whatever the day on which somebody looks, and the explanations say that they are invented.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.apps import apps
from django.utils import timezone

from ceiba.approvals.reviewing import return_report, validate_report
from ceiba.indicators import services
from ceiba.indicators.cells import Cell
from ceiba.indicators.desk import Row, desk
from ceiba.indicators.entering import Text
from ceiba.institutions.actor import Actor
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import NO_DATA, Value

DUTY, MONTHS = "cuatrimestre", 4
SHARES = (Decimal("0.97"), Decimal("0.68"), Decimal("1.04"), Decimal("0.85"), Decimal("0.92"))
INVENTED = "Dato inventado para la demostración: nadie midió esto."
RETURNED = "Inventado: la segunda cifra no dice de dónde sale. Agregue su evidencia y envíelo otra vez."
NEXT = "Inventado: se revisa en la próxima reunión de la unidad."


def periods(today: date) -> tuple[Period, Period]:
    """Return the last two periods that have ended on a day: the one before, and the one that is reported now."""
    month = today.year * 12 + today.month - 1
    last = Period(month - month % MONTHS - MONTHS, MONTHS)
    return last.previous(), last


def report(planner: Actor, head: Actor, reviewer: Actor) -> tuple[Any, Any]:
    """Open both periods and fill them as people would; return the cycle that everybody sent, and the open one.

    The first is validated, save one report that waits. In the open one the unit of the head has begun, two others have
    sent theirs, one of which came back, and the rest has not started.
    """
    before, now = periods(timezone.localdate())
    past, present = (services.open_cycle(planner, DUTY, period) for period in (before, now))
    for one in reports(past):
        fill(planner, one)
        services.submit_report(planner, one, missing_as_no_data=True)
    for one in reports(past)[:-1]:
        validate_report(reviewer, one)
    begun, *others = sorted(reports(present), key=lambda one: not head.may("report.enter", one.unit))
    fill(head, begun, most=1)
    for one in others[:2]:
        fill(planner, one)
        services.submit_report(planner, one, missing_as_no_data=True)
    for one in others[1:2]:
        return_report(reviewer, one, remark=RETURNED)
    return past, present


def reports(cycle: Any) -> list[Any]:
    """Return the reports of a cycle, in order."""
    rows = apps.get_model("indicators", "Report").objects.filter(cycle=cycle)
    return list(rows.select_related("cycle", "unit", "institution").order_by("unit__position", "pk"))


def fill(actor: Actor, report: Any, most: int = 10_000) -> None:
    """Fill a report with invented figures, at most so many, and explain what fell short."""
    rows = desk(report).rows[:most]
    services.save_measurements(actor, report, [cell for number, row in enumerate(rows) for cell in _cells(row, number)])
    short = [Text(row.pk, INVENTED, INVENTED, NEXT) for row in desk(report).unexplained]
    if short:
        services.save_narratives(actor, report, short)


def _cells(row: Row, number: int) -> Iterator[Cell]:
    if not isinstance(row.promise.value, Value) or any(row.cells.values()):
        return
    goal = row.promise.value.amount * SHARES[number % len(SHARES)]
    if not row.has_own_target and row.indicator.accumulation.value == "sum":
        goal = goal / (row.promise.period.months // MONTHS or 1)
    for part in row.required_parts:
        if row.takes_pair:
            whole = Decimal(800)
            yield Cell(row.pk, part, numerator=_rounded(min(goal, Decimal(100)) * 8, whole=True), denominator=whole)
        elif number % 7 == 6:
            yield Cell(row.pk, part, NO_DATA)
        else:
            unit = row.indicator.measure_unit
            yield Cell(
                row.pk, part, Value(_rounded(goal, whole=unit is None or unit.kind is UnitKind.COUNT)), sure=True
            )


def _rounded(amount: Decimal, *, whole: bool) -> Decimal:
    return amount.quantize(Decimal(1) if whole else Decimal("0.1"), ROUND_HALF_UP)
