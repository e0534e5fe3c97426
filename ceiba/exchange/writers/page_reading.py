"""How the document was read: how sure the reader is, what it asks, and what it could not use."""

from dataclasses import dataclass

from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.subjects import Subjects, anchor, name_of

SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was read with little confidence: its text, where it is shown, and where it stands."""

    text: str
    anchor: str
    place: str
    confidence: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that the reader asks instead of guessing."""

    text: str
    place: str | None
    options: tuple[str, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """How the reading went: how many things were read surely, likely and doubtfully; none where nothing was read."""

    things: int
    sure: int
    likely: int
    doubts: tuple[Doubt, ...]
    questions: tuple[QuestionView, ...]
    problems: tuple[tuple[str, str | None], ...]


def reading(proposal: Proposal, figures: Figures, subjects: Subjects) -> ReadingView:
    """Return how the reading went; the bounds are 0.9 for sure and 0.6 for likely."""
    sources = [s for s in proposal.snapshot.sources if not s.field]
    doubtful = [s for s in sources if s.confidence < LIKELY]
    doubts = []
    for source in sorted(doubtful, key=lambda s: s.confidence):
        thing = subjects.thing(source.subject)
        words = name_of(thing) if thing else source.quote
        confidence = figures.number(figures.fixed(source.confidence))
        doubts.append(Doubt(words, anchor(source.subject), str(source.place), confidence))
    sure = sum(s.confidence >= SURE for s in sources)
    return ReadingView(
        things=len(sources),
        sure=sure,
        likely=len(sources) - sure - len(doubtful),
        doubts=tuple(doubts),
        questions=tuple(
            QuestionView(
                figures.translate(question.text),
                str(question.place) if question.place.line else None,
                question.options,
                anchor(question.subject) if question.subject else None,
            )
            for question in proposal.questions
        ),
        problems=tuple((figures.translate(p.text), str(p.place) if p.place.line else None) for p in proposal.problems),
    )
