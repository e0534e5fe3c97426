"""The rules on alignment at their edges: what works from elsewhere counts, and a part of a document is not accused."""

import pytest

from ceiba.kernel.finding import Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import Asked, Audit, audit
from tests.cast import snapshot

THEME = "  - {{level: tematica, code: T{0}, text: Tema {0}, alignments: [{{framework: {1}, codes: ['{0}']}}]}}\n"
OUTPUT = "  - {{level: proyecto, code: P{0}, parent: T{0}, text: Obra {0}}}\n"
HEAD = "plans:\n- kind: pei\n  title: Plan\n  period: 2026..2030\n  elements:\n"


def run(rule: str, text: str) -> Audit:
    return audit(snapshot(text), (rule_of(rule),))


def test_a_project_that_serves_a_priority_delivers_for_it() -> None:
    themes = THEME.format(3, "PND") + THEME.format(5, "PND") + OUTPUT.format(3)
    assert [f.facts["codes"] for f in run("A005", HEAD + themes).findings] == ["5"]
    served = HEAD + themes + "projects:\n- {name: Taller, serves: [element/T5]}\n"
    assert run("A005", served).asked["A005"] == Asked(1, 1)


def test_a_plan_that_tells_no_deliveries_at_all_is_not_asked_for_them() -> None:
    assert run("A005", HEAD + THEME.format(3, "PND")).asked["A005"].asked == 0


def test_what_hangs_from_something_measured_serves_that_measure() -> None:
    measured = "  - {level: objetivo, code: O1, text: Agua, indicators: [{text: Hogares, targets: {2030: 5}}]}\n"
    aligned = "alignments: [{framework: ODS, codes: ['6.1']}]"
    line = f"  - {{level: linea_estrategica, code: L1, parent: O1, text: Red, {aligned}}}\n"
    assert run("A006", HEAD + measured + line).asked["A006"] == Asked(1, 1)


def test_a_sister_branch_that_is_measured_does_not_measure_this_one() -> None:
    both = (
        "  - {level: eje, code: E, text: Eje}\n"
        "  - {level: objetivo, code: O1, parent: E, text: Agua, alignments: [{framework: ODS, codes: ['6']}],"
        " indicators: [{text: Hogares, targets: {2030: 5}}]}\n"
        "  - {level: objetivo, code: O2, parent: E, text: Empleo, alignments: [{framework: ODS, codes: ['8']}]}\n"
    )
    assert [f.facts["codes"] for f in run("A006", HEAD + both).findings] == ["8"]


@pytest.mark.parametrize(("period", "found"), [("2030..2034", False), ("2031..2035", True)])
def test_the_last_year_of_a_framework_still_counts(period: str, found: bool) -> None:
    text = HEAD.replace("2026..2030", period) + THEME.format(6, "ODS")
    assert bool(run("A007", text).findings) is found


def test_money_for_running_the_office_needs_no_alignment() -> None:
    lines = "budget_lines:\n- {classifier: '1', amounts: {current: 900}, serves: {unit/u1: 1}}\n"
    lines += "units:\n- {id: u1, name: U}\n"
    assert run("A008", HEAD + THEME.format(6, "ODS") + lines).asked["A008"].asked == 0


@pytest.mark.parametrize(
    ("more", "asked", "severity"),
    [
        ("", 0, None),  # a table alone cannot mention anything
        ("  statements:\n  - {kind: narrative, text: Desarrolla el PDM-OT vigente.}\n", 1, None),
        ("  statements:\n  - {kind: narrative, text: Dice qué se hará.}\n", 1, Severity.NOTICE),
    ],
)
def test_a_plan_mentions_what_it_develops(more: str, asked: int, severity: Severity | None) -> None:
    result = run("A011", "plans:\n- kind: pei\n  title: Plan\n" + more)
    assert result.asked["A011"].asked == asked
    assert [finding.severity for finding in result.findings] == ([severity] if severity else [])


def test_a_higher_plan_in_the_same_document_is_to_be_linked() -> None:
    both = "plans:\n- {kind: pei, title: Estratégico, id: a}\n- {kind: pom, title: Multianual, id: b%s}\n"
    (finding,) = run("A011", both % "").findings
    assert (finding.subject, finding.severity, finding.facts["reason"]) == ("plan/b", Severity.WARNING, "unlinked")
    assert not run("A011", both % ", parent: a").findings


@pytest.mark.parametrize(
    ("period", "found"),
    [("2025", False), ("2025-S2", False), ("2026", True), ("2024..2026", False)],
)
def test_a_norm_is_in_force_until_its_last_day(period: str, found: bool) -> None:
    cited = "  citations:\n  - {norm: Decreto, number: 36-2024, title: Ley del Presupuesto}\n"
    assert bool(run("E013", f"plans:\n- kind: pei\n  title: P\n  period: {period}\n{cited}").findings) is found
