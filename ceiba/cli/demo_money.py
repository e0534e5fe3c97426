"""The money of the demonstration as an office has it: moved by an act, and with a line that waits for its goal.

Everything is invented. The act is the one that the printed current money of two lines already holds: until somebody
records it, the revision asks for it.
"""

from datetime import date
from decimal import Decimal

from ceiba.budgets import queries, services
from ceiba.budgets.modifying import modify
from ceiba.institutions.actor import Actor
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period

MOVED = {"12-01-002-000-001": "-84300.00", "19-02-001-000-003": "84300.00"}  # by the classifier of each line
ACT, DAY = "Acta 31-2025, punto quinto", date(2025, 8, 28)
NOTE = "Inventado: el invierno dañó el camino antes que la tubería."
LOOSE = ("19-02-001-000-004", "Mantenimiento de camino rural a Agua Zarca", "412500.00", "98700.00")


def move(finance: Actor) -> None:
    """Record the act that moved money between two lines, and add a line that nobody has linked to the plan yet."""
    lines = {line.classifier: line for line in queries.budget_lines(finance.institution)}
    currency = next(money.currency for line in lines.values() for _stage, money in line.amounts)
    changes = [(lines[classifier].id, Money(Decimal(text), currency)) for classifier, text in MOVED.items()]
    modify(finance, changes, act=ACT, day=DAY, note=NOTE)
    classifier, name, current, accrued = LOOSE
    stages = ((Stage.INITIAL, current), (Stage.CURRENT, current), (Stage.ACCRUED, accrued))
    amounts = tuple((stage, Money(Decimal(text), currency)) for stage, text in stages)
    loose = BudgetLine("camino-zarca", classifier, name, None, Nature.INVESTMENT, amounts, period=Period.of_year(2025))
    services.adopt(finance, lines=(loose,))
