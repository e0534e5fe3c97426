"""The figure of a measure in a period: one of the five states, with the numbers and the rows that it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ceiba.kernel.exact import EXACT, HUNDRED, quotient
from ceiba.kernel.period import Period
from ceiba.kernel.rates import ALL, PopulationBase, PopulationSeries, YearRule
from ceiba.kernel.register_measure import Measure, MeasureKind, PeopleBy, Statistic
from ceiba.kernel.register_table import UNKNOWN, MeasureTable
from ceiba.kernel.register_tally import Tally, median, nearest_rank
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Completeness, Datum, Value, merged_absence

_SECONDS = Decimal(86_400)  # of a day
_NO_MONTHS = Completeness()


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """What is asked of a measure: a period, the parts, the day on which it is asked, and since when rows are kept.

    ``year_rule``: whose people a rate is of where its population series lacks the year.
    """

    period: Period
    as_of: date
    since: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    year_rule: YearRule = YearRule.EARLIER

    @property
    def known(self) -> Period | None:
        """Return the months of the period that have begun and of which rows are kept; None where there are none."""
        last = min(self.period.last_month, _month(self.as_of))
        first = self.period.first_month if self.since is None else max(self.period.first_month, _month(self.since))
        return Period(first, last - first + 1) if first <= last else None

    @property
    def completeness(self) -> Completeness:
        """Return how many months are known, were expected, and are still to come."""
        to_come = min(max(self.period.last_month - _month(self.as_of), 0), self.period.months)
        known = self.known
        return Completeness(known.months if known else 0, self.period.months - to_come, to_come)


@dataclass(frozen=True, slots=True)
class RegisterFigure:
    """The value of a measure, both its numbers where it is a ratio, the rows behind it, and its completeness in months.

    ``rows`` have what is measured; ``blank`` ones meet the filter and lack it; ``undecided`` may still keep a deadline.
    ``base``: the people that a rate is of, and whether they are those of its year.
    """

    value: Datum
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: int = 0
    blank: int = 0
    undecided: int = 0
    months: Completeness = _NO_MONTHS
    base: PopulationBase | None = None


def figure(
    measure: Measure,
    tables: Mapping[str, MeasureTable],
    question: MeasureQuestion,
    populations: Iterable[PopulationSeries] = (),
) -> RegisterFigure:
    """Return the answer to a question. ``tables`` holds, by key, the table of the measure or of those it is made of.

    Not due where no month of the period has begun, no data where none is kept, not applicable where a quotient has no
    cases to divide by. Zero where the register is kept and nothing happened.
    """
    if measure.kind is MeasureKind.RATIO:
        parts = [figure(tables[key].measure, tables, question) for key in (measure.numerator, measure.denominator)]
        return _ratio(measure, parts[0], parts[1].value, parts[0].blank + parts[1].blank)
    if measure.kind is MeasureKind.RATE:
        cases = figure(tables[measure.numerator].measure, tables, question)
        series = next((each for each in populations if each.id == measure.population), None)
        base = people(measure, series, question) if series is not None else None
        return replace(_ratio(measure, cases, Value(base.people) if base else NO_DATA, cases.blank), base=base)
    known, months = question.known, question.completeness
    if known is None:
        return RegisterFigure(NOT_DUE if not months.expected else NO_DATA, months=months)
    tally = tables[measure.key].tally(known, question.where)
    if measure.kind is MeasureKind.WITHIN_DEADLINE:
        return _within(tally, question.as_of, months)
    if measure.kind is MeasureKind.AVERAGE and tally.rows:
        rows = Decimal(tally.rows)
        mean = Value(quotient(tally.total, rows))
        return RegisterFigure(mean, tally.total, rows, tally.rows, tally.blank, months=months)
    return RegisterFigure(_plain(measure, tally), rows=tally.rows, blank=tally.blank, months=months)


def people(measure: Measure, series: PopulationSeries, question: MeasureQuestion) -> PopulationBase | None:
    """Return the people that a rate is of in the period's last year; None where the series does not know them.

    What the measure opens people by (``Measure.people``) narrows them; a kind of event or a unit does not. Other parts
    of counts do, and no series knows them.
    """
    opened = {name: part for name, part in question.where.items() if name in measure.people or _of_counts(name)}
    if not opened.keys() <= measure.people.keys():
        return None
    found = {measure.people[name]: part for name, part in opened.items()}
    if UNKNOWN in found.values():
        return None
    group = (found.get(PeopleBy.SEX, ALL), found.get(PeopleBy.AGE, ALL))
    return series.base(found.get(PeopleBy.PLACE, ""), question.period.end_year, question.year_rule, (group,))


def _of_counts(name: str) -> bool:
    """Tell whether a name is of a dimension of counts, and not of a depth of a tree («tipo.1»)."""
    _field, point, last = name.rpartition(".")
    return bool(point) and not last.isdecimal()


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _plain(measure: Measure, tally: Tally) -> Datum:
    """Return what one tally says: zero of nothing for what adds up, not applicable for what needs a case."""
    if not tally.rows and tally.blank:
        return NO_DATA
    match measure.kind:
        case MeasureKind.COUNT:
            return Value(Decimal(tally.rows))
        case MeasureKind.DISTINCT:
            return Value(Decimal(len(tally.values)))
        case MeasureKind.SUM:
            return Value(tally.total)
    if not tally.rows:
        return NOT_APPLICABLE
    match measure.kind:
        case MeasureKind.MINIMUM:
            return Value(min(tally.values))
        case MeasureKind.MAXIMUM:
            return Value(max(tally.values))
        case MeasureKind.LAST:
            return Value(max(tally.values)[2])
    middle = measure.statistic is Statistic.MEDIAN
    seconds = median(tally.values) if middle else Decimal(nearest_rank(tally.values, 90))
    return Value(quotient(seconds, _SECONDS))


def _within(tally: Tally, as_of: date, months: Completeness) -> RegisterFigure:
    """Return the share of decided rows that ended in time; an open row is decided once its due day is over."""
    late = sum(times for due, times in tally.values.items() if due < as_of)
    undecided = sum(tally.values.values()) - late
    decided = Decimal(tally.rows + late)
    numbers = (tally.total, decided, tally.rows + late, 0, undecided, months)
    if not decided:
        return RegisterFigure(NOT_DUE if undecided else NOT_APPLICABLE, *numbers)
    return RegisterFigure(Value(quotient(EXACT.multiply(tally.total, HUNDRED), decided)), *numbers)


def _ratio(measure: Measure, above: RegisterFigure, below: Datum, blank: int) -> RegisterFigure:
    """Return factor × above / below, rounded once; the reason of absence where either of them is absent."""
    over = above.value
    numbers = (
        over.amount if isinstance(over, Value) else None,
        below.amount if isinstance(below, Value) else None,
        above.rows,
        blank,
        above.undecided,
        above.months,
    )
    if not isinstance(over, Value) or not isinstance(below, Value):
        return RegisterFigure(merged_absence((over, below)), *numbers)
    if below.amount == 0:
        return RegisterFigure(NOT_APPLICABLE, *numbers)
    return RegisterFigure(Value(quotient(EXACT.multiply(over.amount, measure.factor), below.amount)), *numbers)
