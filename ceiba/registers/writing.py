"""Writing rows of one register, one or thousands: read, judge, number, keep. Every verb and import goes this way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Refused, at_end
from ceiba.kernel.register_check import problems
from ceiba.kernel.register_record import FieldValue, Record, RecordProblem, StateChange
from ceiba.kernel.register_text import UnreadableValue, read_value, write_value
from ceiba.kernel.register_type import Field, FieldKind, Privacy
from ceiba.registers.checks import DOUBLED, NO_FIELD, NOT_YET, NOT_YOURS, Known
from ceiba.registers.codes import Sequences, Taken, taken, unique_values
from ceiba.registers.columns import Shape, columns, main_moment
from ceiba.registers.measuring import measure_bound
from ceiba.registers.models import Register, RegisterRow, TakenValue
from ceiba.registers.queries_types import type_of
from ceiba.registers.tallies import Tallies

BATCH = 500  # rows written by one statement
FREE = frozenset({FieldKind.TEXT, FieldKind.PERSON, FieldKind.FILE})  # what is written freely, or names somebody


@dataclass(frozen=True)
class Draft:
    """A row as somebody gives it: texts by field, as ``kernel.register_text`` writes them, and how it came to be.

    Without ``history`` it enters the initial state now. ``name`` is what problems call it: the row of a sheet.
    """

    values: Mapping[str, str]
    history: tuple[StateChange, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Judged:
    """A draft with what it reads as and everything that is wrong with it; it is written only where that is nothing."""

    draft: Draft
    record: Record
    problems: tuple[RecordProblem, ...]


class RowRefused(Refused):
    """A row that cannot be written; ``problems`` say of each field what to mend."""

    def __init__(self, found: Iterable[RecordProblem]) -> None:
        self.problems = tuple(found)
        super().__init__(" ".join(map(problem_words, self.problems)))


def problem_words(problem: RecordProblem) -> str:
    """Return a problem as a sentence in the reader's language."""
    return _(problem.message) % problem.facts


def now() -> datetime:
    """Return the moment on the institution's clock, without zone, to the minute."""
    return timezone.localtime().replace(tzinfo=None, second=0, microsecond=0)


class RowBook:
    """One register in the hands of somebody who writes: locked until the transaction ends, one writer at a time."""

    def __init__(self, actor: Actor, register: Register) -> None:
        locked = Register.objects.select_for_update(of=("self",)).select_related("edition", "unit", "institution")
        self.actor = actor
        self.register: Register = locked.defer("edition__content").get(pk=register.pk)
        self.type = type_of(self.register.edition)
        self.shape = Shape(self.type, self.register.facets)
        self.calendar = work_calendar(self.register.institution)
        self.tallies = Tallies(self.register)
        self.now = now()
        self._empty = not self.register.last_number
        at_end(self._measure)

    def _measure(self) -> None:
        """Write the figures of the indicators whose tallies moved; of every period once the first row is there."""
        begun = self._empty and bool(self.register.last_number)
        measure_bound(self.register, None if begun else self.tallies.moved)

    # ---- what is given ----

    def read(self, name: str, texts: Mapping[str, str]) -> tuple[dict[str, FieldValue], list[RecordProblem]]:
        """Return the values of texts by field, and what cannot be read; a blank text is no value."""
        values: dict[str, FieldValue] = {}
        found = []
        for key, text in texts.items():
            field = self.type.field_by_key.get(key)
            if field is None:
                found.append(RecordProblem(name, key, text, NO_FIELD, {"field": key}))
            elif text.strip():
                try:
                    values[key] = read_value(field, text)
                except UnreadableValue as problem:
                    facts = {"label": field.label, **problem.facts}
                    found.append(RecordProblem(name, key, text, problem.message, facts))
        return values, found

    def judged(self, drafts: Sequence[Draft]) -> list[Judged]:
        """Return each draft with what is wrong with it; good ones hold the codes that they will be written with.

        A constant number of queries. Two drafts with one unique value: the second is told of it.
        """
        given = [self.read(draft.name, draft.values) for draft in drafts]
        known = Known(self.register.institution, self.type, [values for values, _problems in given])
        held = taken(self.register, (pair for values, _p in given for pair in unique_values(self.type, values).items()))
        sequences, found = Sequences(self.register, self.type), []
        for draft, (values, unread) in zip(drafts, given, strict=True):
            history = draft.history or (StateChange(self.type.initial, self.now),)
            record = Record(draft.name, self.type.id, history[-1].state, values, history)
            record = self._numbered(record, sequences)
            wrong = [*unread, *self._wrong(record, known, held, unread)]
            if not wrong:
                held |= dict.fromkeys(unique_values(self.type, record.values).items(), -1)
                sequences.learn(record.values)
            found.append(Judged(draft, record, tuple(wrong)))
        return found

    def _numbered(self, record: Record, sequences: Sequences) -> Record:
        """Return a row with the codes that nobody wrote; their year is that of its main date."""
        missing = [field for field in sequences.fields if field.key not in record.values]
        if not missing:
            return record
        year = main_moment(self.shape, record)[0].year
        codes = {field.key: sequences.next(field, year) for field in missing}
        return Record(record.key, record.register, record.state, {**record.values, **codes}, record.history)

    def _wrong(
        self, record: Record, known: Known, held: Taken, unread: Sequence[RecordProblem]
    ) -> Iterator[RecordProblem]:
        told = {problem.field for problem in unread}
        yield from (
            problem for problem in problems(record, self.type) if problem.field not in told or not problem.field
        )
        yield from known.problems(record.key, record.values)
        yield from self.doubled(record, held)
        yield from self.early(record)
        unit = self.unit_of(record, known)
        if not self.writes(unit):
            field = self.shape.first(FieldKind.UNIT)
            yield RecordProblem(record.key, field.key if field else "", "", NOT_YOURS)

    def doubled(self, record: Record, held: Taken, own: int | None = None) -> Iterator[RecordProblem]:
        """Yield the unique values of a row that another one holds; ``own`` is its primary key where it has one."""
        for key, value in unique_values(self.type, record.values).items():
            if held.get((key, value), own) != own:
                told = write_value(record.values[key])
                facts = {"value": told, "label": self.type.field_by_key[key].label}
                yield RecordProblem(record.key, key, told, DOUBLED, facts)

    def early(self, record: Record) -> Iterator[RecordProblem]:
        """Yield entries into states that lie ahead."""
        for change in record.history:
            if change.at > self.now:
                told = write_value(change.at)
                yield RecordProblem(record.key, "", told, NOT_YET, {"value": told})

    def unit_of(self, record: Record, known: Known) -> int | None:
        """Return the primary key of the unit that a row is of: the one that it names, else the register's."""
        field = self.shape.first(FieldKind.UNIT)
        named = known.units.get(str(record.values.get(field.key))) if field else None
        return named if named is not None else self.register.unit_id

    def writes(self, unit: int | None) -> bool:
        """Tell whether the writer may write rows of a unit: in a restricted register only who may also read them."""
        reads = self.type.privacy is not Privacy.RESTRICTED or self.actor.holds(self.type.readers, unit)
        return reads and self.actor.holds(PERMISSIONS["record.write"], unit)

    # ---- what is kept ----

    def add(self, judged: Sequence[Judged]) -> list[RegisterRow]:
        """Write judged drafts that have no problem, in order, and move the tallies; ``Refused`` in a closed register.

        A constant number of queries for each ``BATCH`` of rows. Whoever calls tells the history.
        """
        if self.register.ends is not None and self.register.ends < self.now.date():
            raise Refused(_("Este registro se cerró; ya no recibe filas."))
        known = Known(self.register.institution, self.type, ())
        at, sequences = timezone.now(), Sequences(self.register, self.type)
        rows = []
        for number, one in enumerate(judged, self.register.last_number + 1):
            assert not one.problems, one
            key = f"{self.register.key}-{number}"
            made = columns(one.record, self.shape, self.calendar, known.units, self.register.unit_id)
            row = RegisterRow(institution=self.register.institution, register=self.register, key=key, number=number)
            row.edition, row.kept_by, row.at, row.changed_at = self.register.edition, self.actor.person, at, at
            for name, value in made.items():
                setattr(row, name, value)
            sequences.learn(one.record.values)
            rows.append(row)
        RegisterRow.objects.bulk_create(rows, BATCH)
        sequences.write()
        Register.objects.filter(pk=self.register.pk).update(last_number=self.register.last_number + len(rows))
        self.register.last_number += len(rows)
        held = []
        for row, one in zip(rows, judged, strict=True):
            record = one.record
            self.tallies.give(row.pk, Record(row.key, record.register, record.state, record.values, record.history))
            held += self.holding(row.pk, record)
        TakenValue.objects.bulk_create(held, BATCH)
        self.tallies.write()
        return rows

    def holding(self, row: int, record: Record) -> list[TakenValue]:
        """Return what a row (its primary key) holds for itself alone, to be written."""
        values = unique_values(self.type, record.values)
        return [TakenValue(register=self.register, field=key, value=value, row_id=row) for key, value in values.items()]


def open_fields(fields: Iterable[Field]) -> frozenset[str]:
    """Return the keys of the fields that anybody in the institution may read, and its history may tell."""
    return frozenset(field.key for field in fields if field.privacy in (Privacy.PUBLIC, Privacy.INTERNAL))


def told_values(
    register_fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Any, Any]:
    """Return two sides of a change for the history, by label: open fields with their values, of the others the name.

    The history can never be rewritten, and a rule of retention has to be able to forget: of what people write freely,
    and of names, it tells that they changed.
    """
    seen = open_fields(register_fields)
    different = [field for field in register_fields if before.get(field.key, "") != after.get(field.key, "")]
    shown = [field for field in different if field.key in seen and field.kind not in FREE]
    sides = [{field.label: side.get(field.key, "") for field in shown} for side in (before, after)]
    if texts := [field.label for field in different if field.key in seen and field.kind in FREE]:
        sides[1]["texts"] = ", ".join(texts)
    if hidden := [field.label for field in different if field.key not in seen]:
        sides[1]["restricted"] = ", ".join(hidden)
    return sides[0], sides[1]
