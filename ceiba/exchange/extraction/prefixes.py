"""Codes that say their level by initials («E1», «O1.1», «E1.1.1», «L.A. 1.1.1.1»): learned from the document itself."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ceiba.exchange.extraction.labels import Label
from ceiba.exchange.extraction.verbs import is_infinitive
from ceiba.kernel.methodology import Level, Role
from ceiba.kernel.text import initials

_CODED = re.compile(
    r"(?P<letters>[A-ZÁÉÍÓÚ]{1,3}|(?:[A-ZÁÉÍÓÚ]\.){1,3})[\s.\-]?\s?(?P<code>\d{1,2}(?:\.\d{1,2}){0,4})(?![\w%])"
    r"\s*[.:)\-–—]{0,2}\s+(?P<rest>[^\W\d_].{7,})",
    re.DOTALL,
)
_LEAST_LINES = 3
_Scheme = tuple[str, int]  # letters and depth of the code


class Prefixes:
    """What the initials before codes mean in one document; nothing before ``learn``."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self._levels = levels
        self._meant: dict[_Scheme, Level] = {}
        self._verbs: Counter[_Scheme] = Counter()

    def read(self, text: str) -> Label | None:
        """Return the label that a text begins with, None where its code says nothing."""
        if not self._meant or (found := _coded(text)) is None:
            return None
        scheme, code, rest = found
        level = self._meant.get(scheme)
        return Label((level,), scheme[0], rest, code, separated=True, guessed=True) if level else None

    def learn(self, texts: Iterable[str]) -> None:
        """Learn the schemes of a document whose deeper codes go on from shallower ones, each by its initials."""
        seen: dict[_Scheme, list[str]] = {}
        for text in texts:
            if text[:1].isupper() and (found := _coded(text)) is not None:
                seen.setdefault(found[0], []).append(found[1])
                self._verbs[found[0]] += is_infinitive(found[2])
        numbers = {code for codes in seen.values() for code in codes}
        self._meant = self._objectives(seen)
        nested = [s for s in sorted(seen, key=lambda s: s[1]) if s[1] == 1 or _go_on(seen[s], numbers)]
        if len(nested) < 2 or sum(len(seen[s]) for s in nested) < _LEAST_LINES or nested[-1][1] == 1:
            return
        self._meant |= self._chain(nested)

    def _objectives(self, seen: dict[_Scheme, list[str]]) -> dict[_Scheme, Level]:
        """Return the lone initials («O1», «O2») that count goals."""
        meant: dict[_Scheme, Level] = {}
        for scheme, codes in seen.items():
            goals = [level for level in self._named(scheme[0]) if level.role is Role.GOAL]
            counted = [str(i) for i in range(1, len(codes) + 1)]
            if scheme[1] == 1 and goals and len(codes) > 1 and codes == counted and self._verbs[scheme] == len(codes):
                meant[scheme] = goals[0]
        return meant

    def _chain(self, schemes: Sequence[_Scheme]) -> dict[_Scheme, Level]:
        """Give each scheme the first level of its initials that may hang from what the shallower one means."""
        meant: dict[_Scheme, Level] = {}
        above: Level | None = None
        for scheme in schemes:
            level = next((lv for lv in self._named(scheme[0]) if above is None or self._hangs(lv, above)), None)
            if level is None:
                continue
            meant[scheme] = above = level
        return meant if len(meant) > 1 else {}

    def _named(self, letters: str) -> list[Level]:
        named = [level for level in self._levels if any(_initials(label) == letters for label in _names(level))]
        return sorted(named, key=lambda level: _initials(level.term) != letters)

    def _hangs(self, level: Level, above: Level) -> bool:
        return level is not above and any(rule.level == above.key for rule in level.parents)


def _names(level: Level) -> tuple[str, ...]:
    return (level.term, *level.labels)


def _initials(label: str) -> str:
    return initials(label.rstrip(":"))


def _coded(text: str) -> tuple[_Scheme, str, str] | None:
    match = _CODED.match(text)
    if match is None:
        return None
    letters = match["letters"].replace(".", "")
    return (letters, match["code"].count(".") + 1), match["code"], match["rest"].strip()


def _go_on(codes: Sequence[str], numbers: set[str]) -> bool:
    """Tell whether most of the codes are longer by one number than another code of the document."""
    known = sum(code.rpartition(".")[0] in numbers for code in codes)
    return known * 2 > len(codes)
