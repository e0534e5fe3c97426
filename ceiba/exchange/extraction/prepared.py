"""What is made once of a part of a methodology and serves every document that is read with it."""

from collections.abc import Callable
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")

_MOST = 256  # things made; methodologies are few, and only tests make many
_made: dict[tuple[Callable[[Any], Any], int], tuple[Any, Any]] = {}


def prepared(make: Callable[[K], T], part: K) -> T:
    """Return what ``make`` makes of a part of a methodology, made once for each part.

    A part is known by its identity, for methodologies are loaded once, and to compare or hash one would walk all of
    it. It is kept beside what was made, so that no other part can ever get its identity.
    """
    key = (make, id(part))
    if key not in _made:
        if len(_made) >= _MOST:
            _made.clear()
        _made[key] = (part, make(part))
    made: T = _made[key][1]
    return made
