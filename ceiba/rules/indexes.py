"""What a rule must know of a whole snapshot, grouped once for this very value and looked up by key.

A check looks at its subject and at what the snapshot's own look-ups give of it. Where it must know more (which texts
are alike, which acronyms the plan explains), that stands here as a function from a snapshot to a mapping, and the
check asks ``index(plan, alike).get(element.id)``. Then no check scans the plan, the cost of an audit grows with the
plan and not with its square, and ``ledger`` sees which answers a change can alter: those that looked up a key whose
value is another one now.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from ceiba.kernel.snapshot import Snapshot

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_SHELF = "_indexes"


def index(snapshot: Snapshot, make: Callable[[Snapshot], Mapping[_Key, _Value]]) -> Mapping[_Key, _Value]:
    """Return what ``make`` groups of a snapshot, made at most once for this very value."""
    shelf = cast("dict[object, object]", snapshot.__dict__.setdefault(_SHELF, {}))
    if make not in shelf:
        shelf[make] = make(snapshot)
    return cast("Mapping[_Key, _Value]", shelf[make])
