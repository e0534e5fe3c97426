"""A document in the making: its printed lines and, beside them, the truth they state."""

import textwrap
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.corpora.genres.words import Speech

Gold = dict[str, Any]
LISTS = ("elements", "indicators", "funding", "projects", "actors", "units", "totals", "alignment")


@dataclass(frozen=True)
class Measure:
    """An indicator with its two values and years; None: not printed."""

    name: str
    unit: str
    base: float | None
    base_year: int | None
    target: float | None
    year: int | None
    down: bool = False

    def steps(self, count: int) -> list[float]:
        """Return `count` values on the way from the baseline to the target, the last being the target."""
        start = self.base or 0.0
        end = self.target or 0.0
        places = 1 if "." in f"{end:g}" else 0
        path = [round(start + (end - start) * (i + 1) / count, places) for i in range(count)]
        path[-1] = end
        return path


def number(value: float, marks: str, group: bool = True) -> str:
    """Print a number with Spanish («es»: 1.234,5) or English («en»: 1,234.5) separators."""
    text = f"{value:,.10g}" if value == int(value) else f"{value:,}"
    text = text.split("e", maxsplit=1)[0]
    if not group:
        text = text.replace(",", "")
    return text.translate(str.maketrans(",.", ".,")) if marks == "es" else text


@dataclass
class Paper:
    """Lines and gold of one document.

    `width` is the column at which running text breaks (None: a paragraph a line, as word processors export it).
    `running` is the running head; with it, `size` lines make a page.
    """

    rng: Random
    sp: Speech
    width: int | None = None
    running: str = ""
    size: int = 48
    lines: list[str] = field(default_factory=list)
    gold: Gold = field(default_factory=dict)
    features: set[str] = field(default_factory=set)
    damaged: bool = False
    percent: str = "%"
    group: bool = True
    nothing: str = "No existe"
    wordless: set[str] = field(default_factory=set)
    on_page: int = 0
    page: int = 1

    def __post_init__(self) -> None:
        """Start with an empty truth."""
        self.gold = {"institution": {"name": None, "country": None}, "period": None, "mission": None, "vision": None}
        self.gold |= {key: [] for key in LISTS}
        self.percent = self.rng.choice(["%", "%", " %"])
        self.group = self.rng.random() < 0.7
        self.nothing = self.rng.choice(["No existe", "N/D", "Sin línea base", "ND"])

    # ------------------------------------------------------------ lines
    def put(self, text: str = "") -> int:
        """Print one line; return its number."""
        self.lines.append(text.rstrip())
        self.on_page += 1
        return len(self.lines)

    def turn(self) -> None:
        """Turn the page where it is full: number, form feed and running head."""
        if self.running and self.on_page >= self.size:
            self.put("")
            self.put(str(self.page) if self.page % 2 or self.width else f"Página {self.page}")
            self.page += 1
            self.on_page = 0
            self.put("\f" + self.running)
            self.put("")
            self.features.add("pages")

    def say(self, text: str, indent: str = "", hang: str | None = None, width: int | None = None) -> int:
        """Print a paragraph, broken at the width; return the number of its first line."""
        self.turn()
        width = width or self.width
        if not width:
            return self.put(indent + text)
        pieces = textwrap.wrap(
            text,
            width,
            initial_indent=indent,
            subsequent_indent=indent if hang is None else hang,
            break_long_words=False,
            break_on_hyphens=False,
        )
        first = self.put(pieces[0])
        for piece in pieces[1:]:
            self.put(piece)
        return first

    def gap(self) -> None:
        """Leave a blank line, unless there is one or nothing before."""
        if self.lines and self.lines[-1].strip():
            self.put("")

    def value(self, value: float | None, unit: str = "") -> str:
        """Print a value as this document does; a missing one as «-»."""
        if value is None:
            return "-"
        text = number(value, self.sp.country.marks, self.group)
        return text + self.percent if unit == "%" else text

    def base(self, m: "Measure") -> str:
        """Print the baseline of a table or label; a missing or zero one at times in words: then it is 0 or missing."""
        if m.base == 0 and self.rng.random() < 0.3:
            self.wordless.add(m.name)
            return self.nothing
        return self.value(m.base, m.unit)

    def money(self, value: float, sign: bool = True, cents: bool = False) -> str:
        """Print an amount with the separators of the country."""
        text = f"{value:,.2f}" if cents or value != int(value) else f"{value:,.0f}"
        if self.sp.country.marks == "es":
            text = text.translate(str.maketrans(",.", ".,"))
        return (self.sp.country.money if sign else "") + text

    # ------------------------------------------------------------ truth
    def element(self, kind: str, text: str, line: int, parent: str | None = None, **more: Any) -> str:
        """Note an element; return its id. `more`: code, kind_alt, parent_alt, text_alt, optional."""
        ident = f"e{len(self.gold['elements']) + 1}"
        row = {"id": ident, "kind": kind, "code": more.pop("code", None), "text": text, "parent": parent, "line": line}
        self.gold["elements"].append(row | more)
        return ident

    def indicator(self, measure: Measure, line: int, element: str | None = None, **more: Any) -> None:
        """Note an indicator with its values as stored."""
        row: Gold = {
            "text": measure.name,
            "element": element,
            "unit_name": None,
            "baseline_value": measure.base,
            "baseline_year": measure.base_year,
            "target_value": measure.target,
            "target_year": measure.year,
            "measure_unit": measure.unit,
            "stated_change": None,
            "line": line,
        }
        if measure.name in self.wordless:
            row |= {"baseline_value_alt": [None], "baseline_year_alt": [None]}  # what does not exist has no year
        self.gold["indicators"].append(row | more)

    def note(self, key: str, line: int, **row: Any) -> None:
        """Note a row of funding, projects, actors, units, totals or alignment."""
        self.gold[key].append(row | {"line": line})

    def total(self, label: str, stated: float, addends: list[float], line: int, **more: Any) -> None:
        """Note a printed sum with the sum of its addends; `more`: optional."""
        computed = round(sum(addends), 2)
        agrees = abs(computed - stated) < 0.005
        self.note("totals", line, label=label, stated=stated, computed=computed, agrees=agrees, **more)


# ---------------------------------------------------------------- measures
def measure(sp: Speech, theme: Any, last: int, first: int | None = None, bare: float = 0.0) -> Measure:
    """Invent an indicator of the theme with its goal for the year `last`; with chance `bare` it has no baseline."""
    rng = sp.rng
    name, unit, low, high, down = rng.choice(theme.counts)
    name = sp.new(lambda: name, "en la zona rural|en el área urbana|en población vulnerable")
    decimals = rng.choice([0, 0, 1, 2]) if unit == "%" or (high < 60 and unit in ("por mil", "por cien mil")) else 0
    a, b = sorted(rng.uniform(low, high) for _ in range(2))
    if b - a < (high - low) / 8:
        a, b = low, high
    base, target = (b, a) if down else (a, b)
    if not down and unit not in ("%", "índice", "horas", "por mil") and rng.random() < 0.25:
        base = 0
    year = (first or last - 3) - rng.choice([1, 1, 2])
    base, target = round(base, decimals), round(target, decimals)
    if base == target:
        target += 1
    if decimals == 0:
        base, target = int(base), int(target)
    if rng.random() < bare:
        return Measure(name, unit, None, None, target, last, down)
    return Measure(name, unit, base, year, target, last, down)


# ---------------------------------------------------------------- tables
def _wrapped(cells: list[str], widths: list[int]) -> list[str]:
    """Lay the cells of a row side by side, each wrapped in its column."""
    columns = [
        textwrap.wrap(c, w, break_long_words=False, break_on_hyphens=False) or [""]
        for c, w in zip(cells, widths, strict=True)
    ]
    high = max(len(c) for c in columns)
    return [
        "   ".join((c[i] if i < len(c) else "").ljust(w) for c, w in zip(columns, widths, strict=True)).rstrip()
        for i in range(high)
    ]


def widths_of(head: list[str], rows: list[list[str]], room: int = 150) -> list[int]:
    """Return column widths: what the longest word and the share of the text ask for."""
    table = [head, *rows]
    out = []
    for i in range(len(head)):
        cells = [row[i] for row in table]
        word = max((len(w) for c in cells for w in c.split()), default=1)
        whole = max(len(c) for c in cells)
        out.append(max(word, min(whole, max(10, room // len(head)))))
    return out


def _row(p: Paper, cells: list[str], mode: str, widths: list[int]) -> int:
    """Print one row; return the number of its first line."""
    if mode == "tabs":
        return p.put("\t".join(cells))
    if mode == "records":  # a cell's own line breaks stay, so that a row runs over several lines with tabs
        broken = [
            "\n".join(textwrap.wrap(c, w, break_long_words=False) or [""]) for c, w in zip(cells, widths, strict=True)
        ]
        pieces = "\t".join(broken).split("\n")
    elif mode == "layout":
        pieces = _wrapped(cells, widths)
    elif mode == "narrow":  # cell after cell, each broken at its column's width
        pieces = [line for c, w in zip(cells, widths, strict=True) for line in textwrap.wrap(c, w) or [""]]
    else:  # flat: cell after cell
        pieces = list(cells)
    first = p.put(pieces[0])
    for piece in pieces[1:]:
        p.put(piece)
    return first


def table(p: Paper, head: list[str], rows: list[list[str]], mode: str, repeat: bool = True) -> list[int]:
    """Print a table; return the number of each row's first line.

    Modes: tabs, records (tabs, cells broken over lines), layout (columns by blanks), flat (a cell a line), narrow
    (cells broken, one after the other). Where pages turn the head is printed again.
    """
    p.features.add(f"table:{mode}")
    if mode in ("flat", "narrow", "records"):
        p.damaged = p.damaged or mode != "records"
    widths = widths_of(head, rows)
    aired = mode == "layout" and p.rng.random() < 0.6
    _row(p, head, mode, widths)
    if aired:
        p.put("")
    out = []
    for cells in rows:
        page = p.page
        p.turn()
        if page != p.page and repeat:
            _row(p, head, mode, widths)
        out.append(_row(p, cells, mode, widths))
        if aired:
            p.put("")
    p.gap()
    return out
