"""The plan as text: what is written reads back the same, and whatever is wrong is told with its line and its mend."""

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from ceiba.exchange import examples, money_records, plan_format, plan_records, reporting_records
from ceiba.exchange.codecs import Record
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import plan_text as reader
from ceiba.exchange.writers import plan_text as writer
from ceiba.kernel.indicator import Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element
from ceiba.kernel.quantity import PERCENT, UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place
from ceiba.kernel.states import NO_DATA, NOT_PROGRAMMED, Value
from ceiba.methodologies.loader import load
from tests import cast
from tests.exchange.plan_strategies import snapshots

MUNICIPAL = load(cast.METHODOLOGY)
PLANS = [name for name in examples.names() if name.endswith(".yaml")]
RECORDS = [
    value
    for module in (plan_records, reporting_records, money_records)
    for value in (*vars(module).values(), plan_format.SNAPSHOT)
    if isinstance(value, Record)
]
HEAD = "ceiba: '1'\nmethodology: gt.municipalidad@2023\n"


def reread(snapshot: Snapshot) -> Snapshot:
    return reader.read("plan.yaml", writer.write(snapshot).encode()).snapshot


def told(text: str) -> str:
    """Return what the reader says about a text that it refuses; the text begins in line 3 of the file."""
    with pytest.raises(UnusableDocument) as refusal:
        reader.read("plan.yaml", (HEAD + dedent(text)).encode())
    return str(refusal.value)


def elements(text: str) -> str:
    """Return a plan with these elements, the first of which stands in line 7 of the file."""
    listed = "".join(f"  {line}\n" for line in dedent(text).strip().splitlines())
    return f"plans:\n- kind: pdmot\n  title: Plan\n  elements:\n{listed}"


# The law


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots(MUNICIPAL))
def test_what_is_written_reads_back_the_same(snapshot: Snapshot) -> None:
    text = writer.write(snapshot)
    assert reader.recognises(text.encode())
    assert reader.read("plan.yaml", text.encode()).snapshot == snapshot
    assert writer.write(snapshot) == text


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots(MUNICIPAL))
def test_what_is_written_follows_the_schema(snapshot: Snapshot) -> None:
    jsonschema.validate(yaml.load(writer.write(snapshot), Loader=yaml.CBaseLoader), plan_format.schema())


def test_the_empty_snapshot_is_two_lines() -> None:
    assert writer.write(Snapshot(MUNICIPAL)) == HEAD
    assert reread(Snapshot(MUNICIPAL)) == Snapshot(MUNICIPAL)


def test_a_code_keeps_its_zero_and_is_quoted_for_other_readers() -> None:
    snapshot = cast.snapshot("budget_lines:\n- classifier: 010\n")
    assert snapshot.budget_lines[0].classifier == "010"
    assert "classifier: '010'" in writer.write(snapshot)
    assert yaml.safe_load(writer.write(snapshot))["budget_lines"][0]["classifier"] == "010"


def test_indicators_out_of_the_order_of_their_elements_keep_their_order() -> None:
    snapshot = cast.snapshot(
        """
        plans:
        - kind: pdmot
          title: Plan
          elements:
          - {level: objetivo, code: A, text: uno}
          - {level: objetivo, code: B, text: dos}
          indicators:
          - {id: y, text: del segundo, element: B}
          - {id: x, text: del primero, element: A}
        """
    )
    assert [indicator.id for indicator in snapshot.indicators] == ["y", "x"]
    assert reread(snapshot) == snapshot


def test_a_name_that_nobody_mentions_may_be_left_out_and_one_that_is_mentioned_stays() -> None:
    snapshot = cast.snapshot("units:\n- name: Alcaldía\n- {name: Obras, parent: u1}\n")
    assert [unit.id for unit in snapshot.units] == ["u1", "u2"]
    assert writer.write(snapshot).count("id:") == 1


# What the scalars mean


def test_figures_that_are_not_there_are_words() -> None:
    snapshot = cast.with_elements(
        """
        - level: resultado
          text: Aumenta.
          indicators:
          - text: Familias
            measure_unit: '%'
            baseline: {value: no_data, year: 2023}
            targets: {2025: 0, 2026: not_programmed, undated: 12.50}
        """
    )
    indicator = next(snapshot.indicators)
    assert indicator.measure_unit == PERCENT
    assert indicator.baseline is not None
    assert indicator.baseline.value == NO_DATA
    assert [target.value for target in indicator.targets[:2]] == [Value(Decimal(0)), NOT_PROGRAMMED]
    assert indicator.targets[2] == Target(Value(Decimal("12.50")))


def test_a_measure_unit_takes_its_kind_from_the_methodology() -> None:
    snapshot = cast.with_elements(
        "- {level: resultado, text: x, indicators: [{text: a, measure_unit: ha}, {text: b, measure_unit: telares}]}"
    )
    kinds = [indicator.measure_unit.kind for indicator in snapshot.indicators if indicator.measure_unit]
    assert kinds == [UnitKind.MAGNITUDE, UnitKind.COUNT]


def test_money_is_in_the_currency_of_the_methodology_unless_it_says_otherwise() -> None:
    snapshot = cast.snapshot("totals:\n- {label: T, stated: 7.50, addends: [USD 2, ¤ 3], all_addends: []}\n")
    total = snapshot.totals[0]
    assert total.stated == Money(total.stated.amount, "GTQ")
    assert [addend.currency for addend in total.addends] == ["USD", ""]


@pytest.mark.parametrize(
    "notation", ["2024", "2024-M03", "2024-B1", "2024-C2", "2024-S1", "2024..2028", "2024-M03..2024-M07"]
)
def test_periods_are_written_as_they_are_read(notation: str) -> None:
    snapshot = cast.snapshot(f"plans:\n- {{kind: poa, title: x, period: {notation}}}\n")
    assert f"period: {notation}\n" in writer.write(snapshot)


def test_a_run_of_months_without_notation_is_written_from_month_to_month() -> None:
    snapshot = cast.snapshot("plans:\n- {kind: poa, title: x, period: 2024-M11..2025-M03}\n")
    assert snapshot.plans[0].period == Period(2024 * 12 + 10, 5)


# Which bytes are a plan as text


@pytest.mark.parametrize(
    "start", ["ceiba: '1'", 'ceiba: "1"', "ceiba: 1", "# nota\n\n---\nceiba: '1'", "\ufeffceiba: '1'", '{"ceiba": "1"']
)
def test_the_first_key_tells_a_plan_as_text(start: str) -> None:
    assert reader.recognises(f"{start}\nmethodology: x\n".encode())


@pytest.mark.parametrize("start", ["", "La ceiba: 1", "Ceiba: árbol nacional", "plan: x\nceiba: '1'", "ceibal: 1"])
def test_other_text_is_not_taken_for_one(start: str) -> None:
    assert not reader.recognises(start.encode())


# What is told about a text that cannot be read


def test_a_parent_that_is_not_there() -> None:
    message = told(
        elements("- {level: objetivo, code: o1, text: x}\n- {level: resultado, code: r1, parent: o9, text: y}")
    )
    assert (
        message
        == "plan.yaml, línea 8: el elemento «r1» cuelga de «o9», que no existe; corrija el nombre o añada lo que falta."
    )


def test_a_code_that_stands_twice_names_both_lines() -> None:
    text = "- {level: objetivo, code: 4.3.1, text: x}\n- {level: objetivo, code: 4.3.1, text: y}"
    assert "línea 8: el código «4.3.1» está dos veces: líneas 7 y 8; corrija uno" in told(elements(text))
    with_ids = text.replace("code", "id: a, code", 1)
    assert "línea 8: el código «4.3.1» está dos veces: líneas 7 y 8; corrija uno de los dos." in told(
        elements(with_ids)
    )


def test_a_plain_code_may_come_again_under_another_parent_and_not_under_the_same() -> None:
    text = """
        - {level: objetivo, code: A, text: x}
        - {level: objetivo, code: B, text: x}
        - {level: linea_estrategica, id: a1, code: '1', parent: A, text: x}
        - {level: linea_estrategica, id: b1, code: '1', parent: B, text: x}
    """
    assert len(list(cast.with_elements(text).elements)) == 4
    assert "el código «1» está dos veces: líneas 9 y 10" in told(elements(text.replace("parent: B", "parent: A")))
    assert len(list(cast.with_elements(text.replace("parent: B", "withdrawn: true, parent: A")).elements)) == 3


def test_an_identifier_that_stands_twice() -> None:
    message = told(elements("- {level: objetivo, id: a, text: x}\n- {level: objetivo, id: a, text: y}"))
    assert "el identificador «a» está dos veces: líneas 7 y 8" in message


def test_a_ring_is_named() -> None:
    text = "- {level: objetivo, id: a, parent: b, text: x}\n- {level: objetivo, id: b, parent: a, text: y}"
    assert "línea 7: esto cuelga de sí mismo: a → b → a; quite o cambie un «parent»" in told(elements(text))
    assert "u1 → u1" in told("units:\n- {id: u1, name: x, parent: u1}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("totals:\n- {label: T, stated: 1.234.567, addends: [], all_addends: []}", "escriba 1234567."),
        ("totals:\n- {label: T, stated: '1.234.567,89', addends: [], all_addends: []}", "escriba 1234567.89."),
        ("totals:\n- {label: T, stated: '1,234,567.89', addends: [], all_addends: []}", "escriba 1234567.89."),
        ("totals:\n- {label: T, stated: '1,234', addends: [], all_addends: []}", "escriba 1234 o 1.234, según"),
        ("totals:\n- {label: T, stated: '12,5', addends: [], all_addends: []}", "escriba 12.5."),
        ("totals:\n- {label: T, stated: mil, addends: [], all_addends: []}", "«mil» no es un número de este formato"),
        ("totals:\n- {label: T, stated: 12,500, addends: [], all_addends: []}", "dentro de { } la coma separa claves"),
        ("plans:\n- {kind: pdm, title: x}", "la clase de plan «pdm» no existe en gt.municipalidad@2023, que tiene:"),
        ("plans:\n- {kind: poa, titel: x}", "no se conoce la clave «titel»; ¿quiso decir «title»?"),
        ("plans:\n- {kind: poa, titel: x}", "falta la clave «title»"),
        ("plans:\n- {kind: poa, title: x, period: 24}", "«24» no es un período"),
        ("plans:\n- {kind: poa, title: x, period: 2028..2024}", "«2028..2024» no es un período"),
        ("plans:\n- {kind: poa, title: x, kind: pom}", "la clave «kind» está dos veces: líneas 4 y 4"),
        ("plans:\n- {kind: poa, title: x, parent: pei}", "el plan «poa» desarrolla el plan «pei», que no existe"),
        ("plans: poa", "se espera una lista"),
        ("plans:\n- poa", "se esperan claves con su valor"),
        ("institution: {invented: sí}", "«sí» no es «true» ni «false»"),
        ("institution: {name: [x]}", "se espera un texto y hay una lista"),
        ("funding:\n- {name: x, amount: 5, key: iva}", "la fuente «iva» no existe en gt.municipalidad@2023"),
        ("projects:\n- {name: x, status: nuevo}", "«nuevo» no se conoce aquí; se puede escribir: new, carried_over"),
        ("demands:\n- {text: x, origin: y, serves: [element/e9]}", "la demanda «d1» nombra «e9», que no existe"),
        ("measurements:\n- {indicator: i9, period: 2024, value: 1}", "esta línea nombra «i9», que no existe"),
        ("sources:\n- {of: plan/poa, confidence: 2}", "«2» no está entre 0 y 1"),
        ("sources:\n- {of: plan/poa, line: dos}", "«dos» no es un número entero"),
        ("units:\n- &a {name: x}\n- *a", "se usa un alias de YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_mend(text: str, expected: str) -> None:
    message = told(text)
    assert expected in message
    assert "línea 3" in message or "línea 4" in message or "línea 5" in message


def test_an_unknown_level_names_the_known_ones() -> None:
    message = told(elements("- {level: resultados, text: x}"))
    assert "el nivel «resultados» no existe en gt.municipalidad@2023" in message
    assert "objetivo_estrategico" in message
    assert message.endswith("¿quiso decir «resultado»?")


def test_a_figure_is_a_number_or_a_word() -> None:
    message = told(elements("- {level: resultado, text: x, indicators: [{text: y, targets: {2025: no_date}}]}"))
    assert "«no_date» no es una cifra" in message
    assert message.endswith("¿quiso decir «no_data»?")


def test_every_mistake_is_told_at_once_in_the_order_of_the_text_and_long_lists_are_cut() -> None:
    message = told("".join(f"k{n}: x\n" for n in range(15)))
    lines = message.split("\n")
    assert [line.split(":")[0] for line in lines[:3]] == [f"plan.yaml, línea {n}" for n in (3, 4, 5)]
    assert lines[-1] == "Y 3 errores más."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"ceiba: '1'\nplans: [\n", "línea 3: el YAML no se entiende aquí"),
        (b"ceiba: '1'\nplans: 'x\n", "revise sangría, dos puntos y comillas desde la línea 2"),
        (b"ceiba: '1'\nplans: \xff\n", "línea 2: hay un carácter que no es UTF-8"),
        (b"ceiba: '1'\nplans: \x01\n", "el YAML no es válido"),
        (b"ceiba: '2'\n", "línea 1: este programa lee la versión 1 del formato"),
        (b"ceiba: '1'\n", "falta la clave «methodology»"),
        (b"ceiba: '1'\nmethodology: xx.nada\n", "línea 2: "),
        (b"- ceiba\n", "el plan empieza con la clave «ceiba: '1'»"),
        (b"", "el plan empieza con la clave «ceiba: '1'»"),
        (b"ceiba: '1'\nplans: " + b"[" * 5000, "línea "),
    ],
)
def test_files_that_are_no_plan_at_all(content: bytes, expected: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        reader.read("plan.yaml", content)
    assert expected in str(refusal.value)


# The examples


@pytest.mark.parametrize("name", PLANS)
def test_examples_stand_in_the_form_that_the_writer_gives(name: str) -> None:
    text = examples.content(name).decode()
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    assert writer.write(reader.read(name, body.encode()).snapshot) == body


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANS)
def test_examples_follow_the_schema(name: str) -> None:
    jsonschema.validate(yaml.load(examples.content(name), Loader=yaml.CBaseLoader), plan_format.schema())


def test_the_schema_file_is_fresh() -> None:
    file = Path(plan_format.__file__).with_name("plan_schema.json")
    assert json.loads(file.read_text(encoding="utf-8")) == plan_format.schema()


def test_the_example_of_the_format_can_be_read() -> None:
    shown = (plan_format.__doc__ or "").split("begins so::\n")[1].split("\nRules:")[0]
    text = dedent(shown.strip("\n")).replace("country.norm@2023", "gt.municipalidad@2023")
    snapshot = reader.read("plan.yaml", text.encode()).snapshot
    assert [element.parent for element in snapshot.elements] == [None, "1.1"]


def test_the_sources_of_valle_alto_stand_in_its_document() -> None:
    lines = examples.content("valle-alto.txt").decode().split("\n")
    sources = cast.valle_alto().sources
    assert len(sources) > 80
    for source in sources:
        assert source.quote in lines[(source.place.line or 0) - 1]


def test_only_valle_alto_is_invented() -> None:
    invented = [name for name in PLANS if reader.read(name, examples.content(name)).snapshot.institution.invented]
    assert invented == ["valle-alto.yaml"]
    assert "inventado" in examples.content("valle-alto.txt").decode().split("\n")[1]


def test_mixco_holds_what_the_public_document_prints() -> None:
    mixco = reader.read("x", examples.content("municipalidad-mixco.yaml")).snapshot
    assert (len(mixco.funding), len(mixco.projects), len(mixco.plans[0].stakeholders)) == (7, 8, 50)
    assert len(list(mixco.indicators)) == 26 + 22  # of the plans and of the prevention policy
    council = next(total for total in mixco.totals if total.id == "t4")
    assert (str(council.computed.amount), str(council.computed_all.amount)) == ("18819178.00", "19194178.00")


def test_an_example_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(KeyError, match=r"valle-alto\.yaml"):
        examples.content("nada.yaml")


def test_places_tell_the_line_of_each_thing() -> None:
    text = HEAD + elements("- {level: objetivo, code: A, text: x}\n- {level: objetivo, code: B, text: y}")
    assert reader.read("plan.yaml", text.encode()).places["element/B"] == Place(8)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.make.__name__)
def test_every_field_of_the_kernel_has_its_key(record: Record) -> None:
    keys = {key.name for key in record.keys} | set(record.handled) | ({"id"} if record.noun else set())
    elsewhere = {"indicators"} if record.make is Element else {"methodology"} if record.make is Snapshot else set()
    assert keys - elsewhere == {field.name for field in dataclasses.fields(record.make)} - elsewhere
