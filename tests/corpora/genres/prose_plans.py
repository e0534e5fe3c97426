"""Plans in prose: objectives under headings and in sentences, goals within sentences, numbers in words and triples."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.goals import named, things
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import low

ONES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve"
).split()
TENS = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()


def in_words(n: int) -> str:
    """Return a number below a hundred in words."""
    if n < 20:
        return ONES[n]
    if n < 30:
        return TWENTIES[n - 20]
    return TENS[n // 10 - 2] + (f" y {ONES[n % 10]}" if n % 10 else "")


class Prose:
    """One plan in prose."""

    def __init__(self, rng: Random) -> None:
        """Choose the way of its lists."""
        self.p = begin(rng, rng.choice(["AR", "UY", "CL", "PY", "MX", "CO", "PA", "SV"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.mark = rng.choice(["{a}) ", "{n}. ", "• ", "- ", "{n}) "])

    def listed(self, kind: str, texts: list[str], parent: str | None, **more: object) -> list[str]:
        """Print a list of elements; return their ids."""
        out = []
        for n, text in enumerate(texts, 1):
            end = "." if n == len(texts) else self.rng.choice([";", ".", ";"])
            line = self.p.say(self.mark.format(a="abcdefghij"[n - 1], n=n) + text + end)
            out.append(self.p.element(kind, text, line, parent, **more))
        return out

    def from_to(self, m: Measure) -> str:
        """Return «… pasará de X en 2023 a Y en 2027»."""
        p = self.p
        form = self.rng.choice(
            [
                "Se espera que {n} pase de {b} en {y} a {t} en {z}.",
                "La meta es que {n}, que era de {b} en {y}, llegue a {t} en {z}.",
                "Al {z}, {n} será de {t}, frente a {b} en {y}.",
                "Pasaremos de {b} en {y} a {t} en {z} en {n}.",
            ]
        )
        return form.format(
            n=named(m.name), b=p.value(m.base, m.unit), y=m.base_year, t=p.value(m.target, m.unit), z=m.year
        )

    def goal(self, theme: object, parent: str) -> None:
        """Print one goal in a sentence and note what it states."""
        p, rng = self.p, self.rng
        m = measure(self.sp, theme, self.last, self.first)
        way = rng.choice(["from_to", "from_to", "points", "words", "tenths"])
        counted = things(m.name)
        if way == "points" and m.unit == "%":
            delta = round(abs((m.target or 0) - (m.base or 0)), 2)
            verb = "reducir" if m.down else "incrementar"
            text = f"Hacia {m.year} nos proponemos {verb} en {p.value(delta)} puntos porcentuales {named(m.name)}."
            line = p.say(text)
            sums = [round((m.base or 0) + (-delta if m.down else delta), 2)]
            p.indicator(
                Measure(m.name, m.unit, None, None, delta, m.year),
                line,
                parent,
                stated_change=text,
                target_value_alt=sums,
            )
        elif way == "words" and counted and not m.down:
            n = rng.randint(3, 95)
            text = f"Para {m.year} se contará con {in_words(n)}{rng.choice(['', f' ({n})'])} {counted}."
            line = p.say(text)
            p.indicator(Measure(m.name, m.unit, None, None, n, m.year), line, parent, stated_change=text)
        elif way == "tenths" and m.unit == "%" and not m.down:
            a, b = sorted(rng.sample(range(1, 10), 2))
            name = named(m.name)
            text = (
                f"{name[0].upper()}{name[1:]} era de {in_words(a)} de cada diez en {m.base_year} "
                f"y será de {in_words(b)} de cada diez en {m.year}."
            )
            line = p.say(text)
            p.indicator(
                Measure(m.name, "%", a * 10, m.base_year, b * 10, m.year),
                line,
                parent,
                stated_change=text,
                baseline_value_alt=[a, a / 10],
                target_value_alt=[b, b / 10],
            )
        else:
            text = self.from_to(m)
            p.indicator(m, p.say(text), parent, stated_change=text)

    def triple(self, theme: object, parent: str) -> None:
        """Print three indicators in one sentence with their goals «respectivamente»."""
        p = self.p
        found: list[Measure] = []
        for _ in range(9):
            m = measure(self.sp, theme, self.last, self.first)
            if m.unit == "%" and len(found) < 3:
                found.append(m)
        if len(found) < 3:
            return
        names = [named(m.name) for m in found]
        base_year = found[0].base_year
        bases, ends = (
            [p.value(v, "%") for v in values] for values in ([m.base for m in found], [m.target for m in found])
        )
        text = (
            f"En {base_year}, {names[0]}, {names[1]} y {names[2]} eran "
            f"de {bases[0]}, {bases[1]} y {bases[2]}, respectivamente; "
            f"en {self.last} serán de {ends[0]}, {ends[1]} y {ends[2]}, respectivamente."
        )
        line = p.say(text)
        for m in found:
            p.indicator(Measure(m.name, "%", m.base, base_year, m.target, self.last), line, parent, stated_change=text)

    def chapter(self, number: int) -> None:
        """Print a chapter: objective, lines of action, goals in sentences."""
        p, sp, rng = self.p, self.sp, self.rng
        theme = sp.theme()
        p.gap()
        axis = sp.axis(theme)
        line = p.say(f"{rng.choice(['Eje', 'EJE'])} {number}. {axis}")
        top = p.element("axis", axis, line, None, code=str(number))
        objective = sp.objective(theme)
        style = rng.randrange(3)
        if style == 0:
            p.say("Objetivo")
            line = p.say(f"{objective}.")
        elif style == 1:
            line = p.say(f"El objetivo de este eje es {low(objective)}.")
        else:
            line = p.say(f"Objetivo: {objective}.")
        ident = p.element("objective", objective, line, top)
        if rng.random() < 0.5:
            p.say(sp.filler())
        if rng.random() < 0.6:
            p.say(rng.choice(["Líneas de acción:", "Líneas de acción"]))
            self.listed("action_line", [sp.act(theme) for _ in range(rng.randint(2, 4))], ident, parent_alt=[top])
        for _ in range(rng.randint(1, 3)):
            self.goal(theme, ident)
        if rng.random() < 0.3:
            self.triple(theme, ident)

    def write(self) -> Paper:
        """Print the document."""
        p, sp, rng = self.p, self.sp, self.rng
        opening(
            p, rng.choice(["Plan Estratégico", "Plan de Desarrollo Local", "Plan de Gobierno"]), self.first, self.last
        )
        prose(p, rng.choice(["Diagnóstico", "1. CONTEXTO"]), 2)
        general, theme = sp.objective(sp.theme(), 3), sp.theme()
        p.say(rng.choice(["Objetivo general", "OBJETIVO GENERAL", "2.1 Objetivo general"]))
        top = p.element("objective", general, p.say(f"{general}."), None)
        p.gap()
        p.say(rng.choice(["Objetivos específicos", "OBJETIVOS ESPECÍFICOS", "2.2 Objetivos específicos"]))
        self.listed(
            "objective",
            [sp.objective(theme) for _ in range(rng.randint(2, 5))],
            top,
            parent_alt=[None],
            kind_alt=["operational_objective"],
        )
        p.gap()
        for i in range(1, rng.randint(2, 4) + 1):
            self.chapter(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan in prose."""
    return Prose(rng).write()
