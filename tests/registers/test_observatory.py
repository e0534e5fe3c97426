"""The observatory: it counts as the kernel does, sources stay apart, and a place that leaves its range is told."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.models import Locality
from ceiba.institutions.queries_territory import extent, population_series
from ceiba.kernel.expected import RangePosition, expected
from ceiba.kernel.period import Period
from ceiba.kernel.rates import Inhabitants, PlaceStanding, PopulationSeries, compare, rate
from ceiba.kernel.register_record import StateChange
from ceiba.kernel.register_table import tabulate
from ceiba.kernel.states import NO_DATA, Datum, Value
from ceiba.registers.models import Register
from ceiba.registers.observatory import WHOLE, Observatory, ObservatoryQuestion
from ceiba.registers.queries_observatory import Counted, countable
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import type_of
from ceiba.registers.writing import Draft, RowBook
from ceiba.ui.manual import FOLDER
from tests.furnished import furnish_territory
from tests.people import Office
from tests.queries import pinned
from tests.registers.books import INCIDENTS, adopted, records

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2020, 1, 1), date(2026, 3, 10)
YEAR = Period.parse("2025")


def incident(
    at: str, place: str = "Z01", kind: str = "robo_moto", source: str = "pnc", state: str = "confirmado"
) -> Draft:
    """Return an incident as somebody writes it down, in the state to which it came."""
    moment = datetime.fromisoformat(at)
    values = {"tipo": kind, "fuente": source, "ocurrido": at, "lugar": place}
    states = ("recibido",) if state == "recibido" else ("recibido", state)
    return Draft(values, tuple(StateChange(one, moment) for one in states), at)


def kept(office: Office, drafts: list[Draft]) -> Register:
    """Return a register of incidents with rows, kept by the clerk's unit."""
    if not Locality.objects.of(office.institution).exists():
        furnish_territory(office)
    register = adopted(office, INCIDENTS, since=SINCE)
    with transaction.atomic():
        book = RowBook(office.actor("clerk"), register)
        judged = book.judged(drafts)
        assert [one.problems for one in judged if one.problems] == []
        book.add(judged)
    return register


def told(
    office: Office, register: Register, period: Period = YEAR, measure: str = "incidentes_pnc", **fields: str
) -> Observatory:
    """Return what the clerk is told of a period."""
    reader = Reader(office.actor("clerk"), register)
    question = ObservatoryQuestion(period, reader.type.measure_by_key.get(measure), fields, "habitantes")
    return Observatory(reader, question, extent(office.institution), population_series(office.institution), TODAY)


MIXED = [
    incident("2025-01-05 23:10"),
    incident("2025-01-31 23:59", "C-01"),
    incident("2025-01-07 06:00", kind="robo_persona", source="municipal"),
    incident("2025-02-01 00:00", kind="captura"),
    incident("2025-06-02 06:30", "14.63,-90.61", kind="secuestro"),
    incident("2025-06-02 06:40", "Z01 14.6312,-90.6054", state="descartado"),
    incident("2025-06-09 06:45", "Z01 14.6312,-90.6054"),
    incident("2024-12-31 12:00"),
]


def test_months_and_places_are_those_of_the_kernel(office: Office) -> None:
    register = kept(office, MIXED)
    shape = type_of(register.edition)
    reader = Reader(office.actor("clerk"), register)
    for measure in countable(reader):
        at = measure.by.index("lugar")
        wanted: Counter[tuple[int, str]] = Counter()
        for (month, parts), tally in tabulate(records(register), measure, shape).cells.items():
            if YEAR.first_month <= month <= YEAR.last_month:
                wanted[month, parts[at]] += tally.rows
        assert Counted(reader, measure, {}).by_month(YEAR, with_places=True) == wanted, measure.key


def test_hours_and_squares_count_each_row_once(office: Office) -> None:
    found = told(office, kept(office, MIXED))
    assert found.hours == {(6, 23): 1, (4, 23): 1, (5, 0): 1, (0, 6): 2}
    assert sum(square.count for square in found.squares) == 2
    for square in found.squares:  # a middle of a hundredth of a degree tells no more than the square
        assert round(square.latitude * 1000) % 10 == 5
        assert round(square.longitude * 1000) % 10 == 5
    assert (found.total, found.unplaced) == (5, 1)
    assert found.counts == {"Z01": 4}  # the colony's counts for its zone


def test_an_option_stands_for_every_narrower_one(office: Office) -> None:
    register = kept(office, MIXED)
    assert told(office, register, tipo="patrimonio").total == 3
    assert told(office, register, tipo="robo_persona").total == 0
    assert told(office, register, measure="incidentes_municipales").total == 1


def test_a_month_without_rows_is_zero_and_one_before_the_register_has_no_data(office: Office) -> None:
    register = kept(office, MIXED)
    assert [month[1] for month in told(office, register).months][:4] == [
        Value(Decimal(n)) for n in (2, 1, 0, 0)
    ]  # fmt: skip
    (_month, count, rolled), *_rest = told(office, register, Period.parse("2019-M12")).months
    assert (count, rolled) == (NO_DATA, NO_DATA)
    found = told(office, register).months
    assert (found[-1][2], found[0][2]) == (Value(Decimal(5)), Value(Decimal(3)))  # twelve months that end in each


def test_a_place_is_compared_by_the_people_who_live_in_it(office: Office) -> None:
    drafts = [incident(f"2025-{month:02d}-{day:02d} 10:00") for month in range(1, 13) for day in (1, 2, 3)]
    found = told(office, kept(office, drafts))
    (zone,) = found.comparison.places
    assert zone.rate is not None
    assert (zone.rate.amount, zone.rate.base.people, zone.rate.caution) == (Decimal(900), 4_000, False)
    assert zone.standing is PlaceStanding.ALIKE  # alone it is all of them
    assert told(office, found.reader.register, Period.parse("2027")).comparison.places[0].rate is not None


@pytest.mark.slow
def test_a_place_that_leaves_its_range_is_told_with_its_numbers(office: Office) -> None:
    years = [
        incident(f"{year}-{month:02d}-0{day} 10:00")
        for year in range(2020, 2025)
        for month in range(1, 13)
        for day in (1, 2)
    ]
    burst = [incident(f"2025-02-{day:02d} 10:00") for day in range(1, 16)]
    found = told(office, kept(office, years + burst), Period.parse("2025-M02"))
    assert set(found.alerts) == {WHOLE, "Z01"}
    one = found.ranges["Z01"]
    assert (one.position, len(one.past), one.observed) == (RangePosition.ABOVE, 15, Value(Decimal(15)))
    assert one.high is not None
    assert 2 <= one.high < 15
    page = office.client("clerk").get(
        address(office), {"first": "2025-02", "last": "2025-02", "measure": "incidentes_pnc"}
    )
    assert (
        "En febrero de 2025 hubo más de lo que el pasado deja esperar en: Todo el registro, Zona 1"
        in page.content.decode()
    )


def address(office: Office) -> str:
    return reverse("register_observatory", args=[office.slug, INCIDENTS])


@pytest.mark.parametrize("many", [1, 40])
def test_the_page_asks_as_much_of_one_row_as_of_many(office: Office, many: int) -> None:
    kept(office, [incident(f"2025-01-{1 + n % 28:02d} 10:{n:02d}") for n in range(many)])
    clerk = office.client("clerk")
    with pinned("register_observatory"):
        page = clerk.get(address(office), {"first": "2025-01", "last": "2025-12"}).content.decode()
    assert page.count('<svg class="chart') >= 5
    for words in ("Fuente: PNC (en la escena)", "Garwood", "Farrington", "inventada", "cuadro"):
        assert words in page


def test_sources_are_never_mixed(office: Office) -> None:
    kept(office, MIXED)
    clerk = office.client("clerk")
    every = clerk.get(address(office), {"measure": "*", "first": "2025-01", "last": "2025-12"}).content.decode()
    assert 'name="f_fuente"' in every
    assert '<option value="">' not in every.partition('name="f_fuente"')[2].partition("</select>")[0]
    assert "Fuente: PNC (en la escena)" in every
    asked = {"measure": "*", "first": "2025-01", "last": "2025-12", "f_fuente": "municipal"}
    assert "Fuente: Policía municipal" in clerk.get(address(office), asked).content.decode()
    fixed = clerk.get(address(office), {"measure": "incidentes_pnc"}).content.decode()
    assert 'name="f_fuente"' not in fixed


@pytest.mark.slow
def test_who_may_open_no_row_is_told_so_and_sees_no_zero(office: Office) -> None:
    kept(office, MIXED)
    assert office.client("planner").get(address(office)).status_code == 403
    assert office.client("clerk").get(address(office)).status_code == 200
    assert "Usted ve las filas de sus unidades" in office.client("clerk").get(address(office)).content.decode()
    assert office.client("clerk").get(address(office).replace("incidentes", "nada")).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"first": "2025-05", "last": "2025-01"}, "Termina antes de comenzar"),
        ({"first": "1999-01", "last": "2025-01"}, "Son más de diez años"),
        ({"first": "ayer"}, "Introduzca un valor válido"),
        ({"measure": "lo que sea"}, "no es una de las opciones disponibles"),
        ({"f_tipo": "nada"}, "no es una de las opciones disponibles"),
        ({"series": "otra"}, "no es una de las opciones disponibles"),
    ],
)
def test_what_is_asked_wrongly_is_told_and_the_usual_is_shown(
    office: Office, asked: dict[str, str], words: str
) -> None:
    kept(office, MIXED[:2])
    answer = office.client("clerk").get(address(office), asked)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Mes a mes" in answer.content.decode()


def test_an_open_register_without_places_has_months_and_ranges(office: Office) -> None:
    adopted(office, since=date(timezone.localdate().year, 1, 1))
    page = office.client("auditor").get(reverse("register_observatory", args=[office.slug, "tramites_administrativos"]))
    told_page = page.content.decode()
    assert "Mes a mes" in told_page
    assert "Comparación de lugares" not in told_page


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_numbers_of_the_manual_are_those_that_come_out(language: str) -> None:
    text = (FOLDER / language / "observatorio.md").read_text(encoding="utf-8")
    people = PopulationSeries("p", "P", "inventada", (Inhabitants("1", 2025, 4_000), Inhabitants("2", 2025, 6_000)))
    found = compare({"1": rate(36, people.base("1", 2025)), "2": rate(12, people.base("2", 2025))})
    rows = [line for line in text.splitlines() if line.startswith(("| Zon", "| Juntas", "| Together"))]
    for line, one in zip(rows, found.places, strict=False):
        assert one.rate is not None
        for number in (
            one.rate.events,
            one.rate.base.people,
            one.rate.amount,
            f"{one.rate.low:.1f}",
            f"{one.rate.high:.1f}",
        ):
            assert f" {number}" in line
        assert ("pocos" in line or "few" in line) is one.rate.caution
    assert [one.standing for one in found.places] == [PlaceStanding.HIGHER, PlaceStanding.LOWER]
    assert f"| {found.whole} |" in rows[2]
    past: dict[int, Datum] = {2020 * 12 + month: Value(Decimal(2)) for month in range(60)}
    judged = expected(past | {2025 * 12 + 1: Value(Decimal(15))}, 2025 * 12 + 1)
    (line,) = [line for line in text.splitlines() if line.startswith(("| quince", "| fifteen"))]
    assert len(judged.past) == 15
    assert f"| 15 | {judged.middle:.2f} | {judged.dispersion:.2f} | {judged.low} " in line
    assert f" {judged.high} |" in line
    assert judged.position is RangePosition.ABOVE
