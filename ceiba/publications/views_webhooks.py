"""Pages of webhooks: the list, one of them with its last letters, and the secret of a new one, shown once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.publications import queries_webhooks as queries
from ceiba.publications import services_webhooks as services
from ceiba.publications.forms_webhooks import WebhookForm
from ceiba.publications.models_webhooks import Delivery, Webhook

_KEPT = "webhook_secret"  # in the session, only until the next page shows it


def webhooks(request: HttpRequest) -> HttpResponse:
    """List the webhooks, and add one."""
    _must_manage(request)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made, secret = services.add(request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            return _show(request, made, secret)
    rows = [(one, queries.event_words(one.events)) for one in queries.webhooks_of(request.institution)]
    context = {"form": form, "rows": rows, "current": "publications"}
    return render(request, "publications/webhooks.html", context, status=422 if form.is_bound else 200)


def webhook(request: HttpRequest, key: int) -> HttpResponse:
    """Show one webhook with its last letters, and change where and of what it tells."""
    _must_manage(request)
    found = _found(request, key)
    sent = request.POST if request.method == "POST" else None
    form = WebhookForm(sent, url=found.url, events=found.events)
    if form.is_bound and form.is_valid():
        try:
            services.edit(request.actor, found, **form.cleaned_data)
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, _("Guardado."))
            return redirect("webhook", request.institution.slug, key)
    context = {
        "webhook": found,
        "words": queries.event_words(found.events),
        "rows": queries.deliveries_of(found),
        "form": form,
        "current": "publications",
    }
    return render(request, "publications/webhook.html", context, status=422 if form.is_bound else 200)


@never_cache
def webhook_secret(request: HttpRequest) -> HttpResponse:
    """Show the secret of a webhook that was just made, once."""
    _must_manage(request)
    kept = request.session.pop(_KEPT, None)
    return render(request, "publications/webhook_secret.html", {"kept": kept, "current": "publications"})


@require_POST
def webhook_renew(request: HttpRequest, key: int) -> HttpResponse:
    """Sign with a new secret from now on."""
    found = _found(request, key)
    return _show(request, found, services.renew(request.actor, found))


@require_POST
def webhook_test(request: HttpRequest, key: int) -> HttpResponse:
    """Send a letter that tells of nothing."""
    services.try_out(request.actor, _found(request, key))
    messages.success(request, _("La prueba sale en unos segundos; cargue de nuevo esta página para ver cómo le fue."))
    return redirect("webhook", request.institution.slug, key)


@require_POST
def webhook_end(request: HttpRequest, key: int) -> HttpResponse:
    """Tell this address nothing any more."""
    services.end(request.actor, _found(request, key))
    messages.success(request, _("El aviso automático terminó."))
    return redirect("webhooks", request.institution.slug)


@require_POST
def webhook_resend(request: HttpRequest, key: int, pk: int) -> HttpResponse:
    """Send a letter again."""
    found = _found(request, key)
    services.resend(request.actor, found, get_object_or_404(Delivery.objects.filter(webhook=found), pk=pk))
    messages.success(request, _("Se envía otra vez en unos segundos."))
    return redirect("webhook", request.institution.slug, key)


def _must_manage(request: HttpRequest) -> None:
    if not request.actor.may("webhook.manage"):
        raise NotAllowed(_("Los avisos automáticos los maneja quien revisa o administra la institución."))


def _found(request: HttpRequest, key: int) -> Webhook:
    return get_object_or_404(Webhook.objects.of(request.institution), key=str(key))


def _show(request: HttpRequest, made: Webhook, secret: str) -> HttpResponse:
    request.session[_KEPT] = {"key": made.key, "url": made.url, "secret": secret}
    return redirect("webhook_secret", request.institution.slug)
