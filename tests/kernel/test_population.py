"""Populations: each group lies in the one before it, and what nobody knows is not zero."""

from decimal import Decimal

from ceiba.kernel.population import Population


def people(*figures: int | None) -> Population:
    return Population("g", "e", 2025, "", *figures)


def test_each_group_lies_in_the_nearest_known_one_before_it() -> None:
    assert people(1000, 800, 700, 640).larger == ()
    assert people(1000, 1000, 1000, 1000).larger == ()
    assert people(1000, None, None, 1200).larger == (("universe", "attended"),)
    assert people(10, 20, 15, 30).larger == (("universe", "target"), ("eligible", "attended"))
    assert people(None, None, None, 5).larger == ()
    assert people(0, 1, None, None).larger == (("universe", "target"),)


def test_coverage_is_of_those_it_is_meant_for() -> None:
    assert people(1000, 800, None, 640).coverage == Decimal(80)
    assert people(1000, 800, None, 0).coverage == 0
    assert people(1000, 0, None, 0).coverage is None
    assert people(1000, None, None, 640).coverage is None
    assert people(1000, 800, None, None).coverage is None
