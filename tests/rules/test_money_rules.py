"""The rules on money at their edges: what cannot be compared is not asked, what is exactly at the limit passes."""

import pytest

from ceiba.kernel.finding import Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import Asked, Audit, audit
from tests.cast import snapshot

LINE = "budget_lines:\n- {id: b1, classifier: '12-01', name: Agua, "


def run(rule: str, text: str) -> Audit:
    return audit(snapshot(text), (rule_of(rule),))


def told(rule: str, text: str) -> list[tuple[str, object]]:
    """Return (subject, reason or None) of what a rule finds in a plan as text."""
    return [(finding.subject, finding.facts.get("reason")) for finding in run(rule, text).findings]


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [
        ("{current: 10, precommitted: 9}", 0),  # a reservation is given back when it becomes a commitment
        ("{committed: GTQ 5, accrued: USD 7}", 0),
        ("{committed: 5, accrued: 5}", 1),
        ("{committed: 9, paid: 9}", 1),  # nobody told the stage between them
    ],
)
def test_stages_that_cannot_be_compared_are_not_asked_and_equal_ones_pass(amounts: str, asked: int) -> None:
    assert run("F014", f"{LINE}amounts: {amounts}}}\n").asked["F014"] == Asked(asked, asked)


def test_the_last_cutoff_that_fails_is_told_with_its_month() -> None:
    cutoffs = "[{until: 2026-M01, amounts: {accrued: 5, paid: 6}}, {until: 2026-M11, amounts: {accrued: 9, paid: 9.5}}]"
    (finding,) = run("F014", f"{LINE}cutoffs: {cutoffs}}}\n").findings
    assert finding.facts["when"] == " (11/2026)"
    assert str(finding.facts["difference"]) == "0.5"


def test_spending_is_held_against_the_current_money_of_the_same_report() -> None:
    """The printed budget was 10; what February spent is judged by what February had."""
    cutoffs = "[{until: 2026-M02, amounts: {current: 30, accrued: 25}}]"
    assert told("F015", f"{LINE}amounts: {{current: 10}}, cutoffs: {cutoffs}}}\n") == []


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ("{unit/u1: 0.333, unit/u2: 0.333, unit/u3: 0.333}", []),  # three thirds, rounded
        ("{unit/u1: 0.5}", [("budget_line/b1", "less")]),
        ("{unit/u1: 1, unit/u2: 0.01}", [("budget_line/b1", "more")]),
    ],
)
def test_shares(shares: str, found: list[tuple[str, str]]) -> None:
    units = "units:\n- {id: u1, name: A}\n- {id: u2, name: B}\n- {id: u3, name: C}\n"
    assert told("F018", f"{LINE}amounts: {{current: 10}}, serves: {shares}}}\n{units}") == found


def test_a_rest_without_promise_is_milder_than_a_part_too_many() -> None:
    units = "units:\n- {id: u1, name: A}\n- {id: u2, name: B}\n"
    (less,) = run("F018", f"{LINE}serves: {{unit/u1: 0.5}}}}\n{units}").findings
    (more,) = run("F018", f"{LINE}serves: {{unit/u1: 1, unit/u2: 1}}}}\n{units}").findings
    assert (less.severity, more.severity) == (Severity.WARNING, Severity.ERROR)


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("2026", "2027", 0),  # a source without a year, lines of two: nobody knows which one it pays
        ("2026", "2026", 1),
    ],
)
def test_a_source_is_compared_with_the_lines_of_its_own_year(first: str, second: str, asked: int) -> None:
    lines = "".join(
        f"- {{classifier: '{p}', source: f1, period: {p}, amounts: {{initial: 60}}}}\n" for p in (first, second)
    )
    result = run("F019", f"funding:\n- {{id: f1, name: Propios, amount: 100}}\nbudget_lines:\n{lines}")
    assert result.asked["F019"].asked == asked
    assert len(result.findings) == asked


def test_lines_of_another_year_do_not_burden_a_dated_source() -> None:
    lines = "".join(
        f"- {{classifier: '{p}', source: f1, period: {p}, amounts: {{initial: 60}}}}\n" for p in (2026, 2027)
    )
    text = f"funding:\n- {{id: f1, name: Propios, amount: 100, period: 2026}}\nbudget_lines:\n{lines}"
    assert run("F019", text).asked["F019"] == Asked(1, 1)


def test_an_act_is_one_however_it_is_spelled() -> None:
    changes = "- {line: b1, amount: -5, act: Acta 7-2026}\n- {line: b1, amount: 4, act: ACTA 7-2026}\n"
    assert len(run("F020", f"{LINE}amounts: {{initial: 9}}}}\nmodifications:\n{changes}").findings) == 1


@pytest.mark.parametrize(
    ("name", "asked"),
    [("32-0101-0001 Aporte", 1), ("31-0151-0001 Propios", 0), ("Tasa por cajas", 0), ("Caja y Bancos", 1)],
)
def test_a_balance_is_known_by_its_words_or_its_code(name: str, asked: int) -> None:
    assert run("F021", f"funding:\n- {{name: {name}, amount: 5}}\n").asked["F021"].asked == asked


def test_an_addendum_that_takes_away_lowers_the_contract() -> None:
    contracts = "[{kind: contract, number: '1', amount: 90}, {kind: addendum, number: '2', amount: -10}]"
    assert told("F016", f"projects:\n- {{name: Pozo, amount: 80, contracts: {contracts}}}\n") == []


def test_money_below_an_objective_speaks_for_it_wherever_it_hangs() -> None:
    """A suboutput, and a project that serves an output, fund the objective above them."""
    output = (
        "- {{level: producto, code: {0}, parent: O1, text: T{0}, indicators: [{{text: I{0}, targets: {{2026: 5}}}}]}}\n"
    )
    elements = "- {level: objetivo_operativo, code: O1, text: Agua}\n" + output.format("P1") + output.format("P2")
    listed = "".join(f"  {line}\n" for line in elements.splitlines())
    plan = f"plans:\n- kind: pom\n  title: P\n  elements:\n{listed}"
    project = "projects:\n- {id: p1, name: Pozo, amount: 5, serves: [element/P2]}\n"
    served, none = "serves: {project/p1: 1}", "amounts: {current: 5}"
    assert told("F023", f"{plan}{project}{LINE}{served}}}\n") == []
    assert told("F023", f"{plan}{project}{LINE}{none}}}\n") == [("element/O1", None)]
