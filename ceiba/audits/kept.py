"""What is worked out of a snapshot once and kept as long as the snapshot itself: indexes, the audit, search words."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from ceiba.kernel.snapshot import Snapshot

_Made = TypeVar("_Made")
_SHELF = "_kept_above"


def kept(snapshot: Snapshot, name: Hashable, make: Callable[[Snapshot], _Made]) -> _Made:
    """Return what ``make`` makes of a snapshot, made at most once for this very value.

    The shelf hangs from the snapshot like its own look-ups: when the value goes, so does everything made of it. Two
    threads may make the same thing at the same time; they get equal values.
    """
    shelf = cast("dict[Hashable, object]", snapshot.__dict__.setdefault(_SHELF, {}))
    if name not in shelf:
        shelf[name] = make(snapshot)
    return cast("_Made", shelf[name])
