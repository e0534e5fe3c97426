"""A budget line at a later stage with more money than at the stage before it."""

from collections.abc import Iterator
from itertools import pairwise

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

_ORDER = (Stage.COMMITTED, Stage.ACCRUED, Stage.PAID)

rule = Rule(
    code="F014",
    severity=Severity.WARNING,
    version=1,
    asks="budget_line",
    title=_("Una etapa del gasto supera a la anterior"),
    says=_(
        "«%(name)s»%(when)s: %(later_stage)s (%(later)s) es más que %(earlier_stage)s (%(earlier)s), por "
        "%(difference)s."
    ),
    why=_("Nada se paga sin deberse ni se debe sin comprometerse: una de las dos cifras está mal."),
    remedy=_("Compare el renglón con el reporte del sistema financiero y corrija la cifra que no coincida."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 900, committed: 500, accrued: 400, paid: 450}}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 900, committed: 500, accrued: 400, paid: 400}}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot) -> Verdict:
    """Ask it of lines with two of the stages in one report: each cut-off by itself, the last one that fails is told.

    Precommitted money is left out: a reservation is given back when it becomes a commitment.
    """
    asked = False
    for when, amounts in _records(line):
        told = [(stage, amounts[stage]) for stage in _ORDER if stage in amounts]
        for (earlier_stage, earlier), (later_stage, later) in pairwise(told):
            if not one_currency(earlier, later):
                continue
            asked = True
            if later > earlier:
                return found(
                    name=line.name or line.classifier,
                    earlier_stage=_label(earlier_stage, plan),
                    earlier=earlier.amount,
                    later_stage=_label(later_stage, plan),
                    later=later.amount,
                    difference=(later - earlier).amount,
                    when=when,
                )
    return PASS if asked else NOT_ASKED


def _records(line: BudgetLine) -> Iterator[tuple[str, dict[Stage, Money]]]:
    """Yield what each report tells with its moment in words, the last cut-off first, the printed budget at the end."""
    for cutoff in reversed(line.cutoffs):
        year, month = divmod(cutoff.until.last_month, 12)
        yield f" ({month + 1:02d}/{year})", dict(cutoff.amounts)
    yield "", dict(line.amounts)


def _label(stage: Stage, plan: Snapshot) -> str:
    """Return what the country calls a stage, in small letters."""
    labels = {known.stage: known.label for known in plan.methodology.money_stages}
    return labels.get(stage, stage.value).lower()
