"""Tables of indicators: what is measured, from which baseline, to which targets, and what was observed."""

from typing import ClassVar

from django.db import models

from ceiba.institutions.fields import DatumField, ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Unit
from ceiba.plans.models import Element, Plan


class Indicator(Owned):
    """A measure of an element, or of a plan as a whole. Small composed values are kept as JSON (``exchange.stored``).

    Without ``baseline_value`` there is no baseline; «no_data» in it is a baseline whose figure nobody gave. What is
    withdrawn stays here and is in no snapshot.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    element = models.ForeignKey(Element, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    measure_unit = models.JSONField(null=True)
    direction = models.CharField(max_length=20)
    accumulation = models.CharField(max_length=20)
    baseline_value = DatumField(null=True)
    baseline_year = models.BigIntegerField(null=True)
    baseline_source = models.TextField(null=True)
    target_text = models.TextField(null=True)
    stated_changes = models.JSONField(default=list)
    denominator = models.TextField(null=True)
    formula = models.TextField(null=True)
    variables = models.JSONField(default=list)
    verification = models.TextField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    weight = ExactDecimalField(null=True)
    band = models.JSONField(null=True)
    milestones = models.JSONField(default=list)
    withdrawn = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """The value promised for a period; without period where the document gives no date."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    period = PeriodField(null=True)
    value = DatumField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Measurement(Owned):
    """What was observed in a period. ``key`` is made of indicator, period and the part that was measured."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = PeriodField()
    value = DatumField()
    numerator = ExactDecimalField(null=True)
    denominator = ExactDecimalField(null=True)
    disaggregation = models.TextField(blank=True)
    validated_by = models.TextField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator", "period"], name="indicators_measurement_when"),
        ]
