"""What people decide is kept at once, the last word counts, and the history has both."""

from decimal import Decimal
from typing import Any

import pytest

from ceiba.exchange.decisions import Verdict
from ceiba.exchange.stored import dump_value
from ceiba.institutions import services as institutions
from ceiba.institutions.models import Entry, Job
from ceiba.institutions.permissions import Role
from ceiba.institutions.verbs import Refused
from ceiba.intake import services
from ceiba.intake.models import Decision, Proposal, State
from ceiba.intake.words import SURE
from tests.intake.bringing import again, bring, example, review
from tests.people import METHODOLOGY, Office, person, run_jobs


def colleague(office: Office) -> str:
    """Return the name of a second planner of the office."""
    office.people["second"] = person("second@valle-alto.example", "Segunda Planificadora")
    institutions.assign(office.actor("administrator"), office.people["second"], Role.PLANNER)
    return "second"


def test_the_last_word_counts_and_both_are_in_the_history(office: Office) -> None:
    row = bring(office)
    second = colleague(office)
    subject = review(office, row).items[2].subject
    services.decide(office.actor(), row, [subject], Verdict.ACCEPTED)
    services.decide(office.actor(second), again(row), [subject], Verdict.REJECTED)
    decided = review(office, row).verdicts[subject]
    assert (decided.verdict, decided.person) == (Verdict.REJECTED, "Segunda Planificadora")
    assert Decision.objects.count() == 1
    last, first = Entry.objects.filter(verb="intake.decide")
    assert (first.person, last.person) == (office.people["planner"], office.people["second"])
    assert last.changes[0]["before"]["decision"] == "accepted"
    assert last.changes[0]["after"] == {"thing": subject, "decision": "rejected"}


def test_saying_the_same_again_changes_nothing(office: Office) -> None:
    row = bring(office)
    subject = review(office, row).items[2].subject
    for _time in range(2):
        services.decide(office.actor(), row, [subject, subject], Verdict.ACCEPTED)
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(verb="intake.decide").count() == 1


def test_all_the_sure_ones_are_one_row_of_history(office: Office) -> None:
    row = bring(office)
    doubt = review(office, row).doubts[0]
    rejected = review(office, row).sure[0]
    services.decide(office.actor(), row, [rejected], Verdict.REJECTED)
    count = services.accept_sure(office.actor(), again(row))
    after = review(office, row)
    assert count == Decision.objects.filter(verdict=Verdict.ACCEPTED).count()
    assert after.verdicts[rejected].verdict == Verdict.REJECTED
    assert doubt in after.doubts
    assert all(item.confidence >= SURE for item in after.items if item.subject in after.verdicts)
    assert len(Entry.objects.filter(verb="intake.accept_sure").get().changes) == count


def test_a_correction_that_goes_back_is_taken_back(office: Office) -> None:
    row = bring(office)
    item = next(i for i in review(office, row).items if i.noun == "element")
    services.correct(office.actor(), row, item.subject, {"weight": dump_value(Decimal, Decimal(40))}, [])
    assert review(office, row).verdicts[item.subject].verdict == Verdict.CORRECTED
    services.correct(office.actor(), again(row), item.subject, {}, ["weight"])
    assert review(office, row).by_subject[item.subject].thing == item.thing
    assert review(office, row).verdicts[item.subject].verdict == Verdict.ACCEPTED


def test_taking_back_a_decision_takes_back_its_corrections(office: Office) -> None:
    row = bring(office)
    item = next(i for i in review(office, row).items if i.noun == "element")
    services.correct(office.actor(), row, item.subject, {"text": "Otra cosa."}, [])
    services.undecide(office.actor(), again(row), [item.subject])
    assert review(office, row).by_subject[item.subject].thing == item.thing
    assert not Decision.objects.exists()


def test_what_is_not_there_is_not_decided(office: Office) -> None:
    row = bring(office)
    for subjects, verdict in (
        (["element/nada"], Verdict.ACCEPTED),
        (["plan:element/e1"], Verdict.WITHDRAWN),
        ([review(office, row).items[0].subject], Verdict.WITHDRAWN),
    ):
        with pytest.raises(Refused):
            services.decide(office.actor(), row, subjects, verdict)
    with pytest.raises(Refused):
        services.answer(office.actor(), row, 99, "sí")
    assert not Decision.objects.exists()
    assert again(row).version == 0


def test_every_decision_is_a_new_version(office: Office) -> None:
    row = bring(office)
    first = review(office, row)
    services.decide(office.actor(), row, [first.items[0].subject], Verdict.ACCEPTED)
    second = review(office, row)
    assert second is not first
    assert second.matching is first.matching
    assert review(office, row) is second
    services.correct(office.actor(), again(row), first.items[0].subject, {}, [])
    assert again(row).version == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_and_leads_to_the_proposal() -> None:
    from tests.people import office as new_office

    office = new_office()
    row = services.receive(office.actor(), "plan.txt", example(), METHODOLOGY)
    run_jobs()
    job = Job.objects.get(pk=row.job_id)
    assert (job.state, job.problem) == (Job.State.DONE, "")
    assert (job.done, job.steps) == (5, 5)
    assert Proposal.objects.get().state == State.OPEN
    page = office.client().get(f"/valle-alto/tareas/{job.pk}/")
    assert page.headers["Location"] == f"/valle-alto/propuestas/{row.pk}/"


def test_a_model_that_nobody_answers_leaves_the_proposal_and_says_so(office: Office, settings: Any) -> None:
    settings.LANGUAGE_MODEL_URL = "http://127.0.0.1:9/v1"
    row = bring(office)
    assert row.state == State.OPEN
    assert any("modelo de lenguaje" in problem.text for problem in review(office, row).value.problems)
