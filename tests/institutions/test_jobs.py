"""Jobs: what the page says while one runs, when it is done and when it failed; who may look."""

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.institutions import history
from ceiba.institutions.jobs import later, perform, requeue_interrupted
from ceiba.institutions.models import Job
from ceiba.institutions.verbs import VERBS, Refused, verb
from tests.people import Office
from tests.queries import pinned


@verb("test.job", needs="plan.view")
def work(actor: object, *, progress: object, fails: str = "") -> None:
    """Do a job of the tests."""
    progress(1, 2, "Va por la mitad")  # type: ignore[operator]
    if fails == "refused":
        raise Refused("Eso no se puede.")
    if fails:
        raise RuntimeError(fails)


def page(job: Job) -> str:
    """Return the address of a job."""
    return reverse("job", args=[job.institution.slug, job.pk])


def test_a_running_job_says_how_far_it_is_and_asks_again_by_itself(office: Office) -> None:
    job = later(office.actor("planner"), "test.job")
    answer = office.client("planner").get(page(job))
    assert "En espera de su turno" in answer.content.decode()
    assert answer.headers["Refresh"] == "6"
    Job.objects.filter(pk=job.pk).update(state="running", done=2, steps=5, step="Leyendo la página 2")
    answer = office.client("planner").get(page(job), headers={"HX-Request": "true"})
    read = answer.content.decode()
    assert "Leyendo la página 2" in read
    assert "<html" not in read
    assert "Refresh" not in answer.headers


def test_a_job_that_is_done_leads_on(office: Office) -> None:
    onward = reverse("units", args=[office.slug])
    job = later(office.actor("planner"), "test.job", next=onward)
    perform.func(job.pk)
    assert Job.objects.get(pk=job.pk).state == "done"
    client = office.client("planner")
    assert client.get(page(job)).headers["Location"] == onward
    assert client.get(page(job), headers={"HX-Request": "true"}).headers["HX-Redirect"] == onward


@pytest.mark.parametrize("left", ["https://ejemplo.example/", "//ejemplo.example", "javascript:alert(1)", ""])
def test_a_job_leads_nowhere_outside(office: Office, left: str) -> None:
    job = later(office.actor("planner"), "test.job", next=left)
    perform.func(job.pk)
    assert office.client("planner").get(page(job)).headers["Location"] == reverse("plans", args=[office.slug])


@pytest.mark.parametrize(("fails", "words"), [("refused", "Eso no se puede."), ("de verdad", "RuntimeError")])
def test_a_job_that_failed_says_what_and_what_to_do(office: Office, fails: str, words: str) -> None:
    job = later(office.actor("planner"), "test.job", fails=fails)
    perform.func(job.pk)
    answer = office.client("planner").get(page(job))
    read = answer.content.decode()
    assert words in read
    assert "vuelva a intentarlo" in read
    assert "Refresh" not in answer.headers


def test_the_check_of_the_chain_is_a_job_too(office: Office) -> None:
    history.chain(office.institution)
    job = later(office.actor("auditor"), "history.check")
    perform.func(job.pk)
    assert "La cadena está entera" in office.client("auditor").get(page(job)).content.decode()


def test_only_the_people_of_the_institution_see_a_job(office: Office) -> None:
    job = later(office.actor("planner"), "test.job")
    assert office.client("clerk").get(page(job)).status_code == 200
    assert office.client("outsider").get(page(job)).status_code == 404
    own = reverse("job", args=[f"{office.slug}-vecino", job.pk])
    assert office.client("outsider").get(own).status_code == 404
    assert Client().get(page(job)).status_code == 302


def test_who_lost_the_permission_meanwhile_does_no_job(office: Office) -> None:
    job = later(office.actor("planner"), "units.adopt", units=[])
    from ceiba.institutions.services_people import leave

    leave(office.actor("administrator"), office.people["planner"])
    perform.func(job.pk)
    assert "no tiene permiso" in Job.objects.get(pk=job.pk).problem


def test_interrupted_jobs_are_queued_again_and_not_for_ever(office: Office) -> None:
    job = later(office.actor("planner"), "test.job")
    Job.objects.filter(pk=job.pk).update(state="running", attempts=3)
    assert requeue_interrupted() == 1
    perform.func(job.pk)
    assert "Se intentó 3 veces" in Job.objects.get(pk=job.pk).problem
    with pytest.raises(KeyError):
        later(office.actor("planner"), "no.such")
    assert "test.job" in VERBS


def test_the_page_of_a_job_asks_few_queries(office: Office) -> None:
    job, client = later(office.actor("planner"), "test.job"), office.client("planner")
    with pinned("job"):
        client.get(page(job))
