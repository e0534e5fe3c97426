"""What was computed of an indicator stays true as long as the indicator and its measurements are the same."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar, cast

from ceiba.kernel.collector import paused
from ceiba.kernel.indicator import Indicator, Measurement

_Made = TypeVar("_Made")
WHOLES = 32  # what a board looks at, twice


@dataclass
class Memory:
    """Results by indicator, shared by the snapshots of one institution: after a saved figure one indicator is new.

    A result is found again only for the very same figures, so that whoever shares a memory with an older snapshot gets
    the same answers as without. Two threads may make the same result at the same time; they get equal values.
    """

    _kept: dict[str, tuple[Indicator, tuple[Measurement, ...], dict[Hashable, object]]] = field(default_factory=dict)
    _wholes: dict[Hashable, object] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

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

    def mark(self, indicator: Indicator, measurements: Sequence[Measurement], key: Hashable) -> object:
        """Return what stays the very same object as long as an indicator, its measurements and ``key`` are the same."""
        return self.of(indicator, measurements, ("mark", key), object)

    def whole(self, key: Hashable, make: Callable[[_Made | None], _Made]) -> _Made:
        """Return what ``make`` makes of what it made last for this key, None the first time; the last few are kept.

        It is for whoever makes it to see what of the former is still true.
        """
        with self._lock:
            former = self._wholes.get(key)
        with paused():
            made = make(cast("_Made | None", former))
        with self._lock:
            self._wholes.pop(key, None)
            self._wholes[key] = made  # the last asked for stands last
            while len(self._wholes) > WHOLES:
                del self._wholes[next(iter(self._wholes))]
        return made

    def _results(self, indicator: Indicator, measurements: Sequence[Measurement]) -> dict[Hashable, object]:
        found = self._kept.get(indicator.id)
        if found is not None and found[0] is indicator and found[1] is measurements:
            return found[2]
        measured = tuple(measurements)
        same = found is not None and found[0] == indicator and found[1] == measured
        results: dict[Hashable, object] = found[2] if same and found is not None else {}
        self._kept[indicator.id] = (indicator, measured, results)  # the newest values: found again without comparing
        return results
