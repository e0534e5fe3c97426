"""Tables of subscriptions: who wants letters of what is published, and who asked for them and has not confirmed yet.

An address stands here and nowhere else: neither in the history, nor in a job, nor in anything public.
"""

from typing import ClassVar

from django.db import models

from ceiba.institutions.models import Institution, Owned


class SubscriptionRequest(models.Model):
    """Somebody typed an address on the portal; its owner confirms it by the letter, or it is thrown away in days.

    ``mailbox`` and ``caller`` are keyed hashes, of the address without its tag and of the network address that asked:
    limits count by them. ``origin`` is the beginning of the addresses in the letter, «https://ceiba.muni.example».
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    about = models.TextField()
    language = models.CharField(max_length=5)
    origin = models.CharField(max_length=255)
    mailbox = models.CharField(max_length=64)
    caller = models.CharField(max_length=64)
    at = models.DateTimeField()
    sent = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["mailbox", "at"], name="participation_ask_mailbox"),
            models.Index(fields=["caller", "at"], name="participation_ask_caller"),
            models.Index(fields=["institution", "at"], name="participation_ask_when"),
        ]


class Subscription(Owned):
    """A confirmed address, with what it follows: ``publication`` (everything), or addresses like ``indicator/m1``.

    ``key`` is random and says nothing of it. ``told`` is the number of the last publication that it was told of, or
    that stood when it confirmed; ``refused`` counts the letters in a row that its mail server did not take.
    """

    email = models.EmailField(max_length=254)
    about = models.JSONField(default=list)
    language = models.CharField(max_length=5)
    origin = models.CharField(max_length=255)
    since = models.DateTimeField()
    told = models.PositiveIntegerField(default=0)
    refused = models.PositiveSmallIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "email"], name="participation_subscription_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "told"], name="participation_letters_told"),
        ]
