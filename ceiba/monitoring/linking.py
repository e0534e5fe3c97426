"""Money without goal and goals without money, with their sums, and what each budget line may be for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ceiba.audits.kept import kept
from ceiba.audits.subjects import things
from ceiba.exchange.linking import LinkSuggestion, suggested, targets_of
from ceiba.exchange.stems import stems
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine, Share, shares_add_up
from ceiba.kernel.destination import Destination, destinations, given
from ceiba.kernel.exact import EXACT, total
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.element import Sum, summed
from ceiba.monitoring.outline import Outline, outline
from ceiba.ui import formats

LINKED_TO = ("element", "indicator", "project", "unit")  # nouns that a search for a destination offers
HITS = 20
DESTINATION_WORDS: dict[Destination, Promise] = {
    Destination.PROMISE: _("Con meta"),
    Destination.RUNNING: _("Funcionamiento, sin meta y dicho"),
    Destination.PROJECT: _("En proyectos sin meta"),
    Destination.NOTHING: _("Sin meta"),
}
DESTINATION_TONES = {
    Destination.PROMISE: "ok",
    Destination.RUNNING: "none",
    Destination.PROJECT: "warn",
    Destination.NOTHING: "bad",
}
_LOOSE = frozenset({Destination.PROJECT, Destination.NOTHING})
_ALWAYS = frozenset({Destination.PROMISE, Destination.NOTHING})
NOUN_WORDS: dict[str, Promise] = {
    "indicator": _("indicador"),
    "project": _("proyecto"),
    "unit": _("unidad: funcionamiento"),
    "plan": _("plan"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A destination offered to a line: its name and page, and why."""

    subject: str
    name: str
    noun: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LooseRow:
    """A budget line of which some money has no goal; ``loose`` is that money, None where the line holds none."""

    line: BudgetLine
    loose: Money | None
    offers: tuple[Offered, ...]
    served: tuple[str, ...]

    @property
    def best(self) -> Offered | None:
        """Return the suggestion that can be accepted as it stands: that of a line which leaves something over."""
        return self.offers[0] if self.offers and rest_of(self.line) > 0 else None


@dataclass(frozen=True, slots=True)
class UnfundedRow:
    """A promise with indicators that no money reaches; ``lines`` are loose lines whose suggestion is it."""

    element: Element
    level: str
    has_project: bool
    lines: int


@dataclass(frozen=True)
class LinkingPage:
    """What is linked and what is not, in one snapshot."""

    slug: str
    snapshot: Snapshot

    @property
    def outline(self) -> Outline:
        """Return the trees of the snapshot."""
        return outline(self.snapshot)

    @cached_property
    def sums(self) -> list[tuple[str, str, Sum]]:
        """Return words, tone and sum of every destination; together they are all the money of the lines."""
        parts: dict[Destination, list[Money | None]] = {kind: [] for kind in Destination}
        for line in self.snapshot.budget_lines:
            for kind, money in destinations(line, self.snapshot.aims):
                parts[kind].append(money)
        order = DESTINATION_WORDS
        return [(str(order[k]), DESTINATION_TONES[k], summed(parts[k])) for k in order if parts[k] or k in _ALWAYS]

    @property
    def whole(self) -> Sum:
        """Return what all lines may spend."""
        return summed([given(line) for line in self.snapshot.budget_lines])

    @cached_property
    def loose_lines(self) -> tuple[BudgetLine, ...]:
        """Return the lines of which some money has no goal, the largest first; those without an amount come last."""
        found = [(self._loose(line), line) for line in self.snapshot.budget_lines]
        kept_lines = [(money, line) for money, line in found if money is not None or not line.serves]
        order = sorted(kept_lines, key=lambda pair: pair[0].amount if pair[0] else Decimal(-1), reverse=True)
        return tuple(line for _money, line in order)

    def _loose(self, line: BudgetLine) -> Money | None:
        parts = [money for kind, money in destinations(line, self.snapshot.aims) if kind in _LOOSE]
        return Money.total(parts) if parts else None

    @cached_property
    def suggestions(self) -> dict[str, tuple[LinkSuggestion, ...]]:
        """Return the suggestions to the loose lines, by line."""
        here = self.snapshot
        return kept(
            here,
            "link suggestions",
            lambda _kept: dict(suggested(here.budget_lines, targets_of(here), self.loose_lines)),
        )

    def offers(self, line: BudgetLine) -> tuple[Offered, ...]:
        """Return what a line may serve, with the reasons in the reader's language."""
        found = self.suggestions.get(line.id)
        if found is None:
            asked = suggested(self.snapshot.budget_lines, targets_of(self.snapshot), (line,))
            found = asked.get(line.id, ())
        return tuple(self.offered(one.subject, formats.say()(one.reason)) for one in found)

    def offered(self, subject: str, reason: str = "") -> Offered:
        """Return a destination with its name."""
        thing = things(self.snapshot).thing(subject)
        noun = subject.partition("/")[0]
        term = self.outline.level(thing) if isinstance(thing, Element) else str(NOUN_WORDS.get(noun, noun))
        return Offered(subject, name_of(thing) if thing else subject, term, reason)

    def row(self, line: BudgetLine) -> LooseRow:
        """Return a line ready to be read."""
        served = tuple(self.offered(share.subject).name for share in line.serves)
        return LooseRow(line, self._loose(line), self.offers(line), served)

    def lines(self, which: str, query: str, meta: str) -> Sequence[BudgetLine]:
        """Return the loose lines, or all with ``todos``: those with the words asked, or suggested for an element."""
        found: Sequence[BudgetLine] = self.snapshot.budget_lines if which == "todos" else self.loose_lines
        if meta:
            subject = address("element", meta)
            found = [x for x in found if any(s.subject == subject for s in self.suggestions.get(x.id, ()))]
        asked, code = stems(query), query.strip().casefold()
        if not asked and not code:
            return found
        return [line for line in found if _meets(line, asked, code)]

    @cached_property
    def unfunded(self) -> tuple[UnfundedRow, ...]:
        """Return the elements with indicators that no money reaches: not themselves, nor above, nor below them."""
        waiting: dict[str, int] = {}
        for found in self.suggestions.values():
            for one in found:
                waiting[one.subject] = waiting.get(one.subject, 0) + 1
        rows = []
        for element in self.snapshot.elements:
            if self.snapshot.indicators_of(element) and element.id not in self._funded:
                projects = bool(self.snapshot.projects_for(element))
                count = waiting.get(address("element", element.id), 0)
                rows.append(UnfundedRow(element, self.outline.level(element), projects, count))
        return tuple(rows)

    @cached_property
    def promises(self) -> int:
        """Return how many elements have indicators."""
        return sum(bool(self.snapshot.indicators_of(element)) for element in self.snapshot.elements)

    @cached_property
    def _funded(self) -> frozenset[str]:
        """Return the elements that money reaches: those served, what they hang from, and what hangs from them."""
        served = {share.subject for line in self.snapshot.budget_lines for share in line.serves}
        reached = served | {element for subject in served for element in self.snapshot.aims.get(subject, ())}
        own = [e for e in self.snapshot.elements if address("element", e.id) in reached]
        above = {up.id for element in own for up in self.outline.line(element)}
        below: set[str] = set()
        for element in own:
            if element.id not in below:
                below.update(down.id for down in self.outline.branch(element))
        return frozenset(above | below)


def rest_of(line: BudgetLine) -> Decimal:
    """Return the part of a line (0–1) that serves nothing; what rounding left over is nothing."""
    if shares_add_up(line.serves):
        return Decimal(0)
    return max(Decimal(0), EXACT.subtract(Decimal(1), total(share.share for share in line.serves)))


def accepted(line: BudgetLine, subject: str) -> tuple[Share, ...]:
    """Return the shares of a line after what it leaves over is given to the thing at an address."""
    rest = rest_of(line)
    if not rest:
        return line.serves
    if any(share.subject == subject for share in line.serves):
        return tuple(
            Share(s.subject, EXACT.add(s.share, rest) if s.subject == subject else s.share) for s in line.serves
        )
    return (*line.serves, Share(subject, rest))


def page_of(slug: str, snapshot: Snapshot) -> LinkingPage:
    """Return the page of a snapshot, kept as long as it."""
    return kept(snapshot, ("linking", slug), lambda here: LinkingPage(slug, here))


def chosen_lines(snapshot: Snapshot, keys: Iterable[str]) -> tuple[BudgetLine, ...]:
    """Return the lines of some keys that are there, in the order of the snapshot."""
    wanted = set(keys)
    return tuple(line for line in snapshot.budget_lines if line.id in wanted)


def _meets(line: BudgetLine, asked: Sequence[str], code: str) -> bool:
    if code and line.classifier.casefold().startswith(code):
        return True
    words = stems(f"{line.name} {line.classifier}")
    return bool(asked) and all(any(word.startswith(one) for word in words) for one in asked)
