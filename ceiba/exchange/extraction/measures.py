"""The unit of measure of an indicator, from its own column or sheet, or from the word that it begins with."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ceiba.exchange.extraction.numbers import CURRENCY_SIGN, rate_denominator
from ceiba.exchange.extraction.prepared import prepared
from ceiba.kernel.methodology import Methodology, NamedUnit
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.text import fold, squeeze

_PERCENT = ("porcentaje", "%", "porcentual", "por ciento", "tanto por ciento")
_COUNTED = re.compile(
    r"^(?:n[úu]mero|n[o°º]\.?|nro\.?|cantidad|total|#|cifra)\s+(?:total\s+)?(?:de\s+)(?P<noun>.+)$", re.IGNORECASE
)
_PER = re.compile(
    r"(?:por|/|x)\s*(?:cada\s+)?(?P<per>1[.,\s]?000[.,\s]?000|100[.,\s]?000|10[.,\s]?000|1[.,\s]?000)\b", re.IGNORECASE
)
_MONEY = re.compile(
    rf"(?:(?:miles|millones|miles\s+de\s+millones|mdp|mdd)\s*(?:de\s+)?)?(?:{CURRENCY_SIGN}|quetzal(?:es)?|pesos?|soles|bolivianos"
    r"|d[óo]lares|colones|lempiras|c[óo]rdobas|guaran[íi]es|balboas|euros)(?:\s+(?:corrientes|constantes|mexicanos|colombianos"
    r"|chilenos|argentinos|dominicanos|uruguayos|americanos|de\s+\d{4}))*|mdp|mdd|moneda\s+(?:nacional|local)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[^\W\d_]+[²³23]?\s?/\s?[^\W\d_]+", re.IGNORECASE)


def measure_unit(printed: str, indicator: str, methodology: Methodology) -> MeasureUnit | None:
    """Return the unit that is printed for an indicator; percent where its name begins with it; None otherwise."""
    text = squeeze(printed).rstrip(".")
    folded = fold(text)
    if folded.startswith(_PERCENT) or (not folded and fold(indicator).startswith(_PERCENT)) or text.strip("()") == "%":
        return PERCENT
    if not folded:
        return _named(squeeze(indicator), methodology)
    known = _known(folded, methodology)
    if known is not None:
        return known
    per = rate_denominator(text) or _printed_rate(text)
    if per is not None:
        return MeasureUnit(text, UnitKind.RATE, per)
    if _MONEY.fullmatch(text):
        return MeasureUnit(text, UnitKind.MONEY)
    counted = _COUNTED.match(text)
    if counted:
        return _known(fold(counted["noun"]), methodology) or MeasureUnit(counted["noun"])
    return MeasureUnit(text, UnitKind.MAGNITUDE) if _COMPOUND.fullmatch(text) else MeasureUnit(text)


def _named(indicator: str, methodology: Methodology) -> MeasureUnit | None:
    """Return the unit that an indicator's name says: «Tasa de … por cada 1,000 …», «Número de pozos», «Hectáreas …»."""
    per = rate_denominator(indicator) or _printed_rate(indicator)
    if per is not None:
        return MeasureUnit(f"por {per}", UnitKind.RATE, per)
    folded = fold(indicator)
    if folded.startswith("indice"):
        return MeasureUnit("índice", UnitKind.INDEX)
    counted = _COUNTED.match(indicator)
    if counted:
        noun = counted["noun"].split()[0]
        return _known(fold(noun), methodology) or MeasureUnit(noun)
    words = folded.split()
    found = (_known(" ".join(words[:n]), methodology) for n in (3, 2, 1) if len(words) > n)
    return next((u for u in found if u is not None and u.kind in (UnitKind.MAGNITUDE, UnitKind.COUNT)), None)


def _known(folded: str, methodology: Methodology) -> MeasureUnit | None:
    return prepared(_by_word, methodology.measure_units).get(folded)


def _by_word(units: Sequence[NamedUnit]) -> dict[str, MeasureUnit]:
    found: dict[str, MeasureUnit] = {}
    for unit in units:
        for word in (unit.name, *unit.words):
            found.setdefault(fold(word), MeasureUnit(unit.name, UnitKind(unit.kind), unit.per))
    return found


def _printed_rate(text: str) -> Decimal | None:
    match = _PER.search(text)
    return Decimal(re.sub(r"\D", "", match["per"])) if match else None
