"""Tables of transparency duties, append-only: what units declare, what was sent to whom, the months as they were."""

from typing import ClassVar

from django.db import models

from ceiba.documents.models import Document
from ceiba.institutions.fields import PeriodField
from ceiba.institutions.models import Institution, Owned, Person, Unit


class DutyItemAnswer(Owned):
    """What a unit declared of an item of a duty; the newest ``version`` holds, the others are its history.

    ``state`` is published, justified or not_applicable. Everything but ``by`` is public as soon as it is declared:
    ``responsible``, ``email`` and ``phone`` are typed for that, since the norm prints them, and are nobody's account.
    ``day`` is the day to which the content was brought up; ``checked`` when somebody opened its links.
    """

    duty = models.CharField(max_length=80)
    item = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    day = models.DateField()
    link = models.URLField(blank=True, max_length=500)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    justification = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    responsible = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    checked = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("duty", "item", "version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["institution", "duty", "item", "version"], name="transparency_answer_version"
            ),
        ]


class DispatchEvidence(Owned):
    """Proof that what a duty sends of a period was sent to a recipient on a day: a number and a stored copy."""

    duty = models.CharField(max_length=80)
    period = PeriodField()
    recipient = models.CharField(max_length=40)
    day = models.DateField()
    reference = models.CharField(max_length=120)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("-day", "-pk")


class DutyMonth(models.Model):
    """A duty as it stood when a month was kept: frozen text, its SHA-256, and the one before. Nothing of it changes.

    ``number`` counts the months kept of this duty from 1; ``previous`` is the SHA-256 of the one before, blank for the
    first. A month may be kept again: the newest is shown, the others stay.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    period = PeriodField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("duty", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "duty", "number"], name="transparency_month_number"),
        ]
