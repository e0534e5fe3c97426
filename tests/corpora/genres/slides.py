"""Slides exported as text: titles that come again, bullets, footers and page numbers."""

from random import Random

from tests.corpora.genres.front import years
from tests.corpora.genres.ground import start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

CONT = (" (cont.)", " (continuación)", "", " (2)")


class Deck:
    """One deck of slides."""

    def __init__(self, rng: Random) -> None:
        """Choose bullets, footers and what parts the slides."""
        self.p = start(rng, rng.choice(["MX", "CL", "CO", "PE", "CR", "PA", "DO", "AR"]), None)
        self.rng, self.sp = rng, self.p.sp
        self.p.features.add("slides")
        self.first, self.last = years(rng, rng.choice([3, 4, 5]))
        self.bullet = rng.choice(["• ", "▪ ", "- ", "– ", "✓ ", "➢ ", "\uf0b7 "])
        self.part = rng.choice(["\f", "", "Diapositiva {}", "--- {} ---", "\f{}"])
        self.footer = rng.random() < 0.6
        self.word, self.kind, self.alt = rng.choice(
            [
                ("Eje {}", "axis", []),
                ("Eje estratégico {}", "axis", []),
                ("Pilar {}", "axis", []),
                ("Línea estratégica {}", "strategic_line", ["axis"]),
            ]
        )
        self.plan = rng.choice(["Plan Estratégico", "Plan de Desarrollo", "Plan de Trabajo"])
        self.page = 0
        self.act = rng.choice(["Líneas de acción", "Acciones clave", "Acciones"])

    def slide(self, title: str) -> int:
        """Begin a slide; return the line of its title."""
        p = self.p
        if self.page and self.footer:
            p.put(
                self.rng.choice(
                    [
                        f"{self.plan} {self.first}-{self.last}   {self.page}",
                        f"{self.page}",
                        f"{self.plan} | {self.page}",
                    ]
                )
            )
        self.page += 1
        p.gap()
        mark = self.part.format(self.page)
        if mark == "\f":
            return p.put(mark + title)
        if mark:
            p.put(mark)
        return p.put(title)

    def bullets(self, texts: list[str]) -> list[int]:
        """Print bullets; return their lines."""
        return [self.p.put(f"{self.bullet}{text}") for text in texts]

    def value(self, m: Measure) -> str:
        """Return an indicator with its values, as slides have it."""
        p = self.p
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        form = self.rng.choice(
            [
                "{n}: de {b} ({y}) a {t} ({z})",
                "{n} – Línea base {y}: {b} – Meta {z}: {t}",
                "{n}: {b} en {y} → {t} en {z}",
            ]
        )
        return form.format(n=m.name, b=base, y=m.base_year, t=target, z=m.year)

    def axis(self, i: int) -> None:
        """Print the slides of an axis."""
        p, rng, sp = self.p, self.rng, self.sp
        theme: Theme = sp.theme()
        name = sp.axis(theme)
        title = f"{self.word.format(i)}{rng.choice([': ', '. ', ' - '])}{name}"
        more = {"kind_alt": self.alt} if self.alt else {}
        top = p.element(self.kind, name, self.slide(title), None, code=str(i), **more)
        if rng.random() < 0.3:
            p.put("Objetivo")
            text = sp.objective(theme, 2)
            line = self.bullets([text])[0]
        else:
            text = sp.objective(theme, 2)
            line = p.put(f"{rng.choice([self.bullet, ''])}Objetivo: {text}")
        ident = p.element("objective", text, line, top, kind_alt=["strategic_objective"])
        if rng.random() < 0.8:
            if rng.random() < 0.5:
                self.slide(title + rng.choice(CONT))
            p.put(self.act)
            acts = [sp.act(theme) for _ in range(rng.randint(2, 5))]
            alt = ["action", "activity"]
            for act, line in zip(acts, self.bullets(acts), strict=True):
                p.element("action_line", act, line, ident, kind_alt=alt, parent_alt=[top])
        if rng.random() < 0.8:
            self.slide(title + rng.choice(CONT))
            p.put(rng.choice(["Indicadores", "Indicadores y metas", "¿Cómo mediremos el avance?"]))
            found = [measure(sp, theme, self.last, self.first) for _ in range(rng.randint(1, 3))]
            for m, line in zip(found, self.bullets([self.value(m) for m in found]), strict=True):
                p.indicator(m, line, ident)

    def write(self) -> Paper:
        """Print the deck."""
        p, rng, sp = self.p, self.rng, self.sp
        name = rng.choice(sp.country.bodies).format(sp.place())
        p.gold["institution"]["name"] = name
        p.gold["period"] = {"start": self.first, "end": self.last}
        self.slide(f"{self.plan} {self.first}-{self.last}")
        p.put(name)
        self.slide(rng.choice(["Agenda", "Contenido", "¿Qué veremos hoy?"]))
        self.bullets(["Antecedentes", "Misión y visión", "Ejes y objetivos", "Indicadores", "Próximos pasos"])
        self.slide("Antecedentes")
        self.bullets([sp.filler() for _ in range(rng.randint(1, 3))])
        self.slide(rng.choice(["Misión y visión", "¿Quiénes somos?"]))
        p.gold["mission"], p.gold["vision"] = sp.mission(), sp.vision(self.last)
        p.put(f"Misión: {p.gold['mission']}")
        p.put(f"Visión: {p.gold['vision']}")
        for i in range(1, rng.randint(2, 5) + 1):
            self.axis(i)
        self.slide(rng.choice(["Próximos pasos", "Calendario"]))
        self.bullets(["Presentación al concejo", "Publicación en el sitio web", "Jornadas de socialización"])
        self.slide(rng.choice(["¡Gracias!", "Muchas gracias", "¿Preguntas?"]))
        while len(p.lines) < 32:
            self.slide("Anexo: contexto")
            self.bullets([sp.filler() for _ in range(3)])
        p.put(f"www.{rng.choice(['planificamos', 'territorio', 'gestion'])}.example")
        return p


def write(rng: Random) -> Paper:
    """Write one deck."""
    return Deck(rng).write()
