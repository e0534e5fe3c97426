"""How one document marks its levels: labels, numbers, bullets, capitals. Drawn once at random for each document."""

import random
from dataclasses import dataclass

from tests.corpora.plans import Level, PlanTruth

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BULLETS = ("•", "-", "■", "–", "➢", "*", "✓", "o")
ORDERS = ("1.", "1)", "a)", "a.", "(1)", "1.-", "i.")
SEPARATORS = (":", ".", " –", ".-", " -", ":")


@dataclass(frozen=True)
class LevelMark:
    """How a level is announced.

    ``mode``: labelled («Eje 1: Agua»), own_line (label, then the text on its own line), group («Objetivos» and items
    below), code_first («1.2 Programa: Agua»). ``numbering``: decimal, plain, running, roman, letter, coded or none.
    """

    mode: str
    label: str
    plural: str
    numbering: str
    separator: str
    bullet: str
    caps: bool
    point: bool


@dataclass(frozen=True)
class Marks:
    """The marks of every level of a plan, by key."""

    levels: dict[str, LevelMark]
    features: tuple[str, ...]


def random_marks(plan: PlanTruth, rng: random.Random) -> Marks:
    """Return marks for a plan; deeper levels are listed more often, upper ones headed."""
    family = rng.choice(("decimal", "decimal", "plain", "running", "roman", "letter", "coded", "none"))
    chain = plan.scheme.chain
    levels: dict[str, LevelMark] = {}
    orders = rng.sample(ORDERS, len(ORDERS))  # nested lists are numbered differently, or nobody could tell them apart
    point = rng.random() < 0.6
    caps = rng.random() < 0.4
    for depth, level in enumerate(chain):
        last = depth == len(chain) - 1
        levels[level.key] = _level(level, family, rng, orders.pop(), last=last, caps=caps and depth < 2, point=point)
    for level in plan.scheme.beside.values():
        levels[level.key] = _level(level, family, rng, orders.pop(), last=True, caps=False, point=point)
    modes = sorted({f"mode:{mark.mode}" for mark in levels.values()})
    return Marks(levels, (f"numbering:{family}", *modes))


def _level(
    level: Level, family: str, rng: random.Random, order: str, *, last: bool, caps: bool, point: bool
) -> LevelMark:
    name = level.words in ("name", "programme")
    if last:
        mode = rng.choice(("group", "group", "group", "labelled"))
    else:
        mode = rng.choice(
            ("labelled", "labelled", "labelled", "own_line", "code_first" if family == "decimal" else "group")
        )
    if mode == "own_line" and family == "none" and name:
        mode = "labelled"
    numbering = family
    if mode == "group":
        numbering = rng.choice(("bullet", "order", family if family in ("decimal", "coded") else "order"))
        if not last and numbering == "bullet":
            numbering = "order"
    label = rng.choice(level.labels)
    style = rng.random()
    if style < 0.25:
        label = label.upper()
    elif style < 0.35:
        label = label.title().replace(" De ", " de ")
    plural = rng.choice(level.plurals)
    plural = plural.upper() if rng.random() < 0.4 else plural
    bullet = order if numbering == "order" else rng.choice(BULLETS)
    return LevelMark(mode, label, plural, numbering, rng.choice(SEPARATORS), bullet, caps, point and not name)


def ordinal(pattern: str, place: int) -> str:
    """Return a number of a list in the shape of «1.», «a)», «i.»; ``place`` counts from 1."""
    letter = chr(ord("a") + (place - 1) % 26)
    roman = ROMANS[(place - 1) % len(ROMANS)].lower()
    if "1" in pattern:
        return pattern.replace("1", str(place))
    return pattern.replace("a", letter) if "a" in pattern else pattern.replace("i", roman)


def number(mark: LevelMark, level: Level, path: tuple[int, ...], running: int) -> str:
    """Return the number of an element: ``path`` are places from the root to its own, ``running`` its level's."""
    place = path[-1]
    if mark.numbering == "decimal":
        return ".".join(str(p) for p in path)
    if mark.numbering == "roman":
        return ROMANS[(place - 1) % len(ROMANS)] if len(path) == 1 else str(place)
    if mark.numbering == "letter":
        return chr(ord("A") + (place - 1) % 26) if len(path) == 1 else str(place)
    if mark.numbering == "coded":
        if level.short in ("OEI", "AEI"):
            return ".".join((level.short, *(f"{p:02}" for p in path)))
        return level.short + ".".join(str(p) for p in path)
    if mark.numbering == "running":
        return str(running)
    return str(place) if mark.numbering == "plain" else ""
