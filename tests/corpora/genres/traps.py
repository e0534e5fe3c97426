"""Documents that look like plans and are none: functions, contents, news and minutes; their truth is empty."""

from collections.abc import Callable
from random import Random

from tests.corpora.genres.front import begin
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.words import low

TASKS = (
    "Cumplir y hacer cumplir las disposiciones de {}",
    "Firmar la correspondencia que corresponda a {}",
    "Custodiar los archivos de {}",
    "Remitir a la autoridad los expedientes de {}",
    "Conceder licencias y permisos al personal de {}",
    "Rendir los informes que le sean solicitados por {}",
    "Las demás que le asigne {}",
    "Llevar el registro de asistencia de {}",
)


def _regulation(p: Paper) -> None:
    """Print a regulation of functions."""
    rng, sp = p.rng, p.sp
    p.put(rng.choice(["REGLAMENTO ORGÁNICO DE FUNCIONES", "MANUAL DE FUNCIONES", "Estatuto orgánico por procesos"]))
    p.say(f"La autoridad de {sp.place()}, en uso de sus facultades, expide el siguiente reglamento:")
    for i in range(1, rng.randint(6, 11) + 1):
        p.gap()
        office = sp.office()
        p.say(f"{rng.choice(['ARTÍCULO', 'Artículo', 'Art.'])} {i}.- {office}. Son funciones de la {office}:")
        for j in range(1, rng.randint(3, 6) + 1):
            text = sp.new(
                lambda: rng.choice(TASKS).format(
                    rng.choice(["la institución", "el despacho", "la unidad", f"la sede de {sp.place()}"])
                )
            )
            p.say(f"{'abcdefgh'[j - 1]}) {text};")


def _contents(p: Paper) -> None:
    """Print a table of contents alone."""
    rng, sp = p.rng, p.sp
    p.put(rng.choice(["ÍNDICE GENERAL", "TABLA DE CONTENIDO", "Contenido"]))
    page = 5
    heads = (
        "Presentación|Marco legal|Metodología|Diagnóstico|Misión y visión|Objetivos estratégicos|Ejes y programas|"
        "Indicadores y metas|Plan de inversiones|Seguimiento y evaluación|Bibliografía|Anexos"
    )
    for i, head in enumerate(heads.split("|"), 1):
        p.put(f"{i}. {head} {'.' * rng.randint(20, 70)} {page}")
        for j in range(1, rng.randint(1, 4) + 1):
            page += rng.randint(1, 5)
            part = rng.choice(
                ["Aspectos generales", "Población", "Sistema vial", "Síntesis", "Cuadros", "Mapas", "Talleres"]
            )
            p.put(f"   {i}.{j} {part} de {sp.place()} {'.' * rng.randint(20, 60)} {page}")


def _news(p: Paper) -> None:
    """Print a piece of news or a bulletin about a plan."""
    rng, sp = p.rng, p.sp
    for _ in range(rng.randint(5, 7)):
        place = sp.place()
        p.say(
            rng.choice(
                [
                    f"Autoridades visitaron {place}",
                    f"Vecinos de {place} participaron en talleres",
                    f"Inauguran feria en {place}",
                ]
            )
        )
        p.say(f"{place}, {rng.randint(1, 28)} de {sp.pick('marzo|abril|agosto|octubre')}. {sp.filler()}")
        p.say(f"«Fue una jornada muy provechosa», dijo la alcaldesa al cierre, ante {rng.randint(40, 900)} personas.")
        p.say(sp.filler())
        p.say(
            f"La actividad fue acompañada por la {sp.office()} y terminó pasadas las {rng.randint(3, 8)} de la tarde."
        )
        p.gap()


def _minutes(p: Paper) -> None:
    """Print the minutes of a session."""
    rng, sp = p.rng, p.sp
    p.put(f"ACTA N.° {rng.randint(2, 80)}")
    p.say(f"En {sp.place()}, siendo las {rng.randint(8, 11)} horas, se reunió el concejo para tratar el orden del día:")
    for i, text in enumerate(
        ["Verificación del quórum", "Lectura del acta anterior", "Informe de la comisión de planificación", "Varios"], 1
    ):
        p.say(f"{i}. {text}")
    p.gap()
    for _ in range(rng.randint(9, 14)):
        who = sp.pick("El concejal|La concejala|El secretario|La presidenta|El síndico")
        name = sp.pick("Rivas|Montúfar|Ledesma|Quiroga|Barahona|Sotomayor")
        p.say(f"{who} {name} {sp.pick('manifestó|preguntó|informó|pidió que conste')} que {low(sp.filler())}")
        if rng.random() < 0.4:
            p.say(f"Se vota y se aprueba con {rng.randint(4, 9)} votos a favor y {rng.randint(0, 3)} en contra.")
    p.say("No habiendo más que tratar, se levanta la sesión y firman los presentes.")


def write(rng: Random) -> Paper:
    """Write one document that is no plan."""
    p = begin(rng, rng.choice(["CO", "EC", "GT", "PE", "MX", "BO", "SV", "CL"]))
    kinds: dict[str, Callable[[Paper], None]] = {
        "regulation": _regulation,
        "contents": _contents,
        "news": _news,
        "minutes": _minutes,
    }
    kind = rng.choice(list(kinds))
    p.features |= {"trap", f"trap:{kind}"}
    kinds[kind](p)
    return p
