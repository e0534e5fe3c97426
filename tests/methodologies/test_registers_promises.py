"""What every shipped register type promises: it publishes nobody, shows its figures worked, and cites what binds it."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.register_type import FieldKind, Privacy, RegisterType
from ceiba.methodologies.reading import read_bytes
from ceiba.methodologies.registers import ROOT, available_registers, load_register

TYPES = pytest.mark.parametrize("register", available_registers(), ids=lambda each: each.reference)
FORMS = {
    "manifestacion", "certificacion_actas", "acceso_informacion", "elevacion_municipio", "anexion", "expropiacion",
    "naturalizacion", "adulto_mayor", "colecta", "promocion", "rifa", "derecho_via", "banda", "licencia",
    "conflictividad", "alerta_desastre",
}  # fmt: skip


@cache
def read(path: Path) -> Any:
    return read_bytes(path.read_bytes(), path.name, path.name)


def document(register: RegisterType) -> Any:
    """Return the document of a shipped type as it is written."""
    *folders, name = register.id.split(".")
    return read(ROOT / Path(*folders) / f"{name}-{register.edition}.yaml")


@TYPES
def test_each_has_a_public_view_or_says_why_none(register: RegisterType) -> None:
    assert register.public is not None or "no se publica" in register.help


@TYPES
def test_none_publishes_a_person_or_what_is_restricted(register: RegisterType) -> None:
    view = register.public
    shown = [register.field_by_key[key] for key in view.columns] if view else []
    assert all(field.privacy is Privacy.PUBLIC and not field.sensitive for field in shown)
    assert not [field.key for field in shown if field.kind is FieldKind.PERSON]
    assert view is None or register.privacy is not Privacy.RESTRICTED or (not view.columns and view.smallest >= 5)


@TYPES
def test_every_measure_is_worked_in_an_example(register: RegisterType) -> None:
    worked = {figure["measure"] for figure in document(register)["examples"]["figures"]}
    assert worked == register.measure_by_key.keys()


@TYPES
def test_every_deadline_names_its_article_and_how_well_it_is_known(register: RegisterType) -> None:
    sources = [
        source for each in register.deadlines for source in (each.source, *(way.source for way in each.variants))
    ]
    assert all(isinstance(source, LegalSource) for source in sources)
    for source in filter(None, sources):
        # What an institution sets for itself is no law: nobody has verified it, and it is there to be changed.
        assert source.standing is Standing.UNVERIFIED or "interno" not in source.name


@TYPES
def test_every_word_for_a_person_is_invented(register: RegisterType) -> None:
    people = [field.key for field in register.fields if field.kind is FieldKind.PERSON]
    rows = [*document(register)["examples"]["rows"], *document(register)["examples"]["broken"]]
    names = [row["values"][key] for row in rows for key in people if key in row.get("values", {})]
    assert [name for name in names if "nventad" not in name] == []


def test_the_sixteen_forms_of_a_gobernacion_are_there_each_with_its_days() -> None:
    register = load_register("gt.tramites_gobernacion")
    options = register.field_by_key["tramite"].options
    leaves = {option.key for option in options} - {option.parent for option in options}
    assert leaves - FORMS == {"sobrevivencia"}  # no form of its own, and what the budget's product counts
    assert leaves >= FORMS
    assert len(FORMS) == 16
    varied = [key for variant in register.deadline_by_key["resolver"].variants for key in variant.when.values]
    assert set(varied) <= leaves
    assert len(varied) == len(set(varied))


def test_no_measure_adds_what_two_sources_say() -> None:
    register = load_register("gt.incidentes_seguridad")
    assert register.field_by_key["fuente"].unmixed
    for measure in register.measures:
        kept = [each.equals for each in measure.filters if each.field == "fuente"]
        assert kept or measure.numerator
        assert all(len(values) == 1 for values in kept)


def test_what_is_missing_is_asked_once() -> None:
    register = load_register("gt.tramites_gobernacion")
    assert [way.origin for way in register.transitions if way.destination == "prevenido"] == ["recibido"]


def test_the_conflicts_have_five_branches() -> None:
    register = load_register("gt.conflictos_mediacion")
    assert register.privacy is Privacy.RESTRICTED
    assert [option.key for option in register.parts_of("tipo.1") or ()] == [
        "agraria", "recursos", "energia", "servicios", "ejercicio",
    ]  # fmt: skip


@TYPES
def test_a_type_of_every_country_leads_to_none_of_one(register: RegisterType) -> None:
    targets = [field.target_register.partition(".") for field in register.fields if field.target_register]
    prefix = register.id.partition(".")[0] if register.country else ""
    assert {country for country, point, _name in targets if point} <= {prefix}
