"""The figures that a register publishes: each with the reason where it is withheld, and the day of an older one.

A figure that is no count (an average, a share in time, a ratio) is given where every count that it rests on is given:
the differences that would tell the figure of a small group would tell its count. Of an order statistic, enough rows
must lie on either side of it: the threshold on each, so twice as many for a median, ten times for a ninetieth
percentile (A. Hundepool et al., *Statistical Disclosure Control*, 2012, chapter 5, on percentiles).

Not guarded against: a sum of money or a mean in which one large row stands out, and whoever knows rows of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ceiba.kernel.period import Period
from ceiba.kernel.rates import PopulationSeries
from ceiba.kernel.register_disclosure import RegisterSurvey, constituents
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure
from ceiba.kernel.register_layout import CountedCell, cells_behind, parts_of, printed
from ceiba.kernel.register_measure import Measure, MeasureKind, Statistic
from ceiba.kernel.states import Value
from ceiba.kernel.suppression import TableRelease

_YEAR = 12
_MEDIAN, _P90 = 2, 10  # rows, in thresholds, that an order statistic needs


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure stands: measure, period as it is written, and the part of a dimension (both blank: the whole)."""

    measure: str
    period: str
    by: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedFigure:
    """A published figure; None where it is withheld. ``held``: the day up to which an older one stands on."""

    place: FigurePlace
    figure: RegisterFigure | None
    held: date | None = None


def places_of(measure: Measure, found: RegisterSurvey) -> tuple[FigurePlace, ...]:
    """Return where a public measure is told: where everything that it is made of is."""
    told = printed(found)
    bases = [found.scope.register.measure_by_key[key] for key in constituents(measure)]
    tables = [told[base.key] for base in bases]
    periods = [one for one in tables[0].periods if all(one in table.periods for table in tables)]
    places = [FigurePlace(measure.key, period.notation()) for period in periods]
    for name in measure.by:
        if all(name in table.by for table in tables):
            parts = dict.fromkeys(part for base in bases for part in parts_of(base, name, found))
            years = [period.notation() for period in periods if period.months == _YEAR]
            places += [FigurePlace(measure.key, year, name, part) for year in years for part in parts]
    return tuple(places)


def released_figures(
    found: RegisterSurvey,
    releases: Mapping[str, TableRelease],
    populations: Iterable[PopulationSeries] = (),
    earlier: Mapping[FigurePlace, ReleasedFigure] | None = None,
) -> tuple[ReleasedFigure, ...]:
    """Return every figure of the public measures; ``releases`` are the protected tables of each basis.

    ``earlier`` holds what was last published of each place with its day: a figure that is withheld now stays as it was.
    """
    given = {
        CountedCell(basis, cell.layout, cell.codes): cell.count
        for basis, release in releases.items()
        for cell in release.cells
    }
    series = tuple(populations)
    answers = []
    for key in found.scope.view.measures:
        measure = found.scope.register.measure_by_key[key]
        for place in places_of(measure, found):
            said = _said(measure, place, found, given, series)
            older = (earlier or {}).get(place)
            answers.append(older if said is None and older is not None else ReleasedFigure(place, said))
    return tuple(answers)


def _said(
    measure: Measure,
    place: FigurePlace,
    found: RegisterSurvey,
    given: Mapping[CountedCell, int | None],
    populations: tuple[PopulationSeries, ...],
) -> RegisterFigure | None:
    """Return the figure of a place, None where a count that it rests on is withheld or too few rows lie beside it."""
    scope = found.scope
    period = Period.parse(place.period)
    if any(given.get(cell) is None for cell in cells_behind(measure, period, place.by, place.part, scope)):
        return None
    where = {place.by: place.part} if place.by else {}
    question = MeasureQuestion(period, scope.cut, scope.since, where)
    answer = figure(measure, found.tables, question, populations)
    if measure.kind is MeasureKind.TIME_BETWEEN and isinstance(answer.value, Value):
        thresholds = _MEDIAN if measure.statistic is Statistic.MEDIAN else _P90
        if answer.rows < thresholds * scope.rule.threshold:
            return None
    return answer
