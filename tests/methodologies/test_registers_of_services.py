"""Registers of services, areas and plans, held against the goals of a long-range plan that they must answer."""

import pytest

from ceiba.kernel.register_measure import DERIVED, MeasureKind
from ceiba.kernel.register_type import FieldKind, Privacy
from ceiba.methodologies.registers import available_registers, load_register

# What each goal measures, in our words · register · measure · the parts to which it is kept.
ANSWERED = (
    ("mayores y niñez en programas sociales", "beneficiarios_programas", "cobertura", {}),
    ("modelo de vivienda social", "instrumentos_planificacion", "aprobados", {"clase": "modelo"}),
    ("pozos con análisis periódicos", "control_agua", "fuentes_con_analisis", {}),
    ("metros cúbicos de agua producidos", "control_agua", "extraido", {}),
    ("hectáreas de suelo permeable", "areas_publicas", "permeables", {}),
    ("plantas de tratamiento en operación", "operacion_plantas", "en_operacion", {}),
    ("viviendas con tratamiento", "cobertura_servicios", "servidas", {"servicio": "tratamiento"}),
    ("cobertura de recolección", "cobertura_servicios", "cobertura", {"servicio": "desechos"}),
    ("desnutrición aguda por mil menores de cinco", "vigilancia_nutricional", "prevalencia", {}),
    ("instrumentos tácticos aprobados", "instrumentos_planificacion", "aprobados", {"clase": "tactico"}),
    ("personas formadas para el empleo", "capacitaciones_eventos", "formacion_empleo", {}),
    ("participación en prevención", "capacitaciones_eventos", "participacion_prevencion", {}),
    ("participación contra la violencia a la mujer", "capacitaciones_eventos", "participacion_prevencion_mujer", {}),
    ("personas atendidas en tecnología", "beneficiarios_programas", "personas", {"programa": "tecnologia"}),
    ("mujeres en programas de formación", "capacitaciones_eventos", "formacion_mujeres", {}),
    ("personas en alfabetización", "beneficiarios_programas", "personas", {"programa": "alfabetizacion"}),
    ("escuelas con mejores condiciones", "mejoras_escuelas", "centros_mejorados", {}),
    ("refuerzo escolar y arte", "beneficiarios_programas", "refuerzo_y_arte", {}),
    ("hectáreas recreativas disponibles", "areas_publicas", "recreativas", {}),
    ("plan de ordenamiento aprobado", "instrumentos_planificacion", "aprobados", {"clase": "ordenamiento"}),
    ("planes parroquiales asistidos", "instrumentos_planificacion", "territorios_asistidos",
     {"clase": "ordenamiento_parroquial"}),
    ("plan institucional actualizado", "instrumentos_planificacion", "aprobados", {"clase": "estrategico"}),
    ("sistema de participación implementado", "politicas_publicas", "cumplimiento", {"ambito": "participacion"}),
    ("detectores de velocidad instalados", "politicas_publicas", "cantidad", {"entrega": "detectores"}),
    ("pilotos en una base de datos", "gt.pilotos_transporte", "inscritos", {}),
)  # fmt: skip


@pytest.mark.parametrize(("goal", "register", "key", "where"), ANSWERED, ids=[each[0] for each in ANSWERED])
def test_a_goal_is_answered_by_a_measure(goal: str, register: str, key: str, where: dict[str, str]) -> None:
    shape = load_register(register)
    measure = shape.measure_by_key[key]
    assert where.keys() <= set(measure.by), goal
    for name, part in where.items():
        assert part in {option.key for option in shape.parts_of(name) or ()}


def test_water_is_followed_from_the_well_to_the_test() -> None:
    control = load_register("control_agua")
    (well,) = [field for field in control.fields if field.kind is FieldKind.LINK]
    assert well.target_register == "pozos"
    assert {"extraido", "distribuido", "rendimiento", "fuentes_con_analisis", "aptitud"} <= set(control.measure_by_key)


def test_a_sample_that_is_not_fit_to_drink_says_what_was_done() -> None:
    needs = load_register("control_agua").field_by_key["accion"].required
    assert (needs.field, needs.values) == ("resultado", ("no_apta",))


def test_waste_is_followed_from_who_collects_it_to_where_it_ends() -> None:
    trips = load_register("recoleccion_desechos")
    assert trips.field_by_key["ruta"].target_register == "rutas_recoleccion"
    ends = {option.key for option in trips.parts_of("destino.1") or ()}
    assert ends == {"aprovechamiento", "controlada", "sin_control"}
    assert "peso" in trips.measure_by_key["toneladas"].by  # what was weighed stands apart from what was guessed


def test_sources_of_nutrition_are_never_added() -> None:
    watched = load_register("vigilancia_nutricional")
    assert watched.field_by_key["fuente"].unmixed
    assert watched.field_by_key["aguda"].privacy is Privacy.RESTRICTED


def test_no_percentage_is_kept_in_a_row() -> None:
    """A percentage that is typed cannot be added up; the two numbers that it is made of can."""
    typed = [
        f"{register.id}.{field.key}"
        for register in available_registers()
        for field in register.fields
        if field.measure_unit == "%"
    ]
    assert typed == []


def test_what_is_told_in_percent_is_divided_from_two_sums() -> None:
    for register in available_registers():
        for measure in register.measures:
            if measure.measure_unit == "%":
                assert measure.kind in DERIVED | {MeasureKind.WITHIN_DEADLINE}, f"{register.id}.{measure.key}"
