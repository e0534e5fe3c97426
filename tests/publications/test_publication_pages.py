"""The pages of publications: what is prepared is seen first, what was seen goes out, and the file is the file."""

import pytest
from django.urls import reverse

from ceiba.exchange.publication import parse
from ceiba.institutions.jobs import perform
from ceiba.institutions.models import Job
from ceiba.publications import queries
from ceiba.publications.models import Publication
from tests.people import Office
from tests.publications.test_publishing import UNTIL, measured, publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def chosen(office: Office, **more: object) -> dict[str, object]:
    plans = [plan.key for plan in queries.publishable(office.institution)]
    return {"plans": plans, "until": UNTIL, "title": "Tercer cuatrimestre", **more}


def test_what_would_go_out_is_shown_before_anything_does(publisher: Office) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    measured(publisher, 5, None, "2025-C2")
    client = publisher.client("reviewer")
    page = client.get(reverse("publication_prepare", args=[publisher.slug]), chosen(publisher)).content.decode()
    assert "Lo que saldría" in page
    assert "porque nadie las ha validado" in page
    assert "hallazgos sin responder" in page
    assert not Publication.objects.exists()


def sent(office: Office) -> Job:
    """Confirm what was seen before anything was published, and let the worker do it."""
    client = office.client("reviewer")
    answer = client.post(reverse("publication_prepare", args=[office.slug]), chosen(office, seen=""))
    job = Job.objects.get(verb="publication.publish")
    assert answer["Location"] == reverse("job", args=[office.slug, job.pk])
    perform.func(job.pk)
    job.refresh_from_db()
    return job


def test_confirming_publishes_by_a_job_and_the_list_shows_it(publisher: Office) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    job = sent(publisher)
    assert job.state == Job.State.DONE, job.problem
    row = Publication.objects.get()
    page = publisher.client("clerk").get(reverse("publications", args=[publisher.slug])).content.decode()
    assert row.digest in page
    assert "Tercer cuatrimestre" in page


def test_who_looked_at_an_older_state_is_told(publisher: Office) -> None:
    publish(publisher)
    assert "Alguien publicó" in sent(publisher).problem
    assert Publication.objects.count() == 1


def test_a_correction_without_reason_keeps_what_was_chosen(publisher: Office) -> None:
    publish(publisher)
    client = publisher.client("reviewer")
    answer = client.get(reverse("publication_prepare", args=[publisher.slug]), chosen(publisher, corrects=1))
    assert answer.status_code == 422
    assert "Una corrección lleva su razón" in answer.content.decode()
    assert "Tercer cuatrimestre" in answer.content.decode()


def test_the_file_is_what_was_signed_and_the_page_says_that_it_holds(publisher: Office) -> None:
    row = publish(publisher)
    client = publisher.client("auditor")
    answer = client.get(reverse("publication_file", args=[publisher.slug, 1]))
    assert answer.content == queries.content_of(row)
    assert parse(answer.content).is_signed
    assert answer["Content-Type"].startswith("text/plain")
    page = client.get(reverse("publication", args=[publisher.slug, 1])).content.decode()
    assert "NO VALE" not in page
    assert row.digest in page
    assert client.get(reverse("publication", args=[publisher.slug, 2])).status_code == 404


def test_who_may_not_publish_is_told_who_does(publisher: Office) -> None:
    answer = publisher.client("planner").get(reverse("publication_prepare", args=[publisher.slug]))
    assert answer.status_code in (403, 409)
    assert "Publica quien revisa" in answer.content.decode()


def test_a_new_key_is_made_by_who_looks_after_the_institution(publisher: Office) -> None:
    publish(publisher)
    client = publisher.client("administrator")
    client.post(reverse("publication_key", args=[publisher.slug]))
    page = client.get(reverse("publications", args=[publisher.slug])).content.decode()
    assert "Llave nueva, en espera" in page
