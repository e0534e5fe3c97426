"""What the page of a report of the finance system shows: its stages added up, and each line with what it changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from ceiba.budgets.models import ReportImport
from ceiba.budgets.report_changes import Amounts, Fate, ReportChanges, RowChange
from ceiba.exchange.money_report import MoneyReport, ReportFault
from ceiba.exchange.readers.money_report import STAGES
from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money

FATE_WORDS: Mapping[Fate, tuple[str, str]] = {
    Fate.NEW: (_("nuevo"), "info"),
    Fate.CHANGED: (_("cambia"), "warn"),
    Fate.SAME: (_("igual"), "none"),
    Fate.GONE: (_("se quita del mes"), "bad"),
}
TABS: Mapping[str, tuple[str, tuple[Fate, ...]]] = {
    "cambios": (_("Lo que cambia"), (Fate.NEW, Fate.CHANGED, Fate.GONE)),
    "nuevos": (_("Nuevos"), (Fate.NEW,)),
    "cambiados": (_("Cambian"), (Fate.CHANGED,)),
    "quitados": (_("Se quitan"), (Fate.GONE,)),
    "iguales": (_("Iguales"), (Fate.SAME,)),
}


def labels(methodology: Methodology, use: ClassifierUse) -> dict[str, str]:
    """Return what the country calls each stage of a report."""
    found = {column.key: column.label for column in methodology.report_columns if column.report is use}
    if use is ClassifierUse.EXPENDITURE:
        found.update({str(stage.stage): stage.label for stage in methodology.money_stages})
    return found


@dataclass(frozen=True)
class StageSum:
    """A stage with what the report adds up to, what is kept for the month, and the difference; None where untold."""

    label: str
    told: Money | None
    kept: Money | None
    difference: Money | None


@dataclass(frozen=True)
class ShownRow:
    """A line of the report: where it stands, what becomes of it, and each stage with its difference."""

    number: int | None
    key: str
    name: str
    fate: str
    tone: str
    amounts: tuple[tuple[Money | None, Money | None], ...]


class ReportPage:
    """The page of one report. ``changes`` is None where the report cannot be loaded, or is loaded already."""

    def __init__(
        self,
        row: ReportImport,
        methodology: Methodology,
        report: MoneyReport | None = None,
        changes: ReportChanges | None = None,
    ) -> None:
        self.row, self.report, self.changes = row, report, changes
        self.use = ClassifierUse(row.use)
        self.stages = STAGES[self.use]
        words = labels(methodology, self.use)
        self.labels = [words.get(stage, stage) for stage in self.stages]

    @cached_property
    def sums(self) -> list[StageSum]:
        """Return the stages that the report tells, added up, beside what is kept for its month."""
        before = self._before()
        found = []
        for label, stage, kept in zip(self.labels, self.stages, before, strict=True):
            told = self.row.totals.get(stage)
            if told is not None or kept is not None:
                apart = None if told is None or self.changes is None else told - (kept or 0)
                found.append(StageSum(label, self.money(told), self.money(kept), self.money(apart)))
        return found

    def _before(self) -> Amounts:
        sums: list[int | None] = [None] * len(self.stages)
        for change in self.changes.rows if self.changes else ():
            if change.kept and change.kept.amounts:
                for place, amount in enumerate(change.kept.amounts):
                    if amount is not None:
                        sums[place] = (sums[place] or 0) + amount
        return tuple(sums)

    @cached_property
    def shown(self) -> list[int]:
        """Return the places of the stages that have a column: those that the report tells."""
        return [place for place, stage in enumerate(self.stages) if self.row.totals.get(stage) is not None]

    @property
    def heads(self) -> list[str]:
        """Return the words over the columns of money."""
        return [self.labels[place] for place in self.shown]

    def tabs(self, chosen: str) -> Iterator[tuple[str, str, int, bool]]:
        """Yield each view of the lines: its name in the address, its words, how many lines, whether it is chosen."""
        counts = self.changes.counts if self.changes else {}
        for name, (words, fates) in TABS.items():
            yield name, words, sum(counts.get(fate, 0) for fate in fates), name == chosen

    def rows(self, chosen: str) -> list[RowChange]:
        """Return the lines of a view."""
        return self.changes.of(*TABS[chosen][1]) if self.changes else []

    def shown_row(self, change: RowChange) -> ShownRow:
        """Return a line as it is shown."""
        word, tone = FATE_WORDS[change.fate]
        amounts = change.row.amounts if change.row else (None,) * len(self.stages)
        apart = change.differences if change.fate in (Fate.CHANGED, Fate.GONE) else (None,) * len(self.stages)
        pairs = tuple((self.money(amounts[place]), self.money(apart[place] or None)) for place in self.shown)
        key = change.row.key if change.row else change.kept.key if change.kept else ""
        name = change.row.name if change.row else change.kept.name if change.kept else ""
        return ShownRow(change.row.number if change.row else None, key, name, word, tone, pairs)

    def fault_rows(self, faults: Sequence[ReportFault]) -> list[tuple[str, str, Money | None]]:
        """Return faults with their money."""
        return [(fault.place, fault.message, self.money(fault.difference)) for fault in faults]

    def money(self, hundredths: int | None) -> Money | None:
        """Return hundredths as money of the report's currency."""
        return None if hundredths is None else Money.from_hundredths(hundredths, self.row.currency)
