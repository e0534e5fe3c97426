"""Lines that name goals of frameworks: «PND 3 – PND 10», «ODS: 3, 6 y 11», «Alineado al Eje 2 del PND»."""

import re
from collections.abc import Iterable

from ceiba.kernel.methodology import Framework
from ceiba.kernel.plan import Alignment
from ceiba.kernel.text import fold

_LONGEST = 120  # characters of a line of goals
_LONGEST_SENTENCE = 220  # characters of a sentence that says what a promise is aligned with
_LABEL_WORDS = 6  # «Objetivos de Desarrollo Sostenible: …»
_LEAD_WORDS = 3  # words among which the verb of alignment stands
_CODE = r"\d{1,2}(?:\.(?:\d{1,2}|[a-z]))?"
_CODES = rf"{_CODE}(?:\s?(?:,\s?y|,|\+|/|;|y|e|-)\s?(?:n[º°.]+\s?)?{_CODE}(?![\w%]))*"
_GOAL = r"(?:objetivos?|ejes?|metas?|pilar(?:es)?|pol[íi]ticas?|prioridad(?:es)?|lineamientos?|directriz|directrices)"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")


class Aligner:
    """The frameworks of a methodology, prepared for many texts."""

    def __init__(self, frameworks: tuple[Framework, ...], aligned: Iterable[str] = ()) -> None:
        """``aligned`` are stems of the words that say of a promise what it is aligned with."""
        self._names = {fold(name) for f in frameworks for name in (f.key, *f.names)}
        self._openings = tuple(sorted({fold(n) for f in frameworks for n in (f.key, f.label, *f.names)}))
        self._stems = tuple(fold(stem) for stem in aligned)
        self._patterns = [(f.key, _pattern(f)) for f in frameworks]

    def find(self, text: str) -> tuple[Alignment, ...]:
        """Return the goals that a text names, one alignment a framework, codes in the order of the text."""
        found: dict[str, list[str]] = {}
        for key, pattern in self._patterns:
            for match in pattern.finditer(text):
                found.setdefault(key, []).extend(re.findall(_CODE, match["after"] or match["before"]))
        return tuple(Alignment(key, tuple(dict.fromkeys(codes))) for key, codes in found.items())

    def in_brackets(self, text: str) -> tuple[Alignment, ...]:
        """Return the goals that a promise names in brackets: «Sanear los ríos (ODS 6 y 14).»"""
        return self.find("; ".join(_BRACKETS.findall(text))) if "(" in text or "[" in text else ()

    def says_only_goals(self, text: str) -> bool:
        """Tell whether a line says nothing but which goals a promise is aligned with."""
        if self.holds_nothing_else(text):
            return True
        if len(text) > _LONGEST_SENTENCE or not any(map(str.isdigit, text)):
            return False
        folded = fold(text)
        opens = folded.startswith(tuple(f"{name} " for name in self._openings))
        leads = any(word.startswith(self._stems) for word in folded.split()[:_LEAD_WORDS]) if self._stems else False
        return (opens or leads) and bool(self.find(text))

    def holds_nothing_else(self, text: str) -> bool:
        """Tell whether a short text holds nothing but goals of frameworks, behind a label and a colon or alone."""
        label, _colon, text = text.rpartition(":")
        if len(label.split()) > _LABEL_WORDS or len(text) > _LONGEST:
            return False
        if not any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
            return False
        words = [word for word in fold(text).split() if not word.isdigit() and word not in {"y", "e"}]
        return bool(words) and all(word in self._names for word in words)


def _pattern(framework: Framework) -> re.Pattern[str]:
    """Return the pattern of a framework's goals: its name before codes («ODS: 4 y 5»), or behind («Eje 2 del PND»)."""
    names = {framework.key, framework.label, *framework.names}
    acronyms = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name.isupper()]
    spoken = [re.escape(name) for name in sorted(names, key=len, reverse=True) if not name.isupper() and " " in name]
    name = "|".join([*acronyms, *(f"(?i:{one})" for one in spoken)])
    between = (
        rf"\.?(?:\s+(?i:asociad|vinculad|relacionad)[oa]s?)?\s?[:\-–]?\s?(?:(?i:n[º°o]\.?|n[úu]meros?|{_GOAL})\s?)?"
    )
    behind = rf"(?i:{_GOAL})\s+(?P<before>{_CODES})\s+(?:del|de la|de los|de las)\s+(?:{name})(?!\w)"
    return re.compile(rf"(?<!\w)(?:{name}){between}(?P<after>{_CODES})(?![\w%])|(?<!\w){behind}")
