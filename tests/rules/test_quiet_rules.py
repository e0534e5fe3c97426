"""Rules that would shout line by line: what a whole document lacks is told once, what it says elsewhere is no fault."""

from decimal import Decimal

import pytest

from ceiba.kernel.finding import Finding, Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import Asked, Audit, audit, say
from tests.cast import snapshot

LONG = "Que la gente de las aldeas altas tenga agua limpia todos los días del año. " * 12


def asked(rule: str, text: str) -> tuple[tuple[Finding, ...], Asked]:
    """Return what one rule finds in a plan as text, and how often it was asked."""
    result: Audit = audit(snapshot(text), (rule_of(rule),))
    return result.findings, result.asked[rule]


def test_a_table_without_codes_is_told_once() -> None:
    findings, count = asked("F008", "projects:\n" + "".join(f"- {{name: Obra {n}}}\n" for n in range(8)))
    (finding,) = findings
    assert (finding.subject, finding.severity, finding.facts["count"]) == ("project/p1", Severity.NOTICE, 8)
    assert count == Asked(asked=1, passed=0)


def test_projects_without_code_are_told_one_by_one_where_others_have_one() -> None:
    findings, count = asked("F008", "projects:\n- {name: Uno}\n- {code: '7', name: Dos}\n- {name: Tres}\n")
    assert [(f.subject, f.severity) for f in findings] == [
        ("project/p1", Severity.WARNING),
        ("project/p3", Severity.WARNING),
    ]
    assert count == Asked(asked=3, passed=1)


def test_a_lonely_project_without_code_is_a_warning() -> None:
    (finding,), _count = asked("F008", "projects:\n- {name: Uno}\n")
    assert finding.severity is Severity.WARNING


def test_no_projects_no_question() -> None:
    assert asked("F008", "plans: []\n") == ((), Asked(0, 0))


@pytest.mark.parametrize(
    ("plan_period", "own_period", "found"),
    [
        ("2024", None, False),
        ("2024-S1", None, False),
        ("2024..2025", None, True),
        ("2024..2028", "2026", False),
        (None, None, True),
    ],
)
def test_a_plan_of_one_year_says_when_its_targets_are_due(
    plan_period: str | None, own_period: str | None, found: bool
) -> None:
    period = f"\n  period: {plan_period}" if plan_period else ""
    own = f", period: {own_period}" if own_period else ""
    text = f"""\
plans:
- kind: poa
  title: Plan{period}
  elements:
  - {{level: producto, id: p1, text: Agua{own}, indicators: [{{text: Hogares, targets: {{undated: 5}}}}]}}
"""
    findings, count = asked("T001", text)
    assert bool(findings) is found
    assert count.asked == 1


def test_a_long_text_is_cut_in_the_sentence_and_whole_in_the_facts() -> None:
    plan = snapshot(f"plans:\n- kind: pdmot\n  title: P\n  elements:\n  - {{level: objetivo, id: o1, text: {LONG}}}\n")
    (finding,) = audit(plan, (rule_of("L001"),)).findings
    message = say(finding, plan).message
    assert finding.facts["element"] == LONG.strip()
    assert len(message) < 300
    assert "…»" in message


def test_a_text_of_ordinary_length_is_said_whole() -> None:
    text = "x" * 160
    plan = snapshot(f"plans:\n- kind: pdmot\n  title: P\n  elements:\n  - {{level: objetivo, id: o1, text: {text}}}\n")
    (finding,) = audit(plan, (rule_of("L001"),)).findings
    assert f"«{text}»" in say(finding, plan).message


def test_a_figure_is_never_cut() -> None:
    text = f"totals:\n- {{label: T, stated: {'9' * 200}, addends: [1], all_addends: [1, {'9' * 200}]}}\n"
    plan = snapshot(text)
    (finding,) = audit(plan, (rule_of("F002"),)).findings
    assert finding.facts["stated"] == Decimal("9" * 200)
    assert "9" * 200 in say(finding, plan).message
