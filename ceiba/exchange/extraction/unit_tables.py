"""Tables whose rows are units: name, objective, indicator and goal of each."""

from dataclasses import dataclass, field, replace

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, UnitDraft
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.numbers import parse_amount
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.tables import Grid, Row
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.quantity import PERCENT, MeasureUnit
from ceiba.kernel.text import squeeze


@dataclass(slots=True)
class UnitRows:
    """What a table of units gave."""

    units: list[UnitDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)


def read(grid: Grid, outline: Outline, methodology: Methodology, separator: str) -> UnitRows:
    """Add the objectives of a table of units to the outline; return its units and their indicators."""
    found = UnitRows()
    level = next((lv for lv in methodology.levels if lv.kind == "unit_objective"), None)
    name, code = "", None
    for row in grid.rows:
        printed = squeeze(row.fields.get("name", ""))
        if any(c.isalpha() for c in printed):
            name, code = printed, squeeze(row.fields.get("number", "")) or None
            found.units.append(UnitDraft(name, code, (row.line,), row.quote[:600], 0.93))
        if not name or row.section:
            continue
        element = None
        objective = squeeze(row.fields.get("objective", ""))
        if level is not None and any(c.isalpha() for c in objective):
            element = outline.add_row(level, objective, row.line, outline.hierarchy.parent(level), None)
            element.unit = name
        indicator = _indicator(row, element, name, outline, methodology, separator)
        if indicator is not None:
            found.indicators.append(indicator)
    return found


def _indicator(
    row: Row, element: ElementDraft | None, unit: str, outline: Outline, methodology: Methodology, separator: str
) -> IndicatorDraft | None:
    text, goal = squeeze(row.fields.get("indicator", "")), squeeze(row.fields.get("target", ""))
    if not any(c.isalpha() for c in text):
        return None
    stated = read_promise(goal, methodology.vocabulary, methodology.measure_units, separator, None) if goal else ()
    value = parse_amount(goal, separator) if goal else None
    if value is not None:
        reading = IndicatorReading(text, target_value=value, measure_unit=_unit(goal, text, methodology))
    else:
        reading = replace(stated[0], text=text) if stated else IndicatorReading(text)
    reading = replace(reading, quote=row.quote[:600], confidence=0.9, band=None)
    draft = IndicatorDraft(reading, element, row.line, outline.plan, unit)
    draft.target_text = goal or None
    return draft


def _unit(goal: str, text: str, methodology: Methodology) -> MeasureUnit | None:
    """Return the unit of a goal that is a number alone: percent where it is printed so, else what is counted."""
    return PERCENT if goal.rstrip(" .").endswith("%") else measure_unit("", text, methodology)
