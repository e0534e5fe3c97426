"""Territories: official codes stay text, parts name what they lie in, and a boundary is drawn with the north above."""

import pytest

from ceiba.institutions.territories import FOLDER, Territory, full_name, outline, territories, territory

with_boundaries = pytest.mark.skipif(not (FOLDER / "gt.json").exists(), reason="set-up could not take the boundaries")


def test_provinces_of_ecuador_by_their_code() -> None:
    assert [place.code for place in territories("EC")] == [f"{number:02d}" for number in range(1, 25)]
    assert full_name("EC", "08") == "Esmeraldas"


@pytest.mark.slow
@with_boundaries
def test_guatemala_has_its_departments_and_municipalities_and_no_lakes() -> None:
    found = territories("GT")
    assert (len([p for p in found if p.parent is None]), len([p for p in found if p.parent])) == (22, 340)
    assert full_name("GT", "0108") == "Mixco, Guatemala"
    assert all(place.rings for place in found)


@pytest.mark.slow
def test_an_unknown_code_is_shown_as_it_was_written() -> None:
    assert full_name("GT", "9999") == "9999"
    assert territory("XX", "01") is None
    assert territories("XX") == ()


def test_a_boundary_fits_its_square_with_the_north_above() -> None:
    square = Territory("1", "A", rings=(((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 0.0)),))
    assert outline(square, 100) == "M0.0 50.0L100.0 50.0L100.0 0.0L0.0 50.0Z"
    assert outline(Territory("1", "A")) == ""
