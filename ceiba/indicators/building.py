"""A result built from its parts: the sentence that its figures make, and the verb that puts it into the plan whole."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy

from ceiba.exchange.stored import dump_value
from ceiba.indicators.editing import add_indicator
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, Refused, verb
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, StatedChange, Target
from ceiba.kernel.intent import ChangeMode, Intent
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import Value
from ceiba.plans.editing import add_element
from ceiba.plans.models import Element, Plan
from ceiba.plans.trees import methodology_of, nearest_unit
from ceiba.plans.undoing import UNDOABLE
from ceiba.ui import formats

UNDOABLE.add("result.build")


class ResultVerb(StrEnum):
    """What happens to what is measured; the value is the word of the sentence, in the language of plans."""

    INCREASE = "incrementar"
    WIDEN = "ampliar"
    REDUCE = "reducir"
    LOWER = "disminuir"
    MAINTAIN = "mantener"

    @property
    def direction(self) -> Direction:
        """Return where the word says that the figure goes."""
        if self is ResultVerb.MAINTAIN:
            return Direction.CONSTANT
        return Direction.DOWN if self in (ResultVerb.REDUCE, ResultVerb.LOWER) else Direction.UP


MODE_WORDS = {
    ChangeMode.LEVEL: gettext_lazy("a qué nivel se llega: «de 55 % a 80 %»"),
    ChangeMode.RELATIVE: gettext_lazy("en qué por ciento cambia: «en un 45 %»"),
    ChangeMode.POINTS: gettext_lazy("en cuántos puntos porcentuales: «en 25 puntos»"),
    ChangeMode.YEARLY: gettext_lazy("cuánto crece o baja cada año: «en un 4 % cada año»"),
}


@dataclass(frozen=True, slots=True)
class Built:
    """A result in words: its verb, what is measured, and its figures."""

    verb: ResultVerb
    subject: str
    intent: Intent

    @property
    def phrase(self) -> str:
        """Return the words of the change alone: «en un 44.93 %»."""
        intent = self.intent
        amount = intent.amount
        number = formats.number(amount) if amount is not None else ""
        if intent.direction is Direction.CONSTANT:
            return f"en {self._figure(intent.target)}"
        match intent.mode:
            case ChangeMode.LEVEL:
                return f"a {self._figure(intent.target)}"
            case ChangeMode.POINTS:
                return f"en {number} puntos porcentuales"
            case ChangeMode.YEARLY:
                return f"en un {number} % cada año"
            case _:
                return f"en un {number} %"

    @property
    def sentence(self) -> str:
        """Return the whole result, in the language of plans: when, what happens, to what, by how much, from where."""
        intent = self.intent
        of = f" ({intent.denominator})" if intent.denominator else ""
        opening = f"Para el {intent.target_year}, {self.verb.value} {self.phrase} {self.subject}{of}"
        if intent.direction is Direction.CONSTANT:
            return f"{opening}, como en {intent.base_year}."
        if intent.mode is ChangeMode.LEVEL:
            return f"{opening}, desde {self._figure(intent.baseline)} en {intent.base_year}."
        return f"{opening}, de {self._figure(intent.baseline)} en {intent.base_year} a {self._figure(intent.target)}."

    def _figure(self, amount: Decimal) -> str:
        unit = self.intent.measure_unit
        number = formats.number(amount)
        return f"{number} %" if unit.kind is UnitKind.PERCENT else f"{number} {unit.name}"


def _unit_of_new(_plan: Plan, _built: Built, *, parent: Element | None = None, **_fields: Any) -> Unit | None:
    return nearest_unit(parent)


@verb("result.build", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of_new)
def build_result(
    actor: Actor,
    /,
    plan: Plan,
    built: Built,
    *,
    level: str,
    parent: Element | None = None,
    source: str | None = None,
    every_year: bool = False,
    code: str | None = None,
    unit: str | None = None,
) -> Element:
    """Add a result to a plan with its indicator, baseline and targets: all or nothing.

    ``source`` is that of the baseline; ``every_year`` sets a target for each year on the way; ``code`` and ``unit``
    (its key) are the element's. ``Refused`` where the figures make no result (``Intent.faults``).
    """
    if faults := built.intent.faults():
        raise Refused(" ".join(formats.say()(why) for _field, why in faults))
    intent = built.intent
    element = add_element(actor, plan, level=level, text=built.sentence, parent=parent, code=code, unit=unit)
    begins = methodology_of(plan).fiscal_start
    years = intent.way() if every_year else ((intent.target_year, intent.target),)
    add_indicator(
        actor,
        element,
        text=built.subject[:1].upper() + built.subject[1:],
        measure_unit=intent.measure_unit,
        denominator=intent.denominator,
        direction=intent.direction.value,
        accumulation=Accumulation.LAST.value,
        baseline=Baseline(Value(intent.baseline), intent.base_year, source),
        targets=[Target(Value(amount), Period.of_year(year, begins)) for year, amount in years],
        stated_changes=dump_value(tuple[StatedChange, ...], (intent.stated(built.phrase),)),
    )
    return element
