"""Rates per 100,000 people: of a named population, with an exact interval, and a caution where the numbers are small.

A rate of few events jumps from year to year by chance alone. Its interval is that of a Poisson count (F. Garwood,
1936); under 20 events the relative error passes some 22 percent, and health statistics warn or print no rate (R. N.
Anderson and H. M. Rosenberg, *Age standardization of death rates*, National Vital Statistics Reports 47(3), 1998): how
few is a setting. Two places differ where the interval of one's events does not hold the events that it
would have at the rate of all of them together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ceiba.kernel.exact import quotient, total
from ceiba.kernel.poisson import interval
from ceiba.kernel.states import NO_DATA, Datum, Value, merged_absence

HUNDRED_THOUSAND = 100_000
ALL = ""  # both sexes, all ages
Group = tuple[str, str]  # sex, age


class YearRule(StrEnum):
    """Which year's people a rate is of, where a series has none of the year itself.

    ``EXACT``: no other's. ``EARLIER``: the nearest earlier year's. ``INTERPOLATED``: on the straight line between the
    nearest earlier and the nearest later year; never beyond them.
    """

    EXACT = "exact"
    EARLIER = "earlier"
    INTERPOLATED = "interpolated"


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many people a series counts in a place and a year, of one sex and age or of all (blank)."""

    place: str
    year: int
    people: int
    sex: str = ALL
    age: str = ALL

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ValueError("a population is never negative")


@dataclass(frozen=True, slots=True)
class PopulationBase:
    """The people that a rate is of: how many, for which year, and what that rests on.

    ``rule`` is what was really done: ``EXACT`` where the year has figures of its own. ``years``: those the figure is
    taken from, one or, interpolated, two.
    """

    people: Decimal
    year: int
    rule: YearRule
    years: tuple[int, ...]
    series: str
    source: str

    @property
    def is_of_its_year(self) -> bool:
        """Tell whether nothing was carried over or interpolated; where not, whoever shows it must say so."""
        return self.rule is YearRule.EXACT


@dataclass(frozen=True)
class PopulationSeries:
    """A series of one source («Proyecciones, Instituto …, 2020»). ``ValueError`` where it counts one cell twice.

    ``home`` is the place that holds all the others: the one whose people are meant where no place is named.
    """

    id: str
    name: str
    source: str
    figures: tuple[Inhabitants, ...] = ()
    home: str = ""

    def __post_init__(self) -> None:
        cells = {(one.place, one.year, one.sex, one.age) for one in self.figures}
        if len(cells) != len(self.figures):
            raise ValueError(f"the series «{self.id}» counts a place, year, sex and age twice")

    def base(
        self, place: str, year: int, rule: YearRule = YearRule.EARLIER, groups: Sequence[Group] = ((ALL, ALL),)
    ) -> PopulationBase | None:
        """Return the people of a place for a year, the groups of sex and age together; None where the rule gives none.

        A blank place is ``home``. Only years count in which every one of the groups has a figure: a part is never
        taken for the whole.
        """
        years = self._years(place or self.home, groups)
        if year in years:
            return self._base(Decimal(years[year]), year, YearRule.EXACT, (year,))
        before = max((one for one in years if one < year), default=None)
        after = min((one for one in years if one > year), default=None)
        if rule is YearRule.EARLIER and before is not None:
            return self._base(Decimal(years[before]), year, rule, (before,))
        if rule is YearRule.INTERPOLATED and before is not None and after is not None:
            grown = Decimal((years[after] - years[before]) * (year - before))
            people = Decimal(years[before]) + quotient(grown, Decimal(after - before))
            return self._base(people, year, rule, (before, after))
        return None

    def _base(self, people: Decimal, year: int, rule: YearRule, years: tuple[int, ...]) -> PopulationBase:
        return PopulationBase(people, year, rule, years, self.id, self.source)

    def _years(self, place: str, groups: Sequence[Group]) -> dict[int, int]:
        wanted = set(groups)
        known = (
            (year, [parts[group] for group in wanted & parts.keys()])
            for year, parts in self._by_place.get(place, {}).items()
        )
        return {year: sum(people) for year, people in known if len(people) == len(wanted)}

    @cached_property
    def _by_place(self) -> Mapping[str, Mapping[int, Mapping[Group, int]]]:
        found: dict[str, dict[int, dict[Group, int]]] = {}
        for one in self.figures:
            found.setdefault(one.place, {}).setdefault(one.year, {})[one.sex, one.age] = one.people
        return found


@dataclass(frozen=True, slots=True)
class RateRule:
    """How rates are made: per how many people, under how many events with a caution, at what percent confidence."""

    per: int = HUNDRED_THOUSAND
    fewest: int = 20
    confidence: int = 95


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per so many people, between ``low`` and ``high``; unrounded. ``caution``: too few events to rest on."""

    events: int
    base: PopulationBase
    per: int
    amount: Decimal
    low: Decimal
    high: Decimal
    caution: bool


def rate(events: int, base: PopulationBase | None, rule: RateRule | None = None) -> Rate | None:
    """Return the rate of events in a year; None where nobody is known to live there. ``ValueError`` for −1 events."""
    rule = rule or RateRule()
    low, high = interval(events, rule.confidence)
    if base is None or not base.people:
        return None
    amount, least, most = (quotient(n * rule.per, base.people) for n in (Decimal(events), low, high))
    return Rate(events, base, rule.per, amount, least, most, events < rule.fewest)


class PlaceStanding(StrEnum):
    """How a place stands to all of them together: higher, lower, not told apart from chance, or unknown."""

    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """A place among others: its rate, its rate in times that of all together, and how it stands."""

    place: str
    rate: Rate | None
    times: Decimal | None
    standing: PlaceStanding


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places compared, in the order they were given, and the rate of all that are known together."""

    whole: Decimal | None
    places: tuple[ComparedPlace, ...]


def compare(rates: Mapping[str, Rate | None]) -> Comparison:
    """Compare places by their rates, all made by one rule; a place without one takes no part and is still shown.

    At 95 percent one place in twenty stands out by chance alone: with many, ask for more confidence.
    ``ValueError`` where the rates are per different numbers of people.
    """
    known = [one for one in rates.values() if one is not None]
    if len({one.per for one in known}) > 1:
        raise ValueError("rates per different numbers of people cannot be compared")
    people = total(one.base.people for one in known)
    if not known or not people:
        return Comparison(
            None, tuple(ComparedPlace(place, one, None, PlaceStanding.UNKNOWN) for place, one in rates.items())
        )
    whole = quotient(Decimal(sum(one.events for one in known) * known[0].per), people)
    return Comparison(whole, tuple(_compared(place, one, whole) for place, one in rates.items()))


def _compared(place: str, one: Rate | None, whole: Decimal) -> ComparedPlace:
    if one is None:
        return ComparedPlace(place, None, None, PlaceStanding.UNKNOWN)
    standing = (
        PlaceStanding.HIGHER if one.low > whole else PlaceStanding.LOWER if one.high < whole else PlaceStanding.ALIKE
    )
    return ComparedPlace(place, one, quotient(one.amount, whole) if whole else None, standing)


def rolling(months: Mapping[int, Datum], length: int = 12) -> tuple[tuple[int, Datum], ...]:
    """Return the sums of so many months that end in each month, from the first whole window to the last month.

    Months are counted as in ``Period``. A window with a gap is a gap: it is absent as its absent months are, and a
    month that is not there is without data. Nothing where there are fewer months than the window has.
    """
    if length < 1:
        raise ValueError("a window has at least one month")
    if not months:
        return ()
    ends = range(min(months) + length - 1, max(months) + 1)
    return tuple((end, _window([months.get(at, NO_DATA) for at in range(end - length + 1, end + 1)])) for end in ends)


def _window(figures: Iterable[Datum]) -> Datum:
    all_of_them = tuple(figures)
    amounts = [figure.amount for figure in all_of_them if isinstance(figure, Value)]
    if len(amounts) == len(all_of_them):
        return Value(total(amounts))
    return merged_absence(figure for figure in all_of_them if not isinstance(figure, Value))
