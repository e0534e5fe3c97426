"""A report of the finance system, read: its lines with their money in whole hundredths, and what does not add up.

The same shape serves expenditure (the stages of an appropriation) and income (estimated, owed, received).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.period import Period


@dataclass(frozen=True, slots=True)
class ReportFault:
    """Something wrong or strange in a report: the cell («H17»), a sentence with its mend, and the money it is about.

    ``difference`` is in hundredths, what the file says less what it should say; None where no money differs.
    """

    place: str
    message: str
    difference: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of the report: its row in the file, its whole classifier key, its name, its hundredths by stage.

    ``amounts`` are in the order of the report's ``stages``; None where the cell is empty: missing is not zero.
    """

    number: int
    key: str
    name: str
    amounts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class MoneyReport:
    """What a file holds. With ``faults`` nothing of it may be loaded; ``notices`` are facts worth a look.

    ``until`` is the month by whose end the money stands, None where neither the file nor the person told it.
    """

    use: ClassifierUse
    stages: tuple[str, ...]
    labels: Mapping[str, str]
    until: Period | None
    rows: tuple[ReportRow, ...]
    faults: tuple[ReportFault, ...] = ()
    notices: tuple[ReportFault, ...] = ()

    @property
    def totals(self) -> dict[str, int | None]:
        """Return the sum of each stage over the rows, in hundredths; None for a stage that no row tells."""
        sums: dict[str, int | None] = {}
        for place, stage in enumerate(self.stages):
            told = [row.amounts[place] for row in self.rows if row.amounts[place] is not None]
            sums[stage] = sum(amount for amount in told if amount is not None) if told else None
        return sums
