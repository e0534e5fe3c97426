"""Finds: indicator with two targets."""

from decimal import Decimal

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="M020",
    severity=Severity.ERROR,
    version=2,
    asks="namesakes",
    title=_("Un indicador con dos metas"),
    says={
        "differ": _(
            "«%(indicator)s» aparece %(count)s veces y para %(year)s promete %(first)s en un lugar y "
            "%(second)s en otro."
        ),
        "repeat": _("«%(indicator)s» aparece %(count)s veces con la misma meta (%(first)s para %(year)s)."),
    },
    why=_(
        "Un indicador tiene una sola meta para cada período; con dos, siempre habrá una incumplida, y con una "
        "repetida, dos que cambiar."
    ),
    remedy=_("Deje el indicador en un solo lugar y vincule a él los demás; decida cuál es la meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la gestión mejora.
    indicators:
    - text: Índice de información a la ciudadanía
      measure_unit: índice
      baseline: {value: 0.58, year: 2020}
      targets: {2032: 0.68}
  - id: r2
    level: resultado
    text: Para 2032 el gobierno es abierto.
    indicators:
    - {text: IIC, measure_unit: índice, baseline: {value: 0.58, year: 2020}, targets: {2032: 0.70}}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la gestión mejora.
    indicators:
    - text: Índice de información a la ciudadanía
      measure_unit: índice
      baseline: {value: 0.58, year: 2020}
      targets: {2030: 0.66}
  - id: r2
    level: resultado
    text: Para 2032 el gobierno es abierto.
    indicators:
    - {text: IIC, measure_unit: índice, baseline: {value: 0.58, year: 2020}, targets: {2032: 0.68}}
""",
)


@rule
def check(namesakes: tuple[Indicator, ...], plan: Snapshot) -> Verdict:
    """Ask of indicators that measure the same thing: do two promise a value for one period?

    One that is linked to the other as its repetition, as annual plans are opened, may promise the same value.
    """
    promised: dict[Period | None, list[Decimal]] = {}
    for indicator in namesakes:
        for target in indicator.targets:
            if isinstance(target.value, Value):
                promised.setdefault(target.period, []).append(target.value.amount)
    doubled = {period: amounts for period, amounts in promised.items() if len(amounts) > 1}
    if not doubled:
        return PASS
    # Where several periods have two targets, the one that disagrees is told.
    period = next((p for p, amounts in doubled.items() if len(set(amounts)) > 1), next(iter(doubled)))
    first, second = doubled[period][0], next((a for a in doubled[period] if a != doubled[period][0]), None)
    if second is None and _are_linked(namesakes, plan):
        return PASS
    return found(
        indicator=max((indicator.text for indicator in namesakes), key=len),
        count=len(namesakes),
        year=period.end_year if period else None,
        first=first,
        second=second,
        reason="repeat" if second is None else "differ",
        severity=Severity.NOTICE if second is None else Severity.ERROR,
    )


def _are_linked(namesakes: tuple[Indicator, ...], plan: Snapshot) -> bool:
    """Tell whether all of them but one repeat another of them."""
    places = {address("indicator", indicator.id) for indicator in namesakes}
    repeated = (link for place in places for link in plan.links_from(place, LinkKind.REPEATS))
    return len({link.origin for link in repeated if link.destination in places}) >= len(places) - 1
