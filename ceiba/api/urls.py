"""Addresses of the API, and of the page that explains it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from ceiba.api import views
from ceiba.api.application import patterns
from ceiba.api.problems import of_status


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that nothing stands at an address."""
    return of_status(request, 404)


urlpatterns = [
    path("", views.explained, name="api_explained"),
    path("v1/openapi.json", views.openapi, {"language": "es"}, name="api_document"),
    path("v1/openapi.en.json", views.openapi, {"language": "en"}, name="api_document_english"),
    path("v1/", include(patterns())),
    re_path(r"^(?P<rest>.*)$", nowhere, name="api_nowhere"),
]
