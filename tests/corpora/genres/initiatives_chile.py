"""Chile: plans by axis, guideline and initiative, the years of work marked with crosses."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, merged, owner, start
from tests.corpora.genres.paper import Paper

MARKS = ("X", "x", "✓", "●")
Row = tuple[str, str, str, str, list[str]]


class Initiatives:
    """One plan with years as columns."""

    def __init__(self, rng: Random) -> None:
        """Choose levels, crosses and the way of the rows."""
        self.p = start(rng, rng.choice(["CL", "CL", "CL", "CR", "SV", "UY"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([3, 4, 5]))
        self.way = rng.choice(["tabs", "tabs", "layout", "pipes", "gaps", "aired", "records", "run", "narrow"])
        self.mark = rng.choice(MARKS)
        self.levels = rng.choice(["axis", "axis_line", "line_objective"])
        self.owned = rng.random() < 0.6
        self.inside = rng.random() < 0.45
        self.coded = rng.random() < 0.5
        self.short = rng.random() < 0.2
        self.filled = rng.random() < 0.5

    def tops(self) -> tuple[tuple[str, str, list[str]], tuple[str, str, list[str]]]:
        """Return label, kind and other kinds of the two upper levels."""
        if self.levels == "line_objective":
            return ("Lineamiento estratégico", "strategic_line", ["axis"]), (
                "Objetivo",
                "objective",
                ["strategic_objective"],
            )
        axis: tuple[str, str, list[str]] = (self.rng.choice(["Eje", "Eje estratégico"]), "axis", [])
        return axis, (self.rng.choice(["Lineamiento", "Línea estratégica"]), "strategic_line", ["objective"])

    def cells(self, text: str) -> list[str]:
        """Return the cells of an initiative: text, crosses and owner."""
        span = range(self.first, self.last + 1)
        count = len(span)
        on = [self.rng.random() < 0.5 for _ in span]
        if not any(on):
            on[self.rng.randrange(count)] = True
        return [text, *(self.mark if o else "" for o in on), *([owner(self.p)] if self.owned else [])]

    def head(self) -> list[str]:
        """Return the head of the initiatives."""
        span = range(self.first, self.last + 1)
        heads = [str(y)[2:] if self.short else str(y) for y in span]
        word = self.rng.choice(["Iniciativa", "Iniciativas", "Iniciativa / proyecto", "Acción"])
        return [word, *heads, *(["Responsable"] if self.owned else [])]

    def text(self, theme: object, number: str) -> tuple[str, str]:
        """Return an initiative, and as it is printed."""
        sp = self.sp
        text = sp.act(theme) if self.rng.random() < 0.6 else sp.project(theme)  # type: ignore[arg-type]
        return text, f"{number} {text}" if self.coded else text

    def state(self, text: str, number: str, line: int, above: str) -> None:
        """Note an initiative."""
        kinds = ["action", "activity", "strategic_line"]
        self.p.element("action_line", text, line, above, code=number if self.coded else None, kind_alt=kinds)

    def banded(self) -> None:
        """Print the upper levels as headings over the tables."""
        p, rng, sp = self.p, self.rng, self.sp
        (word, kind, alt), (low_word, low_kind, low_alt) = self.tops()
        head = self.head()
        sep = rng.choice([": ", ". ", " - "])
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            name = sp.axis(theme)
            p.gap()
            top = p.element(kind, name, p.say(f"{word} {i}{sep}{name}"), None, code=str(i), kind_alt=alt)
            for j in range(1, (1 if self.levels == "axis" else rng.randint(1, 2)) + 1):
                above = top
                if self.levels != "axis":
                    text = sp.objective(theme, 1) if low_kind == "objective" else sp.programme(theme)
                    line = p.say(f"{low_word} {i}.{j}{sep}{text}")
                    above = p.element(low_kind, text, line, top, code=f"{i}.{j}", kind_alt=low_alt)
                codes = [f"{i}.{j}.{k}" for k in range(1, rng.randint(2, 5) + 1)]
                made = [self.text(theme, code) for code in codes]
                lines = grid(p, head, [self.cells(shown) for _, shown in made], self.way)
                for code, (text, _), line in zip(codes, made, lines, strict=True):
                    self.state(text, code, line, above)

    def whole(self) -> None:
        """Print one table with the upper levels as its first columns."""
        p, rng, sp = self.p, self.rng, self.sp
        (word, kind, alt), (low_word, low_kind, low_alt) = self.tops()
        rows: list[tuple[str, str, str, str, list[str]]] = []
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            name = sp.axis(theme)
            for j in range(1, (1 if self.levels == "axis" else rng.randint(1, 2)) + 1):
                text = sp.objective(theme, 1) if low_kind == "objective" else sp.programme(theme)
                for k in range(1, rng.randint(1, 4) + 1):
                    act, shown = self.text(theme, f"{i}.{j}.{k}")
                    upper = [name] if self.levels == "axis" else [name, text]
                    rows.append((name, text, act, f"{i}.{j}.{k}", [*upper, *self.cells(shown)]))
        columns = 1 if self.levels == "axis" else 2
        head = [word, *([low_word] if columns == 2 else []), *self.head()]
        printed = [r[4] for r in rows]
        ids: dict[str, str] = {}
        lines = grid(p, head, printed if self.filled else merged(printed, columns), self.way)
        for (name, text, act, number, _), line in zip(rows, lines, strict=True):
            if name not in ids:
                ids[name] = p.element(kind, name, line, None, kind_alt=alt)
            if columns == 2 and text not in ids:
                ids[text] = p.element(low_kind, text, line, ids[name], kind_alt=low_alt)
            self.state(act, number, line, ids[text if columns == 2 else name])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        title = (
            "Plan Estratégico Institucional|Plan Comunal de Cultura|Plan Estratégico|Plan Comunal de Seguridad Pública"
        )
        opening(p, p.sp.pick(title), self.first, self.last)
        prose(p, rng.choice(["Plan de acción y carta Gantt", "EJES, LINEAMIENTOS E INICIATIVAS", "Cronograma"]), 1)
        if self.inside:
            self.whole()
        else:
            self.banded()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan of initiatives."""
    return Initiatives(rng).write()
