"""The rows behind a figure: exactly those that the kernel counted, as far as the reader may open them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.calendar import WorkCalendar, first_day
from ceiba.kernel.period import Period
from ceiba.kernel.register_figure import MeasureQuestion
from ceiba.kernel.register_measure import Measure, MeasureKind
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_table import contributions
from ceiba.kernel.register_tally import Tally
from ceiba.kernel.register_type import FieldKind
from ceiba.registers.columns import Shape
from ceiba.registers.models import RegisterRow
from ceiba.registers.queries_rows import Reader, record_of

MOST = 200  # rows of one page
LOOKED_AT = 20_000  # rows that are looked at for one page, the newest first
_CHUNK = 500


@dataclass(frozen=True)
class Behind:
    """Rows behind a figure, newest first: those that may be opened, how many may not, and whether there may be more."""

    rows: Sequence[RegisterRow]
    hidden: int
    cut: bool


def behind(reader: Reader, measures: Sequence[Measure], question: MeasureQuestion) -> Behind:
    """Return the rows that the figures of measures count when they are asked a question.

    Rows that the reader may not open are only counted. Whether a row counts is the kernel's answer, not the database's.
    """
    calendar = work_calendar(reader.register.institution)
    found: list[RegisterRow] = []
    cut = False
    for looked, (row, record) in enumerate(_candidates(reader, measures, question.period), 1):
        if looked > LOOKED_AT or len(found) > MOST:
            cut = True
            break
        if any(_counts(reader, record, one, question, calendar) for one in measures):
            found.append(row)
    allowed = set(reader.rows().filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    shown = [row for row in found if row.pk in allowed]
    return Behind(shown[:MOST], len(found) - len(shown), cut)


def _candidates(reader: Reader, measures: Sequence[Measure], period: Period) -> Iterator[tuple[RegisterRow, Record]]:
    """Yield rows that may count, newest first: by their main date where every measure counts by it."""
    main = Shape(reader.type, reader.register.facets).first(FieldKind.DATE, FieldKind.DATE_TIME)
    rows: Any = RegisterRow.objects.filter(register=reader.register, withdrawn=False).select_related("unit")
    if main is not None and all(one.moment == main.key for one in measures):
        rows = rows.filter(day__gte=first_day(period.first_month), day__lt=first_day(period.last_month + 1))
    for row in rows.order_by("-day", "-number")[: LOOKED_AT + 1].iterator(_CHUNK):
        yield row, record_of(row, reader.type)


def _counts(
    reader: Reader, record: Record, measure: Measure, question: MeasureQuestion, calendar: WorkCalendar
) -> bool:
    """Tell whether the figure of a measure counts a row; one that lacks what is measured, or is undecided, is not."""
    known = question.known
    return known is not None and any(
        known.first_month <= month <= known.last_month
        and all(name in measure.by and parts[measure.by.index(name)] == part for name, part in question.where.items())
        and _decided(measure, tally, question.as_of)
        for (month, parts), tally in contributions(record, measure, reader.type, calendar)
    )


def _decided(measure: Measure, tally: Tally, as_of: date) -> bool:
    """Tell whether what a row gives is counted on a day: a deadline that still runs is not decided yet."""
    late = measure.kind is MeasureKind.WITHIN_DEADLINE and any(due < as_of for due in tally.values)
    return bool(tally.rows) or late
