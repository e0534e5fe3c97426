"""Tables whose rows are elements and indicators: a column a level, an empty cell carries the element above it on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ceiba.exchange.extraction.cells import items, without_label
from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.content import is_nothing
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, MoneyRow, UnitDraft
from ceiba.exchange.extraction.headers import NEARLY, phrases_of
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.money_tables import as_printed
from ceiba.exchange.extraction.open_matrix import ALIGNMENT, CODE, LEVEL
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.printed import Printed, digits_of
from ceiba.exchange.extraction.row_indicators import Block, Measured, RowReader, blocks
from ceiba.exchange.extraction.rows import Row
from ceiba.exchange.extraction.tables import Grid
from ceiba.exchange.extraction.totals import is_total
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.plan import Alignment
from ceiba.kernel.text import fold, squeeze

_PREFIX = re.compile(
    r"(?P<code>(?:[A-Z]{1,4}\.?){1,3}\s?\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})+|0\d{1,7}|\d{4,8})\s*[.:\-–]?\s+(?=[A-ZÁÉÍÓÚÑ“])"
    r"|(?P<number>\d{1,2})[.)]\s+(?=[A-ZÁÉÍÓÚÑ“])"
)
_GOAL_CODE = re.compile(r"(?:(?:ODS|Objetivo|Meta)\s*)?(\d{1,2}(?:\.(?:\d{1,2}|[a-z]))?)\b")
_CARRIED = frozenset({Role.AXIS, Role.LINE})
_RESULTS = frozenset({Role.GOAL, Role.OUTCOME, Role.OUTPUT, Role.SUBOUTPUT})
_COUNTED = frozenset({"result", "product"})
_GUESSED = 0.6
_REMEMBERED = 8  # indicators that a next row may repeat


class Matrix:
    """Reads one table of elements into the outline.

    ``before`` is the matrix that this one continues on a new page: what was open there is open here. ``printed`` knows
    the elements of the document so far: an upper element that comes back is the same one. ``guessed`` tells that the
    columns were told by their content alone.
    """

    def __init__(
        self,
        grid: Grid,
        outline: Outline,
        grammar: Grammar,
        methodology: Methodology,
        separator: str,
        before: "Matrix | None" = None,
        *,
        printed: Printed | None = None,
        guessed: bool = False,
    ) -> None:
        self._grid, self._outline, self._grammar = grid, outline, grammar
        self._methodology, self._separator, self._guessed = methodology, separator, guessed
        names = list(dict.fromkeys(name for name in grid.columns if name and name.startswith(LEVEL)))
        found = {name: level for name in names if (level := self._level(name)) is not None}
        self._levels = {name: found[name] for name in self._in_order(found)}
        self._places = {name: grid.columns.index(name) for name in self._levels}
        self._open: dict[str, list[ElementDraft]] = before._open if before else {}
        self._seen: dict[tuple[str, int, str], list[ElementDraft]] = before._seen if before else {}
        self._lower = self._lower_levels()
        self._blocks = blocks(grid, self._terms())
        self._reader = RowReader(grid, methodology, separator)
        self._printed = printed or Printed()
        self._unit = ""
        self._said: list[tuple[int, IndicatorReading, tuple[tuple[int, Decimal], ...]]] = []
        self._head: ElementDraft | None = before._head if before else None
        self._logical = False  # the rows are the levels of a logical framework: «Fin», «Propósito», «Componente»
        self.indicators: list[IndicatorDraft] = []
        self.money: list[MoneyRow] = []
        self.units: list[UnitDraft] = []
        self._unit_names: set[str] = set()

    def read(self) -> list[IndicatorDraft]:
        """Add the elements of every row, left to right, each under the element to its left; return the indicators."""
        for row in self._grid.rows:
            if row.section:
                self._section(row)
                continue
            if self._is_sum(row):
                continue
            elements = self._labelled(row) if "level" in self._grid.columns else self._leveled(row)
            if elements is not None:
                self._align(row, elements)
                self._costs(row, elements)
                self._answers(row, elements)
            self._measure(row, elements or [])
        return self.indicators

    # --- elements -----------------------------------------------------------------------------------------------

    def _in_order(self, levels: dict[str, Level]) -> list[str]:
        """Return the columns as printed, but a higher level that stands to the right, and has fewer elements, first."""
        above = self._outline.hierarchy.is_above
        ordered: list[str] = []
        for name, level in levels.items():
            turned = [
                i
                for i, other in enumerate(ordered)
                if above(level, levels[other])
                and not above(levels[other], level)
                and self._distinct(name) < self._distinct(other)
            ]
            ordered.insert(turned[0] if turned else len(ordered), name)
        return ordered

    def _distinct(self, name: str) -> int:
        return len({row.fields[name] for row in self._grid.rows if name in row.fields})

    def _terms(self) -> dict[str, frozenset[str]]:
        """Return the words that only one column of elements is called by, for «indicador de producto»."""
        words = {
            name: frozenset(fold(label) for label in (level.term, *level.labels) if " " not in label)
            for name, level in self._levels.items()
        }
        return {
            name: own - frozenset().union(*(more for other, more in words.items() if other != name))
            for name, own in words.items()
        }

    def _is_sum(self, row: Row) -> bool:
        """Tell whether a row only sums up the rows above it."""
        first = next((cell for cell in row.cells if any(map(str.isalpha, cell))), "")
        words = first.split()
        if not words or len(words) > 4 or not is_total(words[0], self._methodology.vocabulary.totals):
            return False
        return sum(any(map(str.isalpha, cell)) for cell in row.cells) <= 2

    def _section(self, row: Row) -> None:
        """Open the element that a row across the whole table names: the rows below it are its own."""
        label = self._grammar.label(row.section)
        if label is None or not label.rest:
            return
        level = self._outline.hierarchy.fitting(label.levels)
        name = LEVEL + level.key
        self._open.clear()
        if name in self._levels:
            self._open[name] = [self._add(level, row.section, row, self._outline.hierarchy.parent(level), label.code)]
            return
        draft = self._add(level, row.section, row, None, label.code)
        self._outline.hierarchy.place(draft)
        self._head = draft

    def _leveled(self, row: Row) -> list[ElementDraft] | None:
        names = list(self._levels)
        deepest: list[ElementDraft] | None = None
        for i, name in enumerate(names):
            self._cell(row, name, names[:i], leaf=i == len(names) - 1)
            if name in row.fields:
                deepest = self._open.get(name)
        return deepest or next((self._open[n] for n in reversed(names) if n in self._open), None)

    def _cell(self, row: Row, name: str, left: list[str], *, leaf: bool) -> None:
        text = row.fields.get(name)
        if not text or not any(map(str.isalpha, text)) or is_nothing(text):
            return
        level = self._levels[name]
        parent = self._parent(level, left)
        key = (name, id(parent), fold(text))
        for other in list(self._open):
            if other not in {name, *left}:
                del self._open[other]
        if key in self._seen and not (leaf and "indicator" not in self._grid.columns and not self._repeats(row)):
            self._open[name] = self._seen[key]
            return
        code = squeeze(row.fields.get(CODE + name.removeprefix(LEVEL), "")) or None
        level = self._of_depth(name, level, code)
        if parent is None:
            parent = self._printed.above(code, level, self._outline) if code else None
            parent = parent or self._head or self._outline.hierarchy.parent(level)
        words = fold(without_label(text, level, self._grammar)[1])
        known = self._measured_again(words) if leaf else self._printed.find(level, self._outline, words)
        if known is not None and (leaf or known.parent is parent or not any(self._open.get(n) for n in left)):
            self._open[name] = self._seen[key] = [known]
            return
        drafts = [self._add(level, item, row, parent, code) for item in items(text)]
        self._open[name] = self._seen[key] = drafts

    def _measured_again(self, words: str) -> ElementDraft | None:
        """Return the element that a table with one column of elements names again: to measure it, to date or pay it."""
        if len(self._levels) > 1:
            return None
        known = self._printed.anywhere(self._outline, words)
        return known if known is not None and known.line < self._grid.rows[0].line else None

    def _of_depth(self, name: str, level: Level, code: str | None) -> Level:
        """Return the level of a cell under a header of two («Objetivo / Acción»): longer codes are below."""
        below, depth = self._lower.get(name, (None, 0))
        return below if below is not None and code and len(digits_of(code)) > depth > 0 else level

    def _lower_levels(self) -> dict[str, tuple[Level, int]]:
        """Return the second level that a header names, by column, and how long the codes of the first are."""
        found = {}
        for name, place in self._places.items():
            parts = [part.strip() for part in self._grid.headers[place].split("/")]
            label = self._grammar.label(parts[1][:1].upper() + parts[1][1:]) if len(parts) == 2 and parts[1] else None
            if label is not None and label.levels[0] is not self._levels[name]:
                codes = (row.fields.get(CODE + name.removeprefix(LEVEL), "") for row in self._grid.rows)
                depths = {len(digits_of(code)) for code in codes} - {0}
                found[name] = (label.levels[0], min(depths, default=0))
        return found

    def _repeats(self, row: Row) -> bool:
        """Tell whether a row says nothing that another row of the same element would not say: no value of its own."""
        return not any(any(map(str.isdigit, cell)) for cell in row.cells[1:])

    def _parent(self, level: Level, left: Sequence[str]) -> ElementDraft | None:
        """Return the open element nearest to the left that may carry a level; of none may, the nearest."""
        standing = [(self._levels[n], self._open[n][-1]) for n in reversed(left) if self._open.get(n)]
        for i, (upper, draft) in enumerate(standing):
            own = any(other.role is Role.LINE for other, _draft in standing[i + 1 :])
            foreign = own and upper.role in _RESULTS and level.role in _CARRIED  # a programme's goal carries no other
            if not foreign or self._outline.hierarchy.is_above(upper, level):
                return draft
        return standing[0][1] if standing else None

    def _labelled(self, row: Row) -> list[ElementDraft] | None:
        """Read a row that names its own level («OEI», «AEI», «Propósito») beside code and text."""
        text, named = row.fields.get("text"), row.fields.get("level", "")
        levels = self._named_levels(named)
        if not levels or not text:
            return None
        label = self._grammar.label(named)
        code = row.fields.get("code") or (label.code if label else None)  # «Actividad 1.2»
        level = self._outline.hierarchy.fitting(levels)
        key = ("level", 0, fold(f"{code} {text}"))
        if key not in self._seen:
            parent = self._outline.hierarchy.by_code(code, level, self._outline.plan) if code else None
            self._seen[key] = [self._add(level, text, row, parent or self._outline.hierarchy.parent(level, code), code)]
            self._outline.hierarchy.open(self._seen[key][0])
        return self._seen[key]

    def _named_levels(self, word: str) -> tuple[Level, ...]:
        """Return the levels that a cell names; in a logical framework by the words that only such tables use."""
        label = self._grammar.label(word)
        scores = phrases_of(self._grid.layout).scores(re.sub(r"[\d.:]+$", "", word).strip())
        named = [f for f, score in scores.items() if f.startswith(LEVEL) and score >= NEARLY]
        own = tuple(lv for f in named if (lv := self._methodology.level(f.removeprefix(LEVEL))) is not None)
        self._logical = self._logical or (label is None and bool(own))
        return own if own and self._logical else label.levels if label else ()

    def _add(self, level: Level, text: str, row: Row, parent: ElementDraft | None, code: str | None) -> ElementDraft:
        match = _PREFIX.match(text)
        if match:
            code, text = code or squeeze(match["code"] or match["number"]), text[match.end() :]
        own, text = without_label(text, level, self._grammar)
        line = row.line_of(self._places.get(LEVEL + level.key))
        draft = self._outline.add_row(level, squeeze(text), line, parent, code or own)
        if self._guessed:
            draft.confidence = _GUESSED
        return draft

    def _align(self, row: Row, elements: list[ElementDraft]) -> None:
        for name, text in row.fields.items():
            if name.startswith(ALIGNMENT) and elements:
                codes = tuple(dict.fromkeys(_GOAL_CODE.findall(text.split("\n")[0])))
                if codes:
                    elements[-1].alignments.append(Alignment(name.removeprefix(ALIGNMENT), codes))

    def _costs(self, row: Row, elements: list[ElementDraft]) -> None:
        """Keep the money printed beside a project or activity: one undertaking with its own budget."""
        text = row.fields.get("amount")
        amount = as_printed(text, self._separator) if text else None
        if amount is None or len(elements) != 1:
            return
        if elements[0].level.role is Role.AXIS and self._is_by_axis():
            fields = {"name": elements[0].text}
            self.money.append(MoneyRow("funding", fields, {"amount": amount}, row.line, row.quote[:600], 0.8))
        if elements[0].level.role not in {Role.PROJECT, Role.ACTIVITY, Role.TASK}:
            return
        fields = {"name": elements[0].text} | (
            {"note": row.fields["responsible"]} if "responsible" in row.fields else {}
        )
        self.money.append(MoneyRow("project", fields, {"amount": amount}, row.line, row.quote[:600], 0.75))

    def _is_by_axis(self) -> bool:
        """Tell whether a table gives money to axes: it has no columns but theirs and those of amounts."""
        columns = [field for field in self._grid.columns if field and field not in {"ignored", "number", "code"}]
        levels = [field for field in columns if field.startswith(LEVEL)]
        return len(levels) == 1 and all(
            field in {"amount", "yearly_amount"} or field.startswith((LEVEL, "code:")) for field in columns
        )

    def _answers(self, row: Row, elements: list[ElementDraft]) -> None:
        """Note the unit that answers for the elements of a row; a merged cell answers for all rows that it covers."""
        printed = row.fields.get("responsible", "")
        covered = any(f == "responsible" and i in row.above for i, f in enumerate(self._grid.columns))
        name = self._unit if covered and not printed else squeeze(printed)
        self._unit = name
        if not any(map(str.isalpha, name)):
            return
        if fold(name) not in self._unit_names:
            self._unit_names.add(fold(name))
            self.units.append(UnitDraft(name, None, (row.line,), name, 0.8))
        for element in elements:
            element.unit = element.unit or name

    # --- indicators ---------------------------------------------------------------------------------------------

    def _measure(self, row: Row, elements: list[ElementDraft]) -> None:
        """Read the indicators of a row, each of the element nearest to its left, one in each paragraph of its cell."""
        for block in self._blocks:
            owner = (self._open.get(block.owner) if block.owner else None) or elements
            if block.name is None:
                self._count(row, block, elements)
                continue
            text = row.at(block.name)
            if not any(map(str.isalpha, text)) or is_nothing(text) or (self._levels and not owner):
                continue
            element = owner[-1] if owner else self._referenced(row) or self._newest()
            for name in items(text):
                self._keep(self._reader.read(row, block, name), element, row, block.name)

    def _count(self, row: Row, block: Block, elements: list[ElementDraft]) -> None:
        """Read a row that counts the product or result itself: «Familias capacitadas», familia, 500."""
        element = elements[-1] if elements else None
        if element is None or element.level.kind not in _COUNTED or element.line != row.line:
            return
        if "measure_unit" not in block.places and "baseline" not in block.places:
            return
        read = self._reader.read(row, block, element.text)
        if read.reading.target_value is not None:
            self._keep(replace(read, reading=replace(read.reading, confidence=0.75)), element, row)

    def _keep(self, read: Measured, element: ElementDraft | None, row: Row, place: int | None = None) -> None:
        reading = read.reading
        if reading.baseline_value is None and reading.target_value is None and element is not None:
            read = replace(read, reading=self._promised(read, element))
        said = (id(element), replace(read.reading, quote=""), read.yearly)
        if said in self._said:
            return  # the value of a column to the left comes back in every row
        self._said.append(said)
        del self._said[:-_REMEMBERED]
        if self._guessed:
            read = replace(read, reading=replace(read.reading, confidence=_GUESSED))
        draft = IndicatorDraft(read.reading, element, row.line_of(place), self._outline.plan)
        draft.yearly, draft.period = read.yearly, read.period
        draft.details, draft.target_text = read.details, read.target_text
        self._outline.plan.used = True
        self.indicators.append(draft)

    def _referenced(self, row: Row) -> ElementDraft | None:
        """Return the element that a row names by its code alone."""
        for name in self._grid.columns:
            code = row.fields.get(name, "") if name and name.startswith(CODE) else ""
            if code and (draft := self._printed.coded(code, self._outline)) is not None:
                return draft
        return None

    def _newest(self) -> ElementDraft | None:
        """Return the element under which a table of nothing but indicators stands."""
        newest = self._outline.elements[-1] if self._outline.elements else None
        return newest if newest is not None and newest.plan is self._outline.plan else None

    def _promised(self, read: Measured, element: ElementDraft) -> IndicatorReading:
        """Return what the indicator's own words promise («… pasa de 3 en 2024 a 8 en 2027»), or its element's."""
        reading = read.reading
        if "target" in self._grid.columns:
            return reading
        texts = [reading.text, *([element.text] if element.level.kind in _COUNTED else [])]
        methodology = self._methodology
        for text in texts:
            stated = read_promise(text, methodology.vocabulary, methodology.measure_units, self._separator, None)
            if stated:
                return _with_values(reading, stated[0])
        return reading

    def _level(self, name: str) -> Level | None:
        """Return the level of a column; where the plan at hand has another level of the same word, that one."""
        level = self._methodology.level(name.removeprefix(LEVEL))
        kind = self._outline.plan.kind.key
        if level is None or kind in level.plan_kinds:
            return level
        terms = {fold(label).split()[0] for label in level.labels}
        for other in self._methodology.levels:
            if kind in other.plan_kinds and terms & {fold(label).split()[0] for label in other.labels}:
                return other
        return level


def _with_values(reading: IndicatorReading, stated: IndicatorReading) -> IndicatorReading:
    return replace(
        stated,
        text=reading.text,
        measure_unit=reading.measure_unit or stated.measure_unit,
        quote=reading.quote,
        confidence=reading.confidence * 0.9,
        band=None,
    )
