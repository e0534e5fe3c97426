"""The cells of a sheet that came back, read as figures: what is no figure is told at its column."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from ceiba.exchange.entry_sheet import Column, Kind, ReadCell
from ceiba.exchange.language import LANGUAGES, translator
from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.indicators.desk import Row
from ceiba.indicators.typed_cells import ABSENCES
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.text import fold
from ceiba.plans.fields import typed
from ceiba.ui import formats


class AtCell(ValueError):
    """Something that is no figure, in a column."""

    def __init__(self, column: Column, message: str) -> None:
        super().__init__(message)
        self.column = column


def formula_told(cell: ReadCell) -> str:
    """Return what is said of a formula: its value may be of another day."""
    told = _("Aquí hay una fórmula; su último valor es %(value)s. Péguelo como valor o escriba la cifra.")
    return told % {"value": cell.text or "—"}


def typed_text(column: Column, cell: ReadCell, row: Row) -> str:
    """Return a cell as a person would type it here; ``AtCell`` for dates, truths, errors and strange percentages."""
    unit = row.indicator.measure_unit
    is_share = unit is not None and unit.kind is UnitKind.PERCENT
    match cell.kind:
        case Kind.NUMBER if cell.number is not None:
            return typed(cell.number)
        case Kind.PERCENT if cell.number is not None:
            if is_share:
                return typed(cell.number)
            told = _("La celda tiene formato de porcentaje (%(text)s) y aquí van %(unit)s: escriba el número.")
            raise AtCell(column, told % {"text": cell.text, "unit": unit.name if unit else _("números")})
        case Kind.DATE:
            told = _("La celda es una fecha (%(text)s). Póngale formato de número y escriba la cifra otra vez.")
            raise AtCell(column, told % {"text": cell.text})
        case Kind.ERROR | Kind.TRUTH:
            told = _("La celda muestra «%(text)s», que no es un número.")
            raise AtCell(column, told % {"text": cell.text})
        case _:
            return cell.text.removesuffix("%").strip() if is_share else cell.text


def state_of(text: str) -> str:
    """Return the key of a reason why there is no figure; ``AtCell`` where the list does not have it."""
    if not text:
        return ""
    found = _states().get(fold(text))
    if found is None:
        words = ", ".join(formats.say()(STATE_WORDS[state]) for state in ABSENCES)
        told = _("«%(text)s» no está en la lista: %(words)s.")
        raise AtCell(Column.STATE, told % {"text": text, "words": words})
    return found


@cache
def _states() -> Mapping[str, str]:
    """Return the reasons by their words in every language."""
    return {fold(translator(language)(STATE_WORDS[state])): state.value for language in LANGUAGES for state in ABSENCES}
