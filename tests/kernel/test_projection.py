"""Projection: the line and its interval against a second opinion, and what it refuses to say."""

import random
from decimal import Decimal
from statistics import linear_regression

import pytest

from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.projection import Projection, Route, Unprojected, percentile, project
from ceiba.kernel.states import NO_DATA, Value


def level(*figures: str | int, goal: int = 100, start: int = 2020, last: int = 2030, **fields: object) -> Projection:
    """Return the projection of yearly figures, the first of ``start``, to a goal in ``last``."""
    fields.setdefault("accumulation", Accumulation.LAST)
    indicator = Indicator(
        "i", "e", "Hogares con agua", targets=(Target(Value(Decimal(goal)), Period.of_year(last)),), **fields
    )
    years = enumerate(figures, start)
    return project(indicator, [Measurement("i", Period.of_year(y), Value(Decimal(f))) for y, f in years])


def test_a_straight_line_arrives_where_it_leads_without_doubt() -> None:
    told = level(10, 20, 30, goal=110)
    assert (told.amount, told.low, told.high, told.route) == (110, 110, 110, Route.ON_ROUTE)
    assert told.reached == 2030 * 12 + 11


def test_the_line_is_that_of_least_squares() -> None:
    figures = (10, 14, 13, 19, 22)
    told = level(*figures)
    line = linear_regression(range(2020, 2025), figures)
    assert float(told.amount or 0) == pytest.approx(line.slope * 2030 + line.intercept, abs=1e-5)


def test_the_interval_is_the_one_in_the_textbook() -> None:
    # x̄ = 2, Sxx = 10, b = 2.9, s² = 9.1 / 3: ŷ ± 1.6377 · s · √(1 + 1/5 + 8²/10)
    told = level(10, 14, 13, 19, 22)
    half = 1.6377 * (9.1 / 3) ** 0.5 * (1 + 1 / 5 + 64 / 10) ** 0.5
    assert float((told.high or 0) - (told.amount or 0)) == pytest.approx(half, abs=1e-3)


def test_eight_in_ten_intervals_hold_the_figure_that_comes() -> None:
    chance, held, times = random.Random(7), 0, 1500
    for _time in range(times):
        figures = [str(round(50 + 3 * year + chance.gauss(0, 4), 3)) for year in range(6)]
        told, comes = level(*figures, last=2028), 50 + 3 * 8 + chance.gauss(0, 4)
        held += float(told.low or 0) <= comes <= float(told.high or 0)
    assert 0.76 < held / times < 0.84


def test_the_wider_tail_belongs_to_fewer_figures() -> None:
    tails = [percentile(freedom) for freedom in range(1, 200)]
    assert tails == sorted(tails, reverse=True)
    assert tails[-1] == pytest.approx(1.2858, abs=5e-3)  # Student's t, 199 degrees of freedom


def test_a_promise_between_line_and_interval_is_doubtful_and_beyond_it_off_route() -> None:
    assert level(10, 14, 13, 19, 22, goal=40).route is Route.DOUBTFUL
    assert level(10, 14, 13, 19, 22, goal=80).route is Route.OFF_ROUTE
    assert level(10, 14, 13, 19, 22, goal=30).route is Route.ON_ROUTE


def test_what_falls_is_on_route_where_the_target_lies_below() -> None:
    assert level(50, 45, 40, goal=5, direction=Direction.DOWN).route is Route.ON_ROUTE
    assert level(50, 51, 52, goal=5, direction=Direction.DOWN).route is Route.OFF_ROUTE


def test_what_was_never_negative_is_not_projected_below_zero() -> None:
    told = level(30, 20, 10, goal=0, direction=Direction.DOWN)
    assert (told.amount, told.low) == (0, 0)


def test_a_sum_adds_the_periods_that_are_to_come_to_those_known() -> None:
    run = Period.of_years(2020, 2025)
    indicator = Indicator(
        "i", "e", "Viviendas", accumulation=Accumulation.SUM, targets=(Target(Value(Decimal(600)), run),)
    )
    told = project(indicator, [Measurement("i", Period.of_year(y), Value(Decimal(100))) for y in (2020, 2021, 2022)])
    assert (told.known, told.ahead, told.amount, told.route) == (300, 3, 600, Route.ON_ROUTE)


def test_what_has_arrived_is_told_and_not_projected() -> None:
    told = level(10, 20, 120, last=2022)
    assert (told.amount, told.slope, told.route) == (120, None, Route.ON_ROUTE)
    assert level(10, 20, 30, last=2022).route is Route.OFF_ROUTE


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (level(), Unprojected.NO_FIGURES),
        (level(1, 2), Unprojected.FEW_FIGURES),
        (level(1, 0, 1, accumulation=Accumulation.BINARY), Unprojected.KIND),
        (level(1, 1, 1, accumulation=Accumulation.MAINTAIN), Unprojected.KIND),
    ],
)
def test_where_there_is_nothing_to_go_by_it_says_why(told: Projection, why: Unprojected) -> None:
    assert (told.route, told.why, told.amount) == (Route.UNKNOWN, why, None)


def test_gaps_and_parts_are_no_figures() -> None:
    indicator = Indicator("i", "e", "x", targets=(Target(Value(Decimal(9)), Period.of_year(2030)),))
    rows = [Measurement("i", Period.of_year(y), NO_DATA) for y in range(2020, 2025)]
    rows += [Measurement("i", Period.of_year(y), Value(Decimal(y)), disaggregation="sexo:m") for y in range(2020, 2025)]
    assert project(indicator, rows).why is Unprojected.NO_FIGURES
