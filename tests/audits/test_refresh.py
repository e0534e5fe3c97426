"""Runs of the rules: what they find keeps its identity and its answers, and is never kept twice."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from ceiba.audits import queries, services
from ceiba.audits.difference import identified
from ceiba.audits.facts import restored, stored
from ceiba.audits.models import Answer, Finding, Run
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import audit
from tests.audits.showing import Showing

REASON = "El concejo lo decidió así en el acta 12."


def edited(snapshot: Snapshot, identifier: str, **fields: object) -> Snapshot:
    """Return the snapshot with other fields in one element."""

    def mended(element: Element) -> Element:
        return replace(element, **fields) if element.id == identifier else element

    plans = [replace(plan, elements=tuple(map(mended, plan.elements))) for plan in snapshot.plans]
    return replace(snapshot, plans=tuple(plans))


def refreshed(shown: Showing) -> Run:
    """Return the run that speaks of what is shown."""
    return services.current(shown.office.institution)


def finding(rule: str, subject: str) -> Finding:
    """Return the kept finding of a rule about a thing."""
    return Finding.objects.get(rule=rule, subject=subject)


def test_every_finding_is_kept_as_the_rules_say_it(shown: Showing) -> None:
    run = refreshed(shown)
    expected = audit(shown.snapshot)
    rows = Finding.objects.of(shown.office.institution)
    assert [queries.value_of(row) for row in rows] == list(expected.findings)
    graded = Counter(finding.severity.value for finding in expected.findings)
    assert run.counts == {**graded, "new": len(expected.findings), "gone": 0, "returned": 0}
    assert run.asked["L001"] == [expected.asked["L001"].asked, expected.asked["L001"].passed]


def test_facts_keep_every_decimal() -> None:
    facts = {"stated": Decimal("25.20"), "year": 2024, "text": "25.20", "known": True, "target": None}
    assert restored(stored(facts)) == facts
    assert str(restored(stored(facts))["stated"]) == "25.20"


def test_the_rules_are_asked_once_while_nothing_changes(shown: Showing) -> None:
    assert refreshed(shown).pk == refreshed(shown).pk
    assert Run.objects.count() == 1


def test_whoever_comes_second_finds_the_work_done(shown: Showing) -> None:
    first = services.refresh(Actor.system(shown.office.institution))
    second = services.refresh(Actor.system(shown.office.institution))
    assert first.pk == second.pk
    assert Finding.objects.count() == len(audit(shown.snapshot).findings)


def test_a_finding_keeps_its_number_and_answers_when_something_else_is_edited(shown: Showing) -> None:
    refreshed(shown)
    before = finding("L001", "element/R11")
    services.justify(shown.office.actor(), [before], reason=REASON)
    shown.show(edited(shown.snapshot, "1.1.1", text="Otra redacción del objetivo."))
    refreshed(shown)
    after = finding("L001", "element/R11")
    assert (after.pk, after.answer) == (before.pk, "justify")
    assert Run.objects.count() == 2


def test_what_is_mended_is_gone_and_what_comes_back_keeps_its_answers_and_says_so(shown: Showing) -> None:
    refreshed(shown)
    whole = shown.snapshot
    row = finding("L001", "element/R11")
    services.justify(shown.office.actor(), [row], reason=REASON)
    shown.show(edited(whole, "R11", withdrawn=True))
    assert refreshed(shown).counts["gone"] >= 1
    row.refresh_from_db()
    assert row.gone_since is not None
    shown.show(whole)
    assert refreshed(shown).counts["returned"] >= 1
    row.refresh_from_db()
    assert (row.gone_since, row.answer) == (None, "justify")
    assert row.returned is not None
    assert Answer.objects.filter(finding=row).count() == 1


def test_an_answer_to_a_sum_does_not_count_for_another_sum(shown: Showing) -> None:
    refreshed(shown)
    row = finding("L001", "element/R11")
    services.justify(shown.office.actor(), [row], reason=REASON)
    shown.show(edited(shown.snapshot, "R11", text="Para el 2032 el mercado ha mejorado."))
    refreshed(shown)
    row.refresh_from_db()
    assert row.answer == ""
    assert Answer.objects.get(finding=row).facts != row.facts


def test_history_tells_of_a_run_only_where_it_has_news(shown: Showing) -> None:
    refreshed(shown)
    rows = Entry.objects.filter(verb="audits.refresh")
    assert rows.count() == 1
    shown.show(replace(shown.snapshot))
    refreshed(shown)
    assert rows.count() == 1


def test_two_findings_of_a_rule_about_one_thing_are_two(shown: Showing) -> None:
    twice = tuple(f for f in audit(shown.snapshot).findings for _time in range(2))
    keys = [key for key, _finding in identified(twice)]
    assert len(set(keys)) == len(twice)
