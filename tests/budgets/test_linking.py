"""Saying what budget lines are for: shares come to the whole or are refused with the difference in money."""

from decimal import Decimal

import pytest

from ceiba.budgets import services
from ceiba.budgets.linking import link, link_many
from ceiba.budgets.models import BudgetShare
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.money import Money
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.people import Office
from tests.snapshots.adopting import adopt_all

EXTRA = BudgetLine("x1", "11-00", "Papel y útiles", amounts=((Stage.CURRENT, Money(Decimal("1000.10"), "GTQ")),))


@pytest.fixture
def planned(office: Office) -> Office:
    """Return the invented institution with its plans, and a line that serves nothing."""
    adopt_all(office.actor(), valle_alto())
    services.adopt(office.actor(), lines=(EXTRA,))
    return office


def shares(office: Office, key: str = "x1") -> tuple[Share, ...]:
    return next(line.serves for line in current(office.institution).budget_lines if line.id == key)


def test_shares_replace_what_a_line_served_and_the_history_tells_both(planned: Office) -> None:
    both = (Share("element/R1", Decimal("0.25")), Share("project/990101", Decimal("0.75")))
    link(planned.actor("finance"), "x1", both)
    assert shares(planned) == both
    link(planned.actor("finance"), "x1", (Share("unit/aguas", Decimal(1)),))
    assert shares(planned) == (Share("unit/aguas", Decimal(1)),)
    entry = Entry.objects.first()
    assert entry.verb == "line.link"
    assert entry.changes[0]["before"]["serves"][1] == {"subject": "project/990101", "share": "0.75"}
    assert entry.changes[0]["after"]["serves"] == [{"subject": "unit/aguas", "share": "1"}]


def test_three_thirds_are_a_whole_and_none_says_that_nobody_knows(planned: Office) -> None:
    third = Decimal("0.333")
    link(planned.actor(), "x1", [Share(f"element/R{n}", third) for n in (1, 2, 3)])
    assert len(shares(planned)) == 3
    link(planned.actor(), "x1", ())
    assert shares(planned) == ()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("0.51", "0.5"), r"suman 101 %: sobra 1 %, que son Q10.00"),
        (("0.5", "0.4"), r"suman 90 %: falta 10 %, que son Q100.01"),
        (("1.01",), r"suman 101 %: sobra 1 %, que son Q10.00"),
        (("0", "1"), "no vale"),
        (("-0.5", "1.5"), "no vale"),
    ],
)
def test_shares_that_are_no_whole_are_refused_with_the_difference(
    planned: Office, parts: tuple[str, ...], words: str
) -> None:
    before, entries = BudgetShare.objects.count(), Entry.objects.count()
    wanted = [Share(f"element/R{n}", Decimal(part)) for n, part in enumerate(parts, 1)]
    with pytest.raises(Refused) as refusal:
        link(planned.actor(), "x1", wanted)
    assert words in str(refusal.value).replace("\u00a0", " ")
    assert (BudgetShare.objects.count(), Entry.objects.count()) == (before, entries)


@pytest.mark.parametrize("subject", ["element/nadie", "project/1", "funding/f1", "", "element/", "element/\x00"])
def test_what_is_not_there_is_not_served(planned: Office, subject: str) -> None:
    with pytest.raises(Refused):
        link(planned.actor(), "x1", (Share(subject, Decimal(1)),))


def test_the_same_thing_twice_and_a_line_that_went_are_refused(planned: Office) -> None:
    with pytest.raises(Refused, match="dos veces"):
        link(planned.actor(), "x1", [Share("element/R1", Decimal("0.5"))] * 2)
    with pytest.raises(Refused, match="ya no está"):
        link(planned.actor(), "x9", ())


def test_many_lines_are_linked_all_or_none(planned: Office) -> None:
    whole = (Share("element/R1", Decimal(1)),)
    with pytest.raises(Refused):
        link_many(planned.actor(), {"x1": whole, "x9": whole})
    assert shares(planned) == ()
    assert link_many(planned.actor(), {"x1": whole}) == 1
    assert link_many(planned.actor(), {"x1": whole}) == 0
    assert Entry.objects.filter(verb="lines.link").count() == 1


@pytest.mark.parametrize("who", ["unit_head", "reviewer", "auditor", "clerk"])
def test_only_who_may_touch_money_links_it(planned: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        link(planned.actor(who), "x1", ())
