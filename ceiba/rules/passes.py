"""Plain passes over all elements and indicators of a snapshot, for indexes that are made again after every edit.

They read the plans alone: a look-up for each element would cost more than all the rest.
"""

from collections.abc import Iterable, Iterator, Mapping

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot


def elements_with_plan(snapshot: Snapshot) -> Iterator[tuple[Plan, Element]]:
    """Yield the elements in document order, withdrawn ones left out, each with its plan."""
    return ((plan, element) for plan in snapshot.plans for element in plan.elements if not element.withdrawn)


def indicators_with_plan(snapshot: Snapshot) -> Iterator[tuple[Plan, Indicator]]:
    """Yield the indicators in document order, those of withdrawn elements left out, each with its plan."""
    plans = snapshot.plans
    withdrawn = {element.id for plan in plans for element in plan.elements if element.withdrawn}
    return ((plan, indicator) for plan in plans for indicator in plan.indicators if indicator.element not in withdrawn)


def parents(snapshot: Snapshot) -> dict[str, str | None]:
    """Return what each element hangs from."""
    return {element.id: element.parent for plan in snapshot.plans for element in plan.elements}


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
