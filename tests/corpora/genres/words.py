"""Invented places, institutions and sentences of plans: plausible Spanish, no two alike within a document."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.corpora.genres.themes import Theme, themes

HEADS = "San|Santa|Villa|Puerto|Nueva|El|La|Los|Valle de|Cerro"
MALE, FEMALE = "Jacinto|Roque|Anselmo|Fermín|Celso|Benito", "Aurelia|Casilda|Rufina|Brígida|Otilia|Leocadia"
PLAIN = "Aurora|Esperanza|Mirador|Guayacán|Tamarindo|Almendro|Quebrada Honda|Robledal|Naranjales|Pedregal|Cañaveral"
TAILS = "|de la Sierra|del Valle|de los Altos|del Río|de las Lomas|del Monte|de la Ribera|del Sur"
AREAS = (
    "en las comunidades rurales|en el área urbana|en la zona alta del territorio|en los barrios periféricos|"
    "en las cuencas priorizadas|en los centros poblados|con enfoque de género|con pertinencia cultural|"
    "de manera articulada con las comunidades|en coordinación con los demás niveles de gobierno|"
    "con participación de la ciudadanía|durante todo el año"
)
VERBS = "Ampliar|Mejorar|Fortalecer|Garantizar|Consolidar|Impulsar|Promover|Incrementar|Elevar|Asegurar|Optimizar"
OFFICES = (
    "Dirección de Planificación|Dirección Financiera|Secretaría General|Dirección de Obras Públicas|"
    "Dirección de Gestión Ambiental|Unidad de Comunicación|Dirección de Desarrollo Social|Procuraduría Síndica|"
    "Departamento de Recursos Humanos|Dirección de Tecnologías de la Información|Unidad de Auditoría Interna|"
    "Dirección de Participación Ciudadana|Jefatura de Compras|Dirección de Cultura y Deportes|Oficina de la Mujer|"
    "Unidad de Gestión de Riesgos|Dirección de Servicios Públicos|Departamento de Catastro"
)
FUNDS = (
    "Recursos propios|Transferencias del gobierno central|Crédito interno|Cooperación internacional|Regalías|"
    "Aporte de la comunidad|Fondo de inversión social|Donaciones|Saldo de caja y bancos|Impuesto predial|"
    "Fondo de desarrollo regional|Contribuciones por mejoras|Convenios interinstitucionales|Venta de servicios"
)
FILLERS = (
    "El presente documento recoge los aportes de las mesas de trabajo realizadas en {here} y {there}, donde la"
    " ciudadanía habló de {one} y de {two}.|"
    "El diagnóstico señala {one} como una preocupación de la población, sobre todo {who}.|"
    "La institución trabajó durante {months} meses con el equipo técnico y con las organizaciones de {here}, "
    "de acuerdo con la normativa vigente.|"
    "Los talleres se realizaron en {here}, {there} y la cabecera, con asistencia de dirigentes, docentes, "
    "productores y autoridades.|"
    "La problemática de {here} se relaciona con {one}; las causas son históricas y requieren del esfuerzo de "
    "todos.|"
    "Según el censo de {year}, el {n}% de la población vive en {here} y el resto se reparte en caseríos "
    "dispersos.|"
    "Los valores que guían este trabajo son la honradez, el respeto y la vocación de servicio, como se acordó "
    "en {here}.|"
    "En {year} una encuesta en {here} mostró que {n} de cada cien personas conocían el plan anterior."
)


@dataclass(frozen=True)
class Country:
    """What of a country shows in a plan: its name, its money, its separators («es»: 1.234,5; «en»: 1,234.5)."""

    iso: str
    name: str
    money: str
    marks: str
    bodies: tuple[str, ...]


COUNTRIES = {
    c.iso: c
    for c in (
        Country("CO", "Colombia", "$", "es", ("Municipio de {}", "Alcaldía Municipal de {}", "Gobernación de {}")),
        Country("PE", "Perú", "S/ ", "en", ("Municipalidad Distrital de {}", "Municipalidad Provincial de {}")),
        Country("MX", "México", "$", "en", ("H. Ayuntamiento de {}", "Municipio de {}")),
        Country("EC", "Ecuador", "USD ", "es", ("GAD Municipal de {}", "GAD Provincial de {}", "GAD Parroquial de {}")),
        Country("CR", "Costa Rica", "₡", "es", ("Municipalidad de {}", "Instituto de Fomento de {}")),
        Country("GT", "Guatemala", "Q", "en", ("Municipalidad de {}", "Gobernación Departamental de {}")),
        Country("HN", "Honduras", "L ", "en", ("Municipalidad de {}", "Alcaldía Municipal de {}")),
        Country("SV", "El Salvador", "$", "en", ("Alcaldía Municipal de {}", "Municipalidad de {}")),
        Country("BO", "Bolivia", "Bs ", "es", ("Gobierno Autónomo Municipal de {}",)),
        Country("PY", "Paraguay", "Gs. ", "es", ("Municipalidad de {}", "Gobernación de {}")),
        Country("UY", "Uruguay", "$U ", "es", ("Intendencia de {}", "Municipio de {}")),
        Country("AR", "Argentina", "$ ", "es", ("Municipalidad de {}", "Comuna de {}")),
        Country("CL", "Chile", "M$ ", "es", ("Ilustre Municipalidad de {}", "Municipalidad de {}")),
        Country("DO", "República Dominicana", "RD$", "en", ("Ayuntamiento Municipal de {}", "Ayuntamiento de {}")),
        Country("PA", "Panamá", "B/. ", "en", ("Municipio de {}", "Alcaldía de {}")),
    )
}


def low(text: str) -> str:
    """Return the text with a small first letter."""
    return text[:1].lower() + text[1:]


def _joined(text: str) -> str:
    """Contract «a el» and «de el»."""
    return text.replace(" a el ", " al ").replace(" de el ", " del ")


class Speech:
    """Sentences of one document: every call gives one that was not given before."""

    def __init__(self, rng: Random, country: str) -> None:
        """Speak as a document of the country (ISO2) would, by the given dice."""
        self.rng = rng
        self.country = COUNTRIES[country]
        self.given: set[str] = set()
        self.places = [self._place() for _ in range(12)]
        self.deck = list(themes())
        rng.shuffle(self.deck)

    def pick(self, text: str) -> str:
        """Return one of the phrases of «a|b|c»."""
        return self.rng.choice(text.split("|"))

    def _place(self) -> str:
        head = self.pick(HEADS)
        if head == "San":
            return f"San {self.pick(MALE)} {self.pick(TAILS)}".strip()
        if head == "Santa":
            return f"Santa {self.pick(FEMALE)} {self.pick(TAILS)}".strip()
        if head in ("Villa", "Puerto", "Nueva"):
            return f"{head} {self.pick('Aurora|Esperanza|Robledal|Guayacán|Concordia|Alborada')}"
        return f"{self.pick(PLAIN)} {self.pick(TAILS)}".strip()

    def place(self) -> str:
        """Return one of the dozen places of this document."""
        return self.rng.choice(self.places)

    def theme(self, avoid: tuple[str, ...] = ("academia",)) -> Theme:
        """Return the next theme of the shuffled deck."""
        while True:
            theme = self.deck.pop(0)
            self.deck.append(theme)
            if theme.key not in avoid:
                return theme

    def new(self, make: Callable[[], str], more: str = AREAS) -> str:
        """Return what `make` gives, once only; a phrase of `more` or a place is added where it was given before."""
        for round_ in range(60):
            text = _joined(make())
            if round_ > 6:
                text += " " + (self.pick(more) if round_ % 2 else f"en {self.place()}")
            if round_ > 20:
                text += f" y en {self.place()}"
            if text.lower() not in self.given:
                self.given.add(text.lower())
                return text
        raise AssertionError("no new sentence left")

    def axis(self, theme: Theme) -> str:
        """Return the name of an axis."""
        return self.new(lambda: self.rng.choice(theme.names), "con equidad|para el bienestar|y territorio")

    def sector(self, theme: Theme) -> str:
        """Return the name of a sector."""
        return self.new(lambda: self.rng.choice(theme.names))

    def heading(self, theme: Theme, ways: str = "") -> str:
        """Return a product as a heading, with one of `ways` where there are any."""

        def make() -> str:
            return f"{self.rng.choice(theme.made)} {self.pick(ways)}".strip()

        return self.new(make)

    def programme(self, theme: Theme) -> str:
        """Return the name of a programme."""
        return self.new(lambda: self.rng.choice(theme.programmes), "con equidad|para el desarrollo|con identidad")

    def objective(self, theme: Theme, size: int | None = None) -> str:
        """Return an objective: an infinitive, what, and by what means, what for or where (size 0 to 3)."""

        def make() -> str:
            parts = [f"{self.pick(VERBS)} {self.rng.choice(theme.goods)}"]
            n = self.rng.randint(1, 3) if size is None else size
            tails = [
                self.pick(AREAS),
                f"mediante {self.rng.choice(theme.means)}",
                f"para {self.rng.choice(theme.ends)}",
            ]
            if n == 1:
                parts.append(self.rng.choice(tails))
            elif n == 2:
                parts += self.rng.choice([tails[:2], tails[1:], tails[::2]])
            elif n == 3:
                parts += tails
            return " ".join(parts)

        return self.new(make)

    def act(self, theme: Theme) -> str:
        """Return an action: an infinitive with its work and, mostly, its place."""

        def make() -> str:
            text = self.rng.choice(theme.acts)
            return text if self.rng.random() < 0.3 else f"{text} en {self.place()}"

        return self.new(make, "con apoyo de las comunidades|durante el período|cada año")

    def strategy(self, theme: Theme) -> str:
        """Return a strategy: an infinitive before a noun phrase, without place."""
        verb = "Desarrollar|Articular|Implementar|Impulsar|Diseñar|Adoptar|Fomentar"
        return self.new(lambda: f"{self.pick(verb)} {self.rng.choice(theme.means)} {self.pick(AREAS)}")

    def made(self, theme: Theme) -> str:
        """Return a product or result as a noun phrase."""

        def make() -> str:
            text = self.rng.choice(theme.made)
            return text if self.rng.random() < 0.4 else f"{text} en {self.place()}"

        return self.new(make, "con enfoque de derechos|con recursos propios|con calidad")

    def result(self, theme: Theme) -> str:
        """Return a result as a sentence of what has been reached."""
        forms = (
            lambda: f"Se ha logrado {low(self.pick(VERBS))} {self.rng.choice(theme.goods)} {self.pick(AREAS)}",
            lambda: f"La población cuenta con mejoras en {self.rng.choice(theme.goods)} {self.pick(AREAS)}",
            lambda: f"{self.rng.choice(theme.made)} que permiten {self.rng.choice(theme.ends)}",
        )

        def make() -> str:
            return self.rng.choice(forms)()

        return self.new(make)

    def project(self, theme: Theme) -> str:
        """Return the name of a work or project with its place."""
        verb = "Construcción|Mejoramiento|Ampliación|Rehabilitación|Equipamiento|Reposición|Diseño"
        what = {
            "agua": "del sistema de agua potable|de la red de alcantarillado|de la planta de tratamiento",
            "salud": "del puesto de salud|del centro de atención permanente",
            "educacion": "de la escuela primaria|del instituto básico|de aulas escolares",
            "vias": "del camino vecinal|del puente vehicular|de calles con adoquín|de aceras y bordillos",
            "ambiente": "del vivero forestal|del centro de acopio de reciclables",
            "turismo": "de la casa de la cultura|del museo comunitario|del mirador turístico",
            "agro": "del sistema de riego|del centro de acopio agrícola",
            "seguridad": "de la subestación de policía|del centro de monitoreo",
            "vivienda": "del alumbrado público|del parque barrial|de viviendas populares",
            "deporte": "del polideportivo|de la cancha de uso múltiple|del estadio municipal",
            "empleo": "del mercado municipal|de la terminal de buses",
        }.get(theme.key, "del salón comunal|del edificio de atención ciudadana|del centro de servicios")
        return self.new(
            lambda: (
                f"{self.pick(verb)} {self.pick(what)}, {self.pick('sector|barrio|caserío|comunidad')} {self.place()}"
            ),
            "primera etapa|segunda etapa|tercera etapa",
        )

    def office(self) -> str:
        """Return the name of an office, once."""
        return self.new(lambda: self.pick(OFFICES), "Zona 1|Zona 2|Zona 3")

    def fund(self) -> str:
        """Return a source of money, once."""
        return self.new(lambda: self.pick(FUNDS), "(vigencias anteriores)|(por convenio)|(saldo inicial)")

    def filler(self) -> str:
        """Return a paragraph about the territory, the law or the making of the plan: nothing in it is an element."""

        def make() -> str:
            a, b = self.rng.sample(list(themes()), 2)
            here, there = self.rng.sample(sorted(set(self.places)), 2)
            one, two = self.rng.choice(a.goods), self.rng.choice(b.goods)
            return self.pick(FILLERS).format(
                here=here,
                there=there,
                one=one,
                two=two,
                n=self.rng.randint(3, 96),
                year=self.rng.randint(2004, 2014),
                who=self.pick("en la zona rural|en los hogares más pobres|entre las mujeres y la juventud"),
                months=self.pick("seis|ocho|diez|doce"),
            )

        return self.new(make)

    def mission(self) -> str:
        """Return a mission statement."""
        a, b = self.rng.sample(list(themes()), 2)
        start = "Somos una institución que trabaja por|Brindar servicios que contribuyan a|Servir a la población con"
        how, tone = "transparencia|eficiencia|honradez|vocación de servicio", "equidad|calidad|calidez"
        return self.new(
            lambda: (
                f"{self.pick(start)} {self.rng.choice(a.goods)} y {self.rng.choice(b.goods)}, con "
                f"{self.pick(how)} y {self.pick(tone)}."
            )
        )

    def vision(self, year: int) -> str:
        """Return a vision statement that ends in the year."""
        a, b = self.rng.sample(list(themes()), 2)
        last = "con servicios de calidad|con instituciones confiables|y ejemplo de convivencia"
        return self.new(
            lambda: (
                f"{self.pick('Al|En el año|Para el')} {year}, {self.pick('ser|seremos')} un territorio "
                f"{self.pick('próspero|incluyente|ordenado|sostenible')} que destaca por {self.rng.choice(a.goods)} y "
                f"{self.rng.choice(b.goods)}, {self.pick(last)}."
            )
        )
