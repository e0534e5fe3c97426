"""Filters of the pages of duties: a state in words and its tone, and the steps by which a day was reckoned."""

from django import template

from ceiba.kernel.duty import DutyAnswerKind, DutyRule, ItemState
from ceiba.kernel.duty_due import DutyDue, rule_steps
from ceiba.kernel.law import LegalSource
from ceiba.transparency import words
from ceiba.ui import formats

register = template.Library()


@register.filter
def state_word(state: ItemState | str) -> str:
    """Return a state in words, also one that a frozen text names."""
    return words.state_word(ItemState(state))


@register.filter
def state_tone(state: ItemState | str) -> str:
    """Return the tone of a state."""
    return words.state_tone(ItemState(state))


@register.filter
def reckoning(due: DutyDue) -> list[str]:
    """Return how a due day was found, sentence by sentence."""
    return words.said_steps(due.steps)


@register.filter
def rule_word(rule: DutyRule) -> str:
    """Return a rule in sentences."""
    return " ".join(words.said_steps(rule_steps(rule)))


@register.filter
def answer_word(kind: DutyAnswerKind) -> str:
    """Return what answers an item, in words."""
    return words.answer_word(kind)


@register.filter
def cited(source: LegalSource) -> str:
    """Return a norm as one cites it, with how well it is known."""
    return f"{source.citation} ({formats.say()(words.STANDING_WORDS[source.standing])})"
