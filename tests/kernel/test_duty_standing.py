"""How items stand on a day, when they are old, and between which two values an authority would mark them."""

from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.duty import (
    Duty,
    DutyAnswerKind,
    DutyInterval,
    DutyItem,
    DutyRecipient,
    DutyRule,
    DutyScore,
    ItemState,
    ScoreMeasure,
    ScorePart,
)
from ceiba.kernel.duty_dispatch import dispatches, first_sent
from ceiba.kernel.duty_standing import ItemAnswer, ItemStanding, ItemSupply, counts, score_check, standings
from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Workday
from ceiba.kernel.period import Period

CALENDAR = WorkCalendar()
MONTHLY = DutyRule(months=1, due_day=15, workday=Workday.NEXT)
TODAY = date(2026, 11, 22)
PARTS = tuple(ScorePart(each.value, each.value, each, Decimal(1)) for each in ScoreMeasure)
SCORE = DutyScore("SITA", PARTS, ("csv", "json"))


def duty(*items: DutyItem, rule: DutyRule = MONTHLY, **more: object) -> Duty:
    told = items or (DutyItem("a", "A"),)
    return Duty("xx.d", "1", "D", "D", "XX", ("other",), LegalSource("Ley"), rule, told, **more)  # type: ignore[arg-type]


def answered(day: date, state: ItemState = ItemState.PUBLISHED, **more: object) -> ItemAnswer:
    told = {"recorded": day, "link": "https://ejemplo.test/a.csv", **more}
    return ItemAnswer("a", state, day, **told)  # type: ignore[arg-type]


def standing(*answers: ItemAnswer, supply: ItemSupply | None = None, on: date = TODAY, **more: object) -> ItemStanding:
    kind = DutyAnswerKind.PRODUCED if supply else DutyAnswerKind.DECLARED
    asked = duty(DutyItem("a", "A", kind=kind), **more)  # type: ignore[arg-type]
    return standings(asked, {"a": answers}, {"a": supply} if supply else {}, on, CALENDAR)[0]


@pytest.mark.parametrize(
    ("day", "state", "stands", "aged"),
    [
        (date(2026, 11, 2), ItemState.PUBLISHED, ItemState.PUBLISHED, False),
        (date(2026, 10, 31), ItemState.PUBLISHED, ItemState.OVERDUE, False),  # October's data, due on 16 November
        (date(2026, 10, 22), ItemState.PUBLISHED, ItemState.OVERDUE, True),  # 31 days old
        (date(2026, 11, 2), ItemState.JUSTIFIED, ItemState.JUSTIFIED, False),
        (date(2026, 3, 1), ItemState.JUSTIFIED, ItemState.OVERDUE, True),
        (date(2020, 1, 1), ItemState.NOT_APPLICABLE, ItemState.NOT_APPLICABLE, False),
    ],
)
def test_an_answer_stands_while_it_is_current(day: date, state: ItemState, stands: ItemState, aged: bool) -> None:
    found = standing(answered(day, state))
    assert (found.state, found.aged) == (stands, aged)
    assert found.age == (TODAY - day).days


def test_the_due_day_itself_is_in_time() -> None:
    october = answered(date(2026, 10, 31))
    assert standing(october, on=date(2026, 11, 16)).state is ItemState.PUBLISHED
    assert standing(october, on=date(2026, 11, 17)).state is ItemState.OVERDUE


def test_thirty_days_are_not_old_and_thirty_one_are() -> None:
    rule = DutyRule()
    assert not standing(answered(date(2026, 10, 23)), rule=rule).aged
    assert standing(answered(date(2026, 10, 22)), rule=rule).aged
    assert standing(answered(date(2026, 10, 22)), rule=rule).state is ItemState.PUBLISHED, "old is not overdue"


def test_the_last_answer_holds_and_nothing_is_missing() -> None:
    first, last = answered(date(2026, 1, 1)), answered(date(2026, 11, 3), ItemState.JUSTIFIED)
    assert standing(first, last).answer is last
    assert standing().state is ItemState.MISSING
    assert standing().age is None


def test_what_is_produced_is_published_and_a_unit_may_confirm_it() -> None:
    supply = ItemSupply((date(2026, 9, 1),), rows=3)
    assert standing(supply=supply).state is ItemState.OVERDUE
    confirmed = standing(answered(date(2026, 11, 5), link=""), supply=supply)
    assert (confirmed.state, confirmed.day) == (ItemState.PUBLISHED, date(2026, 11, 5))
    assert standing(answered(date(2026, 11, 5), ItemState.JUSTIFIED), supply=ItemSupply()).state is ItemState.JUSTIFIED


def test_nothing_falls_due_after_the_last_day() -> None:
    assert standing(answered(date(2020, 1, 1)), until=date(2023, 2, 7)).state is ItemState.PUBLISHED


def test_a_notice_goes_out_so_many_days_before() -> None:
    notice = DutyItem("a", "Convocatoria", interval=DutyInterval("b", 15, before=True))
    asked = duty(notice, DutyItem("b", "Deliberación"), rule=DutyRule())

    def found(day: date | None) -> ItemStanding:
        answers = {"b": [answered(date(2026, 5, 20))]} | ({"a": [answered(day)]} if day else {})
        return standings(asked, answers, {}, TODAY, CALENDAR)[0]

    assert (found(date(2026, 5, 5)).late, found(date(2026, 5, 6)).late) == (False, True)
    assert found(None).state is ItemState.OVERDUE
    assert found(None).due == date(2026, 5, 5)
    assert standings(asked, {}, {}, TODAY, CALENDAR)[0].state is ItemState.MISSING


def test_every_state_is_counted() -> None:
    found = counts([standing(), standing(answered(date(2026, 11, 2)))])
    assert found == {state: int(state in (ItemState.MISSING, ItemState.PUBLISHED)) for state in ItemState}


def check(
    answer: ItemAnswer | None, on: date = TODAY
) -> tuple[Decimal | None, Decimal | None, dict[str, Decimal | None]]:
    asked, answers = duty(), {"a": [answer]} if answer else {}
    found = standings(asked, answers, {}, on, CALENDAR)
    told = score_check(asked, SCORE, found, answers, on, CALENDAR)
    assert told is not None
    return told.least, told.most, dict(told.marks[0].parts) if told.marks else {}


def test_what_nobody_checked_leaves_a_range() -> None:
    least, most, _parts = check(answered(date(2026, 11, 3)))
    assert (least, most) == (75, 100)
    least, most, _parts = check(answered(date(2026, 11, 3), checked=date(2026, 11, 3)))
    assert (least, most) == (100, 100)


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        (None, (0, 0, 0, 0)),
        (answered(date(2026, 9, 3)), (Decimal("0.5"), 1, 0, None)),  # not current, not in time
        (answered(date(2026, 11, 3), link="https://x.test/a.pdf"), (1, 0, 1, None)),
        (answered(date(2026, 11, 3), link="https://x.test/pagina"), (1, None, 1, None)),  # no format is told
        (answered(date(2026, 11, 3), recorded=date(2026, 11, 20)), (1, 1, 0, None)),  # declared too late
    ],
)
def test_each_part_of_the_mark(answer: ItemAnswer | None, parts: tuple[object, ...]) -> None:
    assert tuple(check(answer)[2].values()) == parts


def test_before_the_due_day_it_is_not_late_yet() -> None:
    assert check(answered(date(2026, 9, 3)), on=date(2026, 11, 10))[2]["on_time"] is None


def test_what_does_not_apply_is_left_out() -> None:
    assert check(answered(date(2026, 11, 3), ItemState.NOT_APPLICABLE))[:2] == (None, None)


def test_dispatches_by_period_and_recipient() -> None:
    asked = duty(recipients=(DutyRecipient("x", "Comisión"), DutyRecipient("y", "Otra")))
    october, september = Period.parse("2026-M10"), Period.parse("2026-M09")
    proofs = [
        (october, "x", date(2026, 11, 18)),
        (october, "x", date(2026, 11, 10)),
        (september, "y", date(2026, 11, 1)),
    ]
    found = dispatches(asked, first_sent(proofs), TODAY, CALENDAR)
    assert [one.owed.period for one in found[:2]] == [october, september]
    assert [(one.day, one.kept) for one in found[0].dispatches] == [(date(2026, 11, 10), True), (None, False)]
    assert found[1].dispatches[1].kept is False, "September was due on 15 October"
    assert dispatches(duty(), {}, TODAY, CALENDAR) == ()
