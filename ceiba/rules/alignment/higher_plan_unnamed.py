"""A plan that does not say which higher plan it develops."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.law import Standing
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_PLAN = """\
plans:
- kind: poa
  title: Plan anual de ejemplo
  period: 2026
%s  elements:
  - {level: actividad, code: A1, text: Reparar la red de agua}
"""

rule = Rule(
    code="A011",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("El plan no dice qué plan desarrolla"),
    says={
        "absent": _("«%(plan)s» (%(kind)s) no menciona el %(parent)s que debe desarrollar."),
        "unlinked": _("«%(plan)s» (%(kind)s) no está vinculado con «%(higher)s», el %(parent)s que debe desarrollar."),
    },
    why=_("La metodología pide que cada plan desarrolle a otro; sin ese vínculo no se sabe a qué contribuye."),
    remedy=_("Diga en el plan cuál desarrolla, y vincúlelo si está en el sistema."),
    bad=_PLAN % "  statements:\n  - {kind: narrative, text: Aquí se dice qué se hará en el año.}\n",
    good=_PLAN % "  statements:\n  - {kind: narrative, text: Es el primer año del POM 2026-2030.}\n",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask of kinds of plan that develop another; a mention is enough where the other is not in the document.

    Where it is not there, it is only asked of plans with statements: a table alone cannot mention anything. A warning
    only where the other is there and a norm that somebody has seen says that it must be developed.
    """
    kind = plan.methodology.plan_kind(subject.kind)
    above = plan.methodology.plan_kind(kind.parent) if kind and kind.parent else None
    if kind is None or above is None:
        return NOT_ASKED
    if subject.parent:
        return PASS
    higher = next((other for other in plan.plans if other.kind == above.key), None)
    if higher is None and not subject.statements:
        return NOT_ASKED
    if higher is None and _mentions(subject, (above.label, *above.names)):
        return PASS
    seen = kind.source is not None and kind.source.standing is not Standing.UNVERIFIED
    return found(
        plan=subject.title,
        kind=kind.label,
        parent=above.label,
        higher=higher.title if higher else None,
        reason="unlinked" if higher else "absent",
        severity=None if higher and seen else Severity.NOTICE,
    )


def _mentions(plan: Plan, names: tuple[str, ...]) -> bool:
    texts = (plan.title, *(statement.text for statement in plan.statements), *(e.text for e in plan.elements))
    wanted = [f" {fold(name)} " for name in names]
    return any(name in f" {fold(text)} " for text in texts for name in wanted)
