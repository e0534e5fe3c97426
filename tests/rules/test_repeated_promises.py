"""What an annual plan repeats from the plan of several years is one promise: it is paid once and told once."""

import pytest

from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit
from tests.cast import snapshot

PLANS = """\
plans:
- kind: pom
  id: pom
  title: Plan operativo multianual
  period: 2025..2029
  elements:
  - level: producto
    id: p1
    text: Viviendas conectadas a la red de agua
    indicators:
    - {id: i1, text: Viviendas conectadas, measure_unit: viviendas, accumulation: sum,
       baseline: {value: 300, year: 2024}, targets: {2025: 320, 2026: 340}}
- kind: poa
  id: poa
  title: Plan operativo anual
  period: 2025
  parent: pom
  elements:
  - level: producto
    id: p1-2025
    text: Viviendas conectadas a la red de agua
    indicators:
    - {id: i1-2025, text: Viviendas conectadas, measure_unit: viviendas, accumulation: sum,
       baseline: {value: 300, year: 2024}, targets: {2025: TARGET}}
"""
LINKS = """\
links:
- {kind: repeats, origin: element/p1-2025, destination: element/p1}
- {kind: repeats, origin: indicator/i1-2025, destination: indicator/i1}
"""


def found(rule: str, text: str) -> list[tuple[str, object]]:
    return [(f.subject, f.facts.get("reason")) for f in audit(snapshot(text), (rule_of(rule),)).findings]


def plans(target: int = 320, *, linked: bool = True) -> str:
    return PLANS.replace("TARGET", str(target)) + (LINKS if linked else "")


def line(*serves: str) -> str:
    shares = ", ".join(f"element/{one}: {1 / len(serves)}" for one in serves)
    return f"budget_lines:\n- {{id: b1, classifier: 12-01, amounts: {{current: 9.00}}, serves: {{{shares}}}}}\n"


def test_a_linked_repetition_with_the_same_target_is_no_second_target() -> None:
    assert found("M020", plans()) == []
    assert found("M020", plans(linked=False)) == [("indicator/i1-2025", "repeat")]


def test_a_linked_repetition_with_another_target_is_told() -> None:
    assert found("M020", plans(321)) == [("indicator/i1-2025", "differ")]


@pytest.mark.parametrize("paid", ["p1", "p1-2025"])
def test_money_in_one_place_of_a_promise_pays_the_other(paid: str) -> None:
    assert found("F003", plans() + line(paid)) == []
    unpaid = "p1-2025" if paid == "p1" else "p1"
    assert found("F003", plans(linked=False) + line(paid)) == [(f"element/{unpaid}", None)]


def test_an_objective_whose_annual_copies_are_paid_has_money() -> None:
    text = """\
plans:
- kind: pom
  id: pom
  title: Plan operativo multianual
  period: 2025..2029
  elements:
  - {level: objetivo_operativo, id: o1, text: Ampliar el servicio de agua.}
  - {level: producto, id: p1, parent: o1, text: Viviendas, indicators: [{text: Viviendas, targets: {2025: 5}}]}
  - {level: producto, id: p2, parent: o1, text: Muestras, indicators: [{text: Muestras, targets: {2025: 9}}]}
- kind: poa
  id: poa
  title: Plan operativo anual
  period: 2025
  parent: pom
  elements:
  - {level: producto, id: p1-2025, text: Viviendas conectadas}
"""
    assert (
        found("F023", text + LINKS.splitlines(keepends=True)[0] + LINKS.splitlines(keepends=True)[1] + line("p1-2025"))
        == []
    )
    assert found("F023", text + line("p1-2025")) == [("element/o1", None)]


def test_what_the_annual_plan_reports_is_proved_there_alone() -> None:
    """Evidence of a figure stands at the copy in which units report; the plan of several years owes none of it."""
    figure = "measurements:\n- {indicator: i1-2025, period: 2025-C1, value: 120, validated_by: Auditoría Interna}\n"
    proof = f"evidence:\n- {{indicator: i1-2025, period: 2025-C1, document: {'a' * 64}, name: padron.xlsx}}\n"
    assert found("E005", plans() + figure + proof) == []
    assert found("E005", plans() + figure) == [("indicator/i1-2025", "one")]


def test_what_is_delivered_before_the_plan_ends_needs_money() -> None:
    text = plans(linked=False).replace("2026: 340", "2026: not_programmed")
    assert found("F003", text + line("p1-2025")) == [("element/p1", None)]


def test_nothing_programmed_at_all_is_no_target() -> None:
    text = plans(linked=False).replace("{2025: 320, 2026: 340}", "{2025: not_programmed, 2026: not_programmed}")
    assert found("M017", text) == [("indicator/i1", "one")]


CHANGE = """\
plans:
- kind: pom
  id: pom
  title: Plan operativo multianual
  period: 2025..2029
  elements:
  - level: resultado
    id: r1
    text: Para el 2029 las viviendas con agua aumentan en un 20 % (de 50 % en el año 2024 a 60 % en el año 2029).
    indicators:
    - {id: i1, text: Viviendas con agua, measure_unit: '%', baseline: {value: 50, year: 2024}, targets: {2029: 60}}
- kind: poa
  id: poa
  title: Plan operativo anual
  period: 2025
  parent: pom
  elements:
  - level: resultado
    id: r1-2025
    text: Para el 2029 las viviendas con agua aumentan en un 20 % (de 50 % en el año 2024 a 60 % en el año 2029).
    indicators: INDICATORS
"""
YEAR = "[{id: i2, text: Viviendas con agua, measure_unit: '%', targets: {2025: 52}}]"
REPEATED = "links:\n- {kind: repeats, origin: element/r1-2025, destination: element/r1}\n"


@pytest.mark.parametrize(("rule", "own"), [("L001", "[]"), ("T012", YEAR), ("M012", YEAR)])
def test_the_words_of_a_repeated_promise_are_asked_about_where_it_was_made(rule: str, own: str) -> None:
    text = CHANGE.replace("INDICATORS", own)
    assert [subject for subject, _reason in found(rule, text + REPEATED) if subject.endswith("2025")] == []
    assert [subject for subject, _reason in found(rule, text)][-1] == "element/r1-2025"
