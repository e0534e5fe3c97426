"""Tables of publications: the publications themselves, append-only, and the public keys that signed them."""

from typing import ClassVar

from django.db import models

from ceiba.institutions.fields import PeriodField
from ceiba.institutions.models import Institution, Owned, Person


class SigningKey(models.Model):
    """A public key of the institution, in hexadecimal; the private one is a file of the installation.

    The oldest that is not retired signs; a younger one beside it waits to be announced. ``retired`` is when a
    publication announced its successor. What it signed stays signed.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    public = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    retired = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)


class Publication(Owned):
    """One publication. ``content`` is the file as it is downloaded; the other columns say what stands in it.

    ``key`` is its number as text. ``face`` is what ``content`` says, made ready for reading (JSON, compressed): it can
    be made again from ``content`` at any time, and ``ceiba check`` compares both.
    """

    number = models.PositiveIntegerField()
    title = models.TextField(blank=True)
    until = PeriodField()
    plans = models.JSONField(default=list)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    content = models.BinaryField()
    face = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "number"], name="publications_publication_number"),
        ]


# A file of its own, by what it holds; Django finds tables here.
from ceiba.publications import models_webhooks  # noqa: E402, F401
