"""The audit as JSON: the contract's keys, places that hold, numbers that read back as they were."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import plan_text
from ceiba.exchange.writers import audit_json
from ceiba.exchange.writers.audited import audited_file
from ceiba.kernel.finding import Dimension, Finding, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source
from ceiba.rules.engine import Asked, Audit, audit
from tests import cast

PLAN = """
    units:
    - {id: u1, name: Dirección de Aguas}
    plans:
    - kind: pdmot
      title: Plan de prueba
      elements:
      - {id: e1, level: resultado, code: R1, text: Suelo permeable}
      indicators:
      - {id: i1, element: e1, text: hectáreas de suelo permeable}
      - {id: i2, unit: u1, text: trámites despachados}
"""


def read(text: str = PLAN, *sources: Source) -> Snapshot:
    from dataclasses import replace

    return replace(cast.snapshot(text), sources=sources)


def finding(subject: str, **facts: Decimal | int | str | bool | None) -> Finding:
    from ceiba.rules.catalogue import rules

    rule = next(rule for rule in rules() if rule.code == "M015")
    return Finding(rule.code, 1, Severity.WARNING, Dimension.MEASUREMENT, subject, {"indicator": "x", **facts})


def whole(proposal: Proposal) -> dict[str, audit_json.Json]:
    return audit_json.write(audited_file(proposal.document, proposal, audit(proposal.snapshot)))


def only(snapshot: Snapshot, found: Finding) -> dict[str, audit_json.Json]:
    written = audit_json.write(
        audited_file("plan.txt", Proposal("plan.txt", snapshot), Audit((found,), {"M015": Asked(4, 3)}))
    )
    (entry,) = written["findings"]  # type: ignore[misc]
    assert isinstance(entry, dict)
    return entry


def test_the_whole_is_json_with_the_keys_of_the_contract() -> None:
    snapshot = cast.valle_alto()
    written = json.loads(json.dumps(whole(Proposal("valle-alto.yaml", snapshot))))
    assert list(written) == ["file", "methodology", "findings", "asked"]
    assert written["methodology"] == "gt.municipalidad@2023"
    assert written["findings"]
    for count in written["asked"].values():
        assert count["passed"] <= count["asked"]


def test_line_and_quote_are_where_the_change_is_worded() -> None:
    thing = Source("indicator/i1", "", Place(9), "Indicador", 1.0)
    worded = Source("indicator/i1", "stated_changes", Place(12), "a un 81 %", 1.0)
    snapshot = read(PLAN, thing, worded)
    assert only(snapshot, finding("indicator/i1", stated=Decimal(81)))["line"] == 12
    assert only(snapshot, finding("indicator/i1"))["line"] == 9


def test_a_thing_without_a_place_stands_where_its_carrier_does() -> None:
    snapshot = read(PLAN, Source("element/e1", "", Place(7), "Suelo permeable", 1.0))
    entry = only(snapshot, finding("indicator/i1"))
    assert (entry["line"], entry["quote"]) == (7, "Suelo permeable")


def test_what_is_about_the_whole_plan_has_no_line() -> None:
    entry = only(read(), finding("plan/pdmot"))
    assert (entry["line"], entry["quote"], entry["element"]) == (None, None, None)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("element/e1", "Suelo permeable"),
        ("indicator/i1", "Suelo permeable"),
        ("indicator/i2", "Dirección de Aguas"),
        ("unit/u1", "Dirección de Aguas"),
        ("indicator/none", None),
    ],
)
def test_the_element_is_named_as_people_name_it(subject: str, name: str | None) -> None:
    assert only(read(), finding(subject))["element"] == name


def test_facts_are_numbers_texts_truths_and_nothing() -> None:
    facts = {"stated": Decimal(81), "percent": Decimal("0.1"), "count": 3, "yes": True, "target": None, "text": "a"}
    assert only(read(), finding("element/e1", **facts))["facts"] == {"indicator": "x", **facts, "percent": 0.1}


@given(st.decimals(-(10**12), 10**12, places=3))
def test_a_number_reads_back_as_the_decimal_it_was(amount: Decimal) -> None:
    text = json.dumps(audit_json.number(amount))
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == amount
    assert "e" not in text


def test_a_finding_on_a_plan_written_by_hand_names_the_line_of_its_own_text() -> None:
    text = """\
ceiba: '1'
methodology: gt.municipalidad@2023
plans:
- kind: pdmot
  title: Plan
  elements:
  - {level: objetivo, code: O1, text: Ampliar el acceso al agua segura.}
"""
    proposal = plan_text.read("plan.yaml", text.encode())
    found = whole(proposal)["findings"]
    assert isinstance(found, list)
    assert [(f["rule"], f["line"]) for f in found if isinstance(f, dict) and f["rule"] == "L001"] == [("L001", 7)]
