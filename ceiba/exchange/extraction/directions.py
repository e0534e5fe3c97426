"""Where a better value lies, as sheets and columns print it: «Ascendente», «Reducción», «Mantenimiento», «Rango»."""

import re

from ceiba.kernel.indicator import Direction
from ceiba.kernel.text import fold

_WORDS = (
    (Direction.RANGE, r"rango|nominal|intervalo|entre limites"),
    (Direction.CONSTANT, r"constante|mantenimiento|mantener\w*|estable|estabilidad|sin cambio"),
    (Direction.DOWN, r"descend\w*|decrec\w*|reduc\w*|disminu\w*|negativ[oa]|a la baja|minimizar|baja|bajar|decremento"),
    (Direction.UP, r"ascend\w*|crec\w*|increment\w*|aument\w*|positiv[oa]|al alza|maximizar|alza|subir|mejora\w*"),
)
_PATTERNS = tuple((direction, re.compile(rf"\b(?:{words})\b")) for direction, words in _WORDS)


def direction_of(printed: str) -> Direction | None:
    """Return the direction that a field prints, None where it prints none or two («Ascendente o descendente»)."""
    folded = fold(printed)
    met = [direction for direction, pattern in _PATTERNS if pattern.search(folded)]
    return met[0] if len(met) == 1 else None
