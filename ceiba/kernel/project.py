"""Investment projects: what a project is, from its need to its closing, and the money that moves through it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.risk import ProjectRisk


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
    """Physical and financial progress up to the end of a period, in percent; None where nobody reported.

    ``planned_physical`` and ``planned_financial`` are what the programme of work has for the same moment.
    """

    period: Period
    physical: Decimal | None = None
    financial: Decimal | None = None
    planned_physical: Decimal | None = None
    planned_financial: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProjectStage:
    """A step of a project's file, from the need to the closing, by its key in the methodology (``project_stages``).

    Days are None where nobody wrote them. ``document`` is the paper that proves it, as its number or name is written.
    """

    key: str
    planned_start: date | None = None
    planned_end: date | None = None
    start: date | None = None
    end: date | None = None
    document: str = ""


class ContractKind(StrEnum):
    """What binds the parties of a project: an agreement between public bodies, a contract, a change of one."""

    AGREEMENT = "agreement"
    CONTRACT = "contract"
    ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True)
class Contract:
    """An agreement, a contract, or an addendum to one, with its number and date.

    ``amount`` is the whole of a contract, and what an addendum adds or takes away. ``ends`` is the last day of the
    term; that of an addendum replaces the one before.
    """

    kind: ContractKind
    number: str
    day: date | None = None
    amount: Money | None = None
    ends: date | None = None
    party: str = ""


class DisbursementStep(StrEnum):
    """Whose hands a disbursement reached: the council or fund that finances, the executing unit, the contractor."""

    RECEIVED = "received"
    DELIVERED = "delivered"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Disbursement:
    """Money that moved one step on its way to a project's work."""

    step: DisbursementStep
    amount: Money
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its national code (SNIP, CUI, BPIN …), kept as text.

    ``amount`` is the money printed for the plan's year, ``contribution`` what another body gives for it; ``note`` is
    the remark as printed. ``latitude`` and ``longitude`` are degrees of WGS 84, both or none. ``women`` and ``men``
    count its beneficiaries. ``function`` and ``priority`` are its places in the classification of functions and in
    the government's priorities, as its report prints them.

    ``cost`` is what the whole project costs, all its years together. ``shares`` says which part of it is for each of
    ``serves``, in the same order and one in all; empty where nobody said. ``apart`` names the projects of which a
    person said that they are others, however alike.
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
    unit: str | None = None
    contribution: Money | None = None
    women: int | None = None
    men: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    function: str = ""
    priority: str = ""
    stages: tuple[ProjectStage, ...] = ()
    contracts: tuple[Contract, ...] = ()
    disbursements: tuple[Disbursement, ...] = ()
    cost: Money | None = None
    shares: tuple[Decimal, ...] = ()
    apart: tuple[str, ...] = ()
    risks: tuple[ProjectRisk, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the address of each thing that it serves with its part of one; none where nobody said the parts."""
        return tuple(zip(self.serves, self.shares, strict=True)) if len(self.serves) == len(self.shares) else ()

    def disbursed(self, step: DisbursementStep) -> Money | None:
        """Return what reached a step in all, None where nobody wrote any; ``ValueError`` for two currencies."""
        amounts = [one.amount for one in self.disbursements if one.step is step]
        return Money.total(amounts) if amounts else None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a project: the SHA-256 of its bytes, what it shows, the day and the place where it was taken.

    The picture carries nothing but itself: day and place are those that a person saw and accepted, None where nobody
    did. ``unit`` is who took it. Only a ``public`` one may ever leave the institution.
    """

    id: str
    project: str
    document: str
    caption: str = ""
    day: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    unit: str | None = None
    public: bool = False
