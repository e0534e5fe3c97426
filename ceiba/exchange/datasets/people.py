"""Tables of people: what they asked for, whom the plan reaches; and where each published fact was read."""

from ceiba.exchange.datasets.dataset import Dataset, integer, key, text
from ceiba.kernel.text import _

_PEOPLE = _("personas")

DEMANDS = Dataset(
    "demandas",
    _("Demandas"),
    _("Lo que los consejos pidieron en sus actas y qué se les respondió; qué las atiende está en «vinculos»."),
    ("clave",),
    (
        key("Demand.id"),
        text("texto", _("Lo que se pidió."), "Demand.text"),
        text("origen", _("Quién lo pidió y en qué acta."), "Demand.origin"),
        text("respuesta", _("Lo que se respondió; vacía si nadie ha respondido."), "Demand.answer"),
    ),
    lambda issue: issue.face.demands,
)
POPULATIONS = Dataset(
    "poblaciones",
    _("Poblaciones"),
    _("De toda la gente a la que algo le toca: para quién es, quién califica y quién fue atendido."),
    ("clave",),
    (
        key("Population.id"),
        text("elemento", _("Elemento del plan."), "Population.element", refers="elementos"),
        integer("anio", _("Año."), "Population.year"),
        text("quienes", _("Quiénes son."), "Population.text"),
        integer("universo", _("Toda la gente a la que le toca."), "Population.universe", unit=_PEOPLE),
        integer("objetivo", _("Para quiénes es."), "Population.target", unit=_PEOPLE),
        integer("elegible", _("Quiénes califican."), "Population.eligible", unit=_PEOPLE),
        integer("atendida", _("Quiénes fueron atendidos."), "Population.attended", unit=_PEOPLE),
        text("motivo", _("Por qué un grupo es más grande que el anterior."), "Population.reason"),
    ),
    lambda issue: issue.face.populations,
)
SOURCES = Dataset(
    "procedencia",
    _("Procedencia"),
    _("Dónde se leyó cada dato: el lugar del documento y las palabras exactas."),
    ("numero",),
    (
        integer("numero", _("Lugar de la fila en la tabla, desde 1."), "Source.subject", lambda _issue, one: one[0]),
        text("cosa", _("De qué cosa es: su clase y su clave."), "Source.subject", lambda _issue, one: one[1].subject),
        text("campo", _("Qué dato de ella; vacío si es toda."), "Source.field", lambda _issue, one: one[1].field),
        text("documento", _("Documento."), "Source.document", lambda _issue, one: one[1].document),
        integer("pagina", _("Página."), "Source.place", lambda _issue, one: one[1].place.page),
        integer("renglon", _("Primer renglón del pasaje."), "Source.place", lambda _issue, one: one[1].place.line),
        text("celda", _("Celda de la hoja."), "Source.place", lambda _issue, one: one[1].place.cell),
        text("cita", _("Las palabras del documento."), "Source.quote", lambda _issue, one: one[1].quote),
    ),
    lambda issue: enumerate(issue.face.sources, 1),
)
