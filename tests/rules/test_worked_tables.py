"""The two worked tables of the domain, from their numbers alone: 22 results, and seven units of a matrix."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from ceiba.kernel.finding import Finding, Severity
from ceiba.kernel.indicator import Baseline, ChangeKind, Direction, Indicator, StatedChange, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Value, datum
from ceiba.kernel.unit import Unit
from ceiba.methodologies.loader import load
from ceiba.rules.engine import Audit, audit, say

CUBIC, HECTARES = MeasureUnit("m3", UnitKind.MAGNITUDE), MeasureUnit("ha", UnitKind.MAGNITUDE)
INDEX, RATE = MeasureUnit("índice", UnitKind.INDEX), MeasureUnit("por mil", UnitKind.RATE, Decimal(1000))
PERSONS, SYSTEMS = MeasureUnit("personas"), MeasureUnit("sistemas")
LEVEL, RELATIVE, POINTS, KEEP = ChangeKind.LEVEL, ChangeKind.RELATIVE, ChangeKind.POINTS, ChangeKind.MAINTAIN

# result, baseline, year, target, unit, kind, amount, flags: p percent, y yearly, f falls
ROWS = [
    ("1", "9", 2021, "55", PERCENT, LEVEL, "55", "p"),
    ("2", "0", 2022, "1", MeasureUnit("modelo"), None, "", ""),
    ("3", "30", 2021, "50", PERCENT, RELATIVE, "50", "p"),
    ("4", "88", 2021, "88", PERCENT, KEEP, "88", "p"),
    ("5a", "20915104", 2021, "28235390", CUBIC, LEVEL, "35", "p"),
    ("5b", "19", 2021, "100", HECTARES, LEVEL, "81", "p"),
    ("6", "9", 2021, "19", SYSTEMS, LEVEL, "19", ""),
    ("7", "85", 2021, "95", PERCENT, LEVEL, "95", "p"),
    ("8", "4.3", 2022, "2.1", RATE, RELATIVE, "50", "pf"),
    ("9", "0", 2021, "4", MeasureUnit("instrumentos"), None, "", ""),
    ("10", "2321", 2021, "6000", PERSONS, POINTS, "9", "y"),
    ("11a", "0.58", 2020, "0.68", INDEX, POINTS, "10", ""),
    ("11b", "0.56", 2020, "0.66", INDEX, POINTS, "10", ""),
    ("11c", "0.54", 2020, "0.64", INDEX, POINTS, "10", ""),
    ("12a", "0.54", 2020, "0.75", INDEX, LEVEL, "0.75", ""),
    ("12b", "0.58", 2020, "0.68", INDEX, LEVEL, "0.68", ""),
    ("13", "11", 2021, "30", PERCENT, None, "", ""),
    ("14", "9.52", 2021, "30", PERCENT, RELATIVE, "30", "p"),
    ("15", "673", 2019, "30000", PERSONS, LEVEL, "30000", ""),
    ("16", "2000", 2021, "5000", PERSONS, RELATIVE, "30", "p"),
    ("17", "84", 2019, "600", PERSONS, LEVEL, "600", ""),
    ("18", "15", None, None, PERCENT, RELATIVE, "50", "p"),
    ("19", "1500", 2019, "2500", PERSONS, LEVEL, "2500", ""),
    ("20", "59", 2021, "72", HECTARES, LEVEL, "23", "p"),
    ("22", None, 2021, None, PERCENT, RELATIVE, "40", "p"),
]
NAMES = {"11a": "índices IIC", "11b": "IGA", "11c": "IGF", "12a": "IPC", "12b": "Índice de información a la ciudadanía"}
TEXTS = {"22": "Capacidades fortalecidas en 8 %, con 40 % más de brigadas."}

# What each row must give about its stated change: (rule, severity); nothing for the rest.
EXPECTED = {
    "3": [("M008", Severity.WARNING)],
    "5a": [("M010", Severity.NOTICE)],
    "5b": [("M007", Severity.ERROR)],
    "10": [("M009", Severity.NOTICE)],
    "14": [("M008", Severity.WARNING)],
    "16": [("M001", Severity.ERROR)],
    "18": [("M011", Severity.WARNING)],
    "20": [("M002", Severity.ERROR)],
    "22": [("M011", Severity.WARNING)],
}


def indicator(row: tuple) -> Indicator:
    name, baseline, year, target, unit, kind, amount, flags = row
    change = StatedChange(kind, Decimal(amount), "…", "p" in flags, "y" in flags, "f" in flags) if kind else None
    return Indicator(
        id=name,
        element=name.rstrip("abc"),
        text=NAMES.get(name, f"Medida del resultado {name}"),
        measure_unit=unit,
        direction=Direction.DOWN if "f" in flags else Direction.UP,
        baseline=Baseline(datum(Decimal(baseline) if baseline else None), year),
        targets=(Target(Value(Decimal(target)), Period.of_year(2032)),) if target else (Target(NO_DATA),),
        stated_changes=(change,) if change else (),
    )


@pytest.fixture(scope="module")
def results() -> tuple[Snapshot, Audit]:
    numbers = [*range(1, 23)]
    elements = tuple(Element(str(n), "resultado", TEXTS.get(str(n), f"Resultado {n}.")) for n in numbers)
    plan = Plan("pdmot", "pdmot", "Plan", Period.of_years(2018, 2032), elements=elements)
    plan = Plan(**{n: getattr(plan, n) for n in plan.__slots__} | {"indicators": tuple(indicator(row) for row in ROWS)})
    snapshot = Snapshot(load("gt.municipalidad"), plans=(plan,))
    return snapshot, audit(snapshot)


def of(findings: tuple[Finding, ...], subject: str) -> Iterator[Finding]:
    return (f for f in findings if f.subject == subject)


@pytest.mark.parametrize("name", [row[0] for row in ROWS])
def test_stated_changes_of_the_results(results: tuple[Snapshot, Audit], name: str) -> None:
    told = [f for f in of(results[1].findings, f"indicator/{name}") if "relative_percent" in f.facts]
    assert [(f.rule, f.severity) for f in told] == EXPECTED.get(name, [])


@pytest.mark.parametrize(
    ("name", "true"),
    [("3", "66.66666666666666666666666667"), ("16", "150"), ("20", "22.03389830508474576271186441")],
)
def test_true_figures(results: tuple[Snapshot, Audit], name: str, true: str) -> None:
    (finding,) = (f for f in of(results[1].findings, f"indicator/{name}") if "relative_percent" in f.facts)
    assert finding.facts["relative_percent"] == Decimal(true)
    assert {"stated", "baseline", "target", "difference", "relative_percent"} <= set(finding.facts)


def test_hectares_and_yearly_growth_are_named(results: tuple[Snapshot, Audit]) -> None:
    snapshot, found = results
    hectares = next(f for f in of(found.findings, "indicator/5b") if f.rule == "M007")
    assert hectares.facts["difference"] == 81
    growth = next(f for f in of(found.findings, "indicator/10") if f.rule == "M009")
    assert "9.02 %" in say(growth, snapshot).message


def test_results_without_measure_and_with_two_percentages(results: tuple[Snapshot, Audit]) -> None:
    findings = results[1].findings
    assert [(f.subject, f.severity) for f in findings if f.rule == "L001"] == [("element/21", Severity.WARNING)]
    assert [f.facts["percentages"] for f in findings if f.rule == "M012"] == ["8 %, 40 %"]


def test_one_indicator_with_the_same_target_twice(results: tuple[Snapshot, Audit]) -> None:
    (twice,) = (f for f in results[1].findings if f.rule == "M020")
    assert (twice.subject, twice.severity, twice.facts["first"]) == ("indicator/12b", Severity.NOTICE, Decimal("0.68"))


# Unit, objective, indicators, target in words: the matrix's own figures, told in other words.
MATRIX = [
    (
        "11",
        "Tiene la misión de asesorar.",
        ["Porcentaje de trámites despachados en el período"],
        "90% de trámites despachados",
    ),
    (
        "12",
        "Administrar el dinero.",
        ["% de variación de gasto respecto a lo programado"],
        "95% de gasto programado ejecutado",
    ),
    (
        "13",
        "Tiene como misión patrocinar.",
        ["Porcentaje de procedimientos resueltos en relación a los casos ingresados"],
        "90% de procedimientos resueltos",
    ),
    (
        "14",
        "Captar recursos.",
        ["Porcentaje de captación de recursos de organismos cooperantes"],
        "90% de captacion de recursos",
    ),
    (
        "15",
        "Promover la participación.",
        ["Un sistema de participación fortalecido"],
        "80% de sistema de participacion implementado",
    ),
    (
        "16",
        "Dar a conocer la gestión.",
        ["porcentaje de aceptacion de la imagen institucional"],
        "90% de boletines entregados",
    ),
    (
        "17",
        "Tiene como misión planificar.",
        ["Número de planes parroquiales asistidos", "Actualización del plan institucional"],
        None,
    ),
]
MISMATCHED = {
    "12": ("M018", "deviation_against_execution"),
    "14": ("M019", "action"),
    "15": ("M018", "count_against_percentage"),
    "16": ("M018", "perception_against_delivery"),
}


@pytest.fixture(scope="module")
def matrix() -> Audit:
    elements, indicators, units = [], [], []
    for number, objective, names, target in MATRIX:
        units.append(Unit(f"u{number}", f"Unidad {number}"))
        elements.append(Element(number, "objetivo_unidad", objective, unit=f"u{number}"))
        targets = (Target(Value(Decimal(target.split("%")[0]))),) if target else ()
        for place, name in enumerate(names):
            kind = PERCENT if target else None
            indicators.append(Indicator(f"{number}.{place}", number, name, kind, targets=targets, target_text=target))
    plan = Plan("poa", "poa", "Matriz", elements=tuple(elements), indicators=tuple(indicators))
    return audit(Snapshot(load("ec.gad"), plans=(plan,), units=tuple(units)))


@pytest.mark.parametrize("number", [row[0] for row in MATRIX[:6]])
def test_targets_and_denominators_of_the_matrix(matrix: Audit, number: str) -> None:
    told = [f for f in of(matrix.findings, f"indicator/{number}.0") if f.rule in ("M018", "M019")]
    assert [(f.rule, f.facts["reason"]) for f in told] == ([MISMATCHED[number]] if number in MISMATCHED else [])
    assert all(f.severity is Severity.WARNING for f in told)


def test_indicators_without_target_and_missions(matrix: Audit) -> None:
    without = [f for f in matrix.findings if f.rule == "M017"]
    assert [f.subject for f in without] == ["indicator/17.0", "indicator/17.1"]
    assert all(f.facts["target"] is None and f.facts["unit"] == "Unidad 17" for f in without)
    assert [f.subject for f in matrix.findings if f.rule == "C002"] == ["element/11", "element/13", "element/17"]
