"""The app as Django knows it."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Measures of registers."""

    name = "ceiba.registers"
