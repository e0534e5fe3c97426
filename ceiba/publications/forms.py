"""The form by which a publication is prepared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.period import Period
from ceiba.plans.models import Plan
from ceiba.publications.models import Publication
from ceiba.ui import formats


class PublicationForm(forms.Form):
    """What is published: plans, until when, its name, and what it corrects."""

    plans = forms.MultipleChoiceField(
        label=_("Planes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo se publica lo aprobado."),
        error_messages={"required": _("Elija al menos un plan.")},
    )
    until = forms.ChoiceField(
        label=_("Cifras hasta el final de"), help_text=_("Salen las cifras validadas de periodos que ya terminaron.")
    )
    title = forms.CharField(
        label=_("Nombre de la publicación"),
        required=False,
        max_length=200,
        help_text=_("Por ejemplo: Segundo cuatrimestre. Puede quedar en blanco."),
    )
    corrects = forms.TypedChoiceField(
        label=_("Corrige a"), required=False, coerce=int, empty_value=None, help_text=_("Déjelo en blanco si es nueva.")
    )
    reason = forms.CharField(
        label=_("Razón de la corrección"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Qué estaba mal y de dónde sale lo correcto. Se publica."),
    )

    def __init__(
        self, data: Any, plans: Sequence[Plan], periods: Sequence[Period], earlier: Sequence[Publication], start: int
    ) -> None:
        initial: dict[str, Any] = {"plans": [plan.key for plan in plans]}
        if periods:
            initial["until"] = periods[0].notation(start)
        super().__init__(data, initial=initial)
        self.fields["plans"].choices = [(plan.key, plan.title or plan.key) for plan in plans]
        self.fields["until"].choices = [(one.notation(start), formats.period(one)) for one in periods]
        numbers = [(one.number, str(one.number)) for one in earlier]
        self.fields["corrects"].choices = [("", _("Ninguna")), *numbers]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a correction."""
        given = super().clean() or {}
        if given.get("corrects") and not given.get("reason", "").strip():
            self.add_error(
                "reason", _("Una corrección lleva su razón: diga qué estaba mal y de dónde sale lo correcto.")
            )
        return given
