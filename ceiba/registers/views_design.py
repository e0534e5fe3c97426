"""The page on which a type of register is declared: a document that is proved, seen as a form, and adopted."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions import choices
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.register_drafting import with_examples
from ceiba.methodologies.registers import LONGEST, UnknownRegister, shipped_document
from ceiba.registers import services_registers as services
from ceiba.registers.designing import Design, next_edition, preview, privacy_lines
from ceiba.registers.forms_design import STEPS, Outline, Part
from ceiba.registers.models import Register
from ceiba.registers.queries_types import register_of, type_of
from ceiba.registers.views import KeepingForm

EXAMPLES = "examples"


@dataclass(frozen=True)
class Step:
    """One step that a document can take: its name, the words of its button, its form, whether it stands open."""

    name: str
    words: str
    form: Part
    open: bool


class DesignForm(KeepingForm):
    """A document, written here or sent as a file; and since when the register is kept, and by whom."""

    document = forms.CharField(
        label=gettext_lazy("El documento"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(label=gettext_lazy("O un archivo (YAML)"), required=False)

    def clean(self) -> dict[str, Any]:
        """Take the file where one was sent, else what is written."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        sent = given.get("file")
        if sent is not None:
            if sent.size > LONGEST:
                self.add_error("file", _("Pesa demasiado para ser el documento de un registro."))
                return given
            try:
                given["document"] = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("No es un texto en UTF-8. Guárdelo como texto y envíelo de nuevo."))
        if not given.get("document", "").strip() and not self.errors:
            self.add_error("document", _("Escriba o pegue el documento, o envíe un archivo."))
        return given


def register_design(request: HttpRequest) -> HttpResponse:
    """Prove a document, show what is wrong with it or how its form looks, and adopt it when asked to."""
    register = _chosen(request)
    units = choices.units(request.institution, empty=_("Ninguna"))
    begun = _begun(register, request.GET.get("tipo", ""))
    sent = request.method == "POST"
    form = DesignForm(request.POST if sent else None, request.FILES if sent else None, units=units, initial=begun)
    design, status, do = None, 200, request.POST.get("do", "check")
    if sent and do in (*STEPS, EXAMPLES):
        form, steps = _stepped(request, form, do)
        return render(request, "registers/design.html", _context(form, steps, None, register))
    if sent and form.is_valid():
        design = Design(form.cleaned_data["document"].replace("\r\n", "\n"))
        # What came as a file stands in the box from now on: nothing is sent twice.
        form.data = form.data.copy()
        form.data["document"] = design.content
        if design.type is not None and do == "adopt":
            try:
                made = _adopted(request, register, form.cleaned_data, design.content)
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("El registro está abierto. Agregue su primera fila."))
                return redirect("register", request.institution.slug, made.key)
    context = _context(form, _steps(str(form["document"].value() or "")), design, register)
    if design is not None and design.type is not None:
        context["preview"] = preview(design.type, request.institution)
        context["privacy"] = privacy_lines(design.type)
    return render(request, "registers/design.html", context, status=status)


def _context(form: DesignForm, steps: list[Step], design: Design | None, register: Register | None) -> dict[str, Any]:
    return {"form": form, "steps": steps, "design": design, "register": register, "current": "registers"}


def _steps(content: str, given: Part | None = None, open_step: str = "") -> list[Step]:
    """Return the steps that a document can take now; the open one as it was sent, where it is to be mended."""
    outline = Outline(content)
    return [
        Step(name, str(words), given if given is not None and name == open_step else form(outline=outline, prefix=name),
             name == open_step or (name == "begin" and not content.strip()))
        for name, (words, form) in STEPS.items()
        if name == "begin" or content.strip()
    ]  # fmt: skip


def _stepped(request: HttpRequest, form: DesignForm, do: str) -> tuple[DesignForm, list[Step]]:
    """Take one step: the document with what it adds stands in the box; nothing is kept anywhere else."""
    content = request.POST.get("document", "").replace("\r\n", "\n")
    form.data = form.data.copy()
    form.full_clean()
    form.errors.clear()
    part: Part | None = None
    if do in STEPS:
        part = STEPS[do][1](request.POST, outline=Outline(content), prefix=do)
    try:
        if part is None or part.is_valid():
            content = part.written(content) if part else content
            form.data["document"] = with_examples(content) if do == EXAMPLES else content
            return form, _steps(form.data["document"], None, do)
    except MethodologyError as error:
        told = " ".join(_(one.message) % one.facts for one in error.problems)
        form.add_error(None, told or _("Primero corrija el documento: así no se entiende dónde agregarlo."))
    return form, _steps(content, part, do)


def _chosen(request: HttpRequest) -> Register | None:
    """Return the register whose next edition is designed; None for a new one."""
    if not request.actor.may("register.manage"):
        raise NotAllowed(_("Los registros los abre quien planifica o administra."))
    key = request.GET.get("registro", "")
    if not key:
        return None
    try:
        return register_of(request.institution, key)
    except Register.DoesNotExist:
        raise Http404 from None


def _begun(register: Register | None, reference: str) -> dict[str, Any]:
    """Return what the form begins with: the next edition of a register, or a shipped type to make another one of."""
    if register is None or register.edition is None:
        return {"since": timezone.localdate().replace(month=1, day=1), "document": _shipped(reference)}
    document = next_edition(register.edition.content, type_of(register.edition))
    return {"since": register.since, "unit": str(register.unit_id or ""), "document": document}


def _shipped(reference: str) -> str:
    """Return the document of a shipped type; blank where none is asked for, ``Http404`` where it is not there."""
    try:
        return shipped_document(reference).decode() if reference else ""
    except UnknownRegister:
        raise Http404 from None


def _adopted(request: HttpRequest, register: Register | None, given: dict[str, Any], document: str) -> Register:
    if register is not None:
        return services.revise_register(request.actor, register, document=document)
    unit = choices.chosen_unit(request.institution, given["unit"])
    return services.adopt_register(request.actor, document=document, since=given["since"], unit=unit)
