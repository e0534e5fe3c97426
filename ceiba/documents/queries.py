"""What can be asked about documents and about the places that fields were read from."""

from collections.abc import Iterable

from django.db.models import Q

from ceiba.documents.models import Document, Source
from ceiba.institutions.models import Institution
from ceiba.kernel.source import Place
from ceiba.kernel.source import Source as SourceValue

Reference = tuple[int, int | None]


def sources(institution: Institution) -> tuple[SourceValue, ...]:
    """Return every source of an institution, in the order in which they were read."""
    rows = Source.objects.of(institution).values_list(
        "subject",
        "field",
        "line",
        "last_line",
        "page",
        "cell",
        "quote",
        "confidence",
        "document_name",
        "accepted_by__name",
    )
    return tuple(
        SourceValue(subject, field, Place(line, last, page, cell), quote, confidence, document, by)
        for subject, field, line, last, page, cell, quote, confidence, document, by in rows
    )


def places(institution: Institution, subjects: Iterable[str]) -> dict[tuple[str, str], Reference]:
    """Return where fields of things stand, by subject and field: a document's primary key and the line, if any.

    The field is empty where the whole thing is meant. What came from no file that is kept is left out.
    """
    rows = Source.objects.of(institution).filter(subject__in=list(subjects), document__isnull=False)
    found = rows.values_list("subject", "field", "document_id", "line")
    return {(subject, field): (document, line) for subject, field, document, line in found}


def read_lines(document: Document, first: int, last: int) -> frozenset[int]:
    """Return the lines of a stretch from which an accepted field was read."""
    stretch = Q(line__lte=last) & (Q(last_line__gte=first) | Q(last_line__isnull=True, line__gte=first))
    rows = Source.objects.filter(stretch, document=document).values_list("line", "last_line")
    return frozenset(line for begins, ends in rows for line in range(max(begins, first), min(ends or begins, last) + 1))
