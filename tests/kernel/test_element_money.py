"""Money of an element is one idea: boards, gaps, roll-ups and rules say the same of it, and no cent is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.achievement import achievement_in
from ceiba.kernel.budget import BudgetLine, Cutoff, Share, Stage
from ceiba.kernel.element_money import ElementMoney, lines_for
from ceiba.kernel.execution import executed, spending
from ceiba.kernel.gap import told_until
from ceiba.kernel.indicator import Accumulation, Indicator, Measurement, Target
from ceiba.kernel.methodology import AchievementPolicy
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.project import Project
from ceiba.kernel.readings import Readings
from ceiba.kernel.rollup import Basis
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Value
from ceiba.methodologies.loader import load
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit

ONE = Decimal(1)
YEAR = Period.of_year(2026)
TREE = {"a": None, "b": "a", "c": "a", "d": "b", "e": None}  # who hangs from whom
PLACES = ("element/a", "element/d", "element/e", "indicator/i", "project/p", "project/q", "project/r", "unit/u")
cents = st.integers(0, 10**11).map(lambda n: Money.from_hundredths(n, "GTQ"))


def house(*lines: BudgetLine) -> Snapshot:
    """Return a plan a(b(d), c), e; indicator i of c; p serves c by its word, q serves d and e by links, r nothing."""
    elements = tuple(Element(key, "producto", key, parent=above) for key, above in TREE.items())
    plan = Plan("p", "poa", "Plan", YEAR, elements=elements, indicators=(Indicator("i", "c", "i"),))
    projects = (Project("p", "P", serves=("element/c",)), Project("q", "Q"), Project("r", "R"))
    links = (
        Link(LinkKind.EXECUTES, "project/q", "element/d"),
        Link(LinkKind.EXECUTES, "element/e", "project/q"),
    )
    whole = Snapshot(load("gt.municipalidad@2023"), plans=(plan,), projects=projects, links=links)
    return replace(whole, budget_lines=lines)


@st.composite
def lines(draw: st.DrawFn) -> BudgetLine:
    subjects = draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1))
    weights = [Decimal(draw(st.integers(1, 1000))) for _one in subjects]
    serves = tuple(Share(s, w / sum(weights)) for s, w in zip(subjects, weights, strict=True))
    return BudgetLine("l", "1", amounts=((Stage.CURRENT, draw(cents)), (Stage.ACCRUED, draw(cents))), serves=serves)


@settings(deadline=None)
@given(st.lists(lines(), max_size=12).map(lambda found: [replace(x, id=str(n)) for n, x in enumerate(found)]))
def test_every_cent_for_the_plan_is_money_of_one_element_and_of_what_it_hangs_from(held: list[BudgetLine]) -> None:
    here = house(*held)
    plan = here.plans[0]
    money = ElementMoney.of(here, plan)
    raw = spending(held)
    for_plan = [row for subject in PLACES[:-2] for row in raw.get(subject, ())]
    roots = [row for e in plan.elements if e.parent is None for row in money.branch(e)]
    assert executed(roots) == executed(money.whole()) == executed(for_plan)
    given_all = Money.total((row.given for row in for_plan), "GTQ")
    assert Money.total((money.given[key] for key in ("a", "e") if key in money.given), "GTQ") == given_all
    for element in plan.elements:
        assert {row.line for row in money.branch(element)} == {line.id for line in lines_for(here, element)}


def test_through_indicator_project_and_descendants_is_counted_by_the_formula() -> None:
    hundred = ((Stage.CURRENT, Money(Decimal(100))),)
    by = {"1": "element/a", "2": "indicator/i", "3": "project/p", "4": "project/q", "5": "project/r"}
    here = house(*(BudgetLine(key, "1", amounts=hundred, serves=(Share(to, ONE),)) for key, to in by.items()))
    given = ElementMoney.of(here, here.plans[0]).given
    assert {key: int(money.amount) for key, money in given.items()} == {"a": 350, "b": 50, "c": 200, "d": 50, "e": 50}
    rolled = Readings(here, date(2026, 6, 1)).rolled(here.plans[0], YEAR)
    assert {key: one.money for key, one in rolled.elements.items()} == given
    assert rolled.whole.basis is Basis.MONEY


def test_a_project_divides_its_money_as_somebody_said() -> None:
    here = house(
        BudgetLine("1", "1", amounts=((Stage.CURRENT, Money(Decimal(100))),), serves=(Share("project/p", ONE),))
    )
    project = Project("p", "P", serves=("element/c", "element/e"), shares=(Decimal("0.25"), Decimal("0.75")))
    told = replace(here, projects=(project,))
    given = ElementMoney.of(told, told.plans[0]).given
    assert {key: int(money.amount) for key, money in given.items()} == {"a": 25, "c": 25, "e": 75}


def test_money_known_later_than_the_day_compared_is_not_looked_at() -> None:
    told = [
        Cutoff(Period.parse(month), ((Stage.CURRENT, Money(Decimal(has))), (Stage.ACCRUED, Money(Decimal(spent)))))
        for month, has, spent in (("2026-M04", 100, 40), ("2026-M09", 200, 180))
    ]
    line = BudgetLine("1", "1", serves=(Share("element/a", ONE),), period=YEAR, cutoffs=tuple(told))
    here = house(line)
    for until, percent in ((Period.parse("2026-C1"), 40), (Period.parse("2026-M09"), 90), (None, 90)):
        whole = executed(ElementMoney.of(here, here.plans[0], YEAR, until).whole())
        assert whole.percent == percent
    first = executed(ElementMoney.of(here, here.plans[0], Period.parse("2026-C1")).whole())
    assert first.percent == 40
    before = executed(ElementMoney.of(here, here.plans[0], YEAR, Period.parse("2026-M02")).whole())
    assert (before.lines, before.known, before.percent) == (1, 0, None)


def test_an_output_has_money_for_its_rule_exactly_where_it_has_for_the_board() -> None:
    hundred = ((Stage.CURRENT, Money(Decimal(100))),)
    promise = (Target(Value(Decimal(5)), YEAR),)
    for subject, with_money in (("element/d", "abd"), ("indicator/i", "ac"), ("project/q", "abde"), ("project/r", "")):
        here = house(BudgetLine("1", "1", amounts=hundred, serves=(Share(subject, ONE),)))
        plan = here.plans[0]
        promises = tuple(Indicator(f"i{key}", key, "x", targets=promise) for key in TREE)
        here = replace(here, plans=(replace(plan, indicators=(*plan.indicators, *promises)),))
        found = {one.subject for one in audit(here, (rule_of("F003"),)).findings}
        assert found == {f"element/{key}" for key in TREE if key not in with_money}
        assert set(ElementMoney.of(here, here.plans[0]).given) == set(with_money)


def test_the_money_of_a_gap_is_of_the_day_of_its_physical_figure() -> None:
    """Results of the first four months are held against the money by April, though September is known."""
    promise = (Target(Value(Decimal(10)), YEAR),)
    indicator = Indicator("k", "a", "k", accumulation=Accumulation.SUM, targets=promise)
    first, second = (Measurement("k", Period.parse(p), Value(Decimal(v))) for p, v in (("2026-C1", 4), ("2026-C2", 3)))
    april, may = Period.parse("2026-C1"), Period.parse("2026-C2")
    for told, until in (((), None), ((first,), april), ((second, first), may)):
        achieved = achievement_in(indicator, told, YEAR, AchievementPolicy())
        assert told_until([achieved]) == until
    absent = Measurement("k", may, NO_DATA)
    assert told_until([achievement_in(indicator, (first, absent), YEAR, AchievementPolicy())]) == april
