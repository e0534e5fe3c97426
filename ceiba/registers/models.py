"""Tables of registers: types in use, their rows with what was done to them, the tallies that answer measures.

A row keeps its values as exact text by field; the columns beside them are made of the values, so that a list of a
million rows is filtered by the database. ``columns`` says how each is made.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ceiba.indicators.models import Indicator
from ceiba.institutions.fields import DatumField, ExactDecimalField, PeriodField
from ceiba.institutions.models import Owned, Person, Unit

FACETS = 4  # fields of choice whose value has a column of its own; the others are looked for in the values


class RegisterMeasure(Owned):
    """What a register counted in a period. ``key`` is made of register, measure and period."""

    register = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    period = PeriodField()
    value = DatumField()
    numerator = ExactDecimalField(null=True)
    denominator = ExactDecimalField(null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")


class Register(Owned):
    """A type of register that the institution uses; ``key`` is the id of the type.

    Rows are kept from ``since`` on: a month before it has no data, and one after it with no rows has zero. ``unit``
    keeps the rows that name no unit of their own. ``facets`` are the fields behind the columns ``facet_1`` … of its
    rows, ``last_number`` the number of its newest row; a place in ``facets`` is never given to another field.
    """

    title = models.TextField()
    plural = models.TextField()
    edition = models.ForeignKey("registers.RegisterEdition", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    ends = models.DateField(null=True)
    facets = models.JSONField(default=list)
    last_number = models.PositiveBigIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("plural", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(since__lte=models.F("ends")), name="registers_register_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.plural


class RegisterEdition(models.Model):
    """One edition of a register's shape as it was adopted: the document word for word. None is ever changed."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    edition = models.TextField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "edition"], name="registers_registeredition_once"),
        ]

    def __str__(self) -> str:
        return self.edition


class RegisterRow(Owned):
    """One row of a register: the table of the kernel's ``Record``. ``key`` is made of register and ``number``.

    ``values`` are exact texts by field, ``history`` the entries into states as [state, moment, reason]. ``kept_by``
    wrote it first. ``version`` grows with every change: who changes says which one they saw.

    Made of the values: ``code`` (the first field of codes), ``day`` and ``minute`` (its main date; minutes since
    midnight), ``place`` (code of territory), ``north`` and ``east`` (hundred-thousandths of a degree from the South
    Pole and from the antimeridian), ``due`` (the earliest due day of a deadline that still runs) of ``deadline``,
    ``search`` (stems of what everybody who works here may read).
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveBigIntegerField()
    state = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    history = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    withdrawn = models.BooleanField(default=False)
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    code = models.TextField(blank=True)
    day = models.DateField()
    minute = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=40, blank=True)
    north = models.PositiveIntegerField(null=True)
    east = models.PositiveIntegerField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    due = models.DateField(null=True)
    deadline = models.CharField(max_length=60, blank=True)
    search = models.TextField(blank=True)
    facet_1 = models.CharField(max_length=60, null=True)
    facet_2 = models.CharField(max_length=60, null=True)
    facet_3 = models.CharField(max_length=60, null=True)
    facet_4 = models.CharField(max_length=60, null=True)

    class Meta(Owned.Meta):
        ordering = ("-day", "-number")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "-day", "-number"], name="registers_row_day"),
            models.Index(fields=["register", "state", "-day", "-number"], name="registers_row_state"),
            models.Index(fields=["register", "place", "-day", "-number"], name="registers_row_place"),
            models.Index(fields=["register", "code"], name="registers_row_code"),
            models.Index(
                fields=["register", "unit", "-day", "-number"],
                name="registers_row_unit",
                condition=Q(unit__isnull=False),
            ),
            models.Index(fields=["register", "due"], name="registers_row_due", condition=Q(due__isnull=False)),
            *(
                models.Index(
                    fields=["register", f"facet_{place}", "-day", "-number"],
                    name=f"registers_row_facet_{place}",
                    condition=Q(**{f"facet_{place}__isnull": False}),
                )
                for place in range(1, FACETS + 1)
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.key


class RowChange(models.Model):
    """What was done to a row after it was written: an edit, an entry into a state, its withdrawal. Never changed.

    ``state`` is the one that it entered, blank for an edit. ``before`` and ``after`` are texts by field, of what
    changed, also of fields that few may read: ``queries_rows`` hides them.
    """

    row = models.ForeignKey(RegisterRow, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)


class TakenValue(models.Model):
    """The value of a unique field, held by one row of its register; ``value`` is written without capitals or blanks."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    field = models.CharField(max_length=60)
    value = models.TextField()
    row = models.ForeignKey(RegisterRow, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "field", "value"], name="registers_takenvalue_once"),
        ]


class CodeSequence(models.Model):
    """The last number that a sequence of codes gave in a year (0 where its codes name no year)."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    field = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "field", "year"], name="registers_codesequence_once"),
        ]


class StoredTable(models.Model):
    """The kernel's ``MeasureTable`` of one measure, kept by cell and moved with every row.

    It is made by the measure of ``edition`` and by ``calendar``, whatever came later: so what a row gave can be taken
    away again. One that is being made anew stands beside the complete one; the rows up to ``reached`` (primary key)
    are in it.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+", db_index=False)
    calendar = models.JSONField(default=dict)
    complete = models.BooleanField(default=False)
    reached = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "measure", "complete"], name="registers_storedtable_once"),
        ]


class StoredTally(models.Model):
    """One cell of a table: ``cell`` is [month, part, …] as JSON text; rows, rows without a value, exact sum."""

    table = models.ForeignKey(StoredTable, models.CASCADE, related_name="+", db_index=False)
    cell = models.TextField()
    month = models.PositiveIntegerField()
    rows = models.BigIntegerField(default=0)
    blank = models.BigIntegerField(default=0)
    total = ExactDecimalField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table", "cell"], name="registers_storedtally_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table", "month"], name="registers_storedtally_month"),
        ]


class KeptValue(models.Model):
    """A value that a tally keeps, with how often it stands: for medians, extremes, latest and different values."""

    table = models.ForeignKey(StoredTable, models.CASCADE, related_name="+", db_index=False)
    cell = models.TextField()
    month = models.PositiveIntegerField()
    value = models.TextField()
    times = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table", "cell", "value"], name="registers_keptvalue_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table", "month"], name="registers_keptvalue_month"),
        ]


# Tables with a file of their own, which Django looks for here.
from ceiba.registers import models_privacy, models_release, models_sheets  # noqa: E402, F401
