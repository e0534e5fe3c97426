"""The worked plans of every methodology: the audit of each gives the findings that it names, no more and no fewer."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from ceiba.exchange import cases, plan_format
from ceiba.exchange.cases import ExpectedFinding, WorkedPlan
from ceiba.kernel.finding import Finding
from ceiba.methodologies.loader import ROOT, available
from ceiba.rules.catalogue import rules
from ceiba.rules.engine import audit, say

PATHS = cases.paths()
REFERENCES = [methodology.reference for methodology in available()]
SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))
CASE = jsonschema.Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/case"})
PLAN = jsonschema.Draft202012Validator(plan_format.schema())


def reference_of(path: Path) -> str:
    """Return the methodology in whose folder a case stands: ``xx/norm-2024/cases/one.yaml`` is of ``xx.norm@2024``."""
    name, _dash, edition = ".".join(path.parents[1].relative_to(ROOT).parts).rpartition("-")
    return f"{name}@{edition}"


def name_of(path: Path) -> str:
    return f"{reference_of(path)}:{path.stem}"


@cache
def worked(path: Path) -> WorkedPlan:
    return cases.read(path)


@cache
def findings_of(path: Path) -> tuple[Finding, ...]:
    return audit(worked(path).proposal.snapshot).findings


every_case = pytest.mark.parametrize("path", PATHS, ids=name_of)


@every_case
def test_a_case_has_the_shape_of_both_schemas(path: Path) -> None:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    CASE.validate(raw)
    PLAN.validate(raw["plan"])


@every_case
def test_a_case_speaks_of_an_invented_institution_under_its_own_methodology(path: Path) -> None:
    snapshot = worked(path).proposal.snapshot
    assert snapshot.methodology.reference == reference_of(path)
    assert snapshot.institution.invented


@every_case
def test_the_audit_finds_what_the_case_expects_no_more_and_no_fewer(path: Path) -> None:
    assert cases.differences(worked(path).expected, findings_of(path)) == ()


@every_case
def test_what_a_case_finds_can_be_said(path: Path) -> None:
    snapshot = worked(path).proposal.snapshot
    for finding in findings_of(path):
        assert "%(" not in say(finding, snapshot).message


@every_case
def test_a_case_changed_on_purpose_fails(path: Path) -> None:
    """One finding fewer, one more, each rule and each fact altered: every change is seen."""
    expected = worked(path).expected
    changed = [(*expected, ExpectedFinding("L001", "element/nowhere", {}))]
    for place, one in enumerate(expected):
        others = expected[:place] + expected[place + 1 :]
        changed += [others, (*others, replace(one, rule="Z999")), (*others, replace(one, subject="element/nowhere"))]
        changed += [(*others, replace(one, facts={**one.facts, fact: "777.5"})) for fact in one.facts]
        changed.append((*others, replace(one, facts={**one.facts, "no_such_fact": "1"})))
    for wrong in changed:
        assert cases.differences(wrong, findings_of(path))


def test_every_methodology_has_cases() -> None:
    assert sorted({reference_of(path) for path in PATHS}) == REFERENCES


def test_titles_tell_cases_apart() -> None:
    titles = [(reference_of(path), worked(path).title) for path in PATHS]
    assert len(set(titles)) == len(titles) == len(PATHS)


@pytest.mark.slow
def test_the_cases_together_show_every_rule_accusing_and_leaving_alone() -> None:
    found, passed = set(), set()
    for result in (audit(worked(path).proposal.snapshot) for path in PATHS):
        found |= {finding.rule for finding in result.findings}
        passed |= {rule for rule, asked in result.asked.items() if asked.passed}
    assert found == passed == {rule.code for rule in rules()}
