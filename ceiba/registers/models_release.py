"""Tables of what registers made public: each release as it was frozen, and from which number on a group may be told."""

from django.db import models

from ceiba.institutions.models import Owned, Person


class RegisterRelease(Owned):
    """The public figures and rows of a register, frozen on a day; ``key`` is made of the register's and ``number``.

    ``content`` is all that the public may ever read of it, word for word. ``tables`` are the protected counts of each
    basis: of the office alone, and what later releases are held against. Until ``published`` it is a draft that nobody
    outside sees and that the next draft replaces; then nothing of it changes. ``cut`` is the last day that it tells.
    """

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    edition = models.ForeignKey("registers.RegisterEdition", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    cut = models.DateField()
    threshold = models.PositiveIntegerField()
    content = models.JSONField()
    tables = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ("register", "number")

    def __str__(self) -> str:
        return self.key


class DisclosureSetting(Owned):
    """From how many on the institution lets a group be told: the types' own figure where that is higher.

    There is one, with the key ``registers``; ``source`` is the act or norm that decided it.
    """

    threshold = models.PositiveIntegerField()
    source = models.TextField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("key",)
