"""What the kernel cannot know of a row: whether what it names exists here. Asked in sets, for one row or thousands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ceiba.documents.models import Document
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_territory import extent
from ceiba.kernel.register_record import FieldValue, Location, RecordProblem
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, FieldKind, LinkTarget, RegisterType
from ceiba.kernel.text import _
from ceiba.plans.models import Element
from ceiba.projects.models import Project
from ceiba.registers.models import RegisterRow

KEPT_FILE = "sha256:"  # a file of this house is named by its digest; anything else names a paper
_ASKED = 500  # keys in one query
Values = Mapping[str, FieldValue]

# What a row is told by whoever writes it.
NO_FIELD = _("el registro no tiene el campo «%(field)s»; quítelo o use uno de los suyos.")
NOT_YET = _("«%(value)s» todavía no llega; corrija la fecha.")
DOUBLED = _("«%(value)s» ya está en otra fila de «%(label)s»; corríjalo o abra esa fila.")
NOT_YOURS = _("usted no puede escribir en las filas de esta unidad; elija otra o pida el papel.")
NEEDED = _("falta «%(label)s»; escríbalo.")
BEFORE = _("la fila entró en su estado después de «%(value)s»; corrija la fecha.")

_LOST: Mapping[FieldKind | LinkTarget, str] = {
    FieldKind.UNIT: _("«%(value)s» no es una unidad de la institución; elíjala de la lista."),
    FieldKind.FILE: _("«%(value)s» no es un archivo guardado aquí; súbalo de nuevo."),
    LinkTarget.ELEMENT: _("«%(value)s» no es un elemento del plan; elíjalo de la lista."),
    LinkTarget.PROJECT: _("«%(value)s» no es un proyecto; elíjalo de la lista."),
    LinkTarget.REGISTER: _("«%(value)s» no es una fila del registro vinculado; elíjala de la lista."),
}


class Known:
    """What rows may name: units (primary keys by key), and which of the elements, projects, rows and files exist."""

    def __init__(self, institution: Institution, register: RegisterType, rows: Iterable[Values]) -> None:
        self._institution, self._register = institution, register
        has_places = any(field.kind is FieldKind.PLACE for field in register.fields)
        self._extent = extent(institution, drawn=False) if has_places else None
        self.units: dict[str, int] = dict(Unit.objects.of(institution).order_by().values_list("key", "pk"))
        named: dict[str, set[str]] = defaultdict(set)
        asked = [field for field in register.fields if field.kind in (FieldKind.LINK, FieldKind.FILE)]
        for values in rows:
            for field in asked:
                if field.key in values:
                    named[field.key].add(str(values[field.key]))
        self._there = {field.key: self._existing(field, named[field.key]) for field in asked if named[field.key]}

    def problems(self, row: str, values: Values) -> Iterator[RecordProblem]:
        """Yield what a row names and is not there."""
        for field in self._register.fields:
            value = values.get(field.key)
            message = None if value is None else self._refusal(field, value)
            if message is not None and value is not None:
                shown = value.territory if isinstance(value, Location) else write_value(value)
                here = self._extent.name if self._extent else ""
                facts = {"value": shown, "code": shown, "label": field.label, "here": here}
                yield RecordProblem(row, field.key, shown, message, facts)

    def _refusal(self, field: Field, value: FieldValue) -> str | None:
        if isinstance(value, Location):
            return self._extent.refusal(value) if self._extent else None
        if field.kind is FieldKind.UNIT and value not in self.units:
            return _LOST[FieldKind.UNIT]
        if field.key in self._there and str(value) not in self._there[field.key]:
            return _LOST[field.target or FieldKind.FILE]
        return None

    def _existing(self, field: Field, keys: set[str]) -> set[str]:
        if field.kind is FieldKind.FILE:
            kept = {key.removeprefix(KEPT_FILE) for key in keys if key.startswith(KEPT_FILE)}
            papers = {key for key in keys if not key.startswith(KEPT_FILE)}
            return papers | {KEPT_FILE + key for key in self._asked(Document.objects.of, kept)}
        if field.target is LinkTarget.REGISTER:
            of_target = {"register__key": field.target_register, "withdrawn": False}
            return self._asked(lambda here: RegisterRow.objects.of(here).filter(**of_target), keys)
        if field.target is LinkTarget.PROJECT:
            return self._asked(lambda here: Project.objects.of(here).filter(merged_into=None), keys)
        return self._asked(Element.objects.of, keys)

    def _asked(self, rows_of: Callable[[Institution], Any], keys: set[str]) -> set[str]:
        wanted, found = sorted(keys), set[str]()
        for start in range(0, len(wanted), _ASKED):
            some = rows_of(self._institution).filter(key__in=wanted[start : start + _ASKED])
            found.update(some.order_by().values_list("key", flat=True))
        return found
