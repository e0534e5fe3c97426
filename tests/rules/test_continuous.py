"""The audit that is carried on says after every change what an audit from nothing says, and asks little for it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ceiba.exchange import cases
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.rules.continuous import ContinuousAudit
from ceiba.rules.engine import audit
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from tests.exchange.plan_strategies import snapshots

BASE = load("base@1")
PARTS = tuple(name for name in Snapshot.__dataclass_fields__ if name not in ("methodology", "institution", "plans"))


def agree(running: ContinuousAudit, snapshot: Snapshot) -> None:
    """See that the continuous audit says what the engine says, in the same order, and asked as often."""
    carried, afresh = running.audit(snapshot), audit(snapshot)
    assert carried.findings == afresh.findings
    assert carried.asked == afresh.asked


@st.composite
def changed(draw: st.DrawFn, before: Snapshot, other: Snapshot) -> Snapshot:
    """Return a snapshot in which one thing is another: a part, a field, an order, a thing that is gone."""
    if not before.plans or draw(st.booleans()):
        part = draw(st.sampled_from(PARTS))
        return replace(before, **{part: draw(st.sampled_from([(), getattr(other, part), getattr(before, part)[::-1]]))})
    place = draw(st.integers(0, len(before.plans) - 1))
    plan = _plan_changed(draw, before.plans[place], other)
    return replace(before, plans=(*before.plans[:place], plan, *before.plans[place + 1 :]))


def _plan_changed(draw: st.DrawFn, plan: Plan, other: Snapshot) -> Plan:
    group = draw(st.sampled_from(["elements", "indicators", "statements", "citations", "title", "period", "kind"]))
    theirs: list[Any] = [getattr(one, group) for one in other.plans] or [getattr(plan, group)]
    if group in ("title", "period", "kind"):
        return replace(plan, **{group: draw(st.sampled_from(theirs))})
    rows = list(getattr(plan, group))
    if not rows:
        return replace(plan, **{group: draw(st.sampled_from(theirs))})
    row = draw(st.integers(0, len(rows) - 1))
    match draw(st.sampled_from(["drop", "move", "change"])):
        case "drop":
            rows.pop(row)
        case "move":
            rows.append(rows.pop(row))
        case "change":
            donors = [thing for group_ in theirs for thing in group_] or rows
            donor = draw(st.sampled_from(donors))
            names = [name for name in rows[row].__dataclass_fields__ if name not in ("id", "parent", "element")]
            name = draw(st.sampled_from(names))
            rows[row] = replace(rows[row], **{name: getattr(donor, name)})
    return replace(plan, **{group: tuple(rows)})


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.data())
def test_after_any_changes_the_continuous_audit_says_what_an_audit_from_nothing_says(data: st.DataObject) -> None:
    current, other = data.draw(snapshots(BASE)), data.draw(snapshots(BASE))
    running = ContinuousAudit()
    agree(running, current)
    for _step in range(4):
        current = data.draw(changed(current, other))
        agree(running, current)


@pytest.mark.slow
@pytest.mark.parametrize("path", cases.paths(), ids=lambda path: path.stem)
def test_every_worked_plan_may_lose_each_of_its_things(path: Any) -> None:
    whole = cases.read(path).proposal.snapshot
    running = ContinuousAudit()
    for place, plan in enumerate(whole.plans):
        for group in ("elements", "indicators", "citations"):
            rows = getattr(plan, group)
            for row in range(len(rows)):
                less = replace(plan, **{group: rows[:row] + rows[row + 1 :]})
                agree(running, replace(whole, plans=(*whole.plans[:place], less, *whole.plans[place + 1 :])))
    agree(running, whole)


def counting(asked: list[str], *, by_index: bool = False) -> Rule:
    """Return a rule that finds an element whose parent's text is bad, and notes which elements it was asked about."""
    rule = Rule("C999", Severity.WARNING, 1, "element", "Mal", "Mal", "", "", "", "")

    def texts(snapshot: Snapshot) -> dict[str, str]:
        return {element.id: element.text for element in snapshot.elements}

    @rule
    def check(element: Element, plan: Snapshot) -> Verdict:
        asked.append(element.id)
        parent = plan.element(element.parent)
        if parent is None:
            return NOT_ASKED
        text = index(plan, texts)[parent.id] if by_index else parent.text
        return found() if "mal" in text else PASS

    return rule


def chain(*texts: str) -> Snapshot:
    """Return a plan in which every element hangs from the one before."""
    elements = tuple(
        Element(f"e{place}", "objetivo", text, parent=f"e{place - 1}" if place else None)
        for place, text in enumerate(texts)
    )
    return Snapshot(BASE, plans=(Plan("p", "pei", "Plan", elements=elements),))


@pytest.mark.parametrize("by_index", [False, True])
def test_only_what_a_change_can_alter_is_asked_again(*, by_index: bool) -> None:
    asked: list[str] = []
    running = ContinuousAudit((counting(asked, by_index=by_index),))
    running.audit(chain("bien", "bien", "bien", "bien", "bien"))
    assert sorted(asked) == ["e0", "e1", "e2", "e3", "e4"]
    asked.clear()
    result = running.audit(chain("bien", "bien", "mal", "bien", "bien"))
    assert sorted(asked) == ["e2", "e3"]
    assert [finding.subject for finding in result.findings] == ["element/e3"]
    asked.clear()
    assert running.audit(chain("bien", "bien", "mal", "bien", "bien")) == result
    assert asked == []


def test_another_methodology_asks_everything_anew() -> None:
    asked: list[str] = []
    running = ContinuousAudit((counting(asked),))
    running.audit(chain("bien", "bien"))
    running.audit(replace(chain("bien", "bien"), methodology=load("ec.gad@2024")))
    assert sorted(asked) == ["e0", "e0", "e1", "e1"]
