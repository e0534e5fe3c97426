"""A project that was paid faster than it was built."""

from decimal import Decimal

from ceiba.kernel.exact import EXACT, HUNDRED
from ceiba.kernel.finding import Severity
from ceiba.kernel.gap import TOLERANCE
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.kernel.works import paid_percent, physical
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

rule = Rule(
    code="E010",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("Se pagó más de lo construido"),
    says=_("«%(name)s»: pagado %(paid)s %%, construido %(built)s %%: %(difference)s puntos de diferencia."),
    why=_("El dinero va por delante de la obra: es la señal que la contraloría busca primero."),
    remedy=_("Visite la obra, corrija el avance que falte por reportar o detenga los pagos."),
    bad="""\
projects:
- {code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 100.00,
  progress: [{period: 2026-M06, physical: 20, financial: 60}]}
""",
    good="""\
projects:
- {code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 100.00,
  progress: [{period: 2026-M06, physical: 55, financial: 60}]}
""",
)


@rule
def check(project: Project, plan: Snapshot, *, tolerance: Decimal = TOLERANCE) -> Verdict:
    """Ask of projects of which both are known; ``tolerance`` is in percentage points.

    Paid whole and not begun is an error.
    """
    moved = [one.amount for one in project.disbursements] + [one.amount for one in project.contracts]
    if not one_currency(*moved):
        return NOT_ASKED
    report, paid = physical(project), paid_percent(project)
    built = report.physical if report else None
    if paid is None or built is None:
        return NOT_ASKED
    difference = EXACT.subtract(paid, built)
    if difference <= tolerance:
        return PASS
    gravest = Severity.ERROR if paid >= HUNDRED and built == 0 else None
    return found(name=project.name, paid=paid, built=built, difference=difference, severity=gravest)
