"""A report as its unit sees it: each indicator with its target, its cells, and what is still to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from ceiba.indicators import queries_entry as queries
from ceiba.indicators.cycles import duty_of
from ceiba.indicators.entering import TEXTS, told_parts
from ceiba.indicators.models import Evidence, Indicator, MeasureBinding, Measurement, Narrative, Report
from ceiba.indicators.queries import indicators_by_pk
from ceiba.indicators.queries_bindings import bound
from ceiba.kernel import indicator as kernel
from ceiba.kernel.achievement import achievement_in
from ceiba.kernel.indicator import Accumulation
from ceiba.kernel.judging import semaphore_of
from ceiba.kernel.methodology import Band, Methodology
from ceiba.kernel.plausibility import Doubt, known_amounts
from ceiba.kernel.reconcile import unreconciled
from ceiba.kernel.states import NOT_PROGRAMMED, Datum, Value
from ceiba.kernel.yardstick import Yardstick, yardstick
from ceiba.methodologies.loader import load
from ceiba.ui import formats


def said(doubt: Doubt) -> str:
    """Return a doubt as a sentence, its numbers as the institution writes them."""
    facts = {name: fact if isinstance(fact, str) else formats.number(fact) for name, fact in doubt.facts.items()}
    return formats.say()(doubt.message) % facts


TONES = {"red": "bad", "amber": "warn", "yellow": "warn", "green": "ok"}


@dataclass(frozen=True)
class Row:
    """An indicator of a report: what was promised, what stands in its cells, what was said and proved."""

    pk: int
    indicator: kernel.Indicator
    element: str
    report: Report
    methodology: Methodology
    measured: Sequence[Measurement] = ()
    narrative: Narrative | None = None
    evidence: Sequence[Evidence] = ()
    explain_below: Decimal | None = None
    repeated: Sequence[Measurement] = ()  # of what it repeats from another plan
    binding: MeasureBinding | None = None  # of the register that gives the figure of the whole in the period

    @cached_property
    def cells(self) -> dict[str, Measurement | None]:
        """Return what stands in the cells by their part: of the whole (or stages), then of parts ever measured."""
        period = self.report.cycle.period
        own = {row.disaggregation: row for row in self.measured if row.period == period}
        parts = dict.fromkeys(row.disaggregation for row in self.measured if row.disaggregation)
        return {part: own.get(part) for part in dict.fromkeys([*self.required_parts, *parts])}

    @property
    def required_parts(self) -> tuple[str, ...]:
        """Return the parts that a complete report has: the whole, or the stages of a milestone."""
        return told_parts(self.indicator) or ("",)

    @cached_property
    def values(self) -> tuple[kernel.Measurement, ...]:
        """Return everything that was measured of the indicator."""
        names = ("period", "value", "numerator", "denominator", "disaggregation", "validated_by")
        return tuple(
            kernel.Measurement(self.indicator.id, *(getattr(m, name) for name in names)) for m in self.measured
        )

    @cached_property
    def promise(self) -> Yardstick:
        """Return the target that the period is held against."""
        return yardstick(self.indicator, self.report.cycle.period)

    @property
    def has_own_target(self) -> bool:
        """Tell whether the promise is for the reported period itself."""
        return self.promise.period == self.report.cycle.period

    @cached_property
    def before(self) -> Measurement | None:
        """Return the newest figure of the whole before the period, of what it repeats too; None where there is none.

        Of two for one period its own goes first.
        """
        first = self.report.cycle.period.first_month
        told = (*self.measured, *self.repeated)
        past = [m for m in told if not m.disaggregation and m.period.last_month < first]
        known = [m for m in past if isinstance(m.value, Value)]
        return max(known, key=lambda m: (m.period.last_month, -m.period.months)) if known else None

    @cached_property
    def achieved(self) -> Datum | None:
        """Return the achievement so far against the promise, in percent; None where nothing was entered or promised."""
        if not any(self.cells.values()) or not isinstance(self.promise.value, Value):
            return None
        return achievement_in(self.indicator, self.values, self.promise.period, self.methodology.achievement).percent

    @property
    def band(self) -> Band | None:
        """Return the band of the achievement; None where the promise does not judge this period yet."""
        achieved, semaphore = self.achieved, semaphore_of(self.indicator, self.methodology)
        if not self.promise.judges or not isinstance(achieved, Value) or semaphore is None:
            return None
        return semaphore.band(achieved.amount)

    @property
    def tone(self) -> str:
        """Return the tone of the band."""
        return TONES.get(self.band.colour, "none") if self.band else "none"

    @property
    def is_required(self) -> bool:
        """Tell whether the report is asked for a figure: something was promised that this period belongs to."""
        return self.promise.value != NOT_PROGRAMMED

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """Return the parts that were asked for and hold nothing, not even a reason."""
        return tuple(part for part in self.required_parts if self.cells[part] is None) if self.is_required else ()

    @property
    def has_detail(self) -> bool:
        """Tell whether the figure has more to it than a cell holds: variables, or parts."""
        computed = self.binding is None and self.indicator.variables and self.indicator.formula
        return bool(self.indicator.disaggregations or computed)

    @property
    def torn(self) -> tuple[str, ...]:
        """Return where the parts of the period do not come to its total, in sentences."""
        period = self.report.cycle.period
        own = (value for value in self.values if value.period == period)
        return tuple(said(doubt) for doubt in unreconciled(self.indicator, own).values())

    @property
    def needs_words(self) -> bool:
        """Tell whether the figure fell so short that the methodology asks for an explanation."""
        short = self.explain_below is not None and self.promise.judges and isinstance(self.achieved, Value)
        return short and self.achieved.amount < self.explain_below  # type: ignore[union-attr,operator]

    @property
    def is_explained(self) -> bool:
        """Tell whether analysis, difficulty and next step are all there."""
        return self.narrative is not None and all(getattr(self.narrative, name).strip() for name in TEXTS)

    @property
    def takes_pair(self) -> bool:
        """Tell whether it is reported with numerator and denominator."""
        return self.indicator.accumulation is Accumulation.RATIO or any(
            row is not None and row.denominator is not None for row in self.cells.values()
        )

    @property
    def known(self) -> tuple[Decimal, ...]:
        """Return the amounts by which a new figure is judged."""
        period = self.report.cycle.period
        return known_amounts(self.indicator, (value for value in self.values if value.period != period))


@dataclass(frozen=True)
class Desk:
    """A report with its rows in the order of the plans."""

    report: Report
    rows: tuple[Row, ...] = ()
    explain_below: Decimal | None = None
    methodology: Methodology | None = field(default=None, repr=False)

    @property
    def missing(self) -> tuple[Row, ...]:
        """Return the rows that are asked for and hold nothing."""
        return tuple(row for row in self.rows if row.missing_parts)

    @property
    def unexplained(self) -> tuple[Row, ...]:
        """Return the rows that fell short and say nothing about it."""
        return tuple(row for row in self.rows if row.needs_words and not row.is_explained)

    @property
    def torn(self) -> tuple[Row, ...]:
        """Return the rows whose parts do not come to their total."""
        return tuple(row for row in self.rows if row.torn)

    @property
    def required(self) -> tuple[Row, ...]:
        """Return the rows that the report is asked for."""
        return tuple(row for row in self.rows if row.is_required)

    @property
    def done(self) -> int:
        """Return how many of the required rows hold all their figures."""
        return len(self.required) - len(self.missing)

    def row(self, pk: int) -> Row | None:
        """Return the row of an indicator by its primary key, None where the report does not ask for it."""
        return next((row for row in self.rows if row.pk == pk), None)


def desk(report: Report, only: Sequence[int] | None = None, *, words: bool = True) -> Desk:
    """Return a report with its rows, or some of them: the same number of queries however many there are.

    Without ``words`` the rows know their figures alone: not their element, what was said, nor the files.
    """
    wanted = [pk for pk in queries.asked(report) if only is None or pk in only]
    methodology, duty = load(report.institution.methodology), duty_of(report)
    below = duty.explain_below if duty else None
    rows = _rows(report, wanted, methodology, below, words=words)
    return Desk(report, tuple(rows), below, methodology)


def renewed(here: Desk) -> Desk:
    """Return a desk with what stands in its cells now, for whoever has just saved: one query."""
    measured = queries.measured([row.pk for row in here.rows])
    return replace(here, rows=tuple(replace(row, measured=measured.get(row.pk, ())) for row in here.rows))


def _rows(
    report: Report, wanted: list[int], methodology: Methodology, below: Decimal | None, *, words: bool
) -> Iterator[Row]:
    values = indicators_by_pk(report.institution, wanted)
    measured = queries.measured(wanted)
    told = wanted if words else []
    elements = dict(Indicator.objects.filter(pk__in=told).values_list("pk", "element__text"))
    repeated = queries.repeated(report.institution, {pk: values[pk].id for pk in told}) if told else {}
    said, proved = queries.narratives(report, told), queries.evidence(report, told)
    fed = bound(report.institution, wanted, report.cycle.period)
    for pk in wanted:
        yield Row(
            pk,
            values[pk],
            elements.get(pk) or "",
            report,
            methodology,
            measured.get(pk, ()),
            said.get(pk),
            proved.get(pk, ()),
            below,
            repeated.get(pk, ()),
            fed.get(pk),
        )
