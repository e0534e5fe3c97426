"""What a report of the finance system would change: each of its lines against what is kept for the same month.

A line is recognised by its classifier. Where somebody changed that by hand since, it is recognised by the key which it
got when a report made it, and that is said; where two lines would then be one, it is told and nothing can be loaded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from ceiba.budgets.models import BudgetCutoff, BudgetLine, IncomeCutoff, IncomeLine
from ceiba.exchange.money_report import MoneyReport, ReportFault, ReportRow
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
    """A line as it is kept: its row, its classifier as the country writes it, its name, whether it is of the year.

    ``amounts`` are its hundredths by stage for the month, None without a cut-off.
    """

    line: int
    key: str
    name: str
    amounts: Amounts | None = None
    of_year: bool = True


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
    """All that a report would change; ``same`` lines are kept too, so that every row can be shown.

    With ``clashes`` nothing of it may be loaded; ``notices`` tell the lines that were recognised by their own key.
    """

    rows: list[RowChange] = field(default_factory=list)
    clashes: list[ReportFault] = field(default_factory=list)
    notices: list[ReportFault] = field(default_factory=list)

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
    rows = {row.key: row.number for row in report.rows}
    lines, made = kept_lines(institution, report.use, report.until, classifier, rows.keys())
    found = ReportChanges()
    if not lines:
        found.notices += _other_years(institution, report)
    for row in report.rows:
        kept = lines.pop(row.key, None)
        if kept is None and row.key in made:
            kept = _recognised(row, made[row.key], rows, found)
            if kept is not None and lines.get(kept.key) is kept:
                del lines[kept.key]
        if kept is None or kept.amounts is None:
            fate = Fate.NEW
        else:
            fate = Fate.SAME if _same(kept.amounts, row.amounts, report.use) else Fate.CHANGED
        found.rows.append(RowChange(fate, row, kept))
    found.rows += [RowChange(Fate.GONE, None, kept) for kept in lines.values() if kept.amounts is not None]
    return found


def _other_years(institution: Institution, report: MoneyReport) -> Iterator[ReportFault]:
    """Yield that nobody knows a line of the report's year, where lines of other years are known."""
    told = _lines_of(report.use).objects.of(institution).exclude(period=None).values_list("period", flat=True)
    years = sorted({period.start_year for period in told.distinct()})
    if years and report.until is not None:
        message = _(
            "El informe es de %(year)s y Ceiba no tiene ningún renglón de ese año: los tiene de %(years)s. Si no se "
            "equivocó de informe, todos entran como nuevos."
        )
        facts = {"year": report.until.start_year, "years": ", ".join(map(str, years))}
        first = next((total for total in report.totals.values() if total is not None), None)
        yield ReportFault(_("encabezado"), message % facts, first)


def _recognised(row: ReportRow, kept: Kept, rows: Mapping[str, int], found: ReportChanges) -> Kept | None:
    """Return the line that a report made for a key which it no longer has; None, and a clash, where it is another's."""
    facts = {"key": row.key, "line": kept.name, "now": kept.key, "row": rows.get(kept.key)}
    place, money = _("fila %(number)s") % {"number": row.number}, _first(row.amounts)
    if not kept.of_year:
        message = _(
            "La clave %(key)s es la del renglón «%(line)s» (%(now)s), que alguien pasó a otro año. Devuélvalo a su año "
            "y abra otra vez este informe."
        )
    elif kept.key in rows:
        message = _(
            "La clave %(key)s es la del renglón «%(line)s», que ahora tiene a mano el clasificador %(now)s, y ese está "
            "en la fila %(row)s: serían dos renglones en uno. Devuélvale su clasificador y abra otra vez este informe."
        )
    else:
        message = _(
            "Es el renglón «%(line)s», que ahora tiene a mano el clasificador %(now)s: sus montos entran ahí y su "
            "clasificador queda como está."
        )
        found.notices.append(ReportFault(place, message % facts, money))
        return kept
    found.clashes.append(ReportFault(place, message % facts, money))
    return None


def _first(amounts: Amounts) -> int | None:
    return next((amount for amount in amounts if amount is not None), None)


def _same(before: Amounts, now: Amounts, use: ClassifierUse) -> bool:
    """Tell whether nothing changes; what was estimated stands where a report of income does not tell it."""
    if use is ClassifierUse.INCOME and now and now[0] is None:
        return before[1:] == now[1:]
    return before == now


def kept_lines(
    institution: Institution, use: ClassifierUse, until: Period, classifier: Classifier | None, known: AbstractSet[str]
) -> tuple[dict[str, Kept], dict[str, Kept]]:
    """Return the lines of the year of a month by their classifier, with what they have for that month.

    A line without a period belongs to every year. ``known`` are the keys of the report, written as the classifier
    writes them. Beside them: by the key of the report that made them, the lines whose classifier is another one now.
    """
    year = Period.of_year(until.start_year)
    cutoffs, stem = _cutoffs(institution, use, until), line_key(year, "")
    found: dict[str, Kept] = {}
    made: dict[str, Kept] = {}
    for pk, own, text, name, period, *estimated in _lines(institution, use):
        of_year = period is None or period.overlaps(year)
        maker = own.removeprefix(stem) if own.startswith(stem) else ""
        if not of_year and maker not in known:
            continue
        key = text if text in known else _written(text, classifier)
        told = cutoffs.get(pk)
        kept = Kept(pk, key, name, None if told is None else (*estimated, *told), of_year)
        if maker in known and (maker != key or not of_year):
            made[maker] = kept
        if of_year and (key not in found or (found[key].amounts is None and told is not None)):
            found[key] = kept
    return found, made


def line_key(year: Period, classifier: str) -> str:
    """Return the key that a report gives to a line which nobody knew."""
    return f"{year.notation()}-{classifier}"


def _lines_of(use: ClassifierUse) -> type[BudgetLine] | type[IncomeLine]:
    return IncomeLine if use is ClassifierUse.INCOME else BudgetLine


def _lines(institution: Institution, use: ClassifierUse) -> Iterable[Sequence[Any]]:
    more = ("estimated",) if use is ClassifierUse.INCOME else ()
    rows: Iterable[Sequence[Any]] = (
        _lines_of(use).objects.of(institution).values_list("pk", "key", "classifier", "name", "period", *more)
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
