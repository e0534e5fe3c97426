"""Verbs at the head of a text: promises begin with an infinitive."""

import re

from ceiba.kernel.text import fold

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NOT_VERBS = frozenset(
    "lugar hogar mujer poder sector primer taller familiar similar particular escolar popular".split()
)


def is_infinitive(text: str) -> bool:
    """Tell whether a text begins with a verb in the infinitive, as promises do."""
    match = _WORD.match(text.lstrip('“"«¿¡'))
    if match is None:
        return False
    word = fold(match[0])
    return len(word) > 3 and word.endswith(("ar", "er", "ir", "arse", "erse", "irse")) and word not in _NOT_VERBS
