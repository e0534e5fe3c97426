"""Which methodology a text speaks: words of evidence, with a margin, otherwise the one that fits everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold

_SAMPLE = 300_000  # folded characters that are asked
_ENOUGH = 2
_MARGIN = 1.25
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The methodology chosen, the words that spoke for it, and whether another came near."""

    methodology: Methodology
    evidence: tuple[str, ...]
    rivals: tuple[Methodology, ...] = ()


def choose(lines: Sequence[TextLine], methodologies: Sequence[Methodology]) -> Choice:
    """Return the methodology whose evidence the text holds most of, by at least a quarter more than the next.

    One without country is the ground that is left when nothing speaks clearly for another.
    """
    text = f" {fold(' '.join(line.text for line in lines)[:_SAMPLE])} "
    printed = frozenset(text.split())
    scored = sorted(
        ((*_score(text, printed, m), m) for m in methodologies if m.country), key=lambda s: (-s[0], s[2].reference)
    )
    general = next((m for m in methodologies if not m.country), None)
    if not scored or (general is not None and scored[0][0] < _ENOUGH):
        return Choice(general or methodologies[0], ())
    best, second = scored[0], scored[1] if len(scored) > 1 else None
    rivals = (second[2],) if second and best[0] < second[0] * _MARGIN else ()
    return Choice(best[2], best[1], rivals)


def _score(text: str, printed: frozenset[str], methodology: Methodology) -> tuple[float, tuple[str, ...]]:
    """Return how much evidence a text holds: each word once, and a little for each time that it comes back.

    ``printed`` are the single words of the text: evidence that has others is not sought in the whole of it.
    """
    found = []
    score = 0.0
    for word in dict.fromkeys(fold(w) for w in methodology.vocabulary.evidence):
        times = text.count(f" {word} ") if printed.issuperset(word.split()) else 0
        if times:
            found.append(word)
            score += 1 + 0.1 * (min(times, _REPEATS) - 1)
    return score, tuple(found)
