"""The app as Django knows it."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Funding, totals, budget lines."""

    name = "ceiba.budgets"
