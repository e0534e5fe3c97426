"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Demands, questions and objections, and requests about one's own data."""

    name = "ceiba.participation"

    def ready(self) -> None:
        """Make verbs and what falls due known, also to the worker, which opens no address of the house."""
        import_module("ceiba.participation.services_objections")
        import_module("ceiba.participation.services_own_data")
        import_module("ceiba.participation.telling")
