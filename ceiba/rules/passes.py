"""Plain passes over all elements and indicators of a snapshot, for indexes that are made again after an edit.

They name the elements or the indicators and not the plans, which every edit alters: so an index of the indicators stays
where an element was edited (``indexes.Alterations``).
"""

from collections.abc import Iterable, Iterator, Mapping

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot


def elements_with_plan(snapshot: Snapshot) -> Iterator[tuple[Plan, Element]]:
    """Yield the elements in document order, withdrawn ones left out, each with its plan."""
    return ((snapshot.plan_of(element), element) for element in snapshot.elements)


def indicators_with_plan(snapshot: Snapshot) -> Iterator[tuple[Plan, Indicator]]:
    """Yield the indicators in document order, those of withdrawn elements left out, each with its plan."""
    return ((snapshot.plan_of_indicator(indicator), indicator) for indicator in snapshot.indicators)


def parents(snapshot: Snapshot) -> dict[str, str | None]:
    """Return what each element hangs from."""
    return {element.id: element.parent for element in snapshot.elements}


def with_lines_above(above: Mapping[str, str | None], identifiers: Iterable[str | None]) -> set[str]:
    """Return these elements and all that they hang from; what is unknown is left out."""
    found: set[str] = set()
    for identifier in identifiers:
        at = identifier
        while at is not None and at in above and at not in found:
            found.add(at)
            at = above[at]
    return found


def with_all_below(above: Mapping[str, str | None], identifiers: Iterable[str | None]) -> set[str]:
    """Return these elements and all that hang from them."""
    found = {identifier for identifier in identifiers if identifier is not None and identifier in above}
    outside: set[str] = set()
    for element in above:
        line: list[str] = []
        at: str | None = element
        while at is not None and at in above and at not in found and at not in outside and at not in line:
            line.append(at)
            at = above[at]
        (found if at in found else outside).update(line)
    return found
