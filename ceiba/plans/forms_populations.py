"""The form of the people of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.plans.fields import FigureField, PlainText
from ceiba.plans.forms import RevisingForm
from ceiba.plans.populations import POPULATIONS


class PeopleField(FigureField):
    """A number of people: whole, with the separators of the institution."""

    def to_python(self, value: Any) -> Any:
        """Return the whole number; ``ValidationError`` for a part of a person, or for one with too many digits."""
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value() or abs(number) >= 10**15:
            raise forms.ValidationError(_("Escriba cuántas personas son, sin decimales."))
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        """Return the number as a person would type it."""
        return "" if value is None else str(value)


class PopulationForm(RevisingForm):
    """The people of an element in a year."""

    trade = POPULATIONS
    year = forms.IntegerField(label=_("Año"), min_value=1900, max_value=2200)
    text = PlainText(label=_("Quiénes son"), required=False, help_text=_("Mujeres en edad fértil, familias rurales…"))
    universe = PeopleField(label=_("Universo"), help_text=_("A cuántas personas concierne."))
    target = PeopleField(label=_("Población objetivo"), help_text=_("A cuántas se quiere llegar."))
    eligible = PeopleField(label=_("Población elegible"), help_text=_("Cuántas cumplen lo que se pide."))
    attended = PeopleField(label=_("Población atendida"), help_text=_("A cuántas se atendió."))
    reason = PlainText(
        label=_("Por qué un grupo es mayor que el anterior"),
        required=False,
        help_text=_("Solo si lo es: se atiende también a gente de otro municipio…"),
    )
