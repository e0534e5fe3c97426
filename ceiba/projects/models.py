"""Tables of investment projects. Amounts have three columns, as in ``budgets.models``."""

from django.db import models

from ceiba.institutions.fields import ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned


class Project(Owned):
    """A project with its national code, kept as text. ``serves`` is the list of the addresses that it works for."""

    name = models.TextField(blank=True)
    code = models.TextField(null=True)
    amount = models.BigIntegerField(null=True)
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    status = models.CharField(max_length=20, null=True)
    period = PeriodField(null=True)
    note = models.TextField(null=True)
    place = models.TextField(null=True)
    serves = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class YearAmount(models.Model):
    """The money of a project in one year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    year = models.BigIntegerField()
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Progress(models.Model):
    """Physical and financial progress up to the end of a period, in percent; null where nobody reported."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    period = PeriodField()
    physical = ExactDecimalField(null=True)
    financial = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
