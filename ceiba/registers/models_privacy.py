"""Tables of privacy: who opened or took away what few may read, and after how long personal data is blanked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ceiba.institutions.models import Owned, Person


class FileTaking(models.Model):
    """Somebody took rows with what few may read away, as a file or on paper: ``form`` says which. Never changed.

    ``rows`` is how many of its rows held something of the sort, each with an opening of its own; ``fields`` are labels.
    """

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    form = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    fields = models.TextField()

    class Meta:
        ordering = ("-pk",)


class RecordOpening(models.Model):
    """Somebody was shown what few may read of a row: ``fields`` are its labels. Never changed.

    With ``taking`` it left in a file, with other rows; else its page was opened.
    """

    row = models.ForeignKey("registers.RegisterRow", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    fields = models.TextField()
    taking = models.ForeignKey(FileTaking, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-id"], condition=Q(taking__isnull=True), name="registers_opening_by_page"),
        ]


class RetentionRule(Owned):
    """After how many years without a change a settled row loses its personal data; ``key`` is the register's.

    With ``texts`` so do the free texts that everybody in the institution reads. ``source`` is the norm or act that
    decided it.
    """

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    years = models.PositiveSmallIntegerField()
    texts = models.BooleanField(default=False)
    source = models.TextField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("key",)


class RowBlanking(models.Model):
    """The personal data of a row was blanked: ``fields`` are the labels of what it had, ``reasons`` how many it lost.

    Once for each row, and once more where a later rule takes its ``texts`` too.
    """

    row = models.ForeignKey("registers.RegisterRow", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    years = models.PositiveSmallIntegerField()
    fields = models.TextField()
    texts = models.BooleanField(default=False)
    reasons = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["row", "texts"], name="registers_rowblanking_once"),
        ]
