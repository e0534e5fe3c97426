"""Tables of documents: the files that came in, and the place in them that every field was read from."""

from typing import ClassVar

from django.db import models

from ceiba.institutions.models import Owned, Person


class Document(Owned):
    """A file as it came in. Its bytes lie in the documents folder under their SHA-256, which is also its ``key``.

    A ``reserved`` one is opened through the thing that holds it alone, by whoever may see that: it has no page here.
    """

    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reserved = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name


class Source(Owned):
    """Where a field of a thing was read. ``subject`` is its address, ``document_name`` the file as it was read.

    ``key`` is made of subject, field and, where one field has several sources, their number.
    """

    subject = models.TextField()
    field = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    page = models.PositiveIntegerField(null=True)
    cell = models.TextField(null=True)
    quote = models.TextField(blank=True)
    confidence = models.FloatField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    document_name = models.TextField(blank=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "subject"], name="documents_source_subject"),
        ]
