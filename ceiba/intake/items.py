"""The proposed things one by one, in the document's order: what each is, where it stands, how surely it was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ceiba.exchange.decisions import OF_PLAN, Thing, things
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Citation, Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, address

DEEPEST = 5  # marks that the lines of a document know
_END = 10**9
_LONGEST = 8  # lines of one passage that are marked


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a proposal, corrected as far as it is. ``depth`` counts from 1, its place in the tree."""

    subject: str
    noun: str
    thing: Thing
    text: str
    depth: int
    place: Place
    quote: str
    confidence: float
    level: str = ""

    @property
    def line(self) -> int | None:
        """Return the line in which it begins."""
        return self.place.line

    @property
    def lines(self) -> range:
        """Return the lines to be marked."""
        first = self.place.line
        if first is None:
            return range(0)
        return range(first, min(self.place.last_line or first, first + _LONGEST - 1) + 1)


def items_of(proposal: Proposal, corrected: Snapshot) -> tuple[Item, ...]:
    """Return the things of a proposal as they are corrected, each behind what it hangs from where they share a line.

    A thing without a line of its own stands where the thing that carries it does.
    """
    sources = {source.subject: source for source in proposal.snapshot.sources if not source.field}
    depths = dict(_depths(corrected))
    terms = {level.key: level.term for level in corrected.methodology.levels}
    made = []
    for subject, thing in things(corrected):
        source = sources.get(subject)
        place = source.place if source else proposal.places.get(subject, Place())
        made.append(
            Item(
                subject=subject,
                noun=subject.partition("/")[0],
                thing=thing,
                text=text_of(thing),
                depth=depths.get(subject, 1),
                place=place,
                quote=source.quote if source else "",
                confidence=source.confidence if source else 1.0,
                level=terms.get(thing.level, thing.level) if isinstance(thing, Element) else "",
            )
        )
    carried = _carriers(corrected)
    known = {item.subject: item for item in made}
    order = {subject: place for place, subject in enumerate(_reading_order(corrected))}
    return tuple(sorted(made, key=lambda item: (_line(item, known, carried), order[item.subject])))


def text_of(thing: Thing) -> str:
    """Return what a thing says, or what it is called."""
    if isinstance(thing, Citation):
        return " ".join(filter(None, (f"{thing.norm} {thing.number}", thing.title)))
    for name in ("text", "name", "label", "title"):
        if said := getattr(thing, name, ""):
            return str(said)
    return str(getattr(thing, "classifier", "") or "—")


def _line(item: Item, known: Mapping[str, Item], carried: Mapping[str, str]) -> int:
    seen: set[str] = set()
    subject = item.subject
    while subject in known and subject not in seen:
        seen.add(subject)
        if (line := known[subject].line) is not None:
            return line
        subject = carried.get(subject, "")
    return _END


def _carriers(snapshot: Snapshot) -> dict[str, str]:
    """Return for a thing without a line the one whose line it takes: an indicator its element's, a plan its first."""
    carried: dict[str, str] = {}
    for plan in snapshot.plans:
        first = next(iter(plan.elements), None) or next(iter(plan.statements), None)
        if first is not None:
            noun = "element" if isinstance(first, Element) else "statement"
            carried[address("plan", plan.id)] = address(noun, first.id)
        for indicator in plan.indicators:
            if indicator.element is not None:
                carried[address("indicator", indicator.id)] = address("element", indicator.element)
        for element in plan.elements:
            if element.parent is not None:
                carried[address("element", element.id)] = address("element", element.parent)
    return carried


def _depths(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    for plan in snapshot.plans:
        deep: dict[str | None, int] = {None: 0}
        for element in plan.elements:
            deep[element.id] = min(deep.get(element.parent, 0) + 1, DEEPEST)
            yield address("element", element.id), deep[element.id]
        for indicator in plan.indicators:
            yield address("indicator", indicator.id), min(deep.get(indicator.element, 1) + 1, DEEPEST)


def _reading_order(snapshot: Snapshot) -> Iterator[str]:
    """Yield the addresses in the order in which they are read where one line holds several: indicators under theirs."""
    for plan in snapshot.plans:
        under: dict[str | None, list[Indicator]] = {}
        for indicator in plan.indicators:
            under.setdefault(indicator.element, []).append(indicator)
        yield address("plan", plan.id)
        for element in plan.elements:
            yield address("element", element.id)
            for indicator in under.pop(element.id, ()):
                yield address("indicator", indicator.id)
        for rest in under.values():
            for indicator in rest:
                yield address("indicator", indicator.id)
        yield from _rest_of(plan)
    for subject, _thing in things(snapshot):
        if subject.partition("/")[0] not in OF_PLAN and not subject.startswith("plan/"):
            yield subject


def _rest_of(plan: Plan) -> Iterator[str]:
    for noun, group in OF_PLAN.items():
        if noun not in ("element", "indicator"):
            for thing in getattr(plan, group):
                yield address(noun, thing.id)
