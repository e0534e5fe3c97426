"""The verbs that let a register measure an indicator, and end it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.indicators.models import Indicator, MeasureBinding
from ceiba.indicators.queries_bindings import value_of
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, verb
from ceiba.kernel import register as kernel
from ceiba.plans.queries import by_key


@verb("bindings.adopt", needs="plan.edit", touches=[Part.REGISTERS])
def adopt_bindings(actor: Actor, bindings: Iterable[kernel.MeasureBinding]) -> None:
    """Create or change which measures of registers measure which indicators, as a document says.

    ``Refused`` where two of them, or one of them and one that stands, would give an indicator its figure on one day. A
    register that is not in use yet gives no figures until it is.
    """
    here, given = actor.institution, tuple(bindings)
    keys = numbered((one.indicator, one.since.isoformat()) for one in given)
    rows = {
        key: {
            "indicator": one.indicator,
            "register": one.register,
            "measure": one.measure,
            "where": [list(pair) for pair in one.where],
            "since": one.since,
            "until": one.until,
            "note": one.note,
        }
        for key, one in zip(keys, given, strict=True)
    }
    bound = {"indicator": by_key(Indicator.objects.of(here))}
    adopt_rows(here, Shelf("binding", MeasureBinding, bound), rows)
    refuse_two(here_bindings(actor, {one.indicator for one in given}))


def here_bindings(actor: Actor, indicators: Iterable[str]) -> list[kernel.MeasureBinding]:
    """Return the bindings of some indicators, by their keys, as values."""
    rows = MeasureBinding.objects.of(actor.institution).filter(indicator__key__in=set(indicators))
    return [value_of(row) for row in rows.select_related("indicator")]


def refuse_two(bindings: Iterable[kernel.MeasureBinding]) -> None:
    """Raise ``Refused`` where two bindings give one indicator its figures on the same day."""
    seen: dict[str, list[kernel.MeasureBinding]] = {}
    for one in bindings:
        for other in seen.setdefault(one.indicator, []):
            if one.overlaps(other):
                raise Refused(
                    _(
                        "El indicador «%(indicator)s» ya lo mide «%(register)s» en esos días. Termine ese vínculo, o "
                        "elija fechas que no se crucen."
                    )
                    % {"indicator": one.indicator, "register": other.register}
                )
        seen[one.indicator].append(one)
