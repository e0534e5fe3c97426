"""Pages of the installation and of the institution itself: home, first run, profile, settings, logo, jobs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from ceiba.institutions import choices, logos, services, services_accounts
from ceiba.institutions.forms import FirstRunForm, NewInstitutionForm, SettingsForm
from ceiba.institutions.forms_people import ProfileForm
from ceiba.institutions.menu import institutions_of
from ceiba.institutions.models import Job, Person
from ceiba.institutions.sign_in import sign_in
from ceiba.institutions.territories import full_name, outline, territory
from ceiba.institutions.verbs import NotAllowed

_A_YEAR = 31_536_000
_SOON = 6  # seconds after which a page without script asks again how far a job is


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the only institution of a person, or let them choose; ``?elegir=1`` shows the list in any case."""
    mine = institutions_of(request.user)
    if len(mine) == 1 and "elegir" not in request.GET:
        return redirect("plans", mine[0].slug)
    return render(request, "institutions/home.html", {"institutions": mine})


@login_not_required
@sensitive_post_parameters("password1", "password2")
def first_run(request: HttpRequest) -> HttpResponse:
    """Create the first institution and the first person, who is signed in and sees where the plan will stand."""
    if Person.objects.exists():
        return render(request, "institutions/first_run_over.html", status=404)
    form = FirstRunForm(request.POST or None, initial={"country": _likely_country(request)})
    if request.method == "POST" and form.is_valid():
        person, institution = services_accounts.first_run(
            {**form.person(), "language": request.LANGUAGE_CODE}, form.institution()
        )
        sign_in(request, person)
        messages.success(request, _("Listo: usted entró y su institución existe. Falta su primer plan."))
        return redirect("plans", institution.slug)
    return render(request, "institutions/first_run.html", {"form": form})


def new_institution(request: HttpRequest) -> HttpResponse:
    """Create one more institution; who may is said of the person, not of a role."""
    if not request.user.installer:
        raise Http404
    form = NewInstitutionForm(request.POST or None, initial={"country": _likely_country(request)})
    if request.method == "POST" and form.is_valid():
        institution = services.found(request.user, **form.institution())
        messages.success(request, _("%(name)s existe. Usted la administra.") % {"name": institution.name})
        return redirect("plans", institution.slug)
    return render(request, "institutions/new_institution.html", {"form": form})


def profile(request: HttpRequest) -> HttpResponse:
    """Let a person change their name, their language and their shortcuts."""
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm.of(request.user)
    if request.method == "POST" and form.is_valid():
        services_accounts.change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Se guardó."))
        return redirect("profile")
    return render(request, "institutions/profile.html", {"form": form})


def settings(request: HttpRequest) -> HttpResponse:
    """Show what the institution says of itself; its administrator changes it."""
    here, may_edit = request.institution, request.actor.may("institution.edit")
    form = SettingsForm(here, request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not may_edit:
            raise NotAllowed(_("Solo quien administra la institución cambia sus ajustes. Nada se cambió."))
        if form.is_valid():
            services.edit(request.actor, **form.changes())
            messages.success(request, _("Se guardó."))
            return redirect("settings", here.slug)
    place = territory(here.country, here.territory)
    context = {
        "form": form,
        "may_edit": may_edit,
        "boundary": outline(place) if place else "",
        "country": choices.country_name(here.country),
        "territory": full_name(here.country, here.territory),
        "methodology": choices.methodology_title(here.methodology),
        "current": "settings",
    }
    return render(request, "institutions/settings.html", context)


def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the logo; its address changes with it, so browsers keep it."""
    kept = request.institution.logo
    if not kept or logos.digest(kept) != digest:
        raise Http404
    kind, content = logos.opened(kept)
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Cache-Control": f"private, max-age={_A_YEAR}, immutable",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        },
    )


def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a job is; lead on when it is done."""
    found = get_object_or_404(Job.objects.of(request.institution).select_related("person"), pk=pk)
    running = found.state in (Job.State.QUEUED, Job.State.RUNNING)
    onward = _onward(request, found)
    if found.state == Job.State.DONE and "next" in found.arguments:
        return HttpResponse(headers={"HX-Redirect": onward}) if request.htmx else redirect(onward)
    template = "institutions/job_state.html" if request.htmx else "institutions/job.html"
    response = render(request, template, {"job": found, "running": running, "onward": onward})
    if running and not request.htmx:
        response.headers["Refresh"] = str(_SOON)
    return response


def _onward(request: HttpRequest, found: Job) -> str:
    """Return where a job leads: the address that was left with it, if it is ours, else the plans."""
    left = str(found.arguments.get("next", ""))
    ours = left.startswith("/") and url_has_allowed_host_and_scheme(left, None)
    return left if ours else reverse("plans", args=[request.institution.slug])


def _likely_country(request: HttpRequest) -> str:
    """Return the country that the browser speaks of, if the house knows a methodology of it."""
    spoken = request.headers.get("Accept-Language", "")
    return next((code for code in choices.own_countries() if f"-{code}".lower() in spoken.lower()), "")
