"""Places of a territory: what is wrong with them is told, boundaries are closed and of the earth."""

from datetime import date

import pytest

from ceiba.kernel.locality import LONGEST_NAME, MOST_SPOTS, Locality, checked_ring, locality_problems

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def told(*places: Locality) -> list[tuple[str, str]]:
    """Return code and field of each problem."""
    return [(one.code, one.field) for one in locality_problems(places, {"0108": "Mixco"})]


def test_a_ring_is_closed_and_rounded_to_a_metre() -> None:
    assert checked_ring([*SQUARE, (0.000001, 0.000001)]) == (*SQUARE, (0.0, 0.0))
    with pytest.raises(ValueError, match="tres puntos"):
        checked_ring([(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)])


@pytest.mark.parametrize(
    ("spot", "words"),
    [
        ((14.6, -95.0), "cambiadas"),
        ((200.0, 3.0), "fuera del globo"),
        ((float("nan"), 3.0), "fuera del globo"),
        ((500_000.0, 1_600_000.0), "fuera del globo"),
    ],
)
def test_coordinates_that_are_not_of_the_earth_are_refused(spot: tuple[float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        checked_ring([*SQUARE, spot])


def test_sound_places_have_no_problem() -> None:
    assert told(Locality("Z01", "Zona 1", parent="0108"), Locality("C-1", "Las Flores", parent="Z01")) == []


def test_what_is_wrong_with_a_place_is_told_with_its_field() -> None:
    assert told(Locality("Z1", "Uno"), Locality("z1", "Otro")) == [("z1", "code")]
    assert told(Locality("0108", "Mixco")) == [("0108", "code")]
    assert told(Locality("Zona 1", "Uno")) == [("Zona 1", "code")]
    assert told(Locality("Z1", " ")) == [("Z1", "name")]
    assert told(Locality("Z1", "x" * (LONGEST_NAME + 1))) == [("Z1", "name")]
    assert told(Locality("Z1", "Uno", parent="Z9")) == [("Z1", "parent")]
    assert told(Locality("Z1", "Uno", begins=date(2024, 2, 1), ends=date(2024, 1, 1))) == [("Z1", "ends")]
    assert told(Locality("Z1", "Uno", rings=(((0.0, 0.0),) * (MOST_SPOTS + 1),))) == [("Z1", "rings")]


def test_a_place_never_lies_in_itself() -> None:
    circle = (Locality("A", "A", parent="B"), Locality("B", "B", parent="A"), Locality("C", "C", parent="A"))
    assert told(*circle) == [("A", "parent"), ("B", "parent")]


def test_a_place_is_there_between_its_days() -> None:
    place = Locality("A", "A", begins=date(2024, 1, 1), ends=date(2024, 12, 31))
    assert [place.is_there(date(year, 6, 1)) for year in (2023, 2024, 2025)] == [False, True, False]
