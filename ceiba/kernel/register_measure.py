"""Measures of a register as they are declared: what is counted, in which period a row falls, and how it is opened.

Σ runs over the rows (or cells of counts) that meet the filter and whose moment lies in the period.

=============== =======================================================================================================
count           number of rows
distinct        number of different values of ``field``; rows without one are left out
sum             Σ field
average         Σ field / number of rows that have it; never of a field in percent
last            the field of the row with the latest moment (equal moments: the greater key)
minimum         least value of the field
maximum         greatest value of the field
ratio           factor × numerator / denominator, each another measure: Σ / Σ, never a mean of ratios
within_deadline 100 × rows that ended on or before their due day / rows decided; the moment is the due day
rate            factor × numerator / people of the population series in the period's last year; not annualised.
                ``people`` says which openings are also the people's: their place, sex or age
time_between    days (86,400 s) from the first entry into ``start`` to the first later entry into ``end``; its moment.
                median: the middle value, or half the sum of the two middle ones;
                p90: the least value that at least 90 % do not exceed (nearest rank)
=============== =======================================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from enum import StrEnum


class MeasureKind(StrEnum):
    """The formula of a measure; see the table of this module."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"
    AVERAGE = "average"
    LAST = "last"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    RATIO = "ratio"
    WITHIN_DEADLINE = "within_deadline"
    RATE = "rate"
    TIME_BETWEEN = "time_between"


DERIVED = frozenset({MeasureKind.RATIO, MeasureKind.RATE})  # made of other measures, with no rows of their own
OF_FIELD = frozenset(
    {MeasureKind.DISTINCT, MeasureKind.SUM, MeasureKind.AVERAGE, MeasureKind.LAST, MeasureKind.MINIMUM,
     MeasureKind.MAXIMUM}
)  # fmt: skip


class PeopleBy(StrEnum):
    """What an opening of a rate says of the people that it is of."""

    PLACE = "place"
    SEX = "sex"
    AGE = "age"


class Statistic(StrEnum):
    """Which of many durations is told."""

    MEDIAN = "median"
    P90 = "p90"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a row: its field (or ``state``, or a dimension of counts) is one of some.

    ``within`` takes options together with every narrower one below them; ``equals`` the values alone. A row without a
    value meets no condition.
    """

    field: str
    equals: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A declared measure. ``moment`` is a field of date, or ``state:KEY`` for the first entry into a state.

    ``by`` are the ways in which it is opened; ``filters`` must all hold. ``factor`` is 100 for percentages, 100000 for
    rates; ``population`` names the series of people, and ``people`` says which of ``by`` open them too.
    """

    key: str
    title: str
    kind: MeasureKind
    moment: str = ""
    field: str = ""
    filters: tuple[Condition, ...] = ()
    by: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    factor: Decimal = Decimal(1)
    population: str = ""
    people: Mapping[str, PeopleBy] = default(default_factory=dict)
    deadline: str = ""
    start: str = ""
    end: str = ""
    statistic: Statistic = Statistic.MEDIAN
    measure_unit: str = ""
    help: str = ""
