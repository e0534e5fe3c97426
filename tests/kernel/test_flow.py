"""The flow of money conserves every cent, whatever the shares, the projects and the level that is shown."""

from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from ceiba.kernel.availability import Availability
from ceiba.kernel.budget import BudgetLine, FundingSource, Nature, Share, Stage
from ceiba.kernel.destination import Destination
from ceiba.kernel.flow import Ladder, Stream, source_streams, streams
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.snapshot import Snapshot
from tests.cast import valle_alto

AIMS = {
    "project/p1": {"element/a": Decimal(1), "element/b": Decimal(1), "element/c": Decimal(1)},
    "indicator/i": {"element/a": Decimal(1)},
}
SUBJECTS = ["element/a", "indicator/i", "project/p1", "project/p2", "unit/u", "plan/p"]
cents = st.integers(-(10**10), 10**12).map(lambda n: Money.from_hundredths(n, "GTQ"))


@st.composite
def lines(draw: st.DrawFn) -> BudgetLine:
    """Return a line with a source or none, whose shares are whole, too few, too many, negative, or none."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True))
    shares = [draw(st.decimals("-0.2", "1.2", places=3)) for _one in subjects]
    serves = tuple(Share(subject, share) for subject, share in zip(subjects, shares, strict=True))
    amounts = {stage: draw(st.none() | cents) for stage in (Stage.INITIAL, Stage.CURRENT, Stage.PAID)}
    return BudgetLine(
        str(draw(st.integers(0, 10**6))),
        "1",
        source=draw(st.sampled_from(["f1", "f2", None])),
        nature=draw(st.sampled_from([*Nature, None])),
        amounts=tuple((stage, money) for stage, money in amounts.items() if money is not None),
        serves=serves,
    )


def added(found: list[Stream]) -> Money:
    return Money.total((stream.money for stream in found), "GTQ")


@pytest.mark.slow
@over(st.lists(lines(), max_size=15), st.sampled_from([Stage.INITIAL, Stage.CURRENT, Stage.PAID]))
def test_both_sides_and_the_lines_are_the_same_money(held: list[BudgetLine], stage: Stage) -> None:
    found = list(streams(held, stage, AIMS))
    whole = Money.total((money for line in held if (money := line.amount(stage))), "GTQ")
    assert added(found) == whole
    for source in ("f1", "f2", None):
        named = [money for line in held if line.source == source and (money := line.amount(stage))]
        assert added([s for s in found if s.source == source]) == Money.total(named, "GTQ")
    ends = {(stream.destination, stream.subject) for stream in found}
    apart = (added([s for s in found if (s.destination, s.subject) == end]) for end in ends)
    assert Money.total(apart, "GTQ") == whole


def test_each_part_says_its_end_and_the_project_by_which_it_comes() -> None:
    serves = (Share("project/p1", Decimal("0.5")), Share("project/p2", Decimal("0.2")), Share("unit/u", Decimal("0.1")))
    line = BudgetLine("r1", "1", source="f1", amounts=((Stage.PAID, gtq("100.00")),), serves=serves)
    found = list(streams([line], Stage.PAID, AIMS))
    assert [(s.destination, s.subject, s.by, str(s.money.amount)) for s in found] == [
        (Destination.PROMISE, "element/a", "project/p1", "16.67"),
        (Destination.PROMISE, "element/b", "project/p1", "16.67"),
        (Destination.PROMISE, "element/c", "project/p1", "16.66"),
        (Destination.PROJECT, "project/p2", "", "20.00"),
        (Destination.RUNNING, "unit/u", "", "10.00"),
        (Destination.NOTHING, "", "", "20.00"),
    ]


def test_what_nobody_told_does_not_flow_and_another_year_stays_out() -> None:
    last, this = Period.of_year(2024), Period.of_year(2025)
    told = BudgetLine("r1", "1", amounts=((Stage.PAID, gtq("5")),), period=last)
    untold = BudgetLine("r2", "1", amounts=((Stage.INITIAL, gtq("7")),), period=this)
    always = BudgetLine("r3", "1", amounts=((Stage.PAID, gtq("3")),))
    assert [s.line for s in streams([told, untold, always], Stage.PAID, {}, this)] == ["r3"]
    assert [s.line for s in streams([told, untold, always], Stage.PAID, {}, last)] == ["r1", "r3"]


@over(cents, st.none() | cents, st.none() | cents)
def test_what_a_source_makes_available_is_its_money(amount: Money, invested: Money | None, run: Money | None) -> None:
    row = Availability(FundingSource("f1", "Situado", amount), invested, run)
    assert added(list(source_streams([row]))) == amount


def test_a_source_in_two_currencies_has_no_flow() -> None:
    row = Availability(FundingSource("f1", "Préstamo", Money(Decimal(1), "USD")), gtq("1"), None)
    with pytest.raises(ValueError, match="two currencies"):
        list(source_streams([row]))


def ladder(*links: Link) -> Ladder:
    """Return two plans: axis over outcome, and over an output a sub-output, with links between them."""
    levels = tuple(Level(key, key, Role.OUTPUT, "result") for key in ("axis", "outcome", "output", "sub"))
    pei = (Element("e", "axis", "Eje"), Element("r", "outcome", "Resultado", parent="e"))
    poa = (Element("p", "output", "Producto"), Element("s", "sub", "Subproducto", parent="p"))
    indicator = Indicator("i", "s", "Casas")
    plans = (Plan("1", "pei", "PEI", elements=pei), Plan("2", "poa", "POA", elements=poa, indicators=(indicator,)))
    return Ladder(Snapshot(Methodology("x", "1", "x", levels=levels), plans=plans, links=links))


def contributes(origin: str, destination: str) -> Link:
    return Link(LinkKind.CONTRIBUTES, f"element/{origin}", f"element/{destination}")


def shown(found: Element | None) -> str | None:
    return found.id if found else None


def test_money_is_shown_at_the_level_asked_for_or_the_nearest_above() -> None:
    known = ladder(contributes("p", "r"))
    assert [element.id for element in known.line("indicator/i")] == ["s", "p", "r", "e"]
    assert [shown(known.at("element/s", level)) for level in ("axis", "outcome", "output", "sub")] == list("erps")
    assert shown(known.at("element/r", "sub")) == "r"
    assert known.levels(["element/s", "project/p1"]) == ("axis", "outcome", "output", "sub")


def test_nobody_guesses_to_which_of_several_an_output_contributes() -> None:
    known = ladder(contributes("p", "r"), contributes("p", "e"))
    assert shown(known.at("element/s", "axis")) == "p"
    assert known.at("unit/u", "axis") is None


def test_links_in_a_circle_end() -> None:
    known = ladder(contributes("p", "r"), contributes("r", "s"))
    assert [element.id for element in known.line("element/s")] == ["s", "p", "r", "e"]


def test_the_invented_municipality_reaches_its_axes() -> None:
    snapshot = valle_alto()
    known = Ladder(snapshot)
    assert [known.at(f"element/{key}", "eje").level for key in ("P1", "R2")] == ["eje", "eje"]  # type: ignore[union-attr]


def gtq(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")
