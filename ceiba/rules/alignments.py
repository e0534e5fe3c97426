"""What alignment rules know of a whole plan: which goals of a framework it claims, and what stands below each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address

_CARRIED = (LinkKind.CONTRIBUTES, LinkKind.REPEATS)
_DELIVERED = (Role.OUTPUT, Role.SUBOUTPUT, Role.PROJECT, Role.ACTIVITY, Role.TASK)


@dataclass(frozen=True, slots=True)
class Claim:
    """A goal of a framework that elements of a plan claim: the first of them, and what works for any of them."""

    framework: str
    code: str
    element: str
    delivered: bool = False
    measured: bool = False


def goal_of(code: str) -> str:
    """Return the goal of a code: «6» of «6.1»."""
    return code.partition(".")[0]


def claims(snapshot: Snapshot) -> Mapping[str, tuple[Claim, ...]]:
    """Return what each plan claims, goal by goal, in the order of the document."""
    own_measure = {indicator.element for indicator in snapshot.indicators}
    measured = _with_lines_above(snapshot, own_measure)
    outputs = {e.id for e in snapshot.elements if snapshot.role(e) in _DELIVERED} | _contributing(snapshot)
    delivered = _with_lines_above(snapshot, outputs)
    found: dict[str, dict[tuple[str, str], Claim]] = defaultdict(dict)
    for element in snapshot.elements:
        own = found[snapshot.plan_of(element).id] if element.alignments else {}
        line = {element.id, *(above.id for above in snapshot.ancestors(element))} if element.alignments else set()
        for alignment in element.alignments:
            for code in map(goal_of, alignment.codes):
                before = own.get((alignment.framework, code), Claim(alignment.framework, code, element.id))
                own[alignment.framework, code] = Claim(
                    before.framework,
                    before.code,
                    before.element,
                    before.delivered or element.id in delivered,
                    # What hangs from something that is measured serves that measure.
                    before.measured or element.id in measured or not own_measure.isdisjoint(line),
                )
    return {plan: tuple(own.values()) for plan, own in found.items()}


def _with_lines_above(snapshot: Snapshot, identifiers: Iterable[str | None]) -> set[str]:
    found: set[str] = set()
    for element in map(snapshot.element, identifiers):
        if element is not None:
            found |= {element.id, *(above.id for above in snapshot.ancestors(element))}
    return found


def _contributing(snapshot: Snapshot) -> set[str]:
    """Return the elements to which something of another plan contributes, or that a project carries out."""
    linked = (LinkKind.CONTRIBUTES, LinkKind.EXECUTES)
    elements = {link.destination.removeprefix("element/") for link in snapshot.links if link.kind in linked}
    elements |= {link.origin.removeprefix("element/") for link in snapshot.links if link.kind is LinkKind.EXECUTES}
    return elements | {subject.removeprefix("element/") for p in snapshot.projects for subject in p.serves}


def is_aligned(element: Element, snapshot: Snapshot) -> bool:
    """Tell whether an element is aligned with anything, by itself, by what it hangs from or by what that works for.

    What it contributes to, or repeats from another plan, may carry the alignment for it.
    """
    line = (element, *snapshot.ancestors(element))
    links = (link for one in line for link in snapshot.links_from(address("element", one.id)) if link.kind in _CARRIED)
    served = (snapshot.element(link.destination.removeprefix("element/")) for link in links)
    far = (above for one in served if one is not None for above in (one, *snapshot.ancestors(one)))
    return any(one.alignments for one in (*line, *far))


def served_by_project(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return what each project serves, by its address."""
    return {address("project", project.id): project.serves for project in snapshot.projects}
