"""The subjects of a snapshot, each noun gathered once; those of things that have not changed are taken over."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from ceiba.kernel.methodology import Role
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.rules.indexes import Alterations, Made, made
from ceiba.rules.subjects import COLLECTIONS, NOUNS, THINGS, OfThing, Subject

Gathered = dict[str, tuple[object, ...]]


class Subjects:
    """The subjects of one snapshot by noun and address; a canonical role stands for the elements that have it.

    With the subjects of a ``former`` snapshot of the same methodology, those of things that are still the same are
    taken from there, and ``changed`` tells the others.
    """

    def __init__(
        self, snapshot: Snapshot, former: "Subjects | None" = None, alterations: Alterations | None = None
    ) -> None:
        self._snapshot, self._former, self._alterations = snapshot, former, alterations
        self._groups: dict[str, Made] = {}
        self._things: dict[str, Gathered] = {}
        self._fresh: dict[str, frozenset[str]] = {}
        self._parts: dict[OfThing, Gathered] = {}
        self._nouns: dict[str, Gathered] = {}
        self._reordered: dict[str, bool] = {}

    def of(self, noun: str) -> Mapping[str, tuple[object, ...]]:
        """Return the subjects of a noun by address, in document order; ``ValueError`` for a noun that is none."""
        if noun not in self._nouns:
            how = NOUNS.get(noun)
            if isinstance(how, tuple):
                parts = [self._part(part) for part in how]
                self._nouns[noun] = parts[0] if len(parts) == 1 else {w: s for part in parts for w, s in part.items()}
            elif how is not None:
                self._nouns[noun] = self._group(noun, how)
            else:
                Role(noun)  # a noun that is no role either is none
                self._sort_by_role()
        return self._nouns[noun]

    def changed(self, noun: str) -> frozenset[str]:
        """Return the addresses at which the subjects may be others than in the former snapshot: new, other or gone."""
        made = NOUNS.get(noun, (OfThing("element"),))
        if isinstance(made, tuple):
            for part in made:
                self._thing(part.noun)
            return frozenset().union(*(self._fresh[part.noun] for part in made))
        old, new = self._former.of(noun) if self._former else {}, self.of(noun)
        if old is new:
            return frozenset()
        differing = {where for where, subjects in new.items() if old.get(where) != subjects}
        return frozenset(differing.union(where for where in old if where not in new))

    def is_reordered(self, noun: str) -> bool:
        """Tell whether the addresses of a noun are others than in the former snapshot, or in another order."""
        if noun not in self._reordered:
            former = self._former
            self._reordered[noun] = former is None or tuple(self.of(noun)) != tuple(former.of(noun))
        return self._reordered[noun]

    def forget(self) -> "Subjects":
        """Return these subjects without those that they came from, which may then go."""
        self._former = self._alterations = None
        return self

    def _thing(self, noun: str) -> Gathered:
        """Return the things of a noun by address, each as the former snapshot had it where it is the same."""
        if noun not in self._things:
            known = self._former._thing(noun) if self._former else {}
            held = COLLECTIONS.get(noun)
            if self._former and self._alterations and held and not self._alterations.keys(held):
                self._things[noun], self._fresh[noun] = known, frozenset()
            else:
                self._things[noun], self._fresh[noun] = self._compared(noun, known)
        return self._things[noun]

    def _compared(self, noun: str, known: Gathered) -> tuple[Gathered, frozenset[str]]:
        """Return the things of a noun, those that are the same taken over, and the addresses of the others."""
        things: Gathered = {}
        fresh: list[str] = []
        for thing in THINGS[noun](self._snapshot):
            where = address(noun, thing.id)
            old = known.get(where)
            if old is not None and (old[0] is thing or old[0] == thing):
                things[where] = old
            else:
                things[where] = (thing,)
                fresh.append(where)
        fresh.extend(where for where in known if where not in things)
        return things, frozenset(fresh)

    def _part(self, part: OfThing) -> Gathered:
        """Return the subjects made of each thing; none at all at some addresses."""
        things = self._thing(part.noun)
        if part.subjects is None:
            return things
        if part not in self._parts:
            old, fresh = self._former._part(part) if self._former else {}, self._fresh[part.noun]
            if len(fresh) > len(old) or tuple(old) != tuple(things):
                made = {where: part.subjects(of[0]) if where in fresh else old[where] for where, of in things.items()}
            else:
                made = old | {where: part.subjects(things[where][0]) for where in fresh}
            self._parts[part] = made
        return self._parts[part]

    def _group(self, noun: str, make: Callable[[Snapshot], Iterator[Subject]]) -> Gathered:
        """Return groups that only the whole shows; those of the former snapshot where nothing they hold is altered."""
        known = self._former._groups.get(noun) if self._former else None
        if known is None or self._alterations is None or not self._alterations.spare(known):
            known = made(self._snapshot, lambda snapshot: _grouped(make(snapshot)))
        self._groups[noun] = known
        gathered: Gathered = known.value
        return gathered

    def _sort_by_role(self) -> None:
        """Sort the elements by their roles, all at once; a noun of its own goes before a role of the same name."""
        by_role: dict[str, Gathered] = {role.value: {} for role in Role if role not in NOUNS}
        for where, subjects in self._thing("element").items():
            role = self._snapshot.role(subjects[0])  # type: ignore[arg-type]
            if role in by_role:
                by_role[role][where] = subjects
        self._nouns.update(by_role)


def _grouped(subjects: Iterator[Subject]) -> Gathered:
    groups: dict[str, list[object]] = defaultdict(list)
    for where, subject in subjects:
        groups[where].append(subject)
    return {where: tuple(group) for where, group in groups.items()}
