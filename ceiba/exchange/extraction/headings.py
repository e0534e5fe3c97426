"""The grammar of headings: labels of levels, statements and plans, with number, separator, tail and case."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from ceiba.kernel.methodology import Level, Methodology, PlanKind, Role
from ceiba.kernel.plan import StatementKind
from ceiba.kernel.text import fold

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_fold_word = lru_cache(maxsize=1 << 16)(fold)
_LINKS = frozenset(("de", "del", "la", "las", "los", "el"))
_AFTER = re.compile(
    r"\s*(?:N[º°o]\.?\s*)?(?P<code>(?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVX]{1,5}|UNO|DOS|TRES|CUATRO|CINCO|SEIS|SIETE|OCHO|NUEVE|DIEZ|[A-H])(?![\w%]))?"
    r"\s*(?P<sep>[:.)\-–—]{1,3}(?=\s|$|[A-ZÁÉÍÓÚÑ“\"]))?\s*(?P<rest>.*)",
    re.DOTALL,
)
_ORDINALS = {w: str(i) for i, w in enumerate("UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ".split(), 1)}
_QUOTED = re.compile(r"[^“\"«]{0,80}[“\"«](?P<text>.+)", re.DOTALL)
_YEARS = re.compile(r"\(?\d{4}(?:\s?[-–/a]\s?\d{4})?\)?")
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,}(?:[-/][A-ZÁÉÍÓÚÑ]+)*")
_TITLE_WORDS = 16
_SHORT = 10
_TITLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Label:
    """A label met at the head of a text. ``rest`` is the text behind it, empty where the label announces.

    ``levels`` are all levels that use the label; ``kept`` tells that the label is part of the name («EJE SOCIAL»).
    """

    levels: tuple[Level, ...]
    words: str
    rest: str = ""
    code: str | None = None
    plural: bool = False
    tail: str = ""
    kept: bool = False
    separated: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    level: Level
    plural: bool


def is_capitals(text: str) -> bool:
    """Tell whether a text is written in capitals (at least three letters, and hardly a small one)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def is_infinitive(text: str) -> bool:
    """Tell whether a text begins with a verb in the infinitive, as promises do."""
    match = _WORD.match(text.lstrip('“"«¿¡'))
    if match is None:
        return False
    word = fold(match[0])
    return len(word) > 3 and word.endswith(("ar", "er", "ir", "arse", "erse", "irse")) and word not in _NOT_VERBS


_NOT_VERBS = frozenset(
    "lugar hogar mujer poder sector primer taller familiar similar particular escolar popular".split()
)


class Grammar:
    """The headings of one methodology, prepared for many texts."""

    def __init__(self, methodology: Methodology) -> None:
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for level in methodology.levels:
            plural = fold(level.plural or "")
            for label in dict.fromkeys((*level.labels, level.term, *((level.plural,) if level.plural else ()))):
                words = _content_words(label)
                if words:
                    many = fold(label) == plural or words[0].endswith("s")
                    entries[words[0]].append(_Entry(words, level, many))
        self._entries = {word: sorted(found, key=lambda e: -len(e.words)) for word, found in entries.items()}
        self._statements = _phrases(
            (StatementKind(kind), heading)
            for kind, headings in methodology.vocabulary.statements.items()
            for heading in headings
        )
        self._skipped = frozenset(fold(heading) for heading in methodology.vocabulary.skipped)
        self._skipped_by_word: dict[str, list[str]] = defaultdict(list)
        for phrase in self._skipped:
            self._skipped_by_word[phrase.partition(" ")[0]].append(phrase)
        self._plans = _phrases((kind, name) for kind in methodology.plan_kinds for name in (kind.label, *kind.names))
        self._frameworks = tuple(
            fold(name) for f in methodology.frameworks for name in (f.label, *f.names) if len(fold(name).split()) > 1
        )

    def label(self, text: str, *, bullet: bool = False) -> Label | None:
        """Return the label that a text begins with, or None. Only texts that begin with a capital have labels."""
        if not text[:1].isupper() and not text[:1].isdigit():
            return None
        found = self._longest(text)
        if found is None or (self._frameworks and fold(text[:120]).startswith(self._frameworks)):
            return None
        entries, end = found
        return _read_label(entries, text, end, bullet=bullet)

    def used(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the keys of the levels whose labels head any of the texts."""
        found: set[str] = set()
        for text in texts:
            if text and (label := self.label(text[:200])) is not None:
                found.update(level.key for level in label.levels)
        return frozenset(found)

    def statement(self, text: str) -> tuple[StatementKind, str] | None:
        """Return the kind of statement that a heading opens, and the text that stands in the same line."""
        head, _, rest = text.partition(":") if ":" in text[:60] else (text, "", "")
        if len(head) > _TITLE_CHARACTERS:
            return None
        folded = fold(head)
        first, _, others = folded.partition(" ")
        if not first or others.count(" ") > 5:
            return None
        for phrase, kind in self._statements.get(first, ()):
            if folded == phrase:
                return kind, rest.strip()
            if folded.startswith(phrase + " ") and not rest and _is_heading_tail(text, len(phrase.split())):
                return kind, ""
        return self._misspelt(folded) if not rest and others.count(" ") < 2 else None

    def _misspelt(self, folded: str) -> tuple[StatementKind, str] | None:
        """Return the statement that a short heading means although a letter of it is wrong."""
        for phrase, kind in self._statements.get(folded[:1], ()):
            if abs(len(phrase) - len(folded)) < 3 and len(phrase) > 5 and fuzz.ratio(folded, phrase) >= 90:
                return kind, ""
        return None

    def is_skipped(self, text: str) -> bool:
        """Tell whether a short text is a heading under which nothing is an element."""
        if len(text) > _TITLE_CHARACTERS:
            return False
        folded = fold(text)
        if folded in self._skipped:
            return True
        return (
            is_capitals(text)
            and len(folded.split()) <= _SHORT
            and any(
                folded.startswith(phrase + " ") for phrase in self._skipped_by_word.get(folded.partition(" ")[0], ())
            )
        )

    def plan(self, text: str, *, heading: bool) -> PlanKind | None:
        """Return the kind of plan that a short heading names at its beginning, None otherwise."""
        if len(text) > _TITLE_CHARACTERS * 2 or text.endswith((",", ";")):
            return None
        first = _WORD.search(text[:40])
        found = self._plans.get(_fold_word(first[0])) if first else None
        if not found:
            return None
        folded = fold(text)
        words = folded.split()
        for phrase, kind in found:
            if len(words) <= _TITLE_WORDS + 6 and (folded == phrase or folded.startswith(phrase + " ")):
                short = len(words) <= len(phrase.split()) + 5
                if (heading or short) and _names_a_plan(text, len(phrase.split())):
                    return kind
        return None

    def _longest(self, text: str) -> tuple[list[_Entry], int] | None:
        head = text[:90]
        content: list[tuple[str, int]] = []
        end = 0
        for count, match in enumerate(_WORD.finditer(head)):
            if count == 7 or (count and head[end : match.start()].strip(" ") not in {"", "/", "-"}):
                break
            word, end = _fold_word(match[0]), match.end()
            if not count and word not in self._entries:
                return None
            if not count or word not in _LINKS:
                content.append((word, end))
        best: list[_Entry] = []
        size = 0
        for entry in self._entries[content[0][0]] if content else ():
            n = len(entry.words)
            if n < size:
                break
            if tuple(w for w, _end in content[:n]) == entry.words:
                best.append(entry)
                size = n
        return (best, content[size - 1][1]) if best else None


def _read_label(entries: list[_Entry], text: str, end: int, *, bullet: bool) -> Label | None:
    levels = _unique([e.level for e in entries])
    words, plural = text[:end], any(e.plural for e in entries)
    after = _AFTER.match(text, end)
    assert after is not None, "the pattern matches any text"
    code, rest = after["code"], after["rest"].strip()
    code = _ORDINALS.get(code, code) if code else None
    if not rest:
        return Label(levels, words, "", code, plural, separated=bool(after["sep"]))
    if after["sep"] or (code and (is_capitals(words) or not rest[:1].islower())):
        return Label(levels, words, rest, code, plural, separated=True)
    if code:
        return None
    return _unseparated(levels, words, rest, text, plural=plural, bullet=bullet)


def _unseparated(
    levels: tuple[Level, ...], words: str, rest: str, text: str, *, plural: bool, bullet: bool
) -> Label | None:
    """Return the label of a text without number or separator behind the label, where case and length speak for one."""
    count = len(rest.split())
    top = any(level.role is Role.AXIS for level in levels)
    if top and count < _SHORT and (bullet or is_capitals(text)) and not plural:
        return Label(levels, words, text.rstrip("."), None, plural, kept=True)
    quoted = _QUOTED.fullmatch(rest)
    if quoted and not bullet:
        return Label(levels, words, quoted["text"], None, plural, tail=rest[: quoted.start("text")])
    if count > _SHORT or rest.rstrip().endswith((".", ",", ";")):
        return None
    if _is_tail(rest) or (is_capitals(text) and not bullet):
        return Label(levels, words, "", None, plural, tail=rest.rstrip(" :"))
    return None


def _is_tail(rest: str) -> bool:
    """Tell whether the words behind a label only qualify it: acronyms, years, «de la política»."""
    bare = _YEARS.sub(" ", rest).rstrip(": ")
    words = [w for w in re.split(r"[\s()]+", bare) if w]
    if rest.rstrip().endswith(":") and len(words) <= 5:
        return True
    return all(_ACRONYM.fullmatch(w) or fold(w) in _LINKS for w in words)


def _is_heading_tail(text: str, used: int) -> bool:
    words = text.rstrip(":").split()
    return not text.rstrip().endswith(".") and (is_capitals(text) or len(words) - used <= 3)


def _names_a_plan(text: str, used: int) -> bool:
    """Tell whether a plan's name is used as a title: no verb phrase goes on in small letters behind it."""
    rest = text.split()[used:]
    small = [
        w for w in rest if w[:1].islower() and fold(w) not in _LINKS and fold(w) not in {"y", "para", "con", "en", "e"}
    ]
    return (not small and not text.rstrip().endswith(".")) or is_capitals(text)


def _content_words(label: str) -> tuple[str, ...]:
    words = fold(label).split()
    return tuple(w for i, w in enumerate(words) if i == 0 or w not in _LINKS)


def _unique(levels: list[Level]) -> tuple[Level, ...]:
    return tuple({level.key: level for level in levels}.values())


def _phrases(pairs: Iterable[tuple[T, str]]) -> dict[str, list[tuple[str, T]]]:
    """Return folded phrases with what they stand for, the longest first, by their first word and first letter."""
    folded = {fold(phrase): value for value, phrase in pairs if fold(phrase)}
    found: dict[str, list[tuple[str, T]]] = defaultdict(list)
    for phrase, value in sorted(folded.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        found[phrase.partition(" ")[0]].append((phrase, value))
        if len(phrase.partition(" ")[0]) > 1:
            found[phrase[0]].append((phrase, value))
    return dict(found)
