"""What the publications of an institution said of one goal, one after the other: what changed, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from ceiba.institutions.models import Institution
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Datum
from ceiba.publications import queries
from ceiba.publications.models import Publication

LAST = 12  # publications that are held against each other; the list of publications leads to the others

_Said = dict[tuple[Period, str], Datum]


@dataclass(frozen=True)
class SaidFigure:
    """A figure that a publication told for the first time, or otherwise than the one before; None: not told."""

    period: Period
    part: str
    before: Datum | None
    after: Datum | None

    @property
    def is_correction(self) -> bool:
        """Tell whether something that had been said was changed or taken back."""
        return self.before is not None


@dataclass(frozen=True)
class Saying:
    """What one publication said of a goal that the one before did not; ``is_first`` where it tells of it at all."""

    publication: Publication
    figures: tuple[SaidFigure, ...]
    target: tuple[Datum | None, Datum | None] | None


def history(institution: Institution, indicator: str) -> list[Saying]:
    """Return the last publications that said something new of an indicator, the newest first."""
    rows = queries.publications(institution)[: LAST + 1]
    found = list(_sayings(list(reversed(rows)), indicator, whole=len(rows) <= LAST))
    return list(reversed(found))


def _sayings(rows: list[Publication], indicator: str, *, whole: bool) -> Iterator[Saying]:
    said, aim = _Said(), None
    for place, row in enumerate(rows):
        face = queries.face_of(row)
        says, aims = _figures(face, indicator), _target(face, indicator)
        figures = tuple(
            SaidFigure(*key, said.get(key), says.get(key))
            for key in dict.fromkeys([*says, *said])
            if said.get(key) != says.get(key)
        )
        moved = (aim, aims) if aim != aims else None
        if (figures or moved) and (place or whole):
            yield Saying(row, tuple(sorted(figures, key=lambda one: (one.period, one.part))), moved)
        said, aim = says, aims


def _figures(face: Snapshot, indicator: str) -> _Said:
    found = face.indicator(indicator)
    if found is None:
        return {}
    return {(one.period, one.disaggregation): one.value for one in face.measurements_of(found)}


def _target(face: Snapshot, indicator: str) -> Datum | None:
    found = face.indicator(indicator)
    final = found.final_target if found else None
    return final.value if final else None
