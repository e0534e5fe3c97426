"""Evidence that speaks of years before the period that it is to prove."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MEASURED = indicator("id: i1\nmeasure_unit: familias\ntargets: {2032: 800}\nverification: padrón de usuarios")
_FILE = "evidence:\n- {indicator: i1, period: 2026-C1, document: " + "a" * 64 + ", name: "

rule = Rule(
    code="E007",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Evidencia de años anteriores al período"),
    says=_("«%(indicator)s»: el archivo «%(file)s» habla de %(year)s y la cifra es de %(period)s."),
    why=_("Un listado viejo no prueba lo que se hizo después."),
    remedy=_("Adjunte la evidencia del período, o corrija el nombre del archivo si es el correcto."),
    bad=_MEASURED + _FILE + "padron-2024.xlsx}\n",
    good=_MEASURED + _FILE + "padron-2024-a-2026.xlsx}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of files whose name tells a year; one that names the year of the period, among others, is of that year."""
    asked = False
    for evidence in index(plan, evidence_by_indicator).get(indicator.id, ()):
        years = [int(year) for year in _YEAR.findall(evidence.name)]
        if not years:
            continue
        asked = True
        if max(years) < evidence.period.start_year:
            return found(
                indicator=indicator.text, file=evidence.name, year=max(years), period=evidence.period.notation()
            )
    return PASS if asked else NOT_ASKED
