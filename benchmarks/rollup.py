"""A programme to which institutions contribute: every total from nothing, one new value in its totals, and its pages.

One programme, 20 institutions, 10 results of the programme and 10 of each institution below them (210), five
indicators each (1,050) of five kinds, a target for each of four years (4,200), and a report of every institution for
each of the 16 quarters (16,000). Totals are the achievement of every indicator, result and institution, and of the
programme, in every year. All of it lives in an embedded installation of its own, is made through the services, and is
thrown away.

``rollup_cpu_s``: every total from nothing, the tables read and nothing remembered. ``one_value_ms``: from the call that
saves a figure until it stands in its totals, those of its year: its result, the programme's result above it, its
institution and the programme (wall clock; the median of several). ``page_queries``: the most queries of the programme's
board or plan, also right after a figure was saved, and with three times the institutions. ``exponent``: how the
processor time of all totals grows from this size to a hundred times of it, tables aside.
"""

import gc
import json
import os
import random
import sys
import tempfile
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from math import log
from statistics import linear_regression, median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from ceiba.kernel.indicator import Accumulation, Baseline, Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.readings import Readings
from ceiba.kernel.rolled import PlanRollUp
from ceiba.kernel.rollup import Part, RollUp, combine
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.unit import Unit
from ceiba.methodologies.loader import load

if TYPE_CHECKING:
    from django.test import Client


METHODOLOGY = "ec.gad@2024"
INSTITUTIONS, RESULTS = 20, 10
HORIZON = Period.of_years(2022, 2025)
KINDS = (Accumulation.SUM, Accumulation.RATIO, Accumulation.LAST, Accumulation.MAX, Accumulation.MEAN)
TODAY = date(2026, 1, 31)
GROWTH = (1, 10, 100)
VALUES, PAGES = 21, 3
LIMITS = {"rollup_cpu_s": 1.0, "one_value_ms": 50, "page_queries": 15, "exponent": 1.15}


def programme(institutions: int) -> tuple[tuple[Unit, ...], Plan, tuple[Measurement, ...]]:
    """Return institutions, the programme and their reports; the programme's own indicators are reported by nobody."""
    chance = random.Random(5)
    units = tuple(Unit(f"u{number}", f"Institución {number}", f"{number:03}") for number in range(institutions))
    elements, indicators = list[Element](), list[Indicator]()
    for result in range(RESULTS):
        key = f"r{result}"
        elements.append(Element(key, "objetivo", f"Resultado {result + 1} del programa", str(result + 1)))
        indicators.extend(_indicators(key))
        for unit in units:
            own = f"{key}-{unit.id}"
            text = f"Aporte de la institución {unit.code} al resultado {result + 1}"
            elements.append(Element(own, "meta_resultado", text, f"{result + 1}.{unit.code}", key, unit.id))
            indicators.extend(_indicators(own))
    reported = (indicator for indicator in indicators if "-u" in indicator.id)
    measured = tuple(m for i in reported for m in _reports(i, chance))
    plan = Plan(
        "programa", "pdot", "Programa inventado", HORIZON, elements=tuple(elements), indicators=tuple(indicators)
    )
    return units, plan, measured


def _indicators(element: str) -> Iterator[Indicator]:
    for kind in KINDS:
        percent, high = kind is Accumulation.RATIO, 400 if kind is Accumulation.SUM else 90
        yield Indicator(
            f"{element}-{kind.value}",
            element,
            f"Personas atendidas, {kind.value}",
            PERCENT if percent else None,
            accumulation=kind,
            baseline=Baseline(Value(Decimal(20)), 2021),
            targets=tuple(
                Target(Value(Decimal(high + number)), year) for number, year in enumerate(HORIZON.divide(12))
            ),
        )


def _reports(indicator: Indicator, chance: random.Random) -> Iterator[Measurement]:
    ratio = indicator.accumulation is Accumulation.RATIO
    for quarter in HORIZON.divide(3):
        figure = Decimal(chance.randrange(10, 60))
        pair = (figure, Decimal(60)) if ratio else (None, None)
        value = Decimal(100) * figure / 60 if ratio else figure
        yield Measurement(indicator.id, quarter, Value(value.quantize(Decimal("0.01")) if ratio else value), *pair)


def totals(snapshot: Snapshot) -> dict[Period, tuple[PlanRollUp, dict[str, RollUp]]]:
    """Return, for every year, the roll-up of the programme with each of its results, and that of every institution."""
    readings, (plan,) = Readings(snapshot, TODAY), snapshot.plans
    units = [unit.id for unit in snapshot.units]
    return {year: (readings.rolled(plan, year), _by_unit(readings, plan, year, units)) for year in HORIZON.divide(12)}


def _by_unit(readings: Readings, plan: Plan, year: Period, units: Collection[str]) -> dict[str, RollUp]:
    parts: dict[str, list[Part]] = {unit: [] for unit in units}
    for indicator in readings.indicators(plan):
        unit = readings.unit_of(indicator)
        if unit in parts:
            parts[unit].append(Part(readings.achievement(indicator, year).percent, indicator.weight))
    policy = readings.snapshot.methodology.achievement
    return {unit: combine(own, policy) for unit, own in parts.items()}


def growth() -> float:
    """Print the processor time of every total by size, and return the exponent of its growth."""
    methodology, points = load(METHODOLOGY), []
    totals(Snapshot(methodology, plans=(programme(1)[1],)))  # whatever is loaded once is loaded before
    for factor in GROWTH:
        units, plan, measured = programme(INSTITUTIONS * factor)
        gc.collect()
        start = process_time()
        found = totals(Snapshot(methodology, plans=(plan,), units=units, measurements=measured))
        spent = process_time() - start
        figures = f"{len(plan.elements):>7} results {len(plan.indicators):>7} indicators {len(measured):>9} reports"
        print(f"{factor:>4}× {figures} {spent:>8.2f} s", flush=True)
        points.append((log(factor), log(spent)))
        del units, plan, measured, found
    return linear_regression(*zip(*points, strict=True)).slope


class Installation:
    """The programme in tables: whoever plans it, a browser in which they have signed in, and a quarter to report."""

    def __init__(self, slug: str, institutions: int) -> None:
        from django.test import Client

        from ceiba.indicators import services as indicators
        from ceiba.institutions import services
        from ceiba.institutions.actor import Actor
        from ceiba.institutions.models import Institution, Person
        from ceiba.plans import services as plans

        units, plan, measured = programme(institutions)
        person = Person.objects.create_user(f"{slug}@valle.example", "sembrar-una-ceiba", name="Banco de pruebas")
        self.here = services.found(
            person,
            slug=slug,
            name="Programa inventado",
            kind=Institution.Kind.MUNICIPALITY,
            country="EC",
            methodology=METHODOLOGY,
            locale="es-EC",
            invented=True,
        )
        self.actor: Actor = Actor.of(person, self.here)
        services.adopt_units(self.actor, units)
        plans.adopt(self.actor, [plan])
        indicators.adopt(self.actor, [plan], measured)
        self.cycle = indicators.open_cycle(self.actor, "poa", HORIZON.divide(3)[-1])
        self.saves, self.started = 0, 0.0
        self.client: Client = Client()
        self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def snapshot(self) -> Snapshot:
        """Return the programme as every page reads it."""
        from ceiba.snapshots.services import current

        return current(self.here)

    def save(self) -> str:
        """Save a figure of one institution, through the verb; return the indicator's key. ``started`` is when."""
        from ceiba.indicators.cells import Cell, Fate
        from ceiba.indicators.models import Indicator as Row
        from ceiba.indicators.models import Report
        from ceiba.indicators.queries_entry import cells
        from ceiba.indicators.services import save_measurements

        number = self.saves = self.saves + 1
        key = f"r{number % RESULTS}-u{number % INSTITUTIONS}-sum"
        row = Row.objects.of(self.here).get(key=key)
        report = (
            Report.objects.of(self.here)
            .select_related("cycle", "unit", "institution")
            .get(cycle=self.cycle, unit__key=f"u{number % INSTITUTIONS}")
        )
        seen = cells(report, [row.pk])[row.pk, ""].version
        amount = Decimal(61 + number)
        self.started = perf_counter()
        (told,) = save_measurements(self.actor, report, [Cell(row.pk, value=Value(amount), seen=seen, sure=True)])
        assert told.fate is Fate.STORED, told
        return key

    def pages(self) -> dict[str, str]:
        """Return the addresses of the programme's pages."""
        from django.urls import reverse

        return {
            "board": reverse("board", args=[self.here.slug]),
            "plan": reverse("plan", args=[self.here.slug, "programa"]),
        }


def fresh(installation: Installation) -> Snapshot:
    """Return the programme as a process reads it that knew nothing of it."""
    from ceiba.snapshots import services

    services._shelves.kept.clear()
    return installation.snapshot()


def from_nothing(installation: Installation) -> float:
    """Return the processor time of every total, the tables read and nothing remembered."""
    spent = []
    for _time in range(3):
        gc.collect()
        start = process_time()
        totals(fresh(installation))
        spent.append(process_time() - start)
    return median(spent)


def one_value(installation: Installation) -> float:
    """Return how long one new figure takes from the verb until it stands in its totals, in milliseconds."""
    year, spent, saving = HORIZON.divide(12)[-1], list[float](), list[float]()
    before = totals(installation.snapshot())[year]
    for _value in range(VALUES):
        key = installation.save()
        saved = perf_counter()
        snapshot = installation.snapshot()
        readings, (plan,) = Readings(snapshot, TODAY), snapshot.plans
        unit = key.removesuffix("-sum").split("-")[1]
        rolled, own = readings.rolled(plan, year), _by_unit(readings, plan, year, [unit])
        spent.append(perf_counter() - installation.started)
        saving.append(saved - installation.started)
        result = key.removesuffix("-sum")
        for element in (result, result.split("-")[0]):
            assert rolled.elements[element] != before[0].elements[element], key
        assert rolled.whole != before[0].whole
        assert own[unit] != before[1][unit]
        before = rolled, {**before[1], **own}
    print(f"one value: {median(spent) * 1000:.1f} ms, of which saving it {median(saving) * 1000:.1f} ms")
    assert totals(installation.snapshot()) == totals(fresh(installation))
    return median(spent) * 1000


def queries(installation: Installation) -> dict[str, int]:
    """Return the most queries of each page, right after a figure was saved and when nothing has changed since."""
    found: dict[str, int] = {}
    for name, address in installation.pages().items():
        installation.client.get(address)
        asked = []
        for time in range(PAGES):
            if time:
                installation.save()
            asked.append(_asked(installation.client, address))
        found[name] = max(asked)
    return found


def _asked(client: "Client", address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return len(captured)


def main() -> int:
    """Print every figure; 1 where one is over its limit."""
    with tempfile.TemporaryDirectory(prefix="ceiba-rollup-") as home:
        os.environ["CEIBA_HOME"] = home
        os.environ.pop("CEIBA_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["*"]
        call_command("migrate", verbosity=0)
        usual = Installation("programa", INSTITUTIONS)
        cpu, value = from_nothing(usual), one_value(usual)
        pages = {INSTITUTIONS: queries(usual), 3 * INSTITUTIONS: queries(Installation("grande", 3 * INSTITUTIONS))}
    for count, asked in pages.items():
        print(f"{count} institutions: " + ", ".join(f"{name} {number} queries" for name, number in asked.items()))
    figures = {
        "rollup_cpu_s": round(cpu, 3),
        "one_value_ms": round(value, 1),
        "page_queries": max(number for asked in pages.values() for number in asked.values()),
        "exponent": round(growth(), 3),
    }
    print(json.dumps(figures))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
