"""The territory of the demonstration and a register with years of rows: what an observatory needs to have been kept.

Everything is invented: the zones, who lives in them, and every incident. The municipality does not exist, and what its
zones are called, how large they are and what happens there say nothing of any real one.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from ceiba.exchange.readers.inhabitants import InhabitantsRead
from ceiba.exchange.readers.localities import LocalitiesRead
from ceiba.institutions.actor import Actor
from ceiba.institutions.services_territory import add_series, load_figures, load_places
from ceiba.kernel.locality import Locality, LocalityKind, Ring
from ceiba.kernel.rates import Inhabitants
from ceiba.kernel.register_record import StateChange
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.writing import Draft, RowBook

INCIDENTS, YEARS = "gt.incidentes_seguridad", 5
WEST, SOUTH, STEP = -90.645, 14.905, 0.0225  # degrees
SOURCE = "Inventado para la demostración"
CORNERS = {  # of a crooked grid: column and row, moved by hundredths of a step
    (0, 0): (12, 5), (1, 0): (8, -9), (2, 0): (-6, 10), (3, 0): (-20, 18),
    (0, 1): (-10, 6), (1, 1): (14, 12), (2, 1): (-8, -10), (3, 1): (4, 8),
    (0, 2): (16, -18), (1, 2): (6, -6), (2, 2): (10, 14), (3, 2): (-22, -4),
}  # fmt: skip
ZONES = (  # code, name, column and row of its corner to the south-west, people, incidents of a usual month
    ("Z01", "Zona 1", (1, 1), 5_400, 4),
    ("Z02", "Zona 2", (0, 1), 4_100, 2),
    ("Z03", "Zona 3", (2, 1), 2_900, 1),
    ("Z04", "Zona 4", (0, 0), 3_300, 1),
    ("Z05", "Zona 5", (1, 0), 2_200, 1),
    ("Z06", "Zona 6", (2, 0), 1_700, 0),
)
COLONY = Locality("C-01", "Colonia El Amate", LocalityKind.COLONY, "Z01")
BURST = ("Z03", 9)  # what one zone has too many of in the last month that is over
KINDS = ("robo_moto", "robo_persona", "robo_persona", "violencia_familiar", "robo_comercio", "captura", "vial_alcohol")
HOURS = (19, 20, 21, 22, 23, 18, 20, 7, 13, 6)


def keep(planner: Actor, clerk: Actor, unit: Any) -> None:
    """Give the invented municipality its zones, their people, and a register of incidents kept for years."""
    places = [Locality(code, name, LocalityKind.ZONE, rings=(_ring(*at),)) for code, name, at, *_rest in ZONES]
    load_places(planner, LocalitiesRead(tuple(enumerate([*places, COLONY], 1)), (), True), source=SOURCE)
    today = timezone.localdate()
    first = today.year - YEARS - 1
    series = add_series(planner, key="habitantes", name="Habitantes", source=SOURCE)
    load_figures(planner, series, InhabitantsRead(tuple(enumerate(_people(range(first, today.year)), 1)), ()))
    register = adopt_register(planner, reference=INCIDENTS, since=date(first, 1, 1), unit=unit)
    book = RowBook(clerk, register)
    book.add(book.judged(list(_incidents(date(first, 1, 1), today))))


def _ring(column: int, row: int) -> Ring:
    corners = [_corner(column + x, row + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    return tuple(corners)


def _corner(column: int, row: int) -> tuple[float, float]:
    x, y = CORNERS[column, row]
    return round(WEST + (column + x / 100) * STEP, 5), round(SOUTH + (row + y / 100) * STEP, 5)


def _people(years: range) -> Iterator[Inhabitants]:
    for year in years:
        grown = 100 + 2 * (year - years.start)  # percent: two more each year
        found = [(code, people * grown // 100) for code, _name, _at, people, _usual in ZONES]
        yield Inhabitants("", year, sum(people for _code, people in found))
        yield from (Inhabitants(code, year, people) for code, people in found)


def _incidents(since: date, today: date) -> Iterator[Draft]:
    """Yield the incidents of every month that is over, and those of the present one up to yesterday."""
    month = since
    while month <= today:
        after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        is_last = after <= today < (after.replace(day=28) + timedelta(days=4)).replace(day=1)
        for code, _name, at, _people, usual in ZONES:
            extra = BURST[1] if is_last and code == BURST[0] else 0
            for number in range(usual + _drawn(code, month, "many") % 3 - 1 + extra):
                drawn = _incident(code, at, month, number)
                if drawn.history[-1].at.date() < today:
                    yield drawn
        month = after


def _incident(code: str, corner: tuple[int, int], month: date, number: int) -> Draft:
    pick = [_drawn(code, month, f"{number}.{what}") for what in range(6)]
    day = datetime.combine(month.replace(day=pick[0] % 27 + 1), time())
    moment = day + timedelta(hours=HOURS[pick[1] % len(HOURS)], minutes=pick[2] % 60)
    longitude = WEST + (corner[0] + 0.2 + pick[3] % 60 / 100) * STEP
    latitude = SOUTH + (corner[1] + 0.2 + pick[4] % 60 / 100) * STEP
    place = "C-01" if code == "Z01" and pick[5] % 3 == 0 else code
    values = {
        "tipo": KINDS[pick[5] % len(KINDS)],
        "fuente": "municipal" if pick[2] % 5 == 0 else "pnc",
        "ocurrido": moment.isoformat(sep=" ", timespec="minutes"),
        "lugar": f"{place} {latitude:.5f},{longitude:.5f}",
    }
    later = moment + timedelta(hours=12)
    return Draft(values, (StateChange("recibido", later), StateChange("confirmado", later)), f"{code} {moment}")


def _drawn(code: str, month: date, what: str) -> int:
    """Return a number that is the same each time: whoever looks twice sees the same."""
    return int(sha256(f"{code}{month}{what}".encode()).hexdigest()[:8], 16)
