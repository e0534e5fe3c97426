"""docs/measured-goals.md: each goal of the example institutions with the register that measures it, or why none can."""

import sys
from collections.abc import Iterator
from pathlib import Path

from ceiba.exchange import examples
from ceiba.exchange.measured_goals import MeasuredGoal, measured_goals, names
from ceiba.exchange.readers import plan_text
from ceiba.kernel.indicator import Indicator
from ceiba.methodologies.registers import load_register
from tools.generated import HEAD, table, text

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured-goals.md"


def page() -> str:
    """Return the page."""
    return text(_parts())


def _parts() -> Iterator[str]:
    yield HEAD
    yield "# Metas que mide un registro"
    yield (
        "Cada meta de las instituciones de documento público que vienen con Ceiba: qué medida de qué registro la "
        "responde, o por qué ninguna puede. La demostración vincula las primeras; sus registros están vacíos y cada "
        "cifra dice «sin dato» hasta que alguien lleve el libro. `tests/registers/test_measured_goals.py` las calcula "
        "con filas inventadas."
    )
    for name in names():
        snapshot = plan_text.read(name, examples.content(name)).snapshot
        by_id = {one.id: one for one in snapshot.indicators}
        goals = measured_goals(name)
        answered = [goal for goal in goals if goal.register]
        yield f"## {name}: {len(answered)} de {len(goals)}"
        yield from table(["Meta", "Registro", "Medida", "Solo"], (_answered(by_id, goal) for goal in answered))
        yield from table(["Meta", "Por qué ninguno"], ([_goal(by_id, g), g.why] for g in goals if not g.register))


def _answered(by_id: dict[str, Indicator], goal: MeasuredGoal) -> list[str]:
    shape = load_register(goal.register)
    link = f"[{shape.plural}](registers/{shape.id}.md)"
    where = ", ".join(f"{name}: {part}" for name, part in goal.where)
    note = f" ({goal.note})" if goal.note else ""
    return [_goal(by_id, goal) + note, link, shape.measure_by_key[goal.measure].title, where or "—"]


def _goal(by_id: dict[str, Indicator], goal: MeasuredGoal) -> str:
    one = by_id[goal.indicator]
    return f"{one.text}: {one.target_text}" if one.target_text else one.text


def main(*, check: bool) -> int:
    """Write the page, or return 1 where it is not up to date."""
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    if check:
        print(f"{PAGE.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0
