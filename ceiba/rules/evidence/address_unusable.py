"""An address of evidence that nobody can open."""

import re
from collections.abc import Iterator

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.reported import evidence_by_indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

# What somebody meant as an address of the web, also misspelt, and what stands on one machine alone.
_MEANT = re.compile(r"(?<!\w)(?:h?t{1,3}ps?[:;/]|www\.)\S*", re.IGNORECASE)
_LOCAL = re.compile(
    r"(?<!\w)(?:file:/\S*|[a-z]:\\\S*|\\\\[\w.-]+\\\S*|/(?:home|users|mnt|media)/\S+)"
    r"|https?://(?:localhost|127\.|10\.|192\.168\.)\S*",
    re.IGNORECASE,
)
_SOUND = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_AROUND = ".,;:)]»”\"'"

rule = Rule(
    code="E006",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Una dirección que nadie podrá abrir"),
    says={
        "malformed": _("«%(indicator)s» remite a «%(address)s», que no es una dirección completa."),
        "local": _("«%(indicator)s» remite a «%(address)s», que solo existe en una computadora."),
    },
    why=_("La evidencia que no se puede abrir no prueba nada."),
    remedy=_("Escriba la dirección completa (https://…), o adjunte el archivo."),
    bad=indicator(
        "measure_unit: familias\ntargets: {2032: 800}\nverification: informe en http:/munivallealto/informe.pdf"
    ),
    good=indicator(
        "measure_unit: familias\ntargets: {2032: 800}\nverification: informe en https://vallealto.example/informe.pdf"
    ),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators whose verification, sources or evidence carry an address; nothing is fetched."""
    asked = False
    for text in _texts(indicator, plan):
        if local := _LOCAL.search(text):
            return found(indicator=indicator.text, address=local[0].rstrip(_AROUND), reason="local")
        for meant in _MEANT.findall(text):
            asked = True
            if not _SOUND.fullmatch(meant.rstrip(_AROUND)):
                return found(indicator=indicator.text, address=meant.rstrip(_AROUND), reason="malformed")
    return PASS if asked else NOT_ASKED


def _texts(indicator: Indicator, plan: Snapshot) -> Iterator[str]:
    yield indicator.verification or ""
    yield (indicator.baseline.source if indicator.baseline else None) or ""
    yield from (measurement.source or "" for measurement in plan.measurements_of(indicator))
    yield from (evidence.note for evidence in index(plan, evidence_by_indicator).get(indicator.id, ()))
