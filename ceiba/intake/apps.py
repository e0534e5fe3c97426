"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Proposals and their review."""

    name = "ceiba.intake"

    def ready(self) -> None:
        """Make the verbs known: the worker that reads documents opens no address of the house."""
        import_module("ceiba.intake.acceptance")
