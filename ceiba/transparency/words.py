"""How the states of items and the reckoning of due days are said on a page."""

from collections.abc import Iterable
from datetime import date

from ceiba.exchange.writers.duty_items import STATE_WORDS
from ceiba.kernel.duty import DutyAnswerKind, ItemState
from ceiba.kernel.law import Standing
from ceiba.kernel.register_deadline_steps import CountStep
from ceiba.kernel.text import _
from ceiba.ui import formats

_ANSWERS = {
    DutyAnswerKind.PRODUCED: _("Sale de la publicación"),
    DutyAnswerKind.RELEASED: _("Sale de un registro"),
    DutyAnswerKind.DECLARED: _("Lo declara la unidad"),
}
STANDING_WORDS = {
    Standing.VERIFIED: _("leído en una fuente"),
    Standing.KNOWN: _("conocido, no releído"),
    Standing.UNVERIFIED: _("no comprobado"),
}
_TONES = {
    ItemState.PUBLISHED: "ok",
    ItemState.JUSTIFIED: "ok",
    ItemState.NOT_APPLICABLE: "none",
    ItemState.MISSING: "bad",
    ItemState.OVERDUE: "warn",
}


def state_word(state: ItemState) -> str:
    """Return a state in the reader's language."""
    return formats.say()(STATE_WORDS[state])


def answer_word(kind: DutyAnswerKind) -> str:
    """Return what answers an item, in the reader's language."""
    return formats.say()(_ANSWERS[kind])


def state_tone(state: ItemState) -> str:
    """Return the tone of a state; the word says the same without colour."""
    return _TONES[state]


def said_steps(steps: Iterable[CountStep]) -> list[str]:
    """Return the steps of a reckoning in the reader's language."""
    return [formats.say()(step.message) % {name: _fact(fact) for name, fact in step.facts.items()} for step in steps]


def _fact(fact: object) -> object:
    return formats.day(fact) if isinstance(fact, date) else fact
