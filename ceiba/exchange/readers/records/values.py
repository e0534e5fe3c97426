"""What the cells of one field say: each kind read as people write it, refused with the mend where it is not that."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as clock
from decimal import ROUND_HALF_EVEN, Decimal

from ceiba.exchange.readers.records.dates import read_moment
from ceiba.exchange.readers.records.degrees import angle
from ceiba.exchange.readers.records.names import Names, offered, option_names
from ceiba.exchange.readers.records.numbers import read_number, stored_number
from ceiba.exchange.readers.rows.cells import BrokenCell, SheetCell, StoredNumber, shown_text
from ceiba.exchange.readers.sheets.formats import moment_of
from ceiba.exchange.register_sheet import DOCUMENT, LATITUDE, LONGITUDE, Finder, SheetContext, SheetRules
from ceiba.kernel.money import Money
from ceiba.kernel.register_check import code_pattern
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName
from ceiba.kernel.register_text import UnreadableValue, read_value
from ceiba.kernel.register_type import Field, FieldKind
from ceiba.kernel.text import _, squeeze

_EXACT = Decimal(10) ** 15  # from here on a workbook keeps fewer digits than were typed
_DEGREE = Decimal(1).scaleb(-10)  # decimals of a coordinate that are kept
_PAIR = re.compile(r"(?P<north>[^;]+?)\s*;\s*(?P<east>[^;]+)|(?P<first>-?\d+[.,]\d+)\s+(?P<second>-?\d+[.,]\d+)")
_POINT = re.compile(r"(?:(?P<code>\S{1,40}) )?(?P<north>-?\d{1,3}(?:\.\d+)?),\s*(?P<east>-?\d{1,3}(?:\.\d+)?)")
_COUNT = 9  # digits of one cell of counts

Cells = Mapping[str, SheetCell]
Reader = Callable[[Field, Cells], FieldValue]


class CellReader:
    """Reads the cells of fields by the rules of one sheet; what comes again and again is remembered."""

    def __init__(self, rules: SheetRules, context: SheetContext) -> None:
        self._rules, self._context = rules, context
        self._options: dict[str, Names] = {}
        self._kinds: Mapping[FieldKind, Reader] = {
            FieldKind.TEXT: self._text,
            FieldKind.CODE: self._code,
            FieldKind.CHOICE: self._choice,
            FieldKind.INTEGER: self._integer,
            FieldKind.DECIMAL: self._decimal,
            FieldKind.MONEY: self._money,
            FieldKind.DATE: self._date,
            FieldKind.DATE_TIME: self._date_time,
            FieldKind.UNIT: self._unit,
            FieldKind.PERSON: self._person,
            FieldKind.PLACE: self._place,
            FieldKind.FILE: self._text,
            FieldKind.LINK: self._link,
            FieldKind.COUNTS: self._counts,
        }

    def value(self, field: Field, cells: Cells) -> FieldValue:
        """Return the value that the filled cells of a field say, by part; ``UnreadableValue`` where they say none."""
        for cell in cells.values():
            if isinstance(cell, BrokenCell):
                raise UnreadableValue(_("la celda muestra un error; corríjala o escriba el valor."))
        return self._kinds[field.kind](field, cells)

    def moment(self, cell: SheetCell) -> datetime:
        """Return the moment that a cell says, a day's first minute for a day alone; ``UnreadableValue`` for none."""
        day, time = self._when(cell)
        return datetime.combine(day, time or clock())

    # --- texts ----------------------------------------------------------------------------------------------------

    def _text(self, _field: Field, cells: Cells) -> str:
        return _whole_text(cells.get("", ""))

    def _code(self, field: Field, cells: Cells) -> str:
        text = squeeze(_whole_text(cells.get("", "")))
        if not field.mask and not field.sequence:
            return text
        pattern = code_pattern(field.mask, field.sequence)
        bare = re.sub(r"\s", "", text)
        return next((each for each in (text, text.upper(), bare, bare.upper()) if pattern.fullmatch(each)), text)

    def _choice(self, field: Field, cells: Cells) -> str:
        text = _whole_text(cells.get("", ""))
        names = self._options.get(field.key)
        if names is None:
            names = self._options[field.key] = option_names(field)
        return _found(names, text, _OPTION)

    def _unit(self, _field: Field, cells: Cells) -> str:
        text = _whole_text(cells.get("", ""))
        units = self._context.units
        return text if units is None else _found(units, text, _UNIT)

    def _link(self, field: Field, cells: Cells) -> str:
        text = _whole_text(cells.get("", ""))
        things = self._context.links.get(field.key)
        return text if things is None else _found(things, text, _LINKED)

    def _person(self, field: Field, cells: Cells) -> PersonName:
        found = read_value(field, _whole_text(cells.get("", "")))
        assert isinstance(found, PersonName)
        document = squeeze(_whole_text(cells[DOCUMENT])) if DOCUMENT in cells else found.document
        return PersonName(found.name, document)

    # --- numbers --------------------------------------------------------------------------------------------------

    def _number(self, cell: SheetCell) -> Decimal:
        if isinstance(cell, StoredNumber):
            number = stored_number(cell.raw)
            if number is None or cell.moment is not None:
                raise UnreadableValue(_("es una fecha y no un número; dé a la celda formato de número."))
            return number
        return read_number(shown_text(cell), self._rules.decimal)

    def _decimal(self, _field: Field, cells: Cells) -> Decimal:
        return self._number(cells.get("", ""))

    def _integer(self, _field: Field, cells: Cells) -> int:
        number = self._number(cells.get("", ""))
        if number != number.to_integral_value():
            raise UnreadableValue(_("no es un número entero; quítele los decimales."))
        return int(number)

    def _money(self, field: Field, cells: Cells) -> Money:
        return Money(self._number(cells.get("", "")), field.currency)

    def _counts(self, field: Field, cells: Cells) -> Counts:
        if "" in cells:
            text = _whole_text(cells[""])
            if text.isdecimal():
                message = _("no dice cuántos de cada clase; use una columna por casilla, como en la plantilla.")
                raise UnreadableValue(message)
            found = read_value(field, text)
            assert isinstance(found, Counts)
            return found
        return Counts(tuple((tuple(part.split("/")), self._count(cell)) for part, cell in cells.items()))

    def _count(self, cell: SheetCell) -> int:
        number = self._number(cell)
        if number != number.to_integral_value() or number < 0 or number >= 10**_COUNT:
            raise UnreadableValue(_("no es un recuento; escriba un número entero desde 0."))
        return int(number)

    # --- moments --------------------------------------------------------------------------------------------------

    def _date(self, _field: Field, cells: Cells) -> date:
        return self._when(cells.get("", ""))[0]

    def _date_time(self, _field: Field, cells: Cells) -> datetime:
        day, time = self._when(cells.get("", ""))
        if time is None:
            raise UnreadableValue(_("falta la hora; escríbala así: 2026-03-31 14:05."))
        return datetime.combine(day, time)

    def _when(self, cell: SheetCell) -> tuple[date, clock | None]:
        rules = self._rules
        if isinstance(cell, StoredNumber) and cell.moment is not None:
            counted = moment_of(cell.raw, since_1904=rules.since_1904) or cell.moment
            timed = cell.timed or counted.time() != clock()
            return counted.date(), counted.time() if timed else None
        text = cell.raw if isinstance(cell, StoredNumber) else shown_text(cell)
        return read_moment(text, month_first=rules.month_first, since_1904=rules.since_1904)

    # --- places ---------------------------------------------------------------------------------------------------

    def _place(self, field: Field, cells: Cells) -> Location:
        text = _whole_text(cells.get("", ""))
        north, east = cells.get(LATITUDE), cells.get(LONGITUDE)
        if (north is None) != (east is None):
            raise UnreadableValue(_("falta la latitud o la longitud; escriba las dos o ninguna."))
        if north is not None and east is not None:
            return self._located(self._territory(text) if text else "", self._degrees(north), self._degrees(east))
        pair = _PAIR.fullmatch(text)
        if pair is not None:
            first, second = pair["north"] or pair["first"], pair["east"] or pair["second"]
            return self._located("", self._degrees(first), self._degrees(second))
        point = _POINT.fullmatch(text)
        if point is not None:
            degrees = (self._degrees(StoredNumber(point[side], point[side])) for side in ("north", "east"))
            return self._located(self._territory(point["code"] or ""), *degrees)
        territory = self._territory(text)
        found = read_value(field, territory)  # refuses what is no code
        assert isinstance(found, Location)
        return found

    def _territory(self, text: str) -> str:
        places, elsewhere = self._context.places, self._context.elsewhere
        if places is None or not text:
            return text
        code = places.find(text)
        if code is not None:
            return code
        if elsewhere is not None and elsewhere.find(text) is not None:
            raise UnreadableValue(_("queda fuera del territorio de la institución; revise el lugar."))
        return _found(places, text, _UNPLACED)

    def _located(self, territory: str, latitude: Decimal | None, longitude: Decimal | None) -> Location:
        try:
            return Location(territory, latitude, longitude)
        except ValueError:
            message = _("queda fuera del globo; escriba primero la latitud y después la longitud.")
            raise UnreadableValue(message) from None

    def _degrees(self, cell: SheetCell) -> Decimal:
        told = None if isinstance(cell, StoredNumber) else angle(shown_text(cell).strip())
        degrees = self._number(cell) if told is None else told
        plain = degrees.quantize(_DEGREE, ROUND_HALF_EVEN).normalize() if abs(degrees) < 1_000 else degrees
        return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _whole_text(cell: SheetCell) -> str:
    """Return the text of a cell; ``UnreadableValue`` where it was a number longer than a workbook keeps."""
    if isinstance(cell, StoredNumber) and cell.moment is None:
        number = stored_number(cell.raw)
        if number is None or abs(number) >= _EXACT:
            message = _("es un número de más de 15 cifras y la hoja lo redondeó; escríbalo como texto.")
            raise UnreadableValue(message)
    return shown_text(cell).strip()


def _found(finder: Finder, text: str, unknown: str) -> str:
    """Return the key of what is called so; ``UnreadableValue`` with what was perhaps meant."""
    key = finder.find(text)
    if key is not None:
        return key
    like = finder.like(text)
    raise UnreadableValue(_MEANT[unknown] if like else unknown, {"names": offered(like)} if like else {})


_OPTION = _("no es una opción de la lista; elija una de ella.")
_UNIT = _("no se conoce esa unidad; escriba su nombre o su clave como en «Unidades».")
_LINKED = _("no se encuentra lo que vincula; escriba su código.")
_UNPLACED = _("no se conoce ese lugar; escriba su nombre o su código oficial.")
_MEANT: Mapping[str, str] = {
    _OPTION: _("no es una opción de la lista; ¿quiso decir %(names)s?"),
    _UNIT: _("no se conoce esa unidad; ¿quiso decir %(names)s?"),
    _LINKED: _("no se encuentra lo que vincula; ¿quiso decir %(names)s?"),
    _UNPLACED: _("no se conoce ese lugar; ¿quiso decir %(names)s?"),
}
