"""What may be set of a rule: every setting has its words and bounds, and each value in force says where it is from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.kernel.check import Check, RuleSetting
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import available, load
from ceiba.rules.catalogue import rule_of, rules
from ceiba.rules.engine import audit
from ceiba.rules.settings import bounds_of, faults, parameters, text_of
from ceiba.rules.usage import Origin, rule_use
from tests import cast

WHY = {"reason": "Así lo acordó el concejo municipal.", "source": "Acta 12-2026"}


def test_every_setting_of_the_catalogue_has_its_words_and_bounds() -> None:
    lacking = sorted(
        {(rule.code, name) for rule in rules() for name in rule.settings if bounds_of(rule.code, name) is None}
    )
    assert lacking == [], "write what people call these settings, and their bounds, in ceiba/rules/settings.py"


def test_every_default_and_every_methodology_lies_within_the_bounds() -> None:
    for rule in rules():
        for parameter in parameters(rule):
            if parameter.default:
                assert parameter.wrong(parameter.default) is None, (rule.code, parameter.name)
            for methodology in available():
                if parameter.name in methodology.check(rule.code).settings:
                    text = text_of(methodology.check(rule.code).settings[parameter.name])
                    assert parameter.wrong(text) is None, (methodology.reference, rule.code, parameter.name)


def test_a_decision_without_reason_or_source_is_none() -> None:
    assert list(faults(RuleSetting("E003", enabled=False, **WHY))) == []
    assert len(list(faults(RuleSetting("E003", enabled=False)))) == 2
    assert len(list(faults(RuleSetting("E003", **WHY)))) == 1
    assert len(list(faults(RuleSetting("X001", enabled=False, **WHY)))) == 1


@pytest.mark.parametrize(
    ("text", "good"),
    [("2", True), ("1000", True), ("1", False), ("1001", False), ("2.5", False), ("diez", False), ("", False)],
)
def test_a_whole_number_is_checked_against_its_bounds(text: str, good: bool) -> None:
    [parameter] = parameters(rule_of("E003"))
    assert (parameter.wrong(text) is None) is good


def test_the_institution_stands_over_the_methodology_and_that_over_the_rule() -> None:
    checks = (Check("E003", severity=Severity.ERROR, settings={"times": Decimal(12)}),)
    snapshot = Snapshot(replace(load("base"), checks=checks))
    use = rule_use(rule_of("E003"), snapshot)
    assert (use.severity.value, use.severity.origin) == ("error", Origin.METHODOLOGY)
    assert (use.settings[0][1].value, use.settings[0][1].origin) == ("12", Origin.METHODOLOGY)
    assert (use.enabled.value, use.enabled.origin) == ("true", Origin.RULE)
    own = RuleSetting("E003", severity=Severity.NOTICE, settings=(("times", "30"),), **WHY)
    decided = replace(snapshot, rule_settings=(own,))
    use = rule_use(rule_of("E003"), decided)
    assert (use.severity.value, use.severity.usual, use.severity.origin) == ("notice", "error", Origin.INSTITUTION)
    assert (use.settings[0][1].value, use.settings[0][1].usual) == ("30", "12")
    check = decided.check("E003")
    assert (check.enabled, check.severity, check.settings["times"]) == (True, Severity.NOTICE, Decimal(30))
    assert decided.check("E001") == snapshot.methodology.check("E001")


def test_the_audit_follows_severity_threshold_and_silence() -> None:
    snapshot = cast.snapshot(rule_of("E003").bad)
    leap = [finding for finding in audit(snapshot).findings if finding.rule == "E003"]
    assert leap

    def found(**decision: object) -> list[str]:
        own = RuleSetting("E003", **WHY, **decision)  # type: ignore[arg-type]
        return [f.severity for f in audit(replace(snapshot, rule_settings=(own,))).findings if f.rule == "E003"]

    assert found(severity=Severity.ERROR) == [Severity.ERROR]
    assert found(settings=(("times", "1000"),)) == []
    assert found(enabled=False) == []
