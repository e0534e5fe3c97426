"""The verb that keeps figures of earlier years, with where they come from."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators.cells import columns, key_of, told_columns
from ceiba.indicators.feeding import FIGURE, refuse_fed
from ceiba.indicators.models import Indicator, Measurement
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel.indicator import Measurement as MeasurementValue

_ASKED = ("indicator", "period", "disaggregation", *FIGURE)


@verb("measurement.bring", needs="plan.edit", touches=[Part.MEASUREMENTS])
def bring_past(actor: Actor, figures: Sequence[MeasurementValue]) -> int:
    """Keep figures of earlier years and return how many; ``Refused``, and nothing kept, where one is there already.

    Each carries its ``source``; nobody reported it, so no unit answers for it and no reviewer validated it.
    """
    here = actor.institution
    rows = Indicator.objects.of(here).select_for_update().filter(key__in={one.indicator for one in figures})
    owners = {row.key: row for row in rows.filter(withdrawn=False)}
    keys = [key_of(one.indicator, one.period) for one in figures]
    if len(set(keys)) < len(keys) or Measurement.objects.of(here).filter(key__in=keys).exists():
        raise Refused(_("Mientras usted miraba, alguien trajo una de estas cifras. Suba la hoja otra vez."))
    refuse_fed(
        here, {key: {name: getattr(one, name) for name in _ASKED} for key, one in zip(keys, figures, strict=True)}
    )
    last = Measurement.objects.of(here).aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    made = []
    for place, (key, one) in enumerate(zip(keys, figures, strict=True)):
        if one.indicator not in owners or not one.source:
            raise Refused(_("Uno de los indicadores ya no está en el plan. Suba la hoja otra vez."))
        row = Measurement(
            institution=here,
            key=key,
            indicator=owners[one.indicator],
            period=one.period,
            source=one.source,
            recorded_by=actor.person,
            recorded_at=timezone.now(),
            position=first + place,
            **columns(one),
        )
        made.append(row)
        changed(f"measurement/{key}", None, {**told_columns(columns(one)), "source": one.source})
    Measurement.objects.bulk_create(made, batch_size=500)
    noted(_("Series de años anteriores"))
    return len(made)
