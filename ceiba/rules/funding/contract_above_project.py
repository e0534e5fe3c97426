"""A project contracted for more than the money that it has."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.kernel.works import contracted
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

rule = Rule(
    code="F016",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("El contrato vale más que el proyecto"),
    says=_("«%(name)s» tiene %(available)s y se contrató por %(contracted)s: faltan %(difference)s."),
    why=_("Lo contratado sin dinero se vuelve deuda del año siguiente."),
    remedy=_("Escriba los montos de los demás años del proyecto, amplíe el presupuesto o corrija el contrato."),
    bad="""\
projects:
- code: '900101'
  name: CONSTRUCCIÓN DE POZO EN LA ALDEA EL ROBLE
  amount: 900.00
  contracts: [{kind: contract, number: 3-2026, amount: 850.00}, {kind: addendum, number: 1, amount: 100.00}]
""",
    good="""\
projects:
- code: '900101'
  name: CONSTRUCCIÓN DE POZO EN LA ALDEA EL ROBLE
  amount: 900.00
  amounts: {2026: 900.00, 2027: 100.00}
  contracts: [{kind: contract, number: 3-2026, amount: 850.00}, {kind: addendum, number: 1, amount: 100.00}]
""",
)


@rule
def check(project: Project, plan: Snapshot) -> Verdict:
    """Ask it of contracted projects whose whole money is known: that of all years, or of the year of a new one."""
    available = _available(project)
    amounts = [one.amount for one in project.contracts]
    if available is None or not one_currency(available, *amounts):
        return NOT_ASKED
    bound = contracted(project)
    if bound is None:
        return NOT_ASKED
    if bound <= available:
        return PASS
    return found(
        name=project.name,
        available=available.amount,
        contracted=bound.amount,
        difference=(bound - available).amount,
    )


def _available(project: Project) -> Money | None:
    """Return the money of all years; the year's alone where the project is not said to have others; else None."""
    amounts = [year.amount for year in project.amounts]
    if not one_currency(project.amount, *amounts):
        return None
    if amounts:
        years = Money.total(amounts)
        return max(years, project.amount) if project.amount is not None else years
    return None if project.status in (ProjectStatus.MULTI_YEAR, ProjectStatus.CARRIED_OVER) else project.amount
