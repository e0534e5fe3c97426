"""One file that is to prove the figures of two periods."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SEVERAL = 2
_MEASURED = indicator("id: i1\nmeasure_unit: familias\ntargets: {2032: 800}\nverification: padrón de usuarios")
_FIRST = "evidence:\n- {indicator: i1, period: 2026-C1, document: " + "a" * 64 + ", name: padron.xlsx}\n"

rule = Rule(
    code="E008",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("El mismo archivo prueba dos períodos"),
    says=_("«%(indicator)s»: el archivo «%(file)s» es la evidencia de %(first)s y también de %(second)s."),
    why=_("Si el archivo no cambió, o la cifra se repite o uno de los dos períodos no tiene prueba."),
    remedy=_("Adjunte a cada período su propio archivo; si uno solo vale para ambos, dígalo en la nota."),
    bad=_MEASURED + _FIRST + "- {indicator: i1, period: 2026-C2, document: " + "a" * 64 + ", name: padron.xlsx}\n",
    good=_MEASURED + _FIRST + "- {indicator: i1, period: 2026-C2, document: " + "b" * 64 + ", name: padron.xlsx}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators with several files; the bytes tell whether two are one, and a note explains it."""
    files = index(plan, evidence_by_indicator).get(indicator.id, ())
    if len(files) < _SEVERAL:
        return NOT_ASKED
    first: dict[str, Period] = {}
    for evidence in files:
        before = first.setdefault(evidence.document, evidence.period)
        if not before.overlaps(evidence.period) and not evidence.note:
            return found(
                indicator=indicator.text,
                file=evidence.name,
                first=before.notation(),
                second=evidence.period.notation(),
            )
    return PASS
