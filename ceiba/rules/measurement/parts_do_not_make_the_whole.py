"""Targets of years or quarters that do not come to the target of the whole."""

from ceiba.kernel.exact import EXACT
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.paths import adds_up, agrees, wholes
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SUM = "measure_unit: viviendas\naccumulation: sum\n"

rule = Rule(
    code="M025",
    severity=Severity.ERROR,
    version=1,
    asks="indicator",
    title=_("Las metas de las partes no dan la del todo"),
    says={
        "sum": _(
            "«%(indicator)s» promete %(stated)s para %(start)s–%(end)s y sus %(count)s metas parciales suman "
            "%(computed)s: %(difference)s de diferencia."
        ),
        "height": _(
            "«%(indicator)s» promete llegar a %(stated)s en %(end)s, y la última de sus metas parciales llega a "
            "%(computed)s: %(difference)s de diferencia."
        ),
        "highest": _(
            "«%(indicator)s» promete %(stated)s para %(start)s–%(end)s, y la mayor de sus metas parciales es "
            "%(computed)s: %(difference)s de diferencia."
        ),
    },
    why=_("Quien cumpla todas las metas parciales no habrá cumplido la total, o al revés."),
    remedy=_("Corrija la meta total o las parciales, o la forma en que el indicador se acumula."),
    bad=indicator(_SUM + "targets: {2024..2026: 900, 2024: 200, 2025: 300, 2026: 300}"),
    good=indicator(_SUM + "targets: {2024..2026: 800, 2024: 200, 2025: 300, 2026: 300}"),
)

_REASONS = {Accumulation.SUM: "sum", Accumulation.MAX: "highest"}


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators that promise for a period and for its parts; those that only add up are M040's."""
    made = tuple(wholes(indicator))
    if not made:
        return NOT_ASKED
    wrong = next((whole for whole in made if not agrees(whole) and not adds_up(whole)), None)
    if wrong is None:
        return PASS
    return found(
        indicator=indicator.text,
        stated=wrong.stated,
        computed=wrong.computed,
        difference=EXACT.subtract(wrong.computed, wrong.stated),
        start=wrong.period.start_year,
        end=wrong.period.end_year,
        count=wrong.parts,
        reason=_REASONS.get(indicator.accumulation, "height"),
    )
