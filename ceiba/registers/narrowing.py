"""The rows of a register that an address narrows a list to: the same for the page, its sheet, and its files."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from ceiba.institutions.models import Unit
from ceiba.kernel.register_type import FieldKind
from ceiba.registers.listing import FilterForm
from ceiba.registers.offering import places
from ceiba.registers.queries_rows import Reader


def narrowed_by(reader: Reader, query: QueryDict) -> tuple[FilterForm, Any]:
    """Return the filters of an address as a form, and the rows that the reader may open, narrowed by them."""
    here = reader.register.institution
    kinds = {field.kind for field in reader.type.fields}
    units = [(str(unit.pk), unit.name) for unit in Unit.objects.of(here)] if FieldKind.UNIT in kinds else []
    where = places(here) if reader.sees_places else []
    form = FilterForm(query, reader=reader, units=units, places=where)
    return form, reader.filtered(form.wanted(timezone.localdate()))
