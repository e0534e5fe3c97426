"""Lines that name goals of frameworks: «PND 3 – PND 10», «ODS 3, 6 y 11»."""

import re

from ceiba.kernel.methodology import Framework
from ceiba.kernel.plan import Alignment
from ceiba.kernel.text import fold

_LONGEST = 120  # characters of a line of goals
_LABEL_WORDS = 6  # «Objetivos de Desarrollo Sostenible: …»
_CODE = r"\d{1,2}(?:\.(?:\d{1,2}|[a-z]))?"


class Aligner:
    """The frameworks of a methodology, prepared for many texts."""

    def __init__(self, frameworks: tuple[Framework, ...]) -> None:
        self._names = {fold(name) for f in frameworks for name in (f.key, *f.names)}
        codes = rf"{_CODE}(?:\s?(?:,|\+|/|y|e)\s?{_CODE}(?![\w%]))*"
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        for framework in frameworks:
            words = sorted({framework.key, *(n for n in framework.names if n.isupper())}, key=len, reverse=True)
            name = "|".join(map(re.escape, words))
            pattern = rf"(?<!\w)(?:{name})\.?\s?(?:N[º°o]\.?\s?)?({codes})(?![\w%])"
            self._patterns.append((framework.key, re.compile(pattern)))

    def find(self, text: str) -> tuple[Alignment, ...]:
        """Return the goals that a text names, one alignment a framework, codes in the order of the text."""
        found: dict[str, list[str]] = {}
        for key, pattern in self._patterns:
            for match in pattern.finditer(text):
                found.setdefault(key, []).extend(re.findall(_CODE, match[1]))
        return tuple(Alignment(key, tuple(dict.fromkeys(codes))) for key, codes in found.items())

    def holds_nothing_else(self, text: str) -> bool:
        """Tell whether a short text holds nothing but goals of frameworks, behind a label and a colon or alone."""
        label, _colon, text = text.rpartition(":")
        if len(label.split()) > _LABEL_WORDS or len(text) > _LONGEST:
            return False
        if not any(c.isdigit() for c in text) or not any(c.isalpha() for c in text):
            return False
        words = [word for word in fold(text).split() if not word.isdigit() and word not in {"y", "e"}]
        return bool(words) and all(word in self._names for word in words)
