"""The worked examples of a register type: sound rows, broken ones, and what the sound ones measure. All are proved."""

from collections.abc import Iterator, Mapping
from datetime import date

from ceiba.kernel.calendar import Holiday, WorkCalendar
from ceiba.kernel.period import Period
from ceiba.kernel.rates import Inhabitants, PopulationSeries
from ceiba.kernel.register_check import problems
from ceiba.kernel.register_figure import MeasureQuestion, figure
from ceiba.kernel.register_measure import DERIVED, Measure
from ceiba.kernel.register_record import Record, RecordProblem
from ceiba.kernel.register_table import MeasureTable, tabulate
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.states import Datum, Value
from ceiba.kernel.text import _
from ceiba.methodologies.problems import Problem
from ceiba.methodologies.reading import Raw
from ceiba.methodologies.register_parsing import day, example_row

WHOLE_ROW = "row"  # what a broken example calls a problem that is of no field


def prove_examples(register: RegisterType, examples: Raw, name: str) -> Iterator[Problem]:
    """Yield what is wrong with the examples of a type that is sound itself."""
    rows: list[Record] = []
    if not examples["rows"]:
        yield Problem(name, "examples.rows", _("no hay ninguna fila; escriba al menos una, inventada."))
    for raw in examples["rows"]:
        row, found = _judged(raw, register)
        rows.append(row)
        for problem in found:
            place = f"examples.rows.{row.key}" + (f".{problem.field}" if problem.field else "")
            yield Problem(name, place, problem.message, problem.facts)
    for raw in examples.get("broken", ()):
        wanted = raw.get("problem", WHOLE_ROW)
        fields = {problem.field or WHOLE_ROW for problem in _judged(raw, register)[1]}
        if wanted not in fields:
            message = _("debería fallar en «%(field)s» y falla en: %(found)s; corrija la fila o «problem».")
            facts = {"field": wanted, "found": ", ".join(sorted(fields)) or "—"}
            yield Problem(name, f"examples.broken.{raw['key']}", message, facts)
    yield from _figures(register, examples, rows, name)


def _judged(raw: Raw, register: RegisterType) -> tuple[Record, tuple[RecordProblem, ...]]:
    """Return the row of an example with everything wrong with it; what cannot be read is not also missing."""
    row, unreadable = example_row(raw, register)
    named = {problem.field for problem in unreadable}
    return row, (*unreadable, *(problem for problem in problems(row, register) if problem.field not in named))


def _figures(register: RegisterType, examples: Raw, rows: list[Record], name: str) -> Iterator[Problem]:
    calendar, wrong = _calendar(examples)
    for text in wrong:
        message = _("«%(day)s» es un día que no existe; corríjalo.")
        yield Problem(name, "examples.holidays", message, {"day": text})
    populations = tuple(map(_population, examples.get("populations", ())))
    tables = {
        measure.key: tabulate(rows, measure, register, calendar)
        for measure in register.measures
        if measure.kind not in DERIVED
    }
    shown = set()
    for raw in examples.get("figures", ()):
        place = f"examples.figures.{raw['measure']}"
        measure = register.measure_by_key.get(raw["measure"])
        if measure is None:
            yield Problem(name, place, _("la medida no existe; corrija la clave o agréguela."))
            continue
        shown.add(measure.key)
        asked = _question(raw)
        if asked is None or not raw.get("where", {}).keys() <= set(measure.by):
            message = _("el período, la fecha o las partes no son válidos; use 2026-M03, 2026-03-31 y lo de «by».")
            yield Problem(name, place, message)
        elif not _agrees(raw["value"], found := _value(measure, tables, asked, populations)):
            message = _("dice %(stated)s y las filas dan %(computed)s; corrija una de las dos cosas.")
            facts = {"stated": raw["value"], "computed": _told(found)}
            yield Problem(name, place, message, facts)
    for key in register.measure_by_key.keys() - shown:
        message = _("ningún ejemplo la calcula; agregue su cifra a «examples.figures».")
        yield Problem(name, f"measures.{key}", message)


def computed(register: RegisterType, examples: Raw, period: str, as_of: str) -> dict[str, str]:
    """Return what each measure gives over the rows of examples in a period, as an example states it."""
    rows = [_judged(raw, register)[0] for raw in examples["rows"]]
    calendar, _wrong = _calendar(examples)
    populations = tuple(map(_population, examples.get("populations", ())))
    tables = {
        measure.key: tabulate(rows, measure, register, calendar)
        for measure in register.measures
        if measure.kind not in DERIVED
    }
    asked = _question({"period": period, "as_of": as_of})
    if asked is None:
        raise ValueError(f"{period} and {as_of} are no question")
    return {measure.key: _told(_value(measure, tables, asked, populations)) for measure in register.measures}


def _calendar(examples: Raw) -> tuple[WorkCalendar, list[str]]:
    days: list[Holiday] = []
    wrong: list[str] = []
    for entry in examples.get("holidays", ()):
        at = day(entry["day"])
        if at is None:
            wrong.append(entry["day"])
        else:
            days.append(Holiday(at, entry["name"]))
    return WorkCalendar(own=tuple(days)), wrong


def _population(raw: Raw) -> PopulationSeries:
    people = tuple(Inhabitants("", int(year), int(number)) for year, number in raw["people"].items())
    return PopulationSeries(raw["key"], raw["title"], raw["source"], people)


def _question(raw: Raw) -> MeasureQuestion | None:
    as_of: date | None = day(raw["as_of"])
    since = day(raw["since"]) if "since" in raw else None
    try:
        period = Period.parse(raw["period"])
    except ValueError:
        return None
    if as_of is None or (since is None and "since" in raw):
        return None
    return MeasureQuestion(period, as_of, since, raw.get("where", {}))


def _value(
    measure: Measure,
    tables: Mapping[str, MeasureTable],
    asked: MeasureQuestion,
    populations: tuple[PopulationSeries, ...],
) -> Datum:
    return figure(measure, tables, asked, populations).value


def _told(found: Datum) -> str:
    return f"{found.amount:f}" if isinstance(found, Value) else found.state.value


def _agrees(stated: str, found: Datum) -> bool:
    """Tell whether a figure is the stated one, rounded to the decimals that are written, a tie to even."""
    if not isinstance(found, Value) or stated.lstrip("-")[:1].isalpha():
        return stated == _told(found)
    decimals = len(stated.partition(".")[2])
    return f"{found.amount:.{decimals}f}" == stated
