"""The monthly report of works: a printed row to the cent, sums by place, a total that leaves no row out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Contract, ContractKind, Disbursement, DisbursementStep, Progress, Project
from ceiba.kernel.works_report import works_report

UNTIL = date(2026, 7, 31)


def q(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")


def work(key: str, place: str | None, given: str | None, received: str | None, delivered: str | None) -> Project:
    steps = ((DisbursementStep.RECEIVED, received), (DisbursementStep.DELIVERED, delivered))
    moved = tuple(Disbursement(step, q(amount), date(2026, 5, 1)) for step, amount in steps if amount)
    return Project(key, key, place=place, contribution=q(given) if given else None, disbursements=moved)


PRINTED = work("p1", "Salamá", "1200000.00", "1200000.00", "1080000.00")
OTHER = work("p2", "Rabinal", "800000.00", "400000.00", None)
SILENT = work("p3", None, None, None, None)


def test_a_printed_row_comes_back() -> None:
    (row,) = works_report([PRINTED], UNTIL).sum.rows
    money = row.funds
    assert (money.to_receive, money.to_deliver) == (q("0.00"), q("120000.00"))
    assert (money.received_percent, money.delivered_percent) == (Decimal(100), Decimal("90.00"))


def test_the_total_includes_every_row_and_no_percent_is_an_average() -> None:
    report = works_report([PRINTED, SILENT, OTHER], UNTIL)
    assert [group.place for group in report.groups] == ["Rabinal", "Salamá", ""]
    assert len(report.sum.rows) == 3
    assert (report.sum.contribution, report.sum.received) == (q("2000000.00"), q("1600000.00"))
    assert report.sum.received_percent == 80
    assert report.sum.delivered_percent == 90  # of the works that know both
    assert report.sum.known == (2, 2, 1)
    assert not report.sum.is_complete


def test_what_nobody_wrote_is_not_zero() -> None:
    report = works_report([SILENT], UNTIL)
    assert (report.sum.contribution, report.sum.received_percent, report.sum.women) == (None, None, None)


def test_places_are_one_however_they_are_spelled() -> None:
    report = works_report([PRINTED, replace(OTHER, place="SALAMA")], UNTIL)
    assert [(group.place, len(group.sum.rows)) for group in report.groups] == [("Salamá", 2)]


def test_what_came_later_is_left_out_and_what_has_no_day_counts() -> None:
    later = replace(
        PRINTED,
        progress=(Progress(Period.parse("2026-M03"), Decimal(40)), Progress(Period.parse("2026-M04"), Decimal(60))),
        contracts=(Contract(ContractKind.CONTRACT, "2-2026", date(2026, 4, 2)),),
        disbursements=(*PRINTED.disbursements, Disbursement(DisbursementStep.RECEIVED, q("5.00"))),
    )
    (row,) = works_report([later], date(2026, 3, 31)).sum.rows
    assert (row.built, row.contract, row.funds.received) == (40, None, q("5.00"))


def test_two_currencies_have_no_sum() -> None:
    with pytest.raises(ValueError, match="two currencies"):
        works_report([PRINTED, replace(OTHER, contribution=Money(Decimal(1), "USD"), disbursements=())], UNTIL)
