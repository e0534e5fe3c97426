"""Which promise or project a budget line may be for, from its words and its code, each suggestion with its reason.

A suggestion is only ever offered: somebody accepts it. Words are compared without accents, plurals and small words.
Cost grows linearly: a line meets only what shares one of its rarest words, a fixed number of things at most.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from ceiba.exchange.stems import stem, stems
from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _, fold

MOST = 3  # suggestions to one line
COMPARED = 8  # things whose whole text is compared with one line
_RARE_WORDS, _POSTINGS = (
    6,
    60,
)  # words of a line that are looked up, and things with a word beyond which it tells little
_ENOUGH = 60  # of a hundred, from which a likeness is worth showing
_BY_CODE, _BY_NAME = 99, 95
_PARTED = re.compile(r"[^0-9A-Za-z]+")
_LONG_CODE = 4  # digits from which a code of one part is no accident


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Something that money can be for: its address, what it says, its code."""

    subject: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LinkSuggestion:
    """A line may serve the thing at an address; ``score`` (of a hundred) orders suggestions, ``reason`` says why."""

    line: str
    subject: str
    score: int
    reason: str


def targets_of(snapshot: Snapshot) -> tuple[LinkTarget, ...]:
    """Return what money can be for: the elements that stand, and the projects."""
    elements = (LinkTarget(address("element", e.id), e.text, e.code or "") for e in snapshot.elements)
    projects = (LinkTarget(address("project", p.id), p.name, p.code or "") for p in snapshot.projects)
    return (*elements, *projects)


def suggested(
    lines: Sequence[BudgetLine], targets: Iterable[LinkTarget], asked: Sequence[BudgetLine] | None = None
) -> Mapping[str, tuple[LinkSuggestion, ...]]:
    """Return what each line may serve and does not yet, the likeliest first; lines without suggestion are left out.

    With ``asked`` only of those lines, while what all ``lines`` serve is still learnt from.
    """
    known = _Targets(tuple(targets), _namesakes(lines))
    found = {}
    for line in lines if asked is None else asked:
        best = known.of(line)
        if best:
            found[line.id] = best
    return found


def _namesakes(lines: Iterable[BudgetLine]) -> dict[str, Counter[str]]:
    """Return what lines of each name serve already, and how many of them."""
    served: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.name and line.serves:
            served[fold(line.name)].update({share.subject for share in line.serves})
    return served


@dataclass(frozen=True)
class _Targets:
    """What money can be for, by word and by code; ``namesakes`` are what lines of a name serve."""

    targets: tuple[LinkTarget, ...]
    namesakes: Mapping[str, Counter[str]]

    def of(self, line: BudgetLine) -> tuple[LinkSuggestion, ...]:
        """Return the best suggestions to a line, one for each thing."""
        serving = {share.subject for share in line.serves}
        best: dict[str, LinkSuggestion] = {}
        for found in (*self._coded(line), *self._named(line), *self._worded(line)):
            if found.subject not in serving:
                best.setdefault(found.subject, found)
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.subject))[:MOST])

    def _coded(self, line: BudgetLine) -> Iterator[LinkSuggestion]:
        """Yield the things whose code stands whole in the line's classifier or name."""
        for text in (line.classifier, line.name):
            for code in _runs(text):
                for target in self._codes.get(code, ())[:MOST]:
                    reason = _("El código %(code)s está en el renglón.") % {"code": target.code}
                    yield LinkSuggestion(line.id, target.subject, _BY_CODE, reason)

    def _named(self, line: BudgetLine) -> Iterator[LinkSuggestion]:
        """Yield what other lines of the same name serve."""
        for subject, count in self.namesakes.get(fold(line.name), Counter[str]()).most_common(MOST + 1):
            if subject in self._subjects:
                reason = _("Renglones con este nombre que ya le sirven: %(count)s.") % {"count": count}
                yield LinkSuggestion(line.id, subject, _BY_NAME, reason)

    def _worded(self, line: BudgetLine) -> Iterator[LinkSuggestion]:
        """Yield the things whose words are like those of the line."""
        asked = tuple(dict.fromkeys(stems(line.name)))
        whole = sum(map(self._weight, asked))
        rare = sorted((one for one in asked if one in self._postings), key=self._weight, reverse=True)[:_RARE_WORDS]
        met: Counter[int] = Counter()
        for one in rare:
            places = self._postings[one]
            if len(places) <= _POSTINGS:
                met.update(places)
        for place, _count in met.most_common(COMPARED):
            shared = [one for one in asked if one in self._words[place]]
            if len(shared) < min(2, len(asked)):
                continue
            covered = 100 * sum(map(self._weight, shared)) / whole
            alike = fuzz.token_set_ratio(" ".join(asked), self._joined[place])
            score = int((covered + alike) / 2)
            if score >= _ENOUGH:
                yield LinkSuggestion(line.id, self.targets[place].subject, score, _reason(line.name, shared, score))

    def _weight(self, one: str) -> float:
        """Return how much a word tells: the fewer things have it, the more; one that none has as one that one has."""
        return log((len(self.targets) + 1) / max(1, len(self._postings.get(one, ())))) + 0.1

    @cached_property
    def _words(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(stems(target.text)) for target in self.targets)

    @cached_property
    def _joined(self) -> tuple[str, ...]:
        return tuple(" ".join(stems(target.text)) for target in self.targets)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        grouped: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for one in words:
                grouped[one].append(place)
        return dict(grouped)

    @cached_property
    def _codes(self) -> dict[tuple[str, ...], list[LinkTarget]]:
        grouped: dict[tuple[str, ...], list[LinkTarget]] = defaultdict(list)
        for target in self.targets:
            parts = _parts(target.code)
            if len(parts) > 1 or (parts and _tells(parts[0])):
                grouped[parts].append(target)
        return dict(grouped)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(target.subject for target in self.targets)


def _parts(code: str) -> tuple[str, ...]:
    """Return the parts of a code without the zeros in front: «01.02-003» is 1, 2, 3."""
    return tuple(part.upper().lstrip("0") or "0" for part in _PARTED.split(code) if part)


def _tells(part: str) -> bool:
    return part.isdigit() and len(part) >= _LONG_CODE


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the codes that may stand in a text: its first parts, two or more, and each part that is long enough.

    A classifier opens with programme and project, so a code of several parts is only looked for where it begins.
    """
    parts = _parts(text)[:12]
    for end in range(2, len(parts) + 1):
        yield parts[:end]
    for part in parts:
        if _tells(part):
            yield (part,)


def _reason(name: str, shared: Sequence[str], score: int) -> str:
    """Return which words of a line's name the thing shares, as they are written."""
    written = {stem(fold(word)): word for word in reversed(re.findall(r"\w+", name))}
    words = ", ".join(f"«{written.get(one, one).lower()}»" for one in shared[:6])
    return _("Comparten %(words)s (parecido de %(score)s de cada 100).") % {"words": words, "score": score}
