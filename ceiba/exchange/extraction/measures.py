"""The unit of measure of an indicator, from its own column or sheet, or from the word that it begins with."""

from ceiba.kernel.methodology import Methodology
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.text import fold, squeeze

_PERCENT = ("porcentaje", "%", "porcentual")


def measure_unit(printed: str, indicator: str, methodology: Methodology) -> MeasureUnit | None:
    """Return the unit that is printed for an indicator; percent where its name begins with it; None otherwise."""
    text = squeeze(printed).rstrip(".")
    folded = fold(text)
    if folded.startswith(_PERCENT) or (not folded and fold(indicator).startswith(_PERCENT)):
        return PERCENT
    if not folded:
        return None
    for unit in methodology.measure_units:
        if folded in {fold(word) for word in (unit.name, *unit.words)}:
            return MeasureUnit(unit.name, UnitKind(unit.kind), unit.per)
    return MeasureUnit(text)
