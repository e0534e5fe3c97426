"""Finds: target does not measure indicator."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold, initials
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import unit_of
from ceiba.rules.wording import content_words, has_stem, same_word, share_a_word, words

_DEVIATION = words("variacion desviacion brecha desfase diferencia sobregiro")
_FULFILMENT = words("ejecutad ejecucion cumplid cumplimiento alcanzad logrado realizad devengad")
_OPINION = words("acepta percep satisf opinion confian reputacion")
_DELIVERY = words("boletin entregad distribuid publicad elaborad emitid impres difundid repartid")
_DONE = words("realizad ejecutad efectuad entregad brindad implementad")
_COUNT = re.compile(
    r"(?:un|una|dos|tres|cuatro|cinco|\d+|numero de|cantidad de|no de|total de) (?!%|por ciento|por mil)"
)
_PERCENTAGE = re.compile(r"(?:al |el |un |lograr |alcanzar )*(?:\d+ ?)+(?:%|por ciento)|(?:el )?porcentaje")

rule = Rule(
    code="M018",
    severity=Severity.WARNING,
    version=2,
    asks="indicator",
    title=_("La meta no mide su indicador"),
    says={
        "deviation_against_execution": _(
            "El indicador «%(indicator)s» mide una desviación (mejor cuanto menor) y la meta «%(target)s», un "
            "cumplimiento."
        ),
        "count_against_percentage": _(
            "El indicador «%(indicator)s» cuenta un producto y la meta «%(target)s» es un porcentaje de avance."
        ),
        "perception_against_delivery": _(
            "El indicador «%(indicator)s» mide lo que la gente opina y la meta «%(target)s», lo que se entrega."
        ),
        "another_thing": _("El indicador «%(indicator)s» y la meta «%(target)s» no hablan de lo mismo."),
    },
    why=_("Cumplir la meta no dirá nada sobre el indicador, y el indicador nunca se sabrá."),
    remedy=_(
        "Escriba la meta con las palabras y la unidad del indicador, o cambie el indicador por el que la meta mide."
    ),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: objetivo
    text: Dar a conocer la gestión municipal.
    indicators:
    - text: Porcentaje de aceptación de la imagen municipal
      measure_unit: '%'
      targets: {2032: 90}
      target_text: 90 % de boletines entregados
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: objetivo
    text: Dar a conocer la gestión municipal.
    indicators:
    - text: Porcentaje de boletines entregados de los programados
      measure_unit: '%'
      targets: {2032: 90}
      target_text: 90 % de boletines entregados
""",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators whose target is printed in words: kinds of measure first, then the words themselves."""
    target = indicator.target_text or ""
    if len(content_words(target)) < 1 or len(content_words(indicator.text)) < 1:
        return NOT_ASKED
    reason = _mismatch(indicator.text, target)
    return (
        PASS
        if reason is None
        else found(indicator=indicator.text, target=target, reason=reason, unit=unit_of(indicator, plan))
    )


def _mismatch(indicator: str, target: str) -> str | None:
    if has_stem(indicator, _DEVIATION) and has_stem(target, _FULFILMENT) and not has_stem(target, _DEVIATION):
        return "deviation_against_execution"
    if has_stem(indicator, _OPINION) and has_stem(target, _DELIVERY) and not has_stem(target, _OPINION):
        return "perception_against_delivery"
    if _COUNT.match(fold(indicator)) and _PERCENTAGE.match(fold(target)):
        return "count_against_percentage"
    few = min(len(content_words(indicator)), len(content_words(target))) < 2
    if few or _share_a_thing(indicator, target) or initials(indicator) in target:
        return None
    return "another_thing"


def _share_a_thing(indicator: str, target: str) -> bool:
    """Tell whether both name one thing; that both were «realizados» says nothing about what."""
    things, others = (
        {word for word in content_words(text) if not word.startswith(tuple(_DONE))} for text in (indicator, target)
    )
    if not things or not others:
        return share_a_word(indicator, target)
    return any(same_word(one, other) for one in things for other in others)
