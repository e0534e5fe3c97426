"""An indicator that is to stay in a range of which nobody wrote the ends, or whose target lies outside of them."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_RANGE = "measure_unit: mg/l\ndirection: range\ntargets: {2032: 0.7}\n"

rule = Rule(
    code="M039",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Un rango sin límites, o una meta fuera de él"),
    says={
        "unbounded": _("«%(indicator)s» debe quedar dentro de un rango y nadie escribió cuál."),
        "outside": _("«%(indicator)s» debe quedar entre %(low)s y %(high)s, y su meta es %(target)s."),
    },
    why=_("Sin límites no se sabe qué valor es bueno; con la meta fuera, cumplirla es incumplir."),
    remedy=_("Escriba el valor más bajo y el más alto que se admiten, con la meta entre los dos."),
    bad=indicator(_RANGE),
    good=indicator(_RANGE + "band: [0.5, 1.0]"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators whose better value lies in a range."""
    if indicator.direction is not Direction.RANGE and indicator.band is None:
        return NOT_ASKED
    if indicator.band is None:
        return found(indicator=indicator.text, reason="unbounded")
    low, high, target = min(indicator.band), max(indicator.band), indicator.target_value
    if target is None or low <= target <= high or indicator.accumulation is Accumulation.VARIATION:
        return PASS
    facts = {"low": low, "high": high, "target": target}
    return found(facts, indicator=indicator.text, reason="outside", severity=Severity.ERROR)
