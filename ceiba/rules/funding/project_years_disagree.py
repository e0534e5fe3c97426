"""A project whose amount is neither that of one of its years nor of all of them."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

rule = Rule(
    code="F022",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("Los años del proyecto no dan su monto"),
    says=_("«%(name)s» dice %(stated)s; sus años (%(years)s) suman %(computed)s y ninguno es ese monto."),
    why=_("Un proyecto de varios años se aprueba por su total y se gasta por año; si no concuerdan, alguno miente."),
    remedy=_("Corrija el monto del proyecto o el de sus años."),
    bad="""\
projects:
- {code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 1000.00, amounts: {2026: 400.00, 2027: 500.00}}
""",
    good="""\
projects:
- {code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 900.00, amounts: {2026: 400.00, 2027: 500.00}}
""",
)


@rule
def check(project: Project, plan: Snapshot) -> Verdict:
    """Ask it of projects with an amount and several years: it may be the year's or the whole."""
    amounts = [year.amount for year in project.amounts]
    if project.amount is None or len(amounts) < 2 or not one_currency(project.amount, *amounts):
        return NOT_ASKED
    whole = Money.total(amounts)
    if project.amount.amount in (whole.amount, *(money.amount for money in amounts)):
        return PASS
    return found(
        name=project.name,
        stated=project.amount.amount,
        computed=whole.amount,
        difference=(project.amount - whole).amount,
        years=", ".join(str(year.year) for year in project.amounts),
    )
