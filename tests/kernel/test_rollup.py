"""Roll-up over trees, against a recursive oracle on fractions, and in a chain of ten thousand."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.indicator import Indicator, Measurement, Target
from ceiba.kernel.methodology import AchievementPolicy, MissingPolicy
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.rollup import Basis, Leaf, Part, RollUp, combine, leaves_in, roll_up
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Completeness, Datum, State, Value
from tests.generated import ABSENCES, INVENTED, data, decimals, element_trees, money, policies, snapshots

SKIP = AchievementPolicy()
ZERO = AchievementPolicy(missing=MissingPolicy.ZERO)
YEAR = Period.of_year(2024)


def figure(amount: str | int) -> Value:
    return Value(Decimal(amount))


def parts(*percents: int | Datum, weights: Sequence[int | None] = (), amounts: Sequence[int | None] = ()) -> list[Part]:
    made = [Part(p if not isinstance(p, int) else figure(p)) for p in percents]
    if weights:
        made = [replace(p, weight=None if w is None else Decimal(w)) for p, w in zip(made, weights, strict=True)]
    if amounts:
        made = [
            replace(p, money=None if m is None else Money(Decimal(m), "GTQ"))
            for p, m in zip(made, amounts, strict=True)
        ]
    return made


def test_explicit_weights_go_before_money_and_money_before_equal_parts() -> None:
    both = combine(parts(100, 0, weights=(3, 1), amounts=(1, 9)), SKIP)
    assert (both.percent, both.basis, both.ignored_weights) == (figure(75), Basis.EXPLICIT, False)
    paid = combine(parts(100, 0, amounts=(1, 9)), SKIP)
    assert (paid.percent, paid.basis, paid.ignored_weights) == (figure(10), Basis.MONEY, False)
    plain = combine(parts(100, 0), SKIP)
    assert (plain.percent, plain.basis, plain.ignored_weights) == (figure(50), Basis.EQUAL, False)


@pytest.mark.parametrize(
    ("weights", "amounts", "basis", "percent"),
    [
        ((3, None), (1, 9), Basis.MONEY, 10),
        ((3, None), (1, None), Basis.EQUAL, 50),
        ((0, 0), (0, 0), Basis.EQUAL, 50),
        ((2, -1), (None, None), Basis.EQUAL, 50),
    ],
)
def test_a_basis_that_not_all_parts_have_is_left_aside_and_said(
    weights: tuple[int | None, ...], amounts: tuple[int | None, ...], basis: Basis, percent: int
) -> None:
    whole = combine(parts(100, 0, weights=weights, amounts=amounts), SKIP)
    assert (whole.percent, whole.basis, whole.ignored_weights) == (figure(percent), basis, True)


def test_two_currencies_are_no_basis() -> None:
    mixed = [Part(figure(100), money=Money(Decimal(1), "GTQ")), Part(figure(0), money=Money(Decimal(9), "USD"))]
    whole = combine(mixed, SKIP)
    assert (whole.percent, whole.basis, whole.money) == (figure(50), Basis.EQUAL, None)


def test_a_part_that_did_too_much_does_not_hide_one_that_did_nothing() -> None:
    assert combine(parts(200, 0), SKIP).percent == figure(50)
    assert combine(parts(200, 0), AchievementPolicy(rollup_cap=None)).percent == figure(100)


def test_missing_is_skipped_or_zero_as_the_policy_says_and_the_other_states_are_always_skipped() -> None:
    some = parts(80, NO_DATA, NOT_DUE, NOT_PROGRAMMED, NOT_APPLICABLE)
    assert combine(some, SKIP).percent == figure(80)
    assert combine(some, ZERO).percent == figure(40)
    assert combine(some, SKIP).completeness == combine(some, ZERO).completeness == Completeness(1, 2, 1)


@pytest.mark.parametrize("state", ABSENCES)
def test_a_whole_of_one_state_has_that_state(state: Datum) -> None:
    assert combine(parts(state, state), SKIP).percent == state
    assert combine(parts(state, state), ZERO).percent == (figure(0) if state == NO_DATA else state)


def test_a_late_report_does_not_change_the_basis() -> None:
    late = combine(parts(100, NO_DATA, weights=(0, 1)), SKIP)
    assert (late.percent, late.basis) == (NO_DATA, Basis.EXPLICIT)


def tree(*pairs: tuple[str, str | None], **weights: int) -> list[Element]:
    return [Element(e, "output", e, parent=p, weight=Decimal(weights[e]) if e in weights else None) for e, p in pairs]


def leaf(element: str, percent: int | Datum) -> Leaf:
    return Leaf(element, figure(percent) if isinstance(percent, int) else percent)


def test_known_leaves_of_all() -> None:
    result = roll_up(
        tree(("a", None), ("b", "a"), ("c", "a"), ("d", "c")),
        [leaf("b", 100), leaf("b", NO_DATA), leaf("d", 50), leaf("d", NOT_DUE)],
        SKIP,
    )
    assert result["a"].percent == figure(75)
    assert result["a"].completeness == Completeness(2, 3, 1)


def test_an_outcome_is_what_its_own_measure_says_and_its_parts_only_until_then() -> None:
    elements = tree(("outcome", None), ("output", "outcome"))
    measured = roll_up(elements, [leaf("outcome", 20), leaf("output", 100)], SKIP)["outcome"]
    assert (measured.percent, measured.own, measured.below) == (figure(20), figure(20), figure(100))
    waiting = roll_up(elements, [leaf("outcome", NOT_DUE), leaf("output", 100)], SKIP)["outcome"]
    assert (waiting.percent, waiting.own, waiting.below) == (figure(100), NOT_DUE, figure(100))
    assert waiting.completeness == Completeness(1, 1, 1)
    assert roll_up(elements, [leaf("outcome", 20)], SKIP)["output"].percent == NO_DATA


def test_withdrawn_elements_count_in_nothing() -> None:
    elements = tree(("a", None), ("b", "a"), ("c", "a"))
    elements[2] = replace(elements[2], withdrawn=True)
    result = roll_up(elements, [leaf("b", 90), leaf("c", 0), leaf("elsewhere", 5)], SKIP)
    assert set(result) == {"a", "b"}
    assert result["a"].percent == figure(90)


def test_money_of_the_parts_is_money_of_the_whole_where_all_have_some() -> None:
    elements = tree(("root", None), ("a", "root"), ("b", "root"), ("a1", "a"), ("a2", "a"))
    spent = {"a1": Money(Decimal(30)), "a2": Money(Decimal(45)), "b": Money(Decimal(25))}
    leaves = [leaf("a1", 100), leaf("a2", 100), leaf("b", 0)]
    root = roll_up(elements, leaves, SKIP, spent)["root"]
    assert (root.percent, root.basis, root.money) == (figure(75), Basis.MONEY, Money(Decimal(100)))
    del spent["a2"]
    partial = roll_up(elements, leaves, SKIP, spent)
    assert (partial["root"].basis, partial["root"].money, partial["root"].ignored_weights) == (Basis.EQUAL, None, True)


def test_a_circle_is_survived_and_what_hangs_from_it_counts() -> None:
    elements = tree(("a", "b"), ("b", "a"), ("self", "self"), ("c", "a"))
    result = roll_up(elements, [leaf("c", 60), leaf("self", 10)], SKIP)
    assert {key: whole.percent for key, whole in result.items()} == {
        "a": figure(60),
        "b": NO_DATA,
        "self": figure(10),
        "c": figure(60),
    }


@pytest.mark.slow
def test_a_chain_of_ten_thousand() -> None:
    elements = tree(("0", None), *((str(n), str(n - 1)) for n in range(1, 10_000)))
    result = roll_up(elements, [leaf("9999", 70)], SKIP)
    assert result["0"].percent == figure(70)
    assert result["0"].completeness == Completeness(1, 1)


ORDER = (State.NO_DATA, State.NOT_DUE, State.NOT_PROGRAMMED, State.NOT_APPLICABLE)
Told = Fraction | State
Member = tuple[Told, Decimal | None, Money | None]


def _told(percent: Datum) -> Told:
    return Fraction(percent.amount) if isinstance(percent, Value) else percent.state


def _expected(
    element: Element, live: list[Element], leaves: list[Leaf], spent: dict[str, Money], policy: AchievementPolicy
) -> tuple[Told, Money | None, Completeness]:
    """Return percent, money and completeness of an element by plain recursion."""
    mine = [leaf for leaf in leaves if leaf.element == element.id]
    children = [(part, _expected(part, live, leaves, spent, policy)) for part in live if part.parent == element.id]
    own: list[Member] = [(_told(leaf.percent), leaf.weight, None) for leaf in mine]
    below: list[Member] = [(percent, part.weight, amount) for part, (percent, amount, _c) in children]
    complete = Completeness.of(leaf.percent for leaf in mine)
    for _part, (_percent, _amount, underneath) in children:
        complete += underneath
    amounts = [amount for _percent, _weight, amount in below if amount]
    given_or_sum = Money.total(amounts) if below and len(amounts) == len(below) else None
    percents = [_mean(group, policy) for group in (own, below) if group]
    known = [percent for percent in percents if isinstance(percent, Fraction)]
    states = [percent for percent in percents if isinstance(percent, State)]
    percent = known[0] if known else min(states or [State.NO_DATA], key=ORDER.index)
    return percent, spent.get(element.id, given_or_sum), complete if percents else Completeness(0, 1)


def _mean(group: list[Member], policy: AchievementPolicy) -> Told:
    explicit = [weight for _percent, weight, _money in group if weight is not None]
    paid = [amount.amount for _percent, _weight, amount in group if amount is not None]
    usable = [basis for basis in (explicit, paid) if len(basis) == len(group) and any(basis)]
    weights = usable[0] if usable else [Decimal(1)] * len(group)
    above = below = Fraction(0)
    for (told, *_rest), weight in zip(group, weights, strict=True):
        zero = told is State.NO_DATA and policy.missing is MissingPolicy.ZERO
        counted = Fraction(0) if zero else told
        if isinstance(counted, Fraction):
            cap = counted if policy.rollup_cap is None else Fraction(policy.rollup_cap)
            above, below = above + min(counted, cap) * Fraction(weight), below + Fraction(weight)
    states = [told for told, *_rest in group if isinstance(told, State)]
    return above / below if below else min(states, key=ORDER.index)


@pytest.mark.slow
@given(st.data(), element_trees(8), policies)
@settings(max_examples=60)
def test_trees_against_plain_recursion_whatever_the_order(
    chance: st.DataObject, elements: tuple[Element, ...], policy: AchievementPolicy
) -> None:
    live = [element for element in elements if not element.withdrawn]
    names = st.sampled_from([*(e.id for e in elements), "elsewhere"])
    percents = data(decimals(0, 200, 0))
    leaves = chance.draw(st.lists(st.builds(Leaf, names, percents, st.one_of(st.none(), decimals(0, 9))), max_size=8))
    spent = chance.draw(st.dictionaries(names, money(high=1000), max_size=8))
    result = roll_up(chance.draw(st.permutations(elements)), chance.draw(st.permutations(leaves)), policy, spent)
    assert set(result) == {element.id for element in live}
    for element in live:
        percent, amount, completeness = _expected(element, live, leaves, spent, policy)
        whole = result[element.id]
        assert (whole.money, whole.completeness) == (amount, completeness)
        if isinstance(whole.percent, Value):
            assert isinstance(percent, Fraction)
            assert abs(Fraction(whole.percent.amount) - percent) < Fraction(1, 10**18)
        else:
            assert whole.percent.state is percent


@given(snapshots())
@settings(max_examples=15)
def test_leaves_of_a_snapshot_are_its_indicators(snapshot: Snapshot) -> None:
    leaves = list(leaves_in(snapshot, YEAR, every=4))
    assert len(leaves) == len([i for i in snapshot.indicators if i.element])
    whole = roll_up(snapshot.elements, leaves, snapshot.methodology.achievement)
    assert set(whole) == {element.id for element in snapshot.elements}


def test_a_plan_from_its_measurements() -> None:
    elements = (
        Element("a", "outcome", "a"),
        Element("b", "output", "b", parent="a"),
        Element("c", "output", "c", parent="a"),
    )
    targets = (Target(figure(10), YEAR),)
    measured = tuple(Indicator(f"i-{e.id}", e.id, "x", targets=targets) for e in elements[1:])
    observed = (Measurement("i-b", YEAR, figure(5)), Measurement("i-c", YEAR, figure(0)))
    snapshot = Snapshot(
        INVENTED, plans=(Plan("p", "plan", "P", elements=elements, indicators=measured),), measurements=observed
    )
    whole: RollUp = roll_up(snapshot.elements, leaves_in(snapshot, YEAR), SKIP)["a"]
    assert (whole.percent, whole.completeness) == (figure(25), Completeness(2, 2))
