"""The app as Django knows it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, their text, sources."""

    name = "ceiba.documents"
