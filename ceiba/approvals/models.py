"""Tables of approvals: the steps of a plan and of a report, a plan's approved versions, its amendments."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ceiba.documents.models import Document
from ceiba.indicators.models import Report
from ceiba.institutions.models import Institution, Owned, Person
from ceiba.plans.models import Element, Plan


class PlanStep(models.Model):
    """One step in the life of a plan: from which state to which, by whom, with which note and act. Append-only.

    ``on_behalf_of`` is whose role it was where the person acted by delegation.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    act = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)


class ReportStep(models.Model):
    """What a reviewer did with a report: validated it, returned it, corrected a figure of it. Append-only.

    ``note`` is what was said: the remark, or the reason with the figure before and after. ``on_behalf_of`` is whose
    role it was where the person acted by delegation.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)


class Comment(models.Model):
    """What somebody said of an element while its plan was prepared. Append-only.

    ``thread`` is the remark that a row belongs to, None for the remark itself. Whether a remark is settled is said by
    the last row of its thread that settles or reopens it.
    """

    class Kind(models.TextChoices):
        """What a row does in its thread."""

        REMARK = "remark", _("comentario")
        ANSWER = "answer", _("respuesta")
        SETTLED = "settled", _("resuelto")
        REOPENED = "reopened", _("abierto de nuevo")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    thread = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REMARK)
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class PlanVersion(Owned):
    """What a plan said when it was approved, as canonical text, with the SHA-256 of its bytes. Append-only.

    ``key`` is the plan and the number. The text is a plan as text (``exchange.plan_format``): read, it is the plan.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    act = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("plan", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="approvals_version_number"),
        ]

    def __str__(self) -> str:
        return _("versión %(number)s") % {"number": self.number}


class Amendment(Owned):
    """A resolution that changes an approved plan: while it is open the plan takes changes, from ``base`` on.

    ``kinds`` says what it does, of ``Kind``; no target that it changes may lie before ``effective`` where the
    methodology forbids it. ``key`` is the plan and the ordinal of the amendment.
    """

    class State(models.TextChoices):
        """What became of an amendment."""

        OPEN = "open", _("en curso")
        APPROVED = "approved", _("aprobada")
        DISCARDED = "discarded", _("descartada")

    class Kind(models.TextChoices):
        """What an amendment does to the plan."""

        ADDS = "adds", _("+ agrega")
        TAKES = "takes", _("− quita")
        CHANGES = "changes", _("cambia el texto o las metas")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    number = models.TextField()
    date = models.DateField()
    effective = models.DateField()
    kinds = models.JSONField(default=list)
    reason = models.TextField()
    act = models.ForeignKey(Document, models.PROTECT, related_name="+")
    base = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    result = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta(Owned.Meta):
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["plan"], condition=Q(state="open"), name="approvals_amendment_open"),
        ]

    def __str__(self) -> str:
        return self.number
