"""Merging two entries of one project: nothing that only one of them says is lost, what both say is the first's."""

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.money import Money
from ceiba.kernel.project import Project, YearAmount
from ceiba.kernel.project_merge import merged

words = st.none() | st.sampled_from(["", "a", "b"])
years = st.dictionaries(st.integers(2020, 2024), st.integers(0, 99), max_size=4)


served = st.lists(st.sampled_from(["element/a", "element/b", "element/c"]), unique=True)


@st.composite
def projects(draw: st.DrawFn, key: str) -> Project:
    """Return a project with some of its fields and years."""
    amounts = tuple(YearAmount(year, Money(Decimal(amount), "GTQ")) for year, amount in draw(years).items())
    return Project(key, key, draw(words), place=draw(words), amounts=amounts, serves=tuple(draw(served)))


@given(projects("p"), projects("q"))
def test_nothing_that_only_one_says_is_lost(first: Project, second: Project) -> None:
    one = merged(first, second)
    assert (one.id, one.name) == ("p", "p")
    assert one.code == (first.code if first.code not in (None, "") else second.code or first.code)
    held = {row.year: row.amount for row in one.amounts}
    assert held == {row.year: row.amount for row in (*second.amounts, *first.amounts)}
    assert set(one.serves) == {*first.serves, *second.serves}
    assert merged(one, second) == one
    assert merged(first, first) == first


def test_a_place_is_of_one_of_them_and_shares_do_not_outlive_what_they_divide() -> None:
    first = Project("p", "x", latitude=Decimal("14.5"), serves=("element/a",), shares=(Decimal(1),), apart=("q", "r"))
    second = Project("q", "y", latitude=Decimal(15), longitude=Decimal(-90), serves=("element/b",))
    one = merged(first, second)
    assert (one.latitude, one.longitude) == (Decimal("14.5"), None)
    assert (one.serves, one.shares, one.apart) == (("element/a", "element/b"), (), ("r",))
    assert merged(first, replace(second, serves=())).shares == (Decimal(1),)


def test_every_field_of_a_project_is_thought_of() -> None:
    assert {field.name for field in fields(Project)} >= {"amounts", "progress", "stages", "contracts", "disbursements"}
    full = Project("q", "y", women=3, note="n", cost=Money(Decimal(5), "GTQ"), function="f")
    one = merged(Project("p", "x"), full)
    assert (one.women, one.note, one.cost, one.function) == (3, "n", full.cost, "f")
