"""The explorer of an institution with 5,000 elements: queries, processor time once warm, and bytes that travel.

Everything is built in an embedded installation of its own, through the services, and thrown away. Three pages are
measured (the plan, an element in the middle of it, the list of findings); the last line has the worst of each figure.
One argument: how many elements (default 5,000).
"""

import json
import os
import sys
import tempfile
from dataclasses import replace
from decimal import Decimal
from statistics import median
from time import process_time
from typing import Any

AXES, WARM, TIMES = 10, 3, 9
LEVELS = ("eje", "tematica", "objetivo", "resultado")
METHODOLOGY = "gt.municipalidad@2023"
LIMITS = {"queries": 15, "cpu_ms": 300, "bytes": 50_000}


def elements(count: int) -> list[Any]:
    """Return a plan's elements: axes, themes, objectives and outcomes, five under each of the level above."""
    from ceiba.kernel.plan import Alignment, Element

    made: list[Element] = []
    waiting: list[tuple[Element | None, int]] = [(None, 0)]
    while waiting and len(made) < count:
        parent, depth = waiting.pop(0)
        for number in range(AXES if parent is None else 8):
            key = f"{parent.id}.{number + 1}" if parent else str(number + 1)
            text = f"Mejorar el servicio {key} de agua, caminos y salud para las familias del valle y sus aldeas."
            aligned = (Alignment("ODS", ("6",)),) if depth < 2 else ()
            element = Element(key, LEVELS[min(depth, 3)], text, key, parent.id if parent else None, alignments=aligned)
            made.append(element)
            if depth < 3:
                waiting.append((element, depth + 1))
            if len(made) == count:
                break
    return made


def snapshot(count: int) -> Any:
    """Return the institution: one plan, an indicator with a baseline and two targets under every third outcome."""
    from ceiba.kernel.indicator import Baseline, Indicator, Target
    from ceiba.kernel.period import Period
    from ceiba.kernel.plan import Plan
    from ceiba.kernel.quantity import PERCENT
    from ceiba.kernel.snapshot import Snapshot
    from ceiba.kernel.source import Place, Source
    from ceiba.kernel.states import Value
    from ceiba.methodologies.loader import load

    rows = elements(count)
    outcomes = [element for element in rows if element.level == "resultado"][::3]
    indicators = tuple(
        Indicator(
            f"i-{element.id}",
            element.id,
            f"Viviendas con servicio {element.id}",
            PERCENT,
            baseline=Baseline(Value(Decimal(40)), 2022),
            targets=(
                Target(Value(Decimal(50)), Period.of_year(2026)),
                Target(Value(Decimal(80)), Period.of_year(2032)),
            ),
        )
        for element in outcomes
    )
    plan = Plan("pdmot", "pdmot", "Plan de un municipio grande", Period.of_years(2022, 2032), elements=tuple(rows))
    sources = tuple(
        Source(f"element/{e.id}", "", Place(n), e.text, 0.95, "plan.txt") for n, e in enumerate(rows, start=1)
    )
    return Snapshot(load(METHODOLOGY), plans=(replace(plan, indicators=indicators),), sources=sources)


def institution(count: int) -> tuple[str, Any, str]:
    """Build the institution; return its address, a browser that has signed in, and the element in the middle."""
    from django.test import Client

    from ceiba.documents import services as documents
    from ceiba.indicators import services as indicators
    from ceiba.institutions import services
    from ceiba.institutions.actor import Actor
    from ceiba.institutions.models import Institution, Person
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
    actor, value = Actor.of(person, here), snapshot(count)
    plans.adopt(actor, value.plans, value.links)
    indicators.adopt(actor, value.plans, value.measurements)
    documents.adopt_sources(actor, value.sources, None)
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return here.slug, client, value.plans[0].elements[count // 2].id


def measured(client: Any, address: str) -> dict[str, int]:
    """Return queries, milliseconds of processor time and bytes of a page that was asked for before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _time in range(WARM):
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
    spent = []
    for _time in range(TIMES):
        start = process_time()
        client.get(address)
        spent.append(process_time() - start)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    return {"queries": len(queries), "cpu_ms": round(median(spent) * 1000), "bytes": len(response.content)}


def main(count: int) -> int:
    """Print the figures of each page and the worst of them; 1 where one is over its limit."""
    with tempfile.TemporaryDirectory(prefix="ceiba-explorer-") as home:
        os.environ["CEIBA_HOME"] = home
        os.environ.pop("CEIBA_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.urls import reverse

        settings.ALLOWED_HOSTS = ["*"]
        call_command("migrate", verbosity=0)
        slug, client, key = institution(count)
        start = process_time()
        client.get(reverse("findings", args=[slug]))
        print(f"{count} elements; the first page, which asks the rules: {process_time() - start:.1f} s")
        pages = {name: measured(client, reverse(name, args=[slug, *args])) for name, args in _pages(key).items()}
    for name, figures in pages.items():
        print(f"{name:>10} " + "  ".join(f"{figure} {unit}" for unit, figure in figures.items()))
    worst = {unit: max(figures[unit] for figures in pages.values()) for unit in LIMITS}
    print(json.dumps(worst))
    return int(any(worst[unit] > limit for unit, limit in LIMITS.items()))


def _pages(key: str) -> dict[str, list[str]]:
    return {"plan": ["pdmot"], "element": [key], "findings": []}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
