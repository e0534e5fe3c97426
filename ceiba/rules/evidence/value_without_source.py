"""Figures that no unit reported and that do not say where they were taken from."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator, fed_by_register, figures, reported_months
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_document

_MEASURED = indicator("id: i1\nmeasure_unit: familias\ntargets: {2032: 800}\nverification: padrón de usuarios")

rule = Rule(
    code="E012",
    severity=Severity.NOTICE,
    version=2,
    asks="indicator",
    title=_("Cifras que nadie reportó y sin fuente"),
    says={
        "one": _("«%(indicator)s» no dice de dónde salió lo medido en %(periods)s."),
        "many": _(
            "%(count)s de los %(total)s indicadores tienen cifras que ninguna unidad reportó y no dicen de dónde "
            "salieron; el primero es «%(indicator)s» (%(periods)s)."
        ),
    },
    why=_("Una serie histórica sin fuente no sirve para comparar: nadie puede volver a comprobarla."),
    remedy=_("Escriba de qué registro, censo o informe se tomó cada cifra."),
    bad=_MEASURED + "measurements:\n- {indicator: i1, period: 2023, value: 120}\n",
    good=_MEASURED + "measurements:\n- {indicator: i1, period: 2023, value: 120, source: censo municipal de 2023}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of figures outside every reporting cycle; what a person validates or a file proves is known.

    From ``together`` indicators on, they are told as one.
    """
    if indicator.id in index(plan, fed_by_register) or not _outside(indicator, plan):
        return NOT_ASKED
    lacking = index(plan, _without_source).get(indicator.id)
    if lacking is None:
        return PASS
    periods = ", ".join(measurement.period.notation() for measurement in _bare(indicator, plan))
    if lacking.count < together:
        return found(indicator=indicator.text, periods=periods, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(indicator=indicator.text, periods=periods, count=lacking.count, total=lacking.total, reason="many")


def _without_source(snapshot: Snapshot) -> Mapping[str, Lack]:
    if not snapshot.measurements:
        return {}
    fed = index(snapshot, fed_by_register)
    return together_in_document(snapshot, lambda i: i.id not in fed and _bare(i, snapshot))


def _outside(indicator: Indicator, plan: Snapshot) -> list[Measurement]:
    months = index(plan, reported_months)
    return [m for m in figures(indicator, plan) if m.period.last_month not in months]


def _bare(indicator: Indicator, plan: Snapshot) -> list[Measurement]:
    """Return the figures outside every cycle that say nothing of where they came from."""
    proved = {evidence.period for evidence in index(plan, evidence_by_indicator).get(indicator.id, ())}
    return [m for m in _outside(indicator, plan) if not (m.source or m.validated_by or m.period in proved)]
