"""Boundaries as set-up takes them out: straight where they are straight, and neighbours keep one border."""

from itertools import pairwise

from hypothesis import given as over
from hypothesis import strategies as st

from tools.territories import STRAIGHT, distance, rings_of, straightened

lines = st.lists(st.tuples(st.floats(-91, -90), st.floats(14, 15)), min_size=2, max_size=40)


@over(lines)
def test_no_point_that_is_left_out_lies_far_from_the_line(points: list[tuple[float, float]]) -> None:
    kept = straightened(points)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    stretches = list(pairwise(kept))
    assert all(min(distance(point, a, b) for a, b in stretches) <= STRAIGHT + 1e-9 for point in points)


@over(lines)
def test_a_line_once_straightened_stays_as_it_is(points: list[tuple[float, float]]) -> None:
    assert straightened(straightened(points)) == straightened(points)


def test_points_on_a_straight_line_go() -> None:
    assert straightened([(0, 0), (0.1, 0.1), (0.2, 0.2), (0.2, 0.0)]) == [(0, 0), (0.2, 0.2), (0.2, 0.0)]


def test_neighbours_take_their_border_from_one_arc() -> None:
    arcs = [[(0.0, 0.0), (0.0, 1.0)], [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0)], [(0.0, 0.0), (-1.0, 1.0), (0.0, 1.0)]]
    east = rings_of({"type": "Polygon", "arcs": [[0, 1]]}, arcs)
    west = rings_of({"type": "Polygon", "arcs": [[2, -1]]}, arcs)
    assert east == [[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]]
    assert west == [[(0.0, 0.0), (-1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]
