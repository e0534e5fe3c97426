"""What every chart is made of: the drawing, its table, a linear scale, and text that cannot break the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from html import escape

TENTH = Decimal("0.1")
WIDE, NARROW = Decimal("9.2"), Decimal("7.2")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart as rows of words, under headers; the first cell of a row names it."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (one ``<svg>`` element, text escaped) and the table behind it."""

    svg: str
    table: ChartTable


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from an interval of values to an interval of coordinates.

    An interval of one single value maps everything to the middle of the coordinates: nothing divides by zero.
    """

    low: Decimal
    high: Decimal
    start: Decimal
    end: Decimal

    def at(self, value: Decimal) -> Decimal:
        """Return the coordinate of a value, unrounded."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: Sequence[Decimal], start: int, end: int, *, from_zero: bool = True) -> Scale:
    """Return the scale that holds every value; with ``from_zero`` also zero, so that lengths are honest."""
    low, high = (min(values), max(values)) if values else (Decimal(0), Decimal(0))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    return Scale(low, high, Decimal(start), Decimal(end))


def coordinate(value: Decimal | int) -> str:
    """Return a coordinate as SVG writes it: at most one decimal, no exponent, no trailing zero.

    >>> coordinate(Decimal("12.3456")), coordinate(Decimal("40.0")), coordinate(Decimal("-0.01"))
    ('12.3', '40', '0')
    """
    rounded = Decimal(value).quantize(TENTH, ROUND_HALF_EVEN)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def text_at(x: Decimal | int, y: Decimal | int, words: str, css: str, anchor: str = "start") -> str:
    """Return a text element; ``anchor`` is start, middle or end."""
    return f'<text class="{css}" x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def breadth(words: str) -> Decimal:
    """Return about how wide words stand in type of 12 units; nothing measures here, so it errs to the wide side."""
    return sum((WIDE if letter.isupper() else NARROW for letter in words), Decimal(0))


def clipped(words: str, room: Decimal) -> str:
    """Return the words, cut with an ellipsis where they would stand wider than the room."""
    if breadth(words) <= room:
        return words
    while words and breadth(words) + NARROW > room:
        words = words[:-1]
    return words.rstrip(" ,;:") + "…"


def drawing(
    key: str,
    width: int,
    height: int,
    *,
    title: str,
    description: str,
    css: str,
    parts: Sequence[str],
    role: str = "img",
) -> str:
    """Return the ``<svg>`` element: named for those who do not see it, sized by its style sheet.

    ``key`` is unique in the page: the title and the description are found by it. A drawing with links in it is a
    ``group``: an ``img`` has no parts that a reader could open.
    """
    name, says = f"{escape(key)}-t", f"{escape(key)}-d"
    words = f'<title id="{name}">{escape(title)}</title><desc id="{says}">{escape(description)}</desc>'
    return (
        f'<svg class="chart {css}" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{name} {says}">'
        f"{words}{''.join(parts)}</svg>"
    )
