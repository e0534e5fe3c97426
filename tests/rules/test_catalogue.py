"""Every rule is proved by its own examples: the bad one is caught, the good one is asked and passes."""

import re

import pytest

from ceiba.exchange.readers import plan_text
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import available
from ceiba.rules.catalogue import rule_of, rules
from ceiba.rules.engine import audit, say
from ceiba.rules.rule import LETTERS, Rule

METHODOLOGY = "gt.municipalidad@2023"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


def example(text: str) -> Snapshot:
    """Return an example of a rule as a snapshot; the reader refuses what is not a plan as text."""
    return plan_text.read("ejemplo.yaml", f"ceiba: '1'\nmethodology: {METHODOLOGY}\n{text}".encode()).snapshot


def sentences(rule: Rule) -> tuple[str, ...]:
    return (rule.says,) if isinstance(rule.says, str) else tuple(rule.says.values())


@every_rule
def test_bad_example_is_caught(rule: Rule) -> None:
    snapshot = example(rule.bad)
    findings = audit(snapshot, (rule,)).findings
    assert findings
    for finding in findings:
        assert finding.rule == rule.code
        assert set(_PLACEHOLDER.findall(rule.sentence(finding.facts))) <= {*finding.facts, "subject"}
        message = say(finding, snapshot).message
        assert "%(" not in message
        assert "  " not in message


@every_rule
def test_good_example_is_asked_and_passes(rule: Rule) -> None:
    result = audit(example(rule.good), (rule,))
    assert not result.findings
    assert result.asked[rule.code].asked > 0
    assert result.asked[rule.code].passed == result.asked[rule.code].asked


@every_rule
def test_rule_is_complete(rule: Rule) -> None:
    assert LETTERS[rule.code[0]] is rule.dimension
    assert re.fullmatch(r"[LMFTAEC]\d{3}", rule.code)
    assert rule.check.__module__.split(".")[2] == rule.dimension.value
    assert rule.check.__doc__
    assert rule.version >= 1
    for text in (rule.title, rule.why, rule.remedy, *sentences(rule)):
        assert text
        assert text == text.strip()
    assert not rule.title.endswith(".")
    for text in (rule.why, rule.remedy):
        assert text.endswith((".", "?"))


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes) >= 28
    assert {rule.dimension for rule in rules()} == set(LETTERS.values())
    assert {rule.severity for rule in rules()} == set(Severity)
    assert rule_of(codes[0]) is rules()[0]


@pytest.mark.parametrize("methodology", available(), ids=lambda m: m.reference)
def test_methodologies_use_rules_and_settings_that_exist(methodology) -> None:
    for check in methodology.checks:
        assert set(check.settings) <= set(rule_of(check.rule).settings)
