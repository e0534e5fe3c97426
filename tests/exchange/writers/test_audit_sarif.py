"""The audit as SARIF: whatever is audited, the log is one by the published schema, and says where each finding stands.

The schema is the one of OASIS that the pinned package ``@microsoft/jest-sarif`` carries.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ceiba.exchange.reader import read
from ceiba.exchange.writers import audit_sarif
from ceiba.exchange.writers.audited import AuditedFile, audited_file
from ceiba.exchange.writers.baseline import fingerprint
from ceiba.exchange.writers.subjects import Subjects
from ceiba.rules.catalogue import rules
from ceiba.rules.engine import audit

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = ROOT / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
EXAMPLES = ROOT / "ceiba" / "examples"


def audited(path: str, known: Counter[str] | None = None) -> AuditedFile:
    file = Path(path)
    proposal = read(file.name, file.read_bytes())
    return audited_file(path, proposal, audit(proposal.snapshot), None, known)


def written(*files: AuditedFile, **options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(json.dumps(audit_sarif.write(files, "0.1.0", **options)))
    return log


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft7Validator(schema)


@pytest.mark.slow
@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_example_is_valid(validator: Draft7Validator, example: str, lang: str) -> None:
    log = written(audited(str(EXAMPLES / example)), lang=lang)
    assert list(validator.iter_errors(log)) == []


def test_the_schema_is_no_rubber_stamp(validator: Draft7Validator) -> None:
    log = written(audited(str(EXAMPLES / "valle-alto.txt")))
    log["runs"][0]["results"][0]["level"] = "grave"
    log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"] = {"startLine": 0}
    assert len(list(validator.iter_errors(log))) == 2


def test_a_result_names_its_rule_its_line_and_the_thing(validator: Draft7Validator) -> None:
    run = written(audited(str(EXAMPLES / "valle-alto.txt")))["runs"][0]
    catalogue = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in catalogue] == [rule.code for rule in rules()]
    total = next(result for result in run["results"] if result["ruleId"] == "F001")
    assert catalogue[total["ruleIndex"]]["id"] == "F001"
    assert total["level"] == "error"
    [place] = total["locations"]
    assert place["physicalLocation"]["region"]["startLine"] == 225
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("examples/valle-alto.txt")
    assert place["logicalLocations"][0]["fullyQualifiedName"].startswith("total/")
    assert total["properties"]["facts"]["stated"] == 9851050
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


def test_a_path_becomes_an_address(tmp_path: Path, validator: Draft7Validator) -> None:
    strange = tmp_path / "plan del año, 50%.txt"
    strange.write_bytes((EXAMPLES / "valle-alto.txt").read_bytes())
    log = written(audited(str(strange)))
    assert log["runs"][0]["artifacts"][0]["location"]["uri"].endswith("/plan%20del%20a%C3%B1o%2C%2050%25.txt")
    assert list(validator.iter_errors(log)) == []


def test_what_is_known_is_unchanged_and_the_rest_is_new(validator: Draft7Validator) -> None:
    whole = audited(str(EXAMPLES / "valle-alto.txt"))
    subjects = Subjects(whole.proposal.snapshot)
    known = fingerprint(whole.audit.findings[0], subjects)
    log = written(audited(str(EXAMPLES / "valle-alto.txt"), Counter([known])), compared=True)
    assert list(validator.iter_errors(log)) == []
    states = Counter(result["baselineState"] for result in log["runs"][0]["results"])
    assert states == {"new": len(whole.audit.findings) - 1, "unchanged": 1}
    unchanged = next(r for r in log["runs"][0]["results"] if r["baselineState"] == "unchanged")
    assert unchanged["partialFingerprints"] == {audit_sarif.MARK: known}
    assert "baselineState" not in written(whole)["runs"][0]["results"][0]
