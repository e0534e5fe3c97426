"""The app as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public portal of an institution."""

    name = "ceiba.portal"
