"""Indicators: those that promises state in their sentences, and those that labels announce."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.changes import read_promise
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft
from ceiba.kernel.methodology import Methodology

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\.?\s*")
_LEAST = 12  # characters of a promise before the values printed behind it
_KINDS = frozenset({"result", "product"})


class Values:
    """Parts a promise from the values that lists print behind it («… Línea base 0. Meta: 2 proyectos»)."""

    def __init__(self, baseline_labels: Sequence[str], target_labels: Sequence[str]) -> None:
        bases, targets = (
            "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
            for words in (baseline_labels, target_labels)
        )
        self._pattern = re.compile(rf"[\s(]+(?:(?:{bases})\b|(?<=[.;:]\s)(?:{targets})\s*[:.]?\s*\d)", re.IGNORECASE)

        self._begins = re.compile(rf"(?:{bases})\b\s*:?\s*[\do]", re.IGNORECASE)

    def begins(self, text: str) -> bool:
        """Tell whether a text is nothing but the values of the promise before it."""
        return self._begins.match(text) is not None

    def part(self, text: str) -> str:
        """Return the promise without the values behind it; the text itself where none stand there."""
        match = self._pattern.search(text, _LEAST)
        if match is None or ("(" in match[0] and _IN_BRACKETS.fullmatch(text, match.start())):
            return text  # a baseline in brackets is part of the sentence
        return text[: match.start()].rstrip(" -–:(")


def of_elements(
    elements: Sequence[ElementDraft], methodology: Methodology, separator: str, known: Sequence[IndicatorDraft]
) -> list[IndicatorDraft]:
    """Return the indicators that the sentences of results and products state with their numbers.

    An element that labels or columns already gave an indicator keeps that one.
    """
    measured = {id(i.element) for i in known if i.element is not None}
    found = []
    for draft in elements:
        if draft.level.kind not in _KINDS or id(draft) in measured or not any(c.isdigit() for c in draft.printed):
            continue
        readings = read_promise(draft.printed, methodology.vocabulary, methodology.measure_units, separator, None)
        found += [IndicatorDraft(r, draft, draft.line, draft.plan, lines=tuple(draft.lines)) for r in readings]
    return found
