"""An output that promises a quantity with no money behind it."""

from ceiba.kernel.element_money import lines_for
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_OUTPUT = plan(
    """
    elements:
    - level: producto
      code: P1
      text: Familias con servicio de agua
      indicators:
      - {text: Familias con servicio, measure_unit: familias, targets: {2032: 500}}
    """
)

rule = Rule(
    code="F003",
    severity=Severity.WARNING,
    version=2,
    asks="output",
    title=_("Un producto promete una cantidad y no tiene dinero"),
    says=_("«%(element)s» promete %(target)s y ningún renglón lo financia."),
    why=_("Una meta que nadie financia es un deseo; la oficina de presupuesto no puede defenderla."),
    remedy=_("Vincule un renglón al producto o lleve la meta a un año financiado."),
    bad=_OUTPUT + "budget_lines:\n- {id: b1, classifier: 12-01, name: Tubería, amounts: {current: 9.00}}\n",
    good=_OUTPUT + "budget_lines:\n- {id: b1, classifier: 12-01, amounts: {current: 9.00}, serves: {element/P1: 1}}\n",
)


@rule
def check(output: Element, plan: Snapshot) -> Verdict:
    """Ask it of outputs with a target, where the plan has budget lines at all: otherwise nobody was asked for money.

    Money counts as everywhere (``ElementMoney``): for the output, its indicators, its projects, and what hangs from it.
    What an annual plan repeats is one promise: the line that pays it in one of its places pays it.
    """
    targets = [amount for i in plan.indicators_of(output) if (amount := i.promised_value) is not None]
    if not targets or not plan.budget_lines:
        return NOT_ASKED
    own = address("element", output.id)
    repeated = [link.destination for link in plan.links_from(own, LinkKind.REPEATS)]
    repeated += [link.origin for link in plan.links_to(own, LinkKind.REPEATS)]
    copies = (plan.element(place.removeprefix("element/")) for place in repeated)
    if any(next(lines_for(plan, one), None) for one in (output, *copies) if one is not None):
        return PASS
    return found(element=output.text, target=targets[0])
