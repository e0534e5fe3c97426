"""Acceptance takes exactly what was proposed into the plan, once, and nothing that people did not see."""

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from ceiba.exchange.decisions import Verdict
from ceiba.exchange.stored import dump_value
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.intake import acceptance, services
from ceiba.intake.acceptance import Moved
from ceiba.intake.models import Decision, State
from ceiba.kernel.snapshot import Snapshot
from ceiba.snapshots.services import current
from tests.intake.bringing import AXES, again, bring, example, review
from tests.people import Office


def same(found: Snapshot, given: Snapshot) -> None:
    """Fail where two snapshots differ in more than who accepted what; the institution is the table's own."""
    found, given = (replace(s, sources=tuple(replace(x, accepted_by=None) for x in s.sources)) for s in (found, given))
    for field in fields(Snapshot):
        if field.name not in ("methodology", "institution", "units"):
            assert getattr(found, field.name) == getattr(given, field.name), field.name


def accept(office: Office, row: object, who: str = "planner") -> None:
    """Accept a proposal as it is seen now."""
    seen = review(office, row)
    acceptance.accept(office.actor(who), again(row), version=again(row).version, digest=seen.digest)


def test_what_was_accepted_is_what_was_proposed(office: Office) -> None:
    row = bring(office)
    accept(office, row)
    same(current(office.institution), review(office, row).value.snapshot)
    accepted = again(row)
    assert accepted.state == State.ACCEPTED
    assert accepted.settled_by == office.people["planner"]
    assert all(source.accepted_by == "Persona planner" for source in current(office.institution).sources)


def test_a_founding_plan_comes_in_whole(office: Office, shared: Path) -> None:
    path = next((shared / "seeds").glob("002_*.txt"))
    row = bring(office, path.read_bytes(), name=path.name)
    accept(office, row)
    same(current(office.institution), review(office, row).value.snapshot)


def test_acceptance_is_one_row_of_history(office: Office) -> None:
    row = bring(office)
    before = Entry.objects.count()
    accept(office, row)
    entry = Entry.objects.first()
    assert Entry.objects.count() == before + 1
    assert entry.verb == "intake.accept"
    assert entry.subject == f"proposal/{row.pk}"


def test_the_same_document_twice_doubles_nothing(office: Office) -> None:
    first = bring(office)
    accept(office, first)
    plan = current(office.institution)
    second = bring(office)
    assert review(office, second).differences.is_empty
    assert review(office, second).differences.missing == ()
    accept(office, second)
    same(current(office.institution), plan)


def test_one_changed_sentence_changes_one_field(office: Office) -> None:
    row = bring(office)
    accept(office, row)
    plan = current(office.institution)
    lines = {line.strip("-• ") for line in example().decode().splitlines()}
    once = next(e for e in plan.elements if e.text in lines and example().decode().count(e.text) == 1)
    changed = bring(office, example().decode().replace(once.text, once.text.rstrip(".") + " y aldeas."))
    (change,) = review(office, changed).differences.changed
    assert change.subject == f"element/{once.id}"
    accept(office, changed)
    after = current(office.institution)
    assert after.element(once.id).text.endswith(" y aldeas.")
    assert [e for e in after.elements if e.id != once.id] == [e for e in plan.elements if e.id != once.id]


def test_corrections_rejections_and_answers_come_in(office: Office) -> None:
    row = bring(office, AXES)
    actor = office.actor()
    value = review(office, row).value
    objective = next(e for e in value.snapshot.elements if e.level == "objetivo")
    theme = next(e for e in value.snapshot.elements if e.text == "Agua segura")
    question = next(n for n, q in enumerate(value.questions) if q.options)
    services.correct(actor, row, f"element/{objective.id}", {"weight": dump_value(Decimal, Decimal("12.50"))}, [])
    services.answer(actor, row, question, "Territorio ordenado")
    services.decide(actor, row, ["element/" + next(e.id for e in value.snapshot.elements if e.code == "1")], "rejected")
    accept(office, row)
    plan = current(office.institution)
    assert plan.element(objective.id).weight == Decimal("12.50")
    assert plan.element(plan.element(theme.id).parent).text == "Territorio ordenado"
    assert "Vida sana" not in {e.text for e in plan.elements}


def test_who_comes_second_is_told_who_was_first(office: Office) -> None:
    row = bring(office)
    stale = again(row)
    accept(office, row)
    plan = current(office.institution)
    with pytest.raises(Refused, match="Ya la aceptó Persona planner"):
        acceptance.accept(office.actor("planner"), stale)
    for late in (
        lambda: services.reject(office.actor(), stale),
        lambda: services.decide(office.actor(), stale, [review(office, row).items[0].subject], Verdict.REJECTED),
        lambda: services.accept_sure(office.actor(), stale),
    ):
        with pytest.raises(Refused, match="Ya la aceptó"):
            late()
    assert current(office.institution) is plan


def test_a_plan_that_moved_meanwhile_is_shown_before_it_is_overwritten(office: Office) -> None:
    accept(office, bring(office))
    old = example().decode()
    changed = bring(office, old.replace("2032", "2033"))
    seen = review(office, changed)
    assert seen.differences.changed
    meanwhile = bring(office, old.replace("Valle Alto", "Valle Bajo"))
    accept(office, meanwhile)
    plan = current(office.institution)
    with pytest.raises(Moved, match="El plan cambió mientras usted revisaba"):
        acceptance.accept(office.actor(), changed, version=changed.version, digest=seen.digest)
    assert again(changed).state == State.OPEN
    assert current(office.institution) == plan
    accept(office, changed)
    assert again(changed).state == State.ACCEPTED


def test_a_decision_of_somebody_else_is_shown_before_it_counts(office: Office) -> None:
    row = bring(office)
    seen = again(row).version
    digest = review(office, row).digest
    services.decide(office.actor(), row, [review(office, row).items[-1].subject], Verdict.ACCEPTED)
    with pytest.raises(Moved, match="Otra persona decidió"):
        acceptance.accept(office.actor(), row, version=seen, digest=digest)
    assert again(row).state == State.OPEN


def test_what_the_document_lacks_stays_unless_it_is_marked(office: Office) -> None:
    accept(office, bring(office))
    text = example().decode()
    lines = {line.strip("-• ") for line in text.splitlines()}
    plan = current(office.institution)
    leaves = [e for e in plan.elements if not plan.children(e) and not plan.indicators_of(e)]
    gone = next(e for e in leaves if e.text in lines and text.count(e.text) == 1)
    line = next(line for line in text.splitlines(keepends=True) if line.strip("-• \n") == gone.text)
    shorter = bring(office, text.replace(line, ""))
    assert f"element/{gone.id}" in review(office, shorter).differences.missing
    services.decide(office.actor(), shorter, [f"plan:element/{gone.id}"], Verdict.WITHDRAWN)
    assert gone.id not in {e.id for e in review(office, shorter).after.elements}
    accept(office, shorter)
    after = current(office.institution)
    assert gone.id not in {e.id for e in after.elements}
    assert after.element(gone.id).withdrawn
    assert [e.id for e in after.elements] == [e.id for e in plan.elements if e.id != gone.id]


def test_unmarked_it_stays(office: Office) -> None:
    accept(office, bring(office))
    plan = current(office.institution)
    accept(office, bring(office, "\n".join(example().decode().splitlines()[:80])))
    assert {e.id for e in plan.elements} <= {e.id for e in current(office.institution).elements}


def test_a_methodology_that_the_institution_does_not_know_is_not_let_in(office: Office, shared: Path) -> None:
    path = next((shared / "seeds").glob("003_*.txt"))
    row = bring(office, path.read_bytes(), methodology="")
    with pytest.raises(Refused, match="se leyó con"):
        accept(office, row)
    assert again(row).state == State.OPEN
    assert current(office.institution).plans == ()


@pytest.mark.parametrize("who", ["auditor", "unit_head", "reviewer", "finance", "clerk"])
def test_only_those_who_may_import_decide(office: Office, who: str) -> None:
    row = bring(office)
    subject = review(office, row).items[0].subject
    for act in (
        lambda: acceptance.accept(office.actor(who), row),
        lambda: services.reject(office.actor(who), row),
        lambda: services.decide(office.actor(who), row, [subject], Verdict.ACCEPTED),
        lambda: services.answer(office.actor(who), row, 0, "x"),
        lambda: services.receive(office.actor(who), "plan.txt", b"PLAN"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Decision.objects.exists()
    assert again(row).state == State.OPEN


def test_a_rejected_proposal_keeps_everything_and_can_be_taken_up_again(office: Office) -> None:
    row = bring(office)
    services.decide(office.actor(), row, [review(office, row).items[0].subject], Verdict.ACCEPTED)
    services.reject(office.actor(), again(row), note="Es de otro año.")
    assert again(row).state == State.REJECTED
    assert Entry.objects.first().note == "Es de otro año."
    services.reopen(office.actor(), again(row))
    assert again(row).state == State.OPEN
    assert len(review(office, row).verdicts) == 1
