"""The path of an indicator, drawn and as a table."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from ceiba.charts.path import Mark, PathWords, Point, path

WORDS = PathWords(
    "Pozos",
    ((Mark.BASELINE, "línea base"), (Mark.MEASUREMENT, "medido"), (Mark.TARGET, "meta")),
    ("Dato", "Cuándo", "Cifra"),
)


def point(mark: Mark, amount: int, year: int | None) -> Point:
    return Point(mark, Decimal(amount), year, str(amount), str(year or "sin año"))


BASE, TARGET = point(Mark.BASELINE, 20, 2021), point(Mark.TARGET, 100, 2031)


def drawn(*points: Point) -> ET.Element:
    return ET.fromstring(path("g", points, WORDS).svg)


def circles(root: ET.Element) -> dict[str | None, tuple[float, float]]:
    return {c.get("class"): (float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.iter("circle")}


def test_baseline_stands_left_and_below_a_higher_target() -> None:
    spots = circles(drawn(TARGET, BASE))
    assert spots["baseline"][0] < spots["target"][0]
    assert spots["baseline"][1] > spots["target"][1]


def test_heights_are_in_proportion_over_zero() -> None:
    root = drawn(BASE, TARGET)
    ground = next(p.get("d", "") for p in root.iter("path") if p.get("class") == "ground")
    zero = float(ground.split("H")[0].split()[1])
    spots = circles(root)
    assert (zero - spots["baseline"][1]) * 5 == pytest.approx(zero - spots["target"][1], abs=0.3)


def test_what_was_measured_is_a_line_of_its_own() -> None:
    classes = [p.get("class") for p in drawn(BASE, point(Mark.MEASUREMENT, 30, 2024), TARGET).iter("path")]
    assert "observed" in classes
    assert "observed" not in [p.get("class") for p in drawn(BASE, TARGET).iter("path")]


def test_without_years_baseline_stays_left_and_target_right() -> None:
    spots = circles(drawn(point(Mark.TARGET, 5, None), point(Mark.BASELINE, 5, None)))
    assert spots["baseline"][0] < spots["target"][0]


def test_a_single_target_is_a_point_without_a_line() -> None:
    root = drawn(TARGET)
    assert len(circles(root)) == 1
    assert [p.get("class") for p in root.iter("path")] == ["ground"]


def test_zero_to_zero_divides_by_nothing() -> None:
    assert len(circles(drawn(point(Mark.BASELINE, 0, 2021), point(Mark.TARGET, 0, 2021)))) == 2


def test_the_table_says_every_point_in_order_of_time() -> None:
    table = path("g", [TARGET, point(Mark.MEASUREMENT, 30, 2024), BASE], WORDS).table
    assert table.rows == (("línea base", "2021", "20"), ("medido", "2024", "30"), ("meta", "2031", "100"))
    assert table.headers == ("Dato", "Cuándo", "Cifra")
