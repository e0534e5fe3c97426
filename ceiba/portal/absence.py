"""What the last publication does not hold: never published, or published until a publication."""

from collections.abc import Callable

from django.http import Http404

from ceiba.kernel.snapshot import Snapshot
from ceiba.portal.edition import Edition
from ceiba.publications import queries
from ceiba.publications.models import Publication

LOOKED = 8  # publications that are asked for what the last one lacks


class Gone(Exception):
    """Something that the last publication does not hold and an earlier one did: 410, with the way to that one."""

    def __init__(self, row: Publication) -> None:
        super().__init__(row.number)
        self.row = row


def missing(edition: Edition, holds: Callable[[Snapshot], object]) -> Exception:
    """Return what to raise for a thing that a publication lacks: ``Gone`` where an earlier one held it, else a 404.

    An address that names its publication speaks of no other.
    """
    if edition.asked is None:
        for row in queries.publications(edition.institution)[1 : LOOKED + 1]:
            if holds(queries.face_of(row)):
                return Gone(row)
    return Http404()
