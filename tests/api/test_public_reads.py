"""The API for anybody: what a publication says, at addresses that stay, with five different states of a figure."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ceiba.kernel.period import Period
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.people import Office
from tests.portal.canaries import MARK, planted
from tests.publications.test_publishing import UNTIL, measured, publish, publisher
from tests.queries import pinned
from tests.registers.books import adopted, procedure
from tests.registers.releases import published

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOT = "/api/v1/institutions"


@pytest.fixture
def told(publisher: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return an office that published something of every kind."""
    measured(publisher, 7, str(publisher.people["reviewer"]))
    snapshot, _done = planted(current(publisher.institution), Period.parse(UNTIL))
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher, title="Primer año")
    book = adopted(publisher)
    procedure(publisher, book)
    published(publisher, book)
    return publisher


def got(path: str, status: int = 200, **headers: str) -> HttpResponse:
    """Return what an address of the API answers to anybody."""
    answer = Client().get(path, headers=headers)
    assert answer.status_code == status, (path, answer.status_code, answer.content[:400])
    assert not answer.cookies
    return answer


def read(path: str, **headers: str) -> dict[str, Any]:
    """Return the content of an address."""
    found: dict[str, Any] = got(path, **headers).json()
    return found


def walked(path: str) -> Iterator[dict[str, Any]]:
    """Yield every page of a list, by its links."""
    while path:
        answer = got(path)
        yield answer.json()
        links = dict(reversed(link.split("; ")) for link in answer["Link"].split(", "))
        path = links.get('rel="next"', "")[1:-1]


def test_every_noun_of_a_publication_is_read(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    face = queries.face_of(queries.last(told.institution))
    sizes = {
        "plans": len(face.plans),
        "indicators": len(list(face.indicators)),
        "measurements": len(face.measurements),
        "projects": len(face.projects),
        "budget-lines": len(face.budget_lines),
        "income": len(face.income),
        "publications": 1,
        "registers": 1,
    }
    for noun, size in sizes.items():
        assert read(f"{here}/{noun}")["total"] == size, noun
    plan = face.plans[0]
    assert [one["id"] for one in read(f"{here}/plans")["items"]] == [plan.id for plan in face.plans]
    assert read(f"{here}/plans/{plan.id}")["elements"] == len(plan.elements)
    listed = [one for page in walked(f"{here}/plans/{plan.id}/elements?per_page=7") for one in page["items"]]
    assert [one["id"] for one in listed] == [element.id for element in plan.elements]
    seen = set()
    for element in listed:
        assert element["parent"] is None or element["parent"] in seen, "parents come before children"
        seen.add(element["id"])
    for project in face.projects:
        assert read(f"{here}/projects/{project.id}")["name"] == project.name
    for indicator in face.indicators:
        assert read(f"{here}/indicators/{indicator.id}")["text"] == indicator.text


def test_a_figure_says_its_state_and_who_validated_it_and_money_its_currency(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    (figure, *_more) = read(f"{here}/measurements?period={UNTIL}&state=value")["items"]
    assert figure["value"] == {"state": "value", "amount": "7"}
    assert figure["validated_by"].startswith("Revisión")
    indicator = read(f"{here}/indicators/{figure['indicator']}")
    states = {row["period"]: row["value"]["state"] for row in indicator["periods"]}
    assert states[UNTIL] == "value"
    assert set(states.values()) > {"value"}, "of other periods it says why there is no figure"
    line = read(f"{here}/budget-lines?classifier=000-001")["items"][0]
    assert line["amounts"] == [{"stage": "current", "amount": "1000", "currency": "GTQ"}]
    assert line["cutoffs"] == []


def test_zero_is_a_value_and_what_lacks_is_not_zero(told: Office) -> None:
    from ceiba.api.figures import figure
    from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Value

    five = [Value(Decimal(0)), NO_DATA, NOT_PROGRAMMED, NOT_DUE, NOT_APPLICABLE]
    assert [figure(one)["amount"] for one in five] == ["0", None, None, None, None]
    assert len({figure(one)["state"] for one in five}) == 5


def test_an_address_that_names_its_publication_stays_and_links_keep_to_it(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    before = got(f"{here}/measurements?publication=1")
    first = got(f"{here}/projects?per_page=1")
    assert '?per_page=1&publication=1&page=2>; rel="next"' in first["Link"]
    assert 'rel="bookmark"' in first["Link"]
    publish(told, corrects=1, reason="El acta decía otra cosa")
    assert got(f"{here}/measurements?publication=1").content == before.content
    assert read(f"{here}/measurements")["publication"] == 2
    assert before["Cache-Control"] == "public, max-age=86400"
    assert got(f"{here}/measurements")["Cache-Control"] == "public, max-age=300"
    assert read(f"{here}/publications")["items"][0]["corrects"] == 1
    got(f"{here}/measurements?publication=3", 404)


def test_the_head_and_the_file_are_those_of_the_chain(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    row = queries.last(told.institution)
    assert row is not None
    head = read(f"{here}/publications/head")
    assert (head["number"], head["sha256"]) == (1, row.digest)
    assert got(head["file"]).content == queries.content_of(row)
    assert read(f"{here}/publications/1")["key_fingerprint"] == head["key_fingerprint"]


def test_a_release_is_told_with_its_figures(told: Office) -> None:
    here = f"{ROOT}/{told.slug}/registers"
    (release,) = read(here)["items"]
    address = f"{here}/{release['register_id']}/{release['number']}"
    one = read(address)
    assert {figure["measure"] for figure in one["figures"]}
    assert read(f"{address}/rows")["total"] == one["rows_total"]
    assert "Informe de bombas" not in json.dumps(one)
    for wrong in (f"{here}/nada/1", f"{here}/{release['register_id']}/9", f"{here}/x%00y/1", f"{here}/x/{10**30}"):
        got(wrong, 404)


def test_only_who_published_is_there(told: Office) -> None:
    listed = read(ROOT)
    assert [one["id"] for one in listed["items"]] == [told.slug], "the neighbour published nothing"
    assert read(f"{ROOT}?country=GT&kind=municipality")["total"] == 1
    assert read(f"{ROOT}?country=EC")["total"] == 0
    assert read(f"{ROOT}/{told.slug}")["last_publication"] == 1
    assert got(f"{ROOT}/{told.slug}-vecino", 404).json() == {
        **got(f"{ROOT}/no-existe", 404).json(),
        "instance": f"{ROOT}/{told.slug}-vecino",
    }
    for noun in ("plans", "publications", "publications/head", "registers", "plans/x", "indicators/i-oculto"):
        answer = got(f"{ROOT}/{told.slug}-vecino/{noun}", 404)
        assert told.institution.name not in answer.content.decode()


def test_who_has_it_already_is_not_sent_it_again(told: Office) -> None:
    path = f"{ROOT}/{told.slug}/projects"
    first = got(path)
    assert got(path, 304, If_None_Match=first["ETag"]).content == b""
    assert got(path, If_None_Match='"otro"').content == first.content
    head = Client().head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == first["ETag"]
    assert head["Content-Length"] == str(len(first.content))


def test_any_web_page_may_read_and_none_may_send_a_token(told: Office) -> None:
    path = f"{ROOT}/{told.slug}/projects"
    assert got(path, Origin="https://ejemplo.example")["Access-Control-Allow-Origin"] == "*"
    ahead = Client().options(path, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "GET"})
    assert ahead.status_code == 204
    assert "authorization" not in ahead["Access-Control-Allow-Headers"].lower()
    assert "Access-Control-Allow-Credentials" not in ahead


def test_lists_ask_the_same_queries_however_long(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    read(f"{here}/plans")
    for noun in ("plans", "indicators", "measurements", "projects", "budget-lines", "income", "publications"):
        with pinned(f"api_{noun}"):
            read(f"{here}/{noun}")
    with pinned("api_institutions"):
        read(ROOT)
    with pinned("api_registers"):
        read(f"{here}/registers")


def test_no_draft_and_no_name_of_a_person_is_told(told: Office) -> None:
    here = f"{ROOT}/{told.slug}"
    text = "".join(
        got(f"{here}/{noun}").content.decode()
        for noun in ("plans", "indicators", "measurements", "projects", "budget-lines", "income", "publications")
    )
    assert MARK not in text
    assert not [str(person) for person in told.people.values() if str(person) in text]
