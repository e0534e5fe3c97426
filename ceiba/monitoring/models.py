"""Tables of monitoring: whom was told what, so that nobody is told twice; which calendar addresses still answer."""

from typing import ClassVar

from django.db import models

from ceiba.institutions.models import Institution, Person


class Reminder(models.Model):
    """A person was told of a report: its key, the stage, and the day that counted then (due, or reported)."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    report = models.TextField()
    stage = models.CharField(max_length=10)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["institution", "person", "report", "stage", "day"], name="monitoring_reminder_once"
            ),
        ]


class FeedAddress(models.Model):
    """How often a person asked for a new address of their calendar in an institution: only the last one answers."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "person"], name="monitoring_feed_address"),
        ]
