"""The app as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and their elements."""

    name = "ceiba.plans"
