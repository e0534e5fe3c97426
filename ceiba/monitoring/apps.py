"""The app as Django knows it."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The plan explorer."""

    name = "ceiba.monitoring"
