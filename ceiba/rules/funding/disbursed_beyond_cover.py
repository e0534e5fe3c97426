"""Money of a project that moved on before there was as much behind it."""

from collections.abc import Iterator

from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.project import ContractKind, DisbursementStep, Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.kernel.works import contracted
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

rule = Rule(
    code="F017",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("Se desembolsó más de lo que lo respalda"),
    says={
        "paid": _("«%(name)s»: se pagaron %(moved)s y los contratos suman %(cover)s: %(difference)s de más."),
        "delivered": _("«%(name)s»: se entregaron %(moved)s y se habían recibido %(cover)s: %(difference)s de más."),
        "received": _("«%(name)s»: se recibieron %(moved)s y el aporte es de %(cover)s: %(difference)s de más."),
    },
    why=_("Lo que pasa del convenio o del contrato se tendrá que devolver, o salió de otra fuente sin decirlo."),
    remedy=_("Revise los desembolsos uno por uno; si hubo ampliación, registre el convenio o la adenda."),
    bad="""\
projects:
- code: '900101'
  name: CONSTRUCCIÓN DE POZO EN LA ALDEA EL ROBLE
  amount: 900.00
  contracts: [{kind: contract, number: 3-2026, amount: 850.00}]
  disbursements: [{step: paid, amount: 500.00}, {step: paid, amount: 400.00}]
""",
    good="""\
projects:
- code: '900101'
  name: CONSTRUCCIÓN DE POZO EN LA ALDEA EL ROBLE
  amount: 900.00
  contracts: [{kind: contract, number: 3-2026, amount: 850.00}]
  disbursements: [{step: paid, amount: 500.00}, {step: paid, amount: 350.00}]
""",
)


@rule
def check(project: Project, plan: Snapshot) -> Verdict:
    """Ask it of each step of the money whose cover is known: contribution or agreement, what came in, contracts."""
    amounts = [d.amount for d in project.disbursements] + [c.amount for c in project.contracts if c.amount]
    if not project.disbursements or not one_currency(project.contribution, *amounts):
        return NOT_ASKED
    asked = False
    for reason, moved, cover in _steps(project):
        if moved is None or cover is None:
            continue
        asked = True
        if moved > cover:
            difference = (moved - cover).amount
            return found(
                name=project.name, moved=moved.amount, cover=cover.amount, difference=difference, reason=reason
            )
    return PASS if asked else NOT_ASKED


def _steps(project: Project) -> Iterator[tuple[str, Money | None, Money | None]]:
    received = project.disbursed(DisbursementStep.RECEIVED)
    yield "paid", project.disbursed(DisbursementStep.PAID), contracted(project)
    yield "delivered", project.disbursed(DisbursementStep.DELIVERED), received
    yield "received", received, project.contribution or _agreed(project)


def _agreed(project: Project) -> Money | None:
    amounts = [one.amount for one in project.contracts if one.kind is ContractKind.AGREEMENT and one.amount]
    return Money.total(amounts) if amounts else None
