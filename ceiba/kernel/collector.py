"""Making many values at once without the cycle collector looking through all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the cycle collector; afterwards it runs again, unless it did not before.

    For work that makes hundreds of thousands of values which all stay, and no cycles: a reading, a snapshot, a roll-up.
    Memory that is no longer needed is still given back as soon as nobody holds it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
