"""The last hours before a deadline: two hundred people report at once, on PostgreSQL, to four web processes.

An invented programme of 180 units with five indicators each. 160 people report alone for a unit and send its report to
review; 40, two tenths, report in pairs for twenty units and write to the same cells. Each arrives within thirty
seconds, opens the page of the unit, and types a figure every five to fifteen seconds, which the page keeps by itself;
whoever meets a conflict reads both figures and chooses one of them. Everybody has signed in before. PostgreSQL, the web
processes and the people share this machine; all of it is started here on loopback, and ends with it.

``sent`` figures were sent, ``stored`` acknowledged as kept; ``conflicts_shown`` are the answers that showed a person
what somebody else had written. ``lost``: acknowledged figures that the history does not hold, figures overwritten by
somebody who had never been shown them, and cells or totals that hold something else than the last figure kept there.
``doubled``: figures that the history holds more often than they were acknowledged. ``p95_ms``: of all answers waited
for.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from socket import create_connection, socket
from statistics import median, quantiles
from threading import Thread
from time import process_time
from typing import Any

from deadline_rush_people import PATIENCE, Browser, Person, report

from ceiba.kernel.accumulation import accumulate
from ceiba.kernel.indicator import Accumulation, Indicator, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.states import Value
from ceiba.kernel.unit import Unit

ROOT = Path(__file__).resolve().parents[1]
SLUG, METHODOLOGY, DUTY = "programa", "ec.gad@2024", "poa"
ALONE, PAIRS, FIGURES, WORKERS = 160, 20, 5, 4
QUARTER = Period.of_year(2025).divide(3)[-1]
MOST_SECONDS = 300
LIMITS = {"lost": 0, "doubled": 0, "p95_ms": 2000}


def programme(units: int) -> tuple[tuple[Unit, ...], Plan]:
    """Return the units and their plan: what each has done in the quarter is added up."""
    found = tuple(Unit(f"u{number}", f"Unidad {number}", f"{number:03}") for number in range(units))
    elements, indicators = [Element("obj", "objetivo", "Programa inventado", "1")], list[Indicator]()
    for unit in found:
        key = f"r-{unit.id}"
        elements.append(
            Element(key, "meta_resultado", f"Aporte de la unidad {unit.code}", f"1.{unit.code}", "obj", unit.id)
        )
        indicators.extend(
            Indicator(
                f"{key}-{number}",
                key,
                f"Personas atendidas, servicio {number + 1}",
                accumulation=Accumulation.SUM,
                targets=(Target(Value(Decimal(10)), QUARTER),),
            )
            for number in range(FIGURES)
        )
    years = Period.of_years(2025, 2025)
    name = "Programa inventado"
    return found, Plan(SLUG, "pdot", name, years, elements=tuple(elements), indicators=tuple(indicators))


def founded(alone: int, pairs: int) -> list[Person]:
    """Put the programme into the tables, open the quarter, and return its people, signed in."""
    from ceiba.indicators import services as indicators
    from ceiba.indicators.models import Indicator as Row
    from ceiba.indicators.models import Report
    from ceiba.institutions import services
    from ceiba.institutions.actor import Actor
    from ceiba.institutions.models import Assignment, Institution
    from ceiba.institutions.models import Person as Account
    from ceiba.plans import services as plans

    planner = Account.objects.create_user("plan@valle.example", name="Banco de pruebas")
    fields = {"slug": SLUG, "name": "Programa inventado", "kind": Institution.Kind.MUNICIPALITY, "country": "EC"}
    here = services.found(planner, **fields, methodology=METHODOLOGY, locale="es-EC", invented=True)
    actor, (units, plan) = Actor.of(planner, here), programme(alone + pairs)
    services.adopt_units(actor, units)
    plans.adopt(actor, [plan])
    indicators.adopt(actor, [plan], ())
    indicators.open_cycle(actor, DUTY, QUARTER)
    cells: dict[int, list[int]] = defaultdict(list)
    for pk, unit in Row.objects.of(here).values_list("pk", "element__unit_id"):
        cells[unit].append(pk)
    people: list[Person] = []
    for place, row in enumerate(Report.objects.of(here).select_related("unit").order_by("unit__position", "pk")):
        for one in range(1 if place < alone else 2):
            account = Account.objects.create_user(f"p{place}-{one}@valle.example", name=f"Persona {place} {one}")
            role = {"role": "unit_head", "unit": row.unit, "begins": date(2020, 1, 1)}
            Assignment.objects.create(institution=here, person=account, **role)
            figures = {pk: 20 + 2 * number + one for number, pk in enumerate(cells[row.unit_id])}
            address = f"/{SLUG}/mi-unidad/{row.pk}/"
            people.append(Person(account.pk, address, _signed_in(account), figures, sends=place < alone))
    return people


def _signed_in(account: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies["sessionid"].value)


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of a PostgreSQL that ends with this process, whatever happens."""
    tool = str(ROOT / "tools" / "postgres.sh")
    said = subprocess.run([tool, "start"], check=True, capture_output=True, text=True).stdout
    url = said.strip().removeprefix("CEIBA_DATABASE_URL=")
    try:
        yield url
    finally:
        subprocess.run([tool, "stop", url], check=False, capture_output=True)


@contextmanager
def served(workers: int) -> Iterator[int]:
    """Yield the port on which the installation of the environment is served; the processes end with the block."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "ceiba.cli.main", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _attempt in range(240):
            try:
                create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"nothing is served: {process.stdout and process.stdout.read()}") from None
                time.sleep(0.25)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def warm(person: Person, port: int) -> None:
    """Open a page often enough for every process to have opened it, as on any working day before the deadline."""
    pages = [Thread(target=lambda: Browser(replace(person, waits=[]), port).ask()) for _page in range(8 * WORKERS)]
    for page in pages:
        page.start()
    for page in pages:
        page.join(PATIENCE)


def rush(people: list[Person], port: int) -> float:
    """Let everybody report at once; return how long it took, in seconds."""
    start = time.perf_counter()
    threads = [Thread(target=report, args=(person, port), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, MOST_SECONDS - (time.perf_counter() - start)))
    return time.perf_counter() - start


def judged(people: list[Person]) -> tuple[int, int]:
    """Return how many figures were lost and how many are there twice, by the history and by what stands there now."""
    from ceiba.indicators.models import Indicator as Row
    from ceiba.indicators.models import Measurement
    from ceiba.institutions.models import Entry, Institution
    from ceiba.snapshots.services import current

    here = Institution.objects.get(slug=SLUG)
    keys = dict(Measurement.objects.of(here).values_list("key", "indicator_id"))
    by_number = {person.number: person for person in people}
    written: Counter[tuple[int, int, Decimal]] = Counter()
    last: dict[int, Decimal] = {}
    unseen = 0
    for entry in Entry.objects.filter(institution=here, verb="measurement.save").order_by("figures"):
        for change in entry.changes:
            indicator = keys[change["subject"].removeprefix("measurement/")]
            amount = Decimal(change["after"]["value"])
            written[entry.person_id, indicator, amount] += 1
            before = None if change["before"] is None else Decimal(change["before"]["value"])
            shown = by_number[entry.person_id].seen.get(indicator, set())
            unseen += before != last.get(indicator) or (before is not None and before not in shown)
            last[indicator] = amount
    acknowledged = Counter((person.number, *kept) for person in people for kept in person.kept)
    snapshot, names = current(here), dict(Row.objects.of(here).values_list("key", "pk"))
    wrong = 0
    for indicator in snapshot.indicators:
        value = accumulate(indicator, snapshot.measurements_of(indicator), QUARTER).value
        wrong += (value.amount if isinstance(value, Value) else None) != last.get(names[indicator.id])
    return (acknowledged - written).total() + unseen + wrong, (written - acknowledged).total()


def measured(alone: int, pairs: int, workers: int) -> dict[str, float]:
    """Return the figures of one rush on the database of the environment; prints what does not fit in them."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = founded(alone, pairs)
    from django.db import connections

    connections.close_all()
    with served(workers) as port:
        warm(people[0], port)
        before, seconds = process_time(), rush(people, port)
        own = process_time() - before
    spent = getrusage(RUSAGE_CHILDREN).ru_utime
    lost, doubled = judged(people)
    waits = sorted(wait for person in people for wait in person.waits)
    failures = Counter(failure for person in people for failure in person.failures)
    for failure, count in failures.most_common(10):
        print(f"{count} × {failure}")
    print(f"{sum(person.finished for person in people)} of {len(people)} people finished in {seconds:.0f} s")
    print(f"{len(waits)} answers: median {median(waits) * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms")
    print(f"processor time: web processes {spent:.0f} s with their start, people {own:.0f} s")
    return {
        "sent": sum(person.sent for person in people),
        "stored": sum(len(person.kept) for person in people),
        "conflicts_shown": sum(person.conflicts for person in people),
        "lost": lost + sum(not person.finished for person in people),
        "doubled": doubled,
        "p95_ms": round(quantiles(waits, n=20)[-1] * 1000),
    }


def main() -> int:
    """Print every figure; 1 where one is over its limit."""
    with tempfile.TemporaryDirectory(prefix="ceiba-rush-") as home, postgresql() as url:
        os.environ |= {"CEIBA_HOME": home, "CEIBA_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
        import django

        django.setup()
        figures = measured(ALONE, PAIRS, WORKERS)
    print(json.dumps(figures))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
