"""Forms of approvals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.approvals.models import Amendment
from ceiba.approvals.transitions import Transition
from ceiba.documents.forms import SentFile
from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.kernel.states import Absent, State, Value
from ceiba.plans.fields import FigureField, PlainText
from ceiba.ui import formats


class DayField(forms.DateField):
    """A day, asked for as browsers ask for days."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class AmendmentForm(forms.Form):
    """A resolution that opens an approved plan."""

    number = PlainText(label=gettext_lazy("Número de la resolución"), help_text=gettext_lazy("Por ejemplo: 014-2026"))
    date = DayField(label=gettext_lazy("Fecha de la resolución"))
    effective = DayField(label=gettext_lazy("Rige desde"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Qué hace"), choices=Amendment.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    reason = PlainText(label=gettext_lazy("Motivo"), rows=3)
    act = SentFile(
        label=gettext_lazy("La resolución"), help_text=gettext_lazy("El archivo firmado: PDF, imagen, Word o texto.")
    )


class NoteForm(forms.Form):
    """A note to an act; ``label`` says what is asked for."""

    note = PlainText(label=gettext_lazy("Nota"), required=False, rows=3)

    def __init__(self, *args: Any, label: Any = "", required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required
        if label:
            self.fields["note"].label = label


class StepForm(forms.Form):
    """One step in the life of a plan: a note, and the act where the step takes one along."""

    note = PlainText(label=gettext_lazy("Nota"), required=False, rows=3)
    act = SentFile(
        label=gettext_lazy("Acta o resolución"),
        required=False,
        help_text=gettext_lazy("El archivo que lo respalda: PDF, Word o texto."),
    )

    def __init__(self, transition: Transition, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=transition.verb.replace(".", "-"))
        if transition.reasoned:
            self.fields["note"].label, self.fields["note"].required = _("Razón"), True
        if not transition.acted:
            del self.fields["act"]


class RestateForm(forms.Form):
    """What a validated figure should have said, and why. ``pair``: it is said by its numerator and denominator."""

    number = FigureField(label=gettext_lazy("Cifra correcta"))
    state = forms.ChoiceField(label=gettext_lazy("O por qué no la hay"), required=False)
    numerator = FigureField(label=gettext_lazy("Numerador correcto"))
    denominator = FigureField(label=gettext_lazy("Denominador correcto"))
    reason = PlainText(label=gettext_lazy("Por qué se rectifica"), rows=3)
    act = SentFile(
        label=gettext_lazy("Acta o resolución"),
        required=False,
        help_text=gettext_lazy("Si hay una: PDF, imagen, Word o texto."),
    )
    sure = forms.BooleanField(label=gettext_lazy("La cifra está bien así"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, pair: bool = False, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        absences = [(state.value, formats.say()(word).capitalize()) for state, word in STATE_WORDS.items()]
        self.fields["state"].choices = [("", "—"), *(one for one in absences if one[0] != State.VALUE.value)]
        for name in ("number",) if pair else ("numerator", "denominator"):
            del self.fields[name]
        if not self.is_sure:
            self.fields["sure"].widget = forms.HiddenInput()

    @property
    def is_sure(self) -> bool:
        """Tell whether the person said that an unusual figure is right."""
        return self.data.get("sure") in ("on", "True", "true")

    def ask(self) -> None:
        """Show the question whether an unusual figure is right."""
        self.fields["sure"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """Return the fields with ``value``: the number, else the absence, else None."""
        given: dict[str, Any] = super().clean() or {}
        state, number = given.get("state"), given.get("number")
        if number is not None:
            given["value"] = Value(number)
        elif state:
            given["value"] = Absent(State(state))
            given["numerator"] = given["denominator"] = None
        return given


class CommentForm(forms.Form):
    """What somebody says of an element."""

    text = PlainText(label=gettext_lazy("Comentario"), rows=3, required=False)
