"""The invented municipality of the benchmark of registers: its people, its register, and its rows, loaded as a set."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

REGISTER, METHODOLOGY, SLUG = "gt.incidentes_seguridad", "gt.municipalidad@2023", "valle"
FIRST, DAYS = date(2023, 1, 1), 1095
PLACES = tuple(f"c{number:03}" for number in range(340))
KINDS = (
    "robo_moto",
    "robo_persona",
    "robo_residencia",
    "robo_vehiculo",
    "captura",
    "lesiones",
    "homicidio",
    "suicidio",
)
WEIGHTS = (30, 25, 12, 10, 12, 6, 3, 2)
SOURCES, ARMS = ("pnc", "inacif", "ine", "municipal"), ("fuego", "blanca", "otra", "ninguna")
STATES = ("cerrado", "confirmado", "recibido", "descartado")
COLUMNS = (
    "key", "number", "state", "values", "history", "version", "withdrawn", "at", "changed_at", "code", "day", "minute",
    "place", "north", "east", "due", "deadline", "search", "facet_1", "facet_2", "facet_3", "facet_4",
    "edition_id", "institution_id", "kept_by_id", "register_id", "unit_id",
)  # fmt: skip


class Installation:
    """The invented municipality, its register, and whoever asks."""

    def __init__(self) -> None:
        from django.test import Client

        from ceiba.institutions import services
        from ceiba.institutions.actor import Actor
        from ceiba.institutions.models import Institution, Locality, Person
        from ceiba.institutions.queries_calendar import work_calendar
        from ceiba.registers.queries_types import register_of, type_of
        from ceiba.registers.services_registers import adopt_register

        person = Person.objects.create_user("banco@valle.example", name="Banco de pruebas")
        fields = {"slug": SLUG, "name": "Municipalidad inventada", "kind": Institution.Kind.MUNICIPALITY}
        self.here = services.found(
            person, **fields, country="GT", methodology=METHODOLOGY, locale="es-GT", invented=True
        )
        for role in ("clerk", "unit_head"):
            services.assign(Actor.of(person, self.here), person, role)
        self.actor, self.person = Actor.of(person, self.here), person
        Locality.objects.bulk_create(
            Locality(institution=self.here, key=place, name=f"Colonia {place}", kind="colony") for place in PLACES
        )
        adopt_register(self.actor, reference=REGISTER, since=FIRST)
        self.register = register_of(self.here, REGISTER)
        self.type, self.calendar = type_of(self.register.edition), work_calendar(self.here)
        self.client = Client()
        self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def page(self, name: str, **asked: str) -> Callable[[], int]:
        """Return how to open a page of the register through its address; it gives how many bytes come."""
        from django.urls import reverse

        address = reverse(name, args=[SLUG, REGISTER])

        def answer() -> int:
            response = self.client.get(address, asked)
            assert response.status_code == 200, (address, asked, response.status_code)
            return len(response.content)

        return answer


def rows(here: Installation, count: int) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of so many invented rows, the same every time: three years, some things more often."""
    from ceiba.exchange.stems import stems

    drawn, at = Random(8), datetime(2026, 1, 1, tzinfo=UTC).isoformat(" ")
    kinds, places = _weighted(drawn, KINDS, WEIGHTS, count), _weighted(drawn, PLACES, range(1, 341), count)
    shape = here.type
    assert list(here.register.facets) == ["tipo", "fuente", "arma"], here.register.facets
    words = {kind: _words(shape, "tipo", kind) for kind in KINDS}
    words |= {one: _words(shape, key, one) for key, some in (("fuente", SOURCES), ("arma", ARMS)) for one in some}
    owners = (here.register.edition_id, here.here.pk, here.person.pk, here.register.pk, None)
    numbers: dict[int, int] = {}
    for number, kind, place in zip(range(1, count + 1), kinds, places, strict=True):
        day = FIRST + timedelta(days=int(drawn.random() * DAYS))
        minute = int(drawn.random() * 1440)
        source, arm = SOURCES[int(drawn.random() ** 2 * 4)], ARMS[int(drawn.random() * 4)]
        state = STATES[int(drawn.random() ** 3 * 4)]
        north, east = 10_455_000 + int(drawn.random() * 20_000), 8_930_000 + int(drawn.random() * 20_000)
        numbers[day.year] = numbers.get(day.year, 0) + 1
        code = f"INC-{day.year}-{numbers[day.year]:06}"
        when, seen = f"{day} {minute // 60:02}:{minute % 60:02}", f"{day + timedelta(days=1)} 08:00"
        point = f"{north - 9_000_000}", f"{east - 18_000_000}"
        told = {
            "caso": code, "tipo": kind, "fuente": source, "ocurrido": when,
            "lugar": f"{place} {point[0][:-5]}.{point[0][-5:]},{point[1][:-5]}.{point[1][-5:]}", "arma": arm,
        }  # fmt: skip
        if kind in ("homicidio", "lesiones"):
            told["victimas"] = f"hombres/jovenes {number % 3 + 1}; mujeres/adultos {number % 2}"
        history = [["recibido", seen], *([[state, seen]] if state != "recibido" else [])]
        if state == "cerrado":
            history.insert(1, ["confirmado", seen])
        search = " ".join(dict.fromkeys((*stems(code), *words[kind], *words[source], *words[arm])))
        yield (
            f"{REGISTER}-{number}", number, state, json.dumps(told), json.dumps(history), 1, False, at, at, code,
            str(day), minute, place, north, east, None, "", search, kind, source, arm, None, *owners,
        )  # fmt: skip


def _weighted(drawn: Random, options: tuple[str, ...], weights: Any, count: int) -> list[str]:
    return drawn.choices(options, weights=list(weights), k=count)


def _words(shape: Any, field: str, option: str) -> tuple[str, ...]:
    from ceiba.exchange.stems import stems

    known = shape.field_by_key[field]
    return stems(" ".join(known.option_by_key[one].label for one in known.lineage(option)))


def load(here: Installation, count: int) -> None:
    """Put the rows and their unique codes into the tables as sets, and let the database look at them once."""
    from django.db import connection, transaction

    from ceiba.registers.models import Register

    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY registers_registerrow ({names}) FROM STDIN") as copy:
                for row in rows(here, count):
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(COLUMNS))
            # The cursor of the library itself: Django's would keep a million statements to show them.
            connection.connection.executemany(
                f"INSERT INTO registers_registerrow ({names}) VALUES ({marks})", rows(here, count)
            )
        cursor.execute(
            "INSERT INTO registers_takenvalue (register_id, field, value, row_id) "
            "SELECT register_id, 'caso', lower(code), id FROM registers_registerrow"
        )
        Register.objects.filter(pk=here.register.pk).update(last_number=count)
    here.register.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def counted_anew(here: Installation) -> None:
    """Let the product's own job count every table from all rows."""
    from ceiba.kernel.register_measure import DERIVED
    from ceiba.registers.rebuilding import rebuild_tables
    from ceiba.registers.services_registers import begin_tables

    measures = [m.key for m in here.type.measures if m.kind not in DERIVED]
    begin_tables(here.register, measures)
    rebuild_tables(here.actor, lambda *_progress: None, register=here.register.pk)
