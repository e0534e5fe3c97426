"""Acts that modify the budget: they add up to what they say, and no line goes below nothing."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ceiba.budgets import services
from ceiba.budgets.models import Modification
from ceiba.budgets.modifying import modify
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.budget import BudgetLine as Line
from ceiba.kernel.budget import Cutoff, Stage
from ceiba.kernel.budget_changes import in_force, reconciled
from ceiba.kernel.destination import given
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.snapshots.services import current
from tests.people import Office

DAY = date(2026, 3, 5)


def q(text: str, currency: str = "GTQ") -> Money:
    return Money(Decimal(text), currency)


LINES = (
    Line("b1", "12-01-001", "Materiales", amounts=((Stage.INITIAL, q("100.00")),)),
    Line("b2", "12-01-002", "Combustible", amounts=((Stage.INITIAL, q("50.00")), (Stage.CURRENT, q("60.00")))),
    Line("b3", "12-01-003", "Sin dato"),
)


@pytest.fixture
def funded(office: Office) -> Office:
    services.adopt(office.actor(), lines=LINES)
    return office


def has(office: Office) -> dict[str, Money | None]:
    here = current(office.institution)
    return {line.id: in_force(line, here.modifications) for line in here.budget_lines}


def test_a_transfer_moves_money_and_is_one_act_of_history(funded: Office) -> None:
    moved = [("b1", q("-30.25")), ("b2", q("30.25"))]
    modify(funded.actor("finance"), moved, act="Acta 12-2026, punto cuarto", day=DAY, note="Falta combustible")
    assert has(funded) == {"b1": q("69.75"), "b2": q("90.25"), "b3": None}
    entry = Entry.objects.first()
    assert (entry.verb, entry.note) == ("budget.modify", "Falta combustible")
    assert {change["subject"].partition("/")[0] for change in entry.changes} == {"modification", "budget_line"}
    line = current(funded.institution).budget_lines[1]
    assert (line.amount(Stage.INITIAL), line.amount(Stage.CURRENT)) == (q("50.00"), q("90.25"))


def test_what_acts_leave_is_what_every_page_counts_with(funded: Office) -> None:
    """A line that printed only its initial money has a current one from its first act on."""
    modify(funded.actor(), [("b1", q("-30.25")), ("b2", q("30.25"))], act="Acta 1-2026", day=DAY)
    modify(funded.actor(), [("b1", q("-0.75")), ("b2", q("0.75"))], act="Acta 2-2026", day=DAY)
    lines = {line.id: line for line in current(funded.institution).budget_lines}
    assert [given(lines[key]) for key in ("b1", "b2")] == [q("69.00"), q("91.00")]
    assert lines["b1"].amount(Stage.INITIAL) == q("100.00")
    assert [
        check.difference.amount for check in reconciled(lines["b1"], current(funded.institution).modifications)
    ] == [0]


@pytest.mark.parametrize("seed", range(5))
def test_any_acts_conserve_the_money_of_the_budget(funded: Office, seed: int) -> None:
    """Transfers move money and make none; what an act adds or takes away is all that the budget gains or loses."""
    chance = random.Random(seed)
    told = replace(LINES[2], cutoffs=(Cutoff(Period.parse("2026-M02"), ((Stage.CURRENT, q("77.07")),)),))
    services.adopt(funded.actor(), lines=(told,))
    whole = q("237.07")
    for number in range(8):
        cents = [chance.randint(-3000, 3000) for _line in LINES]
        adds = sum(cents) if chance.random() < 0.5 else 0
        cents[0] += adds - sum(cents)
        changes = [(line.id, Money.from_hundredths(n, "GTQ")) for line, n in zip(LINES, cents, strict=True) if n]
        before = has(funded)
        try:
            modify(funded.actor(), changes, act=f"Acta {number}-2026", day=DAY, adds=Money.from_hundredths(adds, "GTQ"))
            whole += Money.from_hundredths(adds, "GTQ")
        except Refused:
            assert has(funded) == before
        assert Money.total(money for money in has(funded).values() if money) == whole
        lines = current(funded.institution).budget_lines
        assert [given(line) for line in lines[:2]] == [has(funded)[line.id] for line in lines[:2]]


def test_an_act_may_add_what_it_says(funded: Office) -> None:
    modify(funded.actor(), [("b1", q("5.00")), ("b3", q("1.00"))], act="Acta 2", day=DAY, adds=q("6.00"))
    assert has(funded)["b1"] == q("105.00")


REFUSED = [
    ([("b1", "-100.01"), ("b2", "100.01")], {}, "0.01"),
    ([("b1", "-1.00"), ("b2", "2.00")], {}, "suman"),
    ([("b1", "1.00")], {"adds": q("2.00")}, "diferencia"),
    ([("b1", "-1.00"), ("b2", "1.00")], {"act": "Acta sin número"}, "número"),
    ([("b1", "-1.00"), ("b1", "1.00")], {}, "2 veces"),
    ([("b3", "-1.00"), ("b2", "1.00")], {}, "No se sabe"),
    ([("b9", "-1.00"), ("b2", "1.00")], {}, "b9"),
    ([("b1", "0.00")], {}, "cero"),
    ([("b1", "-0.001"), ("b2", "0.001")], {}, "centavo"),
    ([], {}, "al menos un"),
]


@pytest.mark.parametrize(("changes", "more", "said"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    funded: Office, changes: list[tuple[str, str]], more: dict[str, object], said: str
) -> None:
    before, rows = has(funded), Entry.objects.count()
    asked = {"act": "Acta 1-2026", "day": DAY} | more
    with pytest.raises(Refused, match=said):
        modify(funded.actor(), [(key, q(text)) for key, text in changes], **asked)  # type: ignore[arg-type]
    assert (has(funded), Entry.objects.count(), Modification.objects.count()) == (before, rows, 0)


def test_two_currencies_are_refused(funded: Office) -> None:
    with pytest.raises(Refused, match="monedas"):
        modify(funded.actor(), [("b1", q("-1", "USD")), ("b2", q("1"))], act="Acta 1", day=DAY)
    with pytest.raises(Refused, match="otra moneda"):
        modify(funded.actor(), [("b1", q("-1", "USD")), ("b2", q("1", "USD"))], act="Acta 1", day=DAY)


def test_the_same_act_twice_is_refused(funded: Office) -> None:
    moved = [("b1", q("-1.00")), ("b2", q("1.00"))]
    modify(funded.actor(), moved, act="Acta 1-2026", day=DAY)
    with pytest.raises(Refused, match="ya modificó"):
        modify(funded.actor(), moved, act="Acta  1-2026", day=DAY)


def test_the_finance_system_says_what_a_line_has(funded: Office) -> None:
    told = replace(LINES[0], cutoffs=(Cutoff(Period.parse("2026-M02"), ((Stage.CURRENT, q("10.00")),)),))
    services.adopt(funded.actor(), lines=(told,))
    with pytest.raises(Refused, match="faltarían"):
        modify(funded.actor(), [("b1", q("-10.01")), ("b2", q("10.01"))], act="Acta 3", day=DAY)
    modify(funded.actor(), [("b1", q("-10.00")), ("b2", q("10.00"))], act="Acta 3", day=DAY)
    assert has(funded)["b1"] == q("0.00")


def test_an_act_that_the_printed_money_holds_already_counts_once(funded: Office) -> None:
    modify(funded.actor(), [("b2", q("10.00"))], act="Acta 5", day=DAY, adds=q("10.00"))
    assert has(funded)["b2"] == q("60.00")
    modify(funded.actor(), [("b2", q("10.00"))], act="Acta 6", day=DAY, adds=q("10.00"))
    assert has(funded)["b2"] == q("70.00")


def test_only_who_keeps_the_money_does(funded: Office) -> None:
    with pytest.raises(NotAllowed):
        modify(funded.actor("clerk"), [("b1", q("-1")), ("b2", q("1"))], act="Acta 1", day=DAY)
