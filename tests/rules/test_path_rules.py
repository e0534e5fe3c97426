"""Rules on the figures of an indicator: paths of targets, parts and wholes, scales, units, measurements."""

import pytest

from ceiba.kernel.finding import Finding, Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit
from ceiba.rules.examples import indicator
from tests.cast import snapshot


def told(rule: str, body: str, after: str = "") -> list[Finding]:
    return list(audit(snapshot(indicator(body) + after), (rule_of(rule),)).findings)


@pytest.mark.parametrize(
    ("body", "computed"),
    [
        ("accumulation: sum\ntargets: {2024..2026: 10, 2024: 3, 2025: 3, 2026: 4}", None),
        ("accumulation: sum\ntargets: {2024..2026: 10, 2024: 3, 2025: 3}", None),
        ("accumulation: sum\ntargets: {2024..2026: 10, 2024: 8, 2025: 3}", 11),
        ("accumulation: sum\ntargets: {2024: 10, 2024-C1: 3, 2024-C2: 3, 2024-C3: 3}", 9),
        ("accumulation: sum\ntargets: {2024..2025: 10, 2024: 5, 2025: 5, 2025-S1: 2, 2025-S2: 3}", None),
        ("accumulation: last\ntargets: {2024..2026: 90, 2024: 70, 2025: 80, 2026: 85}", 85),
        ("accumulation: last\ntargets: {2024..2026: 90, 2024: 70, 2025: 80}", None),
        ("accumulation: max\ntargets: {2024..2026: 90, 2024: 70, 2025: 95, 2026: 85}", 95),
        ("accumulation: mean\ntargets: {2024..2026: 90, 2024: 70, 2025: 95, 2026: 85}", None),
        ("accumulation: sum\ntargets: {2024..2026: 1.0, 2024: 0.33, 2025: 0.33, 2026: 0.33}", None),
        ("accumulation: last\ntargets: {2024..2026: 9, 2024: 3, 2025: 3, 2026: 3}", None),
        ("accumulation: sum\ntargets: {2024..2026: 9, 2024: 3, 2025: not_programmed, 2026: 3}", None),
    ],
)
def test_parts_and_their_whole(body: str, computed: int | None) -> None:
    findings = told("M025", body)
    assert [f.facts["computed"] for f in findings] == ([] if computed is None else [computed])


def test_targets_that_only_add_up_are_told_once_a_plan_and_no_turn() -> None:
    body = "targets: {2024..2027: 150, 2024: 50, 2025: 10, 2026: 40, 2027: 50}"
    assert [f.facts["count"] for f in told("M040", body)] == [1]
    assert told("M025", body) == told("M029", body) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("measure_unit: '%'\ntargets: {2032: 100}", None),
        ("measure_unit: '%'\ntargets: {2032: 101}", "share"),
        ("measure_unit: '%'\nbaseline: {value: 120, year: 2023}\ntargets: {2032: 130}", None),
        ("measure_unit: personas\ntargets: {2032: -3}", "negative"),
        ("measure_unit: '%'\nbaseline: {value: -3, year: 2023}\ntargets: {2032: -1}", None),
        ("measure_unit: '%'\nbaseline: {value: 3, year: 2023}\ntargets: {2032: -1}", "negative"),
        ("measure_unit: {name: por mil, kind: rate, per: 1000}\ntargets: {2032: 1001}", "rate"),
        ("accumulation: binary\ntargets: {2032: 3}", "binary"),
        ("accumulation: binary\ntargets: {2032: 1}", None),
    ],
)
def test_what_a_unit_admits(body: str, reason: str | None) -> None:
    assert [f.facts["reason"] for f in told("M026", body)] == ([reason] if reason else [])


def test_a_growth_may_pass_a_hundred() -> None:
    plan = indicator("measure_unit: '%'\ntargets: {2032: 150}").replace(
        "Servicio de agua", "Crecimiento de la recaudación"
    )
    assert not audit(snapshot(plan), (rule_of("M026"),)).findings


@pytest.mark.parametrize(
    ("baseline", "target", "found"),
    [
        ("0.58", "68", True),
        ("0.5", "6", False),
        ("0.58", "0.68", False),
        ("2", "60", False),
        ("60", "0.9", True),
        ("0.5", "500", False),
    ],
)
def test_two_scales(baseline: str, target: str, found: bool) -> None:
    body = f"measure_unit: índice\nbaseline: {{value: {baseline}, year: 2023}}\ntargets: {{2032: {target}}}"
    assert bool(told("M027", body)) is found


@pytest.mark.parametrize(
    ("targets", "severity"),
    [
        ("{2030: 60, 2031: 55, 2032: 70}", Severity.WARNING),
        ("{2030: 60, 2031: 60, 2032: 70}", None),
        ("{2030: 60, 2031: 55}", None),
        ("{2030: 60, 2031: 50, 2032: 60}", None),
        ("{2030: 60, 2031: not_programmed, 2032: 70}", None),
    ],
)
def test_paths_that_turn_back(targets: str, severity: Severity | None) -> None:
    findings = told("M029", f"measure_unit: '%'\ntargets: {targets}")
    assert [f.severity for f in findings] == ([severity] if severity else [])


def test_a_falling_path_may_fall_and_not_rise() -> None:
    head = "measure_unit: '%'\ndirection: down\nbaseline: {value: 50, year: 2023}\ntargets: "
    assert not told("M029", head + "{2024: 40, 2025: 30, 2026: 20}")
    (finding,) = told("M029", head + "{2024: 40, 2025: 45, 2026: 20}")
    assert (finding.facts["before"], finding.facts["after"]) == (40, 45)


def test_a_count_that_wavers_is_a_notice() -> None:
    (finding,) = told("M029", "measure_unit: talleres\ntargets: {2024: 5, 2025: 3, 2026: 9}")
    assert finding.severity is Severity.NOTICE


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("measure_unit: '%'\ntargets: {2030: 100, 2031: 100, 2032: 100}", False),
        ("measure_unit: '%'\ndirection: constant\ntargets: {2030: 90, 2031: 90, 2032: 90}", False),
        ("measure_unit: casos\ndirection: down\ntargets: {2030: 0, 2031: 0, 2032: 0}", False),
        ("measure_unit: '%'\ntargets: {2030: 90, 2031: 90}", False),
        ("measure_unit: talleres\naccumulation: sum\ntargets: {2030: 9, 2031: 9, 2032: 9}", False),
        ("measure_unit: '%'\ntargets: {2030: 90, 2031: 90, 2032: 90}", True),
    ],
)
def test_paths_that_stand_still(body: str, found: bool) -> None:
    assert bool(told("M031", body)) is found


def test_both_roundings_of_a_tie_are_right() -> None:
    body = "id: i1\nmeasure_unit: '%'\naccumulation: ratio\ntargets: {2032: 90}"
    for value, found in (("12.5", False), ("13", False), ("12", False), ("14", True)):
        row = f"measurements:\n- {{indicator: i1, period: 2025, value: {value}, numerator: 1, denominator: 8}}\n"
        assert bool(told("M035", body, row)) is found


def test_a_share_of_nothing_is_not_divided() -> None:
    body = "id: i1\nmeasure_unit: '%'\naccumulation: ratio\ntargets: {2032: 90}"
    row = "measurements:\n- {indicator: i1, period: 2025, value: not_applicable, numerator: 0, denominator: 0}\n"
    assert told("M035", body, row) == told("M036", body, row) == told("M037", body, row) == []


def test_parts_without_their_total_are_a_warning() -> None:
    body = "id: i1\nmeasure_unit: personas\naccumulation: sum\ndisaggregations: {sexo: [mujeres, hombres]}"
    row = "measurements:\n- {indicator: i1, period: 2025, value: 4, disaggregation: mujeres}\n"
    (finding,) = told("M034", body, row)
    assert (finding.facts["reason"], finding.severity) == ("total", Severity.WARNING)


def test_a_target_outside_its_range_is_an_error() -> None:
    (finding,) = told("M039", "direction: range\nband: [0.5, 1]\ntargets: {2032: 2}")
    assert (finding.facts["reason"], finding.severity) == ("outside", Severity.ERROR)


def test_stages_that_do_not_make_the_whole() -> None:
    (finding,) = told("M038", "accumulation: milestone\nmilestones: {diseño: 30, obra: 60}")
    assert (finding.facts["reason"], finding.facts["computed"]) == ("stages", 90)
