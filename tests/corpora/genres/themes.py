"""What a plan can speak about: themes with invented phrases, as data.

themes.txt serves the first two waves of genres, further_themes.txt the third. In both each
theme is a block of lines «key: phrase | phrase | …». `goods` follow a verb («ampliar …»), `means`
follow «mediante», `ends` follow «para», `acts` are whole actions, `made` whole products or results as noun phrases,
`counts` indicators as «name; unit; low-high» with a final `-` where less is better.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Theme:
    """The phrases of one theme."""

    key: str
    names: tuple[str, ...]
    programmes: tuple[str, ...]
    goods: tuple[str, ...]
    means: tuple[str, ...]
    ends: tuple[str, ...]
    acts: tuple[str, ...]
    made: tuple[str, ...]
    counts: tuple[tuple[str, str, float, float, bool], ...]


def _count(text: str) -> tuple[str, str, float, float, bool]:
    """Read «name; unit; low-high» (a final «-»: less is better)."""
    name, unit, span = (part.strip() for part in text.split(";"))
    down = span.endswith("-")
    low, high = span.rstrip("-").split("-")
    return name, unit, float(low), float(high), down


@cache
def themes(file: str = "themes.txt") -> tuple[Theme, ...]:
    """Return the themes of a file beside this module."""
    blocks: list[dict[str, list[str]]] = []
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition(": ")
        if key == "theme":
            blocks.append({})
        blocks[-1][key] = [part.strip() for part in rest.split(" | ")]
    lists = ("names", "programmes", "goods", "means", "ends", "acts", "made")
    out = []
    for block in blocks:
        names, programmes, goods, means, ends, acts, made = (tuple(block[key]) for key in lists)
        counts = tuple(_count(text) for text in block["counts"])
        out.append(Theme(block["theme"][0], names, programmes, goods, means, ends, acts, made, counts))
    return tuple(out)
