"""The app as Django knows it."""

from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    """From tables to values."""

    name = "ceiba.snapshots"
