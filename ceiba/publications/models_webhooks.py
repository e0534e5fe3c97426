"""Tables of webhooks: whom to tell, what they are told, and each attempt to tell it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ceiba.institutions.models import Owned, Person


class Webhook(Owned):
    """An address of somebody else's program that is told of publications. ``key`` counts from 1.

    ``events`` are names of ``webhooks.EVENTS``. What signs is not kept: it is made from ``salt`` and the secret of the
    installation, so that who reads the table can sign nothing. ``ended`` is when somebody stopped it for good.
    """

    url = models.TextField()
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=32)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ("pk",)


class Delivery(models.Model):
    """One event that one webhook is to be told of: ``body`` is sent byte for byte, however often it takes.

    ``event_id`` is the same in each attempt, and where somebody sends it again: by it the receiver knows what it has.
    ``next_at`` is when it is tried (again); empty where it was taken or given up.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        DELIVERED = "delivered"
        GIVEN_UP = "given_up"

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="+")
    event = models.CharField(max_length=40)
    event_id = models.CharField(max_length=36)
    body = models.TextField()
    created = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="publications_delivery_due"),
        ]


class DeliveryAttempt(models.Model):
    """One attempt: the status that was answered, or what went wrong before any answer. Never changed."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ("-pk",)
