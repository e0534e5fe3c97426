"""The form of a risk: what may happen, how likely, how bad, and what is done about it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.plans.fields import PlainText
from ceiba.plans.forms import Choices, RevisingForm
from ceiba.plans.risks import GRADE_WORDS, IMPACT_WORDS, RISKS, STATE_WORDS


class RiskForm(RevisingForm):
    """A risk of one element."""

    trade = RISKS
    text = PlainText(label=_("Qué puede pasar"), rows=2)
    cause = PlainText(label=_("Por qué pasaría"), rows=2, required=False)
    probability = forms.ChoiceField(label=_("Probabilidad"))
    impact = forms.ChoiceField(label=_("Impacto"), help_text=_("Cuánto dañaría a lo prometido."))
    response = PlainText(
        label=_("Qué se hace al respecto"),
        rows=3,
        required=False,
        help_text=_("Evitarlo, reducirlo, pasarlo a otro o aceptarlo: qué, quién y cuándo."),
    )
    unit = forms.ChoiceField(label=_("Quién lo vigila"), required=False)
    state = forms.ChoiceField(label=_("Estado"))

    def __init__(self, data: Any = None, *, units: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choice = cast("dict[str, forms.ChoiceField]", self.fields)
        choice["unit"].choices = units
        for name, words in (("probability", GRADE_WORDS), ("impact", IMPACT_WORDS), ("state", STATE_WORDS)):
            choice[name].choices = [(str(key), str(word).capitalize()) for key, word in words.items()]
            if name != "state" and not self.seen.get(name):
                choice[name].choices = [("", "—"), *choice[name].choices]  # nobody's risk is low by default
