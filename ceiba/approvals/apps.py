"""The app as Django knows it."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """From a draft to a plan in force, and on to the next year."""

    name = "ceiba.approvals"
