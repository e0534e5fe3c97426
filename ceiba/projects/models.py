"""Tables of investment projects. Amounts have three columns, as in ``budgets.models``."""

from django.db import models

from ceiba.institutions.fields import ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Unit


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
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    contribution = models.BigIntegerField(null=True)
    contribution_currency = models.TextField(blank=True)
    contribution_printed = ExactDecimalField(null=True)
    women = models.BigIntegerField(null=True)
    men = models.BigIntegerField(null=True)
    latitude = ExactDecimalField(null=True)
    longitude = ExactDecimalField(null=True)
    function = models.TextField(blank=True)
    priority = models.TextField(blank=True)
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
    planned_physical = ExactDecimalField(null=True)
    planned_financial = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class ProjectStage(models.Model):
    """A step of a project's file. ``stage`` is its key in the methodology."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    stage = models.TextField()
    planned_start = models.DateField(null=True)
    planned_end = models.DateField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    document = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Contract(models.Model):
    """An agreement, a contract, or an addendum to one."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    number = models.TextField(blank=True)
    day = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    ends = models.DateField(null=True)
    party = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Disbursement(models.Model):
    """Money that moved one step on its way to a project's work."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    step = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    day = models.DateField(null=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
