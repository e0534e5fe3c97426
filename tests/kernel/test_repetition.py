"""What an annual plan repeats counts for what it repeats, and never twice."""

from decimal import Decimal

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.repetition import repetitions, told_once
from ceiba.kernel.states import Value


def seen(indicator: str, period: str, amount: int, part: str = "") -> Measurement:
    """Return a measurement."""
    return Measurement(indicator, Period.parse(period), Value(Decimal(amount)), disaggregation=part)


def test_only_links_between_two_indicators_repeat_a_figure() -> None:
    links = [
        ("indicator/a-2026", "indicator/a"),
        ("indicator/a-2027", "indicator/a"),
        ("indicator/b", "indicator/b"),
        ("element/x", "element/y"),
        ("indicator/c", "element/y"),
    ]
    assert repetitions(links) == {"a": ("a-2026", "a-2027")}


def test_what_copies_say_counts_where_the_indicator_says_nothing_itself() -> None:
    measured = {
        "a": (seen("a", "2025", 5),),
        "a-2025": (seen("a-2025", "2025", 9), seen("a-2025", "2025", 4, "mujeres")),
        "a-2026": (seen("a-2026", "2026", 7),),
    }
    assert told_once("a", ("a-2025", "a-2026"), measured) == (
        seen("a", "2025", 5),
        seen("a", "2025", 4, "mujeres"),
        seen("a", "2026", 7),
    )
    assert told_once("z", ("y",), measured) == ()
