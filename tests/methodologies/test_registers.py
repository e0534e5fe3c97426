"""The register types that Ceiba ships: they are proved, worked, sourced, and no Python knows them by name."""

import ast
from pathlib import Path

import pytest

from ceiba.institutions.permissions import Role
from ceiba.kernel.register_type import FieldKind, Privacy, RegisterType
from ceiba.methodologies.reading import read_bytes
from ceiba.methodologies.registers import (
    ROOT,
    MethodologyError,
    UnknownRegister,
    available_registers,
    load_register,
    read_register,
)
from tests.architecture.house import modules
from tests.methodologies.test_register_proof import SOUND

PACKAGE = Path(__file__).resolve().parents[2] / "ceiba"


@pytest.fixture(params=[register.reference for register in available_registers()])
def register(request: pytest.FixtureRequest) -> RegisterType:
    return load_register(request.param)


def test_these_types_are_shipped() -> None:
    assert [register.reference for register in available_registers()] == [
        "areas_publicas@1",
        "areas_riesgo@1",
        "atencion_ciudadana@1",
        "atencion_sobrevivientes@1",
        "becas@1",
        "beneficiarios_programas@1",
        "boletines_comunicacion@1",
        "calendario_civico@1",
        "capacitaciones_eventos@1",
        "cobertura_servicios@1",
        "compromisos_publicos@1",
        "control_agua@1",
        "documentos_resoluciones@1",
        "ec.comisiones_servicios@1",
        "ec.convenios_cooperacion@1",
        "ec.procedimiento_coactivo@1",
        "gt.acuerdos_consejo@1",
        "gt.comisiones_oficiales@1",
        "gt.conflictos_mediacion@1",
        "gt.coordinadoras_riesgo@1",
        "gt.deberes_servidores@1",
        "gt.emergencias@1",
        "gt.incidentes_seguridad@1",
        "gt.pilotos_transporte@1",
        "gt.sesiones_consejo@1",
        "gt.solicitudes_informacion@1",
        "gt.tramites_gobernacion@1",
        "instrumentos_planificacion@1",
        "licencias_permisos@1",
        "mejoras_escuelas@1",
        "operacion_plantas@1",
        "politicas_publicas@1",
        "pozos@1",
        "recoleccion_desechos@1",
        "rutas_recoleccion@1",
        "tramites_administrativos@1",
        "vigilancia_nutricional@1",
        "visitas_campo@1",
    ]


def test_each_says_where_it_comes_from(register: RegisterType) -> None:
    assert register.sources
    assert all(deadline.source for deadline in register.deadlines)


def test_each_has_rows_that_fail(register: RegisterType) -> None:
    path = ROOT / Path(*register.id.split(".")).with_name(f"{register.id.rpartition('.')[2]}-{register.edition}.yaml")
    assert len(read_bytes(path.read_bytes(), path.name, path.name)["examples"]["broken"]) >= 2


def test_people_are_never_public(register: RegisterType) -> None:
    assert all(f.privacy is not Privacy.PUBLIC for f in register.fields if f.kind is FieldKind.PERSON or f.sensitive)


def test_the_answer_to_a_request_is_due_in_ten_working_days_prolonged_once() -> None:
    deadline = load_register("gt.solicitudes_informacion").deadline_by_key["respuesta"]
    assert (deadline.days, deadline.count) == (10, "working")
    assert deadline.prolongation is not None
    assert deadline.prolongation.times == 1


@pytest.mark.slow
def test_no_python_names_a_type() -> None:
    ids = {register.id for register in available_registers()}
    words = ids | {name.rpartition(".")[2] for name in ids}
    named = [
        f"{path}:{node.lineno}"
        for path, tree in modules(PACKAGE)
        if not path.name.startswith("demo_")  # an invented office keeps some of them
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and words & set(node.value.split("@"))
    ]
    assert named == []


def test_the_roles_of_the_schema_are_those_of_an_office() -> None:
    for role in Role:
        read_register(SOUND.replace("readers: [clerk]", f"readers: [{role}]").encode(), "x")
    with pytest.raises(MethodologyError) as caught:
        read_register(SOUND.replace("readers: [clerk]", "readers: [nadie]").encode(), "x")
    assert str(caught.value).endswith(f"use uno de: {', '.join(Role)}.")


def test_the_latest_edition_is_taken_by_number(tmp_path: Path) -> None:
    root = tmp_path
    for edition in ("2", "10"):
        text = SOUND.replace('edition: "1"', f'edition: "{edition}"')
        (root / f"quejas-{edition}.yaml").write_text(text, encoding="utf-8")
    assert load_register("quejas", root).edition == "10"
    assert load_register("quejas@2", root).edition == "2"
    with pytest.raises(UnknownRegister, match="Los conocidos son: quejas@2, quejas@10"):
        load_register("otras", root)


def test_a_file_says_what_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "otras-1.yaml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(MethodologyError, match="el archivo es de «otras@1» y el documento dice «quejas@1»"):
        load_register("otras", tmp_path)


def test_a_folder_says_whose_country_it_is(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "quejas-1.yaml").write_text(SOUND.replace("id: quejas", "id: xx.quejas"), encoding="utf-8")
    with pytest.raises(MethodologyError, match="la carpeta es de «XX» y el documento dice «—»"):
        load_register("xx.quejas", tmp_path)


def test_a_link_leads_to_a_register_that_is_there(tmp_path: Path) -> None:
    lost = SOUND.replace("kind: person", "kind: link, target: register, target_register: visitas")
    (tmp_path / "quejas-1.yaml").write_text(lost, encoding="utf-8")
    with pytest.raises(MethodologyError, match="vincula con el registro «visitas», que no existe"):
        available_registers(tmp_path)
