"""The availability table and the page of a budget line: computed, never typed; unknown is no zero."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ceiba.budgets import services
from ceiba.kernel.budget import (
    BudgetLine,
    Cutoff,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    IncomeStage,
    Modification,
    Stage,
)
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from tests.people import Office
from tests.queries import pinned

YEAR = Period.of_year(2026)


def q(text: str) -> Money:
    return Money(Decimal(text), "GTQ")


def cutoff(month: str, accrued: str, current: str) -> Cutoff:
    return Cutoff(Period.parse(month), ((Stage.CURRENT, q(current)), (Stage.ACCRUED, q(accrued))))


@pytest.fixture
def funded(office: Office) -> Office:
    """Return an office with invented money."""
    sources = (
        FundingSource("f1", "Situado", q("1000.00"), q("800.00"), key="situado_constitucional", period=YEAR),
        FundingSource("f2", "=Propios", q("500.00"), period=YEAR, earmark="mercado"),
        FundingSource("f3", "Saldo de caja", q("10.50"), q("10.50"), period=YEAR, carried_over=True),
        FundingSource("f4", "Del año anterior", q("77.00"), period=Period.of_year(2025)),
    )
    line = BudgetLine(
        "b1",
        "12-01",
        "Materiales",
        amounts=((Stage.INITIAL, q("100.00")),),
        cutoffs=(cutoff("2026-M01", "5.00", "100.00"), cutoff("2026-M03", "9.00", "130.00")),
    )
    acts = (Modification("m1", "b1", q("20.00"), "Acta 7-2026", date(2026, 2, 1)),)
    services.adopt(office.actor(), sources, (), (line,), acts)
    return office


def page(office: Office, name: str, *args: str, who: str = "planner", **asked: str) -> str:
    response = office.client(who).get(reverse(name, args=[office.slug, *args]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_table_is_computed_with_the_limits_of_the_law(funded: Office) -> None:
    text = page(funded, "availability", anio="2026")
    assert "1,500.00" in text  # the sum of column 2, without what is carried over
    assert "80.00" in text
    assert "20.00" in text
    assert "art. 257" in text
    assert "leída en la norma" in text
    assert "faltan Q100.00 de inversión" in text.replace("\u00a0", "")
    assert "1 fuente no dice" in text
    assert "Del año anterior" not in text
    assert text.index("Lo que entra en el año") < text.index("Saldos de años anteriores")


def test_another_year_has_its_own_table(funded: Office) -> None:
    text = page(funded, "availability", anio="2025")
    assert "Del año anterior" in text
    assert "Saldo de caja" not in text


def test_readers_see_no_way_to_change_it(funded: Office) -> None:
    assert reverse("funding_edit", args=[funded.slug, "f1"]) in page(funded, "availability")
    assert reverse("funding_edit", args=[funded.slug, "f1"]) not in page(funded, "availability", who="auditor")


def test_an_empty_institution_is_told_what_to_do(office: Office) -> None:
    text = page(office, "availability")
    assert reverse("funding_add", args=[office.slug]) in text
    assert reverse("imports", args=[office.slug]) in text


def test_the_table_leaves_as_csv_and_as_a_workbook(funded: Office) -> None:
    client = funded.client()
    answer = client.get(reverse("availability_table", args=[funded.slug]), {"anio": "2026", "como": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Situado,1000.00,800.00,80.00,200.00,20.00,")
    assert lines[2].startswith("'=Propios,500.00,,,,,")
    assert lines[3].startswith("7 Total (sin reparto conocido: 1),1500.00,800.00,,200.00,,")
    answer = client.get(reverse("availability_table", args=[funded.slug]), {"anio": "2026", "como": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[3]][:6] == ["Situado", 1000, 800, 80, 200, 20]
    assert [cell.value for cell in sheet[4]][:3] == ["=Propios", 500, None]
    assert client.get(reverse("availability_table", args=[funded.slug]), {"como": "pdf"}).status_code == 404


def test_a_line_shows_its_months_its_acts_and_what_no_act_explains(funded: Office) -> None:
    text = page(funded, "budget_line", "b1")
    assert "Acta 7-2026" in text
    assert "Q10.00 sin acto registrado" in text.replace("\u00a0", "")
    assert "Enero de 2026" in text
    assert "sin dato" in text  # of March alone nobody knows
    assert reverse("budget_modify", args=[funded.slug]) in text
    assert reverse("budget_modify", args=[funded.slug]) not in page(funded, "budget_line", "b1", who="auditor")


def test_income_is_shown_month_by_month(funded: Office) -> None:
    came = tuple(
        IncomeCutoff(Period.parse(f"2026-M{month:02}"), ((IncomeStage.COLLECTED, q(amount)),))
        for month, amount in ((1, "3.00"), (2, "7.50"), (4, "9.00"))
    )
    line = IncomeLine("n1", "10.1", "IUSI", "f1", q("40.00"), YEAR, came)
    services.adopt(funded.actor(), income=(line,))
    text = page(funded, "availability", anio="2026").replace("\u00a0", "")
    assert "IUSI, mes a mes" in text
    assert "Q4.50" in text  # of February alone
    assert "22.50" in text  # collected of what was estimated
    assert text.count("Q9.00") == 3  # the row, its sum, and April, of which alone nobody knows


def test_a_line_that_is_not_there_is_not_found(funded: Office) -> None:
    assert funded.client().get(reverse("budget_line", args=[funded.slug, "b9"])).status_code == 404


def test_the_pages_ask_few_queries(funded: Office) -> None:
    client = funded.client()
    for name, args in (("availability", []), ("budget_line", ["b1"])):
        address = reverse(name, args=[funded.slug, *args])
        client.get(address)
        with pinned(name):
            client.get(address)
