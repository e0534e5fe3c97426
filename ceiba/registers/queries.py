"""What can be asked about registers: the kernel values of their measures."""

from ceiba.institutions.models import Institution
from ceiba.kernel import register as kernel
from ceiba.registers.models import RegisterMeasure


def register_measures(institution: Institution) -> tuple[kernel.RegisterMeasure, ...]:
    """Return what registers counted, in order."""
    names = ("register", "measure", "period", "value", "numerator", "denominator", "indicator__key")
    rows = RegisterMeasure.objects.of(institution).values_list(*names)
    return tuple(kernel.RegisterMeasure(*values) for values in rows)
