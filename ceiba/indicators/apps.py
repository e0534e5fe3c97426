"""The app as Django knows it."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators, targets, measurements."""

    name = "ceiba.indicators"
