"""Worked plans: a file becomes a plan and what is expected of it, and every difference from an audit is told."""

from decimal import Decimal
from pathlib import Path

import pytest

from ceiba.exchange import cases
from ceiba.exchange.cases import ExpectedFinding
from ceiba.exchange.document import UnusableDocument
from ceiba.kernel.finding import Dimension, Fact, Finding, Severity
from ceiba.methodologies.loader import MethodologyError
from ceiba.rules.engine import audit

CASE = """\
# Un comentario.
title: Un total
plan:
  ceiba: '1'
  methodology: base@1

  totals:
  - {label: Total, stated: 300, addends: [100, 200], all_addends: [100, 200, 50]}
expect:
- {rule: F001, subject: total/t1, facts: {missing: 50.00}}
"""


def finding(rule: str = "F001", subject: str = "total/t1", **facts: Fact) -> Finding:
    return Finding(rule, 1, Severity.ERROR, Dimension.FUNDING, subject, facts)


def expected(rule: str = "F001", subject: str = "total/t1", **facts: str) -> ExpectedFinding:
    return ExpectedFinding(rule, subject, facts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "total.yaml"


def test_a_case_is_a_title_a_plan_and_what_is_expected(file: Path) -> None:
    file.write_text(CASE, encoding="utf-8")
    case = cases.read(file)
    assert case.title == "Un total"
    assert case.expected == (expected(missing="50.00"),)
    assert cases.differences(case.expected, audit(case.proposal.snapshot).findings) == ()


@pytest.mark.parametrize(
    "text",
    [
        "expect: []\ntitle: T\nplan:\n  ceiba: '1'\n  methodology: base@1\n",
        "plan: {ceiba: '1', methodology: base@1}\ntitle: T\nexpect: []\n",
        "{title: T, expect: [], plan: {ceiba: '1', methodology: base@1}}",
        "title: T\nplan:\n    ceiba: '1'\n    # más adentro\n    methodology: base@1\n\n\nexpect: []",
    ],
)
def test_the_plan_may_stand_anywhere_and_in_any_style(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    assert cases.read(file).proposal.snapshot.methodology.id == "base"


def test_a_wrong_plan_is_told_by_the_line_of_the_file(file: Path) -> None:
    file.write_text(CASE.replace("stated: 300", "stated: mucho"), encoding="utf-8")
    with pytest.raises(UnusableDocument, match=r"total\.yaml, línea 8: «mucho» no es un número"):
        cases.read(file)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Un total\n", "", "falta «title»"),
        ("expect:", "expected:", "no se conoce «expected»"),
        ("{rule: F001, ", "{", "falta «rule»"),
        ("title: Un total", "title: Un total\ntitle: Otro", "la clave «title» está dos veces"),
    ],
)
def test_what_is_no_case_is_refused(old: str, new: str, message: str, file: Path) -> None:
    file.write_text(CASE.replace(old, new), encoding="utf-8")
    with pytest.raises(MethodologyError, match=message):
        cases.read(file)


def test_cases_are_found_in_the_folders_of_their_methodologies(tmp_path: Path) -> None:
    for name in ("xx/b-2/cases/2.yaml", "xx/b-2/cases/1.yaml", "a-1/cases/1.yaml", "a-1/methodology.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in cases.paths(tmp_path)]
    assert found == ["a-1/cases/1.yaml", "xx/b-2/cases/1.yaml", "xx/b-2/cases/2.yaml"]


def test_what_is_missing_and_what_is_too_much_is_told() -> None:
    told = cases.differences([expected(), expected("F002")], [finding(missing=Decimal(50)), finding("F003")])
    assert told == ("se espera F002 total/t1 y no se halla", "se halla F003 total/t1 y no se espera")


def test_the_same_finding_twice_is_expected_twice() -> None:
    assert cases.differences([expected(), expected()], [finding(), finding()]) == ()
    assert len(cases.differences([expected()], [finding(), finding()])) == 1
    assert len(cases.differences([expected(), expected()], [finding()])) == 1


def test_one_that_leaves_the_facts_open_does_not_take_the_finding_of_another() -> None:
    two = [finding(stated=Decimal(1)), finding(stated=Decimal(2))]
    assert cases.differences([expected(), expected(stated="1")], two) == ()


@pytest.mark.parametrize(
    ("written", "fact", "says"),
    [
        ("22.03", Decimal("22.0338983"), True),
        ("22.0", Decimal("22.0338983"), True),
        ("22.04", Decimal("22.0338983"), False),
        ("50.00", Decimal(50), True),
        ("-51.16", Decimal("-51.162790"), True),
        ("mucho", Decimal(50), False),
        ("1E-40", Decimal("0.1"), False),
        ("2032", 2032, True),
        ("2031", 2032, False),
        ("27-2003", "27-2003", True),
        ("no_data", None, True),
        ("0", None, False),
        ("0", Decimal("0.4"), True),
    ],
)
def test_a_written_fact_says_a_figure_to_its_own_decimals(written: str, fact: Fact, says: bool) -> None:
    assert (cases.differences([expected(stated=written)], [finding(stated=fact)]) == ()) is says
