"""Amounts as bars."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from ceiba.charts.bars import Bar, Part, bars

HEADERS = ("Fuente", "Monto", "Partes")


def widths(*rows: Bar) -> list[tuple[str | None, float]]:
    root = ET.fromstring(bars("b", "Dinero", rows, HEADERS).svg)
    return [(r.get("class"), float(r.get("width", ""))) for r in root.iter("rect") if r.get("class") != "rail"]


def row(name: str, *amounts: int) -> Bar:
    parts = tuple(Part(Decimal(a), css, f"{a}") for a, css in zip(amounts, ("investment", "operating"), strict=False))
    return Bar(name, str(sum(amounts)), parts)


def test_the_longest_bar_fills_the_rail_and_the_others_are_in_proportion() -> None:
    assert widths(row("a", 100), row("b", 25)) == [("investment", 340.0), ("investment", 85.0)]


def test_parts_of_a_bar_follow_one_another() -> None:
    root = ET.fromstring(bars("b", "Dinero", [row("a", 75, 25)], HEADERS).svg)
    places = [(r.get("class"), float(r.get("x", ""))) for r in root.iter("rect")]
    assert places == [("rail", 0.0), ("investment", 0.0), ("operating", 255.0)]


def test_nothing_is_drawn_for_zero_nor_below_it() -> None:
    assert widths(row("a", 0), row("b", -5)) == []


def test_the_table_has_every_part_in_words() -> None:
    table = bars("b", "Dinero", [row("IVA-PAZ <1>", 75, 25)], HEADERS).table
    assert table.rows == (("IVA-PAZ <1>", "100", "75 · 25"),)


def test_names_are_escaped() -> None:
    assert "<1>" not in bars("b", "Dinero", [row("IVA-PAZ <1>", 75)], HEADERS).svg
