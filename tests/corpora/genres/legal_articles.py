"""A council's agreement that adopts a development plan: every programme is an article, its number is the code."""

from random import Random

from tests.corpora.genres.front import begin, closing, years
from tests.corpora.genres.goals import goal
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.themes import Theme

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


class Act:
    """The agreement: its dice of wording hold for the whole document."""

    def __init__(self, rng: Random) -> None:
        """Choose how this council writes."""
        self.p = begin(rng, "CO")
        self.rng, self.sp = rng, self.p.sp
        self.number = 0
        self.last = 0
        self.line_word = rng.choice(["LÍNEA ESTRATÉGICA", "EJE ESTRATÉGICO", "EJE", "PILAR"])
        self.sectors = rng.random() < 0.5
        self.subs = rng.random() < 0.65
        self.mark = rng.choice(["º.", "°.", ".", "o."])
        self.word = rng.choice(["ARTÍCULO", "ARTICULO", "Artículo"])
        self.bullet = rng.choice(["• ", "- ", "", "MP{}. ", "{}. "])
        self.inline = rng.random() < 0.4

    def article(self, title: str, text: str = "") -> int:
        """Print an article; return its line."""
        self.number += 1
        self.p.gap()
        return self.p.say(f"{self.word} {self.number}{self.mark} {title}{' ' + text if text else ''}")

    def goals(self, label: str, kind: str, parent: str, theme: Theme, count: int) -> None:
        """Print a list of goals under its label."""
        p = self.p
        p.say(label)
        for i in range(1, count + 1):
            m = measure(self.sp, theme, self.last)
            result = kind == "result"
            styles = (
                ["from_to", "from_to_years", "to", "to_year", "by"]
                if result
                else ["count", "to", "count_year", "from_to"]
            )
            text, said = goal(p, m, self.rng.choice(styles))
            if text.lower() in self.sp.given:
                continue
            self.sp.given.add(text.lower())
            mark = self.bullet.format(i) if result is False or "MP" not in self.bullet else f"MR{i}. "
            line = p.say(f"{mark}{text}{self.rng.choice(['.', ''])}")
            ident = p.element(kind, text, line, parent)
            p.indicator(said, line, ident)

    def programme(self, theme: Theme, parent: str) -> None:
        """Print the article of a programme with objective, goals and subprogrammes."""
        p, sp, rng = self.p, self.sp, self.rng
        name = sp.programme(theme)
        title = rng.choice(["PROGRAMA: {}.", "PROGRAMA {}.", "Programa: {}.", "PROGRAMA «{}»."]).format(
            name.upper() if rng.random() < 0.4 else name
        )
        objective = sp.objective(theme)
        if self.inline:
            line = self.article(title, f"Objetivo: {objective}.")
            ident = p.element("strategic_line", name, line, parent, code=str(self.number))
            p.element("objective", objective, line, ident)
        else:
            line = self.article(title)
            ident = p.element("strategic_line", name, line, parent, code=str(self.number))
            line = p.say(f"{rng.choice(['Objetivo:', 'OBJETIVO.', 'Objetivo del programa:'])} {objective}.")
            p.element("objective", objective, line, ident)
        self.goals(
            rng.choice(["Metas de resultado:", "Meta de resultado:", "METAS DE RESULTADO"]),
            "result",
            ident,
            theme,
            rng.randint(1, 2),
        )
        if not self.subs:
            self.goals(
                rng.choice(["Metas de producto:", "METAS DE PRODUCTO"]), "product", ident, theme, rng.randint(2, 4)
            )
            return
        for i in range(1, rng.randint(1, 2) + 1):
            text = sp.new(lambda: rng.choice(theme.made))
            line = p.say(
                f"{rng.choice(['Subprograma', 'SUBPROGRAMA'])} {self.number}.{i}{rng.choice([':', '.'])} {text}"
            )
            sub = p.element("action_line", text, line, ident, code=f"{self.number}.{i}")
            self.goals("Metas de producto:", "product", sub, theme, rng.randint(1, 3))

    def opening(self) -> None:
        """Print number, title, recitals and the first articles, which state nothing of the plan but its name."""
        p, rng, sp = self.p, self.rng, self.sp
        first, self.last = years(rng)
        place = sp.place()
        p.put(f"{rng.choice(['ACUERDO No.', 'ACUERDO MUNICIPAL N°'])} {rng.randint(3, 30):03d} DE {first}")
        p.put(f"({rng.choice(['mayo', 'junio'])} {rng.randint(2, 30)} de {first})")
        motto = sp.pick("Unidos por|Avanza|Creemos en|Con todo por")
        plan = f"Plan de Desarrollo Municipal «{motto} {place}» {first}-{self.last}"
        p.say(f"«Por medio del cual se adopta el {plan} y se dictan otras disposiciones»")
        p.gap()
        p.say(f"EL CONCEJO MUNICIPAL DE {place.upper()}, en uso de sus atribuciones constitucionales y legales, y")
        p.say("CONSIDERANDO:")
        p.say(sp.filler())
        p.say("ACUERDA:")
        p.gold["institution"]["name"] = f"Concejo Municipal de {place}"
        p.gold["institution"]["name_alt"] = [f"Municipio de {place}", place]
        p.gold["period"] = {"start": first, "end": self.last}
        self.number = rng.choice([0, 0, 0, 7, 18])
        if not self.number:
            self.article("ADOPCIÓN.", f"Adóptese el {plan}, contenido en el presente acuerdo.")
            self.article("ESTRUCTURA.", "El plan se compone de parte general, parte estratégica y plan de inversiones.")

    def write(self) -> Paper:
        """Print the whole agreement."""
        p, rng, sp = self.p, self.rng, self.sp
        self.opening()
        axis = self.line_word != "LÍNEA ESTRATÉGICA"
        for i in range(rng.randint(2, 4)):
            theme = sp.theme()
            name = sp.axis(theme)
            p.gap()
            if rng.random() < 0.4:
                p.put(f"CAPÍTULO {ROMANS[i]}")
            line = p.say(f"{self.line_word} {i + 1}{rng.choice([':', '.', ' -'])} {name}")
            alt = {} if axis else {"kind_alt": ["axis"]}
            top = p.element("axis" if axis else "strategic_line", name, line, None, code=str(i + 1), **alt)
            parent = top
            for _ in range(rng.randint(1, 3)):
                theme = sp.theme()
                if self.sectors:
                    sector = sp.sector(theme)
                    line = p.say(f"SECTOR {sector.upper() if rng.random() < 0.5 else sector}")
                    parent = p.element("theme", sector, line, top)
                for _ in range(rng.randint(1, 2)):
                    self.programme(theme, parent)
        self.article("SEGUIMIENTO.", "La Secretaría de Planeación presentará informes semestrales al Concejo.")
        self.article("VIGENCIA.", "El presente acuerdo rige a partir de su sanción y publicación.")
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one agreement."""
    return Act(rng).write()
