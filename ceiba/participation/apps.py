"""The app as Django knows it."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Demands."""

    name = "ceiba.participation"
