"""The words that a thing was read in, with their place, how sure the reader was, and who accepted it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse

from ceiba.documents.queries import Reference
from ceiba.kernel.source import Place, Source
from ceiba.monitoring.outline import Outline

Places = Mapping[tuple[str, str], Reference]


@dataclass(frozen=True, slots=True)
class Origin:
    """A passage of a document. ``href`` leads to it where the document is kept."""

    quote: str
    document: str
    place: Place
    confidence: Decimal
    accepted_by: str | None
    href: str | None


def origins(subjects: Iterable[str], outline: Outline, places: Places, slug: str) -> tuple[Origin, ...]:
    """Return where things were read, each passage once, in the order of the document."""
    found: dict[tuple[str, Place, str], Origin] = {}
    for subject in subjects:
        for source in outline.sources(subject):
            found.setdefault((source.document, source.place, source.quote), _origin(source, places, slug))
    return tuple(sorted(found.values(), key=lambda origin: (origin.document, origin.place.line or 0)))


def _origin(source: Source, places: Places, slug: str) -> Origin:
    kept = places.get((source.subject, source.field))
    return Origin(
        quote=source.quote,
        document=source.document,
        place=source.place,
        confidence=Decimal(source.confidence).quantize(Decimal("0.01"), ROUND_HALF_UP),
        accepted_by=source.accepted_by,
        href=_href(slug, *kept) if kept else None,
    )


def _href(slug: str, document: int, line: int | None) -> str:
    page = reverse("document", args=[slug, document])
    return f"{page}?linea={line}#l{line}" if line else page
