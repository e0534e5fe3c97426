"""The tree at the side of the explorer: the path to what is open, what stands beside it, and what hangs from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from ceiba.kernel.plan import Element, Plan
from ceiba.monitoring.marks import Mark, Marks
from ceiba.monitoring.outline import Outline

MOST = 40  # branches of one parent in sight: more is a wall, and the page of the parent lists them all


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of the tree. ``hidden`` counts what hangs from it and is not shown; ``children`` stand open under it."""

    key: str
    level: str
    code: str | None
    text: str
    href: str
    mark: Mark
    current: bool
    open: bool
    hidden: int
    children: tuple["Branch", ...] = ()
    more: "More | None" = None


@dataclass(frozen=True, slots=True)
class More:
    """How many branches beside those in sight are left out, and the page that lists them all."""

    count: int
    href: str


@dataclass(frozen=True)
class Tree:
    """Makes the rows of the tree of one plan, for somebody who has one element open, or none."""

    slug: str
    outline: Outline
    marks: Marks
    plan: Plan
    current: Element | None = None

    def rows(self) -> tuple[Branch, ...]:
        """Return the roots, open along the path to the current element, and that one open too."""
        return tuple(self._branch(root) for root in self._near(self.outline.roots(self.plan)))

    @property
    def more(self) -> More | None:
        """Return how many roots are left out."""
        return self._left_out(self.outline.roots(self.plan), reverse("plan", args=[self.slug, self.plan.id]))

    @property
    def plans(self) -> Iterator[tuple[str, str, bool]]:
        """Yield of every plan its address, its short name, and whether it is the open one."""
        snapshot = self.outline.snapshot
        kinds = [plan.kind for plan in snapshot.plans]
        for plan in snapshot.plans:
            kind = snapshot.methodology.plan_kind(plan.kind)
            label = kind.label if kind else plan.kind
            name = label if kinds.count(plan.kind) == 1 else plan.title or label
            yield reverse("plan", args=[self.slug, plan.id]), name, plan.id == self.plan.id

    def under(self, element: Element) -> Branch:
        """Return one branch open, for somebody who opens it without leaving the page."""
        return self._row(element, is_open=True)

    @cached_property
    def _open(self) -> frozenset[str]:
        if self.current is None:
            return frozenset()
        return frozenset([*(above.id for above in self.outline.line(self.current)), self.current.id])

    def _branch(self, element: Element) -> Branch:
        return self._row(element, is_open=element.id in self._open)

    def _row(self, element: Element, *, is_open: bool) -> Branch:
        children = self.outline.children(element)
        href = reverse("element", args=[self.slug, element.id])
        return Branch(
            key=element.id,
            level=self.outline.level(element),
            code=element.code,
            text=element.text,
            href=href,
            mark=self.marks.of_element(element),
            current=self.current is not None and element.id == self.current.id,
            open=is_open,
            hidden=0 if is_open else self.outline.below(element),
            children=tuple(self._branch(child) for child in self._near(children)) if is_open else (),
            more=self._left_out(children, f"{href}#ramas") if is_open else None,
        )

    def _near(self, rows: Sequence[Element]) -> Iterator[Element]:
        """Yield the rows in sight: all of them, or those around the path to the current element."""
        if len(rows) <= MOST:
            yield from rows
            return
        at = next((place for place, element in enumerate(rows) if element.id in self._open), 0)
        start = min(max(0, at - MOST // 2), len(rows) - MOST)
        yield from rows[start : start + MOST]

    @staticmethod
    def _left_out(rows: Sequence[Element], href: str) -> More | None:
        return More(len(rows) - MOST, href) if len(rows) > MOST else None
