"""Indicators that an annual plan repeats from a plan of several years: one figure, entered once, counts in both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ceiba.kernel.indicator import Measurement

_NOUN = "indicator/"


def repetitions(links: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the identifiers of the indicators that repeat an indicator, by that one, of links that say «repeats».

    A link is given by its two ends; those of other things than indicators say nothing here.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for origin, destination in links:
        if origin != destination and origin.startswith(_NOUN) and destination.startswith(_NOUN):
            found[destination.removeprefix(_NOUN)].append(origin.removeprefix(_NOUN))
    return {indicator: tuple(copies) for indicator, copies in found.items()}


def told_once(
    indicator: str, copies: Iterable[str], measured: Mapping[str, tuple[Measurement, ...]]
) -> tuple[Measurement, ...]:
    """Return what was observed of an indicator and, where it says nothing of a period and part, what its copies say."""
    own = measured.get(indicator, ())
    cells = {(one.period, one.disaggregation) for one in own}
    said = (one for copy in copies for one in measured.get(copy, ()))
    added = (replace(one, indicator=indicator) for one in said if (one.period, one.disaggregation) not in cells)
    return (*own, *added)
