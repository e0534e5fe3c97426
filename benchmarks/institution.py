"""A large institution: 5,000 elements and 60,000 measurements in SQLite; its snapshot, one saved cell, and its board.

Everything is built in an embedded installation of its own, through the services, and thrown away. Printed are the
seconds of the first snapshot, of the one after a single cell was saved, and the processor time of the board: the first
time, after the saved cell, and warm. The last line has the figures and fails where one is over its limit.
One argument: how many elements (default 5,000).
"""

import json
import os
import sys
import tempfile
from decimal import Decimal
from statistics import median
from time import perf_counter, process_time
from typing import Any

AXES, BRANCHES, FIRST, LAST = 10, 8, 2022, 2032
MEASURED = 12  # measurements of an indicator: four years of three reports each
TIMES = 9
LEVELS = ("eje", "tematica", "objetivo", "resultado")
METHODOLOGY = "gt.municipalidad@2023"
LIMITS = {"snapshot_s": 1.0, "saved_s": 1.0, "board_ms": 300, "queries": 15}


def elements(count: int) -> list[Any]:
    """Return a plan's elements: axes, themes, objectives and outcomes, eight under each of the level above."""
    from ceiba.kernel.plan import Element

    made: list[Element] = []
    waiting: list[tuple[Element | None, int]] = [(None, 0)]
    while waiting and len(made) < count:
        parent, depth = waiting.pop(0)
        for number in range(AXES if parent is None else BRANCHES):
            key = f"{parent.id}.{number + 1}" if parent else str(number + 1)
            text = f"Mejorar el servicio {key} de agua, caminos y salud para las familias del valle."
            made.append(Element(key, LEVELS[min(depth, 3)], text, key, parent.id if parent else None))
            if depth < 3:
                waiting.append((made[-1], depth + 1))
            if len(made) == count:
                break
    return made


def indicator(element: Any, number: int) -> Any:
    """Return the indicator of an element: every second one is a sum of flows, the others are ratios."""
    from ceiba.kernel.indicator import Accumulation, Baseline, Indicator, Target
    from ceiba.kernel.period import Period
    from ceiba.kernel.quantity import PERCENT, MeasureUnit
    from ceiba.kernel.states import Value

    flow = number % 2
    goals = [400 + year for year in range(11)] if flow else [40 + 3 * year for year in range(11)]
    return Indicator(
        f"i-{element.id}",
        element.id,
        f"Viviendas con servicio {element.id}",
        MeasureUnit("viviendas") if flow else PERCENT,
        accumulation=Accumulation.SUM if flow else Accumulation.RATIO,
        baseline=Baseline(Value(Decimal(40)), FIRST - 1),
        targets=tuple(Target(Value(Decimal(goal)), Period.of_year(FIRST + year)) for year, goal in enumerate(goals)),
    )


def measurements(found: Any, number: int) -> list[Any]:
    """Return twelve measurements of an indicator: each four months of four years."""
    from ceiba.kernel.indicator import Measurement
    from ceiba.kernel.period import Period
    from ceiba.kernel.states import Value

    made = []
    for step in range(MEASURED):
        period = Period.parse(f"{FIRST + step // 3}-C{step % 3 + 1}")
        amount = Decimal(120 + (number * 7 + step * 3) % 40)
        pair = (None, None) if number % 2 else (amount, Decimal(250))
        value = amount if number % 2 else amount * 100 / 250
        made.append(Measurement(found.id, period, Value(value), *pair))
    return made


def institution(count: int) -> tuple[Any, Any, Any]:
    """Build the institution; return its planner's actor, a browser that has signed in, and its value."""
    from django.test import Client

    from ceiba.indicators import services as indicators
    from ceiba.institutions import services
    from ceiba.institutions.actor import Actor
    from ceiba.institutions.models import Institution, Person
    from ceiba.kernel.period import Period
    from ceiba.kernel.plan import Plan
    from ceiba.plans import services as plans

    person = Person.objects.create_user("banco@valle.example", "sembrar-una-ceiba", name="Banco de pruebas")
    here = services.found(
        person,
        slug="grande",
        name="Municipalidad Grande",
        kind=Institution.Kind.MUNICIPALITY,
        country="GT",
        methodology=METHODOLOGY,
        locale="es-GT",
        invented=True,
    )
    rows = elements(count)
    own = tuple(indicator(element, number) for number, element in enumerate(rows))
    observed = [m for number, found in enumerate(own) for m in measurements(found, number)]
    title = "Plan de un municipio grande"
    plan = Plan("pdmot", "pdmot", title, Period.of_years(FIRST, LAST), elements=tuple(rows), indicators=own)
    actor = Actor.of(person, here)
    plans.adopt(actor, (plan,), ())
    indicators.adopt(actor, (plan,), observed)
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return actor, client, plan


def save_one(actor: Any, plan: Any, amount: int) -> None:
    """Change one measurement, as a unit that corrects its cell does."""
    from ceiba.indicators.models import Measurement
    from ceiba.institutions.verbs import Part, verb
    from ceiba.kernel.states import Value

    @verb("measurement.bench", needs="plan.edit", touches=[Part.MEASUREMENTS])
    def change(actor: Any) -> None:
        row = Measurement.objects.of(actor.institution).filter(indicator__key=plan.indicators[1].id).first()
        row.value = Value(Decimal(amount))
        row.save(update_fields=["value"])

    change(actor)


def spent_on(client: Any, address: str) -> float:
    """Return the milliseconds of processor time that a page takes."""
    start = process_time()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return (process_time() - start) * 1000


def snapshot_seconds(actor: Any) -> float:
    """Return the seconds that the snapshot takes as it stands now."""
    from ceiba.snapshots.services import current

    start = perf_counter()
    current(actor.institution)
    return perf_counter() - start


def main(count: int) -> int:
    """Print the figures; 1 where one is over its limit."""
    with tempfile.TemporaryDirectory(prefix="ceiba-institution-") as home:
        os.environ["CEIBA_HOME"] = home
        os.environ.pop("CEIBA_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
        import django

        django.setup()
        figures = measured(count)
    for name, figure in figures.items():
        print(f"{name:>16} {figure}")
    print(json.dumps(figures))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


def measured(count: int) -> dict[str, float]:
    """Return the figures of an institution of so many elements."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    actor, client, plan = institution(count)
    figures: dict[str, float] = {"elements": count, "measurements": MEASURED * count}
    address = reverse("board", args=["grande"])
    figures["snapshot_s"] = round(snapshot_seconds(actor), 2)
    figures["board_first_ms"] = round(spent_on(client, address))
    save_one(actor, plan, 125)
    figures["saved_s"] = round(snapshot_seconds(actor), 2)
    figures["board_saved_ms"] = round(spent_on(client, address))
    figures["board_ms"] = round(median(spent_on(client, address) for _time in range(TIMES)))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    figures["queries"] = len(queries)
    return figures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
