"""Money that is taken over: exact to the printed digit, changed where it differs, only by who may."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.budgets import services
from ceiba.budgets.models import BudgetAmount, BudgetLine, FundingSource
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.budget import BudgetLine as Line
from ceiba.kernel.budget import FundingSource as Source
from ceiba.kernel.budget import Share, Stage
from ceiba.kernel.money import Money
from ceiba.snapshots.services import current
from tests.people import Office

FUNDS = Source("f1", "Aporte", Money(Decimal(1500), "GTQ"), investment=Money(Decimal("0.00"), "GTQ"))
LINE = Line(
    "b1",
    "010",
    source="f1",
    amounts=((Stage.INITIAL, Money(Decimal("10.125"), "GTQ")), (Stage.PAID, Money(Decimal("7.50"), "GTQ"))),
    serves=(Share("element/a", Decimal("0.60")), Share("element/b", Decimal("0.4"))),
)


def test_hundredths_are_kept_for_sums_and_digits_for_the_snapshot(office: Office) -> None:
    services.adopt(office.actor("finance"), (FUNDS,), (), (LINE,))
    row = FundingSource.objects.get()
    assert (row.amount, row.investment, row.operating) == (150000, 0, None)
    assert list(BudgetAmount.objects.values_list("amount", flat=True)) == [1013, 750]
    here = current(office.institution)
    assert repr(here.funding) == repr((FUNDS,))
    assert repr(here.budget_lines) == repr((LINE,))


def test_what_differs_is_changed_with_its_rows(office: Office) -> None:
    services.adopt(office.actor(), (FUNDS,), (), (LINE,))
    less = replace(LINE, amounts=LINE.amounts[:1], serves=(Share("element/b", Decimal(1)),))
    services.adopt(office.actor(), (replace(FUNDS, operating=Money(Decimal("9.99"), "GTQ")),), (), (less,))
    here = current(office.institution)
    assert here.budget_lines == (less,)
    assert here.funding[0].operating == Money(Decimal("9.99"), "GTQ")
    assert Entry.objects.first().changes[1]["before"]["serves"][0] == {"subject": "element/a", "share": "0.60"}
    assert BudgetLine.objects.count() == 1


def test_a_source_that_nobody_knows_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="f1"):
        services.adopt(office.actor(), (), (), (LINE,))


def test_only_who_may_touch_money_does(office: Office) -> None:
    with pytest.raises(NotAllowed):
        services.adopt(office.actor("unit_head"), (FUNDS,))
