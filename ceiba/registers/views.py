"""Pages of the registers of an institution: which are kept and what waits in them, a new one, and its settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions import choices
from ceiba.institutions.forms import DayInput
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import fold
from ceiba.methodologies.registers import available_registers
from ceiba.registers import services_registers as services
from ceiba.registers.listing import list_columns, list_rows
from ceiba.registers.queries_waiting import falling, readers, standings
from ceiba.registers.views_rows import reader_of, shell_of


class KeepingForm(forms.Form):
    """Since when a register is kept, and which unit keeps the rows that name none."""

    since = forms.DateField(
        label=gettext_lazy("Se lleva desde"),
        widget=DayInput(),
        help_text=gettext_lazy("Antes de ese día una medida no tiene dato; desde él, un mes sin filas es cero."),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unidad que lo lleva"),
        required=False,
        help_text=gettext_lazy("La de las filas que no nombran otra. Sin ella, solo escribe quien lo hace en todas."),
    )

    def __init__(self, *args: Any, units: list[choices.Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units


class SettingsForm(KeepingForm):
    """The settings of a register in use."""

    ends = forms.DateField(
        label=gettext_lazy("Último día"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Desde el siguiente ya no recibe filas. Las que tiene se quedan."),
    )


def registers(request: HttpRequest) -> HttpResponse:
    """List the registers that are kept, with what is late, due soon, open and new in each."""
    today, found = timezone.localdate(), readers(request.actor)
    standing = standings(found, today)
    near = falling(request.actor, today)
    context = {
        "rows": [(reader, standing[reader.register.pk]) for reader in found],
        "falling": [(one, *list_rows(one.reader, [one.row], list_columns(one.reader)[:1], today)) for one in near[:12]],
        "may_manage": request.actor.may("register.manage"),
        "today": today,
        "current": "registers",
    }
    return render(request, "registers/registers.html", context)


def register_adopt(request: HttpRequest) -> HttpResponse:
    """Begin to keep a register of a shipped type: choose it, say since when and who keeps it."""
    if not request.actor.may("register.manage"):
        raise NotAllowed(_("Los registros los abre quien planifica o administra."))
    used = {reader.register.key for reader in readers(request.actor)}
    offered = _offered(request, used)
    chosen = next((one for one in offered if one.reference == request.GET.get("tipo")), None)
    units = choices.units(request.institution, empty=_("Ninguna"))
    data = request.POST if request.method == "POST" else None
    form = KeepingForm(data, units=units, initial={"since": timezone.localdate().replace(month=1, day=1)})
    status = 200
    if chosen and form.is_bound and form.is_valid():
        given = form.cleaned_data
        unit = choices.chosen_unit(request.institution, given["unit"])
        try:
            made = services.adopt_register(request.actor, reference=chosen.reference, since=given["since"], unit=unit)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("El registro está abierto. Agregue su primera fila."))
            return redirect("register", request.institution.slug, made.key)
    asked = request.GET.get("q", "")
    words = fold(asked).split()
    shown = [one for one in offered if all(word in fold(f"{one.plural} {one.help}") for word in words)]
    context = {"form": form, "chosen": chosen, "offered": shown, "asked": asked, "current": "registers"}
    return render(request, "registers/adopt.html", context, status=status)


def _offered(request: HttpRequest, used: set[str]) -> list[RegisterType]:
    """Return the latest edition of each shipped type that fits the country and is not in use."""
    country = request.institution.country
    latest = {one.id: one for one in available_registers() if one.country in (None, country) and one.id not in used}
    return sorted(latest.values(), key=lambda one: (one.country is None, fold(one.plural)))


def register_settings(request: HttpRequest, key: str) -> HttpResponse:
    """Say since when a register is kept, until when, and which unit keeps it."""
    reader = reader_of(request, key)
    if not request.actor.may("register.manage"):
        raise NotAllowed(_("Los registros los abre quien planifica o administra."))
    row = reader.register
    begun = {"since": row.since, "ends": row.ends, "unit": str(row.unit_id or "")}
    units = choices.units(request.institution, empty=_("Ninguna"))
    form = SettingsForm(request.POST if request.method == "POST" else None, units=units, initial=begun)
    status = 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        unit = choices.chosen_unit(request.institution, given["unit"])
        try:
            services.settle_register(request.actor, row, since=given["since"], ends=given["ends"], unit=unit)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Guardado."))
            return redirect("register", request.institution.slug, key)
    context = {**shell_of(request, reader, "register_settings"), "form": form}
    return render(request, "registers/settings.html", context, status=status)
