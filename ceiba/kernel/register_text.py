"""The values of a row as text and back: one way of writing each kind, the same in files, examples and forms' answers.

=========== =============================================== =========== ==========================================
integer     ``1500``                                        place       ``0108``, ``14.63,-90.61`` or both, parted
decimal     ``1500.5``                                                  by a blank
money       ``1500.50`` in the currency of the field        person      ``name`` or ``name | document``
date        ``2026-03-31``                                  counts      ``sector/mujeres 3; sector/hombres 0``
date-time   ``2026-03-31 14:05``                            the others  the text or key itself
=========== =============================================== =========== ==========================================
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName
from ceiba.kernel.register_type import Case, Field, FieldKind
from ceiba.kernel.text import _, squeeze

_DIGITS = 30  # of one number; a longer one is a slip, and no column holds it
_INTEGER = re.compile(rf"-?[0-9]{{1,{_DIGITS}}}")
_DECIMAL = re.compile(rf"-?[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,{_DIGITS}}})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_POINT = re.compile(r"(?P<latitude>-?[0-9]{1,2}(\.[0-9]{1,10})?),\s*(?P<longitude>-?[0-9]{1,3}(\.[0-9]{1,10})?)")
_CELL = re.compile(r"(?P<parts>[a-z0-9_]+(/[a-z0-9_]+)*) (?P<number>[0-9]{1,9})")


class UnreadableValue(Exception):
    """A text that is no value of its field. ``message`` says what is written instead; ``facts`` fill it."""

    def __init__(self, message: str, facts: Mapping[str, str] | None = None) -> None:
        self.message, self.facts = message, facts or {}
        super().__init__(message % self.facts)


def read_value(field: Field, text: str) -> FieldValue:
    """Return the value that a text stands for in a field; ``UnreadableValue`` where it stands for none."""
    return _READERS[field.kind](field, text.strip())


def write_value(value: FieldValue) -> str:
    """Return the text of a value, the inverse of ``read_value``."""
    match value:
        case Money():
            return f"{value.amount:f}"
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case PersonName():
            return f"{value.name} | {value.document}" if value.document else value.name
        case Location():
            point = "" if value.latitude is None else f"{value.latitude:f},{value.longitude:f}"
            return f"{value.territory} {point}".strip()
        case Counts():
            return "; ".join(f"{'/'.join(parts)} {number}" for parts, number in value.cells)
        case _:
            return str(value)


def fits(case: Case, values: Mapping[str, FieldValue]) -> bool:
    """Tell whether values, by field, are those of a case; a field that nobody filled is of none."""
    value = values.get(case.field)
    return value is not None and write_value(value) in case.values


def _text(_field: Field, text: str) -> str:
    return text


def _integer(_field: Field, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise UnreadableValue(_("no es un número entero; escriba solo cifras, por ejemplo 1500."))
    return int(text)


def _decimal(_field: Field, text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        message = _("no es un número; escriba cifras y, si hace falta, un punto decimal: 1500.5.")
        raise UnreadableValue(message)
    return Decimal(text)


def _money(field: Field, text: str) -> Money:
    return Money(_decimal(field, text.removesuffix(field.currency).strip()), field.currency)


def _date(_field: Field, text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        message = _("es un día que no existe; revise el mes y el día.")
    else:
        message = _("no es una fecha; escríbala como año-mes-día: 2026-03-31.")
    raise UnreadableValue(message)


def _date_time(_field: Field, text: str) -> datetime:
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        message = _("es un momento que no existe; revise el día y la hora.")
    else:
        message = _("no es fecha con hora; escríbala así: 2026-03-31 14:05.")
    raise UnreadableValue(message)


def _person(_field: Field, text: str) -> PersonName:
    name, _bar, document = text.partition("|")
    return PersonName(squeeze(name), squeeze(document))


def _place(_field: Field, text: str) -> Location:
    *codes, point = text.split(" ", 1) if "," in text and " " in text.partition(",")[0] else ["", text]
    found = _POINT.fullmatch(point)
    try:
        if found is not None:
            return Location("".join(codes), Decimal(found["latitude"]), Decimal(found["longitude"]))
    except ValueError:
        raise UnreadableValue(_("queda fuera del globo; escriba primero la latitud y después la longitud.")) from None
    if "," in text or " " in text or not text:
        message = _("no es un lugar; escriba el código del territorio o «latitud,longitud»: 14.63,-90.61.")
        raise UnreadableValue(message)
    return Location(text)


def _counts(_field: Field, text: str) -> Counts:
    cells: dict[tuple[str, ...], int] = {}
    for written in filter(None, map(squeeze, text.split(";"))):
        found = _CELL.fullmatch(written)
        if found is None:
            message = _("«%(cell)s» no es un recuento; escriba clave y número: mujeres 12.")
            raise UnreadableValue(message, {"cell": written[:80]})
        parts = tuple(found["parts"].split("/"))
        if parts in cells:
            raise UnreadableValue(_("«%(cell)s» está dos veces; deje un solo número."), {"cell": "/".join(parts)})
        cells[parts] = int(found["number"])
    return Counts(tuple(cells.items()))


_READERS: Mapping[FieldKind, Callable[[Field, str], FieldValue]] = {
    FieldKind.TEXT: _text,
    FieldKind.CODE: _text,
    FieldKind.CHOICE: _text,
    FieldKind.INTEGER: _integer,
    FieldKind.DECIMAL: _decimal,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.DATE_TIME: _date_time,
    FieldKind.UNIT: _text,
    FieldKind.PERSON: _person,
    FieldKind.PLACE: _place,
    FieldKind.FILE: _text,
    FieldKind.LINK: _text,
    FieldKind.COUNTS: _counts,
}
