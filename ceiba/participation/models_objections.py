"""Tables of what people ask or object to in public: each one, and what was done with it; what sends came from where."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Institution, Owned, Person, Unit


class Objection(Owned):
    """A question or objection about something that a publication says. ``key`` is its number as text.

    ``publication`` and ``digest`` name the publication; ``subject`` is the address in it of what is asked about, with
    ``period`` (its notation) where it is one figure, and ``about`` how the publication calls it. ``term`` is the term
    as it stood on the day it came, ``due`` the day it ends on. ``name`` is public where ``show_name``; ``email`` never
    is. ``nonce`` makes the secret address. Nothing but those three is ever taken away: what is hidden stays here.
    """

    class Kind(models.TextChoices):
        """What it is."""

        QUESTION = "question", _("Pregunta")
        OBJECTION = "objection", _("Objeción")

    class State(models.TextChoices):
        """Where it stands; one without a unit waits for somebody to say whose it is."""

        RECEIVED = "received", _("recibida")
        ASSIGNED = "assigned", _("asignada")
        ANSWERED = "answered", _("respondida")

    class Outcome(models.TextChoices):
        """How its answer ends; told apart from having been answered."""

        EXPLAINED = "explained", _("Se explica; lo publicado se mantiene")
        CORRECTED = "corrected", _("Tiene razón: se corregirá con otra publicación")
        PARTLY = "partly", _("Tiene razón en parte: se corregirá con otra publicación")
        ELSEWHERE = "elsewhere", _("No corresponde a esta institución; se dice a quién")

    class Hidden(models.TextChoices):
        """Why it is not shown: abuse, and nothing else."""

        INSULT = "insult", _("insultos o amenazas")
        PERSONAL = "personal", _("datos personales de otra persona")
        ADVERTISING = "advertising", _("publicidad")
        NONSENSE = "nonsense", _("envío automático o sin sentido")

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    publication = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    subject = models.TextField()
    period = models.CharField(max_length=20, blank=True)
    about = models.TextField()
    text = models.TextField()
    name = models.CharField(max_length=120, blank=True)
    show_name = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="es")
    nonce = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    at = models.DateTimeField()
    term = models.JSONField(default=dict)
    due = models.DateField()
    answered = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    correction = models.PositiveIntegerField(null=True)
    correction_digest = models.CharField(max_length=64, blank=True)
    hidden = models.DateTimeField(null=True)
    hidden_why = models.CharField(max_length=12, choices=Hidden.choices, blank=True)
    hidden_note = models.TextField(blank=True)
    blanked = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "number"], name="participation_objection_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "subject"], name="participation_objection_about"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ObjectionStep(models.Model):
    """One thing done with a question or objection: who signs it in public (``office``), and who did it (private).

    ``text`` is public: an answer. Append-only; the newest row tells what public pages rest on.
    """

    class Kind(models.TextChoices):
        """What was done."""

        RECEIVED = "received", _("Se recibió")
        ASSIGNED = "assigned", _("Se asignó")
        ANSWERED = "answered", _("Se respondió")
        HIDDEN = "hidden", _("Se ocultó por abuso")
        SHOWN = "shown", _("Se volvió a mostrar")
        CORRECTED = "corrected", _("Se corrigió con otra publicación")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    objection = models.ForeignKey(Objection, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    office = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "-id"], name="participation_step_newest"),
        ]


class VoiceSetting(Owned):
    """What an institution decided about questions and personal data; ``key`` is always «voz».

    ``office``, ``place`` and ``email`` say where one asks for one's own data. ``contact_days`` after the answer the
    e-mail address and the name that is not shown are blanked; ``request_days`` after it what was written in a request
    about one's own data. ``promised_days`` is a shorter term than the country's that the institution promised by the
    act ``promised_by``. ``law`` is what the notice of privacy says of the norm that holds.
    """

    office = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    law = models.TextField(blank=True)
    contact_days = models.PositiveSmallIntegerField(default=30)
    request_days = models.PositiveSmallIntegerField(default=365)
    promised_days = models.PositiveSmallIntegerField(null=True)
    promised_by = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Sending(models.Model):
    """How often something public was sent from one address in an hour, or in a day; thrown away the day after.

    ``origin`` is a keyed hash of the network address that changes every day; «*» counts what came from everybody.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=64)
    span = models.CharField(max_length=13)  # «2026-11-22», or «2026-11-22T05»
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "origin", "span"], name="participation_sending_once"),
        ]
