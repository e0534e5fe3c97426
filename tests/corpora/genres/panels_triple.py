"""Layout text with panels side by side: two or three axes beside each other, or an axis, its work and its figures."""

import textwrap
from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, beside, deed, shown, way


class Panels:
    """One designed document."""

    def __init__(self, rng: Random) -> None:
        """Choose the arrangement and the labels."""
        self.p = begun(rng, rng.choice(["ES", "PR", "CL", "MX", "CR", "DO", "CO", "SV"]), 100)
        self.rng, self.sp = rng, self.p.sp
        self.p.features |= {"layout", "panels"}
        self.p.damaged = True
        self.first, self.last = years(rng)
        self.word = rng.choice(["Eje", "EJE", "Pilar", "Eje estratégico"])
        self.goal = rng.choice(["Objetivo", "Objetivo estratégico", "OBJETIVO"])
        self.acts = rng.choice(["Acciones", "Líneas de acción", "ACCIONES", "Estrategias"])
        self.mark = rng.choice(["• ", "- ", "▪ "])
        self.wide = rng.choice([34, 38, 44])

    def wrap(self, text: str, width: int, mark: str = "") -> list[str]:
        """Break a text for a panel."""
        return textwrap.wrap(mark + text, width, subsequent_indent=" " * len(mark), break_on_hyphens=False)

    def doing(self) -> tuple[str, list[str]]:
        """Return kind and alternatives of the items of a panel."""
        if self.acts.lower() == "estrategias":
            return "strategic_line", ["action", "action_line"]
        return ("action_line", ["action"]) if "Líneas" in self.acts else ("action", ["action_line"])

    def columns(self, i: int, count: int) -> None:
        """Print `count` axes beside each other, each with objective and actions."""
        p, rng = self.p, self.rng
        panels, said = [], []
        for n in range(count):
            theme = self.sp.theme()
            axis, objective = self.sp.axis(theme), aim(p, theme)
            acts = [way(p, theme) if self.acts == "Estrategias" else deed(p, theme) for _ in range(rng.randint(2, 3))]
            lines = self.wrap(f"{self.word} {i + n}. {axis}", self.wide)
            lines += ["", self.goal]
            offsets = [0, len(lines)]
            lines += self.wrap(objective, self.wide)
            lines += ["", self.acts]
            for act in acts:
                offsets.append(len(lines))
                lines += self.wrap(act, self.wide, self.mark)
            panels.append(lines)
            said.append((axis, objective, acts, offsets))
        start = beside(p, panels, [self.wide] * count, rng.randint(3, 6))
        kind, alt = self.doing()
        for n, (axis, objective, acts, offsets) in enumerate(said):
            top = p.element("axis", axis, start, None, code=str(i + n))
            strategic = "estrat" in self.goal.lower()
            ident = p.element("strategic_objective" if strategic else "objective", objective, start + offsets[1], top)
            for act, offset in zip(acts, offsets[2:], strict=True):
                p.element(kind, act, start + offset, ident, kind_alt=alt, parent_alt=[top])

    def board(self, i: int) -> None:
        """Print an axis with its objective over two panels: what is done, and the indicators with their values."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        axis, objective = self.sp.axis(theme), aim(p, theme)
        line = p.put(f"{self.word} {i}. {shown(rng, axis)}")
        top = p.element("axis", axis, line, None, code=str(i))
        line = p.say(f"{self.goal}: {objective}")
        ident = p.element("strategic_objective" if "estrat" in self.goal.lower() else "objective", objective, line, top)
        p.gap()
        acts = [way(p, theme) if self.acts == "Estrategias" else deed(p, theme) for _ in range(rng.randint(2, 4))]
        found = [measure(self.sp, theme, self.last, self.first) for _ in range(rng.randint(1, 2))]
        left, offsets = [self.acts], []
        for act in acts:
            offsets.append(len(left))
            left += self.wrap(act, self.wide, self.mark)
        right, places = ["Indicadores"], []
        for m in found:
            places.append(len(right))
            right += self.wrap(m.name, 46)
            right.append(f"Línea base {m.base_year}: {p.value(m.base, m.unit)}")
            right.append(f"Meta {m.year}: {p.value(m.target, m.unit)}")
        start = beside(p, [left, right], [self.wide, 46], rng.randint(4, 9))
        kind, alt = self.doing()
        for act, offset in zip(acts, offsets, strict=True):
            p.element(kind, act, start + offset, ident, kind_alt=alt, parent_alt=[top])
        for m, place in zip(found, places, strict=True):
            p.indicator(m, start + place, ident)

    def write(self) -> Paper:
        """Print the document."""
        p, rng = self.p, self.rng
        opening(p, rng.choice(["Plan Estratégico", "Resumen del plan", "Hoja de ruta"]), self.first, self.last)
        p.running = ""
        prose(p, "", 1)
        count = rng.choice([1, 2, 2, 3])
        for n in range(rng.randint(2, 3) if count > 1 else rng.randint(3, 5)):
            p.gap()
            if count == 1:
                self.board(n + 1)
            else:
                self.columns(n * count + 1, count)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one designed document."""
    return Panels(rng).write()
