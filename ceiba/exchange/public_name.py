"""Names of parties as they go out: without the numbers of their papers."""

import re

from ceiba.kernel.text import squeeze

# A run of seven digits or more, whatever parts it, with the initials before it («RUC 1712345678001», «NIT: 123456-7»):
# an identity or tax number. A contract's number stands in a field of its own.
_NUMBER = re.compile(
    r"[\s,;:(–-]*(?:\b(?:[A-ZÁÉÍÓÚÑ]\.?){2,5}\s*)?(?:(?:[Nn][.°ºo]+|#|:)\s*)?\d(?:[ .\-–]?\d){6,}(?:-?[\dkK])?\)?"
)


def public_name(name: str) -> str:
    """Return the name of a party without the numbers that identify it.

    Whoever is contracted with public money is named; the number of a person's identity or tax papers is nobody else's
    business, and nothing tells apart that of a person from that of a firm.
    """
    return squeeze(_NUMBER.sub(" ", name)).strip(" ,;:-–(")
