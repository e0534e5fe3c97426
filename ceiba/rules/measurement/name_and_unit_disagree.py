"""An indicator whose name says one kind of measure and whose unit another: «Número de …» in percent."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_COUNTED = re.compile(r"(?:el )?(?:numero|cantidad|total|nro|no) de (?!puntos)")
_SHARED = re.compile(r"(?:el )?(?:porcentaje|proporcion|%|por ciento) (?:de|del)\b")
_AMOUNTS = (UnitKind.COUNT, UnitKind.MAGNITUDE, UnitKind.MONEY)

rule = Rule(
    code="M033",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("El nombre dice una medida y la unidad otra"),
    says={
        "count": _("«%(indicator)s» cuenta cosas y su unidad es %(unit)s."),
        "share": _("«%(indicator)s» es un porcentaje y su unidad es %(unit)s."),
    },
    why=_("La misma cifra significa dos cosas distintas, y nadie sabrá cuál se prometió."),
    remedy=_("Corrija la unidad, o el nombre del indicador."),
    bad=indicator("measure_unit: '%'\ntargets: {2032: 80}").replace("Servicio de agua", "Número de pozos en uso"),
    good=indicator("measure_unit: pozos\ntargets: {2032: 80}").replace("Servicio de agua", "Número de pozos en uso"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators with a unit whose name opens with a way of measuring."""
    unit, name = indicator.measure_unit, fold(indicator.text)
    counted, shared = _COUNTED.match(name), _SHARED.match(name)
    if unit is None or not (counted or shared):
        return NOT_ASKED
    if counted and unit.kind is UnitKind.PERCENT and not _SHARED.search(name):
        return found(indicator=indicator.text, unit=unit.name, reason="count")
    if shared and unit.kind in _AMOUNTS and not _SHARED.match(f"{fold(unit.name)} de"):
        return found(indicator=indicator.text, unit=unit.name, reason="share")
    return PASS
