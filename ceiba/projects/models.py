"""Tables of investment projects. Amounts have three columns, as in ``budgets.models``."""

from django.db import models

from ceiba.documents.models import Document
from ceiba.institutions.fields import ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Person, Unit


class Project(Owned):
    """A project with its national code, kept as text. ``serves`` is the list of the addresses that it works for.

    ``shares`` are the parts of it that are for each of them, told as text and in the same order. ``apart`` lists the
    keys of projects that look alike and are others; ``merged_into`` is the project of which this was a second copy.
    """

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
    cost = models.BigIntegerField(null=True)
    cost_currency = models.TextField(blank=True)
    cost_printed = ExactDecimalField(null=True)
    shares = models.JSONField(default=list)
    apart = models.JSONField(default=list)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
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


class ProjectRisk(models.Model):
    """What may keep a project from being finished well, and who does what about it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    probability = models.CharField(max_length=10)
    impact = models.CharField(max_length=10)
    response = models.TextField(blank=True)
    responsible = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="open")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Photo(Owned):
    """A picture of a project, drawn again from the file that came in and without anything that file told beside it.

    ``original`` is the SHA-256 of that file, by which it is known when it comes twice. ``read_day``, ``read_latitude``
    and ``read_longitude`` are what the file told: a proposal, emptied once a person has seen it. A withdrawn one stays.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    original = models.CharField(max_length=64)
    caption = models.TextField(blank=True)
    day = models.DateField(null=True)
    latitude = ExactDecimalField(null=True)
    longitude = ExactDecimalField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    public = models.BooleanField(default=False)
    read_day = models.DateField(null=True)
    read_latitude = ExactDecimalField(null=True)
    read_longitude = ExactDecimalField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        ordering = ("at", "pk")
