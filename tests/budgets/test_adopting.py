"""Money that is taken over: exact to the printed digit, changed where it differs, only by who may."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.budgets import services
from ceiba.budgets.models import BudgetAmount, BudgetLine, FundingSource
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.budget import BudgetLine as Line
from ceiba.kernel.budget import Cutoff, IncomeCutoff, IncomeLine, IncomeStage, Modification, Share, Stage
from ceiba.kernel.budget import FundingSource as Source
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
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


def cutoff(month: str, **amounts: str) -> Cutoff:
    return Cutoff(Period.parse(month), tuple((Stage(at), Money(Decimal(text), "GTQ")) for at, text in amounts.items()))


def test_what_the_finance_system_reported_comes_back_by_month(office: Office) -> None:
    reported = replace(LINE, cutoffs=(cutoff("2026-M01", current="10.00"), cutoff("2026-M02", current="0.00")))
    came = IncomeCutoff(Period.parse("2026-M01"), ((IncomeStage.COLLECTED, Money(Decimal("3.10"), "GTQ")),))
    income = IncomeLine("n1", "10.1", "IUSI", "f1", Money(Decimal(40), "GTQ"), None, (came,))
    change = Modification("m1", "b1", Money(Decimal("-2.50"), "GTQ"), "Acta 3-2026")
    services.adopt(office.actor(), (FUNDS,), (), (reported,), (change,), (income,))
    here = current(office.institution)
    assert repr((here.budget_lines, here.modifications, here.income)) == repr(((reported,), (change,), (income,)))
    entries = Entry.objects.count()
    services.adopt(office.actor(), (FUNDS,), (), (reported,), (change,), (income,))
    assert Entry.objects.count() == entries


def test_the_last_cut_off_that_tells_a_stage_goes_before_what_the_budget_prints() -> None:
    line = replace(LINE, cutoffs=(cutoff("2026-M01", accrued="1.00", paid="1.00"), cutoff("2026-M03", accrued="4.00")))
    at = {month: line.amount(Stage.ACCRUED, Period.parse(month)) for month in ("2025-M12", "2026-M02", "2026-M03")}
    assert {month: money and str(money.amount) for month, money in at.items()} == {
        "2025-M12": None,
        "2026-M02": "1.00",
        "2026-M03": "4.00",
    }
    assert line.amount(Stage.PAID) == Money(Decimal("1.00"), "GTQ")
    assert line.amount(Stage.INITIAL) == Money(Decimal("10.125"), "GTQ")


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (((Stage.PAID, Money(Decimal("0.005"), "GTQ")),), "partes de centavo"),
        (((Stage.PAID, Money(Decimal(1), "GTQ")), (Stage.ACCRUED, Money(Decimal(1), "USD"))), "GTQ, USD"),
    ],
    ids=["parts of a cent", "two currencies"],
)
def test_a_cut_off_that_no_finance_system_prints_is_refused(office: Office, amounts: tuple, told: str) -> None:
    wrong = replace(LINE, source=None, cutoffs=(Cutoff(Period.parse("2026-M01"), amounts),))
    with pytest.raises(Refused, match=told):
        services.adopt(office.actor(), (), (), (wrong,))
    assert BudgetLine.objects.count() == 0
