"""Other ways to print a label, put into the usual one: «Primer objetivo: …», «[Sector 1] …», «… (Programa 1110)»."""

import re

from ceiba.kernel.text import fold

_ORDINALS = (
    *(("primer", "primero", "primera"), ("segundo", "segunda"), ("tercer", "tercero", "tercera")),
    *(("cuarto", "cuarta"), ("quinto", "quinta"), ("sexto", "sexta"), ("septimo", "septima")),
    *(("octavo", "octava"), ("noveno", "novena"), ("decimo", "decima")),
)
_COUNTED = {word: str(number) for number, words in enumerate(_ORDINALS, 1) for word in words}
_ORDINAL = re.compile(
    r"(?P<ordinal>[^\W\d_]{5,8})\s+(?P<label>[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s*:\s+(?P<rest>\S.*)", re.DOTALL
)
_BRACKETED = re.compile(
    r"\[(?P<label>[^\[\]]{3,60}\d[^\[\]]{0,12}|[^\[\]]{3,60}\s[IVX]+)\]\s+(?P<rest>\S.*)", re.DOTALL
)
_BARRED = re.compile(r"(?P<label>[^|:]{3,60}\s[\w.\-]{1,12})\s+\|\s+(?P<rest>[^|]+)")
_BEHIND = re.compile(
    r"(?P<rest>[^()]{4,}?)\s*\((?P<label>[^\W\d_][^()\d]{2,50}\s(?:\d[\d.]{0,10}|[IVX]{1,5}|[A-H]))\)\.?"
)


def usual(text: str) -> str | None:
    """Return a text with its label and number in front, «Objetivo 1: …»; None where it is printed so, or has none."""
    ordinal = _ORDINAL.match(text) if fold(text[:9]).partition(" ")[0] in _COUNTED else None
    if ordinal is not None:
        label = ordinal["label"]
        return f"{label[:1].upper()}{label[1:]} {_COUNTED[fold(ordinal['ordinal'])]}: {ordinal['rest']}"
    found = _BRACKETED.match(text) if text[:1] == "[" else None
    found = found or (_BARRED.fullmatch(text) if "|" in text else None)
    found = found or (_BEHIND.fullmatch(text) if ")" in text[-2:] else None)
    return f"{found['label'][:1].upper()}{found['label'][1:]}: {found['rest']}" if found else None
