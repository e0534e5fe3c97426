"""How a country writes the key of a budget line: its parts, their digits, and what their codes are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ceiba.kernel.budget import Nature, Stage
from ceiba.kernel.law import LegalSource


class ClassifierUse(StrEnum):
    """What a classifier tells apart."""

    EXPENDITURE = "expenditure"
    INCOME = "income"
    SOURCE = "source"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class ClassifierCode:
    """A code of a segment, or the beginning of several («0» for the group 011, 021 …), and its name.

    ``nature`` tells what a line with it spends for; ``carried_over`` that its money was left over from earlier years.
    """

    code: str
    label: str
    nature: Nature | None = None
    carried_over: bool = False
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a key: so many digits, with the codes that are known; not every code has to be.

    ``column_type`` is the meaning of its codes in the taxonomy of the Fiscal Data Package
    («activity:generic:program:code»), blank where none fits.
    """

    key: str
    label: str
    digits: int
    codes: tuple[ClassifierCode, ...] = ()
    column_type: str = ""

    def code(self, text: str) -> ClassifierCode | None:
        """Return what is known of a code: the longest known one that it begins with, None without any."""
        fitting = [known for known in self.codes if text.startswith(known.code)]
        return max(fitting, key=lambda known: len(known.code), default=None)


class WrongKey(ValueError):
    """A key does not have the shape of its classifier; ``part`` is the segment where it fails, None for too many."""

    def __init__(self, text: str, part: Segment | None) -> None:
        super().__init__(f"{text!r} does not fit at {part.key if part else 'its end'}")
        self.text, self.part = text, part


@dataclass(frozen=True, slots=True)
class Classifier:
    """A budget classifier: the segments of its key in order, written with ``separator`` between them.

    ``optional`` segments at the end may be left out of a key.
    """

    key: str
    label: str
    use: ClassifierUse
    segments: tuple[Segment, ...]
    separator: str = "-"
    optional: int = 0
    source: LegalSource | None = None

    def read(self, text: str) -> tuple[str, ...]:
        """Return the codes of a key, one for each segment that it has; ``WrongKey`` where it does not fit.

        Anything but letters and digits separates; a key printed without separators is cut by the digits of each
        segment. Zeros in front, which spreadsheets lose, are given back.
        """
        parts = re.findall(r"\w+", text)
        if len(parts) == 1 and len(self.segments) > 1:
            parts = self._cut(parts[0])
        for segment, part in zip(self.segments, parts, strict=False):
            if len(part) > segment.digits:
                raise WrongKey(text, segment)
        if len(parts) > len(self.segments):
            raise WrongKey(text, None)
        if len(parts) < len(self.segments) - self.optional:
            raise WrongKey(text, self.segments[len(parts)])
        return tuple(part.zfill(segment.digits) for segment, part in zip(self.segments, parts, strict=False))

    def _cut(self, digits: str) -> list[str]:
        """Return the parts of a key without separators; what is left over is a part too many."""
        parts, at = [], 0
        for segment in self.segments:
            if at >= len(digits):
                break
            parts.append(digits[at : at + segment.digits])
            at += segment.digits
        return [*parts, digits[at:]] if at < len(digits) else parts

    def write(self, codes: tuple[str, ...]) -> str:
        """Return the key of codes."""
        return self.separator.join(codes)

    def named(self, codes: tuple[str, ...]) -> Mapping[str, ClassifierCode]:
        """Return what is known of each code of a key, by the key of its segment."""
        found = {s.key: s.code(code) for s, code in zip(self.segments, codes, strict=False)}
        return {key: code for key, code in found.items() if code is not None}


@dataclass(frozen=True, slots=True)
class MoneyStage:
    """What a country calls a stage of an appropriation, and the headers under which reports print it."""

    stage: Stage
    label: str
    headers: tuple[str, ...] = ()
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of amounts in a report of the finance system: what it is called, and how it follows from other columns.

    Each of ``ways`` names columns or stages: the first less all others is what the column must show («vigente» less
    «asignado» is «modificado»). Systems differ: a report is held to the way that most of its rows keep. Without ways
    the column is only known. In reports of income ``key`` is a stage of income or «estimated».
    """

    key: str
    label: str
    report: ClassifierUse
    headers: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    source: LegalSource | None = None


class ProjectPhase(StrEnum):
    """The phases of a public work, in order, as the Open Contracting for Infrastructure Data Standard has them."""

    IDENTIFICATION = "identification"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMPLETION = "completion"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class ProjectStep:
    """A step of a project's file in a country, in order from the need to the closing.

    ``document`` names the paper that proves it, blank where none is asked for. ``phase`` is the phase of the work in
    which the step is taken, None where it tells nothing of it.
    """

    key: str
    label: str
    document: str = ""
    source: LegalSource | None = None
    phase: ProjectPhase | None = None


@dataclass(frozen=True, slots=True)
class ProjectSector:
    """A sector of infrastructure by its code in the open standard, and what a country's reports call it.

    ``labels`` are the names of functions and of government priorities that mean it.
    """

    key: str
    labels: tuple[str, ...]
    source: LegalSource | None = None
