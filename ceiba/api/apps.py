"""The API as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The app of the API."""

    name = "ceiba.api"
