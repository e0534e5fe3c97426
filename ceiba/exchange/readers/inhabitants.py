"""People by place, year, sex and age from a sheet, as institutes of statistics and municipalities hand them out."""

import re
from dataclasses import dataclass

from ceiba.exchange.readers.sheet_rows import SheetFault, SheetRow, sheet_rows
from ceiba.kernel.rates import Inhabitants
from ceiba.kernel.text import _

MOST_FIGURES = 50_000
FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST_GROUP = 40
MOST_PEOPLE = 10**10
HEADINGS = {
    "place": ("lugar", "código del lugar", "codigo", "código", "place"),
    "year": ("año", "ano", "anio", "year"),
    "sex": ("sexo", "sex"),
    "age": ("edad", "grupo de edad", "age"),
    "people": ("personas", "población", "poblacion", "habitantes", "people"),
}
_PLAIN = re.compile(r"[0-9]{1,11}(?:\.0+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,\u00a0 ][0-9]{3})+")  # people are whole: such a sign parts thousands


@dataclass(frozen=True, slots=True)
class InhabitantsRead:
    """What a sheet says: figures that can be read, each with the number of its row, and what cannot come in."""

    figures: tuple[tuple[int, Inhabitants], ...]
    faults: tuple[SheetFault, ...]


def read_inhabitants(name: str, content: bytes) -> InhabitantsRead:
    """Return the figures of a sheet; ``UnusableDocument`` (Spanish message) where it has no year and people."""
    figures: list[tuple[int, Inhabitants]] = []
    faults: list[SheetFault] = []
    seen: dict[tuple[str, int, str, str], int] = {}
    for row in sheet_rows(name, content, HEADINGS, ("year", "people"), MOST_FIGURES):
        at = row.number
        found = _figure(at, row)
        if isinstance(found, SheetFault):
            faults.append(found)
            continue
        cell = (found.place, found.year, found.sex, found.age)
        if cell in seen:
            message = _("repite el lugar, el año, el sexo y la edad de la fila %(other)s; deje una sola.")
            faults.append(SheetFault(at, message, {"other": str(seen[cell])}))
        seen.setdefault(cell, at)
        figures.append((at, found))
    return InhabitantsRead(tuple(figures), tuple(faults))


def people_of(text: str) -> int | None:
    """Return a number of people as it is written; None for what is none.

    >>> people_of("12,345"), people_of("12.345"), people_of("12345.0"), people_of("-3"), people_of("12,34")
    (12345, 12345, 12345, None, None)
    """
    if _PLAIN.fullmatch(text):
        return int(text.partition(".")[0])
    return int(re.sub(r"[^0-9]", "", text)) if _GROUPED.fullmatch(text) and len(text) < 20 else None


def _figure(at: int, row: SheetRow) -> Inhabitants | SheetFault:
    year, people = people_of(row.text("year")), people_of(row.text("people"))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("«%(text)s» no es un año; escriba cuatro cifras: 2024.")
        return SheetFault(at, message, {"text": row.text("year")[:60]})
    if people is None or people > MOST_PEOPLE:
        message = _("«%(text)s» no es un número de personas; escriba solo cifras: 12345.")
        return SheetFault(at, message, {"text": row.text("people")[:60]})
    if max(len(row.text("sex")), len(row.text("age"))) > LONGEST_GROUP:
        return SheetFault(at, _("el sexo o la edad tiene más de 40 letras; acórtelo."))
    return Inhabitants(row.text("place"), year, people, row.text("sex"), row.text("age"))
