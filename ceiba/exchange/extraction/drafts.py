"""What the stages of the reading hand to one another: things half read, still open to correction."""

from dataclasses import dataclass, field
from decimal import Decimal

from ceiba.exchange.extraction.changes import IndicatorReading
from ceiba.kernel.methodology import Level, PlanKind
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, StatementKind
from ceiba.kernel.states import Absent


@dataclass(slots=True, eq=False)
class PlanDraft:
    """A plan met in the document: its kind, the heading that opened it and the period that the heading prints."""

    kind: PlanKind
    title: str
    line: int
    period: Period | None = None
    named: bool = True
    used: bool = False  # something was read into it


@dataclass(slots=True, eq=False)
class ElementDraft:
    """An element as read. ``lines`` are those of its fragments, in the order of the sentence."""

    level: Level
    text: str
    lines: list[int]
    plan: PlanDraft
    code: str | None = None
    parent: "ElementDraft | None" = None
    confidence: float = 0.9
    period: Period | None = None
    alignments: list[Alignment] = field(default_factory=list)
    unit: str | None = None
    labelled: bool = False  # a label printed its code
    word: str = ""  # the first word of its label
    whole: str = ""  # the text with the values printed behind it, where those were cut off

    @property
    def printed(self) -> str:
        """Return the whole text as printed, values included."""
        return self.whole or self.text

    @property
    def line(self) -> int:
        """Return the line in which its sentence begins."""
        return self.lines[0]


@dataclass(slots=True, eq=False)
class IndicatorDraft:
    """An indicator as read, under the element that it measures, None where it stands under none.

    ``yearly`` are the targets of single years; ``period`` the years that the final target spans, where there are such.
    ``details`` holds formula, denominator … as a sheet prints them; ``missing_baseline`` says why there is none.
    """

    reading: IndicatorReading
    element: ElementDraft | None
    line: int
    plan: PlanDraft
    unit: str | None = None
    lines: tuple[int, ...] = ()
    target_text: str | None = None
    details: dict[str, str] = field(default_factory=dict)  # formula, verification, denominator … as printed
    yearly: tuple[tuple[int, Decimal], ...] = ()  # targets of single years
    period: Period | None = None  # of the final target, where it is no single year
    missing_baseline: Absent | None = None  # why the document prints no baseline


@dataclass(slots=True, eq=False)
class StatementDraft:
    """A mission, vision, problem … as read."""

    kind: StatementKind
    text: str
    lines: list[int]
    plan: PlanDraft
    confidence: float = 0.9


@dataclass(slots=True, eq=False)
class StakeholderDraft:
    """A row of a table of stakeholders."""

    fields: dict[str, str]
    line: int
    quote: str
    plan: PlanDraft


@dataclass(slots=True, eq=False)
class MoneyRow:
    """A row of a table of money: texts and amounts by field."""

    row: str
    fields: dict[str, str]
    amounts: dict[str, Decimal]
    line: int
    quote: str
    confidence: float = 0.95
    period: Period | None = None


@dataclass(slots=True, eq=False)
class TotalRow:
    """A printed sum of one column, its addends above and those of the whole table."""

    label: str
    column: str
    stated: Decimal
    addends: tuple[Decimal, ...]
    all_addends: tuple[Decimal, ...]
    line: int
    quote: str


@dataclass(slots=True, eq=False)
class UnitDraft:
    """An organisational unit as named in a matrix; ``lines`` are those of its name."""

    name: str
    code: str | None
    lines: tuple[int, ...]
    quote: str
    confidence: float
