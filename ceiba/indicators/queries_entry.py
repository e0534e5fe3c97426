"""What the pages of a reporting unit ask: which indicators are theirs, and what stands in their cells now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from ceiba.indicators.models import Evidence, Extension, Indicator, Measurement, Narrative, Report
from ceiba.institutions.models import Institution
from ceiba.kernel.period import Period
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.repetition import repetitions
from ceiba.plans.models import Element, Link

CellKey = tuple[int, str]  # an indicator's primary key, and the part that was measured


def answering(institution: Institution, period: Period) -> dict[int | None, list[int]]:
    """Return the indicators asked for in a period by the unit that answers for them, by primary key: three queries.

    The unit is the indicator's own or the nearest up its element; None where nobody answers. Plans that do not run in
    the period, and what is withdrawn, ask for nothing. What an annual plan repeats is asked for there alone.
    """
    elements = {
        pk: (parent, unit, withdrawn)
        for pk, parent, unit, withdrawn in Element.objects.of(institution)
        .order_by()
        .values_list("pk", "parent_id", "unit_id", "withdrawn")
    }
    rows = Indicator.objects.of(institution).filter(withdrawn=False).order_by("plan", "element__position", "position")
    running = [
        (pk, key, element, unit, runs)
        for pk, key, element, unit, runs in rows.values_list("pk", "key", "element_id", "unit_id", "plan__period")
        if (runs is None or runs.overlaps(period)) and not (element and elements[element][2])
    ]
    within = {key for _pk, key, _element, _unit, runs in running if runs is not None and runs.contains(period)}
    elsewhere = {key for key, copies in _repetitions(institution).items() if within & set(copies)}
    found: dict[int | None, list[int]] = defaultdict(list)
    for pk, key, element, unit, _runs in running:
        if key not in elsewhere:
            found[unit or _unit_above(elements, element)].append(pk)
    return dict(found)


def _repetitions(institution: Institution) -> dict[str, tuple[str, ...]]:
    rows = Link.objects.of(institution).filter(kind=LinkKind.REPEATS.value)
    return repetitions(rows.values_list("origin", "destination"))


def _unit_above(elements: dict[int, tuple[int | None, int | None, bool]], pk: int | None) -> int | None:
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        parent, unit, _withdrawn = elements[pk]
        if unit is not None:
            return unit
        pk = parent
    return None


def answering_unit(indicator: Indicator) -> int | None:
    """Return the primary key of the unit that answers for an indicator: its own, or the nearest up its element.

    One query for each level; None where nobody answers.
    """
    unit, at = indicator.unit_id, indicator.element_id
    seen: set[int] = set()
    while unit is None and at is not None and at not in seen:
        seen.add(at)
        at, unit = Element.objects.values_list("parent_id", "unit_id").get(pk=at)
    return unit


def asked(report: Report) -> list[int]:
    """Return the indicators that a report is asked for, in the order of the plans: three queries."""
    return answering(report.institution, report.cycle.period).get(report.unit_id, [])


def asked_among(report: Report, wanted: Collection[int]) -> set[int]:
    """Return those of some indicators that a report is asked for, as ``asked`` would.

    One query, and one for each level up to the nearest unit, however large the institution.
    """
    rows = Indicator.objects.of(report.institution).filter(withdrawn=False, pk__in=wanted)
    found: set[int] = set()
    waiting: dict[int, set[int]] = defaultdict(set)  # the element to ask for a unit, and for which indicators
    for pk, element, unit, withdrawn, runs in rows.order_by().values_list(
        "pk", "element_id", "unit_id", "element__withdrawn", "plan__period"
    ):
        if withdrawn or (runs is not None and not runs.overlaps(report.cycle.period)):
            continue
        if unit is None and element is not None:
            waiting[element].add(pk)
        elif unit == report.unit_id:
            found.add(pk)
    return found | _hanging(report, waiting)


def _hanging(report: Report, waiting: Mapping[int, set[int]]) -> set[int]:
    """Return the indicators for which the nearest unit up their element is that of the report."""
    found: set[int] = set()
    seen: set[int] = set()
    while waiting:
        seen.update(waiting)
        above: dict[int, set[int]] = defaultdict(set)
        rows = Element.objects.filter(pk__in=list(waiting)).order_by().values_list("pk", "parent_id", "unit_id")
        for pk, parent, unit in rows:
            if unit is None and parent is not None and parent not in seen:
                above[parent] |= waiting[pk]
            elif unit == report.unit_id:
                found |= waiting[pk]
        waiting = above
    return found


def cells(report: Report, indicators: Collection[int] | None = None) -> dict[CellKey, Measurement]:
    """Return what stands in the cells of a report, with who wrote it, of some indicators or of all that it asks for.

    Of two rows for one cell (an old import) the later stands, as in every sum.
    """
    wanted = asked(report) if indicators is None else indicators
    rows = Measurement.objects.filter(indicator__in=wanted, period=report.cycle.period)
    return {(row.indicator_id, row.disaggregation): row for row in rows.select_related("recorded_by")}


def measured(indicators: Collection[int]) -> dict[int, list[Measurement]]:
    """Return everything that was measured of indicators in any period, in order, by indicator. One query."""
    found: dict[int, list[Measurement]] = defaultdict(list)
    for row in Measurement.objects.filter(indicator__in=indicators).select_related("recorded_by"):
        found[row.indicator_id].append(row)
    return found


def repeated(institution: Institution, keys: Mapping[int, str]) -> dict[int, list[Measurement]]:
    """Return the whole figures of what indicators repeat from another plan, and of its other copies, by indicator.

    ``keys`` are the keys of the indicators by primary key. One query, and another where any of them repeats something.
    """
    kin: dict[str, set[str]] = {}
    for original, copies in _repetitions(institution).items():
        for copy in copies:
            kin.setdefault(copy, set()).update({original, *copies} - {copy})
    wanted = set().union(*(kin.get(key, set()) for key in keys.values()))
    if not wanted:
        return {}
    rows = Measurement.objects.of(institution).filter(indicator__key__in=wanted, disaggregation="")
    figures: dict[str, list[Measurement]] = defaultdict(list)
    for row in rows.select_related("indicator"):
        figures[row.indicator.key].append(row)
    return {pk: [one for other in sorted(kin.get(key, ())) for one in figures[other]] for pk, key in keys.items()}


def narratives(report: Report, indicators: Collection[int]) -> dict[int, Narrative]:
    """Return what was said of indicators in the period of a report, by indicator. One query."""
    rows = Narrative.objects.filter(indicator__in=indicators, period=report.cycle.period).select_related("written_by")
    return {row.indicator_id: row for row in rows}


def evidence(report: Report, indicators: Collection[int]) -> dict[int, list[Evidence]]:
    """Return the files that prove figures of a report's period, by indicator, without the withdrawn. One query."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(indicator__in=indicators, period=report.cycle.period, withdrawn=False)
    for row in rows.select_related("document", "added_by"):
        found[row.indicator_id].append(row)
    return found


def extension(report: Report) -> Extension | None:
    """Return the extension of a report that runs longest, expired ones too; None where nobody granted any."""
    rows = Extension.objects.filter(report=report, withdrawn=None).select_related("granted_by")
    return rows.order_by("-until", "-pk").first()


def reports_of(institution: Institution, units: Iterable[int | None]) -> list[Report]:
    """Return the reports of units (None: those without unit), latest cycle first, with cycle and unit. One query."""
    wanted = list(units)
    mine = Q(unit__in=[unit for unit in wanted if unit is not None])
    mine |= Q(unit=None) if None in wanted else Q(pk__in=[])
    rows = Report.objects.of(institution).filter(mine).select_related("cycle", "unit", "reported_by", "reviewed_by")
    return list(rows.order_by("-cycle__opens", "cycle", "unit__position", "pk"))
