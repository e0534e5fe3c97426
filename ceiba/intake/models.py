"""Tables of intake: proposals that documents became, what people decided about them, what they answered."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.documents.models import Document
from ceiba.exchange.decisions import Verdict
from ceiba.institutions.models import Institution, Job, OwnedQuerySet, Person


class State(StrEnum):
    """Where a proposal stands."""

    READING = "reading"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNUSABLE = "unusable"


STATES = {
    State.READING: _("leyéndose"),
    State.OPEN: _("por revisar"),
    State.ACCEPTED: _("aceptada"),
    State.REJECTED: _("rechazada"),
    State.UNUSABLE: _("no se pudo leer"),
}
VERDICTS = {
    Verdict.ACCEPTED: _("aceptado"),
    Verdict.REJECTED: _("rechazado"),
    Verdict.CORRECTED: _("corregido"),
    Verdict.WITHDRAWN: _("retirado"),
}
_STATES = [(state.value, words) for state, words in STATES.items()]
_VERDICTS = [(verdict.value, words) for verdict, words in VERDICTS.items()]


class Proposal(models.Model):
    """What was understood of a document, waiting for a person.

    ``methodology`` is the one asked for, blank where the text decides; ``read_as`` the one that it was read with.
    ``reading`` is the proposal as ``exchange.stored`` writes it, and never changes once it is open; what people decide
    stands beside it, and ``version`` counts how often. ``counts`` is what lists show without opening
    the reading. ``settled`` tells when and by whom it was accepted or rejected. ``follows`` is the proposal of the same
    document in whose place this one was read, and whose decisions it took over.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    methodology = models.CharField(max_length=100, blank=True)
    read_as = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=_STATES, default=State.READING.value)
    problem = models.TextField(blank=True)
    reading = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "state"], name="intake_proposal_state"),
        ]


class Decision(models.Model):
    """What a person decided about one thing of a proposal, or about one ``field`` of it; the last one counts.

    ``subject`` is its address in the proposal; of a thing to be withdrawn, its address in the current plan behind
    ``plan:``. ``value`` is what a corrected field becomes, as ``exchange.stored`` writes it; the fields ``split`` and
    ``merged`` part a thing and put it into another (``exchange.restructuring``). ``version`` is the proposal's when it
    was decided: whoever looks at an older page has not seen it.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    subject = models.TextField()
    field = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=_VERDICTS)
    value = models.JSONField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "subject", "field"], name="intake_decision_subject"),
        ]


class TableLayout(models.Model):
    """How one institution's table is read: what a person said of its columns, kept for the next file.

    ``headers`` are the printed headers, folded, by which the table is known again; ``layout`` is as
    ``exchange.layouts`` writes it.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    headers = models.TextField()
    layout = models.JSONField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "headers"], name="intake_layout_headers"),
        ]


class Answer(models.Model):
    """What a person answered to a question of a proposal, counted from 0 in it; the last one counts."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    question = models.PositiveIntegerField()
    text = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("question",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "question"], name="intake_answer_question"),
        ]
