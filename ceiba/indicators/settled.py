"""Figures that no document changes any more: those of a closed period, and those that somebody validated."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ceiba.documents.adoption import told
from ceiba.indicators.models import Measurement, ReportingCycle
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused
from ceiba.kernel.period import Period

_FIGURE = ("value", "numerator", "denominator")
_NAMED = 8  # figures named in a refusal


def refuse_settled(institution: Institution, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise ``Refused`` where figures, by their key, would change what is settled, or enter a closed period.

    Settled is what lies in a closed period, and what was validated in a period that units report. Three queries.
    """
    cycles: dict[Period, bool] = {}
    for period, closed in ReportingCycle.objects.of(institution).values_list("period", "closed"):
        cycles[period] = cycles.get(period, False) or closed is not None
    shut = [period for period, closed in cycles.items() if closed]
    near = {
        key for key, row in wanted.items() if row["period"] in cycles or any(p.contains(row["period"]) for p in shut)
    }
    if not near:
        return
    stored = {row.key: row for row in Measurement.objects.of(institution).select_related("indicator")}
    touched = []
    for key in sorted(near):
        old, new = stored.get(key), wanted[key]
        if old is not None and all(told(getattr(old, name)) == told(new[name]) for name in _FIGURE):
            continue
        if any(period.contains(new["period"]) for period in shut) or (old is not None and old.validated_by):
            touched.append(key)
    if touched:
        more = _(" y %(count)s más") % {"count": len(touched) - _NAMED} if len(touched) > _NAMED else ""
        raise Refused(
            _(
                "El documento trae otras cifras de períodos cerrados o ya validados: %(listed)s%(more)s. Una cifra así "
                "se rectifica, con su razón, en «Aprobación», «Informes». Nada se cambió."
            )
            % {"listed": "; ".join(touched[:_NAMED]), "more": more}
        )
