"""A unit that did not report in a cycle that is over."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.kernel.unit import Unit
from ceiba.rules.indexes import index
from ceiba.rules.reported import overdue_reports, reports_by_unit
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_TWO = """\
units:
- {id: u1, name: Dirección de Agua}
- {id: u2, name: Dirección de Obras}
cycles:
- {id: c1, duty: cuatrimestre, period: 2025-C1, opens: 2025-05-01, due: 2025-05-10, closed: true}
reports:
- {cycle: c1, unit: u1, state: validated, due: 2025-05-10, reported_at: '2025-05-09T10:00:00+00:00'}
"""

rule = Rule(
    code="T010",
    severity=Severity.WARNING,
    version=1,
    asks="unit",
    title=_("Una unidad que no informó"),
    says={
        "closed": _("«%(unit)s» no entregó su informe de %(period)s, y el período ya se cerró."),
        "late": _("«%(unit)s» debía informar de %(period)s el %(due)s, y otras unidades ya lo hicieron después."),
        "several": _("«%(unit)s» debe %(count)s informes que ya vencieron; el primero, el de %(period)s."),
    },
    why=_("Lo que no se informó falta en cada total, y nadie sabe si no se hizo o no se contó."),
    remedy=_("Pida el informe con una prórroga y su razón, o reabra el período para recibirlo."),
    bad=_TWO + "- {cycle: c1, unit: u2, state: open, due: 2025-05-10}\n",
    good=_TWO + "- {cycle: c1, unit: u2, state: reported, due: 2025-05-10, reported_at: '2025-05-10T10:00:00+00:00'}\n",
)


@rule
def check(unit: Unit, plan: Snapshot) -> Verdict:
    """Ask of units that owe a report; what is late is told by the others' reports, and by no clock."""
    if not index(plan, reports_by_unit).get(unit.id):
        return NOT_ASKED
    overdue = index(plan, overdue_reports).get(unit.id, ())
    if not overdue:
        return PASS
    cycle, report = overdue[0]
    reason = "several" if len(overdue) > 1 else "closed" if cycle.closed else "late"
    return found(
        unit=unit.name,
        period=cycle.period.notation(plan.methodology.fiscal_start),
        due=report.due.isoformat(),
        count=len(overdue),
        reason=reason,
    )
