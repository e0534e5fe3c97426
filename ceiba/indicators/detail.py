"""One figure of a report in detail: the variables that it is computed from, and the parts that it opens into.

What was typed is read, computed and reconciled as a whole before anything is saved; what cannot be is told where it
stands, and stays typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from ceiba.indicators.cell_faces import answer_of
from ceiba.indicators.cells import Cell, Fate, Outcome, measured
from ceiba.indicators.desk import Row, said
from ceiba.indicators.models import Measurement
from ceiba.indicators.queries import inputs_of
from ceiba.indicators.typed_cells import TypedCell, Unreadable, amount_of, texts_of
from ceiba.kernel.formula import BadFormula, VariableFormula, read_formula
from ceiba.kernel.indicator import Accumulation
from ceiba.kernel.reconcile import unreconciled
from ceiba.kernel.sheet import Variable, VariableInput
from ceiba.kernel.states import NO_DATA, Datum, Value
from ceiba.plans.fields import typed

_PAIRED = (Accumulation.RATIO, Accumulation.MEAN, Accumulation.VARIATION)


@dataclass
class DetailVariable:
    """A variable on the page: what it is, what was typed, and what is wrong with that."""

    number: int
    variable: Variable
    text: str = ""
    problem: str = ""
    amount: Decimal | None = None


@dataclass
class DetailCell:
    """The whole or a part on the page; ``shown`` is what its fields said before anybody typed."""

    number: int
    part: str
    now: Measurement | None
    shown: tuple[str, str, str]
    texts: tuple[str, str, str]
    seen: int
    sure: bool = False
    problem: str = ""
    fate: str = ""

    @property
    def value(self) -> str:
        """Return the text of the value."""
        return self.texts[0]

    @property
    def num(self) -> str:
        """Return the text of the numerator."""
        return self.texts[1]

    @property
    def den(self) -> str:
        """Return the text of the denominator."""
        return self.texts[2]

    @property
    def is_touched(self) -> bool:
        """Tell whether somebody typed something else."""
        return self.texts != self.shown


@dataclass
class DetailWay:
    """One way in which the figure opens, with its parts and what does not come to the total."""

    name: str
    cells: list[DetailCell] = field(default_factory=list)
    problem: str = ""


class FigureDetail:
    """The page of one figure: made of its row and, where something was sent, of what was typed."""

    def __init__(self, row: Row, sent: Mapping[str, str] | None = None, sure: frozenset[str] = frozenset()) -> None:
        self.row, self.sent, self.sure = row, sent, sure
        self.formula = None if row.binding else formula_of(row)  # what a register gives, nobody computes here
        self.pair = row.takes_pair
        self.whole = self._cell(0, "")
        self.ways: list[DetailWay] = []
        number = 1
        for way in row.indicator.disaggregations:
            cells = [self._cell(number + place, part) for place, part in enumerate(way.parts)]
            self.ways.append(DetailWay(way.name, cells))
            number += len(cells)
        self.variables = self._variables()

    def _cell(self, number: int, part: str) -> DetailCell:
        now = self.row.cells.get(part)
        value, _state, num, den = texts_of(now, pair=self.pair)
        shown = (value, num, den)
        if self.sent is None:
            return DetailCell(number, part, now, shown, shown, now.version if now else 0)
        names = [f"{name}-{number}" for name in ("value", "num", "den")]
        if self.row.binding and not part and not self.sent.keys() & set(names):
            return DetailCell(number, part, now, shown, shown, now.version if now else 0)
        texts = (*(str(self.sent.get(name, "")).strip() for name in names),)
        seen = str(self.sent.get(f"seen-{number}", ""))
        version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        return DetailCell(number, part, now, shown, texts, version, str(number) in self.sure)  # type: ignore[arg-type]

    def _variables(self) -> list[DetailVariable]:
        if self.formula is None:
            return []
        kept = {one.variable: one.amount for one in inputs_of(self.whole.now.inputs)} if self.whole.now else {}
        made = []
        for number, variable in enumerate(self.row.indicator.variables):
            known = typed(kept[variable.name]) if variable.name in kept else ""
            text = known if self.sent is None else str(self.sent.get(f"var-{number}", "")).strip()
            made.append(DetailVariable(number, variable, text))
        return made

    @property
    def cells(self) -> Iterator[DetailCell]:
        """Yield the whole and every part."""
        yield self.whole
        for way in self.ways:
            yield from way.cells

    @cached_property
    def given(self) -> dict[str, Datum]:
        """Return the values of the variables that could be read; their problems are told at them."""
        found: dict[str, Datum] = {}
        for one in self.variables:
            try:
                one.amount = amount_of(one.text)
            except Unreadable as problem:
                one.problem = str(problem)
            if one.amount is not None:
                found[one.variable.name] = Value(one.amount)
        return found

    @property
    def computed(self) -> Datum | None:
        """Return the figure that the variables come to, not applicable where something is divided by zero.

        None where there is no formula, or a variable that it uses is missing.
        """
        if self.formula is None or not all(name in self.given for name in self.formula.uses):
            return None
        return self.formula.value(self.given)

    @property
    def quotient(self) -> tuple[Decimal, Decimal] | None:
        """Return numerator and denominator of the formula, None where it has none or they are not known."""
        return self.formula.quotient(self.given) if self.formula and self.computed is not None else None

    def _computed_cell(self) -> Cell | None:
        """Return the cell of the whole as its variables say it; None where none was typed, or they are as they were."""
        if self.formula is None or not self.given:
            return None
        missing = [one for one in self.variables if one.variable.name in self.formula.uses and not one.text]
        for one in missing:
            one.problem = _("Falta este valor: sin él la cifra no se calcula.")
        figure = self.computed
        if figure is None:
            return None
        inputs = tuple(VariableInput(one.variable.name, one.amount) for one in self.variables if one.amount is not None)
        pair = self.quotient if self.row.indicator.accumulation in _PAIRED else None
        base = Cell(self.row.pk, seen=self.whole.seen, sure=self.whole.sure, inputs=inputs)
        if pair is not None and self.row.indicator.accumulation is Accumulation.RATIO:
            return replace(base, numerator=pair[0], denominator=pair[1])
        numerator, denominator = pair or (None, None)
        return replace(base, value=figure, numerator=numerator, denominator=denominator)

    def _typed_cell(self, cell: DetailCell) -> Cell | None:
        """Return a cell as it was typed, None where nobody touched it or it cannot be read."""
        if not cell.is_touched:
            return None
        try:
            value, numerator, denominator = (amount_of(text) for text in cell.texts)
        except Unreadable as problem:
            cell.problem = str(problem)
            return None
        figure = None if value is None else Value(value)
        return Cell(self.row.pk, cell.part, figure, numerator, denominator, cell.seen, cell.sure)

    def read(self) -> list[Cell] | None:
        """Return the cells to be saved; None where something cannot be read or does not come to the total."""
        whole = self._computed_cell() if self.formula and self.given else self._typed_cell(self.whole)
        wanted = [whole] if whole else []
        wanted += [cell for way in self.ways for one in way.cells if (cell := self._typed_cell(one))]
        if any(one.problem for one in self.variables) or any(cell.problem for cell in self.cells):
            return None
        return None if self._torn(wanted) else wanted

    def _torn(self, wanted: list[Cell]) -> bool:
        period = self.row.report.cycle.period
        standing = {one.disaggregation: one for one in self.row.values if one.period == period}
        for cell in wanted:
            standing[cell.part] = measured(self.row.indicator, cell, period)
            if standing[cell.part].value == NO_DATA and cell.part:
                del standing[cell.part]
        found = unreconciled(self.row.indicator, standing.values())
        for way in self.ways:
            if way.name in found:
                way.problem = said(found[way.name])
        return bool(found)

    def answer(self, outcomes: tuple[Outcome, ...]) -> bool:
        """Tell whether everything was kept; what was not is told at its cell."""
        by_part = {cell.part: cell for cell in self.cells}
        for outcome in outcomes:
            if outcome.fate in (Fate.STORED, Fate.UNCHANGED):
                continue
            cell = by_part[outcome.cell.part]
            blank = TypedCell(self.row.pk, cell.number, cell.part, cell.seen, ("",) * 4, ("",) * 4)
            cell.problem, cell.fate = answer_of(blank, outcome, self.row).message, outcome.fate.value
            if outcome.fate is Fate.CONFLICT and outcome.row is not None:
                cell.seen = outcome.row.version  # who saves again has seen it
        return not any(cell.problem for cell in self.cells)


def formula_of(row: Row) -> VariableFormula | None:
    """Return the formula by which a row is computed; None where it has no variables, or is words."""
    names = [variable.name for variable in row.indicator.variables]
    if not names or not row.indicator.formula:
        return None
    try:
        return read_formula(row.indicator.formula, names)
    except BadFormula:
        return None
