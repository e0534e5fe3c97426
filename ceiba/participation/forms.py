"""The forms by which staff answers, assigns and moderates questions, and deals with requests about personal data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Institution, Unit
from ceiba.participation.known_publications import KnownPublication
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest
from ceiba.participation.services_objections import ANSWER, LONGEST


def words(label: Any, most: int, rows: int, help_text: Any = "") -> forms.CharField:
    """Return a field for text of several lines."""
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class AnswerForm(forms.Form):
    """A public answer and how it ends."""

    text = words(
        _("Respuesta"), ANSWER, 7, _("La lee cualquiera y la firma la unidad, no usted. No escriba datos personales.")
    )
    outcome = forms.ChoiceField(label=_("Cómo termina"), choices=Objection.Outcome.choices, widget=forms.RadioSelect)


class AssignForm(forms.Form):
    """To which unit a question goes."""

    unit = forms.ModelChoiceField(label=_("Unidad que responde"), queryset=Unit.objects.none())

    def __init__(self, data: Any, institution: Institution, unit: Unit | None) -> None:
        super().__init__(data, initial={"unit": unit})
        self.fields["unit"].queryset = Unit.objects.of(institution)


class HideForm(forms.Form):
    """Why a question is hidden: one of few reasons, which are public, and the decision in words, which are not."""

    why = forms.ChoiceField(
        label=_("Motivo"),
        choices=Objection.Hidden.choices,
        widget=forms.RadioSelect,
        help_text=_("Se publica. Que incomode o se equivoque no es un motivo."),
    )
    note = forms.CharField(
        label=_("Explicación de la decisión"), max_length=500, help_text=_("Queda dentro: la lee quien audita.")
    )


class CorrectionForm(forms.Form):
    """With which later publication something was corrected."""

    number = forms.TypedChoiceField(label=_("Publicación que corrige"), coerce=int)

    def __init__(self, data: Any, known: list[KnownPublication]) -> None:
        super().__init__(data)
        self.fields["number"].choices = [(one.number, f"{one.number} {one.title}".strip()) for one in known]


class OwnDataForm(forms.Form):
    """What somebody asks about their own data."""

    kind = forms.ChoiceField(label=_("Qué pide"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Nombre completo"), max_length=150)
    email = forms.EmailField(
        label=_("Correo electrónico"), max_length=254, help_text=_("Ahí llega el enlace para confirmar que es usted.")
    )
    text = words(
        _("Qué datos, y qué hay que hacer con ellos"),
        LONGEST,
        5,
        _("Solo lo necesario para encontrarlos. No escriba números de documentos."),
    )


class OfficeRequestForm(OwnDataForm):
    """The same, of who came to the office."""

    email = forms.EmailField(
        label=_("Correo electrónico"), required=False, max_length=254, help_text=_("Solo si la persona lo da.")
    )
    seen = forms.CharField(
        label=_("Con qué se identificó"),
        max_length=200,
        help_text=_("El tipo de documento que mostró, sin copiar su número."),
    )
    field_order = ("kind", "name", "seen", "email", "text")


class RequestAnswerForm(forms.Form):
    """A private answer and how it ends."""

    text = words(_("Respuesta"), ANSWER, 7, _("La lee solo la persona, en la dirección secreta que tiene."))
    outcome = forms.ChoiceField(label=_("Cómo termina"), choices=DataRequest.Outcome.choices, widget=forms.RadioSelect)


class VoiceForm(forms.Form):
    """What an institution decides about questions and personal data."""

    office = forms.CharField(label=_("Oficina que atiende los datos personales"), required=False, max_length=200)
    place = forms.CharField(label=_("Dónde está y en qué horario"), required=False, max_length=300)
    email = forms.EmailField(label=_("Su correo electrónico"), required=False)
    law = forms.CharField(
        label=_("Norma que rige los datos personales"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sale en el aviso de privacidad tal como se escribe aquí."),
    )
    contact_days = forms.IntegerField(
        label=_("Días que se guarda el correo de quien pregunta"),
        min_value=1,
        max_value=365,
        help_text=_("Después de responder. También se borra el nombre de quien no quiso mostrarlo."),
    )
    request_days = forms.IntegerField(
        label=_("Días que se guarda una solicitud de datos propios"),
        min_value=30,
        max_value=3650,
        help_text=_("Después de responderla; luego queda solo que existió."),
    )
    promised_days = forms.IntegerField(
        label=_("Plazo que se promete para responder preguntas, en días hábiles"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("En blanco: el del país. Vale el que termine antes, y solo para lo que llegue después."),
    )
    promised_by = forms.CharField(label=_("Acuerdo o norma que lo promete"), required=False, max_length=300)
