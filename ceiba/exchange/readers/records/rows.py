"""Each row of a sheet read as what it says of a record, and answered against the record that is kept already."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from ceiba.exchange.readers.records.history import history_of
from ceiba.exchange.readers.records.identity import Repeats
from ceiba.exchange.readers.records.names import Names, offered
from ceiba.exchange.readers.records.values import CellReader
from ceiba.exchange.readers.rows.cells import SheetCell, SheetRow, shown_text
from ceiba.exchange.readers.sheets.cells import column_letters
from ceiba.exchange.register_sheet import (
    ENTERED,
    KEY,
    PART,
    STATE,
    Outcome,
    RowAnswer,
    RowReading,
    SheetContext,
    SheetLayout,
    SheetProblem,
    SheetRules,
    as_moment,
    main_moment,
)
from ceiba.kernel.register_check import problems as record_problems
from ceiba.kernel.register_masking import is_mask_of
from ceiba.kernel.register_record import FieldValue, Record
from ceiba.kernel.register_text import UnreadableValue, write_value
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import _, fold, squeeze

_SHOWN = 80  # characters of a value in a problem


class RecordReader:
    """Reads the rows of one sheet in order, and remembers which it has seen."""

    def __init__(
        self, register: RegisterType, layout: SheetLayout, rules: SheetRules, context: SheetContext | None = None
    ) -> None:
        self._register, self._layout, self._rules = register, layout, rules
        self._cells = CellReader(rules, context or SheetContext())
        self._headings = {column: fold(text) for column, text in layout.headings.items()}
        self._states = Names((state.key, (state.label,)) for state in register.states)
        self._repeats = Repeats(register, rules, self.fields)
        self._columns: dict[str, dict[str, int]] = {}
        self._own: dict[str, int] = {}
        self._entered: dict[str, int] = {}
        for column, target in layout.columns.items():
            name, _mark, part = target.partition(PART)
            if target in (KEY, STATE):
                self._own[target] = column
            elif target.startswith(ENTERED):
                self._entered[target.removeprefix(ENTERED)] = column
            elif name in register.field_by_key:
                self._columns.setdefault(name, {})[part] = column

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that the sheet has columns of, in the order of the type."""
        named = {target.partition(PART)[0] for target in self._layout.columns.values()}
        return tuple(field.key for field in self._register.fields if field.key in named)

    def read(self, row: SheetRow) -> RowReading | None:
        """Return what a row says; None for one that is none: above the data, empty, or the headings once more."""
        used = {column: row.cells[column] for column in self._layout.columns if column in row.cells}
        if row.number <= self._layout.header or not any(shown_text(cell).strip() for cell in used.values()):
            return None
        if all(fold(shown_text(cell)) == self._headings.get(column) for column, cell in row.cells.items()):
            return None
        problems: list[SheetProblem] = []
        values = dict(self._values(row, problems))
        state = self._state(row, problems)
        entered = dict(self._moments(row, problems))
        key = squeeze(shown_text(row.cells.get(self._own.get(KEY, -1))))
        record = Record(key, self._register.id, state or self._register.initial, values)
        identity = ""
        if not problems:
            identity, problem = self._repeats.identity(row.number, key, record)
            problems += [problem] if problem is not None else []
        blank = frozenset(name for name in self._columns if name not in values)
        return RowReading(row.number, key, state, record, entered, identity, blank, tuple(problems))

    # --- cells ----------------------------------------------------------------------------------------------------

    def _values(self, row: SheetRow, problems: list[SheetProblem]) -> Iterator[tuple[str, FieldValue]]:
        for name, columns in self._columns.items():
            cells: Mapping[str, SheetCell] = {
                part: row.cells[column]
                for part, column in columns.items()
                if column in row.cells and shown_text(row.cells[column]).strip()
            }
            if not cells:
                continue
            field = self._register.field_by_key[name]
            try:
                yield name, self._cells.value(field, cells)
            except UnreadableValue as unread:
                problems.append(self._problem(row, columns[next(iter(cells))], unread))

    def _state(self, row: SheetRow, problems: list[SheetProblem]) -> str:
        column = self._own.get(STATE)
        text = "" if column is None else shown_text(row.cells.get(column)).strip()
        if not text or column is None:
            return ""
        found = self._states.find(text)
        if found is None:
            message = _("no es un estado del registro; use uno de: %(names)s.")
            names = offered(state.label for state in self._register.states)
            problems.append(self._problem(row, column, UnreadableValue(message, {"names": names})))
        return found or ""

    def _moments(self, row: SheetRow, problems: list[SheetProblem]) -> Iterator[tuple[str, datetime]]:
        for state, column in self._entered.items():
            cell = row.cells.get(column)
            if cell is None or not shown_text(cell).strip():
                continue
            try:
                yield state, self._cells.moment(cell)
            except UnreadableValue as unread:
                problems.append(self._problem(row, column, unread))

    def _problem(self, row: SheetRow, column: int, unread: UnreadableValue) -> SheetProblem:
        value = shown_text(row.cells.get(column))
        heading = self._layout.headings.get(column, "")
        return SheetProblem(row.number, column_letters(column), heading, _short(value), unread.message, unread.facts)

    # --- answers --------------------------------------------------------------------------------------------------

    def answer(self, reading: RowReading, kept: Record | None, *, judge: bool = True) -> RowAnswer:
        """Return what becomes of a row beside the record that is kept of it, None where there is none yet.

        Without ``judge`` its record is not held against its type: whoever writes it does.
        """
        if reading.problems:
            return RowAnswer(Outcome.REFUSED, None, reading.problems)
        values = dict(kept.values) if kept is not None else {}
        if self._rules.erases:
            values = {name: value for name, value in values.items() if name not in reading.blank}
        before = dict(values)
        for name, value in reading.record.values.items():
            old, field = values.get(name), self._register.field_by_key[name]
            if old is None or not (_same(old, value) or is_mask_of(field, value, old)):
                values[name] = value
        state = reading.state or (kept.state if kept is not None else _last_entered(self._register, reading))
        begun = as_moment(values.get(main_moment(self._register) or ""))
        try:
            before_it = kept.history if kept else ()
            history = history_of(self._register, state, reading.entered, begun, before_it, at_once=self._rules.at_once)
        except UnreadableValue as unread:
            return self._refused(reading, STATE, state, unread.message, unread.facts)
        record = Record(kept.key if kept is not None else reading.key, self._register.id, state, values, history)
        problems = tuple(self._told(reading, record)) if judge else ()
        if problems:
            return RowAnswer(Outcome.REFUSED, None, problems)
        if kept is None:
            return RowAnswer(Outcome.TAKEN, record)
        same = before == values and before == dict(kept.values) and state == kept.state and history == kept.history
        return RowAnswer(Outcome.UNCHANGED if same else Outcome.CHANGED, record)

    def _told(self, reading: RowReading, record: Record) -> Iterator[SheetProblem]:
        """Yield what is wrong with a record, at the columns where it stands; a code that is given later is no lack."""
        for problem in record_problems(record, self._register):
            field = self._register.field_by_key.get(problem.field)
            if field is None or problem.value or not field.sequence or field.key in record.values:
                yield self.problem(reading.line, problem.field or STATE, problem.value, problem.message, problem.facts)

    def _refused(
        self, reading: RowReading, target: str, value: str, message: str, facts: Mapping[str, str]
    ) -> RowAnswer:
        return RowAnswer(Outcome.REFUSED, None, (self.problem(reading.line, target, value, message, facts),))

    def problem(self, line: int, target: str, value: str, message: str, facts: Mapping[str, str]) -> SheetProblem:
        """Return a problem of a row at the first column that holds a field, or at none where the sheet lacks it."""
        places = self._columns.get(target, {"": self._own[target]} if target in self._own else {})
        column = next(iter(places.values()), None)
        if column is None:
            return SheetProblem(line, "", "", _short(value), message, facts)
        return SheetProblem(
            line, column_letters(column), self._layout.headings.get(column, ""), _short(value), message, facts
        )


def _last_entered(register: RegisterType, reading: RowReading) -> str:
    """Return the state of a new row that names none: the last that it dates, else the initial one."""
    places = {key: place for place, key in enumerate(register.state_by_key)}
    return max(reading.entered, key=lambda state: (reading.entered[state], places[state]), default=register.initial)


def _same(kept: FieldValue, told: FieldValue) -> bool:
    """Tell whether two values are one; blanks of a text do not matter, nor do zeros at the end of decimals."""
    if isinstance(kept, str) and isinstance(told, str):
        return squeeze(kept) == squeeze(told)
    return type(kept) is type(told) and (kept == told or _plain(kept) == _plain(told))


def _plain(value: FieldValue) -> str:
    return squeeze(write_value(value))


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
