"""Tables of indicators: what is measured, to which targets, what was observed, and how units report it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.documents.models import Document
from ceiba.institutions.fields import DatumField, ExactDecimalField, PeriodField
from ceiba.institutions.models import Institution, Owned, Person, Unit
from ceiba.plans.models import Element, Plan


class Indicator(Owned):
    """A measure of an element, or of a plan as a whole. Small composed values are kept as JSON (``exchange.stored``).

    Without ``baseline_value`` there is no baseline; «no_data» in it is a baseline whose figure nobody gave. What is
    withdrawn stays here and is in no snapshot.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    element = models.ForeignKey(Element, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    measure_unit = models.JSONField(null=True)
    direction = models.CharField(max_length=20)
    accumulation = models.CharField(max_length=20)
    baseline_value = DatumField(null=True)
    baseline_year = models.BigIntegerField(null=True)
    baseline_source = models.TextField(null=True)
    target_text = models.TextField(null=True)
    stated_changes = models.JSONField(default=list)
    denominator = models.TextField(null=True)
    formula = models.TextField(null=True)
    variables = models.JSONField(default=list)
    verification = models.TextField(null=True)
    definition = models.TextField(null=True)
    method = models.TextField(null=True)
    frequency = models.BigIntegerField(null=True)
    scope = models.CharField(max_length=20, null=True)
    dimension = models.CharField(max_length=20, null=True)
    disaggregations = models.JSONField(default=list)
    baseline_reason = models.TextField(null=True)
    assumptions = models.TextField(null=True)
    cuts = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    weight = ExactDecimalField(null=True)
    band = models.JSONField(null=True)
    milestones = models.JSONField(default=list)
    withdrawn = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """The value promised for a period; without period where the document gives no date."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    period = PeriodField(null=True)
    value = DatumField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class Measurement(Owned):
    """What was observed in a period. ``key`` is made of indicator, period and the part that was measured.

    ``version`` counts its changes, so that of two people who write at once the second is asked.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = PeriodField()
    value = DatumField()
    numerator = ExactDecimalField(null=True)
    denominator = ExactDecimalField(null=True)
    disaggregation = models.TextField(blank=True)
    validated_by = models.TextField(null=True)
    source = models.TextField(null=True)
    inputs = models.JSONField(default=list)  # the variables that the figure was computed from
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator", "period"], name="indicators_measurement_when"),
        ]


class ReportingCycle(Owned):
    """A period in which the units report what they observed: the duty of the methodology that asks, and until when.

    ``key`` is the duty and the period, «cuatrimestre:2024-C1». Once ``closed`` nobody enters anything any more, save a
    unit with an extension that still runs; what is corrected afterwards is a restatement.
    """

    duty = models.TextField()
    period = PeriodField()
    opens = models.DateField()
    due = models.DateField()
    closed = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ("-opens", "pk")

    def __str__(self) -> str:
        return self.key


class Report(Owned):
    """What one unit reports in one cycle; without unit, what no unit answers for. ``key`` names both.

    ``version`` counts its changes of state. Who reported never validates: the verbs see to it.
    """

    class State(models.TextChoices):
        """Where a report stands between the unit and its reviewer."""

        OPEN = "open", _("por reportar")
        REPORTED = "reported", _("reportado")
        RETURNED = "returned", _("devuelto")
        VALIDATED = "validated", _("validado")

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)  # why it was returned, or what the reviewer noted

    class Meta(Owned.Meta):
        ordering = ("cycle", "pk")


class Extension(models.Model):
    """More time for one unit in one cycle, with a reason and a last day; also after the cycle has closed."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.TextField()
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)


class Narrative(Owned):
    """What a unit says about an indicator in a period. ``key`` is made of indicator and period."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = PeriodField()
    analysis = models.TextField(blank=True)
    difficulty = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)


class Evidence(Owned):
    """A file that proves a figure: of an indicator, in a period, of the part measured where it speaks of one."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = PeriodField()
    disaggregation = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        ordering = ("at", "pk")


class Restatement(Owned):
    """A validated or closed figure that was corrected afterwards: what it said before, what it says now, and why.

    ``before`` and ``after`` hold value, numerator and denominator as the history tells them. Append-only.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = PeriodField()
    disaggregation = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField()
    reason = models.TextField()
    act = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    restated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("at", "pk")


class MeasureBinding(Owned):
    """A measure of a register that gives an indicator its figures instead of a person, from a day until a day.

    ``register`` and ``measure`` are keys: a plan that a document brings may be bound before the register is in use.
    ``where`` lists (dimension, part); ``source`` is what register and measure are called, as figures cite them, blank
    while the register is not in use.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    register = models.TextField()
    measure = models.TextField()
    where = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "register"], name="indicators_binding_register"),
        ]


class LateFigure(Owned):
    """What a register says of a period that is settled, where the figure says something else: a restatement proposed.

    ``before`` and ``after`` as in a restatement. While it is open (no ``settled``) the newest answer stands in it. It
    is settled by a restatement, by declining it with a reason, or where the register says again what the figure says.
    """

    binding = models.ForeignKey(MeasureBinding, models.PROTECT, related_name="+")
    period = PeriodField()
    before = models.JSONField(null=True)
    after = models.JSONField()
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    restatement = models.ForeignKey(Restatement, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta(Owned.Meta):
        ordering = ("-at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["binding", "period"], condition=models.Q(settled=None), name="indicators_late_figure_open"
            ),
        ]
