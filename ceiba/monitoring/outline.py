"""The plans of a snapshot as trees, with what serves each branch: worked out once for each snapshot."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ceiba.audits.kept import kept
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Source


@dataclass(frozen=True, eq=False)
class Outline:
    """The trees of one snapshot. An element whose parent stands in another plan is a root of its own plan."""

    snapshot: Snapshot

    def roots(self, plan: Plan) -> tuple[Element, ...]:
        """Return the elements of a plan that hang from none of the same plan, in document order."""
        return tuple(self._roots.get(plan.id, ()))

    def children(self, element: Element) -> tuple[Element, ...]:
        """Return the elements of the same plan that hang directly from one, in document order."""
        return tuple(self._children.get(element.id, ()))

    def elsewhere(self, element: Element) -> tuple[Element, ...]:
        """Return the elements of other plans that hang from one."""
        here = self.snapshot.plan_of(element)
        return tuple(c for c in self.snapshot.children(element) if self.snapshot.plan_of(c) is not here)

    def parent(self, element: Element) -> Element | None:
        """Return what an element hangs from in its own plan."""
        return self._parents.get(element.id)

    def line(self, element: Element) -> tuple[Element, ...]:
        """Return what an element hangs from in its own plan, the root first; a circle ends where it began."""
        line: list[Element] = []
        seen, above = {element.id}, self.parent(element)
        while above is not None and above.id not in seen:
            seen.add(above.id)
            line.append(above)
            above = self.parent(above)
        return tuple(reversed(line))

    def siblings(self, element: Element) -> tuple[Element, ...]:
        """Return the elements beside one, itself among them, in document order."""
        above = self.parent(element)
        return self.children(above) if above else self.roots(self.snapshot.plan_of(element))

    def below(self, element: Element) -> int:
        """Return how many elements of the same plan hang from one, at any depth."""
        return self._below[element.id]

    def branch(self, element: Element) -> Iterator[Element]:
        """Yield an element and everything of its plan that hangs from it, parents before children."""
        waiting, seen = [element], {element.id}
        while waiting:
            here = waiting.pop()
            yield here
            fresh = [child for child in self.children(here) if child.id not in seen]
            seen.update(child.id for child in fresh)
            waiting.extend(reversed(fresh))

    def levels(self, plan: Plan) -> tuple[tuple[str, int], ...]:
        """Return the level words of a plan with how many elements each has, in the order in which they appear."""
        counted = Counter(element.level for element in plan.elements if not element.withdrawn)
        return tuple(self._worded(key, count) for key, count in counted.items())

    def levels_below(self, element: Element) -> tuple[tuple[str, int], ...]:
        """Return the level words of what hangs from an element, with how many there are of each."""
        counted = Counter(below.level for below in self.branch(element) if below is not element)
        return tuple(self._worded(key, count) for key, count in counted.items())

    def withdrawn(self, plan: Plan) -> tuple[tuple[Element, int], ...]:
        """Return what was taken out of a plan and can be put back, each with how much was taken out below it."""
        gone = {element.id: element for element in plan.elements if element.withdrawn}
        tops: Counter[str] = Counter()
        for element in gone.values():
            top, seen = element, {element.id}
            while top.parent in gone and top.parent not in seen:
                seen.add(top.parent)
                top = gone[top.parent]
            tops[top.id] += top is not element
        return tuple((gone[key], below) for key, below in tops.items())

    def level(self, element: Element) -> str:
        """Return the word of an element's level, its key where the methodology does not know it."""
        level = self.snapshot.level(element)
        return level.term if level else element.level

    def projects_in_branch(self, element: Element) -> tuple[Project, ...]:
        """Return the projects that serve an element or anything that hangs from it, each once."""
        if not self.snapshot.projects:
            return ()
        found = (project for below in self.branch(element) for project in self.snapshot.projects_for(below))
        return tuple({project.id: project for project in found}.values())

    def sources(self, subject: str) -> tuple[Source, ...]:
        """Return where the fields of a thing were read, in the order of the snapshot."""
        return tuple(self._sources.get(subject, ()))

    def _worded(self, key: str, count: int) -> tuple[str, int]:
        level = self.snapshot.methodology.level(key)
        if level is None:
            return key, count
        return (level.term if count == 1 else level.plural or level.term), count

    @cached_property
    def _parents(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for plan in self.snapshot.plans:
            known = {element.id: element for element in plan.elements if not element.withdrawn}
            found |= {e.id: known[e.parent] for e in known.values() if e.parent in known and e.parent is not None}
        return _without_circles(found)

    @cached_property
    def _roots(self) -> dict[str, list[Element]]:
        return {
            plan.id: [e for e in plan.elements if not e.withdrawn and e.id not in self._parents]
            for plan in self.snapshot.plans
        }

    @cached_property
    def _children(self) -> dict[str, list[Element]]:
        grouped: dict[str, list[Element]] = defaultdict(list)
        for element in self.snapshot.elements:
            if element.id in self._parents:
                grouped[self._parents[element.id].id].append(element)
        return dict(grouped)

    @cached_property
    def _below(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for element in self.snapshot.elements:
            counted.update(above.id for above in self.line(element))
        return counted

    @cached_property
    def _sources(self) -> dict[str, list[Source]]:
        grouped: dict[str, list[Source]] = defaultdict(list)
        for source in self.snapshot.sources:
            grouped[source.subject].append(source)
        return dict(grouped)


def _without_circles(parents: dict[str, Element]) -> dict[str, Element]:
    """Return who hangs from whom; a circle is opened at one element, so that all of it can be reached."""
    sound: set[str] = set()
    for start in list(parents):
        key, seen = start, set[str]()
        while key in parents and key not in seen and key not in sound:
            seen.add(key)
            key = parents[key].id
        if key in seen:
            del parents[key]
        sound |= seen
    return parents


def outline(snapshot: Snapshot) -> Outline:
    """Return the outline of a snapshot."""
    return kept(snapshot, "outline", Outline)
