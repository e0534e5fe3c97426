"""Further ways to mark levels: labels behind the text, in brackets, in words, in small tables; further numbers."""

import random
from dataclasses import replace

from tests.corpora.marks import LevelMark, Marks, random_marks
from tests.corpora.plans import Level, PlanTruth

NUMBERINGS = ("padded", "dashed", "roman path", "letter path", "level path", "plan code", "hundreds", "trailing point")
MODES = ("tail", "bracket", "tab", "bar", "in words", "ordinal", "number sign", "pair", "boxed", "two lines")
BULLETS = ("»", "→", "❖", "◦", "□", "·", "▪", "+", "—", "►")
ORDERS = ("1º", "[1]", "1.º", "A)", "A.", "1 -", "i)", "1 )", "I.", "Nº 1")
WORDS = ("Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis", "Siete", "Ocho")
FIRST = ("Primer", "Segundo", "Tercer", "Cuarto", "Quinto", "Sexto", "Séptimo", "Octavo")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FEMININE = ("línea", "estrategia", "acción", "actividad", "meta", "área", "temática")


def further_marks(plan: PlanTruth, rng: random.Random) -> Marks:
    """Return marks of this wave: every level keeps its label; how it stands and how it is numbered is new."""
    known = random_marks(plan, rng)
    numbering = rng.choice((*NUMBERINGS, "plain", "none"))
    upper, lower = rng.sample(MODES, 2)
    orders, bullet = rng.sample(ORDERS, len(ORDERS)), rng.choice(BULLETS)
    chain = [level.key for level in plan.scheme.chain]
    levels: dict[str, LevelMark] = {}
    for key, mark in known.levels.items():
        depth = chain.index(key) if key in chain else len(chain)
        listed = depth >= len(chain) - 1 and rng.random() < 0.7
        styled = depth == 0 and rng.random() < 0.25
        if listed or (mark.mode == "group" and depth >= len(chain) - 2 and rng.random() < 0.5):
            mode = "group"
            kind = rng.choice(("bullet", "order", "order", numbering if numbering != "none" else "order"))
            kind = "order" if kind == "bullet" and not listed else kind
            sign = orders.pop() if kind == "order" else bullet
        else:
            mode, kind, sign = "styled" if styled else upper if depth % 2 == 0 else lower, numbering, ""
            kind = "plain" if styled and kind == "none" else kind  # else a plain text would not show what it is
            if mode in ("in words", "ordinal", "number sign"):
                kind = "plain"
        levels[key] = replace(mark, mode=mode, numbering=kind, bullet=sign)
    modes = sorted({f"mode:{mark.mode}" for mark in levels.values()})
    return Marks(levels, (f"numbering:{numbering}", *modes))


def further_number(kind: str, plan: PlanTruth, path: tuple[int, ...], levels: tuple[Level, ...]) -> str:
    """Return the number of an element: ``path`` are places from the root, ``levels`` the levels on the way to it."""
    if kind == "padded":
        return ".".join(f"{p:02}" for p in path)
    if kind == "dashed":
        return "-".join(str(p) for p in path)
    if kind == "roman path":
        return ".".join((ROMANS[(path[0] - 1) % 12], *(str(p) for p in path[1:])))
    if kind == "letter path":
        return ".".join((chr(64 + path[0]), *(str(p) for p in path[1:])))
    if kind == "level path":
        return "-".join(f"{level.short}{p}" for level, p in zip(levels, path, strict=True))
    if kind == "plan code":
        return f"{plan.scheme.short}-" + ".".join(f"{p:02}" for p in path)
    if kind == "hundreds" and len(path) <= 4 and max(path) < 10:
        return "".join(str(p) for p in path).ljust(4, "0")
    if kind == "trailing point":
        return ".".join(str(p) for p in path) + "."
    return str(path[-1]) if kind != "none" else ""


def further_ordinal(pattern: str, place: int) -> str:
    """Return a number of a list in the shape of «1º», «[1]», «A)», «I.»; ``place`` counts from 1."""
    if "1" in pattern:
        return pattern.replace("1", str(place))
    if "A" in pattern:
        return pattern.replace("A", chr(64 + (place - 1) % 26 + 1))
    roman = ROMANS[(place - 1) % 12]
    return pattern.replace("I", roman) if "I" in pattern else pattern.replace("i", roman.lower())


def is_feminine(label: str) -> bool:
    """Tell whether a label is a feminine noun."""
    return label.lower().split()[0].rstrip("s") in FEMININE


def in_words(label: str, place: int) -> str:
    """Return «Eje Uno»."""
    return f"{label} {WORDS[(place - 1) % len(WORDS)]}"


def first_of(label: str, place: int) -> str:
    """Return «Primer eje», «Segunda línea estratégica»."""
    word = FIRST[(place - 1) % len(FIRST)]
    if is_feminine(label):
        word = {"Primer": "Primera", "Tercer": "Tercera"}.get(word, word[:-1] + "a")
    return f"{word} {label.lower()}"
