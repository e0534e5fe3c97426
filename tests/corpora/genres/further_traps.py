"""Further documents that look like plans and are none: tenders, job notices, laws, surveys, bibliographies."""

from collections.abc import Callable
from random import Random

from tests.corpora.genres.ground import grid, owner, start
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.words import low

DUTIES = "Llevar el archivo de|Atender llamadas sobre|Preparar oficios sobre|Cuidar los libros de|Redactar actas sobre"


def _tender(p: Paper) -> None:
    """Print the conditions of a purchase."""
    rng, sp = p.rng, p.sp
    p.put(f"{rng.choice(['CONCURSO DE PRECIOS', 'LICITACIÓN ABREVIADA', 'COTIZACIÓN'])} N.° {rng.randint(1, 60):03d}")
    what = sp.pick("útiles de oficina|combustible|uniformes|llantas")
    p.say(f"Adquisición de {what} para la {owner(p)} de {sp.place()}")
    p.gap()
    rows = []
    for i in range(1, rng.randint(12, 20) + 1):
        item = sp.new(
            lambda: sp.pick(
                "Resma de papel|Tóner negro|Caja de lápices|Guantes de cuero|Aceite para motor|Botas de hule"
            ),
            "tamaño carta|tipo A|reforzado|importado",
        )
        rows.append(
            [str(i), item, "Unidad", str(rng.randint(1, 90)), p.money(float(rng.randrange(5, 900)), cents=True)]
        )
    grid(
        p,
        ["Ítem", "Descripción", "Unidad", "Cantidad", "Precio unitario"],
        rows,
        rng.choice(["tabs", "layout", "gaps"]),
    )
    for text in ("Plazo de entrega: diez días hábiles.", "Forma de pago: contra factura.", "Garantía: seis meses."):
        p.say(text)
    for _ in range(rng.randint(8, 14)):
        p.say(f"Aclaración: {sp.filler()}")


def _notice(p: Paper) -> None:
    """Print notices of vacant posts with their duties."""
    rng, sp = p.rng, p.sp
    p.put(rng.choice(["CONVOCATORIA A CONCURSO", "Aviso de puestos vacantes"]))
    for _ in range(rng.randint(3, 5)):
        p.gap()
        p.put(f"Puesto: Auxiliar de {sp.office()}")
        p.put(f"Lugar de trabajo: {sp.place()}")
        p.put("Funciones del puesto:")
        for _ in range(rng.randint(3, 5)):
            p.say("• " + sp.new(lambda: f"{sp.pick(DUTIES)} {sp.place()}", "y sus anexos|cada semana|con orden"))
        p.put("Requisitos:")
        p.put(f"• Título de bachiller y {rng.randint(1, 5)} años de experiencia")
        p.put(f"• Salario: {p.money(float(rng.randrange(300, 3000)))}")


def _law(p: Paper) -> None:
    """Print articles of a law on planning that adopts no plan."""
    rng, sp = p.rng, p.sp
    p.put(f"LEY N.° {rng.randint(100, 9000)}")
    p.put("QUE REGULA EL ARCHIVO DE DOCUMENTOS PÚBLICOS")
    for i in range(1, rng.randint(12, 18) + 1):
        if i % 5 == 1:
            p.gap()
            p.put(f"CAPÍTULO {['I', 'II', 'III', 'IV'][i // 5]}")
        what = sp.pick("Los documentos se conservarán|El registro se llevará|Las copias se entregarán")
        p.say(f"Artículo {i}. {what} según lo disponga el reglamento. {sp.filler()}")
        if rng.random() < 0.4:
            for letter in "abc":
                place = sp.new(lambda: f"la oficina de {sp.place()}", "y sus archivos|en días hábiles")
                p.say(f"{letter}) En {place};")


def _survey(p: Paper) -> None:
    """Print the answers to a survey: percentages without promise."""
    rng, sp = p.rng, p.sp
    p.put(rng.choice(["RESULTADOS DE LA ENCUESTA DE OPINIÓN", "Encuesta a hogares: principales hallazgos"]))
    p.say(sp.filler())
    for i in range(1, rng.randint(7, 10) + 1):
        p.gap()
        p.say(f"Pregunta {i}. ¿Cómo califica usted el servicio de la {owner(p)} en {sp.place()}?")
        a, b = rng.randint(10, 50), rng.randint(5, 40)
        p.put(f"Bueno\t{a}%")
        p.put(f"Regular\t{b}%")
        p.put(f"Malo\t{100 - a - b}%")
    p.say(sp.filler())


def _bibliography(p: Paper) -> None:
    """Print a list of sources that name plans."""
    rng, sp = p.rng, p.sp
    p.put(rng.choice(["BIBLIOGRAFÍA", "Referencias", "Fuentes consultadas"]))
    for _ in range(rng.randint(32, 45)):
        place = sp.place()
        year = rng.randint(1998, 2022)
        title = sp.pick("Plan estratégico de|Plan de desarrollo de|Memoria anual de|Monografía de|Objetivos y metas de")
        author = f"{sp.pick('Quiroga|Ledesma|Rivas|Montúfar')}, {rng.choice('ABCM')}."
        printer = f"Imprenta {sp.pick('Central|Andina|del Sur')}, {rng.randint(40, 400)} p."
        p.say(f"{author} ({year}). {title} {place}. {place}: {printer}")
    p.say(f"Nota: se consultó además el archivo sobre {low(rng.choice(sp.theme().goods))}.")


def write(rng: Random) -> Paper:
    """Write one document that is no plan."""
    p = start(rng, rng.choice(["CO", "EC", "GT", "PE", "MX", "BO", "SV", "CL", "VE", "NI", "AR"]))
    kinds: dict[str, Callable[[Paper], None]] = {
        "tender": _tender,
        "notice": _notice,
        "law": _law,
        "survey": _survey,
        "bibliography": _bibliography,
    }
    kind = rng.choice(list(kinds))
    p.features |= {"trap", f"trap:{kind}"}
    kinds[kind](p)
    return p
