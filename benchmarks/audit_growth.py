"""The audit of a very large plan, how its cost grows, and the audit again after one element was edited.

The plans are invented: four levels under axes, three indicators of an element with baseline, yearly targets, a stated
change and its words, budget lines and alignments; every tenth element carries a fault, and no two texts are alike.
``cpu_s`` and ``peak_mb`` are those of one audit of the largest plan in a process of its own, the plan with it.
``exponent`` is the slope of processor time over size in logarithms, from a twentieth of the largest on. ``reaudit_ms``
is the median processor time of the continuous audit after an edit, in a plan of 5,000 elements: of a text, a level, a
period, a parent or an indicator's target, each at another element; every fifth answer is compared with an audit from
nothing. One argument: the elements of the largest plan (default 100,000).
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from math import log
from statistics import linear_regression, median
from time import process_time

from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.indicator import Baseline, ChangeKind, Indicator, StatedChange, Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, Element, Plan
from ceiba.kernel.quantity import PERCENT, MeasureUnit
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.methodologies.loader import load
from ceiba.rules.continuous import ContinuousAudit
from ceiba.rules.engine import audit

METHODOLOGY = "gt.municipalidad@2023"
LEVELS = ("eje", "tematica", "objetivo", "resultado")
BRANCHES = 10
FIRST = (1, 11, 111)  # the first element of each level below an axis
AXIS = 1111  # an axis and all below it
INDICATORS = 3
HORIZON = Period.of_years(2024, 2032)
EDITED = 5_000
EDITS = 25
LIMITS = {"peak_mb": 2_000, "exponent": 1.15, "reaudit_ms": 100}

VERBS = ("Ampliar", "Reducir", "Mejorar", "Mantener", "Fortalecer", "Garantizar", "Recuperar", "Proteger")
THINGS = (
    *("el servicio de agua", "la red vial rural", "la cobertura de saneamiento", "el mercado municipal"),
    *("los bosques comunales", "la atención primaria", "la escuela de música", "el alumbrado público"),
    *("la recolección de desechos", "el riego en laderas", "la seguridad ciudadana", "la formación técnica"),
)
FOR = ("las familias", "la niñez", "las mujeres", "los productores", "las personas mayores", "los barrios")
SYLLABLES = ("ta", "ri", "lo", "ma", "que", "sol", "pan", "chi", "na", "tul", "ve", "go", "xel", "ba")


def place(number: int) -> str:
    """Return the invented name of a place: another one for each number."""
    name = ""
    while number or len(name) < 4:
        number, rest = divmod(number, len(SYLLABLES))
        name += SYLLABLES[rest]
    return name.capitalize()


def elements(count: int, chance: random.Random) -> Iterator[Element]:
    """Yield the elements, parents before children: axes with three levels below, ten under each."""
    for number in range(count):
        block, inside = divmod(number, AXIS)
        depth = sum(inside >= first for first in FIRST)
        parent = f"e{block * AXIS + (inside - 1) // BRANCHES}" if inside else None
        text = f"{chance.choice(VERBS)} {chance.choice(THINGS)} para {chance.choice(FOR)} de {place(number)}"
        aligned = (Alignment("ODS", (f"{chance.randint(1, 16)}.1",)),) if depth > 1 else ()
        yield Element(f"e{number}", LEVELS[depth], text, f"{number + 1}", parent, alignments=aligned)


def indicators(element: Element, number: int, chance: random.Random) -> Iterator[Indicator]:
    """Yield the indicators of an element; every tenth element promises a percentage that its figures do not give."""
    for order in range(INDICATORS):
        start, grows = chance.randint(100, 900), chance.choice((10, 20, 25, 50))
        goal = Decimal(start) * (100 + grows) / 100
        stated = grows + 7 if number % 10 == 0 else grows
        words = f"aumentar en un {stated} %"
        yield Indicator(
            f"{element.id}-{order}",
            element.id,
            f"{chance.choice(FOR).capitalize()} con {chance.choice(THINGS)}, {place(number)} {number}-{order}",
            PERCENT if number % 7 == 3 else MeasureUnit("familias"),
            baseline=Baseline(Value(Decimal(start)), 2023),
            targets=tuple(
                Target(Value(start + (goal - start) * (year - 2023) / 9), Period.of_year(year))
                for year in range(2024, 2033)
            ),
            stated_changes=(StatedChange(ChangeKind.RELATIVE, Decimal(stated), words, percent=True),),
            verification="Registro de la oficina",
        )


def snapshot(count: int) -> Snapshot:
    """Return an invented plan of so many elements."""
    chance = random.Random(11)
    rows = tuple(elements(count, chance))
    measured = tuple(found for number, row in enumerate(rows) for found in indicators(row, number, chance))
    lines = tuple(
        BudgetLine(
            f"b{number}",
            f"11-00-{number:06}",
            amounts=((Stage.CURRENT, Money(Decimal(1000 + number), "GTQ")),),
            serves=(Share(f"element/{row.id}", Decimal(1)),),
        )
        for number, row in enumerate(rows[::4])
    )
    plan = Plan("p", "pdmot", "Plan inventado", HORIZON, elements=rows, indicators=measured)
    return Snapshot(load(METHODOLOGY), plans=(plan,), budget_lines=lines)


def cost(count: int) -> dict[str, float]:
    """Return what one audit of a plan of this size costs, in a process of its own: ``cpu_s``, ``peak_mb``, findings."""
    told = subprocess.run(
        [sys.executable, __file__, "one", str(count)], capture_output=True, text=True, check=True, env=os.environ
    )
    return dict(json.loads(told.stdout))


def one(count: int) -> None:
    """Audit a plan of this size and print what it cost."""
    plan = snapshot(count)
    start = process_time()
    result = audit(plan)
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_s": seconds, "peak_mb": peak, "findings": len(result.findings)}))


def edited(whole: Snapshot, step: int, chance: random.Random) -> Snapshot:
    """Return the snapshot after one edit at a place of chance."""
    (plan,) = whole.plans
    place_ = chance.randrange(len(plan.elements))
    rows, measured = list(plan.elements), list(plan.indicators)
    match step % 5:
        case 0:
            rows[place_] = replace(rows[place_], text=f"{rows[place_].text} y de sus aldeas")
        case 1:
            rows[place_] = replace(rows[place_], level=chance.choice(LEVELS))
        case 2:
            rows[place_] = replace(rows[place_], period=Period.of_years(2023, 2030))
        case 3:
            rows[place_] = replace(rows[place_], parent=rows[place_ // 3].id if place_ else None)
        case _:
            found = measured[place_]
            measured[place_] = replace(
                found, targets=(*found.targets[:-1], Target(Value(Decimal(7)), Period.of_year(2032)))
            )
    return replace(whole, plans=(replace(plan, elements=tuple(rows), indicators=tuple(measured)),))


def reaudit() -> list[float]:
    """Return the milliseconds of each audit after an edit; ``ValueError`` where one says other than from nothing."""
    chance, current, running = random.Random(3), snapshot(EDITED), ContinuousAudit()
    running.audit(current)
    times = []
    for step in range(EDITS):
        current = edited(current, step, chance)
        start = process_time()
        result = running.audit(current)
        times.append((process_time() - start) * 1000)
        if step % 5 == 4 and result != audit(current):
            raise ValueError(f"the continuous audit says something else after edit {step}")
    return times


def main(largest: int) -> int:
    """Print the cost by size and the last line; 1 where a figure is over its limit."""
    sizes = [largest // 20, largest // 10, largest // 4, largest // 2, largest]
    costs = {size: cost(size) for size in sizes}
    for size, found in costs.items():
        each = found["cpu_s"] / size * 1e6
        print(
            f"{size:>8} {found['cpu_s']:>7.2f} s {each:>5.0f} µs/element {found['peak_mb']:>6.0f} MB", found["findings"]
        )
    slope = linear_regression([log(size) for size in sizes], [log(costs[size]["cpu_s"]) for size in sizes]).slope
    times = reaudit()
    print("edits, ms:", " ".join(f"{time:.0f}" for time in times))
    figures = {
        "elements": largest,
        "cpu_s": round(costs[largest]["cpu_s"], 2),
        "peak_mb": round(costs[largest]["peak_mb"]),
        "exponent": round(slope, 3),
        "reaudit_ms": round(median(times), 1),
    }
    print(json.dumps(figures))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(int(sys.argv[2]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
