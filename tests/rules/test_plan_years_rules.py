"""Rules on names, years and plans that follow one another: what is said twice, when it is due, and under which plan."""

import pytest

from ceiba.kernel.finding import Finding
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit
from ceiba.rules.examples import indicator, result
from tests.cast import snapshot


def told(rule: str, text: str) -> list[Finding]:
    return list(audit(snapshot(text), (rule_of(rule),)).findings)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Porcentaje de avance", True),
        ("Nivel de cumplimiento de metas", True),
        ("Índice de gestión financiera", False),
        ("Avance de la obra del acueducto", False),
        ("Cobertura", True),
        ("Pozos", False),
    ],
)
def test_names_that_count_nothing(name: str, found: bool) -> None:
    body = indicator("measure_unit: '%'\ntargets: {2032: 9}").replace("Servicio de agua", name)
    assert bool(told("M041", body)) is found


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("Un sistema de participación fortalecido", "'%'", True),
        ("Servicio eficiente y oportuno", "índice", True),
        ("Número de sistemas fortalecidos", "'%'", False),
        ("Sistemas fortalecidos", "sistemas", False),
        ("Kilómetros de vías mejoradas", "índice", False),
        ("Capacidades fortalecidas", "índice", True),
        ("Participación de mujeres", "'%'", False),
    ],
)
def test_adjectives_that_measure_nothing(name: str, unit: str, found: bool) -> None:
    body = indicator(f"measure_unit: {unit}\ntargets: {{2032: 9}}").replace("Servicio de agua", name)
    assert bool(told("M042", body)) is found


def test_what_is_written_beside_the_name_is_enough() -> None:
    body = indicator("measure_unit: '%'\ndefinition: viviendas con agua cada día\ntargets: {2032: 9}")
    assert not told("M041", body.replace("Servicio de agua", "Cobertura"))
    assert not told("M042", body.replace("Servicio de agua", "Servicio mejorado"))


@pytest.mark.parametrize(("formula", "reason"), [("a / b", None), ("a / c", "unread"), ("a * 2", "unused")])
def test_formulas_and_their_variables(formula: str, reason: str | None) -> None:
    findings = told("M044", indicator(f"variables: [a, b]\nformula: {formula}"))
    assert [f.facts["reason"] for f in findings] == ([reason] if reason else [])


def test_a_formula_in_words_is_nobodys_sum() -> None:
    assert not told("M044", indicator("formula: viviendas con agua entre todas"))


def plans(pom: str, poa: str, more: str = "") -> str:
    body = "    - {{level: producto, id: {0}, text: Agua, indicators: [{{id: {1}, text: Conexiones nuevas, {2}}}]}}\n"
    return (
        "plans:\n- {id: pom, kind: pom, title: POM, period: 2024..2028, elements: [\n"
        + body.format("p1", "i1", pom).replace("    - ", "    ")
        + "  ]}\n- {id: poa, kind: poa, parent: pom, title: POA, period: 2024, elements: [\n"
        + body.format("p2", "i2", poa).replace("    - ", "    ")
        + "  ]}\n"
        + more
    )


SUM = "measure_unit: viviendas, accumulation: sum, "


@pytest.mark.parametrize(
    ("pom", "poa", "expected"),
    [
        ("targets: {2024: 400}", "targets: {2024: 400}", None),
        ("targets: {2024: 400}", "targets: {2024: 410}", 400),
        ("targets: {2024: 400}", "targets: {undated: 410}", 400),
        ("targets: {2024-S1: 150, 2024-S2: 250}", "targets: {2024: 410}", 400),
        ("targets: {2025: 400}", "targets: {2024: 410}", None),
        ("targets: {2024: not_programmed}", "targets: {2024: 410}", None),
    ],
)
def test_a_year_of_the_plan_that_is_developed(pom: str, poa: str, expected: int | None) -> None:
    findings = told("T008", plans(SUM + pom, SUM + poa))
    assert [f.facts["expected"] for f in findings] == ([] if expected is None else [expected])


def test_two_targets_from_one_baseline_are_told_once() -> None:
    one, other = (
        f"measure_unit: viviendas, baseline: {{value: 9, year: 2023}}, targets: {{2024: {n}}}" for n in (40, 41)
    )
    assert (len(told("T008", plans(one, other))), len(told("M020", plans(one, other)))) == (0, 1)


def test_a_name_that_stands_twice_in_a_plan_names_neither() -> None:
    twice = "targets: {2024: 400}}, {id: i3, text: Conexiones nuevas, " + SUM + "targets: {2024: 300}"
    assert not told("T008", plans(SUM + twice, SUM + "targets: {2024: 410}"))


YEARS = """\
plans:
- {{id: a, kind: poa, title: A, period: 2024, elements: [{{level: producto, id: p1, text: Agua, indicators: [
    {{id: i1, text: Conexiones nuevas, measure_unit: viviendas, targets: {{2024: 400}}}}]}}]}}
- {{id: b, kind: poa, title: B, period: {year}, elements: [{{level: producto, id: p2, text: Agua, indicators: [
    {{id: i2, text: Conexiones nuevas, measure_unit: viviendas, {more} targets: {{{year}: {target}}}}}]}}]}}
{measured}
"""


@pytest.mark.parametrize(
    ("year", "target", "more", "measured", "reason"),
    [
        (2025, 400, "", "", "unknown"),
        (2025, 401, "", "", None),
        (2026, 400, "", "", None),
        (2025, 400, "direction: constant,", "", None),
        (2025, 400, "", "measurements: [{indicator: i1, period: 2024, value: 380}]", "known"),
        (2025, 400, "", "measurements: [{indicator: i1, period: 2024, value: 400}]", None),
    ],
)
def test_the_target_of_the_year_before(year: int, target: int, more: str, measured: str, reason: str | None) -> None:
    findings = told("M046", YEARS.format(year=year, target=target, more=more, measured=measured))
    assert [f.facts["reason"] for f in findings] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("text", "due", "reason"),
    [
        ("Para el 2030 hay agua", 2032, "differs"),
        ("Para el 2032 hay agua", 2032, None),
        ("A fines del año 2030 habrá agua", 2032, None),
        ("De 2021 al 2030 y para el 2032 hay agua", 2032, None),
        ("Para el 2020 hay agua", 2032, "past"),
        ("Según el censo de 2018 falta agua", 2032, None),
    ],
)
def test_deadlines_in_words(text: str, due: int, reason: str | None) -> None:
    findings = told("T012", result(f"text: {text}\nindicators:\n- {{text: Viviendas, targets: {{{due}: 8}}}}\n"))
    assert [f.facts["reason"] for f in findings] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("targets", "missing"),
    [
        ("{2024: 1, 2025: 2, 2027: 4, 2028: 5}", "2026"),
        ("{2024: 1, 2026: 2, 2028: 4, 2030: 5}", None),
        ("{2024: 1, 2025: 2, 2026: not_programmed, 2027: 4}", None),
        ("{2024: 1, 2026: 2}", None),
    ],
)
def test_years_without_target(targets: str, missing: str | None) -> None:
    findings = told("T013", indicator(f"targets: {targets}"))
    assert [f.facts["missing"] for f in findings] == ([missing] if missing else [])


TWICE = """\
plans:
- kind: pei
  title: Plan
  period: 2024..2028
  elements:
  - {level: resultado, code: R1, text: Agua, indicators: [ONE]}
  - {level: resultado, code: R2, text: Salud, indicators: [OTHER]}
"""


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("targets: {2028: 80}", "targets: {2028: 85}", "differ"),
        ("targets: {2028: 80}", "targets: {2028: 80}", "same"),
        ("targets: {2028: 80}", "targets: {2027: 85}", None),
        ("targets: {2028: 80}, baseline: {value: 3, year: 2023}", "targets: {2028: 85}", None),
    ],
)
def test_one_long_name_in_two_places(one: str, other: str, reason: str | None) -> None:
    measure = "{text: Viviendas rurales que reciben agua clorada, measure_unit: '%%', %s}"
    findings = told("M045", TWICE.replace("ONE", measure % one).replace("OTHER", measure % other))
    assert [f.facts["reason"] for f in findings] == ([reason] if reason else [])


OFFICES = """\
units:
- {id: u1, name: Agua}
- {id: u2, name: Obras}
cycles:
- {id: c1, duty: cuatrimestre, period: 2025-C1, opens: 2025-05-01, due: 2025-05-10}
reports:
- {cycle: c1, unit: u2, state: open, due: 2025-05-10}
"""


def test_who_is_late_is_told_by_the_others_and_by_no_clock() -> None:
    assert not told("T010", OFFICES)
    given = "- {cycle: c1, unit: u1, state: reported, due: 2025-05-10, reported_at: '2025-05-%sT10:00:00+00:00'}\n"
    assert not told("T010", OFFICES + given % "09")
    assert [f.facts["reason"] for f in told("T010", OFFICES + given % "12")] == ["late"]
    earlier = "- {id: c0, duty: cuatrimestre, period: 2024-C3, opens: 2025-01-01, due: 2025-01-10, closed: true}\n"
    two = OFFICES.replace("reports:\n", earlier + "reports:\n- {cycle: c0, unit: u2, state: open, due: 2025-01-10}\n")
    (finding,) = told("T010", two + given % "12")
    assert (finding.facts["reason"], finding.facts["count"], finding.facts["period"]) == ("several", 2, "2024-C3")


def test_a_report_with_more_time_is_not_late() -> None:
    given = "- {cycle: c1, unit: u1, state: reported, due: 2025-05-10, reported_at: '2025-05-12T10:00:00+00:00'}\n"
    assert not told("T010", OFFICES.replace("open, due: 2025-05-10", "open, due: 2025-05-20") + given)


TWO = "plans:\n- {id: a, kind: %s, title: A, period: 2020..2024}\n- {id: b, kind: %s, title: B, %speriod: %s}\n"


def test_policies_stand_beside_one_another() -> None:
    assert not told("T014", TWO % ("policy", "policy", "", "2024..2029"))
    assert [f.subject for f in told("T014", TWO % ("pei", "pei", "", "2024..2029"))] == ["plan/b"]


def test_a_plan_that_overlaps_the_one_it_develops_is_a_matter_of_horizons() -> None:
    overlapping, later = (TWO % ("pei", "pom", "parent: a, ", years) for years in ("2024..2028", "2025..2028"))
    assert (len(told("T005", overlapping)), len(told("T016", overlapping))) == (1, 0)
    assert (len(told("T005", later)), len(told("T016", later))) == (0, 1)
