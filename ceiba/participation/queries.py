"""What can be asked about participation: the kernel values of demands."""

from ceiba.institutions.models import Institution
from ceiba.kernel import demand as kernel
from ceiba.participation.models import Demand


def demands(institution: Institution) -> tuple[kernel.Demand, ...]:
    """Return what people ask of an institution, in order."""
    rows = Demand.objects.of(institution).values_list("key", "text", "origin", "structured", "serves", "answer")
    return tuple(
        kernel.Demand(key, text, origin, structured, tuple(serves), answer)
        for key, text, origin, structured, serves, answer in rows
    )
