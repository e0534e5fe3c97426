"""The form by which somebody gives a program a token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.scopes import READ, SCOPES

DAYS = ((30, _("30 días")), (90, _("90 días")), (180, _("180 días")), (365, _("un año")))


class TokenForm(forms.Form):
    """What the token is for, how far it goes, how long it lives. Only scopes in which the person may do something."""

    name = forms.CharField(
        label=_("Para qué programa"), max_length=100, help_text=_("Por ejemplo: Sistema financiero, carga nocturna.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Alcances"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("El token nunca puede más que usted: solo menos."),
        error_messages={"required": _("Elija al menos un alcance.")},
    )
    days = forms.TypedChoiceField(label=_("Cuánto dura"), coerce=int, choices=DAYS, initial=90)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"scopes": [READ]})
        offered = [
            (key, words)
            for key, (words, permissions) in SCOPES.items()
            if any(actor.may_somewhere(permission) for permission in permissions)
        ]
        self.fields["scopes"].choices = offered
