"""Pages on which an institution prepares figures of a register, sees what would be withheld and why, and publishes."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ceiba.institutions.jobs import later
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.kernel.register_disclosure import BAR, KEPT, OPEN
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.suppression import ReleasedCell, SuppressionReason
from ceiba.registers import services_release as services
from ceiba.registers.models import Register
from ceiba.registers.models_release import DisclosureSetting, RegisterRelease
from ceiba.registers.queries_types import register_of, type_of
from ceiba.registers.release_content import PublicNames
from ceiba.registers.release_page import ReleasePage, method
from ceiba.registers.release_store import read_stored
from ceiba.ui import formats

_WHY = {
    SuppressionReason.SMALL: gettext_lazy("es un grupo pequeño"),
    SuppressionReason.DIFFERENCE: gettext_lazy("restada de la ya publicada diría cuántos pocos entraron o salieron"),
    SuppressionReason.PROTECTS: gettext_lazy("protege a otra: con ella se calcularía un grupo pequeño"),
}


_SHOWN = 60  # withheld cells of a page


class ThresholdForm(forms.Form):
    """From how many on a group may be told."""

    threshold = forms.IntegerField(label=gettext_lazy("Grupos desde"), min_value=2, max_value=1000)
    source = forms.CharField(label=gettext_lazy("Acuerdo o norma que lo decide"), max_length=500)


@dataclass(frozen=True)
class WithheldCell:
    """A cell that the draft withholds: what it would tell, and why it does not."""

    what: str
    count: int | None
    why: str


def register_releases(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was published, and the draft with everything that it withholds; take the threshold."""
    register = _register(request, key)
    setting = DisclosureSetting.objects.of(request.institution).filter(key=services.SETTING).first()
    initial = {"threshold": setting.threshold, "source": setting.source} if setting else None
    form = ThresholdForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            services.settle_disclosure(request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Guardado. Vale desde el próximo borrador."))
            return redirect("register_releases", request.institution.slug, key)
    shape, draft = type_of(register.edition), services.draft_of(register)
    context = {
        "register": register,
        "shape": shape,
        "form": form,
        "threshold": services.threshold_of(request.institution, shape),
        "releases": list(reversed(services.published_of(register))),
        "draft": draft,
        "current": "registers",
    }
    if draft is not None:
        withheld, more = _withheld(draft, shape, PublicNames(register))
        context |= {"page": ReleasePage(draft), "withheld": withheld, "more": more, "method": method(draft.content)}
        context["exposed"] = sum(len(one.exposed) for one in read_stored(draft.tables).values())
        context["reasons"] = [
            (str(_WHY[SuppressionReason(why)]), number) for why, number in sorted(_reasons(draft).items())
        ]
    return render(request, "registers/releases.html", context, status=status)


@require_POST
def register_prepare(request: HttpRequest, key: str) -> HttpResponse:
    """Begin to count and protect the figures of a register; lead to the page of that work."""
    register = _register(request, key)
    back = reverse("register_releases", args=[request.institution.slug, key])
    job = later(request.actor, services.PREPARE, register=register.pk, next=back)
    return redirect("job", request.institution.slug, job.pk)


@require_POST
def register_publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish the draft that the page showed."""
    register = _register(request, key)
    draft = services.draft_of(register)
    if draft is None or request.POST.get("sha256") != draft.sha256:
        raise Refused(_("El borrador que usted vio ya no es el de ahora. Mírelo de nuevo y publique."))
    release = services.publish_release(request.actor, draft)
    address = reverse("public_register", args=[request.institution.slug, key])
    told = _("Publicado. Cualquiera puede leerlo en %(address)s.")
    messages.success(request, told % {"address": request.build_absolute_uri(address)})
    return redirect("register_releases", request.institution.slug, release.register.key)


def _register(request: HttpRequest, key: str) -> Register:
    if not request.actor.may("register.manage"):
        raise NotAllowed(_("Publicar las cifras de un registro toca a quien administra los registros."))
    try:
        return register_of(request.institution, key)
    except Register.DoesNotExist:
        raise Http404 from None


def _reasons(draft: RegisterRelease) -> Counter[str]:
    return Counter(cell[3] for one in draft.tables.values() for cell in one["cells"] if cell[2] is None)


def _withheld(draft: RegisterRelease, shape: RegisterType, names: PublicNames) -> tuple[list[WithheldCell], int]:
    """Return the first cells that are withheld, small ones first, and how many more there are."""
    cells = [
        (release, cell)
        for release in read_stored(draft.tables).values()
        for cell in release.cells
        if cell.count is None and cell.layout != OPEN
    ]
    order = list(SuppressionReason)
    cells.sort(key=lambda one: (order.index(one[1].why or SuppressionReason.SMALL), one[1].layout, one[1].codes))
    shown = []
    for release, cell in cells[:_SHOWN]:
        counted = release.edition.members()[cell.layout, cell.codes] if cell.why is SuppressionReason.SMALL else ()
        number = sum(release.edition.counts[one] for one in counted) if counted else None
        why = _WHY[cell.why or SuppressionReason.SMALL]
        shown.append(WithheldCell(_what(cell, shape, names), number, str(why)))
    return shown, max(len(cells) - _SHOWN, 0)


def _what(cell: ReleasedCell, shape: RegisterType, names: PublicNames) -> str:
    """Return in words what a cell counts: measure, period, and part."""
    layout, _slash, place = cell.layout.partition("/")
    key, _point, facet = layout.partition(".")
    measure = shape.measure_by_key[key]
    period, _bar, part = cell.codes[0].partition(BAR)
    told = [measure.title, formats.period(Period.parse(period))]
    if facet:
        told.append(_("los que cumplieron") if f".{facet}" == KEPT else _("su suma"))
    if place:
        told.append(names.part(shape, measure.by[int(place)], part) or _("sin dato"))
    return " · ".join(told)
