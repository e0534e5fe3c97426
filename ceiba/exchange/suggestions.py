"""What somebody else would add to a reading: a claim only counts where its quote stands in the document.

Whoever suggests (a language model is one) is asked after the reading and can only add. A suggestion without its words
in the text is refused and counted, so that nothing invented reaches a plan; what stays is offered as a doubt.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from ceiba.exchange.document import Document, Line
from ceiba.exchange.proposal import Problem, Proposal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address
from ceiba.kernel.text import _, fold, squeeze

CONFIDENCE = 0.4  # of what was suggested: always a doubt
_MOST = 500  # suggestions to one document
_SHORTEST = 8  # characters of a quote; shorter ones stand everywhere
_PREFIX = "m"  # of the identifiers of what was suggested


class Unavailable(Exception):
    """Whoever suggests could not be asked; the message says in Spanish why."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that the reading may lack.

    ``quote`` are the words of the document, to the letter; ``text`` is what the element says and must stand inside the
    quote. ``level`` is the key of a level, or ``"indicator"``; ``parent`` repeats the text of what it hangs from.
    """

    level: str
    text: str
    quote: str
    parent: str = ""


class Suggester(Protocol):
    """Whoever suggests."""

    def suggest(self, document: Document, proposal: Proposal) -> Iterable[Suggestion]:
        """Yield suggestions to a reading; ``Unavailable`` where that is not possible."""
        ...


def completed(proposal: Proposal, document: Document, suggester: Suggester) -> Proposal:
    """Return the proposal with what was suggested and is proven by the text; what is known already is left out.

    Where nobody can be asked the proposal stays what it is, and says so.
    """
    try:
        suggested = list(suggester.suggest(document, proposal))[:_MOST]
    except Unavailable as problem:
        return replace(proposal, problems=(*proposal.problems, Problem(problem.args[0])))
    taken, refused = _Addition(proposal.snapshot, document.lines).take(suggested)
    if refused:
        message = _(
            "Se descartaron %(count)s sugerencias del modelo de lenguaje: lo que citan no está en el documento."
        )
        proposal = replace(proposal, problems=(*proposal.problems, Problem(message % {"count": refused})))
    return replace(proposal, snapshot=taken)


class _Text:
    """The running text of a document, in which a quote is looked for whatever its case, accents and line breaks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [line for line in lines if fold(line.text)]
        parts = [fold(line.text) + " " for line in self._lines]
        self._starts = list(accumulate(map(len, parts), initial=1))
        self._text = " " + "".join(parts)

    def find(self, quote: str) -> tuple[Line, Line] | None:
        """Return the first and the last line of a quote, None where the text does not hold it."""
        folded = fold(quote)
        place = self._text.find(f" {folded} ") if len(folded) >= _SHORTEST else -1
        if place < 0:
            return None
        first = bisect_right(self._starts, place + 1) - 1
        last = bisect_right(self._starts, place + len(folded)) - 1
        return self._lines[first], self._lines[last]


class _Addition:
    """Adds suggestions to a snapshot, one after another."""

    def __init__(self, snapshot: Snapshot, lines: Sequence[Line]) -> None:
        self._snapshot = snapshot
        self._text = _Text(lines)
        self._known = {fold(e.text) for e in snapshot.elements} | {
            fold(i.text) for p in snapshot.plans for i in p.indicators
        }
        self._named = {fold(e.text): e.id for plan in snapshot.plans[:1] for e in plan.elements}
        self._elements: list[Element] = []
        self._indicators: list[Indicator] = []
        self._sources: list[Source] = []

    def take(self, suggestions: Iterable[Suggestion]) -> tuple[Snapshot, int]:
        """Return the snapshot with what could be proven, and how many could not."""
        refused = sum(not self._add(suggestion) for suggestion in suggestions)
        if not self._sources:
            return self._snapshot, refused
        plans = self._snapshot.plans or (self._plan(),)
        first = replace(
            plans[0],
            elements=(*plans[0].elements, *self._elements),
            indicators=(*plans[0].indicators, *self._indicators),
        )
        sources = (*self._snapshot.sources, *self._sources)
        return replace(self._snapshot, plans=(first, *plans[1:]), sources=sources), refused

    def _plan(self) -> Plan:
        kind = self._snapshot.methodology.plan_kinds[0]
        return Plan(id=kind.key, kind=kind.key, title=kind.label)

    def _add(self, suggestion: Suggestion) -> bool:
        """Add one suggestion; return False where its words are not in the document."""
        found = self._text.find(suggestion.quote)
        text = squeeze(suggestion.text)
        level = self._snapshot.methodology.level(suggestion.level)
        if found is None or not fold(text) or f" {fold(text)} " not in f" {fold(suggestion.quote)} ":
            return False
        if fold(text) in self._known or (level is None and suggestion.level != "indicator"):
            return True
        self._known.add(fold(text))
        identifier, above = f"{_PREFIX}{len(self._sources) + 1}", self._named.get(fold(suggestion.parent))
        if level is None:
            self._indicators.append(Indicator(id=identifier, element=above, text=text))
        else:
            self._elements.append(Element(id=identifier, level=level.key, text=text, parent=above))
            self._named.setdefault(fold(text), identifier)
        first, last = found
        place = Place(first.number, last.number if last.number > first.number else None, first.page)
        noun = "indicator" if level is None else "element"
        self._sources.append(Source(address(noun, identifier), "", place, squeeze(suggestion.quote), CONFIDENCE))
        return True
