"""Which semaphore judges an indicator: its own where its sheet gives one, else the first of the methodology."""

from collections.abc import Sequence
from functools import lru_cache

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Band, Methodology, Semaphore
from ceiba.kernel.sheet import Cut

OWN = "own"


def semaphore_of(indicator: Indicator, methodology: Methodology) -> Semaphore | None:
    """Return the semaphore that judges an indicator; None where neither its sheet nor the methodology has one."""
    usual = methodology.semaphores[0] if methodology.semaphores else None
    return _own(indicator.cuts, usual.bands if usual else ()) if indicator.cuts else usual


@lru_cache(maxsize=1000)
def _own(cuts: tuple[Cut, ...], usual: tuple[Band, ...]) -> Semaphore:
    """Return cuts as bands that leave no gap: each goes up to where the next begins, the lowest has no end below.

    A band is called as the methodology calls its own of that colour, else by the colour.
    """
    labels = {band.colour: band.label for band in reversed(usual)}
    ordered = sorted(cuts, key=lambda cut: (cut.lower is not None, cut.lower or 0))
    ends: Sequence[Cut | None] = [*ordered[1:], None]
    bands = (
        Band(
            key=f"{OWN}-{place}",
            label=labels.get(cut.colour, cut.colour),
            colour=cut.colour,
            lower=cut.lower if place else None,
            upper=end.lower if end else None,
        )
        for place, (cut, end) in enumerate(zip(ordered, ends, strict=True))
    )
    return Semaphore(OWN, tuple(bands))
