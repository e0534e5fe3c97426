"""A proposal: what a reader understood of a document, every field with its place, for a person to accept or correct."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Question:
    """Something the reader could not decide, asked instead of guessed. ``options`` are the answers it would accept."""

    text: str
    place: Place
    subject: str | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the file itself, in the user's words: what happened, where, and how to mend it."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class UnmappedTable:
    """A table that seems to hold a part of the plan, but whose columns nobody knows yet: a person may map them.

    ``rows`` are its first rows below the header, at most five; ``row_count`` counts all of them.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """One field of one thing as read: the value stands at a place, in these words, with this confidence (0–1)."""

    subject: str
    field: str
    value: object
    place: Place
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """The snapshot that the document would become, with questions and problems.

    The claims are not kept twice: they are the sources of the snapshot beside the fields that they speak of. ``places``
    tells by address where each thing stands in a plan that was written by hand, and so has no sources. ``unmapped`` are
    the tables that were left out because their columns are not known.
    """

    document: str
    snapshot: Snapshot
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    unmapped: tuple[UnmappedTable, ...] = ()

    def claims(self) -> Iterator[Claim]:
        """Yield one claim for each source, in the order of the document."""
        things = dict(_things(self.snapshot))
        for source in sorted(self.snapshot.sources, key=lambda s: (s.place.line or 0, s.subject, s.field)):
            yield _claim(source, things.get(source.subject))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of a plan was found."""
        return not any(True for _ in _things(self.snapshot))


def _claim(source: Source, thing: object) -> Claim:
    value = getattr(thing, source.field, thing) if source.field else thing
    return Claim(source.subject, source.field, value, source.place, source.quote, source.confidence)


def _things(snapshot: Snapshot) -> Iterator[tuple[str, object]]:
    for plan in snapshot.plans:
        yield from _things_of(plan)
    groups = (("unit", snapshot.units), ("funding", snapshot.funding), ("total", snapshot.totals))
    for noun, group in (*groups, ("project", snapshot.projects), ("budget_line", snapshot.budget_lines)):
        for thing in group:
            yield f"{noun}/{thing.id}", thing


def _things_of(plan: Plan) -> Iterator[tuple[str, object]]:
    groups = (
        ("element", plan.elements),
        ("indicator", plan.indicators),
        ("statement", plan.statements),
        ("stakeholder", plan.stakeholders),
        ("citation", plan.citations),
    )
    for noun, group in groups:
        for thing in group:
            yield f"{noun}/{thing.id}", thing
