"""What is done with roles: give one, end one, pass one's own on, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.institutions import services_people
from ceiba.institutions.forms_people import DelegationForm, EndForm, NewRoleForm
from ceiba.institutions.models import Assignment
from ceiba.institutions.verbs import Refused
from ceiba.institutions.views_people import must_manage, person_of, person_page


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role."""
    must_manage(request)
    whom = person_of(request, pk)
    form = NewRoleForm(request.institution, request.POST)
    if form.is_valid():
        services_people.assign(request.actor, whom, **form.cleaned_data)
        messages.success(request, _("%(person)s tiene un papel más.") % {"person": whom})
        return redirect("person", request.institution.slug, pk)
    return person_page(request, whom, form)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, now or with its last day."""
    must_manage(request)
    one, form = _role_of(request, pk), EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("«%(day)s» no es un día. El papel sigue como estaba.") % {"day": request.POST.get("last", "")})
    if "now" not in request.POST and form.cleaned_data["last"] is None:
        raise Refused(_("Falta el último día. El papel sigue como estaba."))
    services_people.end_role(request.actor, one, last=None if "now" in request.POST else form.cleaned_data["last"])
    messages.success(request, _("El papel terminó, o terminará ese día."))
    return redirect("person", request.institution.slug, one.person_id)


def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a role of one's own on to somebody else between two days."""
    one = _role_of(request, pk)
    if one.person != request.user:
        raise Refused(_("Solo se encarga un papel propio. Nada se cambió."))
    form = DelegationForm(request.institution, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services_people.delegate(request.actor, one, **form.cleaned_data)
        messages.success(request, _("El papel quedó encargado. Usted lo conserva y responde por él."))
        return redirect("person", request.institution.slug, one.person_id)
    return render(request, "institutions/delegate.html", {"role": one, "form": form, "current": "people"})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation of one's own."""
    services_people.take_back(request.actor, _role_of(request, pk))
    messages.success(request, _("El encargo terminó."))
    return redirect("person", request.institution.slug, request.user.pk)


def _role_of(request: HttpRequest, pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.of(request.institution).select_related("unit", "person"), pk=pk)
