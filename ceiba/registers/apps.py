"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers: their types, rows and measures."""

    name = "ceiba.registers"

    def ready(self) -> None:
        """Make verbs, errands and what falls due known: the worker that counts rows opens no address of the house."""
        import_module("ceiba.registers.services_rows")
        import_module("ceiba.registers.rebuilding")
        import_module("ceiba.registers.telling")
        import_module("ceiba.registers.services_release")
        import_module("ceiba.registers.retention")
        import_module("ceiba.registers.services_downloads")
