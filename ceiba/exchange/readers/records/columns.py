"""Which row holds the headings, and which column is which: by label, key, words of one meaning, or likeness."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from ceiba.exchange.language import LANGUAGES, translator
from ceiba.exchange.readers.rows.cells import RowSource, SheetRow, shown_text
from ceiba.exchange.register_sheet import SheetColumn, SheetLayout, sheet_columns
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import Said, fold

_LAST_HEADER = 40  # rows with something in them among which the headings are looked for
_LONGEST = 120  # letters of a heading
_SURE, _KEY, _MEANT, _LIKE = 100, 96, 90, 84
_FUZZY = 85  # of a hundred: how like two headings must be
_LEAST = 2  # columns that make a row the headings, unless the sheet has but one
_ASIDE = re.compile(r"\([^)]*\)|\*")
# Words under which offices head the same column; the first of each group stands for it.
_ALIKE = (
    ("numero", "no", "nro", "num", "n", "correlativo", "id"),
    ("codigo", "cod", "clave", "referencia", "ref"),
    ("expediente", "exp", "caso"),
    ("fecha", "dia", "f"),
    ("hora", "h"),
    ("ingreso", "entrada", "recepcion", "recibido", "recibida", "ingresado"),
    ("lugar", "ubicacion", "sitio", "localizacion", "direccion"),
    ("comunidad", "aldea", "caserio", "barrio", "colonia", "sector", "zona"),
    ("solicitante", "interesado", "interesada", "peticionario", "usuario", "remitente"),
    ("unidad", "dependencia", "oficina", "departamento", "area"),
    ("asunto", "tema", "motivo", "concepto", "descripcion", "detalle"),
    ("monto", "valor", "importe", "cantidad"),
    ("estado", "estatus", "situacion", "status"),
    ("documento", "dpi", "cui", "cedula", "identificacion"),
    ("latitud", "lat"),
    ("longitud", "long", "lon", "lng"),
    ("tipo", "clase", "categoria"),
    ("telefono", "tel", "celular"),
    ("mujeres", "femenino", "mujer"),
    ("hombres", "masculino", "hombre"),
    ("observaciones", "observacion", "comentarios", "notas"),
    ("responsable", "encargado", "encargada", "asignado"),
)
_STANDS = {word: group[0] for group in _ALIKE for word in group}
_EMPTY_WORDS = frozenset({"de", "del", "la", "el", "los", "las", "en", "y", "a", "al", "o"})


@dataclass(frozen=True, slots=True)
class _Called:
    """A column and one way in which it may be headed."""

    target: str
    folded: str
    meant: frozenset[str]
    sure: int


def found_layout(source: RowSource, register: RegisterType, sheet: int | None = None, header: int = 0) -> SheetLayout:
    """Return the layout that a file seems to have: the sheet and row that name most columns of the type.

    ``sheet`` and ``header`` are what a person said; ``header`` is the number of a row, 0 where nobody said.
    """
    called = list(_called(register))
    sheets = range(len(source.names)) if sheet is None else (sheet,)
    best: tuple[int, SheetLayout] = (-1, SheetLayout(sheets[0], header, {}, {}))
    for number in sheets:
        head = islice(source.rows(number), _LAST_HEADER) if not header else _until(source.rows(number), header)
        for row in head:
            score, layout = _as_header(number, row, called)
            if score > best[0]:
                best = score, layout
    return best[1]


def _until(rows: Iterable[SheetRow], header: int) -> Iterable[SheetRow]:
    return islice((row for row in rows if row.number >= header), 1)


def _as_header(sheet: int, row: SheetRow, called: Sequence[_Called]) -> tuple[int, SheetLayout]:
    headings = {
        column: " ".join(text.split())
        for column, cell in sorted(row.cells.items())
        if (text := shown_text(cell)) and len(text) <= _LONGEST
    }
    columns = matched(headings, called)
    found = len(columns)
    # A row of data may hold a word that is also a heading; two are no accident.
    score = found * 100 + min(len(headings), 99) if found >= min(_LEAST, len(headings)) else min(len(headings), 99)
    return score, SheetLayout(sheet, row.number, headings, columns)


def matched(headings: Mapping[int, str], called: Sequence[_Called]) -> dict[int, str]:
    """Return the target of each column whose heading says it; each target once, the surest first."""
    ways = sorted(
        (
            (-score, column, place, each.target)
            for column, heading in headings.items()
            for place, each in enumerate(called)
            if (score := _likeness(heading, each))
        ),
    )
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _score, column, _place, target in ways:
        if column not in found and target not in taken:
            found[column] = target
            taken.add(target)
    return dict(sorted(found.items()))


def _likeness(heading: str, called: _Called) -> int:
    best = 0
    for text in dict.fromkeys((heading, _ASIDE.sub(" ", heading))):
        folded = fold(text)
        if not folded:
            continue
        if folded == called.folded:
            return called.sure if text == heading else called.sure - 1
        meant = _meaning(folded)
        if meant and meant == called.meant:
            best = max(best, _MEANT)
        elif len(folded) > 3 and fuzz.token_sort_ratio(folded, called.folded) >= _FUZZY:
            best = max(best, _LIKE)
    return best


def _meaning(folded: str) -> frozenset[str]:
    """Return the words of a heading that say something, each as the one that stands for its like."""
    return frozenset(_STANDS.get(word, word) for word in folded.split() if word not in _EMPTY_WORDS)


def _called(register: RegisterType) -> Iterable[_Called]:
    for column in sheet_columns(register):
        for heading in dict.fromkeys(_headings(column)):
            folded = fold(heading)
            yield _Called(column.target, folded, _meaning(folded), _SURE)
        if column.field is not None:
            folded = fold(column.target.replace("_", " "))
            yield _Called(column.target, folded, _meaning(folded), _KEY)


def _headings(column: SheetColumn) -> Iterable[str]:
    """Yield the heading of a column in every language: a sheet may come back in another one."""
    heading = column.heading
    yield heading
    if column.field is None or isinstance(heading, Said):
        for language in LANGUAGES:
            yield translator(language)(heading)
