"""Finds: percentage without denominator."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import words

_PERCENTAGE = re.compile(
    r"(?:el )?(?:%|porcentaje|proporcion|por ciento)(?: anual| promedio)? (?:de |del |de la |de el )"
)
_COMPARISON = re.compile(
    r"\b(?:respecto|en relacion|con relacion|en comparacion|comparad[oa]s?|sobre (?:el|la|los|las)|del total"
    r"|de los? \w+ program|frente a|de cada|por cada|entre (?:el|la|los|las)|versus|vs|programad[oa]s?"
    r"|planificad[oa]s?|en base a|con base en|de acuerdo)\b"
)
_WHOLE = re.compile(r"\bde (?:la |los |las |el )?(?:poblacion|\w+s)\b|\bdel \w+")
_ENDINGS = ("cion", "sion", "miento", "dad", "aje", "encia", "ancia", "ura", "ismo")
_COLLECTIVES = words("poblacion comunidad institucion entidad organizacion municipalidad localidad universidad")
_OPINION = words("acept percep satisf opinion aproba")

rule = Rule(
    code="M019",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Un porcentaje que no dice de qué total"),
    says={
        "action": _(
            "«%(indicator)s» es un porcentaje de «%(head)s»: falta decir de qué total (¿de lo programado, de "
            "lo solicitado, de lo que existe?)."
        ),
        "unit": _("«%(indicator)s» se mide en porcentaje y no dice de qué total."),
    },
    why=_("El mismo avance da porcentajes muy distintos según entre qué se divida."),
    remedy=_("Complete el nombre («… respecto a lo programado») o escriba el denominador del indicador."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: objetivo
    text: Captar recursos de la cooperación.
    indicators:
    - text: Porcentaje de captación de recursos
      measure_unit: '%'
      targets: {2032: 90}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: objetivo
    text: Captar recursos de la cooperación.
    indicators:
    - text: Porcentaje de captación de recursos respecto a lo solicitado
      measure_unit: '%'
      targets: {2032: 90}
""",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of percentages; a countable whole («de trámites») or a comparison («respecto a …») is an answer."""
    name = fold(indicator.text)
    percentage = _PERCENTAGE.match(name)
    in_percent = indicator.measure_unit is not None and indicator.measure_unit.kind is UnitKind.PERCENT
    if percentage is None and not in_percent:
        return NOT_ASKED
    if indicator.denominator or "/" in (indicator.formula or "") or len(indicator.variables) > 1:
        return PASS
    if _COMPARISON.search(name):
        return PASS
    head = (name[percentage.end() :] if percentage else name).split(" ")[0]
    printed = next((word for word in indicator.text.split() if fold(word) == head), head).strip(".,;:")
    # The opinion of people is a share of those who were asked.
    if not _is_action(head) or any(head.startswith(stem) for stem in _OPINION):
        return PASS
    if percentage:
        return found(indicator=indicator.text, head=printed, reason="action")
    return (
        PASS
        if _WHOLE.search(name)
        else found(indicator=indicator.text, head=printed, reason="unit", severity=Severity.NOTICE)
    )


def _is_action(word: str) -> bool:
    """Tell whether a word names an action or a quality («captación», «capacidad») and so is no countable whole."""
    return word.endswith(_ENDINGS) and word not in _COLLECTIVES
