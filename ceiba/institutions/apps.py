"""The app as Django knows it."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Institutions, units, people, history, jobs."""

    name = "ceiba.institutions"
