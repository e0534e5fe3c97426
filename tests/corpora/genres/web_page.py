"""The text of a web page: menus, the trail of links, «Compartir», then the plan, then the footer."""

from random import Random

from tests.corpora.genres.front import years
from tests.corpora.genres.ground import start
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper

MENU = (
    "Inicio|La institución|Autoridades|Organigrama|Misión y visión|Trámites|Servicios en línea|Noticias|Agenda|"
    "Transparencia|Presupuesto|Plan estratégico|Programas y proyectos|Participación ciudadana|Contacto|Mapa del sitio"
)
FOOT = (
    "Política de privacidad|Términos de uso|Mapa del sitio|Preguntas frecuentes|Horario: lunes a viernes de 8 a 16 h|"
    "Síguenos en redes sociales|Central telefónica: 2222-0000|Todos los derechos reservados|Accesibilidad|Volver arriba"
)
NOISE = "Ver más|Leer más…|Descargar PDF (2,4 MB)|Imagen: portada del plan|Imprimir|Expandir todo|▼|Ocultar"
ACTION = Level(
    "action_line",
    "Línea de acción|Linea de acción",
    "Líneas de acción",
    "act",
    (2, 4),
    alt=("action",),
    styles=("inline", "group"),
)
OBJECTIVE = Level(
    "strategic_objective",
    "Objetivo estratégico|Objetivo",
    "Objetivos estratégicos",
    "objective",
    (1, 3),
    alt=("objective",),
    styles=("inline", "below"),
    measured=0.5,
    below=(ACTION,),
)
AXIS = Level("axis", "Eje|Eje estratégico|Pilar", "Ejes", "axis", (1, 1), styles=("inline",), below=(OBJECTIVE,))


class Page:
    """One page."""

    def __init__(self, rng: Random) -> None:
        """Choose how the page looks as text."""
        self.p = start(rng, rng.choice(["CL", "AR", "EC", "PE", "UY", "GT", "HN", "VE", "PY"]), None)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.bullet = rng.choice(["", "* ", "• ", "+ "])

    def menu(self, name: str) -> None:
        """Print what stands over the plan."""
        p, rng = self.p, self.rng
        p.put(rng.choice(["Saltar al contenido principal", "Ir al contenido", "Menú"]))
        entries = rng.sample(MENU.split("|"), rng.randint(6, 12))
        if rng.random() < 0.3:
            p.put(" | ".join(entries))
        else:
            for entry in entries:
                p.put(self.bullet + entry)
        p.put(rng.choice(["Buscar", "Buscar en el sitio", "Search"]))
        p.gap()
        p.put(rng.choice([" > ", " » ", " / "]).join(["Inicio", "La institución", "Planificación", "Plan estratégico"]))
        p.put(
            rng.choice(
                [f"Plan Estratégico {self.first}-{self.last}", f"Plan Estratégico {self.first} - {self.last} | {name}"]
            )
        )
        day, month = rng.randint(1, 28), rng.choice(["enero", "mayo", "agosto", "octubre"])
        p.put(rng.choice(["Publicado el", "Última actualización:"]) + f" {day} de {month} de {self.first}")
        p.put("Compartir")
        for entry in rng.sample(
            ["Facebook", "Twitter", "WhatsApp", "Correo electrónico", "LinkedIn"], rng.randint(2, 4)
        ):
            p.put(self.bullet + entry)
        p.gap()

    def foot(self, name: str) -> None:
        """Print what stands below the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        p.put(rng.choice(["Noticias relacionadas", "También le puede interesar"]))
        for _ in range(rng.randint(1, 3)):
            p.put(self.bullet + f"Vecinos de {sp.place()} visitaron la feria de {sp.place()}")
        for entry in rng.sample(FOOT.split("|"), rng.randint(4, 8)):
            p.put(entry)
        p.put(f"© {self.first} {name}")

    def write(self) -> Paper:
        """Print the page."""
        p, rng, sp = self.p, self.rng, self.sp
        name = rng.choice(sp.country.bodies).format(sp.place())
        p.gold["institution"]["name"] = name
        p.gold["period"] = {"start": self.first, "end": self.last}
        p.put(name)
        self.menu(name)
        p.say(sp.filler())
        if rng.random() < 0.6:
            for key, label, text in (("mission", "Misión", sp.mission()), ("vision", "Visión", sp.vision(self.last))):
                p.put(label)
                p.put(text)
                p.gold[key] = text
            p.gap()
        outline = Outline(p, self.first, self.last)
        for i in range(1, rng.randint(2, 4) + 1):
            outline.one(AXIS, [], sp.theme(), None, (i,), i)
            if rng.random() < 0.5:
                p.put(sp.pick(NOISE))
        self.foot(name)
        while len([line for line in p.lines if line]) < 32:
            p.say(sp.filler())
        return p


def write(rng: Random) -> Paper:
    """Write one page."""
    return Page(rng).write()
