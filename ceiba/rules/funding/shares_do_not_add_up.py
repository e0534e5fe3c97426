"""A budget line whose parts are less or more than the line."""

from decimal import Decimal

from ceiba.kernel.budget import BudgetLine, shares_add_up
from ceiba.kernel.exact import EXACT, HUNDRED, total
from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F018",
    severity=Severity.ERROR,
    version=1,
    asks="budget_line",
    title=_("Las partes de un renglón no suman el renglón"),
    says={
        "less": _("«%(name)s» reparte %(computed_percent)s %% de su dinero: el resto no financia nada."),
        "more": _("«%(name)s» reparte %(computed_percent)s %% de su dinero: más de lo que tiene."),
        "negative": _("«%(name)s» reparte una parte negativa, o mayor que el renglón."),
    },
    why=_("Lo que sobra no tiene promesa, y lo que falta se cuenta dos veces en las metas."),
    remedy=_("Corrija las partes hasta que sumen el cien por ciento."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 500}, serves: {project/p1: 0.7, project/p2: 0.7}}
projects:
- {id: p1, code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 250.00}
- {id: p2, code: '900102', name: POZO EN LA ALDEA LA PEÑA, amount: 250.00}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 500}, serves: {project/p1: 0.5, project/p2: 0.5}}
projects:
- {id: p1, code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 250.00}
- {id: p2, code: '900102', name: POZO EN LA ALDEA LA PEÑA, amount: 250.00}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot) -> Verdict:
    """Ask it of lines that say what they serve; a rest without promise is a warning, a part too many an error."""
    if not line.serves:
        return NOT_ASKED
    if shares_add_up(line.serves):
        return PASS
    parts = [share.share for share in line.serves]
    percent = EXACT.multiply(total(parts), HUNDRED)
    known: dict[str, Fact] = {"name": line.name or line.classifier, "computed_percent": percent}
    if any(part < 0 or part > 1 for part in parts):
        return found(known, reason="negative")
    if percent > HUNDRED:
        return found(known, reason="more")
    return found(known, reason="less", severity=Severity.WARNING, missing_percent=Decimal(100) - percent)
