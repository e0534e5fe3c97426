"""Tables of participation: what people ask of an institution."""

from django.db import models

from ceiba.institutions.models import Owned


class Demand(Owned):
    """A demand: structured when it comes from an act of a council. ``serves`` lists the addresses that it speaks of."""

    text = models.TextField(blank=True)
    origin = models.TextField(blank=True)
    structured = models.BooleanField(default=False)
    serves = models.JSONField(default=list)
    answer = models.TextField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


# Tables with a file of their own, which Django looks for here.
from ceiba.participation import models_objections, models_own_data, models_subscription  # noqa: E402, F401
