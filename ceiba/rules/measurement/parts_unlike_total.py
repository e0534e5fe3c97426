"""A measurement whose parts (women and men, zones) do not come to its total."""

from collections import defaultdict
from decimal import Decimal

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.plausibility import Doubt
from ceiba.kernel.reconcile import unreconciled
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_OPENED = indicator("id: i1\nmeasure_unit: personas\naccumulation: sum\ndisaggregations: {sexo: [mujeres, hombres]}")
_MEASURED = """\
measurements:
- {indicator: i1, period: 2025, value: 100}
- {indicator: i1, period: 2025, value: 60, disaggregation: mujeres}
"""

rule = Rule(
    code="M034",
    severity=Severity.ERROR,
    version=1,
    asks="indicator",
    title=_("Las partes no dan el total medido"),
    says={
        "sum": _(
            "De «%(indicator)s» en %(period)s las partes según %(way)s suman %(computed)s y el total dice %(stated)s."
        ),
        "between": _(
            "De «%(indicator)s» en %(period)s las partes según %(way)s van de %(low)s a %(high)s y el total dice "
            "%(stated)s, que queda fuera."
        ),
        "total": _("De «%(indicator)s» en %(period)s hay cifras según %(way)s y falta la del total."),
    },
    why=_("Si las partes no dan el total, una de las cifras publicadas es falsa."),
    remedy=_("Revise con quien midió cuál cifra está mal, y corríjala con su razón."),
    bad=_OPENED + _MEASURED + "- {indicator: i1, period: 2025, value: 50, disaggregation: hombres}\n",
    good=_OPENED + _MEASURED + "- {indicator: i1, period: 2025, value: 40, disaggregation: hombres}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators that open into parts and were measured in parts; a missing total is a warning."""
    periods: dict[Period, list[Measurement]] = defaultdict(list)
    for measured in plan.measurements_of(indicator) if indicator.disaggregations else ():
        periods[measured.period].append(measured)
    opened = {period: rows for period, rows in periods.items() if any(row.disaggregation for row in rows)}
    if not opened:
        return NOT_ASKED
    for period, rows in sorted(opened.items()):
        for way, doubt in unreconciled(indicator, rows).items():
            return _found(indicator, period, way, doubt, plan.methodology.fiscal_start)
    return PASS


def _found(indicator: Indicator, period: Period, way: str, doubt: Doubt, fiscal_start: int) -> Verdict:
    facts = {name: fact for name, fact in doubt.facts.items() if isinstance(fact, Decimal)}
    reason = "sum" if "sum" in facts else "between" if "low" in facts else "total"
    return found(
        indicator=indicator.text,
        period=period.notation(fiscal_start),
        way=way,
        stated=facts.get("whole"),
        computed=facts.get("sum"),
        low=facts.get("low"),
        high=facts.get("high"),
        reason=reason,
        severity=Severity.WARNING if reason == "total" else None,
    )
