"""What the API answers when it cannot: a problem in the reader's language that says where, and what to do."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

from ceiba.api import institutions
from ceiba.api.problems import KINDS
from tests.people import Office

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/institutions"


def wrong(answer: HttpResponse, kind: str) -> dict[str, object]:
    """Return a problem of a kind; it fails where the answer is no such thing."""
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, object] = json.loads(answer.content)
    assert told["type"] == f"/api/#{kind}"
    assert told["status"] == answer.status_code == KINDS[kind].status
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return told


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("pagina=2", "query.pagina"),
        ("page=0", "query.page"),
        ("page=x", "query.page"),
        ("page=1&page=2", "query.page"),
        ("per_page=201", "query.per_page"),
        ("country=gt", "query.country"),
        ("kind=reino", "query.kind"),
        ("country=%00%00", "query.country"),
        ("page=" + "9" * 400, "query.page"),
        ("publication=1", "query.publication"),
    ],
)
def test_a_wrong_parameter_is_named_with_its_mend(asked: str, place: str) -> None:
    told = wrong(Client().get(f"{ROOT}?{asked}"), "invalid")
    (one,) = told["errors"]  # type: ignore[misc]
    assert one["where"] == place
    assert one["detail"].endswith(".")


def test_a_huge_filter_is_refused() -> None:
    wrong(Client().get(f"{ROOT}?country={'x' * 3000}"), "address-too-long")


@pytest.mark.parametrize("path", ["/api/nada", "/api/v1/nada/", "/api/v2/institutions", "/api/v1/institutions/ñ/plans"])
def test_an_unknown_address_is_a_problem_too(path: str) -> None:
    assert wrong(Client().get(path), "not-found")["instance"] == path


def test_it_speaks_the_language_of_the_reader() -> None:
    spanish = wrong(Client().get("/api/nada"), "not-found")
    answer = Client().get("/api/nada", headers={"Accept-Language": "en-GB,en;q=0.9"})
    english = wrong(answer, "not-found")
    assert spanish["title"] == "No está aquí"
    assert english["title"] == "It is not here"
    assert "Accept-Language" in answer["Vary"]
    assert Client().get("/api/nada", headers={"Accept-Language": "zz"}).json()["title"] == "No está aquí"
    said = wrong(Client().get(f"{ROOT}?page=0", headers={"Accept-Language": "en"}), "invalid")
    assert "smallest" in said["errors"][0]["detail"]  # type: ignore[index]


def test_what_an_address_does_not_do_is_said_with_what_it_does() -> None:
    answer = Client().delete(ROOT)
    wrong(answer, "method-not-allowed")
    assert answer["Allow"] == "GET"
    wrong(Client().post(ROOT, b"{}", content_type="application/json"), "method-not-allowed")


def test_a_failure_tells_nothing_of_what_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("la contraseña está en /etc/secreto")

    monkeypatch.setattr(institutions, "publishing", fails)
    told = wrong(Client().get(ROOT), "failed")
    assert "secreto" not in json.dumps(told)


def test_a_host_that_is_not_ours_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.ALLOWED_HOSTS = ["ceiba.example"]  # type: ignore[attr-defined]
    answer = Client().get(ROOT, headers={"Host": "malo.example"})
    wrong(answer, "unreadable")
    assert "malo.example" not in answer.content.decode()


def test_signing_in_opens_nothing_here(office: Office) -> None:
    answer = office.client("administrator").get(f"{ROOT}/{office.slug}/plans")
    wrong(answer, "not-found")
