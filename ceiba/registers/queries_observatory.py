"""Counts of rows for an observatory: by month and place, by hour of the week, by square. One aggregate query each.

What is counted is the measure's, so that a map and the figure of its measure never differ. Nothing here depends on how
the database writes dates or rounds: days leave it as text, and squares are whole divisions of whole steps.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, TextField
from django.db.models.functions import Cast, Substr

from ceiba.kernel.period import Period
from ceiba.kernel.register_measure import Condition, Measure, MeasureKind
from ceiba.kernel.register_type import Field, FieldKind
from ceiba.registers.columns import STEP, Shape
from ceiba.registers.queries_rows import Reader

MOST_SQUARES = 3_000  # the fullest ones
_STATE = "state"
_DECIMALS = len(str(int(STEP))) - 1  # of a degree, that a row keeps


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the earth: longitude and latitude of its middle in degrees, and how many rows lie in it."""

    longitude: float
    latitude: float
    count: int


class Counted:
    """The rows that an observatory counts: those that a reader may open and that a measure counts, narrowed further."""

    def __init__(self, reader: Reader, measure: Measure | None, fields: Mapping[str, str]) -> None:
        self.reader = reader
        rows = reader.rows()
        for condition in measure.filters if measure else ():
            rows = rows.filter(_met(reader, condition))
        for key, option in fields.items():
            rows = rows.filter(_met(reader, Condition(key, within=(option,))))
        self._rows = rows.order_by()

    def in_period(self, period: Period) -> Any:
        """Return the rows whose day lies in a period, as a query set."""
        return self._rows.filter(day__gte=_first_day(period.first_month), day__lt=_first_day(period.last_month + 1))

    def by_month(self, period: Period, *, with_places: bool) -> dict[tuple[int, str], int]:
        """Return how many rows lie in each month and place (blank: not said, or places are not asked for)."""
        rows = self.in_period(period).annotate(month=Substr(Cast("day", TextField()), 1, 7))
        names = ("month", "place") if with_places else ("month",)
        found: dict[tuple[int, str], int] = {}
        for month, *place, count in rows.values_list(*names).annotate(count=Count("pk")):
            year, _sign, number = month.partition("-")
            found[int(year) * 12 + int(number) - 1, place[0] if place else ""] = count
        return found

    def by_hour(self, period: Period) -> dict[tuple[int, int], int]:
        """Return how many rows lie in each day of the week (0 Monday) and hour; those that say an hour."""
        rows = self.in_period(period).filter(minute__isnull=False)
        found: Counter[tuple[int, int]] = Counter()
        for day, hour, count in rows.values_list("day", F("minute") / 60).annotate(count=Count("pk")):
            found[day.weekday(), int(hour)] += count
        return dict(found)

    def by_square(self, period: Period, decimals: int) -> list[Square]:
        """Return the squares of so many decimals of a degree that have rows, the fullest first."""
        size = 10 ** (_DECIMALS - min(max(decimals, 0), _DECIMALS))
        rows = self.in_period(period).filter(north__isnull=False, east__isnull=False)
        found = rows.values_list(F("north") / size, F("east") / size).annotate(count=Count("pk")).order_by("-count")
        return [
            Square((int(east) + 0.5) * size / float(STEP) - 180, (int(north) + 0.5) * size / float(STEP) - 90, count)
            for north, east, count in found[:MOST_SQUARES]
        ]


def countable(reader: Reader) -> Iterator[Measure]:
    """Yield the measures that count rows by their main day, and that read nothing which this reader may not see."""
    shape = Shape(reader.type, reader.register.facets)
    moment = shape.first(FieldKind.DATE, FieldKind.DATE_TIME)
    seen = {field.key for field in reader.fields} | {_STATE}
    for measure in reader.type.measures:
        plain = all(one.field in seen and _is_plain(reader, one) for one in measure.filters)
        if measure.kind is MeasureKind.COUNT and moment is not None and measure.moment == moment.key and plain:
            yield measure


def place_field(reader: Reader) -> Field | None:
    """Return the field of the main place, None where there is none or this reader may not see it."""
    field = Shape(reader.type, reader.register.facets).first(FieldKind.PLACE)
    return field if field in reader.fields else None


def _is_plain(reader: Reader, condition: Condition) -> bool:
    field = reader.type.field_by_key.get(condition.field)
    return condition.field == _STATE or (field is not None and field.kind in (FieldKind.CHOICE, FieldKind.UNIT))


def _met(reader: Reader, condition: Condition) -> Q:
    """Return what a row must be to meet a condition on a choice, a unit or its state, as the kernel judges it."""
    if condition.field == _STATE:
        return Q(state__in=condition.equals)
    field = reader.type.field_by_key[condition.field]
    below = (option for option in field.option_by_key if set(field.lineage(option)) & set(condition.within))
    values = sorted({*condition.equals, *below})
    facets = reader.register.facets
    name = f"facet_{facets.index(field.key) + 1}" if field.key in facets else f"values__{field.key}"
    return Q(**{f"{name}__in": values})


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
