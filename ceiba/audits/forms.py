"""Forms of the audit: what the list is asked, and the answers to a finding."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.documents.forms import SentFile
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.rules.settings import SHORTEST_REASON


class ReasonForm(forms.Form):
    """Why what was found is right as it stands."""

    reason = forms.CharField(
        label=_("Por qué está bien así"),
        help_text=_("Otra persona tiene que entenderlo: diga el acuerdo, la norma o el dato que lo explica."),
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachment = SentFile(
        label=_("Archivo que lo respalda"),
        required=False,
        help_text=_("PDF, Word, hoja de cálculo o foto: el acta, el cálculo, el oficio."),
    )


class DismissRuleForm(forms.Form):
    """Why a whole rule does not fit the institution, and the act that says so."""

    reason = forms.CharField(
        label=_("Por qué la regla no le sirve a la institución"),
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label=_("De dónde sale la decisión"), max_length=300)


class NoteForm(forms.Form):
    """A few words, or none."""

    reason = forms.CharField(label=_("Nota"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AssignForm(forms.Form):
    """Who is to answer, and until when."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Persona"), empty_label=_("Elija a alguien"))
    due = forms.DateField(
        label=_("Para cuándo"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Nota"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held = Assignment.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=today), institution=institution, begins__lte=today
        )
        people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
        self.fields["person"].queryset = people.order_by("name")

    def clean_due(self) -> Any:
        """Return the day; one that is past is no day to wait for."""
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise forms.ValidationError(_("La fecha ya pasó: elija una desde hoy."))
        return due
