"""Some rows of a sheet beside what the register keeps: who they are, what becomes of each, and writing it in sets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from ceiba.exchange.readers.records.identity import CODED, KEYED, digest_of
from ceiba.exchange.readers.records.rows import RecordReader
from ceiba.exchange.register_sheet import Outcome, RowAnswer, RowReading, SheetProblem, SheetRules
from ceiba.kernel.register_record import Record, RecordProblem
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import FieldKind, LinkTarget
from ceiba.kernel.text import _
from ceiba.registers.checks import Known
from ceiba.registers.codes import taken, unique_values
from ceiba.registers.columns import columns, main_moment
from ceiba.registers.models import RegisterRow, RowChange, TakenValue
from ceiba.registers.models_sheets import SheetIdentity
from ceiba.registers.queries_rows import Reader, record_of
from ceiba.registers.writing import BATCH, Draft, Judged, RowBook

_WITHDRAWN = _("esta fila se retiró del registro; devuélvala si debe contar, o quítela de la hoja.")
_UNKNOWN_KEY = _("ninguna fila del registro tiene esa clave; déjela vacía si la fila es nueva.")
_HIDDEN = _("usted no puede cambiar «%(label)s» de esta fila, que es reservado; quite la columna.")
_NOT_YOURS = _("la fila es de otra unidad y usted no puede cambiarla; pídaselo a esa unidad.")


@dataclass
class Answered:
    """A row of a sheet with its answer; ``kept`` is its row in the register, ``judged`` what is to be written anew."""

    reading: RowReading
    answer: RowAnswer
    kept: RegisterRow | None = None
    judged: Judged | None = None


class Batch:
    """Some rows of a sheet, in order, with the register locked by ``book``: answered at once, written on demand."""

    def __init__(self, book: RowBook, reader: RecordReader, rules: SheetRules, newest: int) -> None:
        self._book, self._reader, self._rules, self._newest = book, reader, rules, newest
        self._sees = Reader(book.actor, book.register)

    def answered(self, readings: Sequence[RowReading]) -> list[Answered]:
        """Return what becomes of each row: a constant number of queries, whatever their number."""
        readings = self._linked(readings)
        kept = self._kept(readings)
        found = [self._answered(reading, kept.get(reading.identity)) for reading in readings]
        fresh = [one for one in found if one.answer.outcome is Outcome.TAKEN]
        drafts = [self._draft(one) for one in fresh]
        for one, judged in zip(fresh, self._book.judged(drafts) if drafts else (), strict=True):
            one.judged = judged
            if judged.problems:
                told = tuple(self._told(one.reading.line, problem) for problem in judged.problems)
                one.answer = RowAnswer(Outcome.REFUSED, None, told)
        self._judge_changed([one for one in found if one.answer.outcome is Outcome.CHANGED])
        return found

    def write(self, answered: Sequence[Answered]) -> None:
        """Write what is taken and what is changed, and move the tallies once."""
        fresh = [one for one in answered if one.answer.outcome is Outcome.TAKEN and one.judged is not None]
        rows = self._book.add([one.judged for one in fresh if one.judged is not None]) if fresh else []
        identities = [
            SheetIdentity(register=self._book.register, identity=one.reading.identity, row=row)
            for one, row in zip(fresh, rows, strict=True)
            if one.reading.identity[0] not in (CODED, KEYED)
        ]
        SheetIdentity.objects.bulk_create(identities, BATCH, ignore_conflicts=True)
        self._write_changed([one for one in answered if one.answer.outcome is Outcome.CHANGED])

    # ---- who a row is ----

    def _kept(self, readings: Sequence[RowReading]) -> dict[str, RegisterRow]:
        """Return the rows that are kept already by the identity of the sheet's."""
        named = {one.identity: one for one in readings if one.identity and not one.problems}
        rows = RegisterRow.objects.filter(register=self._book.register)
        found: dict[str, RegisterRow] = {}
        keys = [identity[1:] for identity in named if identity[0] == KEYED]
        for row in rows.filter(key__in=keys) if keys else ():
            found[KEYED + row.key] = row
        pairs = list(self._codes(named))
        held = taken(self._book.register, pairs) if pairs else {}
        by_pk = {row.pk: row for row in rows.filter(pk__in=held.values())} if held else {}
        for field, value in pairs:
            if (field, value) in held:
                found[f"{CODED}{field}:{value}"] = by_pk[held[field, value]]
        others = [identity for identity in named if identity[0] not in (CODED, KEYED)]
        if others:
            known = SheetIdentity.objects.filter(register=self._book.register, identity__in=others)
            found |= {one.identity: one.row for one in known.select_related("row")}
            found |= dict(self._alike([named[identity] for identity in others if identity not in found]))
        return found

    @staticmethod
    def _codes(identities: Iterable[str]) -> Iterator[tuple[str, str]]:
        for identity in identities:
            if identity[0] == CODED:
                field, _colon, value = identity[1:].partition(":")
                yield field, value

    def _alike(self, readings: Sequence[RowReading]) -> Iterator[tuple[str, RegisterRow]]:
        """Yield rows that stood here before the sheet began and say the same, though they came another way."""
        if not readings or not self._newest:
            return
        shape = self._book.shape
        days = {main_moment(shape, one.record)[0] for one in readings if one.record.values and self._dated(one.record)}
        if not days:
            return
        rows = RegisterRow.objects.filter(
            register=self._book.register, day__in=sorted(days), number__lte=self._newest, withdrawn=False
        )
        fields = self._rules.identity or self._reader.fields
        there: dict[str, RegisterRow] = {}
        for row in rows.order_by("number"):
            there.setdefault(digest_of(record_of(row, self._book.type), fields), row)
        for one in readings:
            row = there.get(one.identity[1:])
            if row is not None:
                yield one.identity, row

    def _dated(self, record: Record) -> bool:
        field = self._book.shape.first(FieldKind.DATE, FieldKind.DATE_TIME)
        return field is not None and field.key in record.values

    def _linked(self, readings: Sequence[RowReading]) -> list[RowReading]:
        """Return the rows with the codes of linked rows as their keys; one query for each field of links."""
        found = list(readings)
        for field in self._book.type.fields:
            if field.target is not LinkTarget.REGISTER or field.key not in self._reader.fields:
                continue
            wanted = {str(one.record.values[field.key]) for one in found if field.key in one.record.values}
            rows = RegisterRow.objects.of(self._book.register.institution).filter(
                register__key=field.target_register, withdrawn=False, code__in=sorted(wanted)
            )
            keys = dict(rows.order_by("-number").values_list("code", "key"))
            found = [_with_keys(one, field.key, keys) for one in found]
        return found

    # ---- what becomes of it ----

    def _answered(self, reading: RowReading, kept: RegisterRow | None) -> Answered:
        if not reading.problems and kept is None and reading.key:
            problem = self._reader.problem(reading.line, ":key", reading.key, _UNKNOWN_KEY, {})
            return Answered(reading, RowAnswer(Outcome.REFUSED, None, (problem,)))
        if not reading.problems and kept is not None and kept.withdrawn:
            problem = SheetProblem(reading.line, "", "", kept.code or kept.key, _WITHDRAWN)
            return Answered(reading, RowAnswer(Outcome.REFUSED, None, (problem,)), kept)
        record = record_of(kept, self._book.type) if kept is not None else None
        # A new row is judged by the register's own book, once, below.
        return Answered(reading, self._reader.answer(reading, record, judge=kept is not None), kept)

    def _draft(self, one: Answered) -> Draft:
        record = one.answer.record
        assert record is not None
        texts = {key: write_value(value) for key, value in record.values.items()}
        return Draft(texts, record.history, str(one.reading.line))

    def _told(self, line: int, problem: RecordProblem) -> SheetProblem:
        return self._reader.problem(line, problem.field or ":state", problem.value, problem.message, problem.facts)

    def _judge_changed(self, changed: Sequence[Answered]) -> None:
        """Refuse changes that the register, its units or its other rows do not allow."""
        records = [one.answer.record for one in changed if one.answer.record is not None]
        known = Known(self._book.register.institution, self._book.type, [record.values for record in records])
        pairs = {pair for record in records for pair in unique_values(self._book.type, record.values).items()}
        held = taken(self._book.register, pairs) if pairs else {}
        for one in changed:
            record, row = one.answer.record, one.kept
            assert record is not None
            assert row is not None
            found = [self._told(one.reading.line, problem) for problem in known.problems(row.key, record.values)]
            found += [self._told(one.reading.line, p) for p in self._book.doubled(record, held, row.pk)]
            found += [self._told(one.reading.line, problem) for problem in self._book.early(record)]
            found += self._forbidden(one, record, row, known)
            if found:
                one.answer = RowAnswer(Outcome.REFUSED, None, tuple(found))

    def _forbidden(self, one: Answered, record: Record, row: RegisterRow, known: Known) -> Iterator[SheetProblem]:
        units = (row.unit_id, self._book.unit_of(record, known))
        if not all(self._book.writes(unit) for unit in units):
            yield SheetProblem(one.reading.line, "", "", row.code or row.key, _NOT_YOURS)
        before = record_of(row, self._book.type).values
        for field in self._book.type.fields:
            if before.get(field.key) != record.values.get(field.key) and not self._sees.may_see(field, row):
                yield self._reader.problem(one.reading.line, field.key, "", _HIDDEN, {"label": field.label})

    # ---- changes ----

    def _write_changed(self, changed: Sequence[Answered]) -> None:
        if not changed:
            return
        book, at = self._book, timezone.now()
        known = Known(book.register.institution, book.type, ())
        rows, changes, holding = [], [], []
        for one in changed:
            record, row = one.answer.record, one.kept
            assert record is not None
            assert row is not None
            before, was = dict(row.values), record_of(row, book.type)
            book.tallies.take(row.pk, was)
            book.tallies.give(row.pk, record)
            made = columns(record, book.shape, book.calendar, known.units, book.register.unit_id)
            made["values"] = {k: v for k, v in before.items() if k not in book.type.field_by_key} | made["values"]
            entered = record.state if record.state != row.state else ""
            for name, value in made.items():
                setattr(row, name, value)
            row.edition, row.version, row.changed_at = book.register.edition, row.version + 1, at
            rows.append(row)
            keys = [key for key in {**before, **row.values} if before.get(key) != row.values.get(key)]
            sides = [{key: side.get(key, "") for key in keys} for side in (before, row.values)]
            changes.append(
                RowChange(
                    row=row, at=at, by=book.actor.person, kind="import", state=entered, before=sides[0], after=sides[1]
                )
            )
            if unique_values(book.type, was.values) != unique_values(book.type, record.values):
                holding.append((row.pk, record))
        made_names = [*made, "edition", "version", "changed_at"]
        RegisterRow.objects.bulk_update(rows, made_names, batch_size=BATCH)
        RowChange.objects.bulk_create(changes, BATCH)
        TakenValue.objects.filter(row__in=[pk for pk, _record in holding]).delete()
        TakenValue.objects.bulk_create([held for pk, record in holding for held in book.holding(pk, record)])
        book.tallies.write()


def _with_keys(reading: RowReading, field: str, keys: dict[str, str]) -> RowReading:
    told = reading.record.values.get(field)
    if not isinstance(told, str) or told not in keys:
        return reading
    values = {**reading.record.values, field: keys[told]}
    return replace(reading, record=replace(reading.record, values=values))
