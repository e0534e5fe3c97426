"""Places of a territory from a file: a sheet with their codes and names, or GeoJSON with their boundaries too.

GeoJSON (RFC 7946): a collection of features with polygons in longitude and latitude of WGS 84. Nothing is guessed:
every feature that cannot come in is told.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.sheet_rows import SheetFault, sheet_rows
from ceiba.kernel.locality import LOCALITY_WORDS, Locality, LocalityKind, Ring, checked_ring
from ceiba.kernel.text import _, fold

MOST_LOCALITIES = 5_000
HEADINGS = {
    "code": ("código", "codigo", "clave", "code", "id"),
    "name": ("nombre", "lugar", "name"),
    "kind": ("tipo", "clase", "kind"),
    "parent": ("depende de", "depende_de", "pertenece a", "parent"),
    "begins": ("desde", "begins"),
    "ends": ("hasta", "ends"),
}


@dataclass(frozen=True, slots=True)
class LocalitiesRead:
    """What a file says: places as far as they can be read, each with its number, and what cannot come in."""

    places: tuple[tuple[int, Locality], ...]
    faults: tuple[SheetFault, ...]
    has_boundaries: bool = False


def read_localities(name: str, content: bytes) -> LocalitiesRead:
    """Return the places of a file; ``UnusableDocument`` (Spanish message) where it is no sheet and no GeoJSON."""
    is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    return _features(name, content) if is_json else _sheet(name, content)


def _sheet(name: str, content: bytes) -> LocalitiesRead:
    found: list[tuple[int, Locality]] = []
    faults: list[SheetFault] = []
    for row in sheet_rows(name, content, HEADINGS, ("code", "name"), MOST_LOCALITIES):
        _take(row.number, row.texts, (), found, faults)
    return LocalitiesRead(tuple(found), tuple(faults))


def _take(
    at: int,
    texts: Mapping[str, str],
    rings: tuple[Ring, ...],
    found: list[tuple[int, Locality]],
    faults: list[SheetFault],
) -> None:
    kind = _kind(texts.get("kind", ""))
    days = {name: _day(texts.get(name, "")) for name in ("begins", "ends")}
    if kind is None:
        known = ", ".join(LOCALITY_WORDS.values())
        message = _("no se conoce el tipo «%(kind)s»; use uno de: %(known)s.")
        faults.append(SheetFault(at, message, {"kind": texts["kind"][:60], "known": known}))
    for name, day in days.items():
        if day is None and texts.get(name):
            message = _("«%(day)s» no es una fecha; escriba año-mes-día: 2024-01-31.")
            faults.append(SheetFault(at, message, {"day": texts[name][:60]}))
    place = Locality(
        texts.get("code", ""),
        texts.get("name", ""),
        kind or LocalityKind.OTHER,
        texts.get("parent", ""),
        rings,
        days["begins"],
        days["ends"],
    )
    found.append((at, place))


def _kind(text: str) -> LocalityKind | None:
    words = {fold(word): kind for kind, word in LOCALITY_WORDS.items()} | {kind.value: kind for kind in LocalityKind}
    return words.get(fold(text.strip())) if text.strip() else LocalityKind.OTHER


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _features(name: str, content: bytes) -> LocalitiesRead:
    try:
        root = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        message = _("%(file)s no es un GeoJSON que se pueda leer. Expórtelo otra vez, en UTF-8.") % {"file": name}
        raise UnusableDocument(message) from error
    features = root.get("features") if isinstance(root, dict) and root.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        message = _("%(file)s no es una colección de lugares (FeatureCollection) de GeoJSON.")
        raise UnusableDocument(message % {"file": name})
    if len(features) > MOST_LOCALITIES:
        message = _("%(file)s trae más de %(most)s filas. Pártalo en varios.")
        raise UnusableDocument(message % {"file": name, "most": MOST_LOCALITIES})
    found: list[tuple[int, Locality]] = []
    faults: list[SheetFault] = []
    for number, feature in enumerate(features, 1):
        try:
            _take(number, _properties(feature), tuple(_rings(feature)), found, faults)
        except ValueError as problem:
            faults.append(SheetFault(number, str(problem)))
    return LocalitiesRead(tuple(found), tuple(faults), has_boundaries=True)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _properties(feature: Any) -> dict[str, str]:
    given = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(given, dict):
        raise ValueError(  # noqa: TRY004  told with the others
            _("no dice sus propiedades: hacen falta «código» y «nombre».")
        )
    words = {fold(word): name for name, known in HEADINGS.items() for word in known}
    found: dict[str, str] = {}
    for key, value in given.items():
        name = words.get(fold(str(key)))
        if name is not None and isinstance(value, str | int) and not isinstance(value, bool):
            found.setdefault(name, str(value).strip())
    return found


def _rings(feature: Any) -> Iterator[Ring]:
    """Yield the rings of a polygon or of several; ``ValueError`` (Spanish sentence) where they are none."""
    geometry = feature.get("geometry")
    if geometry is None:
        return
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(_("su límite no es un polígono; use Polygon o MultiPolygon."))
    polygons = geometry.get("coordinates")
    for polygon in polygons if kind == "MultiPolygon" and isinstance(polygons, list) else [polygons]:
        if not isinstance(polygon, list) or not polygon:
            raise ValueError(_("su límite no tiene puntos."))
        for ring in polygon:
            yield checked_ring([_spot(one) for one in (ring if isinstance(ring, list) else [None])])


def _spot(one: Any) -> tuple[float, float]:
    if not isinstance(one, list) or len(one) < 2 or not all(type(number) in (int, float) for number in one[:2]):
        raise ValueError(_("un punto de su límite no son dos números."))
    try:
        return float(one[0]), float(one[1])
    except OverflowError as error:
        raise ValueError(_("hay coordenadas fuera del globo; use grados, longitud y latitud (WGS 84).")) from error
