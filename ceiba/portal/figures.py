"""Each figure of a goal, opened: what it is made of, with what it was computed, who validated it, and its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.states import Value
from ceiba.monitoring.goal import GoalPage, GoalRow


@dataclass(frozen=True)
class OpenPart:
    """A shorter period that a figure is made of, and where it opens itself; blank where it does not."""

    measured: Measurement
    opens: str


@dataclass(frozen=True)
class OpenFigure:
    """A period of a goal as the portal shows it; ``parts`` are the shorter periods that its figure is made of."""

    row: GoalRow
    parts: tuple[OpenPart, ...]

    @property
    def opens(self) -> bool:
        """Tell whether there is a figure, or anything told of it."""
        return isinstance(self.row.told.value, Value) or self.row.has_story

    @property
    def validators(self) -> tuple[str, ...]:
        """Return the offices that validated the figure: its own, or those of each part that it is made of."""
        return _told(one.validated_by for one in self._measured)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return where the figure was taken from: a register, a book of the years before the plan."""
        return _told(one.source for one in self._measured)

    @property
    def _measured(self) -> tuple[Measurement, ...]:
        if self.row.measured is not None:
            return (self.row.measured,)
        observed = self.row.told.observed
        return tuple(observed.parts) if observed is not None else ()


def figures(page: GoalPage) -> tuple[OpenFigure, ...]:
    """Return the periods of a goal, the latest first."""
    known = {row.period: row for row in page.rows}

    def parts(row: GoalRow) -> Iterable[OpenPart]:
        for one in row.parts:
            own = known.get(one.period)
            yield OpenPart(one, own.notation if own and own is not row and isinstance(one.value, Value) else "")

    return tuple(OpenFigure(row, tuple(parts(row))) for row in page.rows)


def _told(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
