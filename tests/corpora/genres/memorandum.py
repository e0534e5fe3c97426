"""A memorandum or message in which a unit hands in its goals for the year."""

from random import Random

from tests.corpora.genres.front import closing
from tests.corpora.genres.goals import named
from tests.corpora.genres.ground import MONTHS, promised, start
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.themes import Theme

NAMES = "Rosaura Mejicanos|Hernán Quisbert|Doris Altagracia Peña|Fabio Montiel|Ilse Carrasco|Wilmer Tzoc|Aníbal Cortéz"


class Memorandum:
    """One memorandum."""

    def __init__(self, rng: Random) -> None:
        """Choose its form."""
        self.p = start(rng, rng.choice(["GT", "HN", "PA", "CR", "CO", "EC", "BO", "DO", "SV", "NI"]))
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.mail = rng.random() < 0.4
        self.quoted = self.mail and self.p.width is None and rng.random() < 0.3
        self.form = rng.choice(["labelled", "labelled", "told", "numbered"])
        self.acts = rng.random() < 0.6

    def say(self, text: str) -> int:
        """Print a paragraph, quoted as in an answered message where it is one."""
        return self.p.say(f"> {text}" if self.quoted else text)

    def head(self, office: str, institution: str) -> None:
        """Print who writes to whom, when and about what."""
        p, rng, sp = self.p, self.rng, self.sp
        date = f"{rng.randint(1, 28)} de {rng.choice(MONTHS)} de {self.year - 1}"
        about = rng.choice(
            [
                f"Objetivos y metas {self.year}",
                f"Remisión de metas para el POA {self.year}",
                f"Plan de trabajo {self.year}",
            ]
        )
        to = rng.choice(["Dirección de Planificación", "Unidad de Planeamiento", "Secretaría de Planificación"])
        if self.mail:
            p.put(f"De: {sp.pick(NAMES)} <unidad@institucion.example>")
            p.put(f"Enviado el: {date} {rng.randint(7, 17)}:{rng.randint(10, 59)}")
            p.put(f"Para: {to}")
            p.put(f"Asunto: RE: {about}" if self.quoted else f"Asunto: {about}")
        else:
            p.put(institution.upper())
            p.put(rng.choice(["MEMORANDO", "MEMORÁNDUM", "OFICIO"]) + f" N.° {rng.randint(4, 480):03d}-{self.year - 1}")
            p.gap()
            for label, text in (
                ("PARA", to),
                ("DE", f"{sp.pick(NAMES)}, {office}"),
                ("ASUNTO", about),
                ("FECHA", date),
            ):
                p.put(f"{label}:{rng.choice([chr(9), ' ', '     '])}{text}")
        p.gap()
        p.say(rng.choice(["Estimados colegas:", "Reciba un cordial saludo.", "Por este medio le saludo cordialmente."]))
        p.say(
            f"En respuesta a su solicitud, la {office} de {institution} remite sus objetivos y metas para {self.year}:"
        )
        p.gap()

    def goals(self, theme: Theme, parent: str) -> None:
        """Print the goals of an objective."""
        p, rng = self.p, self.rng
        for _ in range(rng.randint(1, 2)):
            if self.form == "told":
                m = measure(self.sp, theme, self.year, self.year)
                base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
                change = f"pase de {base} en {m.base_year} a {target} en {self.year}"
                text = f"Con ello esperamos que {named(m.name)} {change}."
                p.indicator(m, self.say(text), parent, stated_change=text)
                continue
            text, said = promised(p, theme, (self.year, self.year), ["to", "count", "from_to", "to_year", "count_year"])
            line = self.say(f"{rng.choice(['Meta', 'Meta anual'])}: {text}.")
            ident = p.element("result", text, line, parent)
            p.indicator(said, line, ident, **({} if said.year else {"target_year_alt": [self.year]}))

    def objective(self, i: int, theme: Theme) -> None:
        """Print an objective with its goals and activities."""
        p, rng, sp = self.p, self.rng, self.sp
        text = sp.objective(theme)
        if not self.quoted:
            p.gap()
        shown = {
            "labelled": f"Objetivo {i}: {text}.",
            "told": f"Objetivo {i}. {text}.",
            "numbered": f"{i}. Objetivo: {text}.",
        }[self.form]
        kinds = ["objective", "operational_objective"]
        ident = p.element("unit_objective", text, self.say(shown), None, code=str(i), kind_alt=kinds)
        self.goals(theme, ident)
        if self.acts:
            self.say(rng.choice(["Actividades:", "Actividades previstas:"]))
            mark = rng.choice(["- ", "• ", "{}) "])
            for n in range(1, rng.randint(2, 4) + 1):
                act = sp.act(theme)
                line = self.say(mark.format("abcdef"[n - 1]) + act)
                p.element("activity", act, line, ident, kind_alt=["action", "action_line"])

    def write(self) -> Paper:
        """Print the memorandum."""
        p, rng, sp = self.p, self.rng, self.sp
        office, institution = sp.office(), rng.choice(sp.country.bodies).format(sp.place())
        p.gold["institution"]["name"] = institution
        p.gold["institution"]["name_alt"] = [office, f"{office} de {institution}"]
        p.gold["period"] = {"start": self.year, "end": self.year}
        self.head(office, institution)
        for i in range(1, rng.randint(2, 5) + 1):
            self.objective(i, sp.theme())
        p.gap()
        for _ in range(rng.randint(1, 3)):
            p.say(sp.filler())
        p.say("Quedamos atentos a sus observaciones.")
        p.put(rng.choice(["Atentamente,", "Saludos cordiales,"]))
        p.put(sp.pick(NAMES))
        p.put(f"c. c. Archivo{rng.choice(['', ' / Secretaría General'])}")
        p.gap()
        if self.mail and rng.random() < 0.5:
            p.say("Este mensaje puede contener información reservada; si no es el destinatario, le rogamos borrarlo.")
            p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one memorandum."""
    return Memorandum(rng).write()
