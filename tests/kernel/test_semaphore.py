"""Bands of percent: every achievement has exactly one, also at the borders."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.check import Check
from ceiba.kernel.methodology import Band, Methodology, Semaphore
from tests.generated import INVENTED, decimals

GOALS = Semaphore(
    "metas",
    (
        Band("incumplida", "Incumplida", "red", None, Decimal(70)),
        Band("parcial", "Parcialmente cumplida", "amber", Decimal(70), Decimal(85)),
        Band("cumplida", "Cumplida", "green", Decimal(85)),
    ),
)
TWO_SIDED = Semaphore(
    "ficha",
    (
        Band("rojo_bajo", "Muy por debajo", "red", None, Decimal(90)),
        Band("amarillo_bajo", "Por debajo", "amber", Decimal(90), Decimal(95)),
        Band("verde", "En lo programado", "green", Decimal(95), Decimal(105), includes_upper=True),
        Band(
            "amarillo_alto",
            "Por encima",
            "amber",
            Decimal(105),
            Decimal(110),
            includes_lower=False,
            includes_upper=True,
        ),
        Band("rojo_alto", "Muy por encima", "red", Decimal(110), None, includes_lower=False),
    ),
)


@pytest.mark.slow
@given(
    st.sampled_from([GOALS, TWO_SIDED]), st.one_of(decimals(-200, 300, 4), st.sampled_from([70, 85, 90, 95, 105, 110]))
)
def test_every_percentage_has_exactly_one_band(semaphore: Semaphore, percent: Decimal | int) -> None:
    holding = [band for band in semaphore.bands if band.holds(Decimal(percent))]
    assert holding == [semaphore.band(Decimal(percent))]


@pytest.mark.parametrize(
    ("semaphore", "percent", "key"),
    [
        (GOALS, "69.99", "incumplida"),
        (GOALS, "69.9999999", "incumplida"),
        (GOALS, "70", "parcial"),
        (GOALS, "84.95", "parcial"),
        (GOALS, "85", "cumplida"),
        (GOALS, "140", "cumplida"),
        (GOALS, "-20", "incumplida"),
        (TWO_SIDED, "105", "verde"),
        (TWO_SIDED, "105.01", "amarillo_alto"),
        (TWO_SIDED, "110.5", "rojo_alto"),
    ],
)
def test_borders(semaphore: Semaphore, percent: str, key: str) -> None:
    assert semaphore.band(Decimal(percent)).key == key


def test_what_a_methodology_knows_is_found_by_key_and_the_rest_is_none() -> None:
    level = INVENTED.level("output")
    kind = INVENTED.plan_kind("plan")
    assert level is not None
    assert kind is not None
    assert (level.term, kind.label, INVENTED.reference) == ("Producto", "Plan", "xx.inventada@2024")
    assert (INVENTED.level("x"), INVENTED.plan_kind("x"), INVENTED.framework("x"), INVENTED.funding_rule(None)) == (
        None,
    ) * 4
    off = Methodology("xx.otra", "1", "Otra", checks=(Check("F003", enabled=False),))
    assert not off.check("F003").enabled
    assert off.check("L001") == Check("L001")
