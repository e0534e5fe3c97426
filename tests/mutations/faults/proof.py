"""Faults in what was reported: figures nobody proves, files of another year, reports that nobody else looked at."""

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.indicator import Accumulation, Measurement
from ceiba.kernel.reporting import Evidence, ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from ceiba.kernel.works import paid_percent, physical
from tests.mutations.fault import Injection, Register, at, changed, drawn, of_indicator

faults = Register()
_UNUSABLE = (
    "informe en http:/portal.example/informe.pdf",
    r"C:\Usuarios\secretaria\Escritorio\padron.xlsx",
    "ver https://portal",
    "http://localhost/informes/7",
    "hoja en file:///datos/padron.ods",
    "htps://portal.example/padron",
)
_TOLERANCE = Decimal(10)  # percentage points between money and work that nobody remarks on
_SEVERAL = 3


def _files(plan: Snapshot, old: Evidence, new: tuple[Evidence, ...]) -> Snapshot:
    listed = tuple(one for e in plan.evidence for one in (new if e is old else (e,)))
    return replace(plan, evidence=listed)


@faults("E005")
def figure_without_its_file(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The file behind a validated figure was never attached."""
    file = drawn(plan.evidence, chance)
    if file is None:
        return None
    return at(_files(plan, file, ()), address("indicator", file.indicator))


@faults("E006")
def address_that_nobody_can_open(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The means of verification is a place on somebody's machine, or an address cut short."""
    indicator = drawn(plan.indicators, chance)
    if indicator is None:
        return None
    made = changed(plan, "indicator", indicator, verification=chance.choice(_UNUSABLE))
    return at(made, *of_indicator(plan, indicator))


@faults("E007")
def file_of_last_year_attached_again(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Last year's file was attached to this year's figure."""
    file = drawn((e for e in plan.evidence if str(e.period.start_year) in e.name), chance)
    if file is None:
        return None
    year = file.period.start_year
    name = file.name.replace(str(year), str(year - chance.choice((1, 1, 2, 4))))
    return at(_files(plan, file, (replace(file, name=name),)), address("indicator", file.indicator))


@faults("E008")
def one_file_for_two_periods(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The same file was attached to the figures of two periods, under one name or under two."""
    pairs = [(e, o) for e in plan.evidence for o in plan.evidence if e.indicator == o.indicator and e.period < o.period]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    first, second = pair
    name = chance.choice((first.name, second.name))
    again = replace(second, document=first.document, name=name)
    return at(_files(plan, second, (again,)), address("indicator", first.indicator))


@faults("E009")
def report_reviewed_by_its_author(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Whoever sent a report also validated it, under the same name in other letters; or nobody signed."""
    report = drawn((r for r in plan.reports if r.state is ReportState.VALIDATED and r.unit and r.reported_by), chance)
    if report is None or report.reported_by is None:
        return None
    who = chance.choice((report.reported_by, report.reported_by.upper(), None))
    reports = tuple(replace(r, reviewed_by=who) if r is report else r for r in plan.reports)
    return at(replace(plan, reports=reports), address("unit", report.unit or ""))


@faults("E010")
def paid_before_it_was_built(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The works stand still and the payments go on: a little more than is usual, or everything."""
    project = drawn((p for p in plan.projects if physical(p) and paid_percent(p)), chance)
    paid = paid_percent(project) if project else None
    if project is None or paid is None or paid <= _TOLERANCE:
        return None
    last = physical(project)
    built = max(Decimal(0), paid - _TOLERANCE - chance.choice((Decimal("0.1"), Decimal(1), Decimal(30))))
    progress = tuple(replace(p, physical=built) if p is last else p for p in project.progress)
    return at(changed(plan, "project", project, progress=progress), address("project", project.id))


def _by_indicator(plan: Snapshot) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = defaultdict(list)
    for one in plan.measurements:
        found[one.indicator].append(one)
    return found


@faults("E011")
def figure_copied_from_period_to_period(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The figure of the first period was copied into the next ones."""
    flows = [
        told
        for identifier, told in _by_indicator(plan).items()
        if (i := plan.indicator(identifier)) and i.accumulation is Accumulation.SUM and len(told) >= _SEVERAL
        if not i.disaggregations
    ]
    told = drawn(flows, chance)
    if told is None:
        return None
    figure = Value(Decimal(chance.randint(101, 9898) * 10 + chance.randint(1, 9)))
    same = sorted(told, key=lambda one: one.period)[:_SEVERAL]
    made = tuple(replace(m, value=figure) if m in same else m for m in plan.measurements)
    return at(replace(plan, measurements=made), address("indicator", told[0].indicator))


@faults("E012")
def figure_of_unknown_origin(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The years before were filled in from memory: nobody says where a figure was taken from."""
    taken = [m for m in plan.measurements if m.source and isinstance(m.value, Value) and not m.disaggregation]
    months = {c.period.last_month for c in plan.cycles}
    fed = {measure.indicator for measure in plan.register_measures}
    one = drawn((m for m in taken if m.period.last_month not in months and m.indicator not in fed), chance)
    if one is None:
        return None
    made = tuple(replace(m, source=chance.choice((None, ""))) if m is one else m for m in plan.measurements)
    return at(replace(plan, measurements=made), address("indicator", one.indicator))
