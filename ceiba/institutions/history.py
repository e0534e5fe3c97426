"""History that cannot be rewritten unseen: rows are inserted freely and chained by hash in batches.

The hash of a row is the SHA-256 of the previous row's hash and of its own canonical JSON: whoever changes one row
has to change every later one, and the last hash is told outside (a backup's report, a publication).
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max

from ceiba.institutions.models import Entry, Institution

GENESIS = "0" * 64
BATCH = 500


@dataclass(frozen=True)
class ChainState:
    """What a walk along the chain found: rows in it, rows still to be chained, its last hash, the first broken row."""

    length: int
    waiting: int
    head: str
    broken: int | None = None


def canonical(entry: Entry) -> bytes:
    """Return the text of a row that is hashed: its facts as JSON with sorted keys, the instant in UTC."""
    facts = {
        "institution": entry.institution_id,
        "at": entry.at.isoformat(),
        "person": entry.person_id,
        "verb": entry.verb,
        "subject": entry.subject,
        "note": entry.note,
        "changes": entry.changes,
        "position": entry.position,
    }
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()


def hashed(entry: Entry, previous: str) -> str:
    """Return the hash of a row that follows the one with this hash."""
    return hashlib.sha256(previous.encode() + canonical(entry)).hexdigest()


def chain(institution: Institution) -> int:
    """Give the rows that have no place yet their position and hash; return how many.

    One batch runs at a time (the institution's row is locked), so that two workers cannot fork the chain.
    """
    count = 0
    while batch := _chain_batch(institution):
        count += batch
    return count


def _chain_batch(institution: Institution) -> int:
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        rows = list(Entry.objects.filter(institution=institution, position=None).order_by("pk")[:BATCH])
        if not rows:
            return 0
        last = Entry.objects.filter(institution=institution).aggregate(last=Max("position"))["last"] or 0
        previous = Entry.objects.get(institution=institution, position=last).hash if last else GENESIS
        for position, row in enumerate(rows, last + 1):
            row.position, row.previous_hash = position, previous
            previous = row.hash = hashed(row, previous)
        Entry.objects.bulk_update(rows, ["position", "previous_hash", "hash"])
        return len(rows)


def state(institution: Institution) -> ChainState:
    """Return what the chain says of itself, without recomputing anything: two queries."""
    last = Entry.objects.of(institution).filter(position__isnull=False).order_by("-position").first()
    return ChainState(last.position if last else 0, _waiting(institution), last.hash if last else GENESIS)


def walk(institution: Institution, seen: Callable[[int], None] | None = None) -> ChainState:
    """Recompute the whole chain; ``broken`` is the position of the first row that does not fit.

    ``seen`` is told now and then how many rows were found sound.
    """
    previous, length = GENESIS, 0
    for row in _chained(institution):
        if row.position != length + 1 or row.previous_hash != previous or row.hash != hashed(row, previous):
            return ChainState(length, _waiting(institution), previous, length + 1)
        previous, length = row.hash, length + 1
        if seen is not None and length % BATCH == 0:
            seen(length)
    return ChainState(length, _waiting(institution), previous)


def _chained(institution: Institution) -> Iterator[Entry]:
    rows = Entry.objects.filter(institution=institution, position__isnull=False).order_by("position")
    return rows.iterator(chunk_size=BATCH)


def _waiting(institution: Institution) -> int:
    return Entry.objects.filter(institution=institution, position=None).count()
