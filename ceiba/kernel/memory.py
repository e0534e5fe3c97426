"""What was computed of an indicator stays true as long as the indicator and its measurements are the same."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from ceiba.kernel.indicator import Indicator, Measurement

_Made = TypeVar("_Made")


@dataclass
class Memory:
    """Results by indicator, shared by the snapshots of one institution: after a saved figure one indicator is new.

    A result is found again only for the very same figures, so that whoever shares a memory with an older snapshot gets
    the same answers as without. Two threads may make the same result at the same time; they get equal values.
    """

    _kept: dict[str, tuple[Indicator, tuple[Measurement, ...], dict[Hashable, object]]] = field(default_factory=dict)

    def of(
        self, indicator: Indicator, measurements: Sequence[Measurement], key: Hashable, make: Callable[[], _Made]
    ) -> _Made:
        """Return what ``make`` makes of an indicator and its measurements, made once for these; ``key`` names it.

        ``key`` holds whatever else the result depends on.
        """
        results = self._results(indicator, measurements)
        if key not in results:
            results[key] = make()
        return cast("_Made", results[key])

    def _results(self, indicator: Indicator, measurements: Sequence[Measurement]) -> dict[Hashable, object]:
        found = self._kept.get(indicator.id)
        if found is not None and found[0] is indicator and found[1] is measurements:
            return found[2]
        measured = tuple(measurements)
        same = found is not None and found[0] == indicator and found[1] == measured
        results: dict[Hashable, object] = found[2] if same and found is not None else {}
        self._kept[indicator.id] = (indicator, measured, results)  # the newest values: found again without comparing
        return results
