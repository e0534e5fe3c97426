"""Indicators whose yearly targets add up to the total while they are marked as levels."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.paths import adds_up, wholes
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_YEARS = "measure_unit: viviendas\ntargets: {2030..2032: 800, 2030: 200, 2031: 300, 2032: 300}\naccumulation: "

rule = Rule(
    code="M040",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Sumas marcadas como niveles"),
    says=_(
        "En «%(plan)s» hay metas anuales que suman la total y están marcadas como un nivel por alcanzar, no como una "
        "suma: «%(indicator)s» (indicadores así: %(count)s)."
    ),
    why=_("Como nivel, el avance del último año se tomará por el de todo el período."),
    remedy=_("Marque en esos indicadores que el período suma lo de sus partes."),
    bad=indicator(_YEARS + "last"),
    good=indicator(_YEARS + "sum"),
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask of plans with indicators that promise for a period and for its parts; the whole plan is told once."""
    summed = index(plan, _summed).get(subject.id)
    if summed is None:
        return NOT_ASKED
    if not summed:
        return PASS
    return found(plan=subject.title, count=len(summed), indicator=summed[0].text)


def _summed(snapshot: Snapshot) -> Mapping[str, list[Indicator]]:
    """Return by plan the indicators whose parts are to be added, for plans where any promises in whole and in parts."""
    asked: dict[str, list[Indicator]] = {}
    for measure in snapshot.indicators:
        if made := tuple(wholes(measure)):
            own = asked.setdefault(snapshot.plan_of_indicator(measure).id, [])
            own.extend([measure] if any(map(adds_up, made)) else [])
    return asked
