"""Where each unit of money comes from and goes to, as its page shows it: choices, picture, nodes, lines behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.audits.kept import kept
from ceiba.audits.subjects import href, things
from ceiba.exchange.writers.page_money import STAGE_WORDS
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.availability import availability
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.destination import Destination
from ceiba.kernel.flow import Ladder, Stream, source_streams, streams
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.linking import DESTINATION_WORDS
from ceiba.ui import formats

AVAILABLE, NATURE = "disponible", "naturaleza"  # choices that are no stage and no level
UNTOLD = "sin-decir"  # in addresses: the source or the nature that nobody said
NATURE_NAMES: dict[Nature | None, Promise] = {
    Nature.INVESTMENT: _("Inversión"),
    Nature.OPERATING: _("Funcionamiento"),
    None: _("Sin naturaleza dicha"),
}
PARTS = {nature: number for number, nature in enumerate(NATURE_NAMES, start=1)}
_LOOSE = (Destination.RUNNING, Destination.PROJECT, Destination.NOTHING)  # as they stand at the foot of the picture


@dataclass(frozen=True, slots=True)
class Node:
    """An end of the flow: its key in addresses, name, money, how many lines meet in it, and the thing's own page."""

    key: str
    name: str
    money: Money
    lines: int
    loose: bool = False
    page: str | None = None


@dataclass(frozen=True)
class FlowPage:
    """The flow of one year of a snapshot; ``asked`` holds year, stage and level as the address gives them."""

    slug: str
    snapshot: Snapshot
    asked: Mapping[str, str]
    this_year: int

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the years of which a budget line or a funding source speaks, in order."""
        here = self.snapshot
        spoken = [*(line.period for line in here.budget_lines), *(source.period for source in here.funding)]
        return tuple(sorted({year for p in spoken if p for year in range(p.start_year, p.end_year + 1)}))

    @cached_property
    def year(self) -> int | None:
        """Return the year that is shown: the one asked for, else this one where it is known, else the last known."""
        asked = self.asked.get("anio", "")
        if asked.isdecimal() and int(asked) in self.years:
            return int(asked)
        if not self.years:
            return None
        return self.this_year if self.this_year in self.years else self.years[-1]

    @cached_property
    def period(self) -> Period | None:
        """Return the fiscal year that is shown."""
        return None if self.year is None else Period.of_year(self.year, self.snapshot.methodology.fiscal_start)

    @cached_property
    def lines(self) -> tuple[BudgetLine, ...]:
        """Return the budget lines of the year."""
        year = self.period
        every = self.snapshot.budget_lines
        return tuple(line for line in every if not (year and line.period) or line.period.overlaps(year))

    @cached_property
    def stages(self) -> dict[str, str]:
        """Return what can be shown of the year, by its key in addresses: what is available, and each stage told."""
        told = [stage for stage in Stage if any(line.amount(stage) is not None for line in self.lines)]
        words = {STAGE_WORDS[stage]: formats.say()(STAGE_WORDS[stage]).capitalize() for stage in told}
        return ({AVAILABLE: gettext("Disponible, por fuente")} if self._available else {}) | words

    @cached_property
    def stage(self) -> str:
        """Return what is shown: the one asked for, else current money, else the first told; blank for none."""
        if self.asked.get("etapa") in self.stages:
            return self.asked["etapa"]
        told = [key for key in self.stages if key != AVAILABLE]
        usual = STAGE_WORDS[Stage.CURRENT]
        return usual if usual in told else next(iter((*told, *self.stages)), "")

    @property
    def stage_words(self) -> str:
        """Return what the stage is called."""
        return self.stages.get(self.stage, "")

    @property
    def _available(self) -> tuple[Stream, ...]:
        """Return what the sources of the year make available; nothing where one is split in two currencies."""
        here = self.snapshot
        kinds = (availability(here.funding, here.methodology, self.period, carried_over=c) for c in (False, True))
        try:
            return tuple(stream for rows in kinds for stream in source_streams(rows))
        except ValueError:
            return ()

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """Return what flows."""
        if self.stage == AVAILABLE:
            return self._available
        stage = next((one for one in Stage if STAGE_WORDS[one] == self.stage), None)
        if stage is None:
            return ()
        aims = self.snapshot.aims
        make = lambda here: tuple(streams(here.budget_lines, stage, aims, self.period))  # noqa: E731
        return kept(self.snapshot, ("streams", stage, self.year), make)

    @cached_property
    def levels(self) -> dict[str, str]:
        """Return the levels at which the destinations can be shown, with their words; nature comes last."""
        served = (stream.subject for stream in self.streams if stream.destination is Destination.PROMISE)
        terms = {level.key: level.term.capitalize() for level in self.snapshot.methodology.levels}
        found = {key: terms[key] for key in self.ladder.levels(served)}
        return found | {NATURE: gettext("Inversión y funcionamiento")}

    @cached_property
    def level(self) -> str:
        """Return the level that is shown: the one asked for, else the highest; nature where no line has a goal."""
        return self.asked["nivel"] if self.asked.get("nivel") in self.levels else next(iter(self.levels))

    @cached_property
    def ladder(self) -> Ladder:
        """Return the levels of the plans."""
        return Ladder(self.snapshot)

    @cached_property
    def total(self) -> Money | None:
        """Return what flows in all; None where nothing does, or where two currencies meet."""
        if len({stream.money.currency for stream in self.streams if stream.money.currency}) > 1:
            return None
        return Money.total(stream.money for stream in self.streams) if self.streams else None

    @property
    def mixed(self) -> bool:
        """Tell whether two currencies meet: no sum and no picture holds them."""
        return bool(self.streams) and self.total is None

    @property
    def untold(self) -> int:
        """Return how many lines of the year do not tell this stage: missing, not zero."""
        stage = next((one for one in Stage if STAGE_WORDS[one] == self.stage), None)
        return sum(line.amount(stage) is None for line in self.lines) if stage else 0

    @property
    def unbudgeted(self) -> Money | None:
        """Return by how much the year's sources exceed what its lines have at this stage; None where unknown."""
        if self.stage not in (STAGE_WORDS[Stage.INITIAL], STAGE_WORDS[Stage.CURRENT]) or not self._available:
            return None
        try:
            return Money.total(s.money for s in self._available) - self.total if self.total else None
        except ValueError:
            return None

    @property
    def overbudgeted(self) -> Money | None:
        """Return by how much the lines exceed the year's sources, where they do: the same with the other sign."""
        return -self.unbudgeted if self.unbudgeted else None

    def source_key(self, stream: Stream) -> str:
        """Return the key of where a stream comes from."""
        return stream.source or UNTOLD

    def destination_key(self, stream: Stream) -> str:
        """Return the key of where a stream goes to, at the level shown."""
        return self._keys[stream.destination, stream.subject, stream.nature]

    @cached_property
    def _keys(self) -> dict[tuple[Destination, str, Nature | None], str]:
        ends = {(s.destination, s.subject, s.nature) for s in self.streams}
        return {end: self._key(*end) for end in ends}

    def _key(self, destination: Destination, subject: str, nature: Nature | None) -> str:
        if self.level == NATURE:
            return nature.value if nature else UNTOLD
        if destination is not Destination.PROMISE:
            return destination.value
        element = self.ladder.at(subject, self.level)
        return address("element", element.id) if element else subject

    @cached_property
    def sources(self) -> tuple[Node, ...]:
        """Return where the money comes from, the largest first and what names no source last."""
        return tuple(self._nodes(by_source=True))

    @cached_property
    def destinations(self) -> tuple[Node, ...]:
        """Return where the money goes to, the largest first, and what has no goal last."""
        return tuple(self._nodes(by_source=False))

    def _nodes(self, *, by_source: bool) -> Iterator[Node]:
        key_of = self.source_key if by_source else self.destination_key
        found: dict[str, list[Stream]] = {}
        for stream in () if self.mixed else self.streams:
            found.setdefault(key_of(stream), []).append(stream)
        made = [self._node(key, of, by_source=by_source) for key, of in found.items()]
        feet = [UNTOLD, *(kind.value for kind in _LOOSE)]
        rank = {key: place for place, key in enumerate(feet, start=1)}
        yield from sorted(made, key=lambda node: (rank.get(node.key, 0), -node.money.amount, node.key))

    def _node(self, key: str, of: list[Stream], *, by_source: bool) -> Node:
        money, lines = Money.total(stream.money for stream in of), len({s.line for s in of if s.line})
        if by_source:
            thing = things(self.snapshot).thing(address("funding", key))
            name = gettext("Sin fuente dicha") if key == UNTOLD else name_of(thing) if thing else key
            return Node(key, name, money, lines, loose=key == UNTOLD)
        if self.level == NATURE:
            nature = next((one for one in Nature if one.value == key), None)
            return Node(key, str(NATURE_NAMES[nature]), money, lines, loose=nature is None)
        kind = next((kind for kind in _LOOSE if kind.value == key), None)
        if kind is not None:
            return Node(key, str(DESTINATION_WORDS[kind]), money, lines, loose=True)
        thing = things(self.snapshot).thing(key)
        return Node(key, name_of(thing) if thing else key, money, lines, page=href(self.slug, key, self.snapshot))

    @property
    def picture_href(self) -> str:
        """Return the page of the picture with the choices made."""
        chosen = {"anio": str(self.year)} if self.year else {}
        return f"{reverse('flow', args=[self.slug])}?{urlencode(chosen | {'etapa': self.stage, 'nivel': self.level})}"

    def list_href(self, **ends: str) -> str:
        """Return the page of the lines behind a node (``fuente`` or ``destino``); availability has its own table."""
        chosen = {"anio": str(self.year)} if self.year else {}
        if self.stage == AVAILABLE:
            page = reverse("availability", args=[self.slug])
            return f"{page}?{urlencode(chosen)}" if chosen else page
        chosen |= {"etapa": self.stage, "nivel": self.level} | ends
        return f"{reverse('flow_lines', args=[self.slug])}?{urlencode(chosen)}"

    def behind(self, source: str, destination: str) -> tuple[Stream, ...]:
        """Return the streams of a source, of a destination or between both (blank: any), the largest first."""
        found = (
            stream
            for stream in self.streams
            if source in ("", self.source_key(stream)) and destination in ("", self.destination_key(stream))
        )
        return tuple(sorted(found, key=lambda stream: (-stream.money.amount, stream.line, stream.subject)))
