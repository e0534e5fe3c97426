"""Indicators as the explorer shows them: from where to where, what was measured, and what is not known and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from ceiba.audits.subjects import anchor
from ceiba.exchange.writers.page_indicators import (
    ACCUMULATION_WORDS,
    DIMENSION_WORDS,
    DIRECTION_WORDS,
    FREQUENCY_WORDS,
    SCOPE_WORDS,
)
from ceiba.kernel.achievement import Achievement, achievement_in
from ceiba.kernel.exact import EXACT
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.judging import semaphore_of
from ceiba.kernel.methodology import Band
from ceiba.kernel.path import path_value
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import NO_DATA, NOT_DUE, NOT_PROGRAMMED, Datum, Value
from ceiba.kernel.text import _
from ceiba.ui import drawings

TONES = {"red": "bad", "amber": "warn", "yellow": "warn", "green": "ok"}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What was promised and what was measured in one period; ``band`` judges the two where both are known."""

    period: Period
    target: Datum
    measured: Datum
    pair: tuple[object, object] | None
    achievement: Datum
    band: Band | None

    @property
    def tone(self) -> str:
        """Return the tone of the band; none where nothing is judged."""
        return TONES.get(self.band.colour, "none") if self.band else "none"


@dataclass(frozen=True)
class Measure:
    """An indicator ready to be read, today."""

    snapshot: Snapshot
    indicator: Indicator
    today: date

    @property
    def anchor(self) -> str:
        """Return the place of the indicator in its page."""
        return anchor(address("indicator", self.indicator.id))

    @property
    def baseline(self) -> Datum:
        """Return the value from which the promise starts."""
        return self.indicator.baseline.value if self.indicator.baseline else NO_DATA

    @property
    def final(self) -> Datum:
        """Return the value of the final target, no data where there is none."""
        final = self.indicator.final_target
        return final.value if final else NO_DATA

    @cached_property
    def last(self) -> Measurement | None:
        """Return the newest measurement of the whole that has a value, None where nothing was measured."""
        known = [m for m in self._whole if isinstance(m.value, Value)]
        return max(known, key=lambda m: (m.period.last_month, m.period.months)) if known else None

    @cached_property
    def judged(self) -> PeriodRow | None:
        """Return the newest period of which target and measurement are known, None where there is none."""
        return next((row for row in reversed(self.periods) if row.band), None)

    @cached_property
    def periods(self) -> tuple[PeriodRow, ...]:
        """Return every period that has a target or a measurement, in the order of time."""
        promised = {target.period for target in self.indicator.targets if target.period is not None}
        seen = promised | {measurement.period for measurement in self._whole}
        ordered = sorted(seen, key=lambda period: (period.last_month, -period.months))
        return tuple(self._row(period) for period in ordered)

    @property
    def expected(self) -> Datum:
        """Return what the straight path from baseline to target asks for where the last measurement stands."""
        base, final = self.indicator.baseline, self.indicator.final_target
        if base is None or final is None or self.last is None:
            return NO_DATA
        return path_value(base, final, self.last.period, self.snapshot.methodology.fiscal_start)

    @property
    def change(self) -> Decimal | None:
        """Return by how much the final target differs from the baseline."""
        base, target = self.indicator.baseline_value, self.indicator.target_value
        return None if base is None or target is None else EXACT.subtract(target, base)

    @property
    def is_percentage(self) -> bool:
        """Tell whether it is measured in parts of a hundred, so that a change is told in points."""
        return self.indicator.measure_unit is not None and self.indicator.measure_unit.kind is UnitKind.PERCENT

    @property
    def parts(self) -> tuple[Measurement, ...]:
        """Return the measurements of parts («mujeres», «zona 6»), in the order of the snapshot."""
        return tuple(m for m in self.snapshot.measurements_of(self.indicator) if m.disaggregation)

    @cached_property
    def drawing(self) -> SafeString:
        """Return the path from baseline to target with its table, blank where fewer than two figures are known."""
        return drawings.figure(drawings.indicator_path(self.snapshot, self.indicator))

    @property
    def changes(self) -> tuple[str, ...]:
        """Return the changes that the text promises, in its own words."""
        return tuple(change.text for change in self.indicator.stated_changes if change.text)

    @property
    def responsible(self) -> str | None:
        """Return the name of the unit that answers for the indicator itself."""
        unit = self.snapshot.unit(self.indicator.unit)
        return unit.name if unit else None

    @property
    def facts(self) -> Iterator[tuple[str, str | None]]:
        """Yield what else is known, as a label and its words; None where nobody said."""
        indicator = self.indicator
        yield _("Unidad de medida"), indicator.measure_unit.name if indicator.measure_unit else None
        yield _("Fórmula"), indicator.formula
        yield _("Denominador"), indicator.denominator
        yield _("Fuente de la línea base"), indicator.baseline.source if indicator.baseline else None
        yield _("Medio de verificación"), indicator.verification
        yield _("Responsable"), self.responsible
        yield _("Sentido"), DIRECTION_WORDS[indicator.direction]
        yield _("Acumulación"), ACCUMULATION_WORDS[indicator.accumulation]
        yield _("Cada cuánto se mide"), FREQUENCY_WORDS.get(indicator.frequency or 0)
        yield _("Tipo"), SCOPE_WORDS[indicator.scope] if indicator.scope else None
        yield _("Dimensión"), DIMENSION_WORDS[indicator.dimension] if indicator.dimension else None

    @property
    def _whole(self) -> tuple[Measurement, ...]:
        return tuple(m for m in self.snapshot.measurements_of(self.indicator) if not m.disaggregation)

    def _row(self, period: Period) -> PeriodRow:
        own = next((m for m in reversed(self._whole) if m.period == period), None)
        achieved = self._achieved(period) if own and isinstance(own.value, Value) else None
        percent = achieved.percent if achieved else NO_DATA
        semaphore = semaphore_of(self.indicator, self.snapshot.methodology)
        return PeriodRow(
            period=period,
            target=next((t.value for t in self.indicator.targets if t.period == period), NOT_PROGRAMMED),
            measured=own.value if own else self._missing(period),
            pair=own.pair if own else None,
            achievement=percent,
            band=semaphore.band(percent.amount) if semaphore and isinstance(percent, Value) else None,
        )

    def _achieved(self, period: Period) -> Achievement:
        return achievement_in(self.indicator, self._whole, period, self.snapshot.methodology.achievement)

    def _missing(self, period: Period) -> Datum:
        """Return why nothing was measured: the period has not ended, or it has and nobody reported."""
        return NOT_DUE if period.last_month >= self.today.year * 12 + self.today.month - 1 else NO_DATA
