"""What an observatory tells of a register: months, hours, places compared by rate, and which of them leave their range.

The numbers only; ``observatory_charts`` draws them. Places are the widest ones of the territory: what happens in a
colony counts for its zone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ceiba.institutions.queries_territory import Extent
from ceiba.kernel.expected import ExpectedRange, ExpectedRule, RangePosition, expected
from ceiba.kernel.period import Period
from ceiba.kernel.rates import Comparison, PopulationSeries, Rate, RateRule, compare, rate, rolling
from ceiba.kernel.register_measure import Measure, MeasureKind
from ceiba.kernel.register_type import PublicView
from ceiba.kernel.states import NO_DATA, Datum, Value
from ceiba.registers.queries_observatory import Counted, Square, place_field
from ceiba.registers.queries_rows import Reader

YEAR = 12
RULE, RATE_RULE = ExpectedRule(), RateRule()
WHOLE = ""  # all places together


@dataclass(frozen=True)
class ObservatoryQuestion:
    """What is asked: a measure (None: all rows), options by field, a period, the key of a population series."""

    period: Period
    measure: Measure | None = None
    fields: Mapping[str, str] | None = None
    series: str = ""


class Observatory:
    """The answers to one question about one register, on a day."""

    def __init__(
        self,
        reader: Reader,
        question: ObservatoryQuestion,
        here: Extent,
        series: tuple[PopulationSeries, ...],
        today: date,
    ) -> None:
        self.reader, self.question, self.here, self.today = reader, question, here, today
        self.series = next((one for one in series if one.id == question.series), None)
        self.rows = Counted(reader, question.measure, question.fields or {})
        self.has_places = place_field(reader) is not None

    @property
    def period(self) -> Period:
        """Return the months that are asked for."""
        return self.question.period

    @cached_property
    def first_whole(self) -> int:
        """Return the first month of which all rows are kept."""
        since = self.reader.register.since
        return since.year * YEAR + since.month - 1 + (since.day > 1)

    @cached_property
    def last_whole(self) -> int:
        """Return the last month asked for that is over."""
        return min(self.period.last_month, self.today.year * YEAR + self.today.month - 2)

    @cached_property
    def _by_month(self) -> Mapping[tuple[int, str], int]:
        """Return the counts by month and place, as far back as a rolling year and an expected range reach."""
        months = Period(self._reach, self.period.last_month - self._reach + 1)
        return self.rows.by_month(months, with_places=self.has_places)

    @cached_property
    def _by_top(self) -> Mapping[str, Mapping[int, int]]:
        """Return the counts by widest place and month; all of them under ``WHOLE``."""
        found: dict[str, Counter[int]] = {WHOLE: Counter()}
        for (month, place), count in self._by_month.items():
            found[WHOLE][month] += count
            way = self.here.chain(place)
            if way:
                found.setdefault(way[-1], Counter())[month] += count
        return found

    @cached_property
    def total(self) -> int:
        """Return how many rows lie in the period."""
        return self._in_period(WHOLE)

    @cached_property
    def unplaced(self) -> int:
        """Return how many rows of the period do not say in which part of the territory they lie."""
        return self.total - sum(self._in_period(place) for place in self._by_top if place != WHOLE)

    def _in_period(self, place: str) -> int:
        months, asked = self._by_top.get(place, {}), self.period
        return sum(count for month, count in months.items() if asked.first_month <= month <= asked.last_month)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Return the codes of the widest places: all that the territory has, and others that rows name."""
        if not self.has_places:
            return ()
        tops = (code for code, one in self.here.places.items() if one.is_there(self.today) and self._is_top(code))
        known = [*(one.code for one in self.here.within), *tops]
        return (*known, *sorted(set(self._by_top) - {WHOLE} - set(known)))

    def _is_top(self, code: str) -> bool:
        return self.here.chain(code)[-1:] == (code,)

    def months_of(self, place: str) -> dict[int, Datum]:
        """Return the counts of a place by month, from the first whole month: a month without rows has zero."""
        counts, first = self._by_top.get(place, {}), max(self.first_whole, self._reach)
        return {at: Value(Decimal(counts.get(at, 0))) for at in range(first, self.period.last_month + 1)}

    @property
    def _reach(self) -> int:
        """Return the first month that was asked of the database."""
        return self.period.first_month - max(YEAR - 1, RULE.years * YEAR + RULE.side)

    @cached_property
    def months(self) -> tuple[tuple[int, Datum, Datum], ...]:
        """Return each month of the period with its count and the sum of the twelve that end in it."""
        known = self.months_of(WHOLE)
        sums = dict(rolling({at: count for at, count in known.items() if at <= self.last_whole}, YEAR))
        asked = range(self.period.first_month, self.period.last_month + 1)
        return tuple((at, known.get(at, NO_DATA), sums.get(at, NO_DATA)) for at in asked)

    @cached_property
    def hours(self) -> Mapping[tuple[int, int], int]:
        """Return the counts of the period by day of the week and hour."""
        return self.rows.by_hour(self.period)

    @cached_property
    def squares(self) -> list[Square]:
        """Return where rows of the period lie, as coarsely as the type publishes places."""
        view = self.reader.type.public or PublicView()
        return self.rows.by_square(self.period, view.place_decimals) if self.has_places else []

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many rows of the period lie in each place."""
        return {place: self._in_period(place) for place in self.places}

    @cached_property
    def comparison(self) -> Comparison:
        """Return the places compared by their rates in the period."""
        year = self.period.end_year

        def of(place: str) -> Rate | None:
            return rate(self.counts[place], self.series.base(place, year) if self.series else None, RATE_RULE)

        return compare({place: of(place) for place in self.places})

    @cached_property
    def ranges(self) -> Mapping[str, ExpectedRange]:
        """Return, for the whole and each place, what was to be expected of the last month that is over."""
        return {place: expected(self.months_of(place), self.last_whole, RULE) for place in (WHOLE, *self.places)}

    @property
    def alerts(self) -> list[str]:
        """Return the places that lie above their expected range."""
        return [place for place, one in self.ranges.items() if one.position is RangePosition.ABOVE]


def usual_series(reader: Reader, measure: Measure | None, series: tuple[PopulationSeries, ...]) -> str:
    """Return the population series that a rate of the measure names; the only one there is, or none."""
    named = {
        one.population
        for one in reader.type.measures
        if one.kind is MeasureKind.RATE and (measure is None or one.numerator == measure.key)
    }
    known = [one.id for one in series]
    return next((key for key in known if key in named), known[0] if len(known) == 1 else "")
