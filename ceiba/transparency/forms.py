"""Forms by which a unit answers an item of a duty, and by which a dispatch is proved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.documents.forms import SentFile
from ceiba.institutions.actor import Actor
from ceiba.institutions.forms import DayInput
from ceiba.institutions.models import Unit
from ceiba.kernel.duty import Duty, DutyItem, ItemState
from ceiba.kernel.duty_due import last_over
from ceiba.kernel.period import Period
from ceiba.plans.fields import PlainText
from ceiba.transparency.models import DutyItemAnswer
from ceiba.transparency.services import Declared
from ceiba.ui import formats

_STATES = (
    (ItemState.PUBLISHED.value, _("Está publicado")),
    (ItemState.JUSTIFIED.value, _("No hay: se justifica")),
    (ItemState.NOT_APPLICABLE.value, _("No aplica a la institución")),
)
_PERIODS = 12


class AnswerForm(forms.Form):
    """What a unit declares of an item; all of it is published."""

    state = forms.ChoiceField(label=_("Cómo está"), choices=_STATES, widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("Actualizado el"),
        widget=DayInput(),
        help_text=_("Hasta qué día está al corriente. Si nada cambió, confirme con el día de hoy."),
    )
    link = forms.URLField(
        label=_("Enlace"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Dónde se lee o se descarga."),
    )
    file = SentFile(label=_("Documento"), required=False, help_text=_("Se podrá descargar del portal."))
    justification = PlainText(
        label=_("Justificación"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_("Si no hay o no aplica: por qué, en palabras para quien lo busca."),
    )
    legal_basis = forms.CharField(
        label=_("Base legal"), required=False, max_length=300, help_text=_("La norma y su artículo, si no aplica.")
    )
    unit = forms.ChoiceField(label=_("Unidad que responde"), required=False)
    responsible = forms.CharField(
        label=_("Persona responsable"), required=False, max_length=200, help_text=_("Solo si la norma manda decirla.")
    )
    email = forms.EmailField(label=_("Correo de la persona responsable"), required=False)
    phone = forms.CharField(label=_("Teléfono de la persona responsable"), required=False, max_length=60)
    checked = forms.BooleanField(label=_("Abrí los enlaces y revisé el contenido hoy"), required=False)

    def __init__(self, data: Any, files: Any, actor: Actor, item: DutyItem, before: DutyItemAnswer | None) -> None:
        super().__init__(data, files, initial=_initial(before))
        self.item, self.units = item, _units(actor)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        everywhere = actor.may("duty.answer")
        field.required = not everywhere
        blank = [("", _("Toda la institución"))] if everywhere else []
        field.choices = [*blank, *((unit.key, unit.name) for unit in self.units)]

    @property
    def chosen_unit(self) -> Unit | None:
        """Return the unit that was chosen, None for the whole institution."""
        return next((unit for unit in self.units if unit.key == self.cleaned_data["unit"]), None)

    @property
    def declared(self) -> Declared:
        """Return what the form says, for the verb to judge."""
        told = self.cleaned_data
        return Declared(
            state=ItemState(told["state"]),
            **{name: told[name] for name in ("day", "link", "file", "justification", "legal_basis", "responsible")},
            email=told["email"],
            phone=told["phone"],
            checked=told["checked"],
        )


def _initial(before: DutyItemAnswer | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"state": ItemState.PUBLISHED.value, "day": timezone.localdate()}
    if before is not None:
        kept = ("state", "link", "justification", "legal_basis", "responsible", "email", "phone")
        initial |= {name: getattr(before, name) for name in kept}
        initial["unit"] = before.unit.key if before.unit else ""
    return initial


def _units(actor: Actor) -> list[Unit]:
    """Return the units for which somebody may answer, in their order."""
    rows = Unit.objects.of(actor.institution).filter(ends__isnull=True)
    return [unit for unit in rows if actor.may("duty.answer", unit)]


class DispatchForm(forms.Form):
    """That something was sent: of which period, to whom, when, with which number, and the sealed copy."""

    period = forms.ChoiceField(label=_("Período"))
    recipient = forms.ChoiceField(label=_("A quién"))
    day = forms.DateField(label=_("Enviado el"), widget=DayInput())
    reference = forms.CharField(label=_("Número del oficio"), max_length=120)
    proof = SentFile(label=_("Copia sellada"), help_text=_("El oficio con el sello de recibido, en PDF o en foto."))

    def __init__(self, data: Any, files: Any, duty: Duty) -> None:
        super().__init__(data, files, initial={"day": timezone.localdate()})
        period, recipient = self.fields["period"], self.fields["recipient"]
        assert isinstance(period, forms.ChoiceField)
        assert isinstance(recipient, forms.ChoiceField)
        period.choices = [(one.notation(), formats.period(one)) for one in _periods(duty)]
        recipient.choices = [(one.key, one.name) for one in duty.recipients]

    @property
    def told(self) -> dict[str, Any]:
        """Return what the form says, as the verb takes it."""
        return {**self.cleaned_data, "period": Period.parse(self.cleaned_data["period"])}


def _periods(duty: Duty) -> Sequence[Period]:
    last = last_over(duty.rule, timezone.localdate())
    return [last.shift(-last.months * step) for step in range(_PERIODS)] if last else []
