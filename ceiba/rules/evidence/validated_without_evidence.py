"""A figure that somebody validated with nothing behind it."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator, fed_by_register, figures
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_document

_MEASURED = indicator("id: i1\nmeasure_unit: familias\ntargets: {2032: 800}\nverification: padrón de usuarios")
_FIGURE = "measurements:\n- {indicator: i1, period: 2026-C1, value: 120, validated_by: Auditoría Interna}\n"

rule = Rule(
    code="E005",
    severity=Severity.NOTICE,
    version=2,
    asks="indicator",
    title=_("Una cifra validada sin evidencia"),
    says={
        "one": _("«%(indicator)s»: ningún archivo prueba lo validado en %(periods)s (%(count)s de %(total)s cifras)."),
        "many": _(
            "%(count)s de los %(total)s indicadores tienen cifras validadas que ningún archivo prueba; el primero es "
            "«%(indicator)s» (%(periods)s)."
        ),
    },
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
def check(indicator: Indicator, plan: Snapshot, *, all_figures: bool = False, together: int = 4) -> Verdict:
    """Ask of validated figures, with ``all_figures`` of the others too; what a register counts proves itself.

    From ``together`` indicators on, they are told as one.
    """
    asked = _asked(indicator, plan, all_figures)
    if not asked:
        return NOT_ASKED
    bare = _bare(indicator, plan, asked)
    if not bare:
        return PASS
    periods = ", ".join(period.notation() for period in bare)
    lacking = index(plan, _of_all if all_figures else _of_validated)[indicator.id]
    if lacking.count < together:
        return found(indicator=indicator.text, count=len(bare), total=len(asked), periods=periods, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(indicator=indicator.text, count=lacking.count, total=lacking.total, periods=periods, reason="many")


def _of_validated(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_document(snapshot, lambda i: _bare(i, snapshot, _asked(i, snapshot, all_figures=False)))


def _of_all(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_document(snapshot, lambda i: _bare(i, snapshot, _asked(i, snapshot, all_figures=True)))


def _asked(indicator: Indicator, plan: Snapshot, all_figures: bool) -> list[Period]:
    """Return the periods whose figures need a file."""
    if indicator.id in index(plan, fed_by_register):
        return []
    return [m.period for m in figures(indicator, plan) if m.validated_by or all_figures]


def _bare(indicator: Indicator, plan: Snapshot, asked: list[Period]) -> list[Period]:
    """Return those of the periods of which no file proves anything."""
    proved = {evidence.period for evidence in index(plan, evidence_by_indicator).get(indicator.id, ())}
    return [period for period in asked if not any(p.overlaps(period) for p in proved)]
