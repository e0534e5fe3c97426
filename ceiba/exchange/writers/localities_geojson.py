"""Places as GeoJSON (RFC 7946), as ``readers/localities`` takes it back; what has no boundary has no geometry."""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ceiba.charts.map_geometry import inside
from ceiba.kernel.locality import LOCALITY_WORDS, Locality, Ring


def as_geojson(places: Iterable[Locality]) -> bytes:
    """Return the places as a collection of features."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "código": one.code,
                "nombre": one.name,
                "tipo": LOCALITY_WORDS[one.kind],
                "depende de": one.parent,
                "desde": one.begins.isoformat() if one.begins else "",
                "hasta": one.ends.isoformat() if one.ends else "",
            },
            "geometry": {"type": "MultiPolygon", "coordinates": polygons(one.rings)} if one.rings else None,
        }
        for one in places
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def polygons(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Return rings as polygons, each with its holes behind it; the outer one runs against the clock, holes with it.

    A ring within an odd number of others is a hole of the nearest of them.
    """
    around = [[other for other in rings if other is not ring and inside([other], ring[0])] for ring in rings]
    outer = {at: [_turned(ring, True)] for at, ring in enumerate(rings) if len(around[at]) % 2 == 0}
    for at, ring in enumerate(rings):
        if len(around[at]) % 2:
            depth = len(around[at]) - 1
            holder = next(n for n in outer if rings[n] in around[at] and len(around[n]) == depth)
            outer[holder].append(_turned(ring, False))
    return list(outer.values())


def _turned(ring: Ring, against: bool) -> Ring:
    """Return a ring that runs against the clock or with it (the sign of its area, by the shoelace formula)."""
    doubled = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return ring if (doubled > 0) is against else tuple(reversed(ring))
