"""What the keys in rows are called: units, elements, projects, files, rows of other registers. Each kind asks once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.documents.models import Document
from ceiba.institutions.models import Unit
from ceiba.institutions.queries_territory import Extent, extent
from ceiba.institutions.territories import full_name, territory
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName, Record
from ceiba.kernel.register_type import Field, FieldKind, LinkTarget
from ceiba.plans.models import Element
from ceiba.projects.models import Project
from ceiba.registers.checks import KEPT_FILE
from ceiba.registers.models import RegisterRow
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import register_of
from ceiba.ui import formats


@dataclass(frozen=True)
class Shown:
    """One value as a page shows it: its words, where it leads (blank: nowhere), and its table where it is of counts."""

    field: Field
    text: str
    href: str = ""
    counts: Counts | None = None

    @property
    def is_number(self) -> bool:
        """Tell whether it stands at the right."""
        return self.field.kind in (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.COUNTS)


class Names:
    """What the values of some rows of one register are called, for one reader."""

    def __init__(self, reader: Reader, fields: Sequence[Field], records: Iterable[Record]) -> None:
        self.reader = reader
        self._here = reader.register.institution
        asked: dict[str, set[str]] = defaultdict(set)
        found = tuple(records)
        for field in fields:
            if field.kind in (FieldKind.UNIT, FieldKind.FILE, FieldKind.LINK):
                asked[_shelf(field)] |= {str(r.values[field.key]) for r in found if field.key in r.values}
        self._names = {shelf: self._found(shelf, keys) for shelf, keys in asked.items() if keys}

    def shown(self, field: Field, record: Record) -> Shown | None:
        """Return a value of a row as a page shows it; None where there is none, or none that the reader may see."""
        value = record.values.get(field.key)
        if value is None:
            return None
        if isinstance(value, Counts):
            return Shown(field, formats.number(value.total), counts=value)
        return Shown(field, self.words(field, value), self._href(field, value, record))

    def words(self, field: Field, value: FieldValue) -> str:
        """Return a value in words."""
        if field.kind is FieldKind.CHOICE:
            lineage = field.lineage(str(value))
            return field.option_by_key[lineage[0]].label if lineage else str(value)
        if field.kind in (FieldKind.UNIT, FieldKind.FILE, FieldKind.LINK):
            return self._names.get(_shelf(field), {}).get(str(value), str(value))
        return _plain(field, value, self._place_name)

    def _place_name(self, code: str) -> str:
        """Return what a place is called; the institution's own ones are asked for where a code is none of the state."""
        if territory(self._here.country, code):
            return full_name(self._here.country, code)
        return self._extent.name_of(code)

    @cached_property
    def _extent(self) -> Extent:
        return extent(self._here)

    def _href(self, field: Field, value: FieldValue, record: Record) -> str:
        key, slug = str(value), self._here.slug
        if field.kind is FieldKind.FILE and key.startswith(KEPT_FILE):
            return reverse("record_file", args=[slug, self.reader.register.key, _number(record.key), field.key])
        if field.kind is not FieldKind.LINK or key not in self._names.get(_shelf(field), {}):
            return ""
        if field.target is LinkTarget.REGISTER:
            return reverse("record", args=[slug, field.target_register, _number(key)])
        return reverse(str(field.target), args=[slug, key])

    def _found(self, shelf: str, keys: set[str]) -> dict[str, str]:
        if shelf == FieldKind.UNIT:
            return dict(Unit.objects.of(self._here).filter(key__in=keys).order_by().values_list("key", "name"))
        if shelf == FieldKind.FILE:
            digests = {key.removeprefix(KEPT_FILE) for key in keys if key.startswith(KEPT_FILE)}
            names = Document.objects.of(self._here).filter(key__in=digests).order_by().values_list("key", "name")
            return {f"{KEPT_FILE}{key}": name for key, name in names} if digests else {}
        if shelf == LinkTarget.ELEMENT:
            elements = Element.objects.of(self._here).filter(key__in=keys).order_by()
            return {key: f"{code} {text}".strip() for key, code, text in elements.values_list("key", "code", "text")}
        if shelf == LinkTarget.PROJECT:
            return dict(Project.objects.of(self._here).filter(key__in=keys).order_by().values_list("key", "name"))
        return self._rows(shelf, keys)

    def _rows(self, shelf: str, keys: set[str]) -> dict[str, str]:
        """Return the codes of linked rows; of those that the reader may not open, only that they are there."""
        named = dict.fromkeys(keys, _("una fila reservada"))
        try:
            other = Reader(self.reader.actor, register_of(self._here, shelf))
        except RegisterRow.register.field.related_model.DoesNotExist:
            return {}
        rows = other.rows().filter(key__in=keys)
        return named | {row.key: f"{other.type.title} {row}" for row in rows}


def _shelf(field: Field) -> str:
    """Return under which name the things lie that a field names."""
    if field.kind is not FieldKind.LINK:
        return str(field.kind)
    return field.target_register if field.target is LinkTarget.REGISTER else str(field.target)


def _number(key: str) -> int:
    """Return the number of a row by its key, which is made of the register's and of it."""
    return int(key.rpartition("-")[2])


def _plain(field: Field, value: FieldValue, place_name: Callable[[str], str]) -> str:
    match value:
        case Counts():
            cells = ((_cell(field, parts), number) for parts, number in value.cells)
            return "; ".join(f"{words}: {formats.number(number)}" for words, number in cells)
        case Money():
            return formats.money(value)
        case PersonName():
            return f"{value.name} ({value.document})" if value.document else value.name
        case Location():
            point = "" if value.latitude is None else f"{value.latitude:f}, {value.longitude:f}"
            name = place_name(value.territory) if value.territory else ""
            return " · ".join(filter(None, (name, point)))
        case str():
            return value
        case int():
            return _measured(formats.number(value), field)
    if field.kind is FieldKind.DECIMAL:
        return _measured(formats.number(value), field)  # type: ignore[arg-type]  # what is left of numbers is decimal
    if field.kind is FieldKind.DATE_TIME:
        return formats.moment(value)  # type: ignore[arg-type]  # and of moments, a date-time
    return formats.day(value)  # type: ignore[arg-type]


def _cell(field: Field, parts: Sequence[str]) -> str:
    """Return what a cell of counts counts, in words."""
    labels = [{option.key: option.label for option in dimension.options} for dimension in field.dimensions]
    return ", ".join(known.get(part, part) for known, part in zip(labels, parts, strict=False))


def _measured(number: str, field: Field) -> str:
    return f"{number} {field.measure_unit}".strip()


def counts_rows(field: Field, counts: Counts) -> list[tuple[str, list[int | None], int | None]]:
    """Return counts as rows of a table: what each counts, the number of each column (None: not counted), the sum."""
    held: Mapping[tuple[str, ...], int] = dict(counts.cells)
    across = field.dimensions[-1].options
    down: list[tuple[tuple[str, ...], str]] = [((), "")]
    for dimension in field.dimensions[:-1]:
        down = [
            ((*keys, option.key), ", ".join(filter(None, (label, option.label))))
            for keys, label in down
            for option in dimension.options
        ]
    found: list[tuple[str, list[int | None], int | None]] = []
    for keys, label in down:
        numbers = [held.get((*keys, option.key)) for option in across]
        if any(number is not None for number in numbers):
            found.append((label or field.label, numbers, sum(number or 0 for number in numbers)))
    return found
