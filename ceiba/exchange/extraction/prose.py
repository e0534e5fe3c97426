"""Promises inside sentences: «El objetivo de este eje es promover …», «Como objetivo se plantea reducir …»."""

import re

from ceiba.exchange.extraction.headings import Grammar, Label, is_infinitive
from ceiba.kernel.methodology import Role

_STATED = re.compile(
    r"(?:el|la|su|nuestr[oa]|como|este eje tiene (?:como|por)|se (?:plantea|propone|establece|define) (?:como|el))\s+"
    r"(?:(?:principal|gran|primer|segundo|tercer)\s+)?(?P<label>[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)"
    r"(?:\s+(?:de|del|para)\s+[^,.;:]{1,60}?)?\s*,?\s+"
    r"(?:es|será|consiste en|busca|pretende|persigue|se (?:plantea|propone|busca|establece|define))\s*:?\s*"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 60  # characters before the label at most


def stated(text: str, grammar: Grammar) -> Label | None:
    """Return the goal that a sentence states as such, its text from the infinitive on; None where it states none."""
    match = _STATED.match(text)
    if match is None or match.start("rest") > 2 * _HEAD or not is_infinitive(match["rest"]):
        return None
    words = match["label"]
    label = grammar.label(words[:1].upper() + words[1:] + ":")
    if label is None or label.rest or label.tail or label.plural:
        return None
    goals = tuple(level for level in label.levels if level.role is Role.GOAL)
    rest = match["rest"]
    return Label(goals, words, rest[:1].upper() + rest[1:]) if goals else None
