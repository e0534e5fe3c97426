"""Publications told to floors below, which name the one that corrects something."""

from collections.abc import Iterator

from ceiba.institutions.models import Institution
from ceiba.participation.known_publications import KnownPublication, knows_publications
from ceiba.publications.queries import publications


@knows_publications
def known(institution: Institution) -> Iterator[KnownPublication]:
    """Yield the publications of an institution: one query."""
    for row in publications(institution):
        yield KnownPublication(row.number, row.digest, row.at, row.title, row.corrects.number if row.corrects else None)
