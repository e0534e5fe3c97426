"""What the form of a row offers of its institution: units, places, and what a link may lead to, found by its words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.models import Document
from ceiba.exchange.stems import stems
from ceiba.institutions.choices import Choice, Grouped
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.queries import unit_rows
from ceiba.institutions.queries_territory import extent
from ceiba.kernel.locality import Locality
from ceiba.kernel.register_type import Field, FieldKind, LinkTarget
from ceiba.kernel.text import fold
from ceiba.plans.models import Element
from ceiba.projects.models import Project
from ceiba.registers.asking import INDENT, Offers
from ceiba.registers.checks import KEPT_FILE
from ceiba.registers.models import Register
from ceiba.registers.queries_rows import Reader, RowFilter
from ceiba.registers.queries_types import register_of

MOST_FOUND = 12  # linked things that a search offers at once


class Offering:
    """What a form offers to somebody who writes in one register."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._here = reader, reader.register.institution
        self._names: dict[tuple[str, str], str] = {}

    def offers(self) -> Offers:
        """Return what the form asks of."""
        kinds = {field.kind for field in self._reader.type.fields}
        units = self.units() if FieldKind.UNIT in kinds else []
        where = places(self._here, timezone.localdate()) if FieldKind.PLACE in kinds else []
        return Offers(units, where, self.find, self.named, self.file_name)

    def units(self) -> list[Choice]:
        """Return the units in which the person writes, as a tree."""
        may = self._reader.actor.units_where(PERMISSIONS["record.write"])
        rows = [row for row in unit_rows(self._here) if not row.ended and (may is None or row.unit.pk in may)]
        return [(row.unit.key, INDENT * row.depth + row.unit.name) for row in rows]

    def find(self, field: Field, text: str) -> Sequence[Choice]:
        """Return what a text finds for a field of links: by code, or by the words that begin as its own do."""
        if field.target is LinkTarget.REGISTER:
            return self._rows(field.target_register, text)
        words = stems(text)
        if field.target is LinkTarget.PROJECT:
            things = Project.objects.of(self._here).filter(merged_into=None).order_by("position", "pk")
            named = [(key, code or "", name) for key, code, name in things.values_list("key", "code", "name")]
        else:
            elements = Element.objects.of(self._here).order_by("position", "pk")
            named = list(elements.values_list("key", "code", "text"))
        exact = [(key, f"{code} {name}".strip()) for key, code, name in named if code and fold(code) == fold(text)]
        told = [(key, f"{code} {name}".strip()) for key, code, name in named if _has(words, f"{code} {name}")]
        return list(dict.fromkeys([*exact, *told]))[:MOST_FOUND]

    def _rows(self, key: str, text: str) -> list[Choice]:
        other = self._reader_of(key)
        if other is None:
            return []
        by_code = other.rows().filter(code__iexact=text.strip())[:MOST_FOUND]
        by_words = other.filtered(RowFilter(text=text)).order_by("-day", "-number")[:MOST_FOUND]
        rows = {row.key: f"{other.type.title} {row}" for row in (*by_code, *by_words)}
        return list(rows.items())[:MOST_FOUND]

    def named(self, field: Field, key: str) -> str:
        """Return what a key is called; blank where nothing here has it."""
        place = (field.key, key)
        if place not in self._names:
            self._names[place] = self._name(field, key)
        return self._names[place]

    def _name(self, field: Field, key: str) -> str:
        if field.kind is FieldKind.UNIT:
            return Unit.objects.of(self._here).filter(key=key).values_list("name", flat=True).first() or ""
        if field.kind is FieldKind.PLACE:  # one that has ended, in a row that holds it
            return extent(self._here).name_of(key)
        if field.target is LinkTarget.REGISTER:
            other = self._reader_of(field.target_register)
            row = other.rows().filter(key=key).first() if other else None
            return f"{other.type.title} {row}" if other and row else ""
        if field.target is LinkTarget.PROJECT:
            project = Project.objects.of(self._here).filter(Q(key=key), merged_into=None)
            return project.values_list("name", flat=True).first() or ""
        told = Element.objects.of(self._here).filter(key=key).values_list("code", "text").first()
        return " ".join(filter(None, told)) if told else ""

    def file_name(self, key: str) -> str:
        """Return the name of a kept file; blank where it is not here."""
        digest = key.removeprefix(KEPT_FILE)
        return Document.objects.of(self._here).filter(key=digest).values_list("name", flat=True).first() or ""

    def _reader_of(self, key: str) -> Reader | None:
        try:
            return Reader(self._reader.actor, register_of(self._here, key))
        except Register.DoesNotExist:
            return None


def _has(words: Sequence[str], text: str) -> bool:
    """Tell whether each word begins a word of a text."""
    there = stems(text)
    return bool(words) and all(any(one.startswith(word) for one in there) for word in words)


def places(institution: Institution, day: date | None = None) -> Grouped:
    """Return the places of an institution to choose from: its territory, what lies in it, and its own places.

    With a ``day`` only those that are there on it: whoever writes a row chooses no place that has ended, and whoever
    looks for old rows does.
    """
    here = extent(institution)
    official = list(here.official.items()) if here.code else []
    below: dict[str, list[Locality]] = {}
    there = {code: one for code, one in here.places.items() if day is None or one.is_there(day)}
    for one in there.values():
        below.setdefault(one.parent if one.parent in there else "", []).append(one)
    own = list(_branches("", below, 0))
    groups = ((_("Territorio de la institución"), official), (_("Lugares"), own))
    return [(words, found) for words, found in groups if found]


def places_below(institution: Institution, code: str) -> tuple[str, ...]:
    """Return a place and every place that lies in it."""
    here = extent(institution)
    inside = [one for one in here.places if code in here.chain(one)]
    whole = [*here.official, *here.places] if code == here.code else inside
    return tuple(dict.fromkeys([code, *whole]))


def _branches(parent: str, below: Mapping[str, list[Locality]], depth: int) -> Iterator[Choice]:
    for one in sorted(below.get(parent, ()), key=lambda place: place.code):
        yield one.code, INDENT * depth + one.name
        yield from _branches(one.code, below, depth + 1)
