"""Figures that a register gives: written like any other where the period is open, proposed where it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.adoption import told
from ceiba.indicators.cells import Cell, columns, key_of, measured, told_columns
from ceiba.indicators.models import LateFigure, MeasureBinding, Measurement
from ceiba.indicators.queries import indicators_by_pk
from ceiba.indicators.queries_bindings import in_use, settled_periods, value_of
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Part, Refused, changed, touching
from ceiba.kernel import indicator as kernel
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum, Value

FIGURE = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Fed:
    """What a register says of an indicator in a period; a ratio keeps both its numbers."""

    period: Period
    value: Datum
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Difference:
    """What a figure says before (None: nothing stands there) and what the register says of its period."""

    period: Period
    before: Measurement | None
    after: kernel.Measurement

    @property
    def is_same(self) -> bool:
        """Tell whether the figure says already what the register says."""
        return self.before is not None and columns(self.before) == columns(self.after)


def differences(binding: MeasureBinding, figures: Sequence[Fed]) -> list[Difference]:
    """Return what would become of the figures of a bound indicator, in the order given; nothing is written."""
    value = indicators_by_pk(binding.institution, [binding.indicator_id])[binding.indicator_id]
    rows = Measurement.objects.filter(indicator=binding.indicator, disaggregation="").select_related("recorded_by")
    held = {row.period: row for row in rows.filter(period__in=[fed.period for fed in figures])}
    return [Difference(fed.period, held.get(fed.period), _measured(value, binding, fed)) for fed in figures]


def _measured(indicator: kernel.Indicator, binding: MeasureBinding, fed: Fed) -> kernel.Measurement:
    """Return the measurement; the value of an indicator that is a ratio is computed from its two numbers, as ever.

    Where there is none the register knows better why: of no case decided yet, none may be due.
    """
    cell = Cell(binding.indicator_id, "", fed.value, fed.numerator, fed.denominator)
    made = measured(indicator, cell, fed.period)
    return made if isinstance(fed.value, Value) else replace(made, value=fed.value)


def feed(binding: MeasureBinding, figures: Sequence[Fed]) -> None:
    """Write what a register says of a bound indicator, inside the verb that runs.

    What is settled stays as it is, and the difference becomes a proposal to restate. Whoever calls holds the lock of
    the binding, so that of two rows saved at once the second figure knows both.
    """
    found = differences(binding, figures)
    settled = settled_periods(binding, [one.period for one in found if not one.is_same]) if found else frozenset()
    open_ones = {row.period: row for row in LateFigure.objects.filter(binding=binding, settled=None)}
    for one in found:
        late = open_ones.get(one.period)
        if one.period in settled and not one.is_same:
            _propose(binding, one, late)
            continue
        if late is not None:
            _withdraw(late)
        if not one.is_same:
            _write(binding, one)


def _write(binding: MeasureBinding, one: Difference) -> None:
    row = one.before
    before = told_columns(columns(row)) if row else None
    if row is None:
        row = Measurement(
            institution=binding.institution,
            key=key_of(binding.indicator.key, one.period),
            indicator=binding.indicator,
            period=one.period,
            version=0,
        )
    for name, value in columns(one.after).items():
        setattr(row, name, value)
    row.version += 1
    row.validated_by, row.source = None, binding.source
    row.recorded_by, row.recorded_at = None, timezone.now()
    row.save()
    touching(Part.MEASUREMENTS)
    changed(f"measurement/{row.key}", before, {**told_columns(columns(row)), "source": row.source})


def _propose(binding: MeasureBinding, one: Difference, late: LateFigure | None) -> None:
    before = told_columns(columns(one.before)) if one.before else None
    after = told_columns(columns(one.after))
    if late is not None and late.before == before and late.after == after:
        return
    if late is None and _declined(binding, one.period, after):
        return
    key = key_of(binding.indicator.key, one.period)
    row = late or LateFigure(
        institution=binding.institution,
        key=f"{key} #{LateFigure.objects.of(binding.institution).filter(key__startswith=key + ' #').count() + 1}",
        binding=binding,
        period=one.period,
    )
    told = None if late is None else {"after": late.after}
    row.before, row.after, row.at = before, after, timezone.now()
    row.save()
    changed(f"late_figure/{row.key}", told, {"before": before, "after": after})


def _declined(binding: MeasureBinding, period: Period, after: Mapping[str, Any]) -> bool:
    """Tell whether somebody left the figure as it is though the register said exactly this."""
    last = LateFigure.objects.filter(binding=binding, period=period).first()
    return last is not None and last.after == after and last.settled_by_id is not None and last.restatement_id is None


def _withdraw(late: LateFigure) -> None:
    """Settle a proposal that nobody needs any more: the figure follows the register again."""
    late.settled, late.reason = timezone.now(), _("La cifra y el registro vuelven a decir lo mismo.")
    late.save(update_fields=["settled", "reason"])
    changed(f"late_figure/{late.key}", {"settled": None}, {"settled": late.settled})


def refuse_fed(institution: Institution, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise ``Refused`` where figures, by their key, would say something else than the register that gives them.

    Each has indicator (its key), period, disaggregation, value, numerator and denominator. Two queries.
    """
    held = [(row, value_of(row)) for row in in_use(institution)]
    near = {
        key: row
        for key, one in wanted.items()
        for row, value in held
        if one["indicator"] == value.indicator and not one["disaggregation"] and value.covers(one["period"])
    }
    if not near:
        return
    stored = {row.key: row for row in Measurement.objects.of(institution).filter(key__in=near)}
    for key, row in near.items():
        old = stored.get(key)
        if old is None or any(told(getattr(old, name)) != told(wanted[key][name]) for name in FIGURE):
            raise Refused(f"{key}: {why_fed(row)}")


def why_fed(binding: MeasureBinding) -> str:
    """Return why nobody types the figure of a bound indicator, and what to do instead."""
    return _(
        "Esta cifra la da un registro: %(source)s. Corrija ahí la fila que esté mal. Para volver a escribirla a mano, "
        "quien planifica termina el vínculo en «Registros», en las medidas de ese registro."
    ) % {"source": binding.source}
