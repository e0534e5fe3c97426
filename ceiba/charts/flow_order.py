"""The order of the two columns of a flow: which nodes stand for themselves, and how few ribbons cross."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

OTHERS = "*"  # the key of the node that gathers small ones; no thing's own key


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What runs from a source to a destination: keys of both nodes, the part (1–4) that colours it, a real amount."""

    source: str
    destination: str
    part: int
    amount: Decimal


def gathered(sizes: Mapping[str, Decimal], last: Iterable[str], most: int) -> frozenset[str]:
    """Return the keys that «others» stands for: the smallest beyond so many; ``last`` ones always stay themselves.

    Never a single one: its own name says more than «others (1)». Of equals the first key stays.
    """
    kept = frozenset(last)
    free = sorted((key for key in sizes if key not in kept), key=lambda key: (-sizes[key], key))
    return frozenset(free[most - 1 :]) if len(free) > most else frozenset()


def joined(ribbons: Iterable[Ribbon], sources: frozenset[str], destinations: frozenset[str]) -> tuple[Ribbon, ...]:
    """Return the ribbons with those of gathered nodes joined; what they carry is the same in all."""
    sums: dict[tuple[str, str, int], Decimal] = {}
    for ribbon in ribbons:
        ends = (
            OTHERS if ribbon.source in sources else ribbon.source,
            OTHERS if ribbon.destination in destinations else ribbon.destination,
            ribbon.part,
        )
        sums[ends] = sums.get(ends, Decimal(0)) + ribbon.amount
    return tuple(Ribbon(*ends, amount) for ends, amount in sums.items())


def sizes(ribbons: Iterable[Ribbon], *, of_sources: bool) -> dict[str, Decimal]:
    """Return what each node of a column carries."""
    found: dict[str, Decimal] = {}
    for ribbon in ribbons:
        key = ribbon.source if of_sources else ribbon.destination
        found[key] = found.get(key, Decimal(0)) + ribbon.amount
    return found


def crossed(left: Sequence[str], right: Sequence[str], ribbons: Sequence[Ribbon]) -> Decimal:
    """Return how much crosses: for each two ribbons that do, the amount of the thinner one."""
    at_left, at_right = ({key: place for place, key in enumerate(column)} for column in (left, right))
    ends = [(at_left[r.source], at_right[r.destination], r.amount) for r in ribbons]
    return sum(
        (
            min(one[2], other[2])
            for place, one in enumerate(ends)
            for other in ends[place + 1 :]
            if (one[0] - other[0]) * (one[1] - other[1]) < 0
        ),
        Decimal(0),
    )


def columns(
    ribbons: Sequence[Ribbon], last_sources: Sequence[str] = (), last_destinations: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of both columns in the order in which they stand.

    The largest source stands first and each destination as near as it may to where its money comes from; then
    neighbours change places as long as less crosses. «Others» and the ``last`` ones stay at the foot, in their order.
    """
    left_sizes, right_sizes = sizes(ribbons, of_sources=True), sizes(ribbons, of_sources=False)
    left = _by(left_sizes, {key: -size for key, size in left_sizes.items()}, last_sources)
    places = {key: Decimal(place) for place, key in enumerate(left)}
    middles = {
        key: sum(places[r.source] * r.amount for r in ribbons if r.destination == key) / size
        for key, size in right_sizes.items()
    }
    right = _by(right_sizes, middles, last_destinations)
    fixed = {OTHERS, *last_sources}, {OTHERS, *last_destinations}
    improved = True
    while improved:  # each change lowers what crosses, so there is an end
        right_moved = _exchanged(left, right, ribbons, fixed[1], of_sources=False)
        improved = _exchanged(left, right, ribbons, fixed[0], of_sources=True) or right_moved
    return tuple(left), tuple(right)


def _by(nodes: Mapping[str, Decimal], rank: Mapping[str, Decimal], last: Sequence[str]) -> list[str]:
    """Return keys by rank, then by size and name; «others» and the last ones behind."""
    feet = [key for key in (OTHERS, *last) if key in nodes]
    free = (key for key in nodes if key not in feet)
    return [*sorted(free, key=lambda key: (rank[key], -nodes[key], key)), *feet]


def _exchanged(
    left: list[str], right: list[str], ribbons: Sequence[Ribbon], fixed: set[str], *, of_sources: bool
) -> bool:
    """Exchange neighbours of one column, in place, where that lowers what crosses; tell whether any was."""
    column, any_moved = left if of_sources else right, False
    for place in range(len(column) - 1):
        if fixed & {column[place], column[place + 1]}:
            continue
        before = crossed(left, right, ribbons)
        column[place], column[place + 1] = column[place + 1], column[place]
        if crossed(left, right, ribbons) < before:
            any_moved = True
        else:
            column[place], column[place + 1] = column[place + 1], column[place]
    return any_moved
