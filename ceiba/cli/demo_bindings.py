"""The goals that registers measure: one of the invented office, and those of public documents, whose books are empty.

The books of real institutions hold no row, so that no figure of theirs is invented: each bound goal says «sin dato»
until somebody keeps the book.
"""

from datetime import date

from ceiba.cli.demo_registers import REQUESTS
from ceiba.exchange.measured_goals import measured_goals, names
from ceiba.institutions.actor import Actor
from ceiba.kernel.register import MeasureBinding
from ceiba.registers.binding import adopt_bindings
from ceiba.registers.services_registers import adopt_register


def bind(founder: Actor, example: str, today: date) -> None:
    """Begin to keep, this year, the registers that answer the goals of an example, and bind them."""
    if example not in names():
        return
    since = date(today.year, 1, 1)
    answered = [goal for goal in measured_goals(example) if goal.register]
    for reference in dict.fromkeys(goal.register for goal in answered):
        adopt_register(founder, reference=reference, since=since)
    adopt_bindings(founder, tuple(goal.binding(since) for goal in answered))


def measure(founder: Actor, today: date) -> None:
    """Let the requests for information of the invented office measure its goal, from the period that runs today on."""
    first = date(today.year, today.month - (today.month - 1) % 4, 1)
    adopt_bindings(founder, (MeasureBinding("i13", REQUESTS, "en_plazo", first),))
