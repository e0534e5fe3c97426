"""A large institution: 5,000 elements and 60,000 measurements in SQLite; its snapshot, one saved cell, and its board.

Everything is built in an embedded installation of its own, through the services, and thrown away. Times are processor
times, the database's with them. ``snapshot_s``: the first snapshot. ``one_cell_ms``: the snapshot after one cell was
saved, of which only ``rebuilt_parts`` were built again. ``board_first_ms``: the board as the first page of a process;
``board_saved_ms``: right after a cell was saved; ``board_ms``: where nothing changed, with ``board_queries``. The last
line has the figures; the benchmark fails where one is over its limit.
One argument: how many elements (default 5,000).
"""

import json
import os
import sys
import tempfile
from decimal import Decimal
from statistics import median
from time import process_time
from typing import Any

AXES, BRANCHES, FIRST, LAST = 10, 8, 2022, 2032
MEASURED = 12  # measurements of an indicator: four years of three reports each
TIMES = 9
LEVELS = ("eje", "tematica", "objetivo", "resultado")
METHODOLOGY = "gt.municipalidad@2023"
REBUILT = ["measurements"]
LIMITS = {"snapshot_s": 1.0, "one_cell_ms": 1000, "board_saved_ms": 300, "board_ms": 300, "board_queries": 15}


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


class Saving:
    """A cell of the last period that was reported, which is corrected again and again through the verb of the units."""

    def __init__(self, actor: Any, plan: Any) -> None:
        from ceiba.indicators import services
        from ceiba.indicators.models import Indicator, Report
        from ceiba.kernel.period import Period

        cycle = services.open_cycle(actor, "cuatrimestre", Period.parse("2025-C3"))
        self.actor, self.amount = actor, Decimal(120)
        self.row = Indicator.objects.of(actor.institution).get(key=plan.indicators[1].id)
        self.report = Report.objects.of(actor.institution).get(cycle=cycle)

    def once(self) -> None:
        """Save another figure than the last."""
        from ceiba.indicators.cells import Cell, Fate
        from ceiba.indicators.queries_entry import cells
        from ceiba.indicators.services import save_measurements
        from ceiba.kernel.states import Value

        self.amount += 1
        seen = cells(self.report, [self.row.pk])[self.row.pk, ""].version
        cell = Cell(self.row.pk, value=Value(self.amount), seen=seen, sure=True)
        (told,) = save_measurements(self.actor, self.report, [cell])
        assert told.fate is Fate.STORED, told


def spent_on(client: Any, address: str) -> float:
    """Return the milliseconds of processor time that a page takes."""
    start = process_time()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return (process_time() - start) * 1000


def snapshot_seconds(actor: Any) -> float:
    """Return the processor time in seconds that the snapshot takes as it stands now; SQLite runs in this process."""
    from ceiba.snapshots.services import current

    start = process_time()
    current(actor.institution)
    return process_time() - start


def rebuilt(before: Any, after: Any) -> list[str]:
    """Return the fields of a snapshot that were built again, the others being the very same objects as before."""
    from dataclasses import fields

    return [field.name for field in fields(after) if getattr(before, field.name) is not getattr(after, field.name)]


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
    return int(any(figures[name] > limit for name, limit in LIMITS.items()) or figures["rebuilt_parts"] != REBUILT)


def measured(count: int) -> dict[str, Any]:
    """Return the figures of an institution of so many elements."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    actor, client, plan = institution(count)
    saving = Saving(actor, plan)
    address = reverse("board", args=["grande"]) + "?periodo=2025-C3"
    figures: dict[str, Any] = {"elements": count, "measurements": MEASURED * count}
    figures["snapshot_s"] = round(snapshot_seconds(actor), 2)
    figures["board_first_ms"] = round(spent_on(client, address))
    after = [after_saving(actor, client, saving, address) for _time in range(TIMES)]
    figures["one_cell_ms"] = round(median(cell for cell, _board, _parts in after))
    figures["board_saved_ms"] = round(median(board for _cell, board, _parts in after))
    figures["rebuilt_parts"] = after[-1][2]
    figures["board_ms"] = round(median(spent_on(client, address) for _time in range(TIMES)))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    figures["board_queries"] = len(queries)
    return figures


def after_saving(actor: Any, client: Any, saving: Saving, address: str) -> tuple[float, float, list[str]]:
    """Save a cell; return the milliseconds of the snapshot and of the board after it, and what was built again."""
    from ceiba.snapshots.services import current

    before = current(actor.institution)
    saving.once()
    cell = snapshot_seconds(actor) * 1000
    return cell, spent_on(client, address), rebuilt(before, current(actor.institution))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
