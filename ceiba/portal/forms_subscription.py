"""The form by which anybody asks for letters: an address, and what they are to tell of."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.kernel.snapshot import Snapshot
from ceiba.participation.services_subscription import normal
from ceiba.portal.visitor_form import VisitorForm


class SubscriptionForm(VisitorForm):
    """An address and what it follows."""

    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Su correo electrónico"),
        help_text=gettext_lazy("Se usa solo para estos avisos. Nadie más lo ve, y se borra cuando usted los deja."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        """Return the address as it is kept; one that mail servers could not write is refused."""
        address = normal(self.cleaned_data["email"])
        if not address.isascii():
            raise ValidationError(_("Escriba la dirección con letras sin tilde antes de la arroba."))
        return address


def thing(face: Snapshot, about: str) -> str | None:
    """Return the name of what somebody wants to follow, as a publication tells of it; None where it does not."""
    noun, _slash, key = about.partition("/")
    if noun == "indicator":
        found = face.indicator(key)
        return found.text if found else None
    if noun == "project":
        return next((one.name for one in face.projects if one.id == key), None)
    return None
