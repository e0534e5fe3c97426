"""The engine: three verdicts counted, grades and settings of the methodology, sentences in the reader's language."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings

from ceiba.exchange.readers import plan_text
from ceiba.kernel.budget import FundingSource, StatedTotal
from ceiba.kernel.check import Check
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Baseline, ChangeKind, Indicator, StatedChange, Target
from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.methodologies.loader import load
from ceiba.rules.catalogue import rule_of, rules
from ceiba.rules.engine import Asked, audit, say
from ceiba.rules.gathering import Subjects
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import NOUNS
from tests.exchange.plan_strategies import snapshots

BASE = load("base")


def probe(severity: Severity = Severity.WARNING, grade: Severity | None = None) -> Rule:
    """Return a rule that finds elements with «mal», passes «bien», and has nothing to ask of the rest."""
    rule = Rule(
        "C999", severity, 3, "element", "Un texto malo", "«%(subject)s»: %(count)s", "Porque sí.", "Quítelo.", "", ""
    )

    @rule
    def check(element: Element, plan: Snapshot, *, word: str = "mal") -> Verdict:
        if word in element.text:
            return found(severity=grade, count=len(element.text))
        return PASS if "bien" in element.text else NOT_ASKED

    return rule


def plan_with(*texts: str, methodology: Methodology = BASE) -> Snapshot:
    elements = tuple(Element(f"e{i}", "objetivo", text) for i, text in enumerate(texts))
    return Snapshot(methodology, plans=(Plan("pei", "pei", "Plan", elements=elements),))


def using(check: Check) -> Methodology:
    return replace(BASE, checks=(check,))


def test_three_verdicts_are_counted() -> None:
    result = audit(plan_with("mal", "bien", "bien", "nada"), (probe(),))
    assert result.asked == {"C999": Asked(asked=3, passed=2)}
    (finding,) = result.findings
    assert (finding.subject, finding.version, finding.severity) == ("element/e0", 3, Severity.WARNING)
    assert finding.facts == {"count": 3}


def test_withdrawn_elements_are_not_asked() -> None:
    snapshot = Snapshot(
        BASE, plans=(Plan("p", "pei", "Plan", elements=(Element("e", "objetivo", "mal", withdrawn=True),)),)
    )
    assert audit(snapshot, (probe(),)).asked["C999"] == Asked(0, 0)


def test_a_rule_can_be_switched_off() -> None:
    result = audit(plan_with("mal", methodology=using(Check("C999", enabled=False))), (probe(),))
    assert not result.findings
    assert "C999" not in result.asked


def test_a_setting_overrides_the_default() -> None:
    check = Check("C999", settings=MappingProxyType({"word": "peor"}))
    assert [f.subject for f in audit(plan_with("mal", "peor", methodology=using(check)), (probe(),)).findings] == [
        "element/e1"
    ]
    assert probe().settings == {"word": "mal"}


@pytest.mark.parametrize(
    ("own", "case", "graded", "expected"),
    [
        (Severity.WARNING, None, None, Severity.WARNING),
        (Severity.WARNING, Severity.ERROR, None, Severity.ERROR),
        (Severity.ERROR, Severity.NOTICE, None, Severity.NOTICE),
        (Severity.WARNING, None, Severity.ERROR, Severity.ERROR),
        (Severity.ERROR, None, Severity.NOTICE, Severity.NOTICE),
        (Severity.WARNING, Severity.NOTICE, Severity.ERROR, Severity.NOTICE),
        (Severity.WARNING, Severity.ERROR, Severity.NOTICE, Severity.NOTICE),
    ],
)
def test_grades(own: Severity, case: Severity | None, graded: Severity | None, expected: Severity) -> None:
    snapshot = plan_with("mal", methodology=using(Check("C999", severity=graded)))
    assert audit(snapshot, (probe(own, case),)).findings[0].severity is expected


def test_the_norm_of_a_check_is_the_source() -> None:
    norm = LegalSource("Ley de Ejemplo", "5")
    result = audit(plan_with("mal", methodology=using(Check("C999", source=norm))), (probe(),))
    assert result.findings[0].source == "Ley de Ejemplo, art. 5"
    assert audit(plan_with("mal"), (probe(),)).findings[0].source is None


def test_sentences_speak_the_readers_language() -> None:
    text = b"ceiba: '1'\nmethodology: base@1\n" + rule_of("F001").bad.encode()
    snapshot = plan_text.read("plan.yaml", text).snapshot
    (finding,) = (f for f in audit(snapshot).findings if f.rule == "F001")
    spanish = say(finding, snapshot)
    assert spanish.message == "«Total de proyectos» dice 300 y todos los renglones suman 350: faltan 50."
    catalogue = {rule_of("F001").title: "The total leaves rows out", rule_of("F001").says: "%(label)s: %(stated)s"}
    english = say(finding, snapshot, lambda text: catalogue.get(text, text), lambda number: f"Q{number:,.2f}")
    assert english.message == "Total de proyectos: Q300.00"
    assert english.title == "The total leaves rows out"


def test_every_noun_that_is_asked_exists() -> None:
    empty = Subjects(Snapshot(BASE))
    for noun in {*NOUNS, *(rule.asks for rule in rules())}:
        assert empty.of(noun) == {}
    with pytest.raises(ValueError, match="nowhere"):
        empty.of("nowhere")


def test_rules_never_raise_on_odd_figures() -> None:
    """Zero baselines, no years, huge and negative amounts, two currencies in one table."""
    changes = tuple(
        StatedChange(kind, Decimal(amount), "…", percent, yearly, falls)
        for kind in ChangeKind
        for amount in ("0", "-3", "1E+40", "0.0001")
        for percent in (True, False)
        for yearly in (True, False)
        for falls in (True, False)
    )
    figures = [("0", "0"), ("0", "5"), ("5", "0"), ("-5", "5"), ("1E+60", "1E-60")]
    indicators = tuple(
        Indicator(
            f"i{n}",
            "e1",
            "Medida",
            PERCENT,
            baseline=Baseline(Value(Decimal(b)), 2031),
            targets=(Target(Value(Decimal(t)), Period.of_year(2032)),),
            stated_changes=changes,
        )
        for n, (b, t) in enumerate(figures)
    )
    plan = Plan(
        "pei",
        "pei",
        "",
        elements=(Element("e1", "resultado", ""), Element("e2", "desconocido", "")),
        indicators=indicators,
    )
    one, two = Money(Decimal(5), "GTQ"), Money(Decimal(5), "USD")
    snapshot = Snapshot(
        load("gt.municipalidad"),
        plans=(plan,),
        funding=(
            FundingSource("f1", "IVA", one, two, two, Decimal(1), Decimal(1), "iva_paz"),
            FundingSource("f2", "X", Money.zero("GTQ"), one),
        ),
        totals=(StatedTotal("t1", "Total", one, (two,), (two, two)), StatedTotal("t2", "Total", one, (), ())),
    )
    result = audit(snapshot)
    for finding in result.findings:
        assert say(finding, snapshot).message


@pytest.mark.slow
@given(snapshots(load("gt.municipalidad")))
@settings(max_examples=30, deadline=None)
def test_any_snapshot_is_audited_and_every_finding_said(snapshot: Snapshot) -> None:
    result = audit(snapshot)
    for finding in result.findings:
        sentence = say(finding, snapshot)
        assert sentence.message
        assert "%(" not in sentence.message
    for asked in result.asked.values():
        assert asked.passed <= asked.asked
    assert sum(asked.asked - asked.passed for asked in result.asked.values()) == len(result.findings)


def test_four_hundred_elements_take_well_under_half_a_second() -> None:
    elements, indicators = [], []
    for i in range(400):
        parent = f"e{i - i % 10}" if i % 10 else None
        elements.append(
            Element(
                f"e{i}",
                "resultado" if parent else "objetivo",
                f"Para 2032 aumenta en {i} % el servicio número {i} de agua.",
                parent=parent,
            )
        )
        change = StatedChange(ChangeKind.RELATIVE, Decimal(i), f"en {i} %", percent=True)
        indicators.append(
            Indicator(
                f"i{i}",
                f"e{i}",
                f"Servicio {i}",
                PERCENT,
                baseline=Baseline(Value(Decimal(9)), 2021),
                targets=(Target(Value(Decimal(i)), Period.of_year(2032)),),
                stated_changes=(change,),
            )
        )
    snapshot = Snapshot(
        BASE, plans=(Plan("pei", "pei", "Plan", elements=tuple(elements), indicators=tuple(indicators)),)
    )
    asked = audit(snapshot).asked
    assert asked["M015"].asked == len(indicators)
