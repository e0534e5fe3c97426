"""Tables of money behind a plan: where it comes from, where it goes, what becomes of it, and the sums of documents.

An amount has three columns: whole hundredths, currency, and its digits as printed where they are not those of the
hundredths («1500», or more than two decimals); see ``documents.amounts``.
"""

from django.db import models

from ceiba.institutions.fields import ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Person


class FundingSource(Owned):
    """Money from one source, with the printed split. ``rule`` is its key in the methodology's funding rules."""

    name = models.TextField(blank=True)
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    investment = models.BigIntegerField(null=True)
    investment_currency = models.TextField(blank=True)
    investment_printed = ExactDecimalField(null=True)
    operating = models.BigIntegerField(null=True)
    operating_currency = models.TextField(blank=True)
    operating_printed = ExactDecimalField(null=True)
    stated_investment_percent = ExactDecimalField(null=True)
    stated_operating_percent = ExactDecimalField(null=True)
    rule = models.TextField(null=True)
    period = PeriodField(null=True)
    carried_over = models.BooleanField(default=False)
    earmark = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class StatedTotal(Owned):
    """A sum printed in a document, beside its addends, which are kept as JSON with their digits."""

    label = models.TextField(blank=True)
    stated = models.BigIntegerField()
    stated_currency = models.TextField(blank=True)
    stated_printed = ExactDecimalField(null=True)
    addends = models.JSONField(default=list)
    all_addends = models.JSONField(default=list)
    column = models.TextField(blank=True, db_column="column_name")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class BudgetLine(Owned):
    """A line of a budget: classifier key, source and nature; its amounts and what it serves have rows of their own."""

    classifier = models.TextField(blank=True)
    name = models.TextField(blank=True)
    source = models.ForeignKey(FundingSource, models.PROTECT, null=True, related_name="+")
    nature = models.CharField(max_length=20, null=True)
    period = PeriodField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class BudgetAmount(models.Model):
    """The money of a budget line at a stage."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class BudgetShare(models.Model):
    """The part of a budget line that serves a thing, given by its address."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="+")
    subject = models.TextField()
    share = ExactDecimalField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")


class BudgetCutoff(models.Model):
    """What a budget line had at each stage by the end of a month, in hundredths; null where the report lacks the stage.

    One row for a line and a month, so that a report of fifty thousand lines is fifty thousand rows.
    """

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="+")
    until = PeriodField()
    currency = models.TextField(blank=True)
    initial = models.BigIntegerField(null=True)
    current = models.BigIntegerField(null=True)
    precommitted = models.BigIntegerField(null=True)
    committed = models.BigIntegerField(null=True)
    accrued = models.BigIntegerField(null=True)
    paid = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["line", "until"], name="budgets_one_cutoff_a_month"),)


class Modification(Owned):
    """A change of what a line may spend, by an act."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    act = models.TextField()
    day = models.DateField(null=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class ProcurementLine(Owned):
    """A line of the yearly plan of what will be bought, and the budget line that pays for it where it is known.

    ``periods`` are the parts of the year in which it is planned, as notations.
    """

    object = models.TextField(blank=True)
    amount = models.BigIntegerField()
    amount_currency = models.TextField(blank=True)
    amount_printed = ExactDecimalField(null=True)
    classifier = models.TextField(blank=True)
    code = models.TextField(blank=True)
    kind = models.CharField(max_length=20, null=True)
    method = models.TextField(blank=True)
    quantity = ExactDecimalField(null=True)
    measure_unit = models.TextField(blank=True)
    unit_cost = models.BigIntegerField(null=True)
    unit_cost_currency = models.TextField(blank=True)
    unit_cost_printed = ExactDecimalField(null=True)
    nature = models.CharField(max_length=20, null=True)
    period = PeriodField(null=True)
    periods = models.JSONField(default=list)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.object


class IncomeLine(Owned):
    """A line of income and what was estimated for its year; what came in has rows of its own."""

    classifier = models.TextField(blank=True)
    name = models.TextField(blank=True)
    source = models.ForeignKey(FundingSource, models.PROTECT, null=True, related_name="+")
    estimated = models.BigIntegerField(null=True)
    estimated_currency = models.TextField(blank=True)
    estimated_printed = ExactDecimalField(null=True)
    period = PeriodField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class IncomeCutoff(models.Model):
    """What a line of income had by the end of a month, in hundredths; null where the report lacks the stage."""

    line = models.ForeignKey(IncomeLine, models.CASCADE, related_name="+")
    until = PeriodField()
    currency = models.TextField(blank=True)
    current = models.BigIntegerField(null=True)
    accrued = models.BigIntegerField(null=True)
    collected = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["line", "until"], name="budgets_one_income_cutoff_a_month"),)


class ReportImport(Owned):
    """A report of the finance system that came in: its file (bytes under their SHA-256), and what became of it.

    ``use`` is what it tells, expenditure or income; ``until`` the month by whose end it stands, null where nobody said.
    ``totals`` are the hundredths of each stage. The counts of what was new, changed, the same or gone are those of the
    moment when it was applied; null before.
    """

    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    use = models.CharField(max_length=20)
    until = PeriodField(null=True)
    currency = models.TextField(blank=True)
    faults = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)
    new = models.PositiveIntegerField(null=True)
    changed = models.PositiveIntegerField(null=True)
    same = models.PositiveIntegerField(null=True)
    gone = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded = models.DateTimeField()
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    applied = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ("-uploaded", "-pk")

    def __str__(self) -> str:
        return self.name
