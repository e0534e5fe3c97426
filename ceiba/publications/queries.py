"""What can be asked about publications: the list, one with what it says, what could be published now, what is sound."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.publication import PublicationFile, PublicationHeader, UnreadablePublication, parse, verify
from ceiba.exchange.readers import plan_text as reader
from ceiba.exchange.stored import dump_snapshot, load_snapshot
from ceiba.institutions.models import Assignment, Entry, Institution
from ceiba.institutions.permissions import ROLES, Role
from ceiba.kernel.period import Period
from ceiba.kernel.public_face import PublicScope, public_face
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.methodologies.loader import load
from ceiba.plans.models import Plan
from ceiba.plans.standing import PREPARING
from ceiba.publications.models import Publication, SigningKey
from ceiba.snapshots.services import current

KEPT = 16  # faces that a process keeps
YEARS = 3  # before this one, of which periods are offered
_HEAVY = ("content", "face")


def publications(institution: Institution) -> list[Publication]:
    """Return the publications of an institution, the last first, without what is in them: one query."""
    rows = Publication.objects.of(institution).defer(*_HEAVY)
    return list(rows.select_related("corrects").defer("corrects__content", "corrects__face"))


def last(institution: Institution) -> Publication | None:
    """Return the last publication without what is in it: one query."""
    found: Publication | None = Publication.objects.of(institution).defer(*_HEAVY).first()
    return found


def numbered(institution: Institution, number: int) -> Publication | None:
    """Return one publication without what is in it: one query."""
    found: Publication | None = Publication.objects.of(institution).defer(*_HEAVY).filter(number=number).first()
    return found


def content_of(publication: Publication) -> bytes:
    """Return the file of a publication, as it is downloaded."""
    return bytes(Publication.objects.values_list("content", flat=True).get(pk=publication.pk))


def header_of(publication: Publication) -> PublicationHeader:
    """Return what the file of a publication says of itself; the last ones asked for are kept."""
    return _header(publication.pk, publication.digest)


@lru_cache(maxsize=KEPT)
def _header(pk: int, _digest: str) -> PublicationHeader:
    return parse(bytes(Publication.objects.values_list("content", flat=True).get(pk=pk))).header


def face_of(publication: Publication) -> Snapshot:
    """Return what a publication says; the last ones asked for are kept, since none ever changes."""
    return _face(publication.pk, publication.digest)


@lru_cache(maxsize=KEPT)
def _face(pk: int, _digest: str) -> Snapshot:
    return unpacked(bytes(Publication.objects.values_list("face", flat=True).get(pk=pk)))


def packed(face: Snapshot) -> bytes:
    """Return a face as it is kept beside its publication."""
    return gzip.compress(json.dumps(dump_snapshot(face), ensure_ascii=False).encode(), mtime=0)


def unpacked(kept: bytes) -> Snapshot:
    """Return the face that ``packed`` wrote."""
    told = json.loads(gzip.decompress(kept))
    return load_snapshot(told, load(told["methodology"]))


def publishable(institution: Institution) -> list[Plan]:
    """Return the plans that may be made public: those that were approved, in their order; one query."""
    early = (*PREPARING, Plan.State.SUBMITTED)
    return list(Plan.objects.of(institution).exclude(state__in=early))


def periods(snapshot: Snapshot) -> tuple[Period, ...]:
    """Return the periods until which figures may be told, the latest first: years, and what the methodology reports.

    Only those that are over, of the last years.
    """
    today = timezone.localdate()
    month, country = today.year * 12 + today.month - 1, snapshot.methodology
    years = [Period.of_year(year, country.fiscal_start) for year in range(today.year - YEARS, today.year + 1)]
    lengths = {duty.months for duty in country.reporting if duty.months and 12 % duty.months == 0}
    parts = (part for year in years for months in lengths for part in year.divide(months))
    over = {one for one in (*years, *parts, *(cycle.period for cycle in snapshot.cycles)) if one.last_month < month}
    return tuple(sorted(over, key=lambda one: (one.last_month, one.months), reverse=True))


def face_now(institution: Institution, scope: PublicScope) -> Snapshot:
    """Return what would be made public of an institution as it stands now."""
    offices = _offices(institution)
    return public_face(current(institution), scope, lambda who: offices.get(who, institution.name))


def _offices(institution: Institution) -> dict[str, str]:
    """Return by which office each person signs: role and unit of the first role that they ever held here; one query."""
    told: dict[str, str] = {}
    for held in Assignment.objects.of(institution).select_related("person", "unit").order_by("pk"):
        role = str(ROLES[Role(held.role)])
        told.setdefault(str(held.person), f"{role}, {held.unit.name}" if held.unit else role)
    return told


@dataclass(frozen=True)
class Head:
    """What others keep to check everything with: number and hash of the last publication, fingerprint of its key."""

    number: int
    digest: str
    key: str


def head(institution: Institution) -> Head | None:
    """Return the head of the chain, None before the first publication: two queries."""
    row = last(institution)
    if row is None:
        return None
    return Head(row.number, row.digest, header_of(row).fingerprint)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a stored publication: its number, and what does not hold, in words."""

    number: int
    what: str


def faults(institution: Institution) -> Iterator[Fault]:
    """Yield everything that is wrong with what is stored, oldest first: nothing, as long as nobody touched it.

    That the last ones are missing is told by the history, which names every publication.
    """
    known = set(SigningKey.objects.filter(institution=institution).values_list("public", flat=True))
    before: PublicationFile | None = None
    found = 0
    for row in Publication.objects.of(institution).order_by("number").iterator(chunk_size=1):
        yield from (Fault(number, _("Falta.")) for number in range(found + 1, row.number))
        found = row.number
        try:
            read = parse(bytes(row.content))
        except UnreadablePublication as error:
            yield Fault(row.number, error.args[0])
            before = None
            continue
        for check in verify(read, expected=row.digest, previous=before):
            if not check.holds:
                yield Fault(row.number, check.what)
        yield from _columns(row, read, known)
        before = read
    told = Entry.objects.filter(institution=institution, verb="publication.publish").count()
    yield from (Fault(number, _("Falta.")) for number in range(found + 1, told + 1))


def _columns(row: Publication, read: PublicationFile, known: set[str]) -> Iterator[Fault]:
    """Yield what the columns say otherwise than the file."""
    header = read.header
    said = (row.key, str(row.number), row.title, row.reason, row.previous)
    if said != (header.number, header.number, header.title, header.reason, header.previous):
        yield Fault(row.number, _("La tabla dice otra cosa que el archivo."))
    if header.key not in known:
        yield Fault(row.number, _("Firma una llave que no es de la institución."))
    try:
        same = unpacked(bytes(row.face)) == reader.read("plan.yaml", read.text.encode()).snapshot
    except (OSError, ValueError, KeyError, EOFError, UnusableDocument):
        same = False
    if not same:
        yield Fault(row.number, _("Lo que muestra el portal no es lo que dice el archivo."))
