"""What reviewers look at: what units reported in a period, with its change, its words and its proofs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.approvals.comparing import shown
from ceiba.approvals.late import lates_of
from ceiba.approvals.models import ReportStep
from ceiba.indicators.cells import columns
from ceiba.indicators.desk import Desk, Row, desk, said
from ceiba.indicators.models import Extension, LateFigure, Measurement, Report, ReportingCycle, Restatement
from ceiba.institutions.models import Institution
from ceiba.institutions.words import verb_words
from ceiba.kernel.exact import EXACT
from ceiba.kernel.plausibility import doubts
from ceiba.kernel.states import Absent, State, Value
from ceiba.ui import formats


@dataclass(frozen=True)
class Cell:
    """A figure of a report: what it says, and the corrections that it went through."""

    part: str
    row: Measurement | None
    restated: Sequence[Restatement] = ()
    late: LateFigure | None = None

    @property
    def proposed(self) -> str:
        """Return what a register says by now instead, in words; blank where it says the same."""
        return told(self.late.after) if self.late else ""

    @property
    def figure(self) -> str:
        """Return the figure in words, a ratio with both its numbers."""
        return said_columns(columns(self.row)) if self.row else _("sin cifra")

    @property
    def history(self) -> list[tuple[str, str, Restatement]]:
        """Return what the figure said before and after each correction."""
        return [(told(one.before), told(one.after), one) for one in self.restated]


@dataclass(frozen=True)
class Reviewed:
    """One indicator of a report as a reviewer sees it."""

    row: Row
    cells: Sequence[Cell]

    @property
    def change(self) -> str:
        """Return by how much the whole differs from the figure before it, with its sign; empty where one is missing."""
        whole, before = self.row.cells.get(""), self.row.before
        if whole is None or before is None or not isinstance(whole.value, Value):
            return ""
        difference = EXACT.subtract(whole.value.amount, before.value.amount)
        return f"{'+' if difference > 0 else ''}{formats.number(difference)}"

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what is doubtful in the figures, in sentences: what the unit said was right all the same."""
        held = [cell for cell in self.cells if cell.row is not None]
        own = [one for one in self.row.values if one.period == self.row.report.cycle.period]
        found = {one.disaggregation: doubts(self.row.indicator, one, self.row.known) for one in own}
        return tuple(
            f"{cell.part}: {said(doubt)}" if cell.part else said(doubt)
            for cell in held
            for doubt in found.get(cell.part, ())
        )


def proposed(late: LateFigure | None) -> dict[str, object]:
    """Return how a form of restating begins where a register proposes a figure."""
    if late is None:
        return {}
    value = str(late.after["value"])
    names = ("numerator", "denominator")
    pair = {name: Decimal(late.after[name]) for name in names if late.after.get(name)}
    said = _("El registro tiene filas que llegaron después: %(source)s.") % {"source": late.binding.source}
    if value[:1].isalpha():
        return {"state": value, **pair, "reason": said}
    return {"number": Decimal(value), **pair, "reason": said}


def told(kept: dict[str, str] | None) -> str:
    """Return in words a figure that the history told; a dash for none."""
    if kept is None:
        return "—"
    value = kept["value"]
    figures = {name: Decimal(kept[name]) if kept.get(name) else None for name in ("numerator", "denominator")}
    datum = Absent(State(value)) if value[:1].isalpha() else Value(Decimal(value))
    return said_columns({"value": datum, **figures})


def said_columns(figure: Mapping[str, object]) -> str:
    """Return a figure in words, with numerator and denominator where it has them."""
    text = shown(figure["value"])
    if figure.get("denominator") is None:
        return text
    return f"{text} ({shown(figure['numerator'])} / {shown(figure['denominator'])})"


def reviewed(report: Report) -> tuple[Desk, list[Reviewed]]:
    """Return a report with its indicators as a reviewer sees them: a fixed number of queries."""
    whole = desk(report)
    corrections: dict[tuple[int, str], list[Restatement]] = defaultdict(list)
    wanted = [row.pk for row in whole.rows]
    rows = Restatement.objects.filter(indicator__in=wanted, period=report.cycle.period)
    for one in rows.select_related("restated_by", "act"):
        corrections[one.indicator_id, one.disaggregation].append(one)
    late = lates_of(report)
    return whole, [
        Reviewed(
            row,
            [
                Cell(part, held, corrections.get((row.pk, part), ()), None if part else late.get(row.pk))
                for part, held in row.cells.items()
            ],
        )
        for row in whole.rows
    ]


def cycles(institution: Institution) -> list[ReportingCycle]:
    """Return the reporting periods, the latest first: one query."""
    return list(ReportingCycle.objects.of(institution).select_related("closed_by"))


def reports(cycle: ReportingCycle) -> list[Report]:
    """Return the reports of a period, those that wait for review first: one query."""
    rows = Report.objects.filter(cycle=cycle).select_related("unit", "reported_by", "reviewed_by", "institution")
    ranks = {Report.State.REPORTED: 0, Report.State.RETURNED: 1, Report.State.OPEN: 2}
    found = sorted(rows, key=lambda row: (ranks.get(row.state, 3), row.unit.position if row.unit else -1))
    for row in found:
        row.cycle = cycle
    return found


def extensions(cycle: ReportingCycle) -> dict[int, Extension]:
    """Return the extension that each report of a period has, by the report's primary key: one query."""
    rows = Extension.objects.filter(report__cycle=cycle, withdrawn=None).order_by("until")
    return {row.report_id: row for row in rows}


def steps(report: Report) -> list[tuple[str, ReportStep]]:
    """Return what reviewers did with a report, in words, the last first: one query."""
    rows = ReportStep.objects.filter(report=report).select_related("person", "on_behalf_of")
    return [(verb_words(row.verb), row) for row in rows]
