"""Who speaks, from where and for which years; missions and visions in the phrasings that offices use."""

import pytest

from ceiba.exchange.document import Document, Line
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.plan import StatementKind
from ceiba.kernel.text import fold


def _read(text: str) -> Proposal:
    return extract(Document("frente.txt", tuple(Line(i, line) for i, line in enumerate(text.split("\n"), 1))))


@pytest.mark.parametrize(
    ("front", "institution", "country", "years"),
    [
        ("MUNICIPALIDAD DE LA CEIBITA\nPLAN DE DESARROLLO MUNICIPAL\nPeríodo: 2021/2025\nHonduras",
         "Municipalidad de La Ceibita", "HN", "2021..2025"),
        ("PLAN ESTRATÉGICO\nMINISTERIO DE TRABAJO RURAL\nCuatrienio 2024 2027\nSan José, Costa Rica",
         "Ministerio de Trabajo Rural", "CR", "2024..2027"),
        ("INTENDENCIA DE TRES CERROS\nPresupuesto quinquenal 2020-2024\nUruguay",
         "Intendencia de Tres Cerros", "UY", "2020..2024"),
        ("Instituto Nacional de Siembra\nPlan Plurianual\nVigencia: enero 2022 a diciembre 2025\nPanamá",
         "Instituto Nacional de Siembra", "PA", "2022..2025"),
        ("Alcaldía Bolivariana del Municipio Cerro Pelado\nPlan Municipal\nPeríodo 2022 al 2025\nVenezuela",
         "Alcaldía Bolivariana del Municipio Cerro Pelado", "VE", "2022..2025"),
        ("Secretaría de Planificación del Valle\nPlan Operativo Anual 2026\nTegucigalpa",
         "Secretaría de Planificación del Valle", "HN", "2026"),
        ("GOBIERNO AUTÓNOMO DEPARTAMENTAL DE LLANOS ALTOS\nPTDI 2021 – 2025\nEstado Plurinacional",
         "Gobierno Autónomo Departamental de Llanos Altos", "BO", "2021..2025"),
    ],
)  # fmt: skip
def test_title_pages(front: str, institution: str, country: str, years: str) -> None:
    snapshot = _read(f"{front}\n\nObjetivo 1: Mejorar la vida de la gente.\n").snapshot
    assert fold(snapshot.institution.name or "") == fold(institution)
    assert snapshot.institution.country == country
    assert years in {plan.period.notation() for plan in snapshot.plans if plan.period is not None}


@pytest.mark.parametrize(
    ("text", "mission", "vision"),
    [
        ("Misión: Servir con esmero a la gente.", "Servir con esmero a la gente.", None),
        ("NUESTRA MISIÓN ES servir con esmero al valle.", "servir con esmero al valle.", None),
        ("La misión del municipio es servir con esmero.", "servir con esmero.", None),
        ("1.1. Misión Institucional\n\nSomos la entidad que sirve.\n\n1.2. Visión Institucional\n\nSer la mejor.",
         "Somos la entidad que sirve.", "Ser la mejor."),
        ("MISIÓN. Servir a todos con esmero.\nVISIÓN. Ser modelo en 2030.",
         "Servir a todos con esmero.", "Ser modelo en 2030."),
        ("Misión – Servir a todos.\nVisión – Ser modelo en 2030.", "Servir a todos.", "Ser modelo en 2030."),
        ("MISIÓN\tVISIÓN\nServir a todos.\tSer modelo en 2030.", "Servir a todos.", "Ser modelo en 2030."),
        ("MISION\nServir a todos los\nvecinos con esmero.\nVISION\nSer en 2030 un municipio\nmodelo.",
         "Servir a todos los vecinos con esmero.", "Ser en 2030 un municipio modelo."),
        ("La visión institucional al año 2030 es: Ser un municipio modelo.", None, "Ser un municipio modelo."),
        ("Enunciado de la misión:\nServir a todos.\nEnunciado de la visión:\nSer modelo.",
         "Servir a todos.", "Ser modelo."),
    ],
)  # fmt: skip
def test_missions_and_visions(text: str, mission: str | None, vision: str | None) -> None:
    snapshot = _read(f"Plan Estratégico 2024-2030\n\n{text}\n\nOBJETIVOS\n\n- Mejorar la vida.\n").snapshot
    found = {s.kind: s.text for plan in snapshot.plans for s in plan.statements}
    assert (found.get(StatementKind.MISSION), found.get(StatementKind.VISION)) == (mission, vision)


def test_chapters_part_a_document_into_linked_plans() -> None:
    text = (
        "MUNICIPALIDAD DE LA CEIBITA\n\nCAPÍTULO I\nPLAN ESTRATÉGICO INSTITUCIONAL (PEI) 2024-2028\n\n"
        "Objetivo estratégico 1: Mejorar los servicios.\n\nCAPÍTULO II. PLAN OPERATIVO MULTIANUAL (POM) 2024-2026\n\n"
        "Objetivo operativo 1.1: Ampliar la red de agua.\n\nPLAN OPERATIVO ANUAL (POA) 2025\n\n"
        "Actividad 1: Comprar tubería.\n\nPLAN OPERATIVO ANUAL (POA) 2026\n\nActividad 1: Instalar tubería.\n"
    )
    plans = _read(text).snapshot.plans
    assert [(p.id, p.period and p.period.notation(), p.parent, len(p.elements)) for p in plans] == [
        ("pei", "2024..2028", None, 1),
        ("pom", "2024..2026", "pei", 1),
        ("poa", "2025", "pom", 1),
        ("poa-2", "2026", "pom", 1),
    ]


def test_two_municipalities_in_one_document_have_a_plan_each() -> None:
    text = "\n\n".join(
        f"PLAN DE DESARROLLO MUNICIPAL 2024-2027\nMUNICIPIO DE {name}\n\nEje 1: Agua\nObjetivo 1.1: Cuidar {name}."
        for name in ("SAN ROQUE", "SANTA RITA")
    )
    assert [len(plan.elements) for plan in _read(text).snapshot.plans] == [2, 2]


@pytest.mark.parametrize(
    ("line", "goals"),
    [
        ("PND 3 – ODS 6", {"ODS": ("6",), "PND": ("3",)}),
        ("ODS: 4, 5 y 16", {"ODS": ("4", "5", "16")}),
        ("Alineado al Eje 2 del PND", {"PND": ("2",)}),
        ("Vinculación: ODS 6.3; PND Objetivo 4", {"ODS": ("6.3",), "PND": ("4",)}),
        ("Alineación con los Objetivos de Desarrollo Sostenible: 1, 2 y 8", {"ODS": ("1", "2", "8")}),
        ("Objetivo de Desarrollo Sostenible 13: Acción por el clima", {"ODS": ("13",)}),
    ],
)
def test_alignment_lines_belong_to_the_promise_above(line: str, goals: dict[str, tuple[str, ...]]) -> None:
    (element,) = _read(f"Plan de desarrollo 2024-2027\n\nObjetivo 1.1: Cuidar el agua.\n{line}\n").snapshot.elements
    assert {a.framework: a.codes for a in element.alignments} == goals


def test_goals_in_brackets_align_the_promise_that_names_them() -> None:
    (element,) = _read("Objetivo 1.1: Sanear los ríos (ODS 6 y 14).\n").snapshot.elements
    assert [(a.framework, a.codes) for a in element.alignments] == [("ODS", ("6", "14"))]
