"""Reporting: the cycles in which units say what they observed, their reports, and what they say beside the figures."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum


class ReportState(StrEnum):
    """Where a report stands between the unit and its reviewer."""

    OPEN = "open"
    REPORTED = "reported"
    RETURNED = "returned"
    VALIDATED = "validated"


@dataclass(frozen=True, slots=True)
class ReportingCycle:
    """A period in which units report under a duty of the methodology, from a day until a day."""

    id: str
    duty: str
    period: Period
    opens: date
    due: date
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one unit (None: what no unit answers for) reports in a cycle; ``due`` is its own day, with its extension."""

    cycle: str
    unit: str | None
    state: ReportState
    due: date
    reported_at: datetime | None = None
    reported_by: str | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    remark: str = ""

    def is_overdue(self, today: date) -> bool:
        """Tell whether the unit still owes it on a day after it was due."""
        return self.state in (ReportState.OPEN, ReportState.RETURNED) and self.due < today


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a unit says about an indicator in a period: what happened, what stood in the way, what it does next."""

    indicator: str
    period: Period
    analysis: str = ""
    difficulty: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves a figure: the SHA-256 of its bytes, its name, and what it shows."""

    indicator: str
    period: Period
    document: str
    name: str
    disaggregation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A validated figure that was corrected afterwards: both figures, the reason, who and when; the act where given."""

    indicator: str
    period: Period
    before: Datum
    after: Datum
    reason: str
    at: datetime
    by: str | None = None
    disaggregation: str = ""
    act: str | None = None
    before_pair: tuple[Decimal, Decimal] | None = None
    after_pair: tuple[Decimal, Decimal] | None = None
