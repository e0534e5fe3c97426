"""One thing measured as two indicators of one plan, under the same name or nearly."""

from decimal import Decimal

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.likeness import can_repeat, repeated
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.series import signed_indicators

_HEIGHTS = (UnitKind.PERCENT, UnitKind.RATE, UnitKind.INDEX)

rule = Rule(
    code="M045",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un indicador que mide lo mismo que otro"),
    says={
        "alike": _("«%(indicator)s» y «%(other)s» tienen las mismas cifras (%(amount)s) y casi el mismo nombre."),
        "differ": _("«%(indicator)s» está dos veces en el plan, y para lo mismo promete %(amount)s y %(second)s."),
        "same": _("«%(indicator)s» está dos veces en el plan con la misma cifra (%(amount)s)."),
    },
    why=_("Lo que se mide dos veces se reporta dos veces, y un día con dos valores."),
    remedy=_("Deje uno y vincule a él el otro elemento, o diga en los nombres qué los distingue."),
    bad=indicator("""\
measure_unit: '%'
baseline: {value: 61, year: 2024}
targets: {2032: 82}
""").replace("Servicio de agua", "Viviendas rurales que reciben agua clorada")
    + """\
    - text: Viviendas rurales recibiendo agua clorada
      measure_unit: '%'
      baseline: {value: 61, year: 2024}
      targets: {2032: 85}
""",
    good=indicator("""\
measure_unit: '%'
baseline: {value: 61, year: 2024}
targets: {2032: 82}
""").replace("Servicio de agua", "Viviendas rurales que reciben agua clorada")
    + """\
    - text: Viviendas urbanas recibiendo agua clorada
      measure_unit: '%'
      baseline: {value: 91, year: 2024}
      targets: {2032: 95}
""",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of names of four content words or more; only one figure in common makes two likely names one thing."""
    if not can_repeat(indicator.text):
        return NOT_ASKED
    element = plan.element(indicator.element)
    group = plan.plan_of(element).id if element else None
    like = repeated(group, indicator.id, indicator.text, index(plan, signed_indicators), lambda key: _text(key, plan))
    other = plan.indicator(like.earlier) if like else None
    if like is None or other is None or (like.exact and indicator.baseline_value):  # which is M020's
        return PASS
    facts: dict[str, Fact] = {"indicator": indicator.text, "other": other.text}
    amount = _shared(indicator, other)
    if amount is not None:
        return found(facts, amount=amount, reason="same" if like.exact else "alike")
    if like.exact and _promise_apart(indicator, other):
        return found(facts, amount=other.target_value, second=indicator.target_value, reason="differ")
    return PASS


def _promise_apart(one: Indicator, other: Indicator) -> bool:
    """Tell whether two promise different heights of one measure, that nothing else tells apart, for one period."""
    unit, mine, its = one.measure_unit, one.final_target, other.final_target
    if unit is None or unit.kind not in _HEIGHTS or unit != other.measure_unit or mine is None or its is None:
        return False
    known = one.target_value is not None and other.target_value is not None
    return known and mine.period == its.period and one.baseline_value is None and other.baseline_value is None


def _shared(one: Indicator, other: Indicator) -> Decimal | None:
    """Return a telling figure that both have in one unit: the baseline, or the target for one period; None for none."""
    if (one.measure_unit and one.measure_unit.kind) is not (other.measure_unit and other.measure_unit.kind):
        return None
    if one.baseline_value and one.baseline_value == other.baseline_value:
        return one.baseline_value
    mine, its = one.final_target, other.final_target
    if mine is None or its is None or mine != its or one.target_value in (None, 0, 1, 100):
        return None
    return one.target_value


def _text(identifier: str, plan: Snapshot) -> str:
    indicator = plan.indicator(identifier)
    return indicator.text if indicator else ""
