"""What a reader may choose: a place, a point, two years, two publications. Forms that ask, and change nothing."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

_DEGREES = Decimal("0.01")  # of a point: about a kilometre, which is near enough and tells nobody's house


class PlaceForm(forms.Form):
    """A place of those that a publication names."""

    lugar = forms.ChoiceField(label=_("Lugar"))

    def __init__(self, places: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(initial={"lugar": chosen}, auto_id="cerca-%s")
        self.fields["lugar"].choices = places


class PointForm(forms.Form):
    """A point in degrees, as a telephone tells it; commas for points are understood."""

    latitud = forms.CharField(label=_("Latitud"), max_length=20)
    longitud = forms.CharField(label=_("Longitud"), max_length=20)

    def __init__(self, data: object) -> None:
        super().__init__(data, auto_id="cerca-%s")
        for name, example in (("latitud", "14.93"), ("longitud", "-90.61")):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "placeholder": example, "autocomplete": "off"}

    def clean_latitud(self) -> Decimal:
        """Return the latitude, rounded to about a kilometre."""
        return _degrees(self.cleaned_data["latitud"], 90)

    def clean_longitud(self) -> Decimal:
        """Return the longitude, rounded to about a kilometre."""
        return _degrees(self.cleaned_data["longitud"], 180)


class PeriodsForm(forms.Form):
    """Two periods to hold against each other."""

    antes = forms.ChoiceField(label=_("Este período"))
    despues = forms.ChoiceField(label=_("con este otro"))

    def __init__(self, offered: Sequence[tuple[str, str]], before: str, after: str) -> None:
        super().__init__(initial={"antes": before, "despues": after}, auto_id="comparar-%s")
        for field in self.fields.values():
            field.choices = offered


class PublicationsForm(PeriodsForm):
    """Two publications to hold against each other."""

    def __init__(self, offered: Sequence[tuple[str, str]], before: str, after: str) -> None:
        super().__init__(offered, before, after)
        self.auto_id = "publicaciones-%s"
        self.fields["antes"].label, self.fields["despues"].label = _("Esta publicación"), _("con esta otra")


def _degrees(text: str, edge: int) -> Decimal:
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise forms.ValidationError(_("Escriba grados con decimales, como 14.93 o -90.61.")) from None
    if not found.is_finite() or abs(found) > edge:
        raise forms.ValidationError(_("Ese número no cabe en el mundo: revise el signo y el punto."))
    return found.quantize(_DEGREES)
