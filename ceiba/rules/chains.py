"""What rules on the chain look up of a whole snapshot, each a function for ``indexes.index``."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold
from ceiba.rules.likeness import Mark, Pair, signed

Peers = tuple[str, str]  # plan and level: the elements that are compared with one another


@dataclass
class Branching:
    """How the elements of one level of one plan go on below: how many there are, and how many carry each level."""

    elements: int = 0
    carrying: int = 0  # with anything below
    levels: Counter[str] = field(default_factory=Counter)  # level below → elements that carry it


def peers(element: Element, snapshot: Snapshot) -> Peers:
    """Return the key of the elements that one is compared with: those of its level in its plan."""
    return snapshot.plan_of(element).id, element.level


def is_carried(element: Element, snapshot: Snapshot) -> bool:
    """Tell whether anything works for an element: below it, or linked to it from another plan."""
    return bool(snapshot.children(element) or snapshot.links_to(address("element", element.id)))


def code_stem(element: Element) -> str | None:
    """Return what the code of an element says of its parent's («1.2» of «1.2.3»); None where it says nothing."""
    stem, dot, _last = (element.code or "").rstrip(". ").rpartition(".")
    return stem if dot and stem else None


def branching(snapshot: Snapshot) -> Mapping[Peers, Branching]:
    """Return how the elements of each plan and level go on below."""
    found: dict[Peers, Branching] = defaultdict(Branching)
    for element in snapshot.elements:
        below = found[peers(element, snapshot)]
        below.elements += 1
        below.carrying += is_carried(element, snapshot)
        below.levels.update({child.level for child in snapshot.children(element)})
    return dict(found)


def hanging(snapshot: Snapshot) -> Mapping[Peers, Counter[str]]:
    """Return from which levels the elements of each plan and level hang, and how many from each."""
    found: dict[Peers, Counter[str]] = defaultdict(Counter)
    for element in snapshot.elements:
        if parent := snapshot.element(element.parent):
            found[peers(element, snapshot)][parent.level] += 1
    return dict(found)


def codes(snapshot: Snapshot) -> Mapping[tuple[str, str], tuple[Element, ...]]:
    """Return the elements of each plan by their code, in document order."""
    found: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in snapshot.elements:
        if element.code:
            found[snapshot.plan_of(element).id, element.code].append(element)
    return {key: tuple(elements) for key, elements in found.items()}


def numbered(snapshot: Snapshot) -> Mapping[Peers, Counter[bool]]:
    """Return of each plan and level how many dotted codes begin with their parent's code, and how many do not."""
    found: dict[Peers, Counter[bool]] = defaultdict(Counter)
    for element in snapshot.elements:
        parent = snapshot.element(element.parent)
        if parent is not None and parent.code and (stem := code_stem(element)):
            found[peers(element, snapshot)][stem == parent.code] += 1
    return dict(found)


def measured_in(snapshot: Snapshot) -> Mapping[tuple[str, str], tuple[Indicator, ...]]:
    """Return the indicators of each element by the name of their measure unit, folded, in document order."""
    found: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in snapshot.indicators:
        if indicator.element and indicator.measure_unit:
            found[indicator.element, fold(indicator.measure_unit.name)].append(indicator)
    return {key: tuple(indicators) for key, indicators in found.items()}


def signed_elements(snapshot: Snapshot) -> Mapping[Pair, tuple[Mark, ...]]:
    """Return the elements of each plan and level by the signatures of their texts."""
    return signed((peers(element, snapshot), element.id, element.text) for element in snapshot.elements)


def circles(snapshot: Snapshot) -> Mapping[str, tuple[Element, ...]]:
    """Return the circles of elements that work for one another, by the first of each in document order.

    An element works for what it hangs from and for what it is linked to as a contribution. Nothing can be hung in a
    circle, so that every circle passes through a link.
    """
    starts = {link.origin.removeprefix("element/") for link in snapshot.links if link.kind is LinkKind.CONTRIBUTES}
    if not starts:
        return {}
    place = {element.id: number for number, element in enumerate(snapshot.elements)}
    found: dict[str, tuple[Element, ...]] = {}
    done: set[str] = set()
    for element in snapshot.elements:
        for circle in _circles_from(element, snapshot, done) if element.id in starts else ():
            first = min(range(len(circle)), key=lambda number: place[circle[number].id])
            found.setdefault(circle[first].id, circle[first:] + circle[:first])
    return found


def _circles_from(start: Element, snapshot: Snapshot, done: set[str]) -> Iterator[tuple[Element, ...]]:
    """Yield the circles on the ways up from an element, as far as nobody has been there; depth first."""
    path: dict[str, Element] = {}
    waiting = [(start, iter((start,)))]
    while waiting:
        element, following = waiting[-1]
        above = next(following, None)
        if above is None:
            waiting.pop()
            path.pop(element.id, None)
            done.add(element.id)
        elif above.id in path:
            line = list(path.values())
            yield tuple(line[list(path).index(above.id) :])
        elif above.id not in done:
            path[above.id] = above
            waiting.append((above, _served(above, snapshot)))


def _served(element: Element, snapshot: Snapshot) -> Iterator[Element]:
    """Yield the elements that one works for."""
    links = snapshot.links_from(address("element", element.id), LinkKind.CONTRIBUTES)
    ends = [element.parent, *(link.destination.removeprefix("element/") for link in links)]
    return (above for end in ends if (above := snapshot.element(end)) is not None and not above.withdrawn)
