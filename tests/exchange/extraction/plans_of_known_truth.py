"""Plans of invented words whose truth is known, printed in the ways that offices print them."""

import random
import textwrap
from dataclasses import dataclass, field

_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo".split()
_VERBS = ("Cuidar", "Sembrar", "Medir", "Abrir", "Pintar", "Reparar", "Limpiar", "Ordenar")
LABELS = {"rama": "Eje", "tema": "Temática", "meta": "Objetivo", "via": "Línea estratégica", "paso": "Línea de acción"}
CHAIN = tuple(LABELS)


@dataclass
class Promise:
    """An element of a generated plan."""

    level: str
    text: str
    children: list["Promise"] = field(default_factory=list)

    def truth(self, parent: str | None = None) -> list[tuple[str, str, str | None]]:
        """Return level, text and parent's text of this element and of everything below it."""
        return [(self.level, self.text, parent)] + [t for child in self.children for t in child.truth(self.text)]


class Maker:
    """Makes plans; the same seed makes the same plan."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._used: set[str] = set()

    def plan(self) -> list[Promise]:
        """Return the axes of a plan with everything below them."""
        return [self._promise(0) for _ in range(self._chance.randint(1, 3))]

    def _promise(self, depth: int) -> Promise:
        level = CHAIN[depth]
        few = 1 if depth + 1 < len(CHAIN) else 0
        below = [self._promise(depth + 1) for _ in range(self._chance.randint(few, 3) if few else 0)]
        return Promise(level, self._text(level), below)

    def _text(self, level: str) -> str:
        while True:
            words = " ".join(
                self._word() for _ in range(self._chance.randint(2, 4 if level in {"rama", "tema"} else 14))
            )
            text = words.capitalize() if level in {"rama", "tema"} else f"{self._chance.choice(_VERBS)} los {words}."
            if text not in self._used:
                self._used.add(text)
                return text

    def _word(self) -> str:
        return "".join(self._chance.choice(_SYLLABLES) for _ in range(self._chance.randint(2, 3))) + "s"


def inline(plan: list[Promise]) -> str:
    """Print «Eje 1: …», «Objetivo 1.2: …», each in a paragraph of its own."""

    def lines(promise: Promise, place: str) -> list[str]:
        below = [line for i, child in enumerate(promise.children, 1) for line in lines(child, f"{place}.{i}")]
        return [f"{LABELS[promise.level]} {place}: {promise.text}", *below]

    return "\n\n".join(line for i, axis in enumerate(plan, 1) for line in lines(axis, str(i)))


def headed(plan: list[Promise]) -> str:
    """Print labels in capitals alone in their lines, texts below them, and lines of action as bullets."""

    def lines(promise: Promise) -> list[str]:
        if promise.level in {"rama", "tema"}:
            own = [f"{LABELS[promise.level].upper()}: {promise.text}"]
        else:
            own = [LABELS[promise.level].upper(), promise.text]
        if promise.children and promise.children[0].level == "paso":
            items = [f"- {child.text}" for child in promise.children]
            return [*own, "Líneas de acción", "\n".join(items)]
        return own + [line for child in promise.children for line in lines(child)]

    return "\n\n".join(line for axis in plan for line in lines(axis))


def wrapped(plan: list[Promise]) -> str:
    """Print as ``inline`` does, broken at 60 characters, with page numbers and a running head every 30 lines."""
    broken = [line for text in inline(plan).split("\n\n") for line in (*textwrap.wrap(text, 60), "")]
    pages: list[str] = []
    for i, line in enumerate(broken):
        if i and i % 30 == 0:
            pages += [str(10 + i // 30), "Cuaderno de trabajo del valle azul"]
        pages.append(line)
    return "\n".join(pages)


def tabled(plan: list[Promise]) -> str:
    """Print axes, objectives and strategic lines as a matrix with list tags and empty cells that carry on."""
    rows = ["EJE\tOBJETIVO\tLÍNEAS ESTRATÉGICAS"]
    for axis in plan:
        name = axis.text
        for theme in axis.children:
            for goal in theme.children:
                cell = "<ul>" + "".join(f"<li>{line.text}</li>" for line in goal.children) + "</ul>"
                rows.append(f"{name}\t{goal.text}\t{cell}")
                name = ""
    return "\n".join(rows)


def truth_of_table(plan: list[Promise]) -> list[tuple[str, str, str | None]]:
    """Return what ``tabled`` prints of a plan: themes and lines of action are not in it."""
    found: list[tuple[str, str, str | None]] = []
    for axis in plan:
        found.append(("rama", axis.text, None))
        for goal in (goal for theme in axis.children for goal in theme.children):
            found.append(("meta", goal.text, axis.text))
            found += [("via", line.text, goal.text) for line in goal.children]
    return found
