"""An indicator whose name says neither what is counted nor of whom: «Porcentaje de avance»."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import content_words, words

_GENERAL = words(
    "avance avances cumplimiento ejecucion logro logros resultado resultados meta metas actividad actividades accion "
    "acciones gestion indicador indicadores producto productos objetivo objetivos eficacia eficiencia calidad mejora "
    "nivel grado tasa indice valor cobertura impacto desempeño programado programada programadas programados "
    "ejecutado ejecutada realizado realizada realizadas realizados alcanzado alcanzada alcanzados logrado planificado "
    "planificadas planificados institucional anual general fisico fisica financiero financiera plan planes"
)
_PERCENT = indicator("measure_unit: '%'\ntargets: {2032: 90}")

rule = Rule(
    code="M041",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un indicador que no dice qué se cuenta"),
    says=_("«%(indicator)s» no nombra nada que se pueda contar: no dice qué, ni de quién, ni dónde."),
    why=_("Dos personas que lo midan contarán cosas distintas, y las dos dirán que cumplieron."),
    remedy=_("Nombre lo que se cuenta y de quién es: «viviendas del área rural con agua clorada»."),
    bad=_PERCENT.replace("Servicio de agua", "Porcentaje de avance"),
    good=_PERCENT.replace("Servicio de agua", "Avance de la obra del acueducto"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators with a name; whoever wrote what is measured, or out of which numbers, has said it there."""
    if not indicator.text.strip() or fold(indicator.text).startswith("indice "):  # an index has its name
        return NOT_ASKED
    said = (indicator.definition, indicator.method, indicator.denominator, indicator.formula)
    if any(said) or indicator.variables or content_words(indicator.text) - _GENERAL:
        return PASS
    return found(indicator=indicator.text)
