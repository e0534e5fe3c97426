"""Dates, moments and numbers as offices type them; what never was is refused with its mend."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.exchange.readers.records.dates import read_moment
from ceiba.exchange.readers.records.numbers import read_number, stored_number
from ceiba.kernel.register_text import UnreadableValue


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2026", "31-03-2026", "31.3.26", "2026-03-31", "2026/3/31", "20260331", "31-mar-26", "31-Mar-2026",
        "31 de marzo de 2026", "31 de marzo del 2026", "martes 31 de marzo de 2026", "Martes, 31/03/2026",
        "mar 31, 2026", "31 MARZO 2026", "46112", " 31/03/2026 ", "31 / 03 / 2026", "March 31, 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert read_moment(text) == (date(2026, 3, 31), None)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("31/03/2026 14:05", time(14, 5)), ("2026-03-31T14:05:09", time(14, 5, 9)), ("31/3/26 2:05 p. m.", time(14, 5)),
        ("31/3/26, 12:00 am", time(0)), ("31/3/26 a las 8:30 h", time(8, 30)), ("46112.5", time(12)),
        ("2026-03-31 14:05:09.123Z", time(14, 5, 9)),
    ],
)  # fmt: skip
def test_a_moment_keeps_its_hour(text: str, clock: time) -> None:
    assert read_moment(text) == (date(2026, 3, 31), clock)


def test_the_systems_of_counted_days_lie_1462_days_apart() -> None:
    assert read_moment("46112")[0] == date(2026, 3, 31)
    assert read_moment("44650", since_1904=True)[0] == date(2026, 3, 31)


def test_whoever_writes_the_month_first_says_so() -> None:
    assert read_moment("03/04/2026", month_first=True)[0] == date(2026, 3, 4)
    assert read_moment("03/04/2026")[0] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("31/02/2026", "02/2026 tiene 28 días"), ("29-feb-25", "02/2025 tiene 28 días"),
        ("03/31/2026", "no hay mes 31"), ("2026", "no se entiende como fecha"), ("ayer", "no se entiende como fecha"),
        ("31 de marto de 2026", "no se entiende como fecha"), ("99999", "no se entiende como fecha"),
        ("31/03/2026 25:10", "esa hora no existe"), ("00/01/2026", "01/2026 tiene 31 días"),
        ("31/03/2026 14:05 pm", "esa hora no existe"), ("1/1/0000", "ese día no existe"),
    ],
)  # fmt: skip
def test_a_day_that_never_was_is_refused_with_the_mend(text: str, mend: str) -> None:
    with pytest.raises(UnreadableValue, match=mend):
        read_moment(text)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_every_day_is_the_same_in_figures_in_words_and_as_a_count(day: date) -> None:
    names = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    count = (day - date(1899, 12, 30)).days
    for text in (f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day} de {names[day.month - 1]} de {day.year}", str(count)):
        assert read_moment(text) == (day, None)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1,234.50", ".", "1234.50"), ("1.234,50", ".", "1234.50"), ("1.234", ".", "1.234"), ("1.234", ",", "1234"),
        ("1,234", ".", "1234"), ("1,234", ",", "1.234"), ("1,5", ".", "1.5"), ("Q 1,234.5", ".", "1234.5"),
        ("$1.234.567", ",", "1234567"), ("(12.30)", ".", "-12.30"), ("5-", ".", "-5"), ("US$ -7", ".", "-7"),
        ("1 234,05", ",", "1234.05"), ("12'345.00", ".", "12345.00"), ("0.125", ",", "0.125"), (".5", ".", "0.5"),
        ("12%", ".", "12"), ("GTQ 3", ".", "3"), ("−4", ".", "-4"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_notation_of_the_country(text: str, decimal: str, number: str) -> None:
    assert read_number(text, decimal) == Decimal(number)


@pytest.mark.parametrize("text", ["doce", "1,23,4", "1.2.3", "--", "12 y 4", "1.234.56", "", "9" * 31, "1e5", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue, match="no es un número"):
        read_number(text)


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from(".,"))
def test_a_number_written_with_its_marks_is_itself(number: Decimal, decimal: str) -> None:
    american = f"{number:,.4f}"
    text = american if decimal == "." else american.translate(str.maketrans(".,", ",."))
    assert read_number(text, decimal) == number


def test_a_stored_number_loses_the_noise_of_its_binary_form() -> None:
    assert str(stored_number("25.199999999999999")) == "25.2"
    assert str(stored_number("1.5E3")) == "1500"
    assert stored_number("nan") is None
