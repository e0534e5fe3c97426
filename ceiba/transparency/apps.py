"""The app as Django knows it."""

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """Transparency duties of an institution."""

    name = "ceiba.transparency"
