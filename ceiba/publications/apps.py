"""The app as Django knows it."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Publications of an institution."""

    name = "ceiba.publications"
