"""Random plans of known truth: a tree of elements over the levels of a country and genre, indicators, money."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.corpora.measures import Measure, Measuring, Numbers, numbers, promise
from tests.corpora.words import Words, contracted

SCHEMES = Path(__file__).with_name("schemes.yaml")
MOST_ELEMENTS = 56


@dataclass(frozen=True)
class Level:
    """A level of plans: its key, its kind in the labels, and how offices name one, several, a column and a code."""

    key: str
    kind: str
    words: str
    labels: tuple[str, ...]
    plurals: tuple[str, ...]
    headers: tuple[str, ...]
    short: str


@dataclass(frozen=True)
class Scheme:
    """The levels of a genre of plan in a country, from the root; ``beside`` a second child of a level."""

    country: str
    plan: str
    short: str
    years: int
    chain: tuple[Level, ...]
    beside: dict[str, Level]


@dataclass(frozen=True)
class Node:
    """An element with what hangs from it. ``stated`` are the fields of the indicator that its own text states."""

    id: str
    level: Level
    text: str
    measures: tuple[Measure, ...] = ()
    stated: dict[str, Any] = field(default_factory=dict)
    children: tuple["Node", ...] = ()

    def walk(self, parent: str | None = None) -> Iterator[tuple["Node", str | None]]:
        """Yield this element and all below it in the order of the document, each with its parent's id."""
        yield self, parent
        for child in self.children:
            yield from child.walk(self.id)


@dataclass(frozen=True)
class PlanTruth:
    """A plan as its office knows it, before anybody draws it."""

    scheme: Scheme
    institution: str
    period: tuple[int, int]
    mission: str
    vision: str
    roots: tuple[Node, ...]
    funding: tuple[tuple[str, Decimal], ...]
    projects: tuple[tuple[str, str, Decimal], ...]
    shown: Numbers

    def walk(self) -> Iterator[tuple[Node, str | None]]:
        """Yield every element with its parent's id, in the order of the document."""
        for root in self.roots:
            yield from root.walk()


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return the schemes of ``schemes.yaml``."""
    data = yaml.safe_load(SCHEMES.read_text(encoding="utf-8"))
    levels = {
        key: Level(
            key, v["kind"], v["words"], *(tuple(v[name]) for name in ("labels", "plurals", "headers")), v["short"]
        )
        for key, v in data["levels"].items()
    }
    return tuple(
        Scheme(
            **{key: s[key] for key in ("country", "plan", "short", "years")},
            chain=tuple(levels[key] for key in s["chain"]),
            beside={key: levels[other] for key, other in s.get("beside", {}).items()},
        )
        for s in data["schemes"]
    )


@cache
def _institutions() -> dict[str, list[str]]:
    return dict(yaml.safe_load(SCHEMES.read_text(encoding="utf-8"))["institutions"])


def random_plan(rng: random.Random, scheme: Scheme | None = None) -> PlanTruth:
    """Return a random plan; its scheme may lose levels from below, so that plans have two to six."""
    scheme = scheme or _cut(rng, rng.choice(schemes()))
    words = Words(rng)
    start = rng.randint(2019, 2026)
    period = (start, start + scheme.years - 1)
    grower = _Grower(words, scheme, period)
    town = words.town()
    name = contracted(rng.choice(_institutions()[scheme.country]).format(town))
    return PlanTruth(
        scheme=scheme,
        institution=name,
        period=period,
        mission=_mission(words, name),
        vision=_vision(words, town, period[1]),
        roots=grower.roots(),
        funding=_funding(words),
        projects=_projects(words),
        shown=numbers(scheme.country),
    )


def _cut(rng: random.Random, scheme: Scheme) -> Scheme:
    """Return the scheme without its deepest levels, one time in five."""
    if len(scheme.chain) > 3 and rng.random() < 0.2:
        chain = scheme.chain[: rng.randint(3, len(scheme.chain) - 1)]
        if chain[-1].key == "proyecto":  # a project is a line of action only where activities stand below it
            chain = chain[:-1]
        return replace(scheme, chain=chain)
    return scheme


class _Grower:
    def __init__(self, words: Words, scheme: Scheme, period: tuple[int, int]) -> None:
        self.words, self.rng, self.scheme, self.period = words, words.rng, scheme, period
        self.measuring = Measuring(words, period)
        self.shown = numbers(scheme.country)
        self.count = 0
        self.room = self.rng.choice((8, 14, 22, 34, MOST_ELEMENTS))
        deep = len(scheme.chain) - 1
        self.measured = self.rng.choice((deep, deep, deep, max(deep - 1, 0)))
        self.share = self.rng.choice((0.0, 0.7, 1.0, 1.0))

    def roots(self) -> tuple[Node, ...]:
        fields = self.words.fields()
        count = self.rng.randint(1, 4) if len(self.scheme.chain) > 2 else self.rng.randint(2, 5)
        return tuple(self._node(0, fields[i % len(fields)]) for i in range(count))

    def _node(self, depth: int, area: str) -> Node:
        level = self.scheme.chain[depth]
        here = self._element(level, area, measured=depth == self.measured)
        children = list(self._beside(level, area)) if depth + 1 < len(self.scheme.chain) else []
        if depth + 1 < len(self.scheme.chain):
            for i in range(self._branching(depth)):
                if i and self.count >= self.room:
                    break
                children.append(self._node(depth + 1, area))
        return replace(here, children=tuple(children))

    def _branching(self, depth: int) -> int:
        last = depth == len(self.scheme.chain) - 2
        return self.rng.randint(1, 5) if last else self.rng.choice((1, 1, 2, 2, 3))

    def _beside(self, level: Level, area: str) -> Iterator[Node]:
        other = self.scheme.beside.get(level.key)
        if other and self.rng.random() < 0.8:
            for _i in range(self.rng.randint(1, 2)):
                yield self._element(other, area, measured=False)

    def _element(self, level: Level, area: str, *, measured: bool) -> Node:
        self.count += 1
        identifier = f"e{self.count}"
        if level.words == "promise":
            measure = self.measuring.of(area)
            text, stated = promise(measure, self.shown, self.rng)
            return Node(identifier, level, text, (measure,), stated)
        has_one = measured and self.rng.random() < self.share
        return Node(identifier, level, self.words.of(level.words, area), (self.measuring.of(area),) if has_one else ())


def _mission(words: Words, name: str) -> str:
    one, two = words.fields()[:2]
    things = " y de ".join(words.thing(area, "service") for area in (one, two))
    openings = (
        "Somos una institución que trabaja por la",
        "Servir a la población con transparencia, mediante la",
        f"{name} es la entidad encargada de la",
    )
    start = words.rng.choice(openings)
    ends = words.rng.choice(
        ("con responsabilidad y cercanía", "para el bienestar de sus habitantes", "con vocación de servicio")
    )
    return contracted(f"{start} atención de {things}, {ends}.")


def _vision(words: Words, town: str, year: int) -> str:
    pick = words.rng.choice
    start = pick((f"En el {year}, {town} es", f"Al {year} {town} será", "Ser", f"Para {year} seremos"))
    what = pick(
        ("un territorio ordenado", "un municipio próspero", "una institución moderna", "una comunidad solidaria")
    )
    more = pick(
        ("con servicios de calidad", "con gente preparada", "con oportunidades para todos", "con cuentas claras")
    )
    end = pick(("y respetuoso del ambiente", "y orgulloso de sus raíces", "y líder en la región"))
    return f"{start} {what}, {more} {end}."


def _funding(words: Words) -> tuple[tuple[str, Decimal], ...]:
    names = words.some("sources", words.rng.randint(3, 6))
    return tuple(
        (name, Decimal(words.rng.randint(90_000, 90_000_000)) + Decimal(words.rng.randint(0, 99)) / 100)
        for name in names
    )


def _projects(words: Words) -> tuple[tuple[str, str, Decimal], ...]:
    made = []
    for area in words.fields()[: words.rng.randint(3, 6)]:
        name = words.of("line", area).upper() + " " + words.town().upper()
        made.append((str(words.rng.randint(100_000, 399_999)), name, Decimal(words.rng.randint(50, 9_000)) * 1000))
    return tuple(made)
