"""Two periods side by side: what each goal promised and reached in them, and the money; levels, never averages.

A difference is told only between two figures that are whole: a year of which a part has no figure is not held
against one that has them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.kernel.achievement import Achievement
from ceiba.kernel.exact import EXACT
from ceiba.kernel.indicator import Direction, Measurement
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum, Value
from ceiba.monitoring.board import readings
from ceiba.monitoring.board_page import shortened
from ceiba.monitoring.branch import pair_of, sum_of
from ceiba.monitoring.element import Sum
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Goals, Promise
from ceiba.portal.money import PublicMoney, YearMoney
from ceiba.ui import formats

_YEAR = 12


@dataclass(frozen=True)
class Side:
    """What one period says of a goal; ``parts`` are its figures by sex, place or whatever it opens into."""

    told: Achievement
    parts: tuple[Measurement, ...]

    @property
    def value(self) -> Datum:
        """Return the figure or why there is none."""
        return shortened(self.told.value)

    @property
    def target(self) -> Datum:
        """Return what was promised for the period."""
        return self.told.target

    @property
    def is_programmed(self) -> bool:
        """Tell whether a figure was promised for the period."""
        return isinstance(self.target, Value)

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Return the two numbers of a ratio."""
        return pair_of(self.told)

    @property
    def sum(self) -> str:
        """Return the arithmetic of the achievement."""
        return sum_of(self.told)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing of the period, and nothing still to come."""
        observed = self.told.observed
        if observed is None:
            return True
        return observed.completeness.known == self._expected

    @property
    def gaps(self) -> str:
        """Return how much of the period has a figure, blank where all has, or nothing."""
        observed = self.told.observed
        if observed is None or self.is_whole or not isinstance(self.told.value, Value):
            return ""
        facts = {
            "known": formats.number(observed.completeness.known),
            "parts": formats.number(self._expected),
        }
        return _("%(known)s de %(parts)s períodos con cifra") % facts

    @property
    def _expected(self) -> int:
        observed = self.told.observed
        return observed.completeness.expected + observed.completeness.not_due if observed else 0


@dataclass(frozen=True)
class GoalPair:
    """A goal in two periods."""

    promise: Promise
    before: Side
    after: Side

    @property
    def change(self) -> Decimal | None:
        """Return the second figure less the first, None where either is not known or not whole."""
        one, two = self.before.told.value, self.after.told.value
        both = isinstance(one, Value) and isinstance(two, Value) and self.before.is_whole and self.after.is_whole
        return EXACT.subtract(two.amount, one.amount) if both else None  # type: ignore[union-attr]  # both are values

    @property
    def words(self) -> str:
        """Return the change in words: how much, and which way."""
        change = self.change
        if change is None:
            return ""
        if not change:
            return _("igual")
        size = formats.datum(shortened(Value(abs(change))))
        if self.promise.measure.is_percentage:
            size = _("%(n)s puntos") % {"n": size}
        return (_("sube %(n)s") if change > 0 else _("baja %(n)s")) % {"n": size}

    @property
    def tone(self) -> str:
        """Return the tone of the change: better, worse, or neither where the goal says no direction."""
        rising = {Direction.UP: 1, Direction.DOWN: -1}.get(self.promise.indicator.direction, 0)
        change = (self.change or 0) * rising
        return "ok" if change > 0 else "bad" if change < 0 else "none"

    @property
    def parts(self) -> list[tuple[str, Datum | None, Datum | None]]:
        """Return the figures of each part in both periods, None where nobody told one."""
        one = {part.disaggregation: part.value for part in self.before.parts}
        two = {part.disaggregation: part.value for part in self.after.parts}
        return [(name, one.get(name), two.get(name)) for name in dict.fromkeys([*one, *two])]


@dataclass(frozen=True)
class MoneyPair:
    """The budget at one stage in two years."""

    words: str
    before: Sum
    after: Sum

    @property
    def change(self) -> Money | None:
        """Return the second less the first, None where either lacks a line or they are of two currencies."""
        one, two = self.before, self.after
        if one.money is None or two.money is None or not (one.is_complete and two.is_complete):
            return None
        return two.money - one.money if one.money.currency == two.money.currency else None


@dataclass(frozen=True)
class Comparison:
    """Two periods of a publication; ``only`` is the goal that was asked for, None for all."""

    edition: Edition
    before: Period
    after: Period
    only: str = ""

    @cached_property
    def goals(self) -> Goals:
        """Return the goals of the publication."""
        return Goals(self.edition)

    @cached_property
    def pairs(self) -> list[GoalPair]:
        """Return the goals that say anything of either period, in the order of the plans."""
        chosen = [one for one in self.goals.every if self.only in ("", one.indicator.id)]
        every = (GoalPair(one, self._side(one, self.before), self._side(one, self.after)) for one in chosen)
        return [pair for pair in every if self.only or _says(pair.before) or _says(pair.after)]

    @property
    def silent(self) -> str:
        """Return of how many goals neither period says anything, blank where all do."""
        rest = len(self.goals.every) - len(self.pairs)
        words = ngettext(
            "De %(n)s meta ninguno de los dos períodos dice nada.",
            "De %(n)s metas ninguno de los dos períodos dice nada.",
            rest,
        )
        return words % {"n": formats.number(rest)} if rest and not self.only else ""

    @cached_property
    def money(self) -> list[MoneyPair]:
        """Return the budget of both periods at each stage; nothing where neither has any."""
        if self.only:
            return []
        told = PublicMoney(self.edition)
        years = {year.period: year for year in told.years}
        if self.before not in years and self.after not in years:
            return []
        one, two = (years.get(period) or YearMoney(period, ()) for period in (self.before, self.after))
        stages = told.page.stages
        rows = zip(one.row("", stages).stages, two.row("", stages).stages, strict=True)
        return [MoneyPair(words, before, after) for (words, before), (_words, after) in rows]

    @property
    def percents(self) -> tuple[Decimal | None, Decimal | None]:
        """Return what part of each year's money was accrued, each from its own amounts."""
        years: dict[Period | None, YearMoney] = {year.period: year for year in PublicMoney(self.edition).years}
        one, two = years.get(self.before), years.get(self.after)
        return one.percent if one else None, two.percent if two else None

    def _side(self, one: Promise, period: Period) -> Side:
        face = self.edition.face
        parts = tuple(m for m in face.measurements_of(one.indicator) if m.disaggregation and m.period == period)
        return Side(readings(face, self.edition.today).achievement(one.indicator, period), parts)


def periods(edition: Edition) -> tuple[Period, ...]:
    """Return the periods that have a figure or a budget, and the years of these; the longest and last first."""
    face, start = edition.face, edition.face.methodology.fiscal_start
    told = {one.period for one in face.measurements} | {one.period for one in face.budget_lines if one.period}
    years = {year for one in told for year in one.years(start)}
    return tuple(sorted(told | years, key=lambda one: (one.months, one.first_month), reverse=True))


def chosen_periods(offered: Sequence[Period], asked: QueryDict, start: int) -> tuple[Period, Period] | None:
    """Return the two periods that an address asks for; the last two years where it asks for none.

    None where there are not two, and for what is not offered.
    """
    known = {one.notation(start): one for one in offered}
    if "antes" in asked or "despues" in asked:
        one, two = known.get(asked.get("antes", "")), known.get(asked.get("despues", ""))
        return (one, two) if one and two else None
    years = [one for one in offered if one.months == _YEAR]
    return (years[1], years[0]) if len(years) > 1 else None


def _says(side: Side) -> bool:
    return isinstance(side.told.value, Value) or isinstance(side.told.target, Value) or bool(side.parts)
