"""Places and people from files: what can be read is read, the rest is told with its row; out and in is the same."""

import json
from typing import Any

import pytest

from ceiba.charts.map_geometry import reaches
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.inhabitants import read_inhabitants
from ceiba.exchange.readers.localities import read_localities
from ceiba.exchange.writers.localities_geojson import as_geojson, polygons
from ceiba.exchange.writers.plain_table import PlainTable, as_workbook
from ceiba.kernel.locality import Locality, LocalityKind, Ring
from ceiba.kernel.rates import Inhabitants

SQUARE: Ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
HOLE: Ring = ((1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0))


def geojson(geometry: Any, **properties: Any) -> bytes:
    """Return a collection of one feature."""
    feature = {"type": "Feature", "properties": {"code": "Z1", "name": "Uno"} | properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_a_sheet_of_places_is_read_by_its_headings() -> None:
    read = read_localities(
        "lugares.csv", "Código,Nombre,Tipo,Depende de,Desde\nZ1,Zona 1,Zona,,2020-01-01\nC1,Flores,,Z1,\n".encode()
    )
    assert read.faults == ()
    (first, one), (_second, two) = read.places
    assert (first, one.code, one.kind, str(one.begins)) == (2, "Z1", LocalityKind.ZONE, "2020-01-01")
    assert (two.parent, two.kind, read.has_boundaries) == ("Z1", LocalityKind.OTHER, False)


def test_a_workbook_is_read_like_a_text_and_formulas_are_no_places() -> None:
    rows = (("Z1", "=1+1", "planeta"),)
    read = read_localities("lugares.xlsx", as_workbook(PlainTable("Lugares", ("código", "nombre", "tipo"), rows)))
    assert read.places[0][1].name == "=1+1"
    assert "no se conoce el tipo «planeta»" in str(read.faults[0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"nombre;color\nx;y\nz;w\n"),
        ("a.json", b'{"type": "Feature"}'),
        ("a.json", b"{"),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"type": "FeatureCollection", "features": NaN}'),
        ("a.xlsx", b"PK\x03\x04 nothing"),
        ("a.pdf", b"%PDF-1.4"),
    ],
)
def test_what_is_no_list_of_places_is_told(name: str, content: bytes) -> None:
    with pytest.raises(UnusableDocument):
        read_localities(name, content)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "no es un polígono"),
        ({"type": "Polygon", "coordinates": []}, "no tiene puntos"),
        ({"type": "Polygon", "coordinates": [[[0, 0], ["x", 1], [1, 1], [0, 0]]]}, "no son dos números"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [True, 1], [1, 1], [0, 0]]]}, "no son dos números"),
        ({"type": "Polygon", "coordinates": [[[14.6, -95], [14.7, -95], [14.7, -96], [14.6, -95]]]}, "cambiadas"),
        ({"type": "Polygon", "coordinates": [[[10**400, 0], [1, 1], [0, 1]]]}, "fuera del globo"),
        ({"type": "MultiPolygon", "coordinates": [3]}, "no tiene puntos"),
        ("x", "no es un polígono"),
    ],
)
def test_a_boundary_that_is_none_is_told_with_its_place(geometry: Any, words: str) -> None:
    read = read_localities("a.geojson", geojson(geometry))
    assert read.places == ()
    assert [(fault.number, words in str(fault)) for fault in read.faults] == [(1, True)]


def test_places_go_out_and_come_in_again() -> None:
    there = [Locality("Z1", "Zona «1»", LocalityKind.ZONE, rings=(SQUARE, HOLE)), Locality("C1", "Flores", parent="Z1")]
    read = read_localities("a.geojson", as_geojson(there))
    assert read.faults == ()
    assert [(place.code, place.name, place.parent) for _n, place in read.places] == [
        ("Z1", "Zona «1»", ""),
        ("C1", "Flores", "Z1"),
    ]
    assert {frozenset(ring) for ring in read.places[0][1].rings} == {frozenset(SQUARE), frozenset(HOLE)}


def test_a_ring_within_another_is_its_hole_and_runs_the_other_way() -> None:
    island: Ring = ((1.4, 1.4), (1.6, 1.4), (1.6, 1.6), (1.4, 1.4))
    (outer, hole), (inner,) = polygons((HOLE, SQUARE, island))
    assert (outer, hole[0], inner[0]) == (SQUARE, HOLE[0], island[0])
    assert hole in (HOLE, tuple(reversed(HOLE)))


def test_two_areas_reach_each_other_or_not() -> None:
    far: Ring = ((10.0, 0.0), (11.0, 0.0), (11.0, 1.0), (10.0, 0.0))
    assert reaches([HOLE], [SQUARE])
    assert reaches([SQUARE], [HOLE])
    assert not reaches([far], [SQUARE])


def test_a_sheet_of_people_is_read_and_each_bad_row_told() -> None:
    text = (
        "lugar;año;sexo;edad;personas\n;2024;;;12,345\nZ1;2024;mujeres;0-14;1.234\n"
        "Z1;2024;mujeres;0-14;7\nZ1;24;;;5\nZ1;2024;;;-5\nZ1;2024;;;12.34\n"
    )
    read = read_inhabitants("gente.csv", text.encode())
    assert [one for _n, one in read.figures][:2] == [
        Inhabitants("", 2024, 12_345),
        Inhabitants("Z1", 2024, 1_234, "mujeres", "0-14"),
    ]
    assert [fault.number for fault in read.faults] == [4, 5, 6, 7]
    assert "repite el lugar" in str(read.faults[0])
