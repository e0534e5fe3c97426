"""Numbers: both national styles, percentages, rates, words, years; what is no amount."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.exchange.extraction.numbers import (
    decimal_separator,
    find_numbers,
    find_years,
    parse_amount,
    rate_denominator,
)

D = Decimal


def printed(value: Decimal, mark: str) -> str:
    """Print a number in the style of the decimal mark: «1,234.5» or «1.234,5»."""
    text = f"{value:,}"
    return text if mark == "." else text.translate(str.maketrans(".,", ",."))


def values(text: str, mark: str | None = None) -> list[Decimal]:
    """Return the amounts of a text."""
    return [number.value for number in find_numbers(text, mark)]


amounts = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(amounts, st.sampled_from([".", ","]))
def test_an_amount_printed_in_either_style_reads_back_with_its_decimals(value: Decimal, mark: str) -> None:
    read = parse_amount(printed(value, mark), mark)
    assert read == value
    assert read is not None
    assert read.as_tuple().exponent == -2


@given(st.lists(amounts, min_size=1, max_size=5), st.sampled_from([".", ","]))
def test_the_document_tells_its_decimal_mark(found: list[Decimal], mark: str) -> None:
    assert decimal_separator([f"Suma {printed(value, mark)} en caja" for value in found]) == mark


@given(st.lists(amounts, min_size=1, max_size=6), st.sampled_from([".", ","]))
def test_every_amount_of_a_sentence_is_found_where_it_stands(found: list[Decimal], mark: str) -> None:
    text = " más ".join(f"Q {printed(value, mark)} de caja" for value in found)
    numbers = find_numbers(text, mark)
    assert [n.value for n in numbers] == found
    assert all(text[n.start : n.end] == n.text for n in numbers)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Q 41,250,000.00", "41250000.00"),
        ("Q418,950,300.75", "418950300.75"),
        ("214.318.505.902", "214318505902"),
        ("$ 6.421,50", "6421.50"),
        ("(9,870.25)", "-9870.25"),
        ("-15", "-15"),
        ("0%", "0"),
        ("47.20 %", "47.20"),
        (".63", "0.63"),
        ("0.34500000000000003", "0.345"),
        ("41.268957312879596", "41.268957312879596"),
        ("31'407,220.5", "31407220.5"),
        ("2,5", "2.5"),
        ("o", "0"),
        ("diecinueve", "19"),
        ("3.5 millones", "3500000"),
        ("88*/", "88"),
    ],
)
def test_a_cell_gives_its_amount(cell: str, value: str) -> None:
    assert parse_amount(cell) == D(value)


@pytest.mark.parametrize("cell", ["", "-", "—", "n/d", "12 pozos", "3 a 5", "4.8.2", "No existe", "1.2.3.4"])
def test_a_cell_without_one_amount_gives_nothing(cell: str) -> None:
    assert parse_amount(cell) is None


def test_three_digits_after_one_mark_follow_the_document() -> None:
    assert parse_amount("7.250", ",") == D(7250)
    assert parse_amount("7.250", ".") == D("7.250")
    assert parse_amount("7.250") == D(7250)
    assert parse_amount("0.250") == D("0.250")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["41,250,000.5"], "."),
        (["41.250.000,5"], ","),
        (["3.400 becas"], ","),
        (["7.25%", "7.5%", "3,400"], "."),
        (["1.1 Objetivo", "2.3. Programa", "6.500 árboles"], ","),
        ([], "."),
    ],
)
def test_evidence_of_the_decimal_mark(texts: list[str], mark: str) -> None:
    assert decimal_separator(texts) == mark


def test_without_evidence_the_mark_of_the_methodology_stands() -> None:
    assert decimal_separator(["12 talleres"], ",") == ","


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("6.1*1000 partos", "6.1", 1000),
        ("6.1x1000", "6.1", 1000),
        ("17,4 por mil", "17.4", 1000),
        ("17.4 por cada cien mil habitantes", "17.4", 100_000),
        ("17.4/1,000", "17.4", 1000),
    ],
)
def test_rates_keep_their_denominator(text: str, value: str, per: int) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.per) == (D(value), D(per))


def test_a_rate_named_apart_from_its_number() -> None:
    assert rate_denominator("casos por cada cien mil personas") == D(100_000)
    assert rate_denominator("casos por mes") is None


@pytest.mark.parametrize("text", ["64 %", "64%", "64 por ciento", "sesenta y cuatro por ciento"])
def test_percentages(text: str) -> None:
    (number,) = find_numbers(text)
    assert number.percent
    assert number.value == 64
    assert (number.start, number.end) == (0, len(text))


def test_an_arrow_parts_two_percentages() -> None:
    assert values("21.40%→33.10%", ".") == [D("21.40"), D("33.10")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("las treinta y dos aulas", [32]),
        ("cuatrocientas familias y siete pozos", [400, 7]),
        ("tres mil seiscientos cincuenta y un metros", [3651]),
        ("un millón doscientos mil", [1_200_000]),
        ("veintiún puentes", [21]),
        ("cien mil vacunas", [100_000]),
        ("cinco (5) casetas", [5]),
        ("40 mil árboles", [40_000]),
        ("un puente y una escuela", []),
        ("por cada mil personas", []),
        ("uno por ciento", [1]),
        ("treinta y mucho", [30]),
    ],
)
def test_numbers_in_words(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["el 1er trimestre", "10ma. sesión", "3ª etapa", "artículo 20º", "m2 y km2", "COVID-19", "08/11/2023", "4.8.2"],
)
def test_ordinals_dates_and_codes_are_no_amounts(text: str) -> None:
    assert values(text) == []


def test_a_mark_between_two_digits_of_a_list_only_parts_them() -> None:
    assert values("lotes 4,5 y 6", ".") == [4, 5, 6]
    assert values("lotes 4,5 y 6", ",") == [D("4.5"), 6]


def test_units_may_stick_to_their_number() -> None:
    assert values("350m2, 12km y 20,915 m³", ".") == [350, 12, 20915]


@pytest.mark.parametrize(
    ("text", "years", "numbers"),
    [
        ("Para 2031 la oficina atiende", [2031], []),
        ("en 2026 alcanzar 2000 becas", [2026], [2000]),
        ("al 2027 reducir las fugas", [2027], []),
        ("2,000 becas en el año 2024", [2024], [2000]),
        ("plan 2022-2026", [2022, 2026], []),
        ("Acuerdo 14-2011", [], [14, 2011]),
        ("dato 2023*/ 18.7", [2023], [D("18.7")]),
        ("año 1820", [], [1820]),
        ("2050%", [], [2050]),
    ],
)
def test_years_are_no_amounts(text: str, years: list[int], numbers: list[Decimal]) -> None:
    assert [int(year.value) for year in find_years(text)] == years
    assert values(text, ".") == numbers


@given(st.text(alphabet="0123456789.,'-% /xQ$()mil por cientodsyuna", max_size=200))
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    numbers = find_numbers(text, ".")
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    assert all(text[n.start : n.end] == n.text and n.text for n in numbers)
