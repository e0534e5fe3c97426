"""Transparency duties: what a norm makes an institution publish, item by item, as data. ``methodologies/duties`` holds
one file for each edition of each.

When it falls due is in ``duty_due``, how each item stands in ``duty_standing``, its tables in ``duty_table``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_type import DayCount

FILES = ("data", "metadata", "dictionary")  # the texts that may go out together, in this order
AGED = 30  # days after which an answer is flagged where the duty names no other number


class DutyAnswerKind(StrEnum):
    """What answers an item: a table made from the publication, a release of a register, or what a unit declares."""

    PRODUCED = "produced"
    RELEASED = "released"
    DECLARED = "declared"


class ItemState(StrEnum):
    """How an item of a duty stands. Justified: there is none, and the reason is published.

    Overdue is what was published or justified and is older than the duty allows.
    """

    PUBLISHED = "published"
    JUSTIFIED = "justified"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class DutyRule:
    """How often something is published, and until when.

    Every ``months`` months (0: when something changes), either on ``due_day`` of a month, ``due_months_after`` the
    period's last one (None: its last day), or ``days`` days after the period ends, of those that ``count`` counts. A
    due day that is no working day moves as ``workday`` says. ``fresh_days`` is after how many days an answer is
    flagged as old.
    """

    months: int = 0
    due_day: int | None = None
    due_months_after: int = 1
    days: int | None = None
    count: DayCount = DayCount.CALENDAR
    workday: Workday = Workday.STAYS
    fresh_days: int = AGED
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class DutyInterval:
    """How many calendar days before or after the day of another item an item is done; a notice, a report afterwards."""

    item: str
    days: int
    before: bool = False


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One thing that a duty asks for: a numeral, a letter, a piece of evidence.

    ``group`` is the part or phase that it belongs to and ``side`` who is answerable for it where that is not the
    institution. ``content`` tells in words how often its content changes. ``rule`` takes the place of the duty's.
    """

    key: str
    title: str
    text: str = ""
    kind: DutyAnswerKind = DutyAnswerKind.DECLARED
    table: str = ""
    register: str = ""
    group: str = ""
    side: str = ""
    content: str = ""
    rule: DutyRule | None = None
    interval: DutyInterval | None = None
    source: LegalSource | None = None


class RowKind(StrEnum):
    """What a table has one row of, of those that a publication holds."""

    GOAL = "goal"  # an element of a plan with one of its indicators; one without any has a row of its own
    UNIT = "unit"
    PLAN = "plan"
    PROJECT = "project"
    BUDGET_LINE = "budget_line"


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A column with its official heading: the first of ``fields`` that has something, or a ``fixed`` text.

    With neither it is empty always: no publication holds what it asks for. ``empty`` is the word that stands where
    there is nothing, the table's own where blank. ``text`` says what it is.
    """

    heading: str
    fields: tuple[str, ...] = ()
    fixed: str = ""
    empty: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DutyBand:
    """A heading between rows: those whose unit has one of some process types (keys of the process catalogue)."""

    title: str
    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A line of two cells below a table or in its metadata: a label, and a fact or a ``fixed`` text."""

    label: str
    fact: str = ""
    fixed: str = ""


@dataclass(frozen=True)
class DutyTable:
    """An official table: what stands above it, its columns, its bands, what stands below, and how it goes out as files.

    ``requires`` are fields of which at least one row must have all: a table of what was spent answers nothing while no
    row tells any. ``roles`` limit the rows of goals to levels of these roles (none: every element). ``empty`` stands in
    a cell of which nobody said anything, ``empty_text`` says so in the dictionary. ``files`` are the three texts that
    go out together (data, metadata, dictionary), by the name that each has in ``file_name``, which may hold {MONTH}
    and {FILE}; none where the table goes out alone.
    """

    key: str
    title: str
    rows: RowKind
    columns: tuple[DutyColumn, ...]
    lines: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    bands: tuple[DutyBand, ...] = ()
    closing: tuple[DutyLine, ...] = ()
    footer: tuple[DutyLine, ...] = ()
    empty: str = ""
    empty_text: str = ""
    text: str = ""
    encoding: str = "utf-8-sig"
    separator: str = ","
    files: tuple[str, ...] = ()
    file_name: str = ""
    source: LegalSource | None = None


class ScoreMeasure(StrEnum):
    """What a part of a score looks at in each item, each between 0 and 1.

    Complete: 1 where it is complete and current, a half where it is one of both, 0 where there is nothing. Open: 1 in
    an open format. On time: 1 where it was published by the due day. Checked: 1 where somebody opened its links.
    """

    COMPLETE = "complete"
    OPEN = "open"
    ON_TIME = "on_time"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of a score: what the authority calls it, what it looks at, and what it weighs."""

    key: str
    title: str
    measure: ScoreMeasure
    weight: Decimal
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class DutyScore:
    """How an authority marks a duty, as far as it can be computed beforehand. ``formats`` are the open ones."""

    name: str
    parts: tuple[ScorePart, ...]
    formats: tuple[str, ...]
    source: LegalSource | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class DutyRecipient:
    """Somebody to whom a duty says that it is sent in writing."""

    key: str
    name: str


@dataclass(frozen=True)
class Duty:
    """One edition of a duty. ``binds`` are the kinds of institution, ``since`` and ``until`` its first and last day.

    After ``until`` nothing of it falls due; what was published stays.
    """

    id: str
    edition: str
    title: str
    short_title: str
    country: str
    binds: tuple[str, ...]
    source: LegalSource
    rule: DutyRule
    items: tuple[DutyItem, ...]
    text: str = ""
    tables: tuple[DutyTable, ...] = ()
    score: DutyScore | None = None
    recipients: tuple[DutyRecipient, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def reference(self) -> str:
        """Return identifier and edition together."""
        return f"{self.id}@{self.edition}"

    @property
    def address(self) -> str:
        """Return what names it in an address, its identifier without the country."""
        return self.id.partition(".")[2]

    @cached_property
    def item_by_key(self) -> Mapping[str, DutyItem]:
        """Return the items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def table_by_key(self) -> Mapping[str, DutyTable]:
        """Return the tables by key."""
        return {table.key: table for table in self.tables}

    def rule_of(self, item: DutyItem) -> DutyRule:
        """Return the rule of an item: its own, or the duty's."""
        return item.rule or self.rule

    def holds_on(self, day: date) -> bool:
        """Tell whether something of it falls due on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def item_of(self, table: str) -> DutyItem | None:
        """Return the item that a table answers, None where none does."""
        return next((item for item in self.items if item.table == table), None)
