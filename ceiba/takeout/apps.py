"""The app as Django knows it."""

from django.apps import AppConfig


class TakeoutConfig(AppConfig):
    """The archive of an institution."""

    name = "ceiba.takeout"
