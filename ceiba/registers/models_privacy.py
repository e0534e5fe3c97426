"""Tables of privacy: who opened what few may read, and after how long personal data is blanked."""

from typing import ClassVar

from django.db import models

from ceiba.institutions.models import Owned, Person


class RecordOpening(models.Model):
    """Somebody opened a row and was shown what few may read: ``fields`` are its labels. Never changed."""

    row = models.ForeignKey("registers.RegisterRow", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    fields = models.TextField()

    class Meta:
        ordering = ("-pk",)


class RetentionRule(Owned):
    """After how many years without a change a settled row loses its personal data; ``key`` is the register's.

    ``source`` is the norm or act that decided it.
    """

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    years = models.PositiveSmallIntegerField()
    source = models.TextField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("key",)


class RowBlanking(models.Model):
    """The personal data of a row was blanked: ``fields`` are the labels of what it had. Once for each row."""

    row = models.ForeignKey("registers.RegisterRow", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    years = models.PositiveSmallIntegerField()
    fields = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["row"], name="registers_rowblanking_once"),
        ]
