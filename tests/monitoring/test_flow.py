"""The page of the flow: choices, both ends with their sums, the lines behind each end, what is missing."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from ceiba.budgets import services as budgets
from ceiba.kernel.budget import BudgetLine, Nature, Share, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from tests.people import Office
from tests.queries import pinned


def page(office: Office, name: str = "flow", who: str = "auditor", **asked: str) -> str:
    response = office.client(who).get(reverse(name, args=[office.slug]), asked)
    assert response.status_code == 200, response
    return str(response.content.decode())


def test_current_money_of_the_year_goes_from_sources_to_axes(planned: Office) -> None:
    text = page(planned)
    assert "Vigente: Q10,551,500.00" in text
    assert text.count("<svg") >= 2
    assert "Sin meta" in text
    assert text.count("Q10,551,500.00") == 3  # the whole, and the foot of either table
    assert "Q3,120,000.00" in text
    assert reverse("flow", args=[planned.slug]) in page(planned, "money")


def test_stage_and_level_are_chosen(planned: Office) -> None:
    paid = page(planned, etapa="pagado", nivel="resultado")
    assert "Pagado: Q658,400.00" in paid
    assert "4 renglones del año no dicen su monto pagado" in paid
    assert '<option value="resultado" selected>' in paid
    assert "Vigente: Q10,551,500.00" in page(planned, etapa="nada", nivel="nada", anio="1999")


def test_what_is_available_goes_to_investment_and_operating(planned: Office) -> None:
    text = page(planned, etapa="disponible")
    assert "Disponible, por fuente: Q57,655,300.00" in text
    assert "Q16,236,531.10" in text
    assert reverse("availability", args=[planned.slug]) in text


def test_every_end_opens_to_lines_that_add_up_to_it(planned: Office) -> None:
    text = page(planned)
    ends = re.findall(r'<th scope="row">\s*<a href="([^"]+)">[^<]+</a>.*?<td data-num>([^<]+)<', text, re.DOTALL)
    assert len(ends) > 5
    for href, money in ends:
        behind = planned.client().get(href.replace("&amp;", "&")).content.decode()
        assert money in behind.partition("<tfoot>")[2], href


def test_a_project_passes_its_money_on_and_is_named(planned: Office) -> None:
    line = BudgetLine(
        "r9",
        "12-01-009-000-001",
        "Pozo nuevo",
        nature=Nature.INVESTMENT,
        amounts=((Stage.CURRENT, Money(Decimal("300.00"), "GTQ")),),
        serves=(Share("project/990101", Decimal(1)),),
        period=Period.of_year(2025),
    )
    budgets.adopt(planned.actor(), lines=(line,))
    text = page(planned, "flow_lines", anio="2025", etapa="vigente", fuente="sin-decir")
    assert "por el proyecto CONSTRUCCION SISTEMA" in text
    assert "nadie la dijo" in text
    assert "Sin fuente dicha" in page(planned)


def test_two_currencies_are_told_and_not_added(planned: Office) -> None:
    dollars = ((Stage.CURRENT, Money(Decimal("300.00"), "USD")),)
    budgets.adopt(planned.actor(), lines=(BudgetLine("r9", "1", "x", amounts=dollars, period=Period.of_year(2025)),))
    text = page(planned)
    assert "dos monedas" in text
    assert "g-flow" not in text
    assert page(planned, "flow_lines")


def test_an_end_without_lines_leads_back(planned: Office) -> None:
    assert "Ningún renglón lleva dinero por ahí" in page(planned, "flow_lines", destino="nada")


def test_an_empty_house_leads_to_bringing_a_document(office: Office) -> None:
    assert reverse("imports", args=[office.slug]) in page(office)


@pytest.mark.parametrize("name", ["flow", "flow_lines"])
def test_the_pages_ask_few_queries(planned: Office, name: str) -> None:
    page(planned, name)
    client = planned.client()
    with pinned(name):
        client.get(reverse(name, args=[planned.slug]))
