"""An indicator that a register measures, and what the register says of it, without the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from ceiba.indicators.feeding import Fed, feed
from ceiba.indicators.models import MeasureBinding
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import VERBS, verb
from ceiba.kernel import register as kernel
from ceiba.kernel.states import Datum, Value
from ceiba.registers.binding import adopt_bindings
from tests.indicators.desks import PERIOD
from tests.people import Office

SOURCE = "Agua clorada, de «Análisis de agua»"


def bind(
    office: Office, key: str = "cloro", since: date = date(2025, 1, 1), until: date | None = None
) -> MeasureBinding:
    """Bind an indicator to a measure of a register that is in use."""
    adopt_bindings(office.actor(), (kernel.MeasureBinding(key, "analisis_agua", "clorada", since, until),))
    MeasureBinding.objects.filter(indicator__key=key).update(source=SOURCE)
    return MeasureBinding.objects.select_related("indicator", "institution").get(indicator__key=key, since=since)


@contextmanager
def feeding() -> Iterator[object]:
    """Give a verb that writes what a register says, as the verbs of rows do."""

    @verb("test.feed", needs="plan.edit")
    def write(_actor: Actor, binding: MeasureBinding, *figures: Fed) -> None:
        feed(binding, figures)

    try:
        yield write
    finally:
        del VERBS["test.feed"]


def says(value: Datum | int, numerator: int | None = None, denominator: int | None = None) -> Fed:
    """Return what the register says of the period."""
    pair = [None if one is None else Decimal(one) for one in (numerator, denominator)]
    return Fed(PERIOD, Value(Decimal(value)) if isinstance(value, int) else value, *pair)


def tell(office: Office, binding: MeasureBinding, *figures: Fed) -> None:
    """Write what the register says."""
    with feeding() as write:
        write(office.actor(), binding, *figures)  # type: ignore[operator]  # the verb
