"""The public addresses of transparency duties, walked with something private beside everything that they show."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from ceiba.kernel.duty import ItemState
from ceiba.kernel.duty_due import last_over
from ceiba.transparency.models import DispatchEvidence
from ceiba.transparency.queries import duties_of
from ceiba.transparency.services import Declared, answer, dispatch, keep_month
from tests.people import Office
from tests.pictures import photo
from tests.portal.canaries import MARK, TOLD

NUMERALS, SENT = "laip_oficio", "lop_17_ter"
ANSWERED = "13"


def plant_duties(office: Office) -> None:
    """Declare what is public, and beside it what is not: who typed it, and the name of a sealed copy."""
    planner = office.actor("planner")
    told = Declared(
        ItemState.JUSTIFIED, date(2025, 12, 1), justification=f"{TOLD}: no hubo viajes", responsible=f"{TOLD}: Unidad"
    )
    answer(planner, NUMERALS, "12", told)
    answer(planner, NUMERALS, ANSWERED, Declared(ItemState.PUBLISHED, date(2025, 12, 1), file=("bienes.jpg", photo())))
    duty = next(one for one in duties_of(office.institution) if one.address == SENT)
    period = last_over(duty.rule, timezone.localdate())
    assert period is not None
    dispatch(
        planner, SENT, period=period, recipient="probidad", day=timezone.localdate(), reference=f"{TOLD}: oficio 7",
        proof=(f"{MARK} copia sellada.jpg", photo(size=(40, 30))),
    )  # fmt: skip
    for each in (NUMERALS, SENT):
        keep_month(planner, each)


def duty_paths(office: Office) -> Iterator[str]:
    """Yield every public address of the duties of an office, real and guessed."""
    here = office.slug
    yield reverse("public_duties", args=[here])
    for duty in (*(one.address for one in duties_of(office.institution)), "no-hay"):
        yield reverse("public_duty", args=[here, duty])
        for name in ("puntos.csv", "puntos.xlsx", "objetivos.csv", "objetivos.xlsx", "obras.csv", "nada.csv"):
            yield reverse("public_duty_file", args=[here, duty, name])
        for table in ("estructura", "objetivos", "presupuesto", "ejecucion", "obras", "nada"):
            yield reverse("public_duty_table", args=[here, duty, table])
        for period in _periods():
            yield reverse("public_duty_month", args=[here, duty, period])
            yield reverse("public_duty_month_table", args=[here, duty, period, "objetivos"])
            for name in ("mes.json", "objetivos.csv", "nada.csv"):
                yield reverse("public_duty_month_file", args=[here, duty, period, name])
    sealed = DispatchEvidence.objects.of(office.institution).values_list("document__sha256", flat=True)
    for digest in ("0" * 64, "no-es-huella", *sealed):
        yield reverse("public_duty_document", args=[here, digest])


def _periods() -> tuple[str, ...]:
    today = timezone.localdate()
    month = today.year * 12 + today.month - 2
    return f"{month // 12}-M{month % 12 + 1:02d}", "1999-M01", "nada"
