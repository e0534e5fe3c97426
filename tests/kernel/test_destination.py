"""No link loses or doubles a cent, and the gap never pretends to know."""

from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from ceiba.kernel.budget import BudgetLine, Share, Stage, shares_add_up
from ceiba.kernel.destination import Destination, by_destination, destinations, given, through
from ceiba.kernel.execution import Execution, executed, spending
from ceiba.kernel.gap import Gap, GapReading
from ceiba.kernel.money import Money
from ceiba.kernel.states import NO_DATA, NOT_DUE, Value

ONE = Decimal(1)
AIMS = {"project/p1": {"element/a": ONE, "element/b": ONE, "element/c": ONE}, "indicator/i": {"element/a": ONE}}
SUBJECTS = ["element/a", "element/b", "indicator/i", "project/p1", "project/p2", "unit/u", "plan/p"]
cents = st.integers(-(10**12), 10**12).map(lambda n: Money.from_hundredths(n, "GTQ"))


@st.composite
def lines(draw: st.DrawFn) -> BudgetLine:
    """Return a line whose shares come to one, or to less, or are none."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True))
    weights = [draw(st.integers(1, 1000)) for _one in subjects]
    slack = draw(st.sampled_from([0, 0, 250]))
    whole = sum(weights) + slack
    serves = tuple(Share(s, Decimal(w) / Decimal(whole)) for s, w in zip(subjects, weights, strict=True))
    current, accrued = draw(cents), draw(st.none() | cents)
    amounts = ((Stage.CURRENT, current), *(((Stage.ACCRUED, accrued),) if accrued else ()))
    return BudgetLine(str(draw(st.integers(0, 10**6))), "1", "x", amounts=amounts, serves=serves)


@pytest.mark.slow
@over(st.lists(lines(), max_size=20))
def test_what_lines_are_for_adds_up_to_what_they_hold(held: list[BudgetLine]) -> None:
    whole = Money.total((given(line) for line in held), "GTQ")
    assert Money.total(by_destination(held, AIMS).values(), "GTQ") == whole


@over(lines())
def test_a_line_that_is_wholly_shared_leaves_nothing_over(line: BudgetLine) -> None:
    left = [money for kind, money in destinations(line, AIMS) if kind is Destination.NOTHING]
    if shares_add_up(line.serves):
        assert not left
    assert len(left) <= 1


@over(cents)
def test_what_reaches_elements_through_a_project_is_what_the_project_has(money: Money) -> None:
    reached = through(money, "project/p1", AIMS)
    assert Money.total(part for _element, part in reached) == money
    assert through(money, "project/p2", AIMS) == ()


@pytest.mark.slow
@over(st.lists(lines(), max_size=20))
def test_roll_ups_over_projects_lose_and_double_nothing(held: list[BudgetLine]) -> None:
    """What elements get, with what they get through projects, is what is for a promise; stage by stage."""
    spent = spending(held, aims=AIMS)
    reached = [row for subject, rows in spent.items() if subject.startswith("element/") for row in rows]
    promised = by_destination(held, AIMS).get(Destination.PROMISE, Money.zero("GTQ"))
    assert Money.total((row.given for row in reached), "GTQ") == promised
    own = [row for subject, rows in spending(held).items() for row in rows if subject in ("element/a", "element/b")]
    whole = [*own, *spent.get("project/p1", ()), *spent.get("indicator/i", ())]
    accrued = Money.total((row.accrued for row in whole if row.accrued), "GTQ")
    assert Money.total((row.accrued for row in reached if row.accrued), "GTQ") == accrued
    assert executed(reached).lines == executed(whole).lines


def test_a_line_without_money_is_for_nothing_at_all() -> None:
    assert list(destinations(BudgetLine("1", "1"), AIMS)) == []


@pytest.mark.parametrize(
    ("physical", "accrued", "points", "reading"),
    [
        (Value(Decimal(40)), "80", "40", GapReading.PAID_AHEAD),
        (Value(Decimal(80)), "40", "-40", GapReading.RESULTS_AHEAD),
        (Value(Decimal(50)), "60", "10", GapReading.IN_STEP),
        (Value(Decimal(50)), "40", "-10", GapReading.IN_STEP),
        (Value(Decimal(0)), "0", "0", GapReading.IN_STEP),
        (Value(Decimal(50)), "60.01", "10.01", GapReading.PAID_AHEAD),
        (NO_DATA, "60", None, GapReading.UNKNOWN),
        (NOT_DUE, "60", None, GapReading.UNKNOWN),
        (Value(Decimal(50)), None, None, GapReading.UNKNOWN),
    ],
)
def test_a_gap_reads_what_it_can_and_nothing_else(
    physical: Value, accrued: str | None, points: str | None, reading: GapReading
) -> None:
    spent = Execution(lines=1) if accrued is None else Execution(Money(Decimal(100)), Money(Decimal(accrued)), 1, 1)
    gap = Gap(physical, spent)
    assert gap.points == (None if points is None else Decimal(points))
    assert gap.reading is reading
