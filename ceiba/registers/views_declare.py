"""Pages that take a register type as a document: a new register, and a new edition of one in use."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions import choices
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.methodologies.registers import UnknownRegister, shipped_document
from ceiba.registers import services_registers as services
from ceiba.registers.forms_declare import DeclaringForm
from ceiba.registers.models import Register
from ceiba.registers.views import KeepingForm
from ceiba.registers.views_rows import reader_of, shell_of

KEEP = "keep"  # the name of the button that does not only try


def register_declare(request: HttpRequest) -> HttpResponse:
    """Declare a register of one's own: try the document as often as one likes, then begin to keep it."""
    _manages(request)
    form = _form(request, _begun(request.GET.get("tipo", "")))
    units = choices.units(request.institution, empty=_("Ninguna"))
    year = timezone.localdate().replace(month=1, day=1)
    keeping = KeepingForm(request.POST if request.method == "POST" else None, units=units, initial={"since": year})
    if form.is_bound and form.is_valid() & keeping.is_valid() and KEEP in request.POST:
        given = keeping.cleaned_data
        unit = choices.chosen_unit(request.institution, given["unit"])
        made = _tried(
            form,
            lambda: services.adopt_register(
                request.actor, document=form.cleaned_data["document"], since=given["since"], unit=unit
            ),
        )
        if made is not None:
            messages.success(request, _("El registro está abierto. Agregue su primera fila."))
            return redirect("register", request.institution.slug, made.key)
    context = {"form": form, "keeping": keeping, "declared": form.type, "current": "registers"}
    return render(request, "registers/declare.html", context)


def register_revise(request: HttpRequest, key: str) -> HttpResponse:
    """Adopt a new edition of a register in use; its rows stay as they are."""
    _manages(request)
    reader = reader_of(request, key)
    form = _form(request, reader.register.edition.content)
    if form.is_bound and form.is_valid() and KEEP in request.POST:
        made = _tried(
            form,
            lambda: services.revise_register(request.actor, reader.register, document=form.cleaned_data["document"]),
        )
        if made is not None:
            messages.success(request, _("La edición nueva está en uso. Lo que cambió se cuenta de nuevo."))
            return redirect("register", request.institution.slug, key)
    context = {**shell_of(request, reader, "register_settings"), "form": form, "declared": form.type}
    return render(request, "registers/revise.html", context)


def _manages(request: HttpRequest) -> None:
    if not request.actor.may("register.manage"):
        raise NotAllowed(_("Los registros los abre quien planifica o administra."))


def _form(request: HttpRequest, begun: str) -> DeclaringForm:
    if request.method == "POST":
        return DeclaringForm(request.POST, request.FILES)
    return DeclaringForm(initial={"document": begun})


def _begun(reference: str) -> str:
    """Return the document of a shipped type to begin from; blank where none was asked for."""
    if not reference:
        return ""
    try:
        return shipped_document(reference).decode()
    except UnknownRegister:
        raise Http404 from None


def _tried(form: DeclaringForm, verb: Callable[[], Register]) -> Register | None:
    """Return what a verb made, or None with its refusal on the form."""
    try:
        return verb()
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
