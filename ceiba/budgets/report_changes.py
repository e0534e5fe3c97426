"""What a report of the finance system would change: each of its lines against what is kept for the same month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from ceiba.budgets.models import BudgetCutoff, BudgetLine, IncomeCutoff, IncomeLine
from ceiba.exchange.money_report import MoneyReport, ReportRow
from ceiba.institutions.models import Institution
from ceiba.kernel.budget import IncomeStage, Stage
from ceiba.kernel.classifier import Classifier, ClassifierUse, WrongKey
from ceiba.kernel.period import Period

Amounts = tuple[int | None, ...]


class Fate(StrEnum):
    """What becomes of a line for the month of a report."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it is kept: its row, its name, and its hundredths by stage for the month, None without a cut-off."""

    line: int
    key: str
    name: str
    amounts: Amounts | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A line of the report with what becomes of it. ``row`` is None for a line that the report no longer has."""

    fate: Fate
    row: ReportRow | None
    kept: Kept | None

    @property
    def differences(self) -> Amounts:
        """Return by how many hundredths each stage changes; None where either side lacks it."""
        now = self.row.amounts if self.row else None
        before = self.kept.amounts if self.kept else None
        if now is None:
            return tuple(None if a is None else -a for a in before or ())
        if before is None:
            return now
        return tuple(None if a is None or b is None else a - b for a, b in zip(now, before, strict=True))


@dataclass
class ReportChanges:
    """All that a report would change; ``same`` lines are kept too, so that every row can be shown."""

    rows: list[RowChange] = field(default_factory=list)

    @cached_property
    def counts(self) -> dict[Fate, int]:
        """Return how many lines have each fate."""
        found = dict.fromkeys(Fate, 0)
        for change in self.rows:
            found[change.fate] += 1
        return found

    def of(self, *fates: Fate) -> list[RowChange]:
        """Return the lines of some fates, in the order of the report."""
        return [change for change in self.rows if change.fate in fates]

    def difference(self, fate: Fate) -> list[int]:
        """Return what the lines of a fate change each stage by, in hundredths."""
        sums: list[int] = []
        for change in self.of(fate):
            told = change.differences
            sums = sums or [0] * len(told)
            sums = [have + (more or 0) for have, more in zip(sums, told, strict=True)]
        return sums


def changes(institution: Institution, report: MoneyReport, classifier: Classifier | None) -> ReportChanges:
    """Compare a report with the tables: two queries, however many lines. The report must name its month."""
    if report.until is None:
        raise ValueError("a report without a month changes nothing")
    lines = kept_lines(institution, report.use, report.until, classifier, {row.key for row in report.rows})
    found = ReportChanges()
    for row in report.rows:
        kept = lines.pop(row.key, None)
        if kept is None or kept.amounts is None:
            fate = Fate.NEW
        else:
            fate = Fate.SAME if _same(kept.amounts, row.amounts, report.use) else Fate.CHANGED
        found.rows.append(RowChange(fate, row, kept))
    found.rows += [RowChange(Fate.GONE, None, kept) for kept in lines.values() if kept.amounts is not None]
    return found


def _same(before: Amounts, now: Amounts, use: ClassifierUse) -> bool:
    """Tell whether nothing changes; what was estimated stands where a report of income does not tell it."""
    if use is ClassifierUse.INCOME and now and now[0] is None:
        return before[1:] == now[1:]
    return before == now


def kept_lines(
    institution: Institution, use: ClassifierUse, until: Period, classifier: Classifier | None, known: set[str]
) -> dict[str, Kept]:
    """Return the lines of the year of a month by their whole key, with what they have for that month.

    A line without a period belongs to every year. Keys in ``known`` are written as the classifier writes them.
    """
    year = Period.of_year(until.start_year)
    cutoffs = _cutoffs(institution, use, until)
    found: dict[str, Kept] = {}
    for pk, text, name, period, *estimated in _lines(institution, use):
        if period is not None and not period.overlaps(year):
            continue
        key = text if text in known else _written(text, classifier)
        told = cutoffs.get(pk)
        if key not in found or (found[key].amounts is None and told is not None):
            found[key] = Kept(pk, key, name, None if told is None else (*estimated, *told))
    return found


def _lines(institution: Institution, use: ClassifierUse) -> Iterable[Sequence[Any]]:
    table = IncomeLine if use is ClassifierUse.INCOME else BudgetLine
    more = ("estimated",) if use is ClassifierUse.INCOME else ()
    rows: Iterable[Sequence[Any]] = table.objects.of(institution).values_list(
        "pk", "classifier", "name", "period", *more
    )
    return rows


def _cutoffs(institution: Institution, use: ClassifierUse, until: Period) -> dict[int, Amounts]:
    if use is ClassifierUse.INCOME:
        told = IncomeCutoff.objects.filter(line__institution=institution, until=until)
        return {line: tuple(amounts) for line, *amounts in told.values_list("line_id", *IncomeStage)}
    spent = BudgetCutoff.objects.filter(line__institution=institution, until=until)
    return {line: tuple(amounts) for line, *amounts in spent.values_list("line_id", *Stage)}


def _written(text: str, classifier: Classifier | None) -> str:
    if classifier is None:
        return text.strip()
    try:
        return classifier.write(classifier.read(text))
    except WrongKey:
        return text
