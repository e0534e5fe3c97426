"""The grammar of headings: labels of levels, statements and plans, with number, separator, tail and case."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from ceiba.exchange.extraction import label_forms
from ceiba.exchange.extraction.labels import Label, LabelBook, is_capitals
from ceiba.exchange.extraction.prefixes import Prefixes
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.verbs import is_infinitive
from ceiba.kernel.methodology import Level, Methodology, PlanKind
from ceiba.kernel.plan import StatementKind
from ceiba.kernel.text import fold

__all__ = ["Grammar", "Label", "is_capitals", "is_infinitive"]

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_fold_word = lru_cache(maxsize=1 << 16)(fold)
_LINKS = frozenset(("de", "del", "la", "las", "los", "el"))
_HEAD_END = re.compile(r":|\.\s+(?=[A-ZÁÉÍÓÚÑ“\"«])|\s[-–—]+\s")
_LONGEST_HEAD = 60
_SENTENCE = re.compile(
    r"(?:la|nuestra|su|como|nuestro)\s+(?P<word>[^\W\d_]+)"
    r"(?:\s+(?P<whose>[^.:,]{1,60}?))?\s+(?:es|será|consiste en)\s*:?\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCES = frozenset({StatementKind.MISSION, StatementKind.VISION})
_TITLE_WORDS = 16
_SHORT = 10
_TITLE_CHARACTERS = 120
_LONGEST_ANNOUNCEMENT = 600


class Grammar:
    """The headings of one methodology, prepared for many texts."""

    def __init__(self, methodology: Methodology) -> None:
        self._book = prepared(_label_book, methodology)
        self._labelled = lru_cache(maxsize=1 << 13)(self._book.read)  # several stages ask for the label of one line
        self._prefixes = Prefixes(methodology.levels)
        self._statements = _phrases(
            (StatementKind(kind), heading)
            for kind, headings in methodology.vocabulary.statements.items()
            for heading in headings
        )
        self._skipped = frozenset(fold(heading) for heading in methodology.vocabulary.skipped)
        self._skipped_by_word: dict[str, list[str]] = defaultdict(list)
        for phrase in self._skipped:
            self._skipped_by_word[phrase.partition(" ")[0]].append(phrase)
        named = (*methodology.vocabulary.institution_words, *methodology.vocabulary.statements.get("mission", ()))
        self._speakers = frozenset(word for name in named for word in fold(name).split()) - _LINKS
        self._chapters = frozenset(fold(chapter) for chapter in methodology.vocabulary.chapters)
        self._structured = tuple(fold(stem) for stem in methodology.vocabulary.structured)
        self._plans = _phrases((kind, name) for kind in methodology.plan_kinds for name in (kind.label, *kind.names))
        self._frameworks = tuple(
            fold(name) for f in methodology.frameworks for name in (f.label, *f.names) if len(fold(name).split()) > 1
        )

    def label(self, text: str, *, bullet: bool = False, coded: bool = False) -> Label | None:
        """Return the label that a text begins with, or None. Only texts that begin with a capital have labels."""
        if (other := label_forms.usual(text)) is not None:
            label = self._labelled(other, bullet=bullet, coded=coded)
            if label is not None and label.code and label.rest and label.separated:
                return label
        if not text[:1].isupper() and not text[:1].isdigit():
            return None
        label = self._labelled(text, bullet=bullet, coded=coded) or self._prefixes.read(text)
        told = label is not None and bool(label.rest) and label.separated and text[len(label.words) :][:1] == ":"
        if label is not None and not told and self._frameworks and fold(text[:120]).startswith(self._frameworks):
            return None
        return label

    def learn(self, texts: Iterable[str]) -> None:
        """Learn what the document's own codes («E1», «O1.1», «E1.1.1») stand for."""
        texts = [text for text in texts if text]
        self._book.learn(texts)
        self._prefixes.learn(text for text in texts if self._labelled(text[:200], bullet=False, coded=False) is None)

    def statement(self, text: str) -> tuple[StatementKind, str] | None:
        """Return the kind of statement that a heading opens, and the text that stands in the same line."""
        if (sentence := self._stated(text)) is not None:
            return sentence
        head, rest = _split(text)
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

    def _stated(self, text: str) -> tuple[StatementKind, str] | None:
        """Return the mission or vision that a sentence states as such («Nuestra misión es …»)."""
        match = _SENTENCE.match(text)
        if match is None:
            return None
        whose = [word for word in fold(match["whose"] or "").split() if word not in _LINKS]
        if whose and not any(word in self._speakers or word.isdigit() for word in whose):
            return None
        kinds = [
            kind for phrase, kind in self._statements.get(fold(match["word"]), ()) if phrase == fold(match["word"])
        ]
        return (kinds[0], match["rest"]) if kinds and kinds[0] in _SENTENCES else None

    def _misspelt(self, folded: str) -> tuple[StatementKind, str] | None:
        """Return the statement that a short heading means although a letter of it is wrong."""
        for phrase, kind in self._statements.get(folded[:1], ()):
            if abs(len(phrase) - len(folded)) < 3 and len(phrase) > 5 and fuzz.ratio(folded, phrase) >= 90:
                return kind, ""
        return None

    def is_skipped(self, text: str, *, exact: bool = False, headed: bool = False) -> bool:
        """Tell whether a short text is a heading under which nothing is an element.

        One in capitals, or ``headed`` by its style, may say more than the vocabulary does, unless it must be ``exact``.
        """
        if len(text) > _TITLE_CHARACTERS:
            return False
        folded = fold(text)
        if folded in self._skipped or exact:
            return folded in self._skipped
        return (
            (headed or is_capitals(text))
            and len(folded.split()) <= _SHORT
            and any(
                folded.startswith(phrase + " ") for phrase in self._skipped_by_word.get(folded.partition(" ")[0], ())
            )
        )

    def is_chapter(self, text: str) -> bool:
        """Tell whether a heading opens a chapter that holds the plan itself."""
        folded = fold(text)
        return folded in self._chapters or any(
            folded.startswith(f"{chapter} ") and len(folded.split()) - len(chapter.split()) < 4
            for chapter in self._chapters
        )

    def announced(self, text: str) -> tuple[Level, ...]:
        """Return the levels that a sentence announces as the plan's outline, from the highest on; () for none."""
        if not self._structured or len(text) > _LONGEST_ANNOUNCEMENT:
            return ()
        words = fold(text).split()
        verb = next((i for i, word in enumerate(words) if word.startswith(self._structured)), None)
        return self._book.chain(words[verb + 1 :]) if verb is not None else ()

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


def _split(text: str) -> tuple[str, str]:
    """Return what a heading says before its colon, full stop or dash, and what stands behind it."""
    match = _HEAD_END.search(text[:_LONGEST_HEAD])
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _label_book(methodology: Methodology) -> LabelBook:
    return LabelBook(methodology.levels, methodology.vocabulary.unit_words)


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


def _phrases(pairs: Iterable[tuple[T, str]]) -> dict[str, list[tuple[str, T]]]:
    """Return folded phrases with what they stand for, the longest first, by their first word and first letter."""
    folded = {fold(phrase): value for value, phrase in pairs if fold(phrase)}
    found: dict[str, list[tuple[str, T]]] = defaultdict(list)
    for phrase, value in sorted(folded.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        found[phrase.partition(" ")[0]].append((phrase, value))
        if len(phrase.partition(" ")[0]) > 1:
            found[phrase[0]].append((phrase, value))
    return dict(found)
