"""Tables of programs that ask: their tokens, the answers kept so that nothing is done twice, and how often they ask."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ApiToken(models.Model):
    """What a program shows to act for a person in one institution, no further than ``scopes`` let it.

    The secret is shown once; ``prefix`` is the part of it by which people and the table know it, ``secret_hash`` the
    SHA-256 of the whole. ``used`` is the last day on which it was shown.
    """

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def stands(self, at: datetime | None = None) -> bool:
        """Tell whether it works at an instant, now where none is given: not revoked and not expired."""
        return self.revoked is None and self.expires > (at or timezone.now())


class KeptAnswer(models.Model):
    """What a request that changes something was answered: who sends it again with the same key gets it again.

    ``request`` is its method and path, ``digest`` the SHA-256 of its body. While it runs ``status`` is empty;
    ``claim`` tells who runs it, from ``at`` on.
    """

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="+")
    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request = models.TextField()
    digest = models.CharField(max_length=64)
    claim = models.CharField(max_length=32)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="institutions_keptanswer_once"),
        ]


class RequestCount(models.Model):
    """How often somebody asked within a stretch of time, over all processes. ``key`` names the limit, whom and when."""

    key = models.CharField(max_length=120, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends = models.DateTimeField(db_index=True)
