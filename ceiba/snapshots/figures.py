"""The figures of a snapshot: after some were saved, those alone are read again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ceiba.indicators.queries import Place, placed_measurements
from ceiba.institutions.models import Institution
from ceiba.institutions.queries import figures_changed
from ceiba.kernel.indicator import Measurement

MOST = 500  # figures read one by one; beyond it everything is read, which is sooner
Groups = dict[str, tuple[Measurement, ...]]


@dataclass(frozen=True)
class Figures:
    """Everything that was observed, by its place in the order and by its indicator, at a revision."""

    revision: int
    rows: dict[Place, Measurement]
    by_indicator: Groups

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Return the figures in order; those that did not change are the same values as before."""
        return tuple(self.rows.values())


def figures(institution: Institution, known: Figures | None, revision: int) -> Figures:
    """Return the figures of a revision or later; those ``known`` are read again where the history says so."""
    keys = None
    if known is not None and known.revision <= revision:
        keys = figures_changed(institution, known.revision, revision)
    if known is None or keys is None or len(keys) > MOST:
        rows = placed_measurements(institution)
        return Figures(revision, rows, _grouped(rows.values(), {m.indicator for m in rows.values()}))
    read = placed_measurements(institution, keys)
    rows = {**known.rows, **read}
    if len(rows) > len(known.rows):
        rows = dict(sorted(rows.items(), key=_place))
    anew = _grouped(rows.values(), {measurement.indicator for measurement in read.values()})
    return Figures(revision, rows, {**known.by_indicator, **anew})


def _grouped(measurements: Iterable[Measurement], indicators: Collection[str]) -> Groups:
    found: dict[str, list[Measurement]] = {indicator: [] for indicator in indicators}
    for measurement in measurements:
        if measurement.indicator in found:
            found[measurement.indicator].append(measurement)
    return {indicator: tuple(measured) for indicator, measured in found.items()}


def _place(row: tuple[Place, Measurement]) -> Place:
    return row[0]
