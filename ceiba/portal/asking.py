"""What anybody writes on the portal: a question or objection. No file is taken, and nothing asked that is not used."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.period import Period
from ceiba.participation.services_objections import LONGEST, SHORTEST
from ceiba.ui import formats

QUESTION, OBJECTION = "question", "objection"


class QuestionForm(forms.Form):
    """A question or objection; who it is of stays out of it unless they say so."""

    kind = forms.ChoiceField(
        label=_("Qué es"),
        choices=[
            (QUESTION, _("Una pregunta: quiero saber algo")),
            (OBJECTION, _("Una objeción: lo publicado no es así")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija si es una pregunta o una objeción.")},
    )
    period = forms.ChoiceField(label=_("Sobre cuál de sus cifras"), required=False)
    text = forms.CharField(
        label=_("Qué pregunta u objeta"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Lo lee cualquiera. No escriba datos personales suyos ni de otra persona."),
        error_messages={
            "required": _("Escriba lo que pregunta u objeta."),
            "min_length": _("Escriba al menos %(limit_value)s letras, para que se entienda qué se pregunta."),
            "max_length": _("Son %(show_value)s letras y caben %(limit_value)s: acórtelo, o haga dos preguntas."),
        },
    )
    name = forms.CharField(label=_("Su nombre"), required=False, max_length=120)
    show_name = forms.BooleanField(label=_("Mostrar mi nombre junto a la pregunta"), required=False)
    email = forms.EmailField(
        label=_("Su correo electrónico"),
        required=False,
        max_length=254,
        help_text=_("Solo para avisarle de la respuesta. No se muestra a nadie y después se borra."),
        error_messages={
            "invalid": _("A ese correo le falta algo: se escribe como nombre@ejemplo.org. Puede ir en blanco.")
        },
    )

    def __init__(self, data: Any, periods: Sequence[Period], start: int, chosen: str = "") -> None:
        told = [(one.notation(start), formats.period(one)) for one in periods]
        initial = chosen if chosen in dict(told) else ""
        super().__init__(data, initial={"period": initial, "kind": QUESTION})
        if told:
            self.fields["period"].choices = [("", _("De ninguna en particular")), *told]
        else:
            del self.fields["period"]
