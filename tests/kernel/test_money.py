"""Money: exact sums, one currency, parts that add up to the cent."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.budget import BudgetLine, Share, Stage, StatedTotal, shares_add_up
from ceiba.kernel.exact import apportion, percent, quotient, total, weighted_mean
from ceiba.kernel.money import Money
from tests.generated import budget_lines, decimals, money

Q = "GTQ"


def gtq(amount: str) -> Money:
    return Money(Decimal(amount), Q)


@given(st.integers(-(10**18), 10**18))
def test_hundredths_round_trip(hundredths: int) -> None:
    assert Money.from_hundredths(hundredths, Q).hundredths == hundredths


@pytest.mark.parametrize(("amount", "hundredths"), [("1.005", 101), ("-1.005", -101), ("1.0049", 100), ("0", 0)])
def test_hundredths_round_half_away_from_zero(amount: str, hundredths: int) -> None:
    assert gtq(amount).hundredths == hundredths


@given(st.lists(money(low=-(10**6)), max_size=8), st.randoms(use_true_random=False))
def test_sums_are_exact_whatever_the_order_and_the_caller_s_precision(amounts: list[Money], random) -> None:
    shuffled = list(amounts)
    random.shuffle(shuffled)
    with localcontext() as context:
        context.prec = 3
        result = Money.total(shuffled, Q)
    assert result.hundredths == sum(amount.hundredths for amount in amounts)


def test_ten_cents_three_times_are_thirty() -> None:
    assert Money.total([gtq("0.10")] * 3) == gtq("0.30")


@given(money(low=-(10**9)), st.lists(decimals(0, 1000), min_size=1, max_size=8))
def test_parts_add_up_to_the_cent(whole: Money, weights: list[Decimal]) -> None:
    if not any(weights):
        with pytest.raises(ValueError, match="shares need weights"):
            whole.split(weights)
        return
    parts = whole.split(weights)
    assert Money.total(parts, Q) == whole
    fair = [Fraction(whole.amount) * Fraction(weight) / Fraction(sum(weights)) for weight in weights]
    assert all(abs(Fraction(part.amount) - due) < Fraction(1, 100) for part, due in zip(parts, fair, strict=True))


def test_parts_by_largest_remainder() -> None:
    assert gtq("100").split([Decimal(1)] * 3) == (gtq("33.34"), gtq("33.33"), gtq("33.33"))
    assert gtq("-0.05").split([Decimal(1), Decimal(1)]) == (gtq("-0.03"), gtq("-0.02"))
    assert Money.total(gtq("0.001").split([Decimal(1), Decimal(2)])) == gtq("0.001")
    with pytest.raises(ValueError, match="not negative"):
        gtq("1").split([Decimal(2), Decimal(-1)])


def test_two_currencies_neither_add_nor_compare() -> None:
    for mix in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__, Money.share_of):
        with pytest.raises(ValueError, match="two currencies"):
            mix(gtq("1"), Money(Decimal(1), "USD"))
    assert gtq("1") + Money(Decimal(1)) == gtq("2")


@given(money(low=-100), money(low=-100))
def test_money_is_ordered_by_its_amount(one: Money, other: Money) -> None:
    assert (one < other, one <= other, one > other, one >= other) == (
        one.amount < other.amount,
        one.amount <= other.amount,
        one.amount > other.amount,
        one.amount >= other.amount,
    )
    assert Money.zero(Q) - one == -one
    assert one - one == Money.zero(Q)


def test_money_is_finite() -> None:
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"))


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        ("75117470.09", "298040400", "25.20"),
        ("222922929.91", "298040400", "74.80"),
        ("47700000", "53000000", "90.00"),
    ],
)
def test_the_shares_of_a_worked_municipal_budget(part: str, whole: str, printed: str) -> None:
    share = gtq(part).share_of(gtq(whole))
    assert share is not None
    assert f"{share:.2f}" == printed


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert gtq("5").share_of(gtq("0")) is None


def test_a_total_printed_above_its_last_row() -> None:
    above = tuple(Money(Decimal(amount), Q) for amount in ("18000000.00", "819178.00"))
    table = StatedTotal("t1", "TOTAL", gtq("18819178.00"), above, (*above, gtq("375000.00")))
    assert table.computed == table.stated
    assert table.computed_all == gtq("19194178.00")


@given(budget_lines("b1", ("element/e1", "element/e2", "element/e3")))
def test_what_a_line_serves_adds_up(line: BudgetLine) -> None:
    assert shares_add_up(line.serves) == bool(line.serves)
    for stage, amount in line.amounts:
        parts = line.parts(stage)
        assert [subject for subject, _part in parts] == [share.subject for share in line.serves]
        assert not parts or Money.total((part for _subject, part in parts), Q) == amount


def test_shares_that_do_not_add_up() -> None:
    amounts = ((Stage.INITIAL, gtq("100")),)
    less = BudgetLine("b", "1", amounts=amounts, serves=(Share("element/e1", Decimal("0.4")),))
    assert less.parts(Stage.INITIAL) == (("element/e1", gtq("40.00")),)
    more = BudgetLine("b", "1", amounts=amounts, serves=(Share("a", Decimal(1)), Share("b", Decimal(1))))
    assert [part for _subject, part in more.parts(Stage.INITIAL)] == [gtq("50.00"), gtq("50.00")]
    odd = BudgetLine("b", "1", amounts=amounts, serves=(Share("a", Decimal(2)), Share("b", Decimal(-1))))
    assert odd.parts(Stage.INITIAL) == ()
    assert less.parts(Stage.PAID) == ()
    assert shares_add_up([Decimal("0.333")] * 3)
    assert not any(map(shares_add_up, (less.serves, more.serves, odd.serves, ())))


@given(st.lists(decimals(), min_size=1), st.randoms(use_true_random=False))
def test_exact_sums_against_fractions(amounts: list[Decimal], random) -> None:
    shuffled = list(amounts)
    random.shuffle(shuffled)
    with localcontext() as context:
        context.prec = 3
        result = total(shuffled)
    assert Fraction(result) == sum(map(Fraction, amounts))


@given(st.lists(st.tuples(decimals(), decimals(0, 100)), min_size=1, max_size=8))
def test_weighted_means_against_fractions_and_between_their_ends(pairs: list[tuple[Decimal, Decimal]]) -> None:
    mean = weighted_mean(pairs)
    weight = sum(Fraction(weight) for _amount, weight in pairs)
    if weight == 0:
        assert mean is None
        return
    exact = sum(Fraction(amount) * Fraction(weight) for amount, weight in pairs) / weight
    assert mean is not None
    assert abs(Fraction(mean) - exact) <= abs(exact) / 10**27
    counted = [amount for amount, weight in pairs if weight]
    assert min(counted) <= mean <= max(counted)


def test_quotients_are_rounded_once() -> None:
    assert percent(Decimal(1), Decimal(3)) == quotient(Decimal(100), Decimal(3))
    with pytest.raises(ZeroDivisionError):
        quotient(Decimal(1), Decimal(0))


def test_nineteen_plants_in_four_years() -> None:
    assert apportion(Decimal(19), [Decimal(1)] * 4, Decimal(1)) == (5, 5, 5, 4)
