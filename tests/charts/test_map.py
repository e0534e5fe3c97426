"""The map: true proportions, shared borders, places inside and outside, marks that never cover each other."""

from decimal import Decimal
from math import cos, radians
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from ceiba.charts.map import (
    HEIGHTS,
    LARGEST,
    MOST_NUMBERED,
    SMALLEST,
    WIDTH,
    MapArea,
    MapPoint,
    MapWords,
    Pin,
    legend,
    map_of,
    radius_of,
)
from ceiba.charts.map_geometry import KM_A_DEGREE, Frame, apart, inside, outline

WORDS = MapWords("Mapa <1>", "Dos proyectos", ("N.º", "Proyecto"))
SQUARE = ((-90.7, 14.9), (-90.5, 14.9), (-90.5, 15.1), (-90.7, 15.1))
HOLE = ((-90.65, 14.95), (-90.6, 14.95), (-90.6, 15.0), (-90.65, 15.0))
HERE = MapArea("Valle <Alto>", (SQUARE,))


def point(number: int, x: float, y: float, size: int | None = 1, mark: Pin = Pin.NEW) -> MapPoint:
    amount = None if size is None else Decimal(size)
    return MapPoint(number, f"Obra {number}", (x, y), mark, amount, f"/{number}/", (str(number), f"Obra {number}"))


def drawn(areas: list[MapArea], points: list[MapPoint]) -> ET.Element:
    chart = map_of("g", areas, points, WORDS)
    assert chart is not None
    return ET.fromstring(chart.svg)


def styled(root: ET.Element, css: str) -> list[ET.Element]:
    return [one for one in root.iter() if css in (one.get("class") or "").split()]


places = st.tuples(st.floats(-92, -88), st.floats(-5, 17.5))


@over(st.lists(places, min_size=1, max_size=20), st.integers(200, 900))
def test_a_kilometre_is_as_long_to_the_north_as_to_the_east(spots: list[tuple[float, float]], width: int) -> None:
    made = Frame.fitted(spots, width, HEIGHTS, 20)
    x, y = spots[0]
    south, east = made.at((x, y - 1))[1] - made.at((x, y))[1], made.at((x + 1, y))[0] - made.at((x, y))[0]
    middle = (min(y for _x, y in spots) + max(y for _x, y in spots)) / 2
    assert east == pytest.approx(south * cos(radians(middle)), rel=1e-6)
    assert all(made.shows(spot) for spot in spots)
    kilometres, length = made.ruler
    assert length == pytest.approx(kilometres / KM_A_DEGREE * south, rel=1e-6)
    assert width / 10 <= length <= width / 4
    assert str(kilometres).strip("0.")[0] in "125"


def test_a_place_is_inside_its_boundary_and_not_in_its_hole() -> None:
    assert inside((SQUARE,), (-90.62, 14.97))
    assert not inside((SQUARE, HOLE), (-90.62, 14.97))
    assert inside((SQUARE, HOLE), (-90.52, 15.05))
    assert not inside((SQUARE,), (-90.62, 15.2))
    assert not inside((), (0, 0))


def test_neighbours_still_share_their_border_when_rounded() -> None:
    crooked = ((-90.6, 14.9), (-90.6003, 14.95), (-90.5991, 14.97), (-90.6, 15.1))
    west, east = ((-90.7, 14.9), *crooked, (-90.7, 15.1)), ((-90.5, 15.1), *crooked[::-1], (-90.5, 14.9))
    made = Frame.fitted([*west, *east], 300, HEIGHTS, 10)
    steps = [set(outline((ring,), made)[1:-1].split("L")) for ring in (west, east)]
    assert len(steps[0] & steps[1]) >= 3
    assert outline((((0, 0), (0, 0), (0, 0)),), made) == ""


marks = st.lists(
    st.tuples(st.tuples(st.floats(20, 360), st.floats(20, 400)), st.floats(SMALLEST, LARGEST)), max_size=25
)


@settings(max_examples=50)
@over(marks)
def test_marks_do_not_cover_each_other_and_the_first_keeps_its_place(
    wanted: list[tuple[tuple[float, float], float]],
) -> None:
    stand = apart(wanted, 380, 420)
    assert stand[:1] == [wanted[0][0]] if wanted else not stand
    known = [(spot, radius) for spot, (_place, radius) in zip(stand, wanted, strict=True)]
    for at, ((x, y), radius) in enumerate(known):
        for (a, b), other in known[:at]:
            assert (x - a) ** 2 + (y - b) ** 2 >= (radius + other) ** 2


def test_marks_of_one_place_step_aside_on_a_line_to_it() -> None:
    root = drawn([HERE], [point(1, -90.6, 15, 9), point(2, -90.6, 15, 4), point(3, -90.52, 15.05)])
    assert len(styled(root, "leader")) == 1
    assert [text.text for text in root.iter("text")][:3] == ["1", "2", "3"]
    assert [link.get("href") for link in root.iter("a")] == ["/1/", "/2/", "/3/"]
    assert root.get("role") == "group"


def test_a_mark_grows_with_its_amount_and_says_its_status_by_shape() -> None:
    assert radius_of(Decimal(100), Decimal(100)) == LARGEST
    assert radius_of(Decimal(49), Decimal(100)) == pytest.approx(0.7 * LARGEST)
    assert radius_of(Decimal(0), Decimal(100)) == radius_of(None, Decimal(100)) == SMALLEST
    assert radius_of(Decimal(5), Decimal(0)) == SMALLEST
    assert [legend(mark).split("<")[2].split()[0] for mark in Pin] == ["circle", "rect", "path", "circle"]
    assert len({legend(mark) for mark in Pin}) == 4


def test_places_beyond_the_frame_are_in_the_table_only() -> None:
    chart = map_of("g", [HERE], [point(1, -90.6, 15), point(2, 90.6, 15)], WORDS)
    assert chart is not None
    assert "/2/" not in chart.svg
    assert [row[0] for row in chart.table.rows] == ["1", "2"]


def test_without_boundaries_the_frame_is_that_of_the_places() -> None:
    root = drawn([], [point(1, -90.6, 15), point(2, -90.61, 15.01, None, Pin.UNSAID)])
    assert not styled(root, "area")
    assert len(styled(root, "pin")) == 2
    assert map_of("g", [], [], WORDS) is None


def test_parts_lie_over_the_whole_and_names_are_escaped() -> None:
    root = drawn([MapArea("Aldea", (HOLE,), part=True), HERE], [])
    assert [area.get("class") for area in styled(root, "area")] == ["area", "area part"]
    assert styled(root, "area")[0][0].text == "Valle <Alto>"
    assert root.get("viewBox", "").split()[2] == str(WIDTH)


def test_too_many_marks_are_dots_without_numbers() -> None:
    root = drawn([HERE], [point(n, -90.7 + n / 400, 15) for n in range(MOST_NUMBERED + 1)])
    assert {pin.get("r") for pin in styled(root, "pin")} == {"4"}
    assert not styled(root, "on-full")
