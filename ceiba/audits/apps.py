"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Findings and answers."""

    name = "ceiba.audits"

    def ready(self) -> None:
        """Make the verbs known: the worker that refreshes opens no address of the house."""
        import_module("ceiba.audits.services")
        import_module("ceiba.audits.rules")
