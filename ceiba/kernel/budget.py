"""Money behind a plan: where it comes from, where it goes, and the sums that a document prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT, total
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


class Stage(StrEnum):
    """The stages of an appropriation, in order; each country calls them its own way (``Methodology.money_stages``)."""

    INITIAL = "initial"
    CURRENT = "current"
    PRECOMMITTED = "precommitted"
    COMMITTED = "committed"
    ACCRUED = "accrued"
    PAID = "paid"


class Nature(StrEnum):
    """What money is spent for."""

    INVESTMENT = "investment"
    OPERATING = "operating"


@dataclass(frozen=True, slots=True)
class FundingSource:
    """Money from one source for a period, with the printed split and the printed percentages.

    ``key`` names the source in the methodology's funding rules («situado_constitucional»), None where unknown.
    ``investment`` and ``operating`` are None where the document prints nothing: missing is not zero. Money left over
    from earlier years is ``carried_over`` and never added to what comes in this year without saying so; ``earmark``
    tells the only thing it may be spent for, in the words of its act.
    """

    id: str
    name: str
    amount: Money
    investment: Money | None = None
    operating: Money | None = None
    stated_investment_percent: Decimal | None = None
    stated_operating_percent: Decimal | None = None
    key: str | None = None
    period: Period | None = None
    carried_over: bool = False
    earmark: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part (0–1) of a budget line that serves one thing, given by address; as written, where it is no such part."""

    subject: str
    share: Decimal


def shares_add_up(shares: Iterable[Share | Decimal]) -> bool:
    """Tell whether shares are parts of one that add up to it, within what rounding each to three decimals may lose."""
    parts = [share.share if isinstance(share, Share) else share for share in shares]
    apart = EXACT.subtract(total(parts), Decimal(1)).copy_abs()
    return all(0 <= part <= 1 for part in parts) and apart <= Decimal("0.0005") * len(parts)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What a line had at each stage by the end of a month, added up since its fiscal year began.

    It is what the finance system reports: a month's own money is the difference between two cut-offs. A stage that the
    report lacks is not there: missing is not zero.
    """

    until: Period
    amounts: tuple[tuple[Stage, Money], ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget: classifier key, source, nature, amounts by stage, and what it serves.

    ``amounts`` are those that the budget itself prints; ``cutoffs`` what the finance system reported since, in order.
    ``serves`` shares add up to one (``shares_add_up``; a rule tells where they do not), or are empty where nobody said
    what the money is for.
    """

    id: str
    classifier: str
    name: str = ""
    source: str | None = None
    nature: Nature | None = None
    amounts: tuple[tuple[Stage, Money], ...] = ()
    serves: tuple[Share, ...] = ()
    period: Period | None = None
    cutoffs: tuple[Cutoff, ...] = ()

    def amount(self, stage: Stage, until: Period | None = None) -> Money | None:
        """Return the money at a stage by the last cut-off that tells it, else as the budget prints it.

        With ``until`` later cut-offs are not looked at. None where nobody recorded it.
        """
        told = _last(self.cutoffs, stage, until)
        return told or next((money for at, money in self.amounts if at is stage), None)

    def parts(self, stage: Stage, until: Period | None = None) -> tuple[tuple[str, Money], ...]:
        """Return what each served thing receives at a stage, to the cent; none where the amount is unknown.

        ``until`` as in ``amount``.

        The parts add up to the amount. Where the shares are less than one the rest serves nothing; where they are more,
        each is cut in proportion, since nobody can spend more than the line holds. No parts where a share is negative.
        """
        money = self.amount(stage, until)
        shares = [share.share for share in self.serves]
        if money is None or not any(shares) or min(shares) < 0:
            return ()
        unserved = Decimal(0) if shares_add_up(shares) else max(Decimal(0), EXACT.subtract(Decimal(1), total(shares)))
        parts = money.split([*shares, unserved])
        return tuple((share.subject, part) for share, part in zip(self.serves, parts, strict=False))


@dataclass(frozen=True, slots=True)
class Modification:
    """A change of what a line may spend, more or less, by an act («Acta 12-2026, punto cuarto»).

    A transfer is several modifications of one act that add up to zero. ``day`` is when it takes effect.
    """

    id: str
    line: str
    amount: Money
    act: str
    day: date | None = None
    note: str = ""


class IncomeStage(StrEnum):
    """What becomes of income, in order: estimated by the budget as it now stands, owed to the institution, received."""

    CURRENT = "current"
    ACCRUED = "accrued"
    COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class IncomeCutoff:
    """What came in by the end of a month, added up since its fiscal year began; as ``Cutoff`` of a budget line."""

    until: Period
    amounts: tuple[tuple[IncomeStage, Money], ...]


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """A line of income: classifier key, name, the funding source that it fills, and what was estimated for its year."""

    id: str
    classifier: str
    name: str = ""
    source: str | None = None
    estimated: Money | None = None
    period: Period | None = None
    cutoffs: tuple[IncomeCutoff, ...] = ()

    def amount(self, stage: IncomeStage, until: Period | None = None) -> Money | None:
        """Return the money at a stage by the last cut-off, not later than ``until``, that tells it; else None."""
        return _last(self.cutoffs, stage, until)


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A sum printed in a document, beside its addends. ``all_addends`` also holds rows printed after the total.

    Amounts of one table share one currency. ``column`` names the column that was added up.
    """

    id: str
    label: str
    stated: Money
    addends: tuple[Money, ...]
    all_addends: tuple[Money, ...]
    column: str = ""

    @property
    def computed(self) -> Money:
        """Return the sum of the rows above the total."""
        return Money.total(self.addends, self.stated.currency)

    @property
    def computed_all(self) -> Money:
        """Return the sum of every row of the table, wherever the total is printed."""
        return Money.total(self.all_addends, self.stated.currency)


def _last(cutoffs: Sequence[Cutoff | IncomeCutoff], stage: StrEnum, until: Period | None) -> Money | None:
    """Return what the latest cut-off that tells a stage says, not later than ``until`` ends; cut-offs are in order."""
    for cutoff in reversed(cutoffs):
        if until is None or cutoff.until.last_month <= until.last_month:
            for at, money in cutoff.amounts:
                if at is stage:
                    return money
    return None
