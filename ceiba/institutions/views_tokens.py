"""Pages of API tokens: one's own, everybody's for administrators, and the secret of a new one, shown once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ceiba.institutions import services_tokens
from ceiba.institutions.forms_tokens import TokenForm
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.queries_tokens import tokens_of

_KEPT = "token_to_copy"  # in the session, only until the next page shows it


def tokens(request: HttpRequest) -> HttpResponse:
    """Show one's tokens, and everybody's to administrators; issue one."""
    form = TokenForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made, secret = services_tokens.issue(request.actor, **form.cleaned_data)
        request.session[_KEPT] = {"name": made.name, "secret": secret}
        return redirect("token_new", request.institution.slug)
    may_manage = request.actor.may("people.manage")
    here, me = request.institution, request.actor.somebody
    context = {
        "form": form,
        "own": tokens_of(here, me),
        "others": tokens_of(here, excluding=me) if may_manage else [],
        "may_manage": may_manage,
        "current": "tokens",
    }
    return render(request, "institutions/tokens.html", context, status=422 if form.is_bound else 200)


@never_cache
def token_new(request: HttpRequest) -> HttpResponse:
    """Show the secret of a token that was just issued, once: the table keeps only its hash."""
    kept = request.session.pop(_KEPT, None)
    return render(request, "institutions/token_new.html", {"kept": kept, "current": "tokens"})


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a token stop working."""
    found = get_object_or_404(ApiToken.objects.filter(institution=request.institution).select_related("person"), pk=pk)
    services_tokens.revoke(request.actor, found)
    messages.success(request, _("El token «%(name)s» ya no sirve.") % {"name": found.name})
    return redirect("tokens", request.institution.slug)
