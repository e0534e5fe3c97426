"""Money of the plan's promises that serves no goal of any framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.destination import given_parts
from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.alignments import aligned_elements, served_by_project
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.passes import elements_with_plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

_PLAN = plan("""\
elements:
- {level: objetivo, code: O1, text: Ampliar el agua de las aldeas., alignments: [{framework: ODS, codes: ['6']}]}
- {level: objetivo, code: O2, text: Ampliar el empleo.}
""")

rule = Rule(
    code="A008",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Mucho dinero sin alineación"),
    says=_("%(computed_percent)s %% del dinero de las promesas (%(bare)s de %(whole)s) no se alinea con ningún marco."),
    why=_(
        "La alineación se informa por dinero, no por renglones: lo que más cuesta es lo que más debe decir a qué sirve."
    ),
    remedy=_("Alinee los objetivos y proyectos que reciben más dinero."),
    bad=_PLAN
    + "budget_lines:\n"
    + "- {id: b1, classifier: '12-01', amounts: {current: 100}, serves: {element/O1: 1}}\n"
    + "- {id: b2, classifier: '12-02', amounts: {current: 300}, serves: {element/O2: 1}}\n",
    good=_PLAN
    + "budget_lines:\n"
    + "- {id: b1, classifier: '12-01', amounts: {current: 300}, serves: {element/O1: 1}}\n"
    + "- {id: b2, classifier: '12-02', amounts: {current: 100}, serves: {element/O2: 1}}\n",
)


@dataclass(frozen=True, slots=True)
class _Coverage:
    bare: Money
    whole: Money


@rule
def check(subject: Plan, plan: Snapshot, *, percent: Decimal = Decimal(50)) -> Verdict:
    """Ask once of a whole document with aligned elements and money for promises; ``percent`` is still unremarkable."""
    covered = index(plan, _coverage).get(subject.id)
    share = covered.bare.share_of(covered.whole) if covered else None
    if covered is None or share is None:
        return NOT_ASKED
    if share <= percent:
        return PASS
    return found(computed_percent=share, bare=covered.bare.amount, whole=covered.whole.amount)


def _coverage(snapshot: Snapshot) -> Mapping[str, _Coverage]:
    """Return how much of the money for promises is aligned, under the first plan; the office promises nothing."""
    aligned = aligned_elements(snapshot) if snapshot.plans and snapshot.budget_lines else set()
    if not aligned:
        return {}
    known = {element.id for _plan, element in elements_with_plan(snapshot)}
    served = served_by_project(snapshot)
    bare: list[Money] = []
    whole: list[Money] = []
    for parts in index(snapshot, _given).values():
        for subject, money in parts:
            elements = known.intersection(s.removeprefix("element/") for s in served.get(subject, (subject,)))
            if not elements and not subject.startswith("project/"):
                continue
            whole.append(money)
            if aligned.isdisjoint(elements):
                bare.append(money)
    if not one_currency(*whole):
        return {}
    return {snapshot.plans[0].id: _Coverage(Money.total(bare), Money.total(whole))}


def _given(snapshot: Snapshot) -> Mapping[str, tuple[tuple[str, Money], ...]]:
    """Return what each budget line gives to what it serves; it stays as long as the budget does."""
    return {line.id: given_parts(line) for line in snapshot.budget_lines}
