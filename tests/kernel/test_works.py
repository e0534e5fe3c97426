"""Projects on their way: contracted money, the fund's four formulas, the term, and what calls for a look."""

from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Contract, ContractKind, Disbursement, DisbursementStep, Progress, Project
from ceiba.kernel.works import Alarm, AlarmKind, Funds, alarms, contracted, funds, paid_percent, term

TODAY = date(2026, 7, 31)


def q(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")


def moved(step: DisbursementStep, amount: str, day: date | None = None) -> Disbursement:
    return Disbursement(step, q(amount), day)


def signed(amount: str | None, ends: date | None, kind: ContractKind = ContractKind.CONTRACT) -> Contract:
    return Contract(kind, "1", date(2024, 3, 1), None if amount is None else q(amount), ends)


def at(period: str, physical: str | None, financial: str | None = None) -> Progress:
    return Progress(Period.parse(period), *(None if n is None else Decimal(n) for n in (physical, financial)))


def test_the_four_formulas_of_the_monthly_report() -> None:
    received = (moved(DisbursementStep.RECEIVED, "1000000.00"), moved(DisbursementStep.RECEIVED, "200000.00"))
    work = Project(
        "p",
        "Tanque",
        contribution=q("1200000.00"),
        disbursements=(*received, moved(DisbursementStep.DELIVERED, "1080000.00")),
    )
    money = funds(work)
    assert (money.to_receive, money.to_deliver) == (q("0.00"), q("120000.00"))
    assert (money.received_percent, money.delivered_percent) == (100, 90)


def test_what_nobody_wrote_is_not_zero() -> None:
    money = funds(Project("p", "Tanque", contribution=q("1200000.00")))
    assert money == Funds(q("1200000.00"), None, None)
    assert (money.to_receive, money.to_deliver, money.received_percent, money.delivered_percent) == (None,) * 4
    assert Funds(q("0.00"), q("0.00"), None).received_percent is None
    assert contracted(Project("p", "Tanque", contracts=(signed(None, None),))) is None


def test_an_addendum_changes_amount_and_term() -> None:
    longer = signed("-50.00", date(2026, 9, 30), ContractKind.ADDENDUM)
    work = Project("p", "Tanque", contracts=(signed("1000.00", date(2026, 3, 31)), longer))
    assert contracted(work) == q("950.00")
    assert term(work) == date(2026, 9, 30)
    assert term(Project("p", "Tanque")) is None


def test_what_was_paid_goes_before_what_was_reported() -> None:
    reported = Project("p", "Tanque", progress=(at("2026-M02", "10", "12"), at("2026-M01", "5", "40")))
    assert paid_percent(reported) == 12
    paid = Project(
        "p", "Tanque", contracts=(signed("1000.00", None),), disbursements=(moved(DisbursementStep.PAID, "250.00"),)
    )
    assert paid_percent(paid) == 25


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (
            Project("p", "x", progress=(at("2026-M06", "30", "55"),)),
            [Alarm(AlarmKind.PAID_BEYOND_PROGRESS, "p", Decimal(55), Decimal(30))],
        ),
        (Project("p", "x", progress=(at("2026-M06", "30", "30"),)), []),
        (
            Project("p", "x", contracts=(signed(None, date(2026, 6, 30)),)),
            [Alarm(AlarmKind.PAST_TERM, "p", term=date(2026, 6, 30))],
        ),
        (Project("p", "x", contracts=(signed(None, TODAY),)), []),
        (
            Project("p", "x", contracts=(signed(None, date(2026, 6, 30)),), progress=(at("2026-M06", "100", "90"),)),
            [],
        ),
        (
            Project("p", "x", progress=(at("2023", "20", "10"), at("2024", "20", "10"), at("2025", "20", "10"))),
            [Alarm(AlarmKind.NO_PROGRESS, "p", built=Decimal(20), since=2023)],
        ),
        (Project("p", "x", progress=(at("2023", "20", "10"), at("2024", "21", "10"))), []),
        (Project("p", "x"), []),
    ],
    ids=[
        "paid beyond the works",
        "paid as built",
        "past its term",
        "its last day",
        "past its term but done",
        "nothing moved in two whole years",
        "something moved in the year before last",
        "nothing known",
    ],
)
def test_what_calls_for_a_look(work: Project, told: list[Alarm]) -> None:
    assert list(alarms(work, TODAY)) == told


def test_payment_may_run_ahead_by_what_is_tolerated() -> None:
    work = Project("p", "x", progress=(at("2026-M06", "30", "40"),))
    assert list(alarms(work, TODAY, tolerance=Decimal(10))) == []
