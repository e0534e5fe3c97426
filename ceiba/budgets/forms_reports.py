"""The form by which a report of the finance system comes in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.period import Period
from ceiba.ui import formats

_MONTHS = 36  # that may be chosen, the running one first

USES = (
    (ClassifierUse.EXPENDITURE.value, _("Ejecución de egresos")),
    (ClassifierUse.INCOME.value, _("Ingresos y caja")),
)


class ReportForm(forms.Form):
    """The file, what it tells, and its month where the file does not say it."""

    report = forms.FileField(
        label=_("El informe"),
        help_text=_("Excel (.xlsx) o CSV, como lo descarga el sistema financiero, con su fila TOTAL."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    use = forms.ChoiceField(label=_("Qué trae"), choices=USES)
    until = forms.ChoiceField(
        label=_("Hasta qué mes"), required=False, help_text=_("Las cifras del sistema son acumuladas hasta ese mes.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].choices = [("", _("El que dice el informe")), *_months(today)]

    def clean_until(self) -> Period | None:
        """Return the month, None where the report tells it."""
        text = self.cleaned_data["until"]
        return Period.parse(text) if text else None


def _months(today: date) -> Iterator[tuple[str, str]]:
    month = Period(today.year * 12 + today.month - 1, 1)
    for back in range(_MONTHS):
        shown = month.shift(-back)
        yield shown.notation(), formats.period(shown)
