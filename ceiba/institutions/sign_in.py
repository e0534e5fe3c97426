"""Sign-in: people come by invitation, so nobody signs up by themselves; what allauth offers beyond that is closed."""

import json
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView, PasswordResetView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

from ceiba.institutions.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEMONSTRATION = "demo.json"  # where the demonstration of a home keeps who may sign in
_HERE = frozenset({"127.0.0.1", "::1"})
_NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


class Adapter(DefaultAccountAdapter):
    """How accounts are made here: never without an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: the administrator of an institution invites."""
        return False


def sends_mail() -> bool:
    """Tell whether this installation can send e-mail; where it cannot, links are copied by hand."""
    return bool(settings.EMAIL_BACKEND != _NO_MAIL)


def sign_in(request: HttpRequest, person: Person) -> None:
    """Sign somebody in who has just shown who they are: by making their account."""
    login(request, person, backend=BACKEND)


@login_not_required
def closed(_request: HttpRequest, **_arguments: str) -> HttpResponse:
    """Answer that there is no such page: a page of allauth that makes no sense here."""
    raise Http404


def invented_people(request: HttpRequest) -> list[dict[str, str]]:
    """Return the invented people of a demonstration with their passwords, to whoever sits at this machine alone."""
    path = settings.HOME / DEMONSTRATION
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META
    if forwarded or request.META.get("REMOTE_ADDR") not in _HERE or not path.exists():
        return []
    people: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["people"]
    return people


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The sign-in page; in a demonstration it tells who there is to be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, and the people of a demonstration."""
        return super().get_context_data(**kwargs) | {"invented_people": invented_people(self.request)}


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(PasswordResetView):
    """A forgotten password: a link by e-mail, or, where no e-mail is sent, whom to ask for one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer."""
        if not sends_mail():
            return render(request, "account/password_reset_by_hand.html")
        return super().dispatch(request, *args, **kwargs)


login_page = SignIn.as_view()
password_reset = PasswordReset.as_view()
