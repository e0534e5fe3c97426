"""Tables of plans: what an institution promises, in the order and words of its methodology."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.fields import ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Unit


class Plan(Owned):
    """A plan of one kind and one period; ``methodology`` is the reference of the edition that it follows.

    What it says changes only while it is being prepared, or while ``amended`` (``plans.standing``).
    """

    class State(models.TextChoices):
        """How far a plan has come; which step leads where stands in ``approvals.transitions``."""

        DRAFT = "draft", _("en preparación")
        SUBMITTED = "submitted", _("enviado a aprobación")
        RETURNED = "returned", _("devuelto")
        APPROVED = "approved", _("aprobado")
        IN_FORCE = "in_force", _("vigente")
        CLOSED = "closed", _("cerrado")

    kind = models.TextField()
    title = models.TextField(blank=True)
    period = PeriodField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.TextField(default="1", blank=True)
    methodology = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    amended = models.BooleanField(
        default=False
    )  # a resolution has opened it: what it says may change until it is settled
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class OfPlan(Owned):
    """Something that a plan carries, at its place in the plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        abstract = True
        ordering = ("position", "pk")


class Statement(OfPlan):
    """What a plan says about itself: a mission, a problem, a paragraph of the legal frame."""

    kind = models.CharField(max_length=30)
    text = models.TextField(blank=True)


class Stakeholder(OfPlan):
    """Somebody with influence on a plan; the grades are words of the document."""

    name = models.TextField(blank=True)
    role = models.TextField(null=True)
    decision_influence = models.TextField(null=True)
    implementation_influence = models.TextField(null=True)


class Citation(OfPlan):
    """A norm that a plan cites."""

    norm = models.TextField(blank=True)
    number = models.TextField(blank=True)
    title = models.TextField(blank=True)


class Element(OfPlan):
    """One promise of a plan. What is withdrawn stays here and counts in nothing."""

    level = models.TextField()
    text = models.TextField(blank=True)
    code = models.TextField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    period = PeriodField(null=True)
    weight = ExactDecimalField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(OfPlan.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "position"], name="plans_element_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}" if self.code else self.text


class Alignment(models.Model):
    """An element serves goals of a framework; ``codes`` is the list of their codes as printed."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="+")
    framework = models.TextField()
    codes = models.JSONField(default=list)
    share = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Link(Owned):
    """A typed link between two things, given by their addresses. ``key`` is made of its kind and its ends."""

    kind = models.CharField(max_length=20)
    origin = models.TextField()
    destination = models.TextField()
    share = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class Risk(Owned):
    """What may keep an element from being reached. It goes on being watched while its plan takes no changes."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    cause = models.TextField(null=True)
    probability = models.CharField(max_length=10)
    impact = models.CharField(max_length=10)
    response = models.TextField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="open")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Population(Owned):
    """The people of an element in a year, from the widest group to the narrowest; None is a figure nobody knows."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    year = models.IntegerField()
    text = models.TextField(blank=True)
    universe = models.BigIntegerField(null=True)
    target = models.BigIntegerField(null=True)
    eligible = models.BigIntegerField(null=True)
    attended = models.BigIntegerField(null=True)
    reason = models.TextField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.text} {self.year}".strip()
