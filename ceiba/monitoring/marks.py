"""What findings still ask of every branch: the gravest and how many, worked out anew only when somebody answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ceiba.audits import queries
from ceiba.audits.kept import kept
from ceiba.audits.models import Run
from ceiba.audits.subjects import things
from ceiba.institutions.models import Institution
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.outline import Outline, outline

_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}
Row = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """The gravest finding of a thing and of what hangs from it, None for none, and how many there are."""

    worst: Severity | None = None
    found: int = 0

    def with_more(self, severity: str, count: int) -> "Mark":
        """Return the mark with further findings."""
        if self.worst is None or _RANK[severity] < _RANK[self.worst.value]:
            return Mark(Severity(severity), self.found + count)
        return Mark(self.worst, self.found + count)


CLEAR = Mark()


@dataclass(frozen=True)
class Marks:
    """The marks of every address of one snapshot, branches and plans included."""

    by_subject: dict[str, Mark] = field(default_factory=dict)

    def of(self, subject: str) -> Mark:
        """Return the mark of an address."""
        return self.by_subject.get(subject, CLEAR)

    def of_element(self, element: Element) -> Mark:
        """Return the mark of a branch."""
        return self.of(address("element", element.id))

    def of_plan(self, plan: Plan) -> Mark:
        """Return the mark of a plan with everything that it carries."""
        return self.of(address("plan", plan.id))


@dataclass
class _Shelf:
    """The last marks that were worked out, and for which run and answer."""

    key: tuple[int, int] = (0, 0)
    marks: Marks = field(default_factory=Marks)


def marks(institution: Institution, snapshot: Snapshot, run: Run) -> Marks:
    """Return what is still asked of an institution: one query, two after a run or an answer."""
    shelf: _Shelf = kept(snapshot, "marks", lambda _snapshot: _Shelf())
    key = (run.pk, queries.answered_last(institution))
    if shelf.key != key:
        shelf.marks = marked(snapshot, queries.unsettled_by_subject(institution))
        shelf.key = key
    return shelf.marks


def marked(snapshot: Snapshot, rows: Iterable[Row]) -> Marks:
    """Return the marks that follow from findings counted by address and severity."""
    here = outline(snapshot)
    found: dict[str, Mark] = {}
    for subject, severity, count in rows:
        for marked_subject in _reached(subject, snapshot, here):
            found[marked_subject] = found.get(marked_subject, CLEAR).with_more(severity, count)
    return Marks(found)


def _reached(subject: str, snapshot: Snapshot, here: Outline) -> list[str]:
    """Return the addresses that a finding counts for: its thing, what that hangs from, and the plan of it all."""
    thing = things(snapshot).thing(subject)
    if isinstance(thing, Indicator):
        thing = snapshot.element(thing.element)
        if thing is None:
            return [subject]
        return [subject, *_reached(address("element", thing.id), snapshot, here)]
    if isinstance(thing, Element) and not thing.withdrawn:
        line = [address("element", above.id) for above in here.line(thing)]
        return [subject, *line, address("plan", snapshot.plan_of(thing).id)]
    return [subject]
