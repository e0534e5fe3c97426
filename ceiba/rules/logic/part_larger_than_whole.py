"""An element that promises more of a thing than the result it serves."""

from collections.abc import Iterator
from decimal import Decimal

from ceiba.kernel.exact import EXACT
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _, fold
from ceiba.rules.chains import measured_in
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import content_words, same_word

_ADDABLE = (UnitKind.COUNT, UnitKind.MAGNITUDE, UnitKind.MONEY)
_HEIGHTS = (Accumulation.LAST, Accumulation.MAX, Accumulation.SUM)
_COMPARED = 8  # indicators of one element in one unit
_RESULT = """\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura.}
- level: resultado
  code: R1
  parent: O1
  text: Para el 2032 más viviendas tienen agua segura.
  indicators:
  - {text: Viviendas con agua segura, measure_unit: viviendas, targets: {2032: 800}}
- level: producto
  code: P1
  parent: R1
  text: Redes de agua ampliadas
  indicators:
"""

rule = Rule(
    code="L013",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La parte promete más que el todo"),
    says={
        "dated": _(
            "«%(indicator)s» promete %(target)s %(unit)s para %(year)s, y «%(whole)s», a lo que contribuye, promete "
            "%(whole_target)s: %(difference)s de más."
        ),
        "undated": _(
            "«%(indicator)s» promete %(target)s %(unit)s, y «%(whole)s», a lo que contribuye, promete "
            "%(whole_target)s: %(difference)s de más."
        ),
    },
    why=_("Lo que se hace para lograr un resultado no alcanza a más que el resultado; una de las dos metas está mal."),
    remedy=_("Corrija la meta que no corresponde, o diga con qué palabras miden cosas distintas."),
    bad=plan(
        _RESULT + "  - {text: Viviendas nuevas con agua segura, measure_unit: viviendas, targets: {2032: 1200}}\n"
    ),
    good=plan(
        _RESULT + "  - {text: Viviendas nuevas con agua segura, measure_unit: viviendas, targets: {2032: 700}}\n"
    ),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of amounts that an element above promises too, in the same unit and in the same words, for one period."""
    asked = False
    for whole in _wholes(indicator, plan):
        for period, own, its in _both(indicator, whole):
            asked = True
            if own > its:
                return _found(indicator, whole, period, own, its)
    return PASS if asked else NOT_ASKED


def _wholes(indicator: Indicator, plan: Snapshot) -> Iterator[Indicator]:
    unit, element = indicator.measure_unit, plan.element(indicator.element)
    if unit is None or unit.kind not in _ADDABLE or element is None or indicator.better_direction is not Direction.UP:
        return
    known = index(plan, measured_in)
    for above in plan.ancestors(element):
        for whole in known.get((above.id, fold(unit.name)), ())[:_COMPARED]:
            alike = whole.better_direction is Direction.UP and whole.accumulation is indicator.accumulation
            if alike and whole.accumulation in _HEIGHTS and _same_thing(indicator.text, whole.text):
                yield whole


def _same_thing(one: str, other: str) -> bool:
    """Tell whether all that the whole names is named by its part, which may say more of it."""
    words, others = content_words(one), content_words(other)
    return len(others) > 1 and all(any(same_word(word, own) for own in words) for word in others)


def _both(indicator: Indicator, whole: Indicator) -> Iterator[tuple[Period | None, Decimal, Decimal]]:
    """Yield the periods for which both promise an amount, with the amounts."""
    its = {target.period: target.value for target in whole.targets}
    for target in indicator.targets:
        other = its.get(target.period)
        if isinstance(target.value, Value) and isinstance(other, Value):
            yield target.period, target.value.amount, other.amount


def _found(indicator: Indicator, whole: Indicator, period: Period | None, own: Decimal, its: Decimal) -> Verdict:
    return found(
        indicator=indicator.text,
        whole=whole.text,
        target=own,
        whole_target=its,
        difference=EXACT.subtract(own, its),
        unit=indicator.measure_unit.name if indicator.measure_unit else "",
        year=period.end_year if period else None,
        reason="dated" if period else "undated",
    )
