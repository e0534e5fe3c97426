"""Territories: official codes and names of each country, with boundaries where set-up could take them from a package.

``gt.json`` is made at set-up (``tools/territories.py``); where it is missing people write the code themselves.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
Ring = tuple[tuple[float, float], ...]  # longitude and latitude; geography, never money


@dataclass(frozen=True)
class Territory:
    """A department, province or municipality: official code, name, the code that it lies in, its boundary as rings."""

    code: str
    name: str
    parent: str | None = None
    rings: tuple[Ring, ...] = ()


@cache
def territories(country: str) -> tuple[Territory, ...]:
    """Return the territories of a country (ISO 3166, two letters) in the order of their codes; none where unknown."""
    return tuple(sorted(_read(country.lower()), key=lambda territory: territory.code))


def territory(country: str, code: str) -> Territory | None:
    """Return the territory of an official code, None where we do not know it."""
    return _by_code(country).get(code)


def full_name(country: str, code: str) -> str:
    """Return a territory with the one it lies in («Mixco, Guatemala»); the code itself where we do not know it."""
    here = territory(country, code)
    if here is None:
        return code
    above = territory(country, here.parent) if here.parent else None
    return f"{here.name}, {above.name}" if above else here.name


def outline(place: Territory, size: int = 200) -> str:
    """Return the boundary as the path of a square SVG of that size, north up; empty where there is no boundary."""
    points = [point for ring in place.rings for point in ring]
    if not points:
        return ""
    west, south = (min(axis) for axis in zip(*points, strict=True))
    east, north = (max(axis) for axis in zip(*points, strict=True))
    scale = size / max(east - west, north - south)
    return " ".join(
        "M" + "L".join(f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring) + "Z"
        for ring in place.rings
    )


@cache
def _by_code(country: str) -> dict[str, Territory]:
    return {place.code: place for place in territories(country)}


def _read(country: str) -> Iterator[Territory]:
    if (path := FOLDER / f"{country}.json").exists():
        for row in json.loads(path.read_text(encoding="utf-8")):
            rings = tuple(tuple((x, y) for x, y in ring) for ring in row["rings"])
            yield Territory(row["code"], row["name"], row["parent"], rings)
    elif (path := FOLDER / f"{country}.yaml").exists():
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  everything stays text
        for row in rows:
            yield Territory(row["code"], row["name"])
