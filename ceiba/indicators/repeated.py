"""Indicators that an annual plan repeats from a plan of several years: one figure, entered once, counts in both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ceiba.institutions.models import Institution
from ceiba.kernel.indicator import Measurement
from ceiba.kernel.plan import LinkKind
from ceiba.plans.models import Link

_HERE = "indicator/"


def repetitions(institution: Institution) -> dict[str, list[str]]:
    """Return the keys of the indicators that repeat an indicator, by the key of that one: one query."""
    rows = Link.objects.of(institution).filter(kind=LinkKind.REPEATS.value, origin__startswith=_HERE)
    found: dict[str, list[str]] = defaultdict(list)
    for origin, destination in rows.filter(destination__startswith=_HERE).values_list("origin", "destination"):
        if origin != destination:
            found[destination.removeprefix(_HERE)].append(origin.removeprefix(_HERE))
    return dict(found)


def counted_twice(institution: Institution, entered: Iterable[Measurement]) -> Iterator[Measurement]:
    """Yield what was observed, and what a repetition says once more for the indicator that it repeats.

    Of that one only what it does not say itself, cell by cell.
    """
    rows = list(entered)
    yield from rows
    repeated = repetitions(institution)
    if not repeated:
        return
    own = {(row.indicator, row.period, row.disaggregation) for row in rows}
    said: dict[str, list[Measurement]] = defaultdict(list)
    for row in rows:
        said[row.indicator].append(row)
    for origin, copies in repeated.items():
        for row in (row for copy in copies for row in said[copy]):
            if (origin, row.period, row.disaggregation) not in own:
                yield replace(row, indicator=origin)
