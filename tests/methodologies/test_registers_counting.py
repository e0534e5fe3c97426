"""Registers that count people without naming them, held against what is known of the goals and the law they serve."""

import pytest

from ceiba.kernel.register_type import FieldKind, Privacy, RegisterType
from ceiba.methodologies.registers import load_register

# What the policy of prevention of a municipality promises, and how an invented row of training would answer it.
PROMISED = (
    ("asistencias", {"publico": "comunidad_educativa", "tema": "crianza"}),
    ("actividades", {"clase": "recreativa"}),
    ("asistencias", {"clase": "recreativa", "publico": "juventud"}),
    ("actividades", {"clase": "limpieza"}),
    ("asistencias", {"clase": "limpieza", "publico": "juventud"}),
    ("actividades", {"clase": "capacitacion", "tema": "violencia_mujer"}),
    ("lugares", {"clase": "campana", "tema": "violencia_mujer"}),
    ("actividades", {"clase": "capacitacion", "publico": "red_derivacion"}),
    ("asistencias", {"clase": "capacitacion", "publico": "juventud"}),
    ("actividades", {"publico": "lideres", "tema": "violencia_armada"}),
    ("asistencias", {"publico": "policia_municipal", "tema": "violencia_armada"}),
    ("asistencias", {"clase": "teatro", "tema": "seguridad_vial", "asistencia.edad": "ninez"}),
    ("asistencias", {"clase": "teatro", "tema": "seguridad_vial", "asistencia.edad": "adolescencia"}),
    ("asistencias", {"clase": "teatro", "tema": "seguridad_vial", "asistencia.edad": "adultos"}),
    ("asistencias", {"publico": "pilotos", "tema": "seguridad_vial"}),
)


@pytest.mark.parametrize(("key", "where"), PROMISED)
def test_each_promise_of_a_prevention_policy_is_a_part_of_a_measure(key: str, where: dict[str, str]) -> None:
    register = load_register("capacitaciones_eventos")
    measure = register.measure_by_key[key]
    assert where.keys() <= set(measure.by)
    for name, part in where.items():
        assert part in {option.key for option in register.parts_of(name) or ()}


def test_attendance_is_opened_by_sex_by_age_and_by_people() -> None:
    register = load_register("capacitaciones_eventos")
    opened = {name for measure in register.measures for name in measure.by}
    assert {"asistencia.sexo", "asistencia.edad", "pueblos.pueblo"} <= opened


@pytest.mark.parametrize("name", ["beneficiarios_programas", "becas", "atencion_sobrevivientes"])
def test_who_is_helped_is_counted_and_not_named(name: str) -> None:
    register = load_register(name)
    assert not [field.key for field in register.fields if field.kind is FieldKind.PERSON]
    assert register.public is not None
    assert register.public.columns == ()
    assert register.public.measures


def test_no_field_of_the_attention_to_survivors_can_hold_a_story_or_a_place() -> None:
    register = load_register("atencion_sobrevivientes")
    free = {FieldKind.TEXT, FieldKind.FILE, FieldKind.PLACE, FieldKind.PERSON, FieldKind.LINK}
    assert not [field.key for field in register.fields if field.kind in free]
    assert [field.key for field in register.fields if field.kind is FieldKind.CODE and not field.sequence] == []
    assert register.privacy is Privacy.RESTRICTED
    assert _smallest(register) >= 10


def test_the_register_of_drivers_says_by_which_law_it_is_kept_and_shows_nobody() -> None:
    register = load_register("gt.pilotos_transporte")
    assert register.privacy is Privacy.RESTRICTED
    assert any("Constitución" in source.name and source.article == "24, 30 y 31" for source in register.sources)
    assert any("57-2008" in source.name for source in register.sources)
    who = [field for field in register.fields if field.kind is FieldKind.PERSON or field.sensitive]
    assert {field.key for field in who} >= {"piloto", "licencia", "vence", "contacto", "placa"}
    assert register.field_by_key["contacto"].privacy is Privacy.NEVER
    assert _smallest(register) >= 10


def test_an_article_that_nobody_read_says_so() -> None:
    (deadline,) = load_register("gt.deberes_servidores").deadlines
    assert deadline.source is not None
    assert deadline.source.standing == "unverified"


def _smallest(register: RegisterType) -> int:
    assert register.public is not None
    return register.public.smallest
