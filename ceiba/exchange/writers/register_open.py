"""The published figures of a register as open data: the document itself as JSON, its tables as CSV and as a workbook.

All are made of the document of one release (``registers.release_content``) and of nothing else.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ceiba.exchange.writers.plain_table import Cell, PlainTable, as_book, as_csv
from ceiba.kernel.text import _

Content = Mapping[str, Any]
Say = Any  # how a sentence is said in the reader's language

FIGURE_COLUMNS = (
    ("medida", _("Clave de la medida.")),
    ("titulo", _("Nombre de la medida.")),
    ("periodo", _("Año («2026»), trimestre («2026-Q1») o mes («2026-M03») que se cuenta.")),
    ("dimension", _("Por qué se abre la cifra; vacía si es del total.")),
    ("parte", _("Clave de la parte; vacía si es del total o si las filas no la dicen.")),
    ("nombre", _("Nombre de la parte.")),
    ("estado", _("«value»: hay cifra. «withheld»: se oculta para no descubrir un grupo pequeño. «no_data»: sin dato. "
                 "«not_applicable»: no hay casos con qué calcularla. «not_due»: el período no ha comenzado.")),
    ("valor", _("La cifra, con punto decimal; vacía si no la hay.")),
    ("unidad", _("En qué se mide.")),
    ("numerador", _("Lo que se divide, en razones y porcentajes.")),
    ("denominador", _("Entre lo que se divide.")),
    ("hasta", _("Último día que cuenta la cifra: si es anterior al de la publicación, quedó la última publicada.")),
)  # fmt: skip
_NUMBERS = ("integer", "decimal", "money")


def figures(content: Content) -> PlainTable:
    """Return every published figure, one a line."""
    measures = {measure["key"]: measure for measure in content["measures"]}
    lines = []
    for told in content["figures"]:
        measure = measures[told["measure"]]
        lines.append(
            (
                told["measure"], measure["title"], told["period"], told["by"], told["part"], told["part_label"],
                told["state"], _number(told["value"]), measure["currency"] or measure["unit"],
                _number(told["numerator"]), _number(told["denominator"]), told["until"],
            )
        )  # fmt: skip
    return PlainTable("cifras", tuple(name for name, _said in FIGURE_COLUMNS), tuple(lines))


def rows(content: Content) -> PlainTable:
    """Return the public rows with their public columns; no columns where no rows are public."""
    kinds = [column["kind"] for column in content["columns"]]
    lines = tuple(
        tuple(_number(cell) if kind in _NUMBERS else cell for cell, kind in zip(line, kinds, strict=True))
        for line in content["rows"]
    )
    return PlainTable("filas", tuple(column["key"] for column in content["columns"]), lines)


def dictionary(content: Content, say: Say) -> PlainTable:
    """Return what each column of each table is."""
    lines: list[tuple[Cell, ...]] = [("cifras", name, "", say(said)) for name, said in FIGURE_COLUMNS]
    for measure in content["measures"]:
        unit = measure["currency"] or measure["unit"]
        lines.append(("medidas", measure["key"], unit, ". ".join(filter(None, (measure["title"], measure["help"])))))
    for column in content["columns"]:
        told = ". ".join(filter(None, (column["label"], column["help"])))
        lines.append(("filas", column["key"], column["unit"], told))
    heads = tuple(say(one) for one in (_("Tabla"), _("Columna o medida"), _("Unidad"), _("Qué es")))
    return PlainTable("diccionario", heads, tuple(lines))


def as_json(content: Content, facts: Mapping[str, str]) -> bytes:
    """Return the document as JSON, with facts about its publication first."""
    return (json.dumps({**facts, **content}, ensure_ascii=False, indent=1) + "\n").encode()


def workbook(content: Content, say: Say, lines: tuple[str, ...]) -> bytes:
    """Return all tables as sheets of one workbook; ``lines`` say source and method above the figures."""
    told = figures(content)
    tables = [PlainTable(told.title, told.headings, told.rows, lines)]
    if content["columns"]:
        tables.append(rows(content))
    return as_book([*tables, dictionary(content, say)])


def table(content: Content, name: str, say: Say) -> bytes | None:
    """Return a table as CSV by its name; None for one that the release does not have."""
    if name == "filas":
        return as_csv(rows(content)) if content["columns"] else None
    return as_csv(dictionary(content, say) if name == "diccionario" else figures(content))


def _number(text: str) -> Cell:
    return Decimal(text) if text else None
