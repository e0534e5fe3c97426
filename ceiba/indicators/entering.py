"""The verbs of whoever reports: figures and narratives go in by the cell, and never over what somebody else wrote.

Every verb locks the report first, so that two who save at once come one after the other: neither is lost, nothing is
there twice, and the second is told what the first wrote.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.adoption import told
from ceiba.indicators.cells import Cell, Fate, Outcome, columns, key_of, measured, told_columns
from ceiba.indicators.feeding import why_fed
from ceiba.indicators.locks import Locked, lock_of
from ceiba.indicators.models import Indicator, Measurement, Narrative, Report, ReportingCycle
from ceiba.indicators.queries import indicators_by_pk
from ceiba.indicators.queries_bindings import bound
from ceiba.indicators.queries_entry import asked_among, cells
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, changed, verb
from ceiba.kernel import indicator as kernel
from ceiba.kernel.indicator import Accumulation
from ceiba.kernel.plausibility import DoubtGrade, doubts, known_amounts

TEXTS = ("analysis", "difficulty", "next_step")


def unit_of(report: Report, *_arguments: object, **_fields: object) -> Unit | None:
    """Return the unit in which a permission over a report must hold."""
    unit: Unit | None = report.unit
    return unit


def opened(report: Report) -> Report:
    """Return a report, locked until the transaction ends, into which figures can be entered.

    ``Locked`` says why they cannot, and who can open it.
    """
    related = ("cycle", "unit", "institution", "reported_by", "reviewed_by")
    row: Report = Report.objects.select_for_update(of=("self",)).select_related(*related).get(pk=report.pk)
    row.cycle = ReportingCycle.objects.get(pk=row.cycle_id)  # whoever closed it held this report until now
    if lock := lock_of(row):
        raise Locked(str(lock))
    return row


@verb("measurement.save", needs="report.enter", touches=[Part.MEASUREMENTS], unit_of=unit_of)
def save_measurements(actor: Actor, report: Report, cells_wanted: Sequence[Cell]) -> tuple[Outcome, ...]:
    """Put figures or their absence into cells of a report; return what became of each, in the order given.

    Good cells are kept whatever becomes of the others. A cell that somebody changed after it was ``seen`` is not
    written: its outcome carries what stands there now. A figure that cannot be is refused, an unusual one is asked
    about until ``sure`` says that it is right. ``Locked`` where the report takes nothing now.
    """
    report = opened(report)
    here = _Cells(actor, report, {cell.indicator for cell in cells_wanted})
    outcomes = tuple(here.kept(cell) for cell in cells_wanted)
    here.write()
    return outcomes


def judge_measurements(actor: Actor, report: Report, cells_wanted: Sequence[Cell]) -> tuple[Outcome, ...]:
    """Return what would become of each cell if it were saved now; nothing is written, and nothing is locked."""
    here = _Cells(actor, report, {cell.indicator for cell in cells_wanted})
    return tuple(here.judged(cell) for cell in cells_wanted)


class _Cells:
    """The cells of one save: what stands there now, and what is to be written, in sets."""

    def __init__(self, actor: Actor, report: Report, wanted: Collection[int]) -> None:
        self.actor, self.report, self.at = actor, report, timezone.now()
        self.period = report.cycle.period
        allowed = asked_among(report, wanted)
        self.indicators = indicators_by_pk(report.institution, allowed)
        self.rows = cells(report, allowed)
        self.bound = bound(report.institution, allowed, self.period)
        self.known = self._known(allowed)
        self.new: list[Measurement] = []
        self.old: list[Measurement] = []

    def _known(self, allowed: Collection[int]) -> dict[int, tuple[Any, ...]]:
        before: dict[int, list[kernel.Measurement]] = {}
        rows = Measurement.objects.filter(indicator__in=allowed, disaggregation="").exclude(period=self.period)
        for pk, period, value in rows.values_list("indicator_id", "period", "value"):
            before.setdefault(pk, []).append(kernel.Measurement("", period, value))
        return {pk: known_amounts(one, before.get(pk, ())) for pk, one in self.indicators.items()}

    def judged(self, cell: Cell) -> Outcome:
        """Return what would become of a cell; ``STORED`` with the row that stands there still."""
        indicator, row = self.indicators.get(cell.indicator), self.rows.get(cell.place)
        if indicator is None:
            return Outcome(
                cell, Fate.REFUSED, message=_("Este indicador no es de esta unidad, o ya no está en el plan.")
            )
        if cell.value is None and cell.numerator is None and cell.denominator is None:
            return self._blank(cell, row)
        wanted = measured(indicator, cell, self.period)
        if row is not None and columns(row) == columns(wanted):
            return Outcome(cell, Fate.UNCHANGED, row)
        if cell.indicator in self.bound and not cell.part:
            return Outcome(cell, Fate.REFUSED, row, message=why_fed(self.bound[cell.indicator]))
        if cell.seen != (row.version if row else 0):
            return Outcome(cell, Fate.CONFLICT, row)
        found = doubts(indicator, wanted, self.known[cell.indicator])
        if found and found[0].grade is DoubtGrade.ERROR:
            return Outcome(cell, Fate.REFUSED, row, found)
        if found and not cell.sure:
            return Outcome(cell, Fate.ASKED, row, found)
        return Outcome(cell, Fate.STORED, row)

    def kept(self, cell: Cell) -> Outcome:
        """Return what becomes of a cell, and keep what has to be written."""
        found = self.judged(cell)
        if found.fate is not Fate.STORED:
            return found
        wanted = measured(self.indicators[cell.indicator], cell, self.period)
        return Outcome(cell, Fate.STORED, self._kept(cell, wanted, found.row))

    def _blank(self, cell: Cell, row: Measurement | None) -> Outcome:
        if row is None:
            return Outcome(cell, Fate.UNCHANGED)
        if cell.seen != row.version:
            return Outcome(cell, Fate.CONFLICT, row)
        message = _("Aquí ya había una cifra. Para quitarla, elija por qué no la hay: sin dato, no programado…")
        return Outcome(cell, Fate.REFUSED, row, message=message)

    def _kept(self, cell: Cell, wanted: kernel.Measurement, row: Measurement | None) -> Measurement:
        before = told_columns(columns(row)) if row else None
        if row is None:
            row = Measurement(
                institution=self.report.institution,
                key=key_of(wanted.indicator, self.period, cell.part),
                indicator_id=cell.indicator,
                period=self.period,
                disaggregation=cell.part,
                version=0,
            )
            self.rows[cell.place] = row
            self.new.append(row)
        elif row not in self.old and row not in self.new:
            self.old.append(row)
        for name, value in columns(wanted).items():
            setattr(row, name, value)
        row.version += 1
        row.validated_by = None
        row.recorded_by, row.recorded_at = self.actor.person, self.at
        changed(f"measurement/{row.key}", before, told_columns(columns(row)))
        return row

    def write(self) -> None:
        """Write everything: two queries at most, however many cells."""
        Measurement.objects.bulk_create(self.new, batch_size=500)
        written = [
            "value",
            "numerator",
            "denominator",
            "inputs",
            "version",
            "validated_by",
            "recorded_by",
            "recorded_at",
        ]
        Measurement.objects.bulk_update(self.old, written, batch_size=200)


def told_parts(indicator: kernel.Indicator) -> tuple[str, ...]:
    """Return the parts that an indicator is reported by instead of as a whole: its stages; none for all others."""
    if indicator.accumulation is not Accumulation.MILESTONE:
        return ()
    return tuple(stage.name for stage in indicator.milestones)


@dataclass(frozen=True)
class Text:
    """What somebody wants to be said about an indicator; ``seen`` is the version that they were shown."""

    indicator: int
    analysis: str = ""
    difficulty: str = ""
    next_step: str = ""
    seen: int = 0

    @property
    def words(self) -> dict[str, str]:
        """Return the three texts without blanks at their ends."""
        return {name: str(getattr(self, name)).strip() for name in TEXTS}


@dataclass(frozen=True)
class TextOutcome:
    """What became of a narrative; ``row`` is what stands there now."""

    text: Text
    fate: Fate
    row: Narrative | None = None


@verb("narrative.save", needs="report.enter", touches=[Part.REPORTING], unit_of=unit_of)
def save_narratives(actor: Actor, report: Report, texts: Sequence[Text]) -> tuple[TextOutcome, ...]:
    """Put what a unit says about its indicators into a report; return what became of each text, in the order given.

    One that somebody changed after it was ``seen`` is not written; its outcome carries what stands there now.
    """
    report = opened(report)
    allowed = asked_among(report, {text.indicator for text in texts})
    keys = dict(Indicator.objects.filter(pk__in=allowed).values_list("pk", "key"))
    related = Narrative.objects.filter(indicator__in=allowed, period=report.cycle.period).select_related("written_by")
    rows: dict[int, Narrative] = {row.indicator_id: row for row in related}
    return tuple(_said(actor, report, text, rows, keys, timezone.now()) for text in texts)


def _said(
    actor: Actor, report: Report, text: Text, rows: dict[int, Narrative], keys: Mapping[int, str], at: datetime
) -> TextOutcome:
    row = rows.get(text.indicator)
    if text.indicator not in keys:
        return TextOutcome(text, Fate.REFUSED)
    now = {name: getattr(row, name) if row else "" for name in TEXTS}
    if now == text.words:
        return TextOutcome(text, Fate.UNCHANGED, row)
    if text.seen != (row.version if row else 0):
        return TextOutcome(text, Fate.CONFLICT, row)
    period = report.cycle.period
    key, before = key_of(keys[text.indicator], period), now if row else None
    row = row or Narrative(
        institution=report.institution, key=key, indicator_id=text.indicator, period=period, version=0
    )
    for name, words in text.words.items():
        setattr(row, name, told(words))
    row.version += 1
    row.written_by, row.written_at = actor.person, at
    row.save()
    rows[text.indicator] = row
    changed(f"narrative/{row.key}", before, text.words)
    return TextOutcome(text, Fate.STORED, row)
