"""The one road out: from tables to one immutable value, of which only what changed is built again."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from ceiba.institutions import verbs
from ceiba.institutions.models import Institution, Revision
from ceiba.institutions.verbs import Part
from ceiba.kernel.collector import paused
from ceiba.kernel.memory import Memory
from ceiba.kernel.snapshot import Snapshot
from ceiba.snapshots.building import Fields, build
from ceiba.snapshots.figures import Figures, figures

KEPT = 32  # institutions whose snapshot a process keeps
Identity = tuple[int, str]  # when it was made tells apart two databases, and two that reuse a number


@dataclass
class _Shelf:
    """What a process keeps of one institution: each part with the revision it was built from, and the whole."""

    lock: Lock = field(default_factory=Lock)
    parts: dict[Part, tuple[int, Fields]] = field(default_factory=dict)
    figures: Figures | None = None
    revisions: Mapping[str, int] | None = None
    snapshot: Snapshot | None = None
    memory: Memory = field(default_factory=Memory)


class _Shelves:
    """The institutions asked about last; the one not asked about for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.kept: OrderedDict[Identity, _Shelf] = OrderedDict()

    def of(self, identity: Identity) -> _Shelf:
        """Return the shelf of an institution, a new one where there is none."""
        with self.lock:
            shelf = self.kept.setdefault(identity, _Shelf())
            self.kept.move_to_end(identity)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
            return shelf


_shelves = _Shelves(KEPT)


def current(institution: Institution) -> Snapshot:
    """Return what an institution promised, did and spent, as it stands now; one query where nothing changed.

    Parts that did not change since they were last asked for are shared with the snapshots before. Inside a verb that
    touches a part, that part is built from what the verb has written so far, and nobody else sees it.
    """
    # Revisions first: what is written after this query makes a newer one, and is seen the next time.
    revisions = dict(Revision.objects.filter(institution=institution).values_list("part", "number"))
    pending = verbs.pending()
    shelf = _shelves.of((institution.pk, str(institution.created)))
    with shelf.lock:
        if not pending and shelf.snapshot is not None and shelf.revisions == revisions:
            return shelf.snapshot
        with paused():
            parts = {
                part: build(institution, part) if part in pending else _kept(shelf, institution, part, revisions)
                for part in Part
            }
        fields = {name: value for part in parts.values() for name, value in part.items()}
        snapshot = Snapshot(**fields)
        if not pending:
            snapshot.recall(shelf.memory, shelf.figures.by_indicator if shelf.figures else None)
            shelf.snapshot, shelf.revisions = snapshot, revisions
        return snapshot


def _kept(shelf: _Shelf, institution: Institution, part: Part, revisions: Mapping[str, int]) -> Fields:
    """Return a part as it was built of this revision, building it where it was not."""
    number = revisions.get(part, 0)
    known = shelf.parts.get(part)
    if known is None or known[0] != number:
        if part is Part.MEASUREMENTS:
            shelf.figures = figures(institution, shelf.figures, number)
            known = (number, {"measurements": shelf.figures.measurements})
        else:
            known = (number, build(institution, part))
        shelf.parts[part] = known
    return known[1]
