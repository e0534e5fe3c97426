"""Tables of sheets: those that come into a register, with their refused lines and who their rows are; those that leave
and are too large for a page to wait for.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Owned, Person


class SheetImport(Owned):
    """A sheet that came in for a register. Its bytes lie under ``sha256``; nothing is kept of it until it is taken.

    ``layout`` and ``rules`` are how it is to be read, ``line`` how far it was read: what a restart interrupts goes on
    there. ``told`` counts its rows by what becomes of them, ``refused`` those that are to be mended. ``newest`` is the
    number of the register's newest row when the taking began. What a rule of retention ``cleared`` has no file and no
    refused lines any more; ``lines`` is how many of those it lost.
    """

    class State(models.TextChoices):
        """How far it has come."""

        RECEIVED = "received", _("recibida")
        CHECKING = "checking", _("en revisión")
        CHECKED = "checked", _("revisada")
        TAKING = "taking", _("entrando")
        TAKEN = "taken", _("importada")

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    layout = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    line = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    newest = models.PositiveBigIntegerField(default=0)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken = models.DateTimeField(null=True)
    cleared = models.DateTimeField(null=True)
    lines = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(taken__isnull=True) | Q(state="taken"), name="registers_sheetimport_taken"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RefusedLine(models.Model):
    """A line of a sheet that is not taken, with its problems: [column, heading, value, message, facts] of each."""

    sheet = models.ForeignKey(SheetImport, models.CASCADE, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    problems = models.JSONField()

    class Meta:
        ordering = ("line",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "line"], name="registers_refusedline_once"),
        ]


class SheetIdentity(models.Model):
    """Which row a line without a code of its own became, so that the same line a second time is known."""

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+", db_index=False)
    identity = models.CharField(max_length=60)
    row = models.ForeignKey("registers.RegisterRow", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "identity"], name="registers_sheetidentity_once"),
        ]


class PreparedFile(Owned):
    """Rows of a register as a file for one person, written by a job: ``query`` is what they are narrowed to.

    Its bytes lie in the folder of downloads under ``key`` until ``ends``, and then neither they nor this are there.
    """

    register = models.ForeignKey("registers.Register", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10)
    query = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    asked = models.DateTimeField()
    ready = models.DateTimeField(null=True)
    ends = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("-pk",)
