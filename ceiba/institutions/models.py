"""Tables of the institution: itself, its units, its people with their roles, its history, its jobs.

Nothing here computes or saves by itself: what can be done stands in ``services``, what can be asked in ``queries``.
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.permissions import ROLE_CHOICES


class Institution(models.Model):
    """Who promises: a municipality, a governor's office, a province, a ministry. ``slug`` is its part of every address.

    ``territory`` is the official code of the country (INE, ubigeo); ``locale`` decides how numbers are written;
    ``methodology`` is the reference with edition that its plans follow unless they say otherwise.
    """

    class Kind(models.TextChoices):
        """What sort of body it is."""

        MUNICIPALITY = "municipality", _("Municipalidad")
        DEPARTMENTAL = "departmental", _("Gobierno departamental")
        PROVINCIAL = "provincial", _("Gobierno provincial")
        MINISTRY = "ministry", _("Ministerio o secretaría")
        OTHER = "other", _("Otra institución pública")

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2, blank=True)
    territory = models.CharField(max_length=20, blank=True)
    locale = models.CharField(max_length=10, default="es-GT")
    methodology = models.CharField(max_length=100)
    logo = models.TextField(blank=True)  # checked SVG or PNG as a data address, small enough for every page
    invented = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to an institution."""

    def of(self, institution: Institution) -> "OwnedQuerySet":
        """Return the rows of one institution and of no other."""
        return self.filter(institution=institution)


class Owned(models.Model):
    """A thing of an institution. ``key`` is its identifier in the snapshot, unique per noun within the institution."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    key = models.TextField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "key"], name="%(app_label)s_%(class)s_key"),
        ]


class Unit(Owned):
    """A part of the institution that answers for something; units form a tree and have dates.

    ``process`` is a key of a process catalogue; a unit whose ``ends`` is past takes no new work and stays in history.
    """

    name = models.TextField()
    code = models.TextField(blank=True)
    process = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta(Owned.Meta):
        ordering = ("position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(begins__lte=models.F("ends")),
                name="institutions_unit_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(Owned):
    """A day on which the institution does not work beside those of its country: the patron's day, a moved holiday.

    ``key`` is the day; a ``yearly`` one comes again on the same day of every later year.
    """

    day = models.DateField()
    name = models.CharField(max_length=100)
    yearly = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        ordering = ("day", "pk")


class Locality(Owned):
    """A place of the territory below the official division: a zone, a colony, a village. ``key`` is its code.

    ``parent`` is the code that it lies in, of another place or official; blank is the whole territory. ``boundary`` are
    checked rings of longitude and latitude, and ``source`` says whose they are.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=40, blank=True)
    boundary = models.JSONField(default=list)
    source = models.TextField(blank=True)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta(Owned.Meta):
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class PopulationSeries(Owned):
    """People by place, year, sex and age as one source counts them; two sources are two series.

    ``key`` is the name by which measures of registers ask for it.
    """

    name = models.CharField(max_length=200)
    source = models.TextField()

    class Meta(Owned.Meta):
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Inhabitants(models.Model):
    """How many people a series counts in a place (blank: the whole territory) and a year; blank sex and age: of all."""

    series = models.ForeignKey(PopulationSeries, models.CASCADE, related_name="+")
    place = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=40, blank=True)
    age = models.CharField(max_length=40, blank=True)
    people = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("place", "year", "sex", "age")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["series", "place", "year", "sex", "age"], name="institutions_inhabitants_once"
            ),
        ]


class RuleSetting(Owned):
    """What the institution decided about one rule of the audit; blank and None leave it as the methodology has it.

    ``key`` is the code of the rule. ``settings`` are pairs of name and text, ``source`` is the act that decided it.
    What was decided before stands in the history.
    """

    enabled = models.BooleanField(null=True)
    severity = models.CharField(max_length=10, blank=True)
    settings = models.JSONField(default=list)
    reason = models.TextField()
    source = models.TextField()
    decided_by = models.ForeignKey("institutions.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ("key",)


class People(BaseUserManager["Person"]):
    """How people are made: by e-mail address, in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Return a new person; without a password nobody can sign in as them until one is set."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person of an e-mail address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in their assignments, never here.

    ``installer`` may create institutions in this installation; that gives no access to any of them.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=5, default="es")
    shortcuts = models.BooleanField(default=True)  # single-key shortcuts can be switched off (WCAG 2.1.4)
    is_active = models.BooleanField(default=True)
    installer = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name or self.email


class AssignmentQuerySet(OwnedQuerySet):
    """Roles that people have, had or will have."""

    def lasting(self, day: date) -> "AssignmentQuerySet":
        """Return those that hold on a day or will later: nobody took them back and their last day is not past."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), ended__isnull=True)

    def holding(self, day: date) -> "AssignmentQuerySet":
        """Return those that hold on a day."""
        return self.lasting(day).filter(begins__lte=day)


class Assignment(models.Model):
    """A person has a role in a unit, and in the units below it, between two dates; without unit, everywhere.

    ``ends`` is the last day on which it holds; ``ended`` the instant in which somebody took it back before that day.
    A delegation is an assignment that somebody passed on: ``delegated_by`` keeps their own, ``source``, and answers for
    it; it never outlives its source.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    delegated_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__lte=models.F("ends")), name="institutions_assignment_dates"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "institution"], name="institutions_assignment_who"),
        ]

    @property
    def goes_on(self) -> bool:
        """Tell whether it holds today or will later."""
        return self.ended is None and (self.ends is None or self.ends >= timezone.localdate())

    @property
    def begins_later(self) -> bool:
        """Tell whether its first day is still to come."""
        return self.begins > timezone.localdate()


class InvitationQuerySet(OwnedQuerySet):
    """Roles offered."""

    def waiting(self) -> "InvitationQuerySet":
        """Return those that nobody accepted or withdrew, also where their time is over."""
        return self.filter(accepted__isnull=True, withdrawn__isnull=True)


class Invitation(models.Model):
    """A role offered to an e-mail address. Only the hash of its token is kept: who reads the table cannot use it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)


class Entry(models.Model):
    """One row of history: who did which verb when, and what it changed. Append-only: the database refuses the rest.

    ``changes`` is a list of ``{"subject": address, "before": {field: value}, "after": {…}}``; ``before`` is null for
    what was new. ``position``, ``previous_hash`` and ``hash`` are given later, in batches (``history.chain``).
    ``figures`` is the revision of the measurements that it made: who knows an earlier one learns here what changed.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.TextField(blank=True)
    note = models.TextField(blank=True)
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    figures = models.PositiveBigIntegerField(null=True)
    position = models.PositiveBigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "position"], name="institutions_entry_position"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["institution", "subject"], name="institutions_entry_subject"),
            models.Index(
                fields=["institution", "id"], condition=Q(position__isnull=True), name="institutions_entry_unchained"
            ),
            models.Index(
                fields=["institution", "figures"],
                condition=Q(figures__isnull=False),
                name="institutions_entry_figures",
            ),
        ]


class Revision(models.Model):
    """How often a part of an institution's snapshot has changed: what is built from it is kept while this stands."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    part = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["institution", "part"], name="institutions_revision_part"),
        ]


class Job(models.Model):
    """A verb called later, with its progress. ``arguments`` are what the verb gets, by name; ``done`` of ``steps``."""

    class State(models.TextChoices):
        """Where a job stands."""

        QUEUED = "queued", _("en espera")
        RUNNING = "running", _("en curso")
        DONE = "done", _("terminado")
        FAILED = "failed", _("no se pudo")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=200, blank=True)  # what it is doing, in Spanish, already filled in
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)


# A file of its own, by what it holds; Django finds tables here.
from ceiba.institutions import models_access  # noqa: E402, F401
