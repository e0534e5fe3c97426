"""Colombian agreements and decrees: objective, strategies, programmes and goals in articles of their own."""

from random import Random

from tests.corpora.genres.front import closing, years
from tests.corpora.genres.goals import goal
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import ROMANS, aim, begun, bullets, item, marked, shown, way
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

ACTS = (
    ("ACUERDO", "Concejo Municipal", "EL CONCEJO MUNICIPAL", "ACUERDA", "el presente acuerdo"),
    ("ORDENANZA", "Asamblea Departamental", "LA ASAMBLEA DEPARTAMENTAL", "ORDENA", "la presente ordenanza"),
    ("DECRETO", "Alcaldía Municipal", "EL ALCALDE MUNICIPAL", "DECRETA", "el presente decreto"),
)
SIDE = (
    "La administración reglamentará la materia dentro de los {n} meses siguientes a la sanción.|"
    "Lo aquí dispuesto se hará con sujeción al marco fiscal de mediano plazo.|"
    "La Secretaría de Planeación informará cada {n} meses al Concejo sobre lo actuado.|"
    "Harán parte integral de este acto los anexos que lo acompañan."
)


class Decree:
    """One act: what its dice say holds for the whole of it."""

    def __init__(self, rng: Random) -> None:
        """Choose how the act writes its articles and whether programmes keep everything in one article."""
        self.p = begun(rng, "CO")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng)
        self.number = rng.choice([0, 4, 11, 19])
        self.form = rng.choice(
            ["ARTÍCULO {}º. ", "ARTÍCULO {}.- ", "Artículo {}°. ", "ARTICULO {}o. ", "ARTÍCULO {}: "]
        )
        self.word = rng.choice(["LÍNEA ESTRATÉGICA", "EJE", "PILAR", "DIMENSIÓN", "Eje"])
        self.mark = bullets(rng)
        self.whole = rng.random() < 0.55
        self.headed = rng.random() < 0.5
        self.subs = rng.random() < 0.4
        self.act = rng.choice(ACTS)

    def article(self, text: str) -> int:
        """Print an article; return its line."""
        self.number += 1
        self.p.gap()
        return self.p.say(self.form.format(self.number) + text)

    def aside(self) -> None:
        """Print, at times, a paragraph of the article that states nothing."""
        if self.rng.random() < 0.35:
            head = self.rng.choice(["PARÁGRAFO. ", "Parágrafo. ", "PARÁGRAFO PRIMERO: ", "Parágrafo 1°. "])
            self.p.say(head + self.sp.pick(SIDE).format(n=self.rng.choice(["seis", "tres", "doce"])))

    def strategies(self, theme: Theme, parent: str) -> None:
        """Print strategies as a list."""
        self.p.say(self.rng.choice(["Estrategias:", "ESTRATEGIAS.", "Estrategias"]))
        for i in range(1, self.rng.randint(2, 3) + 1):
            text = way(self.p, theme)
            line = item(self.p, marked(self.mark, i), text, self.rng.choice([".", ";", ""]))
            self.p.element("strategic_line", text, line, parent, kind_alt=["action", "action_line"])

    def goals(self, label: str, kind: str, theme: Theme, parent: str, count: int) -> None:
        """Print goals as a list, each with the values it states."""
        p, rng = self.p, self.rng
        p.say(label)
        for i in range(1, count + 1):
            style = rng.choice(["from_to", "to", "to_year"] if kind == "result" else ["count", "to", "count_year"])
            text, said = goal(p, measure(self.sp, theme, self.last, self.first), style)
            line = item(p, marked(self.mark, i), text, ".")
            p.indicator(said, line, p.element(kind, text, line, parent))

    def programme(self, theme: Theme, parent: str) -> None:
        """Print a programme with its parts, in one article or in several."""
        p, rng, sp = self.p, self.rng, self.sp
        name = sp.programme(theme)
        title = rng.choice(["PROGRAMA: {}.", "PROGRAMA {}.", "Programa: «{}».", "PROGRAMA. {}"]).format(
            shown(rng, name)
        )
        objective = aim(p, theme, rng.random() < 0.4)
        line = self.article(title)
        ident = p.element("strategic_line", name, line, parent, code=str(self.number))
        if self.whole:
            line = p.say(f"{rng.choice(['Objetivo: ', 'OBJETIVO. ', 'Objetivo del programa. '])}{objective}.")
            p.element("objective", objective, line, ident)
            if rng.random() < 0.6:
                self.strategies(theme, ident)
        if self.subs:
            for i in range(1, rng.randint(1, 2) + 1):
                text = sp.new(lambda: rng.choice(theme.made))
                line = p.say(f"{rng.choice(['Subprograma ', 'SUBPROGRAMA '])}{i}. {text}")
                sub = p.element("action_line", text, line, ident, code=str(i))
                self.goals("Metas de producto:", "product", theme, sub, rng.randint(1, 2))
        else:
            self.goals(
                rng.choice(["Metas:", "METAS.", "Metas de resultado:"]), "result", theme, ident, rng.randint(1, 3)
            )
        self.aside()

    def axis(self, i: int) -> None:
        """Print an axis: as a chapter, or as an article; then its own articles."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.axis(theme)
        kind, alt = ("strategic_line", ["axis"]) if self.word.startswith("L") else ("axis", ["strategic_line", "theme"])
        title = f"{self.word} {i + 1}{rng.choice(['. ', ': ', ' – '])}{shown(rng, name)}"
        if self.headed:
            p.gap()
            p.put(f"CAPÍTULO {ROMANS[i]}")
            line = p.say(title)
            code = str(i + 1)
        else:
            line = self.article(title + ".")
            code = str(self.number)
        top = p.element(kind, name, line, None, code=code, kind_alt=alt)
        near = top
        if not self.whole or rng.random() < 0.5:
            objective = aim(p, theme, True)
            head = rng.choice(["OBJETIVO. ", "OBJETIVO ESTRATÉGICO. ", "Objetivo general. "])
            line = self.article(f"{head}{objective}.")
            near = p.element("objective", objective, line, top, code=str(self.number), kind_alt=["strategic_objective"])
        if not self.whole:
            self.number += 1
            p.gap()
            line = p.say(self.form.format(self.number) + "ESTRATEGIAS. Para lo anterior se adoptan las siguientes:")
            for n in range(1, rng.randint(2, 4) + 1):
                text = way(p, theme)
                line = item(p, marked(self.mark, n), text, ".")
                alts = {"kind_alt": ["action", "action_line"], "parent_alt": [near]}
                p.element("strategic_line", text, line, top, **alts)
        first = len(p.gold["elements"])
        for _ in range(rng.randint(1, 2)):
            self.programme(sp.theme(), top)
        for row in p.gold["elements"][first:]:
            if row["parent"] == top and near != top:
                row["parent_alt"] = [near]

    def write(self) -> Paper:
        """Print the whole act."""
        p, rng, sp = self.p, self.rng, self.sp
        kind, body, author, verb, this = self.act
        place = sp.place()
        p.put(f"{kind} {rng.choice(['No. ', 'N° ', 'NÚMERO '])}{rng.randint(1, 40):03d} DE {self.first}")
        plan = f"Plan de Desarrollo «{sp.pick('Palabra cumplida en|La hora de|Renace|Territorio vivo')} {place}»"
        period = f"{self.first}-{self.last}"
        p.say(f"Por {rng.choice(['medio del', 'el'])} cual se adopta el {plan} para el período {period}")
        p.gap()
        p.gold["institution"]["name"] = f"{body} de {place}"
        p.gold["institution"]["name_alt"] = [place, f"Municipio de {place}", f"Departamento de {place}"]
        p.gold["period"] = {"start": self.first, "end": self.last}
        p.say(f"{author} DE {place.upper()}, en uso de sus facultades constitucionales y legales, y")
        p.put("CONSIDERANDO")
        for _ in range(rng.randint(1, 3)):
            p.say(f"Que {low(sp.filler())}")
        p.put(verb)
        if not self.number:
            self.article(f"ADOPCIÓN. Adóptase el {plan} {period}, contenido en {this}.")
            self.article("ENFOQUES. El plan se orienta por los enfoques territorial, diferencial y de derechos.")
            self.aside()
        for i in range(rng.randint(2, 4)):
            self.axis(i)
        self.article("EVALUACIÓN. La Secretaría de Planeación hará el seguimiento con tableros de control.")
        self.article(f"VIGENCIA. {this[0].upper()}{this[1:]} rige a partir de su publicación.")
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one act."""
    return Decree(rng).write()
