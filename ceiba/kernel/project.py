"""Investment projects."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


class ProjectStatus(StrEnum):
    """Where a project stands against the budget year."""

    NEW = "new"
    CARRIED_OVER = "carried_over"
    MULTI_YEAR = "multi_year"


@dataclass(frozen=True, slots=True)
class YearAmount:
    """The money of a project in one year."""

    year: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Progress:
    """Physical and financial progress up to the end of a period, in percent; None where nobody reported."""

    period: Period
    physical: Decimal | None = None
    financial: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its national code (SNIP, CUI, BPIN …), kept as text.

    ``amount`` is the money printed for the plan's year; ``note`` is the remark as printed.
    """

    id: str
    name: str
    code: str | None = None
    amount: Money | None = None
    status: ProjectStatus | None = None
    period: Period | None = None
    note: str | None = None
    place: str | None = None
    amounts: tuple[YearAmount, ...] = ()
    progress: tuple[Progress, ...] = ()
    serves: tuple[str, ...] = ()
