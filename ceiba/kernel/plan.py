"""Plans: what an institution promises, in the order and words of its methodology."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period


class StatementKind(StrEnum):
    """What a plan says about itself besides its elements."""

    MISSION = "mission"
    VISION = "vision"
    VALUES = "values"
    PROBLEM = "problem"
    POTENTIALITY = "potentiality"
    LEGAL_FRAME = "legal_frame"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a plan: a mission, a problem, a paragraph of the legal frame."""

    id: str
    kind: StatementKind
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A norm that the plan cites: kind («decreto»), number («27-2003») and the title that the plan gives it."""

    id: str
    norm: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Somebody with influence on the plan; the grades are words of the document («Alto», «Medio», «Bajo»)."""

    id: str
    name: str
    role: str | None = None
    decision_influence: str | None = None
    implementation_influence: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """An element serves goals of a framework: codes as printed, and the share it contributes where stated (0–1)."""

    framework: str
    codes: tuple[str, ...]
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One promise of a plan at a level of the methodology.

    ``parent`` is the element it hangs from, None at the root. ``period`` is given where it differs from the plan's.
    ``withdrawn`` elements stay in the history and count in nothing.
    """

    id: str
    level: str
    text: str
    code: str | None = None
    parent: str | None = None
    unit: str | None = None
    period: Period | None = None
    weight: Decimal | None = None
    alignments: tuple[Alignment, ...] = ()
    withdrawn: bool = False


class LinkKind(StrEnum):
    """What a link beside the tree says of its two ends."""

    CONTRIBUTES = "contributes"  # an output of one plan to an outcome of another
    REPEATS = "repeats"  # the same promise, carried into another plan
    EXECUTES = "executes"  # an activity through a project


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link between two things of a snapshot, given by address; ``share`` where the contribution is stated."""

    kind: LinkKind
    origin: str
    destination: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of one kind (a key of the methodology) and one period, with everything that it carries.

    Elements stand in document order, parents before children. ``parent`` is the plan that this one develops.
    """

    id: str
    kind: str
    title: str
    period: Period | None = None
    parent: str | None = None
    version: str = "1"
    elements: tuple[Element, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    statements: tuple[Statement, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    citations: tuple[Citation, ...] = ()
