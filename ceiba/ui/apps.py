"""The app as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Shell, components, static files, manual."""

    name = "ceiba.ui"
