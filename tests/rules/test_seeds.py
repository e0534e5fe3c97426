"""What the audit must say of the founding documents, at their lines, and what it must not."""

import os
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ceiba.exchange.reader import read
from ceiba.kernel.finding import Finding, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import audit

SEEDS = Path(os.environ.get("CEIBA_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared")) / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the founding documents in ../shared/seeds")


@cache
def audited(prefix: str) -> tuple[Snapshot, tuple[Finding, ...]]:
    (path,) = SEEDS.glob(f"{prefix}_*.txt")
    snapshot = read(path.name, path.read_bytes()).snapshot
    return snapshot, audit(snapshot).findings


def told(prefix: str, *codes: str) -> list[tuple[str, int | None, Severity]]:
    """Return (rule, line, severity) of the findings of some rules."""
    snapshot, findings = audited(prefix)
    chosen = [finding for finding in findings if finding.rule in codes]
    return [(f.rule, s.place.line if (s := snapshot.source_of(f.subject)) else None, f.severity) for f in chosen]


def test_stated_changes_of_the_municipal_plan() -> None:
    snapshot, findings = audited("002")
    stated = [f for f in findings if "relative_percent" in f.facts and f.severity is not Severity.NOTICE]
    places = {(f.rule, s.place.line) for f in stated if (s := snapshot.source_of(f.subject))}
    assert places == {
        ("M008", 362),
        ("M007", 413),
        ("M008", 732),
        ("M001", 775),
        ("M011", 839),
        ("M002", 926),
        ("M011", 1036),
    }


def test_right_numbers_under_wrong_words_are_notices() -> None:
    assert told("002", "M009", "M010") == [("M009", 590, Severity.NOTICE), ("M010", 413, Severity.NOTICE)]


def test_result_without_indicator_and_doubled_indicator() -> None:
    assert ("L001", 996, Severity.WARNING) in told("002", "L001")
    assert told("002", "M020") == [("M020", 656, Severity.NOTICE)]


def test_money_and_law_of_the_municipal_plan() -> None:
    _snapshot, findings = audited("002")
    (total,) = (f for f in findings if f.rule == "F001")
    assert (total.facts["stated"], total.facts["computed"]) == (Decimal("18819178.00"), Decimal("19194178.00"))
    (share,) = (f for f in findings if f.rule == "F004")
    assert (share.severity, share.facts["stated_percent"]) == (Severity.NOTICE, Decimal(25))
    assert str(share.facts["computed_percent"]).startswith("25.20")
    assert [f.facts["number"] for f in findings if f.rule == "E001"] == ["27-2003"]
    assert not [f for f in findings if f.rule in ("F002", "F005", "F006", "F007")]


def test_mismatches_of_the_matrix_of_units() -> None:
    assert [line for _rule, line, _severity in told("003", "M018")] == [34, 106, 125]
    assert [line for _rule, line, _severity in told("003", "M019")] == [92]
    assert [line for _rule, line, _severity in told("003", "M017")] == [159, 163]
