"""Lists of projects, units and actors in every drawing: a field a line, a cell a line, columns and broken rows."""

from decimal import Decimal

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import txt
from ceiba.kernel.states import Value
from ceiba.methodologies import loader

BASE = next(m for m in loader.available() if m.reference.startswith("base@"))


def read(text: str) -> Proposal:
    """Read a text with the vocabulary that every country shares."""
    return extract(txt.read("lista.txt", text.encode()), BASE)


def projects(text: str) -> list[tuple[str, str | None, object, str | None]]:
    """Return the projects: name, code, amount, note."""
    found = read(text).snapshot.projects
    return [(p.name, p.code, p.amount.amount if p.amount else None, p.note) for p in found]


def actors(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the actors: name, role, and the two kinds of influence."""
    return [
        (s.name, s.role, s.decision_influence, s.implementation_influence)
        for plan in read(text).snapshot.plans
        for s in plan.stakeholders
    ]


BRIDGE = ("Puente colgante del estero", "40011223-0", 1_250_000, "En diseño")
SCHOOL = ("Techo de la escuela del cerro, tramo que da al camino viejo", "40011224-0", 380_500, "Adjudicado")


@pytest.mark.parametrize(
    "text",
    [
        (
            "CARTERA DE OBRAS\n\nCódigo BIP: 40011223-0\nNombre del proyecto: Puente colgante del estero\n"
            "Ubicación: Caleta Norte\nMonto: $ 1.250.000\nEstado: En diseño\n\nCódigo BIP: 40011224-0\n"
            "Nombre del proyecto: Techo de la escuela del cerro, tramo que\nda al camino viejo\nUbicación: El Cerro\n"
            "Monto: $ 380.500\nEstado: Adjudicado\n"
        ),
        (
            "CARTERA DE OBRAS\n\nCódigo BIP\nNombre\nLocalidad\nInversión\nSituación\n40011223-0\n"
            "Puente colgante del estero\nCaleta Norte\n1.250.000\nEn diseño\n40011224-0\n"
            "Techo de la escuela del cerro, tramo que da al camino viejo\nEl Cerro\n380.500\nAdjudicado\n"
        ),
        (
            "CARTERA DE OBRAS\n\nCódigo BIP\tNombre\tLocalidad\tInversión\tSituación\n"
            "40011223-0\tPuente colgante del estero\tCaleta Norte\t$ 1.250.000\tEn diseño\n"
            "40011224-0\tTecho de la escuela del cerro, tramo que da al camino viejo\tEl Cerro\t$ 380.500\tAdjudicado\n"
        ),
    ],
)
def test_projects_of_a_register(text: str) -> None:
    assert projects(text) == [BRIDGE, SCHOOL]


def test_an_amount_in_thousands_stays_as_printed_and_is_asked_about() -> None:
    text = (
        "Iniciativa\tMonto\tFuente de financiamiento\tAño\nSede vecinal\tM$ 420.900\tFondo propio\t2031\n"
        "Plaza del molino\tM$ 96.300\tFondo regional\t2032\n"
    )
    proposal = read(text)
    assert [p.amount.amount for p in proposal.snapshot.projects if p.amount] == [420_900, 96_300]
    assert not proposal.snapshot.funding


def test_tables_with_headers_of_their_own_have_totals_of_their_own() -> None:
    text = (
        "Objetivo 1. Cuidar el estero\nProyecto\tMonto\nDique menor\t100.000\nCompuerta\t250.000\n\n"
        "Objetivo 2. Abrir caminos\nIniciativa\tInversión estimada\nSendero alto\t300.000\nMirador\t50.500\n"
        "Total\t350.500\n"
    )
    assert [(t.stated.amount, t.computed.amount) for t in read(text).snapshot.totals] == [
        (Decimal(350_500), Decimal(350_500))
    ]


def test_the_title_of_the_next_table_is_no_part_of_a_total() -> None:
    text = (
        "Fuente\tMonto\nCanon del agua\t$ 2.500.000\nAporte vecinal\t$ 1.250.000\nTotal\t$ 3.750.000\n\n"
        "Gasto por programa\nPrograma\tAsignado\tVigente\nRiego\t900.000\t950.000\nCaminos\t500.000\t510.000\n"
    )
    assert [t.stated.amount for t in read(text).snapshot.totals] == [3_750_000]


def test_money_given_to_axes_is_funding_of_each_axis() -> None:
    text = (
        "PLAN DE DESARROLLO 2031-2032\n\nEje 1. Agua clara\nEje 2. Monte vivo\n\nInversiones por eje\n"
        "Eje\t2031\t2032\tTotal\nAgua clara\t1.000.000\t2.000.000\t3.000.000\n"
        "Monte vivo\t500.000\t700.000\t1.200.000\nTotal\t1.500.000\t2.700.000\t4.200.000\n"
    )
    snapshot = read(text).snapshot
    assert [(f.name, f.amount.amount) for f in snapshot.funding] == [
        ("Agua clara", Decimal(3_000_000)),
        ("Monte vivo", Decimal(1_200_000)),
    ]
    assert [e.text for plan in snapshot.plans for e in plan.elements] == ["Agua clara", "Monte vivo"]


# --- units ------------------------------------------------------------------------------------------------------------

UNITS = [
    ("Dirección de Riego", "Repartir el agua del canal por turnos", "Número de turnos cumplidos", Decimal(48)),
    ("Oficina de Caminos", "Mantener abiertas las rutas del monte", "Porcentaje de rutas abiertas", Decimal(85)),
]


@pytest.mark.parametrize("head", ["UNIDAD: {}", "{}:", "{}", "2. {}"])
@pytest.mark.parametrize("inline", [False, True])
def test_a_unit_named_above_its_objective(head: str, inline: bool) -> None:
    gap = ". " if inline else "\n"
    goals = {Decimal(48): "48", Decimal(85): "85 %"}
    blocks = [
        f"{head.format(name)}\nObjetivo: {objective}{gap}Indicador: {indicator}{gap}Meta: {goals[goal]}"
        for name, objective, indicator, goal in UNITS
    ]
    snapshot = read("METAS POR UNIDAD\n\n" + "\n\n".join(blocks) + "\n").snapshot
    names = {unit.id: unit.name for unit in snapshot.units}
    elements = {e.id: e for plan in snapshot.plans for e in plan.elements}
    found = [
        (names[i.unit], elements[i.element].text, i.text, value.amount)
        for plan in snapshot.plans
        for i in plan.indicators
        if i.unit and i.element and isinstance(value := i.targets[0].value, Value)
    ]
    assert found == UNITS


def test_fields_of_an_indicator_are_no_unit() -> None:
    text = (
        "Unidad responsable: Riego\nObjetivo: Repartir el agua\nIndicador: Turnos cumplidos\nLínea base: 3\nMeta: 9\n\n"
        "Unidad responsable: Caminos\nObjetivo: Abrir rutas\nIndicador: Rutas abiertas\nLínea base: 1\nMeta: 4\n"
    )
    found = [i for plan in read(text).snapshot.plans for i in plan.indicators]
    assert [i.baseline is not None for i in found] == [True, True]


# --- actors -----------------------------------------------------------------------------------------------------------

GUILD = ("Gremio de canoeros del estero", "Vigilancia", "Alto", "Medio")
SCHOOLS = ("Red de escuelas del cerro", "Difusión", "Bajo", "Alto")


@pytest.mark.parametrize(
    "text",
    [
        (
            "Actor\tRol\tInfluencia en la decisión\tNivel de influencia en la implementación\n"
            + "\n".join("\t".join(row) for row in (GUILD, SCHOOLS))
        ),
        (
            "Actor\nRol\nInfluencia en la decisión\nNivel de influencia en la implementación\n"
            + "\n".join("\n".join(row) for row in (GUILD, SCHOOLS))
        ),
        (
            "Actor\tRol\tNivel de influencia en la toma de\ndecisiones\tNivel de influencia en la\nimplementación\n"
            "Gremio de canoeros\ndel estero\tVigilancia\tAlto\tMedio\nRed de escuelas\n"
            "del cerro\tDifusión\tBajo\tAlto\n"
        ),
        (
            "Actor                 Rol          Influencia en la   Influencia en la\n"
            "                                   decisión           implementación\n"
            "Gremio de canoeros    Vigilancia   Alto               Medio\n"
            "del estero\n\n"
            "Red de escuelas del   Difusión     Bajo               Alto\n"
            "cerro\n"
        ),
    ],
)
def test_actors_in_every_drawing(text: str) -> None:
    assert actors("MAPA DE ACTORES\n\n" + text + "\n") == [GUILD, SCHOOLS]


# --- alignment --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["•", "-", "■"])
def test_actions_below_their_row_belong_to_it(mark: str) -> None:
    text = (
        "PLAN ESTRATÉGICO INSTITUCIONAL 2031-2034\n\nPilar PND\tObjetivo del PND\tODS\tAcciones del plan\n"
        f"1. Agua para el valle\tAsegurar el riego de las laderas\tODS 6, 13\t{mark} Limpiar los canales\n"
        f"{mark} Medir los caudales\n\n"
        f"2. Monte en pie\tProteger los bosques de altura\tODS 15\t{mark} Sembrar pinos\n{mark} Vigilar las quemas\n"
    )
    elements = [e for plan in read(text).snapshot.plans for e in plan.elements]
    by_id = {e.id: e.text for e in elements}
    assert [(e.text, by_id.get(e.parent or "")) for e in elements] == [
        ("Agua para el valle", None),
        ("Asegurar el riego de las laderas", "Agua para el valle"),
        ("Limpiar los canales", "Asegurar el riego de las laderas"),
        ("Medir los caudales", "Asegurar el riego de las laderas"),
        ("Monte en pie", None),
        ("Proteger los bosques de altura", "Monte en pie"),
        ("Sembrar pinos", "Proteger los bosques de altura"),
        ("Vigilar las quemas", "Proteger los bosques de altura"),
    ]
