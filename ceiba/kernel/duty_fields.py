"""What a cell of an official table may say: a small closed set of fields, each a function of one row of a publication.

A template names them («unit.name», «indicator.target»); it holds no expression and runs nothing. A field gives None
where nobody said anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.duty import RowKind
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Role
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.project import Contract, ContractKind, Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.unit import Unit
from ceiba.kernel.works import paid_percent, physical

Cell = str | Decimal
Way = Callable[[str, str], str]  # the public address of a thing, by noun and identifier; blank where it has none


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the publication that a table speaks of; what a row kind does not have is None."""

    number: int
    plan: Plan | None = None
    element: Element | None = None
    indicator: Indicator | None = None
    unit: Unit | None = None
    project: Project | None = None
    line: BudgetLine | None = None


@dataclass(frozen=True)
class TableFacts:
    """What a table says besides its rows: the day to which it speaks, facts by name, and where things are shown.

    The facts are those that a ``DutyLine`` may name: ``institution``, ``unit``, ``responsible``, ``email``, ``phone``.
    """

    cutoff: date
    way: Way
    facts: Mapping[str, str] = field(default_factory=dict)


FACTS = ("cutoff", "institution", "unit", "responsible", "email", "phone")
"""What a line below a table may say."""


_Say = Callable[[TableRow, Snapshot, TableFacts], Cell | None]


def _number(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell:
    return Decimal(row.number)


def _of(noun: str, name: str) -> _Say:
    """Return what reads a text of a thing of the row."""

    def say(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
        thing = getattr(row, noun)
        told = getattr(thing, name) if thing is not None else None
        return None if told is None else Decimal(told) if isinstance(told, int) else str(told)

    return say


def _parent_unit(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    above = face.unit(row.unit.parent) if row.unit else None
    return above.name if above else None


def _process(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    """Return the process type of the unit in the words of the methodology, its key where that names none."""
    key = row.unit.process if row.unit else None
    if not key:
        return None
    goals = (goal for each in face.methodology.classifications for goal in each.goals)
    return next((goal.name for goal in goals if goal.code == key), key)


def _level(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    level = row.element.level if row.element else ""
    return next((each.term for each in face.methodology.levels if each.key == level), None)


def _measured_in(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    return row.indicator.measure_unit.name if row.indicator and row.indicator.measure_unit else None


def _target(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    """Return the target as the plan prints it, else its figures, each with its unit and period."""
    if row.indicator is None:
        return None
    if row.indicator.target_text:
        return row.indicator.target_text
    told = [
        _figure(each.value.amount, row.indicator, face) + (f" ({_period(each.period, face)})" if each.period else "")
        for each in row.indicator.targets
        if isinstance(each.value, Value)
    ]
    return "; ".join(told) or None


def _observed(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    """Return the last figure that the publication holds of the whole, with its period."""
    if row.indicator is None:
        return None
    whole = [one for one in face.measurements_of(row.indicator) if not one.disaggregation]
    whole = [one for one in whole if isinstance(one.value, Value)]
    last = max(whole, key=lambda one: (one.period.last_month, one.period.months), default=None)
    if last is None or not isinstance(last.value, Value):
        return None
    return f"{_figure(last.value.amount, row.indicator, face)} ({_period(last.period, face)})"


def _figure(amount: Decimal, indicator: Indicator, face: Snapshot) -> str:
    told = format(amount, "f").replace(".", face.methodology.decimal_separator)
    return f"{told} {indicator.measure_unit.name}" if indicator.measure_unit else told


def _period(period: Period, face: Snapshot) -> str:
    return period.notation(face.methodology.fiscal_start)


def _plan_period(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    return _period(row.plan.period, face) if row.plan and row.plan.period else None


def _plan_kind(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    kind = row.plan.kind if row.plan else ""
    return next((each.label for each in face.methodology.plan_kinds if each.key == kind), None)


def _way(noun: str, name: str) -> _Say:
    def say(row: TableRow, _face: Snapshot, about: TableFacts) -> Cell | None:
        thing = getattr(row, name)
        return about.way(noun, thing.id) or None if thing is not None else None

    return say


def _money(money: Money | None) -> Cell | None:
    return money.amount if money else None


def _project_cost(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    return _money(row.project.cost or row.project.amount) if row.project else None


def _project_period(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    return _period(row.project.period, face) if row.project and row.project.period else None


def _project_term(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    """Return the last day of the term that the contract, or its last addendum, gives."""
    ends = [one.ends for one in _contracts(row) if one.ends]
    return max(ends).isoformat() if ends else None


def _contract_number(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    return "; ".join(f"{one.number} ({one.day.isoformat()})" if one.day else one.number for one in _signed(row)) or None


def _contract_party(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    return "; ".join(dict.fromkeys(one.party for one in _signed(row) if one.party)) or None


def _contracts(row: TableRow) -> tuple[Contract, ...]:
    return row.project.contracts if row.project else ()


def _signed(row: TableRow) -> list[Contract]:
    return [one for one in _contracts(row) if one.kind is ContractKind.CONTRACT]


def _project_sources(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    """Return the funding sources of the budget lines that serve the project."""
    lines = face.budget_lines_for(f"project/{row.project.id}") if row.project else ()
    names = {source.id: source.name for source in face.funding}
    return "; ".join(dict.fromkeys(names.get(line.source, line.source) for line in lines if line.source)) or None


def _built(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    told = physical(row.project) if row.project else None
    return told.physical if told else None


def _spent(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
    try:
        return paid_percent(row.project) if row.project else None
    except ValueError:  # amounts in two currencies are no share of one another
        return None


def _stage(stage: Stage) -> _Say:
    def say(row: TableRow, _face: Snapshot, _about: TableFacts) -> Cell | None:
        return _money(row.line.amount(stage)) if row.line else None

    return say


def _line_source(row: TableRow, face: Snapshot, _about: TableFacts) -> Cell | None:
    source = row.line.source if row.line else None
    return next((each.name for each in face.funding if each.id == source), source)


_UNIT_FIELDS: Mapping[str, _Say] = {
    "number": _number,
    "unit.name": _of("unit", "name"),
    "unit.code": _of("unit", "code"),
    "unit.parent": _parent_unit,
    "unit.process": _process,
}
_PLAN_FIELDS: Mapping[str, _Say] = {
    "number": _number,
    "plan.title": _of("plan", "title"),
    "plan.kind": _plan_kind,
    "plan.period": _plan_period,
    "plan.address": _way("plan", "plan"),
}
FIELDS: Mapping[RowKind, Mapping[str, _Say]] = {
    RowKind.UNIT: _UNIT_FIELDS,
    RowKind.PLAN: _PLAN_FIELDS,
    RowKind.GOAL: {
        **_UNIT_FIELDS,
        **_PLAN_FIELDS,
        "element.level": _level,
        "element.code": _of("element", "code"),
        "element.text": _of("element", "text"),
        "indicator.text": _of("indicator", "text"),
        "indicator.measured_in": _measured_in,
        "indicator.target": _target,
        "indicator.observed": _observed,
        "indicator.verification": _of("indicator", "verification"),
        "indicator.address": _way("indicator", "indicator"),
    },
    RowKind.PROJECT: {
        **{name: say for name, say in _UNIT_FIELDS.items() if name != "unit.process"},
        "project.code": _of("project", "code"),
        "project.name": _of("project", "name"),
        "project.place": _of("project", "place"),
        "project.cost": _project_cost,
        "project.period": _project_period,
        "project.term": _project_term,
        "project.sources": _project_sources,
        "project.women": _of("project", "women"),
        "project.men": _of("project", "men"),
        "project.contract": _contract_number,
        "project.contractor": _contract_party,
        "project.physical": _built,
        "project.financial": _spent,
        "project.address": _way("project", "project"),
    },
    RowKind.BUDGET_LINE: {
        "number": _number,
        "line.classifier": _of("line", "classifier"),
        "line.name": _of("line", "name"),
        "line.source": _line_source,
        **{f"line.{stage.value}": _stage(stage) for stage in Stage},
    },
}
"""What a column may name, by the kind of its rows; the loader refuses everything else."""

FIELD_BY_NAME: Mapping[str, _Say] = {name: say for kind in FIELDS.values() for name, say in kind.items()}
"""The same by name alone: a field says the same of every kind of row that has it."""
ROLES = frozenset(role.value for role in Role)
"""The roles of levels that a table may limit its goals to."""
