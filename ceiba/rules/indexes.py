"""What a check knows besides its subject: the look-ups of a snapshot, indexes made of it, and who looked up what.

A check looks at its subject and at what the snapshot's own look-ups give of it. Where it must know more of the whole
(which texts are alike, which acronyms the plan explains), that stands as a function from a snapshot to a mapping, and
the check asks ``index(plan, alike).get(element.id)``. Then no check scans the plan, the cost of an audit grows with
the plan and not with its square, and ``continuous`` knows which answers a change can alter.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar, cast

from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
# What can be looked up: a field or a look-up of the snapshot by its name, an index by the function that makes it.
Name = str | Callable[[Snapshot], Mapping[Any, Any]]
# By name and key, the address whose check looked it up, or several.
Log = dict[Name, dict[Hashable, str | set[str]]]

_SHELF = "_indexes"
GIVEN = ("methodology", "institution", "rule_settings")  # where one of these changes, every question is asked anew
_OWN = ("memory", "_levels", "_rule_settings")  # kept beside the value, or made of what is given
_PLANS = ("_plan_of", "_plan_of_indicator")
_COLLECTIONS = ("elements", "indicators")
_NAMES = (
    *(field.name for field in fields(Snapshot) if field.name not in GIVEN),
    *(name for name, made in vars(Snapshot).items() if isinstance(made, cached_property) and name not in _OWN),
    *_COLLECTIONS,
)


class _Whole:
    """The key under which a check stands that went through everything there is under a name."""


WHOLE = _Whole()


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a snapshot, and the names of all that was looked up for it."""

    value: Any
    names: frozenset[Name]


def index(snapshot: Snapshot, make: Callable[[Snapshot], Mapping[_Key, _Value]]) -> Mapping[_Key, _Value]:
    """Return what ``make`` groups of a snapshot, made at most once for this very value."""
    if isinstance(snapshot, _SeenThrough):
        return cast("Mapping[_Key, _Value]", snapshot.seen(make))
    shelf = indexes(snapshot)
    if make not in shelf:
        shelf[make] = made(snapshot, make)
    return cast("Mapping[_Key, _Value]", shelf[make].value)


def indexes(snapshot: Snapshot) -> dict[Name, Made]:
    """Return the indexes that were made of this very value, by the functions that make them."""
    return cast("dict[Name, Made]", snapshot.__dict__.setdefault(_SHELF, {}))


def made(snapshot: Snapshot, make: Callable[[Snapshot], Any]) -> Made:
    """Return what a function makes of a snapshot, with the names of all that it looks up."""
    noted = _NotedSnapshot(snapshot)
    value = make(noted)
    return Made(value, frozenset(noted.names))


class _SeenThrough(Snapshot):
    """A snapshot of which it is noted what is looked up."""

    whole: Snapshot

    def __init__(self, whole: Snapshot, **own: object) -> None:
        self.__dict__.update({name: getattr(whole, name) for name in (*GIVEN, *_OWN)}, whole=whole, **own)

    def seen(self, name: Name) -> Any:
        """Return what stands under a name."""
        raise NotImplementedError


class _NotedSnapshot(_SeenThrough):
    """A snapshot that notes the names under which anything is looked up."""

    names: set[Name]

    def __init__(self, whole: Snapshot) -> None:
        super().__init__(whole, names=set())

    def seen(self, name: Name) -> Any:
        self.names.add(name)
        return looked_up(self.whole, name)


class WatchedSnapshot(_SeenThrough):
    """A snapshot that notes in ``log`` what is looked up of it while the check of the address ``where`` runs."""

    log: Log
    where: str

    def __init__(self, whole: Snapshot) -> None:
        super().__init__(whole, log={}, where="", _seen={})

    def watch(self, log: Log, where: str) -> None:
        """Note from now on in this log what is looked up for this address."""
        self.__dict__.update(log=log, where=where)

    def seen(self, name: Name) -> Any:
        """Return what stands under a name: a mapping that notes its keys, or a collection, then taken as a whole."""
        known = cast("dict[Name, Any]", self.__dict__["_seen"])
        if name not in known:
            values = looked_up(self.whole, name)
            known[name] = _Seen(self, name, values) if isinstance(values, Mapping) else values
        if not isinstance(known[name], _Seen):
            self.note(name, WHOLE)
        return known[name]

    def note(self, name: Name, key: Hashable) -> None:
        """Note that the check of this address looked up a key."""
        keys, where = self.log.setdefault(name, {}), self.where
        known = keys.setdefault(key, where)
        if isinstance(known, set):
            known.add(where)
        elif known != where:
            keys[key] = {known, where}


def _read_once(name: str) -> cached_property[Any]:
    once: cached_property[Any] = cached_property(lambda noted: noted.seen(name))
    once.__set_name__(_NotedSnapshot, name)
    return once


def _read(name: str) -> property:
    return property(lambda watched: watched.seen(name))


for _name in _NAMES:
    setattr(_NotedSnapshot, _name, _read_once(_name))
    setattr(WatchedSnapshot, _name, _read(_name))


class _Seen(Mapping[Any, Any]):
    """A mapping that notes which keys are asked of it."""

    __slots__ = ("_name", "_values", "_watched")

    def __init__(self, watched: WatchedSnapshot, name: Name, values: Mapping[Any, Any]) -> None:
        self._watched, self._name, self._values = watched, name, values

    def get(self, key: Any, default: Any = None) -> Any:
        self._watched.note(self._name, key)
        return self._values.get(key, default)

    def __getitem__(self, key: Any) -> Any:
        self._watched.note(self._name, key)
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._watched.note(self._name, key)
        return key in self._values

    def __iter__(self) -> Iterator[Any]:
        self._watched.note(self._name, WHOLE)
        return iter(self._values)

    def __len__(self) -> int:
        self._watched.note(self._name, WHOLE)
        return len(self._values)


def looked_up(snapshot: Snapshot, name: Name) -> Any:
    """Return what stands in a snapshot under a name: a collection, a look-up, or an index."""
    if not isinstance(name, str):
        return index(snapshot, name)
    return tuple(getattr(snapshot, name)) if name in _COLLECTIONS else getattr(snapshot, name)


class Alterations:
    """What a snapshot has otherwise than the one before, by name and key; each name compared once, when it is asked."""

    def __init__(self, last: Snapshot, snapshot: Snapshot) -> None:
        self._last, self._snapshot = last, snapshot
        self._keys: dict[Name, frozenset[Hashable]] = {}

    def keys(self, name: Name) -> frozenset[Hashable]:
        """Return the keys under which something else stands now; with any of them ``WHOLE``."""
        if name not in self._keys:
            known = None if isinstance(name, str) else indexes(self._last).get(name)
            if known is not None and self.spare(known):
                indexes(self._snapshot).setdefault(name, known)
            self._keys[name] = _altered(name, looked_up(self._last, name), looked_up(self._snapshot, name))
        return self._keys[name]

    def spare(self, known: Made) -> bool:
        """Tell whether nothing is altered of all that something was made of."""
        # Each is compared, also behind the first that is altered: an index that can be spared is then taken over.
        altered = [name for name in known.names if self.keys(name)]
        return not altered


def _altered(name: Name, old: Any, new: Any) -> frozenset[Hashable]:
    if old is new:
        return frozenset()
    if not isinstance(old, Mapping):
        return frozenset() if old == new else frozenset((WHOLE,))
    if name in _PLANS:
        return _altered_heads(old, new)
    # What is the very same thing is not compared any further.
    keys: set[Hashable] = {
        key for key, value in old.items() if (now := new.get(key, WHOLE)) is not value and now != value
    }
    keys |= new.keys() - old.keys()
    return frozenset((*keys, WHOLE) if keys else ())


def _altered_heads(old: Mapping[str, Plan], new: Mapping[str, Plan]) -> frozenset[Hashable]:
    """Compare plans without their contents: who asks for the plan of a thing asks what plan that is."""
    before = {id(plan): _head(plan) for plan in {id(plan): plan for plan in old.values()}.values()}
    after = {id(plan): _head(plan) for plan in {id(plan): plan for plan in new.values()}.values()}
    keys: set[Hashable] = {key for key, plan in old.items() if before[id(plan)] != after.get(id(new.get(key)))}
    keys |= new.keys() - old.keys()
    return frozenset((*keys, WHOLE) if keys else ())


def _head(plan: Plan) -> tuple[object, ...]:
    return plan.id, plan.kind, plan.title, plan.period, plan.parent, plan.version
