"""A figure that somebody validated with nothing behind it."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator, fed_by_register, figures
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_MEASURED = indicator("id: i1\nmeasure_unit: familias\ntargets: {2032: 800}\nverification: padrón de usuarios")
_FIGURE = "measurements:\n- {indicator: i1, period: 2026-C1, value: 120, validated_by: Auditoría Interna}\n"

rule = Rule(
    code="E005",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Una cifra validada sin evidencia"),
    says=_("«%(indicator)s»: ningún archivo prueba lo validado en %(periods)s (%(count)s de %(total)s cifras)."),
    why=_("Quien validó responde por la cifra; sin archivo, el auditor tendrá que creerle."),
    remedy=_("Adjunte el listado, el acta o el reporte del que salió la cifra."),
    bad=_MEASURED + _FIGURE,
    good=_MEASURED
    + _FIGURE
    + "evidence:\n- {indicator: i1, period: 2026-C1, document: "
    + "a" * 64
    + ", name: padron-2026-c1.xlsx}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, all_figures: bool = False) -> Verdict:
    """Ask of validated figures, with ``all_figures`` of the others too; what a register counts proves itself."""
    if indicator.id in index(plan, fed_by_register):
        return NOT_ASKED
    asked = [m.period for m in figures(indicator, plan) if m.validated_by or all_figures]
    if not asked:
        return NOT_ASKED
    proved = {evidence.period for evidence in index(plan, evidence_by_indicator).get(indicator.id, ())}
    bare = [period for period in asked if not any(p.overlaps(period) for p in proved)]
    if not bare:
        return PASS
    return found(
        indicator=indicator.text,
        count=len(bare),
        total=len(asked),
        periods=", ".join(period.notation() for period in bare),
    )
