"""Tables of registers: the measures that they feed to indicators."""

from django.db import models

from ceiba.indicators.models import Indicator
from ceiba.institutions.fields import DatumField, ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned


class RegisterMeasure(Owned):
    """What a register counted in a period. ``key`` is made of register, measure and period."""

    register = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    period = PeriodField()
    value = DatumField()
    numerator = ExactDecimalField(null=True)
    denominator = ExactDecimalField(null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
