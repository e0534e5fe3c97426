"""The duties that are shipped hold together, cite their norms, and a wrong file is told place by place."""

import re

import pytest
import yaml

from ceiba.kernel.duty import Duty
from ceiba.methodologies.duties import ROOT, available_duties, read_duty
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.registers import available_registers

SOUND = """
id: gt.prueba
edition: "1"
title: Un deber inventado
short_title: Prueba
country: GT
binds: [municipality]
source: {name: Ley inventada, standing: verified}
rule: {months: "1", due_day: "15", source: {name: Ley inventada, standing: verified}}
items:
  - {key: a, title: Uno, table: t}
  - {key: b, title: Otro, interval: {item: a, days: "5", when: after}}
tables:
  - {key: t, title: Tabla, rows: unit, empty: nada, columns: [{heading: Unidad, fields: [unit.name]}]}
"""


@pytest.mark.slow
@pytest.mark.parametrize("duty", available_duties(), ids=lambda each: each.reference)
def test_every_duty_is_whole(duty: Duty) -> None:
    assert duty.source.name
    assert duty.rule.source is not None, "a legal value has its source"
    assert all(item.rule.source for item in duty.items if item.rule)
    known = {register.id for register in available_registers()}
    assert {item.register for item in duty.items if item.register} <= known
    assert all(table.empty for table in duty.tables)


def test_the_law_of_guatemala_has_its_numerals_and_letters() -> None:
    duties = {duty.id: duty for duty in available_duties()}
    assert [item.key for item in duties["gt.laip_oficio"].items] == [str(number) for number in range(1, 30)]
    assert [item.key for item in duties["gt.lop_17_ter"].items] == list("abcdefgh")
    assert len(duties["gt.lop_17_ter"].recipients) == 3
    assert len({item.group for item in duties["ec.rendicion_cuentas"].items}) == 4


def test_what_could_not_be_verified_says_so() -> None:
    for path in ROOT.rglob("*.yaml"):
        for entry in re.findall(r"standing: (\w+)", path.read_text(encoding="utf-8")):
            assert entry in ("verified", "known", "unverified")


def test_no_code_names_a_duty() -> None:
    """A new duty is a new file: nothing in the package depends on one."""
    package, named = ROOT.parents[1], []
    names = [duty.id.partition(".")[2] for duty in available_duties()]
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named += [(path.name, name) for name in names if name in text]
    assert named == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("fields: [unit.name]", "fields: [unit.sueldo]"), "«unit.sueldo» no existe"),
        (("fields: [unit.name]", "fields: [unit.name], fixed: x"), "solo una cosa"),
        (("empty: nada", "empty: nada, requires: [line.paid]"), "«line.paid» no existe"),
        (("table: t", "table: q"), "no hay tabla «q»"),
        (('months: "1"', 'months: "5"'), "no caben enteros"),
        (('due_day: "15"', 'due_day: "15", days: "3"'), "deje uno"),
        (("item: a, days", "item: b, days"), "no es otro punto"),
        (("key: b,", "key: a,"), "dos veces"),
        (("country: GT", "country: EC"), "iguálelos"),
        (("rows: unit", "rows: persona"), "no es válido"),
        (("short_title: Prueba\n", ""), "falta «short_title»"),
        (("binds: [municipality]", "binds: [banco]"), "no es válido"),
        (("empty: nada", "empty: nada, files: {data: d}"), "van juntos"),
        (("empty: nada", "empty: nada, footer: [{label: x, fact: nombre}]"), "no es válido"),
        (("country: GT", 'country: GT\nuntil: "2026-02-31"'), "no existe en el calendario"),
    ],
)
def test_a_wrong_file_is_told_place_by_place(change: tuple[str, str], said: str) -> None:
    assert read_duty(SOUND.encode(), "prueba").reference == "gt.prueba@1"
    wrong = SOUND.replace(*change)
    assert wrong != SOUND
    with pytest.raises(MethodologyError, match=re.escape(said)):
        read_duty(wrong.encode(), "prueba")


def test_the_files_are_plain_yaml() -> None:
    for path in ROOT.rglob("*.yaml"):
        assert isinstance(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader), dict)
