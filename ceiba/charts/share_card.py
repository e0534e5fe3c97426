"""The picture of a page that others show: what it speaks of, its figure, how far the way is, and whose word it is.

1200 × 630, as sites that show links ask for. One drawing for all: browsers show it, and ``exchange.writers.card_png``
sets it as a picture of dots; its letters are of the families that either has.
"""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ceiba.charts.chart import breadth, clipped, coordinate

WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 72, 1128
_TYPE = 12  # units of type in which words are measured
_SERIF = "Source Serif 4,Georgia,Libertinus Serif,serif"
_SANS = "Source Sans 3,Segoe UI,Noto Sans,Libertinus Serif,sans-serif"
_TONES = {"ok": ("#1f7a4d", "#e0f2e7"), "warn": ("#8a5b00", "#fdf0cf"), "bad": ("#a8261c", "#fbe3e0")}
_PLAIN = ("#4d5963", "#e9edf0")


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What the picture says: all in words but the bar, which is a part of a hundred (None: nobody knows).

    ``mark`` is where the bar should stand; ``tone`` colours the state, whose words say the same.
    """

    above: str
    title: str
    figure: str
    detail: str
    state: str = ""
    tone: str = "none"
    percent: Decimal | None = None
    mark: Decimal | None = None
    foot: str = ""
    warning: str = ""


def share_card(card: ShareCard) -> str:
    """Return the picture as one ``<svg>`` element, its words escaped."""
    lines = wrapped(card.title, 40, _RIGHT - _LEFT, most=3)  # bold serif type stands narrower than it is measured
    size = 46 if len(lines) > 1 else 54
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf6"/>',
        f'<rect width="{WIDTH}" height="118" fill="#0b3d34"/>',
        *(_weave(place) for place in range(0, WIDTH, 40)),
        _text(card.above, 78, 30, "#ffffff", _SANS),
        *(_text(line, 196 + at * 56, size, "#1b2521", _SERIF, bold=True) for at, line in enumerate(lines)),
    ]
    parts += [_text(card.figure, 420, 76, "#12574a", _SERIF, bold=True), _text(card.detail, 466, 28, "#4d5b55", _SANS)]
    if card.percent is not None:
        parts += _bar(card.percent, card.mark)
    if card.state:
        parts += _state(card.state, card.tone)
    parts.append(_text(card.foot, 588, 24, "#5c6963", _SANS))
    if card.warning:
        parts += _warning(card.warning)
    title = escape(f"{card.title}. {card.figure}. {card.detail} {card.state}".strip())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img"><title>{title}</title>{"".join(parts)}</svg>'
    )


def wrapped(words: str, size: int, room: int, most: int) -> list[str]:
    """Return words in at most so many lines of a room, in type of a size; the last one is cut where they are more.

    >>> wrapped("uno dos tres", 12, 70, 2)
    ['uno dos', 'tres']
    """
    units = Decimal(room) * _TYPE / size
    lines: list[str] = []
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}") <= units:
            lines[-1] = f"{lines[-1]} {word}"
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = clipped(f"{lines[-1]} {word}…", units)
            break
    return [clipped(line, units) for line in lines]


def _text(words: str, y: int, size: int, colour: str, family: str, *, bold: bool = False) -> str:
    shown = escape(clipped(words, Decimal(_RIGHT - _LEFT) * _TYPE / size))
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{_LEFT}" y="{y}" font-size="{size}" font-family="{family}"{weight} fill="{colour}">{shown}</text>'


def _weave(x: int) -> str:
    """Return a stitch of the band under the head."""
    stitches = ((x, "#9c4420"), (x + 20, "#e0b25a"))
    return "".join(f'<path d="M{at} 126l10 -8l10 8l-10 8z" fill="{colour}"/>' for at, colour in stitches)


def _bar(percent: Decimal, mark: Decimal | None) -> list[str]:
    room = _RIGHT - _LEFT

    def at(part: Decimal) -> Decimal:
        return min(max(part, Decimal(0)), Decimal(100)) * room / 100

    drawn = [
        f'<rect x="{_LEFT}" y="496" width="{room}" height="18" rx="9" fill="#e3e8e4"/>',
        f'<rect x="{_LEFT}" y="496" width="{coordinate(at(percent))}" height="18" rx="9" fill="#12574a"/>',
    ]
    if mark is not None:
        drawn.append(f'<rect x="{coordinate(_LEFT + at(mark))}" y="488" width="5" height="34" fill="#1b2521"/>')
    return drawn


def _state(words: str, tone: str) -> list[str]:
    """Return the state in its colour, at the right of the figure."""
    colour, soft = _TONES.get(tone, _PLAIN)
    width = breadth(words) * 28 / _TYPE + 48
    left = _RIGHT - width
    box = f'<rect x="{coordinate(left)}" y="380" width="{coordinate(width)}" height="48" rx="24" fill="{soft}"/>'
    at = f'x="{coordinate(left + width / 2)}" y="414" text-anchor="middle"'
    look = f'font-size="28" font-family="{_SANS}" font-weight="600" fill="{colour}"'
    return [box, f"<text {at} {look}>{escape(words)}</text>"]


def _warning(words: str) -> list[str]:
    return [
        f'<rect y="602" width="{WIDTH}" height="28" fill="#fdf0cf"/>',
        f'<text x="{_LEFT}" y="622" font-size="18" font-family="{_SANS}" fill="#5f3f00">{escape(words)}</text>',
    ]
