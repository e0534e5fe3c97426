"""Tables of requests about one's own data (habeas data), and of who opened them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Institution, Owned, Person


class DataRequest(Owned):
    """Somebody asks what an institution keeps about them, or to have it corrected or taken out. All of it is private.

    ``key`` is its number as text. ``proof`` says how it is known who asks: by a link sent to the e-mail address, or by
    what the office saw (``seen``: which document, never its number). ``term`` and ``due`` count from ``received``.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        ACCESS = "access", _("Saber qué datos míos guardan")
        CORRECTION = "correction", _("Corregir datos míos")
        REMOVAL = "removal", _("Borrar datos míos")

    class Proof(models.TextChoices):
        """How it is known who asks."""

        EMAIL = "email", _("confirmó por correo electrónico")
        OFFICE = "office", _("se presentó en la oficina")

    class State(models.TextChoices):
        """Where it stands: one that nobody confirms runs out by itself."""

        UNCONFIRMED = "unconfirmed", _("sin confirmar")
        RECEIVED = "received", _("en trámite")
        ANSWERED = "answered", _("respondida")
        EXPIRED = "expired", _("nadie la confirmó")

    class Outcome(models.TextChoices):
        """How it ended."""

        GRANTED = "granted", _("se hizo lo que pedía")
        PARTLY = "partly", _("se hizo en parte")
        DENIED = "denied", _("no procede")

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="es")
    nonce = models.CharField(max_length=64, unique=True)
    proof = models.CharField(max_length=10, choices=Proof.choices)
    seen = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    at = models.DateTimeField()
    received = models.DateTimeField(null=True)
    term = models.JSONField(default=dict)
    due = models.DateField(null=True)
    answered = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    office = models.TextField(blank=True)
    blanked = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "number"], name="participation_datarequest_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class DataRequestOpening(models.Model):
    """Somebody of the institution opened a request about personal data. Never changed."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
