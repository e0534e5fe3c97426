"""The app as Django knows it."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Investment projects."""

    name = "ceiba.projects"
