"""A formula that cannot be computed from the variables beside it."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.formula import BadFormula, read_formula
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_HEAD = "measure_unit: '%'\ndenominator: viviendas\nvariables: [conectadas, viviendas]\nformula: conectadas / "

rule = Rule(
    code="M044",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La fórmula no se puede calcular"),
    says={
        "unread": _("La fórmula de «%(indicator)s» («%(formula)s») no se puede calcular con sus variables."),
        "unused": _("La fórmula de «%(indicator)s» («%(formula)s») no usa la variable «%(variable)s»."),
    },
    why=_("Quien reporta llenará las variables y el valor no saldrá, o saldrá sin una de ellas."),
    remedy=_("Escriba la fórmula con los nombres de las variables, como «a / b * 100», y quite las que sobran."),
    bad=indicator(_HEAD + "hogares * 100"),
    good=indicator(_HEAD + "viviendas * 100"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of formulas with variables; without any the formula is words, and nobody computes it."""
    if not indicator.formula or not indicator.variables:
        return NOT_ASKED
    facts = {"indicator": indicator.text, "formula": indicator.formula}
    names = [variable.name for variable in indicator.variables]
    try:
        used = read_formula(indicator.formula, names).uses
    except BadFormula:
        return found(facts, reason="unread")
    unused = next((name for name in names if name not in used), None)
    return PASS if unused is None else found(facts, variable=unused, reason="unused", severity=Severity.NOTICE)
