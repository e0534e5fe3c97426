"""Register types: the declared shape of an office's book. Fields, states, deadlines, privacy, measures, public view.

A type is data. What a row of it holds is in ``register_record``; what its measures give, in ``register_table``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_measure import Measure

LONGEST_TEXT = 10_000  # characters of a text field that does not say how long it may be
MOST_OPTIONS = 2_000
MOST_FIELDS = 200


class FieldKind(StrEnum):
    """What a field holds, and with it how it is asked for, checked, filtered and shown."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    DATE_TIME = "date_time"
    UNIT = "unit"
    PERSON = "person"
    PLACE = "place"
    FILE = "file"
    LINK = "link"
    COUNTS = "counts"


NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.COUNTS})
MOMENTS = frozenset({FieldKind.DATE, FieldKind.DATE_TIME})


class LinkTarget(StrEnum):
    """What a link leads to."""

    ELEMENT = "element"
    PROJECT = "project"
    REGISTER = "register"


class Privacy(StrEnum):
    """Who may see a field or a register, from the widest to the narrowest.

    Public: anybody. Internal: whoever works in the institution. Restricted: the roles that the type names, and each
    opening is logged. Never: nobody but who keeps the row, and no list, measure, export or publication uses it.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    NEVER = "never"

    @property
    def strictness(self) -> int:
        """Return how narrow it is: 0 for public, 3 for never."""
        return list(Privacy).index(self)


class Masking(StrEnum):
    """What who may not read a restricted field is shown of it, instead of nothing."""

    INITIALS = "initials"


class DayCount(StrEnum):
    """The days that a deadline counts."""

    WORKING = "working"
    CALENDAR = "calendar"


class Silence(StrEnum):
    """What the law makes of an authority that does not answer in time."""

    NONE = "none"
    GRANTED = "granted"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; ``parent`` is the key of the wider one that it is a kind of. Retired ones stay readable."""

    key: str
    label: str
    parent: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class CountDimension:
    """One way in which a field of counts is opened: by sex, by sector, by age."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The rows of which a field has one of some values: those of one variant of a procedure, for instance."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a field must be filled: always, in states, or where another field's value is one of some."""

    always: bool = False
    states: tuple[str, ...] = ()
    field: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One field of a register type. What a kind does not use stays at its default; the loader proves that.

    ``mask`` (for codes): ``#`` a digit, ``A`` a capital letter, anything else itself. ``sequence`` writes the code by
    itself: ``{year}`` and ``{number:5}``. ``minimum`` and ``maximum`` bound numbers, both included; ``longest`` texts.
    The options of an ``unmixed`` choice measure different things: no measure reads rows of two of them. ``masking`` is
    what the others who work in the institution are shown of a restricted person or text. A row belongs to the unit that
    its first unit field names; one that does not ``keep`` names a unit and leaves the row where it is.
    """

    key: str
    label: str
    kind: FieldKind
    privacy: Privacy = Privacy.INTERNAL
    help: str = ""
    required: Requirement = Requirement()
    sensitive: bool = False
    measure_unit: str = ""
    currency: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    longest: int = LONGEST_TEXT
    mask: str = ""
    sequence: str = ""
    unique: bool = False
    unmixed: bool = False
    options: tuple[Option, ...] = ()
    dimensions: tuple[CountDimension, ...] = ()
    target: LinkTarget | None = None
    target_register: str = ""
    masking: Masking | None = None
    keeps: bool = True

    @cached_property
    def option_by_key(self) -> Mapping[str, Option]:
        """Return the options by key."""
        return {option.key: option for option in self.options}

    def lineage(self, option: str) -> tuple[str, ...]:
        """Return an option and the wider ones above it, the widest last; empty for one that is not there.

        A circle, which the loader refuses, ends where it closes.
        """
        way: list[str] = []
        at: str | None = option
        while at is not None and at in self.option_by_key and at not in way:
            way.append(at)
            at = self.option_by_key[at].parent
        return tuple(way)

    def at_depth(self, option: str, depth: int) -> str:
        """Return the wider option of a depth that an option belongs to, 1 for the widest.

        The option itself where it lies no deeper, and where it is not of the field.
        """
        way = self.lineage(option)
        return way[-depth] if len(way) > depth else option


@dataclass(frozen=True, slots=True)
class RegisterState:
    """A state of a row. Rows begin in the initial one; in a final one there is nothing left to do.

    While a row is in a ``sealed`` one, only the roles that the type names as readers open it, and nobody publishes it:
    it counts in the figures like any other.
    """

    key: str
    label: str
    initial: bool = False
    final: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one state to another: what the button says, which roles may press it, what must be filled before."""

    key: str
    label: str
    origin: str
    destination: str
    roles: tuple[str, ...]
    requires: tuple[str, ...] = ()
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Prolongation:
    """How often a deadline may be prolonged, and by how many of its own days, by going into ``state``."""

    state: str
    days: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class DeadlineVariant:
    """The days that a deadline has for the rows of a case, how they are counted, and the article that says so."""

    when: Case
    days: int
    count: DayCount
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days that run from the first entry into a state until the first entry into one of others.

    The day of the entry does not count. Days spent in a state of ``suspended_in`` do not count either. ``silence`` is
    what follows where nobody answers in time, and ``source`` the article.

    With ``runs_from``, a field of date, the days are counted from the day that it holds, and with ``before`` back from
    it; the row must have entered ``starts`` all the same. ``when`` limits it to some rows, and the first of
    ``variants`` that is a row's puts other days in their place: those of one kind of procedure. A due day that is no
    working day moves as ``workday`` says.
    """

    key: str
    label: str
    starts: str
    ends: tuple[str, ...]
    days: int
    count: DayCount
    suspended_in: tuple[str, ...] = ()
    prolongation: Prolongation | None = None
    silence: Silence = Silence.NONE
    source: LegalSource | None = None
    runs_from: str = ""
    before: bool = False
    when: Case | None = None
    variants: tuple[DeadlineVariant, ...] = ()
    workday: Workday = Workday.STAYS


@dataclass(frozen=True, slots=True)
class PublicView:
    """What anybody may see: columns of the rows (none: no rows), and measures.

    A published count of people or cases below ``smallest`` is suppressed; coordinates keep ``place_decimals`` decimals
    (two are about a kilometre).
    """

    columns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    smallest: int = 5
    place_decimals: int = 2


@dataclass(frozen=True)
class RegisterType:
    """One edition of a register's shape. ``since`` of a register in use is the institution's, not the type's."""

    id: str
    edition: str
    title: str
    plural: str
    fields: tuple[Field, ...]
    states: tuple[RegisterState, ...]
    transitions: tuple[Transition, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    measures: tuple[Measure, ...] = ()
    privacy: Privacy = Privacy.INTERNAL
    readers: tuple[str, ...] = ()
    public: PublicView | None = None
    country: str | None = None
    help: str = ""
    sources: tuple[LegalSource, ...] = ()

    @property
    def reference(self) -> str:
        """Return identifier and edition together."""
        return f"{self.id}@{self.edition}"

    @cached_property
    def field_by_key(self) -> Mapping[str, Field]:
        """Return the fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def state_by_key(self) -> Mapping[str, RegisterState]:
        """Return the states by key."""
        return {state.key: state for state in self.states}

    @cached_property
    def measure_by_key(self) -> Mapping[str, Measure]:
        """Return the measures by key."""
        return {measure.key: measure for measure in self.measures}

    @cached_property
    def deadline_by_key(self) -> Mapping[str, Deadline]:
        """Return the deadlines by key."""
        return {deadline.key: deadline for deadline in self.deadlines}

    @cached_property
    def initial(self) -> str:
        """Return the key of the state in which rows begin."""
        return next(state.key for state in self.states if state.initial)

    @cached_property
    def sealed_states(self) -> tuple[str, ...]:
        """Return the keys of the states that seal a row."""
        return tuple(state.key for state in self.states if state.sealed)

    def moves(self, state: str) -> tuple[Transition, ...]:
        """Return the ways out of a state."""
        return tuple(transition for transition in self.transitions if transition.origin == state)

    def parts_of(self, name: str) -> tuple[Option, ...] | None:
        """Return the options by which a measure is opened: a choice, ``choice.depth`` or ``field.dimension`` of counts.

        ``choice.1`` are the widest options of a tree. Empty for a place, a unit or ``state``, whose parts are not the
        type's to list; None for what opens nothing.
        """
        if name == "state":
            return ()
        key, _point, dimension = name.partition(".")
        field = self.field_by_key.get(key)
        if field is None:
            return None
        if field.kind is FieldKind.COUNTS:
            return next((each.options for each in field.dimensions if each.key == dimension), None)
        if field.kind is FieldKind.CHOICE and dimension.isdecimal():
            return tuple(each for each in field.options if field.at_depth(each.key, int(dimension)) == each.key)
        if dimension or field.kind not in (FieldKind.CHOICE, FieldKind.PLACE, FieldKind.UNIT):
            return None
        return field.options
