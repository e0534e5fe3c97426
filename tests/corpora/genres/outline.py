"""Plans written as an outline: headings with labels and numbers, one level within the other, goals and indicators."""

from dataclasses import dataclass, field
from typing import Any

from tests.corpora.genres.goals import goal
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

STYLES = ("inline", "below", "group")


@dataclass(frozen=True)
class Level:
    """One level of an outline.

    `labels`: wordings in the singular; `plural`: heading of a group of them; `make`: the method of Speech that gives
    the text, or «goal»; `prefix`: what stands before the number in a code («OE»); `alt`: kinds that are right too;
    `measured`: chance of indicators below it; `loose`: the elements printed just before it under the same parent may be
    taken for its parent too.
    """

    kind: str
    labels: str
    plural: str
    make: str
    fan: tuple[int, int] = (1, 3)
    prefix: str = ""
    alt: tuple[str, ...] = ()
    styles: tuple[str, ...] = STYLES
    measured: float = 0.0
    loose: bool = False
    below: tuple["Level", ...] = ()


@dataclass
class Wording:
    """How a document prints one level, the same throughout."""

    label: str
    plural: str
    style: str
    numbers: str
    sep: str
    bullet: str
    upper: bool


@dataclass
class Outline:
    """Prints an outline of levels into a paper and notes its truth."""

    p: Paper
    first: int
    last: int
    wordings: dict[int, Wording] = field(default_factory=dict)
    running: dict[int, int] = field(default_factory=dict)
    siblings: dict[str | None, list[str]] = field(default_factory=dict)
    decimal: bool = True
    shows: str = "inline"

    def __post_init__(self) -> None:
        """Choose what holds for the whole document."""
        rng = self.p.rng
        self.decimal = rng.random() < 0.6
        self.shows = rng.choice(["inline", "lines", "dash", "tab", "tagged"])
        self.p.features.add(f"indicators:{self.shows}")

    def wording(self, level: Level) -> Wording:
        """Return how this level is printed; chosen at its first use."""
        if id(level) not in self.wordings:
            rng = self.p.rng
            label = rng.choice(level.labels.split("|"))
            numbers = (
                rng.choice(["path", "path", "index", "running"])
                if self.decimal
                else rng.choice(["index", "running", "none"])
            )
            style = rng.choice(level.styles)
            if numbers == "none" and style == "below":
                style = "inline"
            if style == "group" and level.below and numbers != "path":
                style = "inline"  # bullets on two levels could not be told apart
            bullet = rng.choice(["• ", "- ", "", "{}) ", "{}. "])
            sep = rng.choice([": ", ". ", " - ", " – "])
            self.wordings[id(level)] = Wording(
                label.upper() if rng.random() < 0.25 else label,
                level.plural.upper() if rng.random() < 0.25 else level.plural,
                style,
                numbers,
                sep,
                bullet,
                rng.random() < 0.15 and level.kind in ("axis", "strategic_line"),
            )
        return self.wordings[id(level)]

    def code(self, level: Level, path: tuple[int, ...]) -> str:
        """Return the printed number of an element, «» for none."""
        how = self.wording(level)
        if how.numbers == "none":
            return ""
        if how.numbers == "running":
            self.running[id(level)] = self.running.get(id(level), 0) + 1
            return f"{level.prefix}{self.running[id(level)]}"
        return level.prefix + (".".join(map(str, path)) if how.numbers == "path" else str(path[-1]))

    def levels(self, level: Level, theme: Theme | None, parent: str | None, path: tuple[int, ...]) -> None:
        """Print all elements of a level below one parent."""
        how = self.wording(level)
        count = self.p.rng.randint(*level.fan)
        if how.style == "group" and count:
            if self.p.rng.random() < 0.4:
                self.p.gap()
            self.p.say(how.plural + self.p.rng.choice([":", "", "."]))
        before = list(self.siblings.get(parent, ()))
        for i in range(1, count + 1):
            self.one(level, before, theme or self.p.sp.theme(), parent, (*path, i), i)

    def one(
        self, level: Level, before: list[str], theme: Theme, parent: str | None, path: tuple[int, ...], i: int
    ) -> None:
        """Print one element, its indicators and what stands below it."""
        p, how = self.p, self.wording(level)
        said: Measure | None = None
        if level.make == "goal":
            text, said = goal(p, measure(p.sp, theme, self.last, self.first))
            if text.lower() in p.sp.given:
                return
            p.sp.given.add(text.lower())
        else:
            text = getattr(p.sp, level.make)(theme)
        code = self.code(level, path)
        shown = text.upper() if how.upper else text
        line = self.print(
            how, code, shown + p.rng.choice(["", "", "."]) * (level.kind not in ("axis", "strategic_line")), i
        )
        more: dict[str, Any] = {"kind_alt": list(level.alt)} if level.alt else {}
        if level.loose and before:
            more["parent_alt"] = before
        printed = code if how.style != "group" or how.numbers == "path" or "{}" in how.bullet else None
        ident = p.element(level.kind, text, line, parent, code=printed or None, **more)
        self.siblings.setdefault(parent, []).append(ident)
        if said:
            p.indicator(said, line, ident)
        if p.rng.random() < level.measured:
            for _ in range(p.rng.choice([1, 1, 2])):
                self.indicator(measure(p.sp, theme, self.last, self.first), ident)
        for below in level.below:
            self.levels(below, theme, ident, path)

    def print(self, how: Wording, code: str, text: str, i: int) -> int:
        """Print an element in its style; return the line of its text."""
        p = self.p
        if how.style == "group":
            mark = f"{code}{p.rng.choice([' ', '. '])}" if code and how.numbers == "path" else how.bullet.format(i)
            hang = " " * 4 if mark and p.width else ""
            return p.say(mark + text, "", hang)
        if how.style == "below":
            p.gap()
            p.say(f"{how.label} {code}")
            return p.say(text)
        if how.label.lower().startswith(
            ("eje", "pilar", "lineamiento", "área", "perspectiva", "componente", "sistema")
        ):
            p.gap()
        return p.say(f"{how.label} {code}{how.sep}{text}" if code else f"{how.label}: {text}")

    def indicator(self, m: Measure, element: str | None) -> None:
        """Print an indicator in the way of this document."""
        p = self.p
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        if self.shows == "inline":
            line = p.say(f"Indicador: {m.name}. Línea base ({m.base_year}): {base}. Meta ({m.year}): {target}.")
        elif self.shows == "lines":
            line = p.say(f"Indicador: {m.name}")
            p.say(f"Línea base {m.base_year}: {base}")
            p.say(f"Meta {m.year}: {target}")
        elif self.shows == "dash":
            line = p.say(f"Indicador: {m.name} – de {base} en {m.base_year} a {target} en {m.year}")
        elif self.shows == "tab":
            line = p.put(f"Indicador\t{m.name}\tLínea base {m.base_year}\t{base}\tMeta {m.year}\t{target}")
        else:
            line = p.say(f"Indicador: {m.name}")
            p.say(f"Línea de base: {base}, año {m.base_year}; meta: {target}, año {m.year}")
        p.indicator(m, line, element)
