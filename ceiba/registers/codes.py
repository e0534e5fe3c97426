"""Codes of rows: the next one of a sequence, and whose a unique value is. Called while the register is locked."""

import re
from collections.abc import Iterable, Mapping

from ceiba.kernel.register_record import FieldValue
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, RegisterType
from ceiba.registers.models import CodeSequence, Register, TakenValue

NO_YEAR = 0
_ASKED = 500  # values in one query
Taken = dict[tuple[str, str], int]


class Sequences:
    """The sequences of a register: gives the next code, and learns of codes that somebody wrote by hand."""

    def __init__(self, register: Register, shape: RegisterType) -> None:
        self._register = register
        self.fields = [field for field in shape.fields if field.sequence]
        rows = CodeSequence.objects.filter(register=register) if self.fields else ()
        self._last = {(row.field, row.year): row.last for row in rows}
        self._moved: set[tuple[str, int]] = set()

    def next(self, field: Field, year: int) -> str:
        """Return the code after the last one; it is used up by ``learn`` alone."""
        number = self._last.get(self._place(field, year), 0) + 1
        code = field.sequence.replace("{year}", f"{year:04}")
        return re.sub(r"\{number:([1-9])\}", lambda found: f"{number:0{found[1]}}", code)

    def learn(self, values: Mapping[str, FieldValue]) -> None:
        """Take the codes of a row that is being written: later ones come after them."""
        for field in self.fields:
            found = _parts(field.sequence).fullmatch(str(values.get(field.key, "")))
            if found is not None:
                place = self._place(field, int(found["year"]) if "year" in found.groupdict() else NO_YEAR)
                if int(found["number"]) > self._last.get(place, 0):
                    self._last[place] = int(found["number"])
                    self._moved.add(place)

    def write(self) -> None:
        """Keep the last number of each sequence that went on."""
        rows = [
            CodeSequence(register=self._register, field=field, year=year, last=self._last[field, year])
            for field, year in sorted(self._moved)
        ]
        unique = ["register", "field", "year"]
        CodeSequence.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["last"])
        self._moved.clear()

    def _place(self, field: Field, year: int) -> tuple[str, int]:
        return field.key, year if "{year}" in field.sequence else NO_YEAR


def _parts(sequence: str) -> re.Pattern[str]:
    pieces = re.split(r"(\{year\}|\{number:[1-9]\})", sequence)
    named = {"{year}": "(?P<year>[0-9]{4})"}
    return re.compile(
        "".join(
            named.get(piece) or ("(?P<number>[0-9]{1,18})" if piece.startswith("{number:") else re.escape(piece))
            for piece in pieces
        )
    )


def alike(value: FieldValue) -> str:
    """Return how a unique value is compared: «tra-7» and « TRA-7 » are one."""
    return " ".join(write_value(value).split()).casefold()


def unique_values(shape: RegisterType, values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return what a row holds for itself alone, by field, as it is compared."""
    return {field.key: alike(values[field.key]) for field in shape.fields if field.unique and field.key in values}


def taken(register: Register, wanted: Iterable[tuple[str, str]]) -> Taken:
    """Return which of some (field, value as it is compared) a row holds already, with the primary key of that row.

    The fields are named beside the values: the index of what is held begins with them.
    """
    pairs = set(wanted)
    fields, values = {field for field, _value in pairs}, sorted({value for _field, value in pairs})
    found: Taken = {}
    for start in range(0, len(values), _ASKED):
        some = values[start : start + _ASKED]
        rows = TakenValue.objects.filter(register=register, field__in=fields, value__in=some)
        found.update({(field, value): row for field, value, row in rows.values_list("field", "value", "row_id")})
    return found
