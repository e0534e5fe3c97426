"""What stands above the table of a report: the year, the month and the institution that it speaks of."""

import re
from collections.abc import Iterable, Sequence

from ceiba.kernel.period import Period
from ceiba.kernel.text import fold

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)}|setiembre)\b")
_DAY = re.compile(r"\b\d{1,2}[/.\-](\d{1,2})[/.\-](20\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_FISCAL = re.compile(r"\b(?:ejercicio|periodo|ano)\b(?: fiscal)?\D{0,12}(20\d\d)\b")
_PRINTED = re.compile(r"\b(?:impres|generad|emision|emitid|hora|usuario|pagina)")  # lines about the paper itself
_OFFICES = ("municipalidad", "gobernacion", "gobierno", "ministerio", "prefectura", "alcaldia", "secretaria")


def told_year(lines: Iterable[str]) -> int | None:
    """Return the fiscal year that the lines above a table name, None where they name none or several."""
    kept = _kept(lines)
    fiscal = {int(year) for line in kept for year in _FISCAL.findall(fold(line))}
    years = fiscal or {int(year) for line in kept for year in _YEAR.findall(line)}
    return years.pop() if len(years) == 1 else None


def told_month(lines: Iterable[str]) -> Period | None:
    """Return the month by whose end the report stands: its last date, or the last month that it names with a year."""
    kept = _kept(lines)
    days = [(int(year), int(month)) for line in kept for month, year in _DAY.findall(line) if 1 <= int(month) <= 12]
    if days:
        return _month(*max(days))
    year = told_year(kept)
    named = [found.replace("setiembre", "septiembre") for line in kept for found in _NAMED.findall(fold(line))]
    return _month(year, max(map(_MONTHS.index, named)) + 1) if year and named else None


def other_institution(lines: Iterable[str], names: Sequence[str]) -> str | None:
    """Return the line that names an institution which is none of ``names``; None where ours stands, or nobody."""
    kept = [line for line in _kept(lines) if any(office in fold(line).split() for office in _OFFICES)]
    ours = [set(fold(name).split()) for name in names if name]
    for line in kept:
        words = set(fold(line).split())
        if any(own <= words or words <= own for own in ours):
            return None
    return kept[0].strip() if kept and ours else None


def _kept(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not _PRINTED.search(fold(line))]


def _month(year: int, month: int) -> Period:
    return Period.parse(f"{year}-M{month:02}")
