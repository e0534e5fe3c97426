"""A small plan whose units report: two of water, one of nobody, and a cycle that is open for it."""

from datetime import date

from ceiba.indicators import services
from ceiba.indicators.cells import Cell, Outcome
from ceiba.indicators.models import Indicator, Measurement, Report, ReportingCycle
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum, Value
from ceiba.plans.models import Element
from tests.cast import with_elements
from tests.people import Office
from tests.snapshots.adopting import adopt_all

DUTY = "cuatrimestre"
PERIOD = Period.parse("2025-C1")
PLAN = """
- {id: ax, level: eje, text: Agua}
- {id: ob, level: objetivo, text: Llevar agua, parent: ax}
- id: re
  level: resultado
  text: Más hogares con agua
  parent: ob
  indicators:
  - {id: hogares, text: Hogares conectados, measure_unit: hogares, accumulation: sum, targets: {2025-C1: 40, 2025: 120}}
  - {id: cloro, text: Hogares con agua clorada, measure_unit: '%', accumulation: ratio, targets: {2025-C1: 90}}
  - {id: fugas, text: Agua perdida, measure_unit: '%', direction: down, targets: {2025: 30}}
- id: ot
  level: resultado
  text: Caminos
  parent: ob
  indicators: [{id: caminos, text: Kilómetros de camino, measure_unit: km, targets: {2025: 12}}]
"""


def plant(office: Office) -> None:
    """Put the plan into the tables: the result of water hangs from the unit ``aguas``, the other from none."""
    adopt_all(office.actor(), with_elements(PLAN))
    Element.objects.filter(key="re").update(unit=office.unit("aguas"))


def opened(office: Office, period: Period = PERIOD) -> Report:
    """Return the open report of ``aguas``, in a plan that is planted already."""
    cycle = services.open_cycle(office.actor(), DUTY, period)
    return report_of(cycle, office)


def report_of(cycle: ReportingCycle, office: Office, unit: str | None = "aguas") -> Report:
    """Return the report of a unit, read anew."""
    rows = Report.objects.select_related("cycle", "unit", "institution")
    return rows.get(cycle=cycle, unit=office.unit(unit) if unit else None)


def pk_of(key: str) -> int:
    """Return the primary key of an indicator."""
    return int(Indicator.objects.get(key=key).pk)


def cell(key: str, value: Datum | int | str | None = None, **more: object) -> Cell:
    """Return a cell of an indicator by its key; a number is a value."""
    from decimal import Decimal

    figure = Value(Decimal(value)) if isinstance(value, int | str) else value
    return Cell(pk_of(key), value=figure, **more)  # type: ignore[arg-type]  # what tests give


def save(office: Office, report: Report, *cells: Cell, who: str = "unit_head") -> list[Outcome]:
    """Save cells as somebody."""
    return list(services.save_measurements(office.actor(who), report, cells))


def row(key: str) -> Measurement:
    """Return what stands in the cell of an indicator in the period."""
    return Measurement.objects.get(indicator__key=key, period=PERIOD, disaggregation="")


def set_cycle(report: Report, **fields: object) -> None:
    """Change a cycle behind the verbs: it was closed, or opens on another day."""
    ReportingCycle.objects.filter(pk=report.cycle_id).update(**fields)


FAR = date(2099, 1, 1)
