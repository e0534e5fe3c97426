"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Publications of an institution."""

    name = "ceiba.publications"

    def ready(self) -> None:
        """Make publications known to the floors below that name them, and letters to the worker."""
        import_module("ceiba.publications.known")
        import_module("ceiba.publications.telling")
