"""How each item of a duty stands on a day, how old its answer is, and what an authority would mark it.

Nothing is guessed: what nobody looked at makes a mark a range, not a zero and not a full one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePosixPath

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.duty import Duty, DutyAnswerKind, DutyItem, DutyScore, ItemState, ScoreMeasure
from ceiba.kernel.duty_due import due_of, end_of, last_due, last_over
from ceiba.kernel.exact import EXACT, percent, total
from ceiba.kernel.period import Period

_HALF, _NONE, _FULL = Decimal("0.5"), Decimal(0), Decimal(1)
_STANDS = (ItemState.PUBLISHED, ItemState.JUSTIFIED)


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What a unit declared of an item: that it is published (link or document), that there is none, or that it does not
    apply. ``day`` is the day to which its content was brought up, ``recorded`` the one on which this was declared.

    ``document`` is the SHA-256 of a stored file. ``responsible``, ``email`` and ``phone`` are those that the law
    publishes with the item, typed for that. ``checked`` is when somebody opened its links, None where nobody said so.
    """

    item: str
    state: ItemState
    day: date
    recorded: date
    link: str = ""
    document: str = ""
    document_name: str = ""
    justification: str = ""
    legal_basis: str = ""
    unit: str = ""
    responsible: str = ""
    email: str = ""
    phone: str = ""
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class ItemSupply:
    """What answers an item by itself: a table made from the publication or a register's release.

    ``days`` are those on which it was made public, the oldest first. ``lacking`` counts cells of which nobody said
    anything. No days: there is nothing.
    """

    days: tuple[date, ...] = ()
    rows: int = 0
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """How an item stands: its state, the day of its content, how many days ago that is, and whether that is long.

    ``due`` is the day by which it should have been there, None where no calendar says. ``late`` tells that an item with
    an interval was done, and too late.
    """

    item: DutyItem
    state: ItemState
    day: date | None = None
    age: int | None = None
    aged: bool = False
    due: date | None = None
    late: bool = False
    answer: ItemAnswer | None = None
    supply: ItemSupply = ItemSupply()


Answers = Mapping[str, Sequence[ItemAnswer]]
Supplies = Mapping[str, ItemSupply]


def standings(
    duty: Duty, answers: Answers, supplies: Supplies, today: date, calendar: WorkCalendar
) -> tuple[ItemStanding, ...]:
    """Return how every item stands on a day. ``answers`` are those of each item, the oldest first."""
    plain = {item.key: _content(item, answers.get(item.key, ()), supplies.get(item.key)) for item in duty.items}
    return tuple(_standing(duty, item, plain, today, calendar) for item in duty.items)


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands behind an item, before it is asked how old that is."""

    state: ItemState
    day: date | None
    answer: ItemAnswer | None
    supply: ItemSupply


def _content(item: DutyItem, answers: Sequence[ItemAnswer], supply: ItemSupply | None) -> _Content:
    answer, found = answers[-1] if answers else None, supply or ItemSupply()
    if item.kind is not DutyAnswerKind.DECLARED and found.days:
        confirmed = [answer.day] if answer and answer.state is ItemState.PUBLISHED else []
        return _Content(ItemState.PUBLISHED, max([found.days[-1], *confirmed]), answer, found)
    if answer is None:
        return _Content(ItemState.MISSING, None, None, found)
    return _Content(answer.state, answer.day, answer, found)


def _standing(
    duty: Duty, item: DutyItem, plain: Mapping[str, _Content], today: date, calendar: WorkCalendar
) -> ItemStanding:
    told, rule = plain[item.key], duty.rule_of(item)
    state, due, late = told.state, None, False
    apart = _apart(item, plain) if item.interval else None
    if apart is not None:
        due, late = apart, told.day is not None and told.day > apart
        if told.day is None and today > apart:
            state = ItemState.OVERDUE
    if duty.holds_on(today) and state in _STANDS:
        owed = last_due(rule, today, calendar)
        if owed is not None and duty.holds_on(owed.due) and told.day is not None:
            due = due or owed.due
            if told.day <= end_of(owed.period):
                state = ItemState.OVERDUE
    age = None if told.day is None else max(0, (today - told.day).days)
    aged = age is not None and age > rule.fresh_days and told.state in _STANDS
    return ItemStanding(item, state, told.day, age, aged, due, late, told.answer, told.supply)


def _apart(item: DutyItem, plain: Mapping[str, _Content]) -> date | None:
    """Return the last day that an interval leaves, None while the other item has no day."""
    assert item.interval is not None
    other = plain[item.interval.item].day
    if other is None:
        return None
    days = timedelta(days=item.interval.days)
    return other - days if item.interval.before else other + days


def counts(found: Iterable[ItemStanding]) -> dict[ItemState, int]:
    """Return how many items stand how, in the order of the states; every state is there."""
    states = [one.state for one in found]
    return {state: states.count(state) for state in ItemState}


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What an item would be marked: a number for each part of the score between 0 and 1, None where it is not known."""

    item: DutyItem
    parts: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class ScoreCheck:
    """A score as far as it can be computed beforehand, of what a period asked for.

    ``least`` counts what is not known as nothing, ``most`` as full, both in percent. Items that do not apply are left
    out; None where no item is left.
    """

    period: Period
    due: date
    marks: tuple[ItemMark, ...]
    least: Decimal | None
    most: Decimal | None


def score_check(
    duty: Duty, score: DutyScore, found: Sequence[ItemStanding], answers: Answers, today: date, calendar: WorkCalendar
) -> ScoreCheck | None:
    """Return what an authority would mark now: Σ weight × part / Σ weight for each item, and their mean over the items.

    It looks at the last period that is over. None where nothing falls due by a calendar.
    """
    period = last_over(duty.rule, today)
    if period is None:
        return None
    due = due_of(duty.rule, period, calendar).due
    marked = [one for one in found if one.state is not ItemState.NOT_APPLICABLE]
    marks = tuple(_mark(score, one, answers.get(one.item.key, ()), period, due, today) for one in marked)
    least, most = (_percent(score, marks, unknown) for unknown in (_NONE, _FULL))
    return ScoreCheck(period, due, marks, least, most)


def _mark(
    score: DutyScore, one: ItemStanding, answers: Sequence[ItemAnswer], period: Period, due: date, today: date
) -> ItemMark:
    end, there = end_of(period), one.day is not None
    current = one.day is not None and one.day > end
    days = [*one.supply.days, *(answer.recorded for answer in answers)]
    in_time = any(end < day <= due for day in days)

    def part(measure: ScoreMeasure) -> Decimal | None:
        if not there:
            return _NONE
        match measure:
            case ScoreMeasure.COMPLETE:
                return _FULL if current and not one.supply.lacking else _HALF
            case ScoreMeasure.OPEN:
                return _open(score, one)
            case ScoreMeasure.ON_TIME:
                return _FULL if in_time else None if today <= due else _NONE
            case ScoreMeasure.CHECKED:
                checked = one.answer.checked if one.answer else None
                return _FULL if checked is not None and checked > end else None

    return ItemMark(one.item, {each.key: part(each.measure) for each in score.parts})


def _open(score: DutyScore, one: ItemStanding) -> Decimal | None:
    """Return 1 for an open format, 0 for another, None where a link does not tell its format."""
    if one.supply.days:
        return _FULL  # Ceiba gives it as CSV
    answer = one.answer
    if answer is None or answer.state is ItemState.JUSTIFIED:
        return _FULL if answer else _NONE  # a justification is a line of the page and of its CSV
    path = answer.link.partition("://")[2].partition("?")[0].partition("#")[0]
    name = answer.document_name or path.partition("/")[2]
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    return None if not ending else _FULL if ending in score.formats else _NONE


def _percent(score: DutyScore, marks: Sequence[ItemMark], unknown: Decimal) -> Decimal | None:
    if not marks:
        return None
    weights = {part.key: part.weight for part in score.parts}
    whole = EXACT.multiply(total(weights.values()), Decimal(len(marks)))
    got = total(
        EXACT.multiply(weights[key], unknown if value is None else value)
        for mark in marks
        for key, value in mark.parts.items()
    )
    return percent(got, whole)
