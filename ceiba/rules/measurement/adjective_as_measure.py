"""An indicator whose only measure is an adjective: «Un sistema de participación fortalecido»."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_MEASURES = re.compile(
    r"(?:el |la |los |las |un |una )?(?:%|\d|porcentaje|proporcion|numero|nro|no|cantidad|total|tasa|indice|razon"
    r"|promedio|tiempo|monto|valor|costo|gasto|grado|nivel|cobertura|variacion|relacion|suma|avance)\b"
)
_VAGUE = re.compile(
    r"\b(?:(?:mejorad|fortalecid|adecuad|optimizad|consolidad|modernizad|dinamizad|potenciad|impulsad|promovid"
    r"|robustecid)[oa]s?|optim[oa]s?|eficientes?|oportun[oa]s?|suficientes?|de calidad)\b"
)
# «Viviendas mejoradas» can be counted, one by one; these cannot, however many they are.
_UNCOUNTED = ("capacidades", "condiciones", "competencias", "habilidades", "oportunidades", "relaciones")
_COUNTED = (UnitKind.COUNT, UnitKind.MAGNITUDE, UnitKind.MONEY)

rule = Rule(
    code="M042",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un adjetivo en lugar de una medida"),
    says=_("«%(indicator)s» se da por cumplido cuando algo esté «%(word)s», y nada dice cómo se sabrá."),
    why=_("Mejorado, fortalecido o adecuado es una opinión hasta que se diga con qué se mide."),
    remedy=_("Diga qué se contará y desde qué valor vale, o escriba las etapas que lo prueban."),
    bad=indicator("targets: {2032: 1}").replace("Servicio de agua", "Un sistema de agua fortalecido"),
    good=indicator("targets: {2032: 1}").replace("Servicio de agua", "Número de sistemas de agua fortalecidos"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators that name no way of measuring, and count no things, whose words judge."""
    unit, name = indicator.measure_unit, fold(indicator.text)
    if not name or (unit is not None and unit.kind in _COUNTED):
        return NOT_ASKED
    head, vague = name.split()[0], _VAGUE.search(name)
    plural = head.endswith("s") and head not in _UNCOUNTED and not _VAGUE.match(name)
    said = indicator.definition or indicator.method or indicator.formula or indicator.denominator
    if vague is None or plural or said or indicator.milestones or _MEASURES.match(name):
        return PASS
    return found(indicator=indicator.text, word=vague.group())
