"""Scales and texts of drawings."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from ceiba.charts.chart import breadth, clipped, coordinate, drawing, scale

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_every_value_lies_between_the_ends(values: list[Decimal]) -> None:
    line = scale(values, 10, 90)
    assert all(10 - Decimal("1e-9") <= line.at(value) <= 90 + Decimal("1e-9") for value in values)


@given(st.lists(AMOUNTS, min_size=2, max_size=2, unique=True))
def test_order_of_values_is_order_of_coordinates(values: list[Decimal]) -> None:
    low, high = sorted(values)
    line = scale(values, 0, 1000)
    assert line.at(low) < line.at(high)


def test_lengths_start_at_zero() -> None:
    line = scale([Decimal(50), Decimal(100)], 0, 200)
    assert (line.at(Decimal(0)), line.at(Decimal(50))) == (0, 100)


def test_one_value_stands_in_the_middle() -> None:
    assert scale([Decimal(7)], 0, 10, from_zero=False).at(Decimal(7)) == 5


def test_no_values_make_a_scale_too() -> None:
    assert scale([], 0, 10).at(Decimal(0)) == 5


@given(st.decimals(-(10**6), 10**6, allow_nan=False, places=6))
def test_coordinates_have_no_dust(value: Decimal) -> None:
    text = coordinate(value)
    assert "E" not in text
    assert len(text.partition(".")[2]) <= 1
    assert abs(Decimal(text) - value) <= Decimal("0.05")


def test_clipped_words_fit() -> None:
    words = "CONSTRUCCIÓN DE UN SISTEMA DE AGUA"
    short = clipped(words, Decimal(120))
    assert short.endswith("…")
    assert breadth(short) <= 120
    assert clipped("agua", Decimal(120)) == "agua"


def test_a_drawing_is_xml_and_says_its_name() -> None:
    svg = drawing("k", 10, 10, title='5 < 6 & "7"', description="<script>", css="path", parts=[])
    root = ET.fromstring(svg)
    assert [child.text for child in root] == ['5 < 6 & "7"', "<script>"]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "k-t k-d"
    assert "style" not in svg
