"""The words of generated sound plans, as ``banks.yaml`` gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind

_PATH = Path(__file__).with_name("banks.yaml")
_THOUSAND = 1000


@dataclass(frozen=True)
class OutcomeWords:
    """What changes in people's lives: «las viviendas con medidor», its unit, and between what a baseline may lie."""

    phrase: str
    kind: UnitKind
    unit: MeasureUnit
    low: int
    high: int
    falls: bool
    of: str | None
    source: str
    proof: str

    @property
    def name(self) -> str:
        """Return the name of the indicator: the phrase without its article."""
        bare = self.phrase.split(" ", 1)[1]
        return bare[:1].upper() + bare[1:]

    @property
    def plural(self) -> bool:
        """Tell whether verbs after the phrase stand in plural."""
        return self.phrase.startswith(("los ", "las "))


@dataclass(frozen=True)
class OutputWords:
    """What is delivered: its text, the unit, how many in a usual year, and what is done for it."""

    text: str
    unit: MeasureUnit
    size: int
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A field of public work, with the words of each place in its chain."""

    key: str
    axes: tuple[str, ...]
    themes: tuple[str, ...]
    ods: tuple[str, ...]
    goals: tuple[str, ...]
    lines: tuple[str, ...]
    outcomes: tuple[OutcomeWords, ...]
    outputs: tuple[OutputWords, ...]
    project: str
    line: str
    problem: str


@cache
def _raw() -> Mapping[str, Any]:
    return dict(yaml.safe_load(_PATH.read_text(encoding="utf-8")))


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects of the bank."""
    return tuple(_subject(raw) for raw in _raw()["subjects"])


def words(name: str) -> tuple[Any, ...]:
    """Return a list of the bank by its name: places, towns, units, missions, norms, risks …"""
    return tuple(_raw()[name])


def _subject(raw: Mapping[str, Any]) -> Subject:
    lists = {name: tuple(raw[name]) for name in ("axes", "themes", "ods", "goals", "lines")}
    return Subject(
        key=raw["key"],
        outcomes=tuple(_outcome(one) for one in raw["outcomes"]),
        outputs=tuple(
            OutputWords(
                one["text"], MeasureUnit(one["unit"], _delivered(one["unit"])), one["size"], tuple(one["tasks"])
            )
            for one in raw["outputs"]
        ),
        project=raw["project"],
        line=raw["line"],
        problem=raw["problem"],
        **lists,
    )


def _delivered(unit: str) -> UnitKind:
    return UnitKind.MAGNITUDE if unit in ("metros", "kilómetros", "hectáreas") else UnitKind.COUNT


def _outcome(raw: Mapping[str, Any]) -> OutcomeWords:
    kind = UnitKind(raw["kind"])
    low, high = raw["size"]
    return OutcomeWords(
        phrase=raw["phrase"],
        kind=kind,
        unit=_unit(kind, raw.get("unit", "")),
        low=low,
        high=high,
        falls=raw.get("falls", False),
        of=raw.get("of"),
        source=raw["source"],
        proof=raw["proof"],
    )


def _unit(kind: UnitKind, name: str) -> MeasureUnit:
    match kind:
        case UnitKind.PERCENT:
            return PERCENT
        case UnitKind.INDEX:
            return MeasureUnit("índice", kind)
        case UnitKind.RATE:
            return MeasureUnit(name, kind, Decimal(_THOUSAND))
        case _:
            return MeasureUnit(name, kind)
