"""Figures as a country writes them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.exchange.writers.page_figures import Figures
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Value

POINT = Methodology("xx", "1", "Punto", country="GT", decimal_separator=".", currency="GTQ")
GT = Figures(POINT, str)
EC = Figures(replace(POINT, country="EC", decimal_separator=",", currency="USD"), str)


def test_numbers_keep_their_decimals_in_the_countrys_own_signs() -> None:
    assert GT.number(Decimal("28235390.5")) == "28,235,390.5"
    assert EC.number(Decimal("28235390.5")) == "28.235.390,5"
    assert GT.number(Decimal("0.5676")) == "0.5676"
    assert GT.number(Decimal("1E+3")) == "1,000"


def test_signs_are_said_when_asked_for() -> None:
    assert GT.number(Decimal(81), signed=True) == "+81"
    assert GT.number(Decimal(-81), signed=True) == "−81"
    assert GT.number(Decimal(0), signed=True) == "0"


def test_money_has_two_decimals_and_its_currencys_sign() -> None:
    assert GT.money(Money(Decimal("28235390.5"), "GTQ")) == "Q28,235,390.50"
    assert EC.money(Money(Decimal("-1234.5"), "USD")) == "−$1.234,50"
    assert Figures(replace(POINT, currency=""), str).money(Money(Decimal(5))) == "5.00"


def test_a_country_that_nobody_knows_still_writes_money() -> None:
    assert Figures(replace(POINT, country=None, currency="USD"), str).money(Money(Decimal(5))).endswith("5.00")


@pytest.mark.parametrize(
    ("amount", "words"), [("426.31578947", "426.32"), ("35.000", "35"), ("100", "100"), ("-0.004", "0")]
)
def test_computed_numbers_are_short(amount: str, words: str) -> None:
    assert GT.rounded(Decimal(amount)) == words


def test_missing_not_programmed_not_due_not_applicable_and_zero_are_five_words() -> None:
    said = [GT.datum(figure) for figure in (NO_DATA, NOT_PROGRAMMED, NOT_DUE, NOT_APPLICABLE, Value(Decimal(0)))]
    assert said == ["sin dato", "no programado", "aún no vence", "no aplica", "0"]


def test_quantities_carry_their_unit() -> None:
    assert GT.quantity(Decimal(19), MeasureUnit("ha")) == "19\u00a0ha"
    assert GT.quantity(Decimal(55), PERCENT) == "55\u00a0%"
    assert GT.quantity(Decimal(100) / 3, PERCENT) == "33.33\u00a0%"
    assert GT.quantity(Decimal("0.1234"), None) == "0.1234"


def test_periods_are_years_or_their_notation() -> None:
    assert GT.period(Period.of_years(2022, 2032)) == "2022–2032"
    assert GT.period(Period.of_year(2025)) == "2025"
    assert GT.period(Period.parse("2025-C2")) == "2025-C2"
    assert GT.period(None) == "sin fecha"
