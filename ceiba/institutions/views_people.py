"""Pages of the people: the list, one person, invitations and their links."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ceiba.institutions import letters, services_accounts, services_people
from ceiba.institutions import services_invitations as invitations
from ceiba.institutions.forms_people import EndForm, InvitationForm, NewRoleForm, WelcomeForm
from ceiba.institutions.models import Assignment, Invitation, Person
from ceiba.institutions.queries import invitations_of, passed_on_by, people_of, roles_of
from ceiba.institutions.sign_in import sends_mail, sign_in
from ceiba.institutions.verbs import NotAllowed

PAGE = 50
_KEPT = "link_to_copy"  # in the session, only until the next page shows it


def people(request: HttpRequest) -> HttpResponse:
    """Show the people with their roles, and to administrators the invitations that wait."""
    may_manage, words = request.actor.may("people.manage"), request.GET.get("q", "")
    context = {
        "page": Paginator(people_of(request.institution, words), PAGE).get_page(request.GET.get("page")),
        "words": words,
        "may_manage": may_manage,
        "invitations": invitations_of(request.institution) if may_manage else [],
        "current": "people",
    }
    return render(request, "institutions/people.html", context)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody with every role that they have or had here."""
    return person_page(request, person_of(request, pk), None)


def invite(request: HttpRequest) -> HttpResponse:
    """Offer a role to an e-mail address; the link is shown once, on the next page."""
    must_manage(request)
    form = InvitationForm(request.institution, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made, token = invitations.invite(request.actor, **form.cleaned_data)
        return _show_link(request, made, token)
    return render(request, "institutions/invite.html", {"form": form, "sends": sends_mail(), "current": "people"})


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation anew."""
    must_manage(request)
    found = get_object_or_404(Invitation.objects.of(request.institution), pk=pk)
    return _show_link(request, found, invitations.renew(request.actor, found))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    must_manage(request)
    found = get_object_or_404(Invitation.objects.of(request.institution), pk=pk)
    invitations.withdraw(request.actor, found)
    messages.success(request, _("Se retiró la invitación de %(email)s.") % {"email": found.email})
    return redirect("people", request.institution.slug)


@never_cache
def link(request: HttpRequest) -> HttpResponse:
    """Show a link that was just made, once: the table keeps only its hash."""
    must_manage(request)
    kept = request.session.pop(_KEPT, None)
    return render(request, "institutions/link.html", {"kept": kept, "current": "people"})


@require_POST
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link with which somebody sets a new password once."""
    must_manage(request)
    whom = person_of(request, pk)
    path = services_accounts.password_link(request.actor, whom)
    return _keep_link(request, path, whom.email, kind="password", sent=False)


@require_POST
def remove_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second step of somebody who lost it."""
    must_manage(request)
    whom = person_of(request, pk)
    services_accounts.remove_second_step(request.actor, whom)
    messages.success(request, _("%(person)s entra ahora solo con su contraseña.") % {"person": whom})
    return redirect("person", request.institution.slug, pk)


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before somebody loses every role at once, then do it."""
    must_manage(request)
    whom = person_of(request, pk)
    if request.method == "POST":
        services_people.leave(request.actor, whom)
        messages.success(request, _("%(person)s ya no tiene ningún papel aquí.") % {"person": whom})
        return redirect("people", request.institution.slug)
    roles = [one for one in roles_of(request.institution, whom) if one.goes_on]
    return render(request, "institutions/leave.html", {"whom": whom, "roles": roles, "current": "people"})


@never_cache
@login_not_required
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody accept an invitation: with a new account, or with the one with which they are here."""
    found = invitations.invitation_of(token)
    if found is None:
        raise Http404
    context: dict[str, object] = {"invitation": found, "reason": invitations.why_not(found), "token": token}
    if context["reason"]:
        return render(request, "institutions/invitation.html", context, status=410)
    if isinstance(request.user, Person):
        if request.method == "POST":
            invitations.accept(token, request.user)
            return _arrived(request, found)
        return render(request, "institutions/invitation.html", context)
    context["has_account"] = Person.objects.filter(email=found.email).exists()
    form = WelcomeForm(found.email, request.POST or None, initial={"name": found.name})
    if request.method == "POST" and not context["has_account"] and form.is_valid():
        data = form.cleaned_data
        made = invitations.welcome(token, name=data["name"], password=data["password1"], language=request.LANGUAGE_CODE)
        sign_in(request, made)
        return _arrived(request, found)
    return render(request, "institutions/invitation.html", {**context, "form": form})


def must_manage(request: HttpRequest) -> None:
    """Refuse who does not administer the people of the institution."""
    if not request.actor.may("people.manage"):
        raise NotAllowed(_("Solo quien administra la institución cambia sus personas. Nada se cambió."))


def person_of(request: HttpRequest, pk: int) -> Person:
    """Return somebody who has or had a role here; 404 for anybody else."""
    here = Assignment.objects.of(request.institution).order_by().values("person")
    return get_object_or_404(Person.objects.filter(pk__in=here), pk=pk)


def person_page(request: HttpRequest, whom: Person, form: NewRoleForm | None) -> HttpResponse:
    """Show somebody, with the form of a new role as it was sent where that has to be mended."""
    may_manage, roles = request.actor.may("people.manage"), roles_of(request.institution, whom)
    context = {
        "whom": whom,
        "roles": roles,
        "is_here": any(one.goes_on for one in roles),
        "had_others": any(not one.goes_on for one in roles),
        "passed_on": passed_on_by(request.institution, whom),
        "own": whom == request.user,
        "may_manage": may_manage,
        "form": (form or NewRoleForm(request.institution)) if may_manage else None,
        "end": EndForm(),
        "current": "people",
    }
    return render(request, "institutions/person.html", context)


def _arrived(request: HttpRequest, found: Invitation) -> HttpResponse:
    messages.success(request, _("Le damos la bienvenida a %(name)s.") % {"name": found.institution.name})
    return redirect("plans", found.institution.slug)


def _show_link(request: HttpRequest, made: Invitation, token: str) -> HttpResponse:
    path = reverse("invitation", args=[token])
    sent = letters.invitation(made, request.build_absolute_uri(path)) if sends_mail() else None
    return _keep_link(request, path, made.email, kind="invitation", sent=sent)


def _keep_link(request: HttpRequest, path: str, email: str, *, kind: str, sent: bool | None) -> HttpResponse:
    request.session[_KEPT] = {"url": request.build_absolute_uri(path), "email": email, "kind": kind, "sent": sent}
    return redirect("people_link", request.institution.slug)
