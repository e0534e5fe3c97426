"""Tables whose rows are elements and indicators: a column a level, an empty cell carries the element above it on."""

import re
from decimal import Decimal

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, MoneyRow, UnitDraft
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import split_bullets
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.numbers import parse_amount
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.tables import Grid, Row
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.plan import Alignment
from ceiba.kernel.text import fold, squeeze

_LEVEL, _CODE, _ALIGNMENT = "level:", "code:", "alignment:"
_PREFIX = re.compile(
    r"(?P<code>(?:[A-Z]{1,4}\.?){1,3}\s?\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})+|0\d{1,7}|\d{4,8})\s*[.:\-–]?\s+(?=[A-ZÁÉÍÓÚÑ“])"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_GOAL_CODE = re.compile(r"(?:(?:ODS|Objetivo|Meta)\s*)?(\d{1,2}(?:\.(?:\d{1,2}|[a-z]))?)\b")


class Matrix:
    """Reads one table of elements into the outline."""

    def __init__(
        self, grid: Grid, outline: Outline, grammar: Grammar, methodology: Methodology, separator: str
    ) -> None:
        self._grid, self._outline, self._grammar = grid, outline, grammar
        self._methodology, self._separator = methodology, separator
        names = [name for name in grid.columns if name and name.startswith(_LEVEL)]
        self._levels = {name: level for name in names if (level := self._level(name)) is not None}
        self._open: dict[str, list[ElementDraft]] = {}
        self._seen: dict[tuple[str, int, str], list[ElementDraft]] = {}
        self._headers = {name: header for name, header in zip(grid.columns, grid.headers, strict=True) if name}
        self.indicators: list[IndicatorDraft] = []
        self.money: list[MoneyRow] = []
        self.units: list[UnitDraft] = []
        self._unit_names: set[str] = set()

    def read(self) -> list[IndicatorDraft]:
        """Add the elements of every row, left to right, each under the element to its left; return the indicators."""
        for row in self._grid.rows:
            elements = self._labelled(row) if "level" in self._grid.columns else self._leveled(row)
            if elements is not None:
                self._align(row, elements)
                self._indicator(row, elements)
                self._costs(row, elements)
                self._answers(row, elements)
        return self.indicators

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
        if not text or not any(c.isalpha() for c in text):
            return
        parent = next((self._open[n][-1] for n in reversed(left) if self._open.get(n)), None)
        key = (name, id(parent), fold(text))
        for other in list(self._open):
            if other not in {name, *left}:
                del self._open[other]
        if key in self._seen and not (leaf and "indicator" not in self._grid.columns):
            self._open[name] = self._seen[key]
            return
        level = self._levels[name]
        if parent is None and level is not None:
            parent = self._outline.hierarchy.parent(level)
        code = row.fields.get(_CODE + name.removeprefix(_LEVEL))
        drafts = [self._add(level, item, row, parent, code) for item in split_bullets(text)]
        self._open[name] = self._seen[key] = drafts

    def _labelled(self, row: Row) -> list[ElementDraft] | None:
        """Read a row that names its own level («OEI», «AEI») beside code and text."""
        label = self._grammar.label(row.fields.get("level", ""))
        text, code = row.fields.get("text"), row.fields.get("code")
        if label is None or not text:
            return None
        level = self._outline.hierarchy.fitting(label.levels)
        key = ("level", 0, fold(f"{code} {text}"))
        if key not in self._seen:
            parent = self._outline.hierarchy.by_code(code, level, self._outline.plan) if code else None
            self._seen[key] = [self._add(level, text, row, parent or self._outline.hierarchy.parent(level, code), code)]
            self._outline.hierarchy.open(self._seen[key][0])
        return self._seen[key]

    def _add(self, level: Level, text: str, row: Row, parent: ElementDraft | None, code: str | None) -> ElementDraft:
        match = _PREFIX.match(text)
        if match:
            code, text = code or squeeze(match["code"]), text[match.end() :]
        return self._outline.add_row(level, squeeze(text), row.line, parent, code)

    def _align(self, row: Row, elements: list[ElementDraft]) -> None:
        for name, text in row.fields.items():
            if name.startswith(_ALIGNMENT) and elements:
                codes = tuple(dict.fromkeys(_GOAL_CODE.findall(text.split("\n")[0])))
                if codes:
                    elements[-1].alignments.append(Alignment(name.removeprefix(_ALIGNMENT), codes))

    def _costs(self, row: Row, elements: list[ElementDraft]) -> None:
        """Keep the money printed beside a project or activity: one undertaking with its own budget."""
        amount = self._amount(row, "amount")
        if (
            amount is None
            or len(elements) != 1
            or elements[0].level.role not in {Role.PROJECT, Role.ACTIVITY, Role.TASK}
        ):
            return
        fields = {"name": elements[0].text} | (
            {"note": row.fields["responsible"]} if "responsible" in row.fields else {}
        )
        self.money.append(MoneyRow("project", fields, {"amount": amount}, row.line, row.quote[:600], 0.75))

    def _answers(self, row: Row, elements: list[ElementDraft]) -> None:
        """Note the unit that answers for the elements of a row."""
        name = squeeze(row.fields.get("responsible", ""))
        if not any(c.isalpha() for c in name):
            return
        if fold(name) not in self._unit_names:
            self._unit_names.add(fold(name))
            self.units.append(UnitDraft(name, None, (row.line,), name, 0.8))
        for element in elements:
            element.unit = element.unit or name

    # --- indicators ---------------------------------------------------------------------------------------------

    def _indicator(self, row: Row, elements: list[ElementDraft]) -> None:
        text = row.fields.get("indicator")
        if not text or not any(c.isalpha() for c in text) or not elements:
            return
        reading = IndicatorReading(
            squeeze(text),
            self._amount(row, "baseline"),
            self._year(row, "baseline"),
            self._amount(row, "target"),
            self._year(row, "target"),
            measure_unit(row.fields.get("measure_unit", ""), text, self._methodology),
            quote=row.quote[:600],
            confidence=0.9,
        )
        if reading.baseline_value is None and reading.target_value is None:
            reading = self._promised(reading, elements[-1])
        self.indicators.append(IndicatorDraft(reading, elements[-1], row.line, self._outline.plan))

    def _promised(self, reading: IndicatorReading, element: ElementDraft) -> IndicatorReading:
        if "target" in self._grid.columns or element.level.kind not in {"result", "product"}:
            return reading
        methodology = self._methodology
        stated = read_promise(element.text, methodology.vocabulary, methodology.measure_units, self._separator, None)
        return _with_values(reading, stated[0]) if stated else reading

    def _amount(self, row: Row, name: str) -> Decimal | None:
        text = row.fields.get(name)
        return parse_amount(text, self._separator) if text else None

    def _year(self, row: Row, name: str) -> int | None:
        """Return the year beside a value: in its own column, or in the header of the value's column."""
        own = row.fields.get(f"{name}_year", "")
        match = _YEAR.search(own) or (_YEAR.search(self._headers.get(name, "")) if name in row.fields else None)
        return int(match[1]) if match else None

    def _level(self, name: str) -> Level | None:
        """Return the level of a column; where the plan at hand has another level of the same word, that one."""
        level = self._methodology.level(name.removeprefix(_LEVEL))
        kind = self._outline.plan.kind.key
        if level is None or kind in level.plan_kinds:
            return level
        terms = {fold(label).split()[0] for label in level.labels}
        for other in self._methodology.levels:
            if kind in other.plan_kinds and terms & {fold(label).split()[0] for label in other.labels}:
                return other
        return level


def _with_values(reading: IndicatorReading, stated: IndicatorReading) -> IndicatorReading:
    return IndicatorReading(
        reading.text,
        stated.baseline_value,
        stated.baseline_year,
        stated.target_value,
        stated.target_year,
        reading.measure_unit or stated.measure_unit,
        stated.stated_changes,
        stated.direction,
        reading.quote,
        reading.confidence * 0.9,
    )
