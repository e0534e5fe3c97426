"""Tables of the audit: runs of the rules, what they found, and what people answered."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from ceiba.documents.models import Document
from ceiba.institutions.models import Institution, Owned, OwnedQuerySet, Person, Unit
from ceiba.kernel.finding import Severity


class Run(models.Model):
    """The rules were asked about a snapshot once.

    ``revision`` tells of what: it changes with the snapshot and with the catalogue of rules. ``counts`` are findings by
    severity, new, gone and returned; ``asked`` maps each rule to how often its question arose and how often all was
    well («80 de 100»). ``checks`` maps each rule that asked to its version and its use, as one short text.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    revision = models.CharField(max_length=64)
    started = models.DateTimeField()
    finished = models.DateTimeField()
    counts = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    checks = models.JSONField(default=dict)

    objects: ClassVar = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["institution", "id"], name="audits_run_last")]


class AnswerKind(StrEnum):
    """What a person said to a finding. The first two leave nothing to do; the others promise that it will be done."""

    JUSTIFY = "justify"
    DISMISS = "dismiss"
    FIX = "fix"
    ASSIGN = "assign"


ANSWERS = {
    AnswerKind.JUSTIFY: _("justificado"),
    AnswerKind.DISMISS: _("descartado"),
    AnswerKind.FIX: _("se corregirá"),
    AnswerKind.ASSIGN: _("asignado"),
}
ANSWER_CHOICES = [(kind.value, words) for kind, words in ANSWERS.items()]
SETTLING = (AnswerKind.JUSTIFY, AnswerKind.DISMISS)


class Gone(StrEnum):
    """Why a run no longer found a finding: the plan was mended, the rule is off, the rule asks in another way."""

    MENDED = "mended"
    RULE_OFF = "rule_off"
    RULE_CHANGED = "rule_changed"


GONE_CHOICES = [
    (Gone.MENDED.value, _("corregido")),
    (Gone.RULE_OFF.value, _("la regla ya no pregunta")),
    (Gone.RULE_CHANGED.value, _("la regla pregunta de otra manera")),
]


class FindingQuerySet(OwnedQuerySet):
    """Findings by where they stand."""

    def present(self) -> "FindingQuerySet":
        """Return what the last run found."""
        return self.filter(gone_since__isnull=True)

    def gone(self) -> "FindingQuerySet":
        """Return what the last run no longer found."""
        return self.filter(gone_since__isnull=False)

    def mended(self) -> "FindingQuerySet":
        """Return what the last run no longer found because the plan changed."""
        return self.gone().filter(gone_as=Gone.MENDED)

    def unasked(self) -> "FindingQuerySet":
        """Return what is not found any more because its rule is off, or asks in another way."""
        return self.gone().exclude(gone_as=Gone.MENDED)

    def back(self) -> "FindingQuerySet":
        """Return what was mended once and is there again."""
        return self.present().filter(returned__isnull=False)

    def unanswered(self) -> "FindingQuerySet":
        """Return what is there and nobody has answered."""
        return self.present().filter(answer="")

    def under_way(self) -> "FindingQuerySet":
        """Return what is there and somebody has promised to mend."""
        return self.present().exclude(answer="").exclude(answer__in=SETTLING)

    def settled(self) -> "FindingQuerySet":
        """Return what is there and was justified or dismissed."""
        return self.present().filter(answer__in=SETTLING)

    def gravest_first(self) -> "FindingQuerySet":
        """Return errors, then warnings, then notices; within each by rule and in the order of the document."""
        ranks = [When(severity=severity.value, then=rank) for rank, severity in enumerate(Severity)]
        return self.annotate(rank=Case(*ranks, output_field=models.SmallIntegerField())).order_by("rank", "rule", "pk")

    def unsettled(self) -> "FindingQuerySet":
        """Return what is there and still asks something of somebody."""
        return self.present().exclude(answer__in=SETTLING)


class Finding(Owned):
    """What a rule says of a thing, the same from run to run.

    ``key`` is its identity: rule, address of the thing, and which it is among the findings of that rule there.
    ``facts`` keep every decimal (``facts.stored``). ``answer`` is the kind of the answer that counts, blank where there
    is none, or where the facts have changed since. ``gone_since`` is when a run no longer found it, ``returned`` when a
    later run found it again, ``gone_as`` why it went. ``unit`` answers for the thing. ``words`` is what a search looks
    through, as stems.
    """

    rule = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    severity = models.CharField(max_length=10)
    dimension = models.CharField(max_length=20)
    subject = models.TextField()
    facts = models.JSONField(default=dict)
    source = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    answer = models.CharField(max_length=10, blank=True, choices=ANSWER_CHOICES)
    first_run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    last_run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    gone_since = models.DateTimeField(null=True)
    gone_as = models.CharField(max_length=15, blank=True, choices=GONE_CHOICES)
    returned = models.DateTimeField(null=True)

    objects: ClassVar = FindingQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "subject"], name="audits_finding_subject"),
            models.Index(fields=["institution", "rule"], name="audits_finding_rule"),
        ]


class Answer(models.Model):
    """What a person said to a finding, and when; rows are only added, and the last one counts.

    ``facts`` are those of the finding at that moment: an answer to one sum is none to another. ``attachment`` is the
    file that bears a reason out.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ANSWER_CHOICES)
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    attachment = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(kind=AnswerKind.ASSIGN.value) | models.Q(assignee__isnull=False),
                name="audits_answer_assignee",
            ),
        ]
