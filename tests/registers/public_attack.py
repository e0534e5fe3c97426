"""Whoever attacks what a register published: they read the public files, and know what every measure counts.

They know of no single row; the truth is here only to tell whether what they derive is a small group. What a figure adds
up is said once more, by hand, for administrative procedures: nothing is asked of how Ceiba counts.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from django.test import Client

from ceiba.kernel.register_record import Record
from tests.kernel.attacker import Sums, Unknown, bounds, eliminated, told

Kind = tuple[str, ...]  # month of entry, origin, unit, and what became of it: all that any published figure tells apart
Place = tuple[str, str, str, str]  # measure (with what of it), period, dimension, part
ATTACKED = ("ingresados", "ingresados_resueltos")


@dataclass
class Attack:
    """What the public files of several releases gave away so far, beside the truth of each."""

    sums: Sums = field(default_factory=dict)
    truths: list[Counter[Kind]] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)
    figures: int = 0

    def read(self, client: Client, base: str, records: Iterable[Record]) -> None:
        """Read every file of a release at its address, with the rows that stand in the register that day."""
        self.truths.append(Counter(map(kind_of, records)))
        whole = json.loads(client.get(base + "datos.json").content)
        for told_figure in whole["figures"]:
            self._take(told_figure, whole["until"])
        text = client.get(base + "cifras.csv").content.decode("utf-8-sig")
        lines = list(csv.DictReader(StringIO(text)))
        assert [line["valor"] for line in lines] == [one["value"] for one in whole["figures"]]

    def _take(self, figure: Mapping[str, Any], until: str) -> None:
        places = [self._place(figure, key) for key in counted(figure["measure"])]
        self.places.update(places)
        if not figure["value"] or figure["until"] != until:
            return  # a figure that stands from an earlier release was read there
        numbers = [figure["value"]] if len(places) == 1 else [figure["numerator"], figure["denominator"]]
        for place, number in zip(places, numbers, strict=True):
            self.sums[self.members(len(self.truths) - 1, place)] = int(number)
            self.figures += 1

    @staticmethod
    def _place(figure: Mapping[str, Any], key: str) -> Place:
        return key, figure["period"], figure["by"], figure["part"]

    def members(self, time: int, place: Place) -> frozenset[Unknown]:
        """Return the kinds that a figure adds up in a release."""
        return frozenset((time, kind) for kind in self.truths[time] if counts(place, kind))

    def small(self, threshold: int) -> list[tuple[dict[Unknown, int], int]]:
        """Return the groups that must not be told: small cells, small changes of them, and small indistinct groups."""
        found = [(dict.fromkeys(members, 1), self._size(members)) for members in self._indistinct()]
        for place in self.places:
            cells = [self.members(time, place) for time in range(len(self.truths))]
            found += [(dict.fromkeys(members, 1), self._size(members)) for members in cells]
            for later in range(len(cells)):
                for before in range(later):
                    change = dict.fromkeys(cells[later], 1) | dict.fromkeys(cells[before], -1)
                    found.append((change, self._size(cells[later]) - self._size(cells[before])))
        return [(group, size) for group, size in found if 0 < abs(size) < threshold]

    def _size(self, members: Iterable[Unknown]) -> int:
        return sum(self.truths[time][kind] for time, kind in members)

    def _indistinct(self) -> list[frozenset[Unknown]]:
        """Return the kinds that no figure tells apart, together."""
        alike: dict[tuple[int, ...], set[Unknown]] = {}
        sums = list(self.sums)
        for time, truth in enumerate(self.truths):
            for kind in truth:
                where = tuple(at for at, members in enumerate(sums) if (time, kind) in members)
                alike.setdefault((time, *where), set()).add((time, kind))
        return [frozenset(members) for members in alike.values()]

    def derived(self, threshold: int) -> list[tuple[dict[Unknown, int], int]]:
        """Return the small groups whose size follows from the figures, by elimination or by whole numbers."""
        system = eliminated(self.sums)
        found = [(group, size) for group, size in self.small(threshold) if told(system, group) == size]
        merged = {min(members): members for members in self._indistinct()}
        first = {one: name for name, members in merged.items() for one in members}
        sums = {frozenset(first[one] for one in members): figure for members, figure in self.sums.items()}
        for name, (low, high) in bounds(sums, sorted(merged)).items():
            size = self._size(merged[name])
            if 0 < size < threshold and low == high == size:
                found.append((dict.fromkeys(merged[name], 1), size))
        return found


def kind_of(record: Record) -> Kind:
    """Return what published figures may tell of a procedure."""
    entry = record.values["ingreso"]
    assert isinstance(entry, date)
    settled = "si" if record.state in ("despachado", "archivado") else "no"
    return (f"{entry:%Y-M%m}", str(record.values["procedencia"]), str(record.values["unidad"]), settled)


def counted(measure: str) -> Sequence[str]:
    """Return what the numbers of a public figure count."""
    return {"ingresados": ("ingresados",), "resueltos": ("ingresados_resueltos", "ingresados")}[measure]


def counts(place: Place, kind: Kind) -> bool:
    """Tell whether a figure counts procedures of a kind."""
    measure, period, by, part = place
    month, origin, unit, settled = kind
    year, number = int(month[:4]), int(month[6:])
    told_period, _dash, rest = period.partition("-")
    inside = int(told_period) == year
    if rest.startswith("M"):
        inside = inside and int(rest[1:]) == number
    elif rest.startswith("Q"):
        inside = inside and (number - 1) // 3 + 1 == int(rest[1:])
    opened = {"": True, "procedencia": origin == part, "unidad": unit == part}[by]
    return inside and opened and (measure == "ingresados" or settled == "si")
