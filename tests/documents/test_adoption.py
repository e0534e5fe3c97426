"""How proposals become rows: created once, changed where they differ, never deleted, in the document's order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.documents.adoption import merged_order, numbered, told
from ceiba.documents.amounts import amount_columns, money_of
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.money import Money
from ceiba.plans import services as plans
from ceiba.plans.models import Element
from ceiba.snapshots.services import current
from tests.cast import with_elements
from tests.people import Office
from tests.snapshots.adopting import adopt_all

ONE = "- {id: a, level: eje, text: Agua}\n- {id: b, level: eje, text: Bosque}\n- {id: c, level: eje, text: Caminos}\n"


def ids(office: Office) -> list[str]:
    return [one.id for one in current(office.institution).elements]


def test_the_same_proposal_again_changes_nothing(office: Office) -> None:
    adopt_all(office.actor(), with_elements(ONE))
    rows = Entry.objects.count()
    adopt_all(office.actor(), with_elements(ONE))
    assert Entry.objects.count() == rows


def test_what_differs_is_changed_and_told_field_by_field(office: Office) -> None:
    adopt_all(office.actor(), with_elements(ONE))
    plans.adopt(office.actor(), with_elements(ONE.replace("Bosque", "Bosques")).plans)
    assert Entry.objects.first().changes == [
        {"subject": "element/b", "before": {"text": "Bosque"}, "after": {"text": "Bosques"}}
    ]


def test_what_a_proposal_lacks_stays_where_it_was(office: Office) -> None:
    adopt_all(office.actor(), with_elements(ONE))
    shorter = (
        "- {id: c, level: eje, text: Caminos}\n- {id: a, level: eje, text: Agua}\n- {id: d, level: eje, text: D}\n"
    )
    plans.adopt(office.actor(), with_elements(shorter).plans)
    assert ids(office) == ["c", "a", "b", "d"]
    order = Entry.objects.first().changes[0]
    assert (order["before"], order["after"]) == ({"element_order": ["a", "c"]}, {"element_order": ["c", "a"]})


def test_a_parent_may_stand_after_its_child(office: Office) -> None:
    tree = with_elements("- {id: t, level: tematica, text: T, parent: e}\n- {id: e, level: eje, text: E}")
    adopt_all(office.actor(), tree)
    assert Element.objects.get(key="t").parent == Element.objects.get(key="e")


def test_an_element_of_another_plan_is_not_taken_away_from_it(office: Office) -> None:
    adopt_all(office.actor(), with_elements(ONE))
    other = with_elements(ONE, "pei")
    with pytest.raises(Refused, match="otro plan"):
        plans.adopt(office.actor(), other.plans)
    assert len(current(office.institution).plans) == 1


def test_a_unit_that_nobody_knows_is_refused_by_its_name(office: Office) -> None:
    tree = "- {id: a, level: eje, text: Agua, unit: u1}\n"
    given_units = with_elements(tree.replace(", unit: u1", ""))
    plan = given_units.plans[0]
    from dataclasses import replace

    broken = replace(plan, elements=(replace(plan.elements[0], unit="nadie"),))
    with pytest.raises(Refused, match="nadie"):
        plans.adopt(office.actor(), (broken,))
    assert not Element.objects.exists()


def test_one_acceptance_is_one_row_of_history(office: Office) -> None:
    rows = Entry.objects.count()
    plans.adopt(office.actor(), with_elements(ONE).plans)
    assert Entry.objects.count() == rows + 1
    assert [change["subject"] for change in Entry.objects.first().changes] == [
        "plan/pdmot",
        "element/a",
        "element/b",
        "element/c",
    ]


def test_only_who_may_edit_accepts(office: Office) -> None:
    with pytest.raises(NotAllowed):
        plans.adopt(office.actor("auditor"), with_elements(ONE).plans)


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_a_merged_order_keeps_everybody_once_and_the_new_order(old: list[int], new: list[int]) -> None:
    merged = merged_order([str(n) for n in old], [str(n) for n in new])
    assert sorted(merged) == sorted({str(n) for n in (*old, *new)})
    assert [key for key in merged if int(key) in new] == [str(n) for n in new]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "a · 2", "b · a"]), min_size=1, max_size=2)))
def test_numbered_keys_are_distinct_and_the_same_each_time(names: list[list[str]]) -> None:
    keys = numbered(names)
    assert len(set(keys)) == len(names)
    assert numbered(names) == keys


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.sampled_from(["", "GTQ", "USD"]),
)
def test_money_comes_back_with_its_digits(amount: Decimal, currency: str) -> None:
    columns = amount_columns("paid", Money(amount, currency))
    assert isinstance(columns["paid"], int)
    back = money_of(*columns.values())  # type: ignore[arg-type]  # the three columns in order
    assert repr(back) == repr(Money(amount, currency))


def test_plain_money_has_no_third_column() -> None:
    assert amount_columns("paid", Money(Decimal("25.20"), "GTQ")) == {
        "paid": 2520,
        "paid_currency": "GTQ",
        "paid_printed": None,
    }
    assert set(amount_columns("paid", None).values()) == {None, ""}


def test_what_no_column_holds_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="demasiadas cifras"):
        amount_columns("paid", Money(Decimal(10) ** 20))
    with pytest.raises(Refused, match="demasiadas cifras"):
        told(2**70)
    with pytest.raises(Refused, match="carácter nulo"):
        told({"a": ["b\x00"]})
