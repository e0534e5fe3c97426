"""The form that filters the history."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions.forms import DayInput
from ceiba.institutions.models import Institution
from ceiba.institutions.queries import people_of
from ceiba.institutions.queries_history import SYSTEM, Wanted
from ceiba.institutions.words import VERB_WORDS


class FilterForm(forms.Form):
    """Which rows to show."""

    person = forms.ChoiceField(label=gettext_lazy("Quién"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Qué hizo"), required=False)
    subject = forms.CharField(label=gettext_lazy("Sobre qué"), max_length=200, required=False)
    since = forms.DateField(label=gettext_lazy("Desde"), required=False, widget=DayInput())
    until = forms.DateField(label=gettext_lazy("Hasta"), required=False, widget=DayInput())

    def __init__(self, institution: Institution, *args: object) -> None:
        super().__init__(*args)
        person, verb = self.fields["person"], self.fields["verb"]
        assert isinstance(person, forms.ChoiceField)
        assert isinstance(verb, forms.ChoiceField)
        people = [(str(row.person.pk), str(row.person)) for row in people_of(institution)]
        person.choices = [("", _("Cualquiera")), *people, (SYSTEM, _("El programa"))]
        verbs = sorted(((name, str(words)) for name, words in VERB_WORDS.items()), key=lambda pair: pair[1])
        verb.choices = [("", _("Cualquier cosa")), *verbs]

    def wanted(self) -> Wanted:
        """Return what was asked for; a field that was filled in wrongly asks for nothing."""
        if not self.is_bound:
            return Wanted()
        self.full_clean()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
