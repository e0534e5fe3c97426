"""A report that nobody else looked at: validated by whoever reported it, or by nobody."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.reporting import Report, ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.indexes import index
from ceiba.rules.reported import cycles_by_id
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_HEAD = """\
units:
- {id: u1, name: Dirección de Agua}
cycles:
- {id: c1, duty: cuatrimestre, period: 2026-C1, opens: 2026-05-01, due: 2026-05-10}
reports:
- {cycle: c1, unit: u1, state: validated, due: 2026-05-10, reported_by: Ana Pérez, """

rule = Rule(
    code="E009",
    severity=Severity.WARNING,
    version=1,
    asks="report",
    title=_("Nadie más revisó el informe"),
    says={
        "self": _("El informe «%(subject)s» de %(period)s lo validó «%(person)s», que también lo reportó."),
        "nobody": _("El informe «%(subject)s» de %(period)s está validado y no dice por quién."),
    },
    why=_("Quien reporta no puede dar fe de sí mismo: la validación no vale ante la auditoría."),
    remedy=_("Devuelva el informe y haga que lo valide otra persona con ese permiso."),
    bad=_HEAD + "reviewed_by: Ana Pérez}\n",
    good=_HEAD + "reviewed_by: Luis Xol}\n",
)


@rule
def check(report: Report, plan: Snapshot) -> Verdict:
    """Ask of validated reports."""
    if report.state is not ReportState.VALIDATED:
        return NOT_ASKED
    cycle = index(plan, cycles_by_id).get(report.cycle)
    period = cycle.period.notation() if cycle else report.cycle
    if not report.reviewed_by:
        return found(period=period, person=None, reason="nobody")
    if report.reported_by and fold(report.reported_by) == fold(report.reviewed_by):
        return found(period=period, person=report.reviewed_by, reason="self")
    return PASS
