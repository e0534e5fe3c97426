"""Search over what a snapshot says: without accents or plurals, ranked, with the words that were met.

The index is made once for each snapshot; both databases give the same answers, for none is asked.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process

from ceiba.audits.kept import kept
from ceiba.exchange.stems import sound, stem, stems
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _, fold

NOUNS = {
    "element": _("Elementos del plan"),
    "indicator": _("Indicadores"),
    "project": _("Proyectos"),
    "statement": _("Declaraciones"),
    "unit": _("Unidades"),
    "place": _("Lugares"),
    "goal": _("Objetivos de otras agendas"),
}
SINGULAR = {
    "element": "",
    "indicator": _("Indicador de"),
    "project": _("Proyecto"),
    "statement": _("Declaración"),
    "unit": _("Unidad"),
    "place": _("Lugar"),
    "goal": _("Objetivo de otra agenda"),
}
_WORD = re.compile(r"\w+")
_EXACT, _BEGINNING, _TOGETHER, _BY_CODE = 3, 2, 2, 100
_ALIKE = 75  # percent of agreement from which another word is suggested


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found: its address, text, code, and what it is («Objetivo», «mission»)."""

    noun: str
    subject: str
    text: str
    code: str | None
    about: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its text in pieces, each told whether it was looked for."""

    entry: Entry
    score: int
    pieces: tuple[tuple[str, bool], ...]

    @property
    def key(self) -> str:
        """Return the identifier of the thing within its noun."""
        return self.entry.subject.partition("/")[2]

    @property
    def noun(self) -> str:
        """Return what sort of thing it is, to be said; blank where its level says more."""
        return SINGULAR[self.entry.noun]


@dataclass(frozen=True)
class Found:
    """What a search gave, best first. ``partly`` tells that nothing has all the words, and these have some of them."""

    hits: tuple[Hit, ...] = ()
    partly: bool = False
    suggestion: str = ""

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Hit, ...]], ...]:
        """Return noun, title and hits of every noun that was found, in a fixed order."""
        grouped: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            grouped[hit.entry.noun].append(hit)
        return tuple((noun, title, tuple(grouped[noun])) for noun, title in NOUNS.items() if noun in grouped)


@dataclass(frozen=True, eq=False)
class Index:
    """The words of one snapshot, by stem."""

    entries: tuple[Entry, ...]
    postings: dict[str, list[int]] = field(default_factory=dict)

    def find(self, query: str, noun: str = "") -> Found:
        """Return what a query finds, of one noun or of all; nothing for a query without a word."""
        asked = stems(query)
        if not asked:
            return Found()
        coded = self._coded(query)
        met = [self._meeting(one) for one in asked]
        whole = set.intersection(*(set(scores) for scores in met))
        some = set().union(*met) if not whole and not coded else set()
        scores = dict.fromkeys(coded, _BY_CODE)
        for place in whole or some:
            scores[place] = scores.get(place, 0) + self._score(place, asked, met)
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        hits = tuple(
            Hit(self.entries[place], scores[place], pieces(self.entries[place].text, asked))
            for place in ranked
            if noun in ("", self.entries[place].noun)
        )
        return Found(hits, partly=bool(some), suggestion="" if whole or coded else self._suggestion(query))

    def _meeting(self, asked: str) -> dict[int, int]:
        """Return the entries that have a word with this beginning, and how well each meets it."""
        scores: dict[int, int] = {}
        start = bisect_left(self._vocabulary, asked)
        for known in self._vocabulary[start:]:
            if not known.startswith(asked):
                break
            worth = _EXACT if known == asked else _BEGINNING
            for place in self.postings[known]:
                scores[place] = max(scores.get(place, 0), worth)
        return scores

    def _score(self, place: int, asked: tuple[str, ...], met: list[dict[int, int]]) -> int:
        entry = self.entries[place]
        score = 10 * sum(scores.get(place, 0) for scores in met)
        if len(asked) > 1 and " ".join(asked) in " ".join(entry.stems):
            score += 10 * _TOGETHER
        # Of two texts with the same words the shorter one is more about them.
        return score + max(0, 9 - len(entry.stems) // 6)

    def _coded(self, query: str) -> list[int]:
        code = query.strip().casefold()
        return self._codes.get(code, [])

    def _suggestion(self, query: str) -> str:
        """Return the query with every unknown word replaced by the most alike that is known; blank where none is."""
        mended = [self._most_alike(word) for word in fold(query).split()]
        return " ".join(mended) if all(mended) and " ".join(mended) != fold(query) else ""

    def _most_alike(self, word: str) -> str:
        if self._meeting(stem(word)):
            return word
        if alike := self._sounding.get(sound(stem(word))):
            return self._spelled[alike]
        best = process.extractOne(stem(word), self._vocabulary, score_cutoff=_ALIKE)
        return self._spelled[best[0]] if best else ""

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self.postings)

    @cached_property
    def _sounding(self) -> dict[str, str]:
        """Return one stem for each way of sounding."""
        return {sound(one): one for one in reversed(self._vocabulary)}

    @cached_property
    def _codes(self) -> dict[str, list[int]]:
        grouped: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            if entry.code:
                grouped[entry.code.casefold()].append(place)
        return dict(grouped)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """Return one whole word for each stem."""
        return {stem(word): word for entry in self.entries for word in fold(entry.text).split()}


def pieces(text: str, asked: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Return a text in pieces, each told whether it is a word that was looked for; joined they give the text.

    >>> pieces("Más agua.", ("agua",))
    (('Más ', False), ('agua', True), ('.', False))
    """
    found: list[tuple[str, bool]] = []
    end = 0
    for word in _WORD.finditer(text):
        if stem(fold(word[0])).startswith(asked):
            found += [(text[end : word.start()], False), (word[0], True)]
            end = word.end()
    found.append((text[end:], False))
    return tuple(piece for piece in found if piece[0])


def index(snapshot: Snapshot) -> Index:
    """Return the index of a snapshot."""
    return kept(snapshot, "search", lambda here: indexed(entries(here)))


def indexed(entries: Iterable[Entry]) -> Index:
    """Return the index of some things."""
    entries = tuple(entries)
    postings: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for one in set(entry.stems):
            postings[one].append(place)
    return Index(entries, dict(postings))


def entries(snapshot: Snapshot) -> Iterator[Entry]:
    """Yield what can be found in a snapshot."""
    for element in snapshot.elements:
        level = snapshot.level(element)
        term = level.term if level else element.level
        about = f"{term[:1].upper()}{term[1:]} · {snapshot.plan_of(element).title}"
        yield entry("element", element.id, element.text, element.code, about)
    for indicator in snapshot.indicators:
        holder = snapshot.element(indicator.element)
        yield entry("indicator", indicator.id, indicator.text, None, holder.text if holder else "")
    for project in snapshot.projects:
        yield entry("project", project.id, project.name, project.code, project.place or "")
    for plan in snapshot.plans:
        for statement in plan.statements:
            yield entry("statement", statement.id, statement.text, None, plan.title)
    for unit in snapshot.units:
        yield entry("unit", unit.id, unit.name, unit.code, "")


def entry(noun: str, identifier: str, text: str, code: str | None, about: str) -> Entry:
    """Return a thing that can be found by the words of its text, or by its code."""
    return Entry(noun, address(noun, identifier), text, code, about, stems(text))
