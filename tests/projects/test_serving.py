"""What a project is for: elements are looked for, parts add up to one, and nothing typed is lost."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ceiba.institutions.verbs import Refused
from ceiba.kernel.money import Money
from ceiba.projects import serving
from ceiba.projects.models import Project
from ceiba.projects.serving import mark, serve
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.people import Office
from tests.snapshots.adopting import adopt_all

KEY = "990104"


@pytest.fixture
def planned(office: Office) -> Office:
    """Return the invented institution with its plans and projects."""
    adopt_all(office.actor(), valle_alto())
    return office


def address(office: Office) -> str:
    return reverse("project_serves", args=[office.slug, KEY])


def send(client: Client, office: Office, **fields: object) -> str:
    """Send the page with the mark that it has now."""
    data = {"seen": mark(Project.objects.get(key=KEY)), **fields}
    answer = client.post(address(office), data)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_an_element_is_found_by_its_words_and_parts_add_up_to_one(planned: Office) -> None:
    client = planned.client()
    assert "element/R10" in client.get(address(planned)).content.decode()
    page = send(client, planned, serves="element/R10", share="70", q="agua clorada", do="search")
    assert 'value="70"' in page
    assert 'name="add" value="element/R1"' in page
    page = send(client, planned, serves="element/R10", share="70", add="element/R1", q="", do="search")
    assert 'name="serves" value="element/R1"' in page
    both = {"serves": ["element/R10", "element/R1"], "do": "save"}
    assert "falta 5" in (page := send(client, planned, **both, share=["70", "25"]))
    assert 'value="25"' in page
    assert "sobra 1" in send(client, planned, **both, share=["70", "31"])
    assert "Escriba la parte de cada uno" in send(client, planned, **both, share=["70", ""])
    assert "no se entiende como número" in send(client, planned, **both, share=["70", "mucho"])
    assert send(client, planned, **both, share=["70", "30"]) == ""
    found = current(planned.institution)
    project = found.project(KEY)
    assert project is not None
    assert project.parts == (("element/R10", Decimal("0.70")), ("element/R1", Decimal("0.30")))
    assert found.aims[f"project/{KEY}"]["element/R1"] == Decimal("0.30")


def test_what_is_dropped_goes_and_no_parts_are_equal_parts(planned: Office) -> None:
    client = planned.client()
    assert (
        send(client, planned, serves=["element/R10", "element/R1"], share=["", ""], drop="element/R10", do="save") == ""
    )
    project = current(planned.institution).project(KEY)
    assert project is not None
    assert (project.serves, project.shares) == (("element/R1",), ())


def test_what_somebody_else_changed_is_not_written_over(planned: Office) -> None:
    row = Project.objects.get(key=KEY)
    seen = mark(row)
    serve(planned.actor(), row, [("element/R1", None)], seen=seen)
    with pytest.raises(Refused, match="Otra persona"):
        serve(planned.actor(), row, [("element/R2", None)], seen=seen)
    with pytest.raises(Refused, match="ya no está"):
        serve(planned.actor(), row, [("element/nada", None)])
    with pytest.raises(Refused, match="dos veces"):
        serve(planned.actor(), row, [("element/R1", None), ("element/R1", None)])
    assert planned.client("auditor").get(address(planned)).status_code == 403


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6))
def test_any_whole_that_was_divided_is_taken(weights: list[int]) -> None:
    parts = [money.amount / 10_000 for money in Money(Decimal(10_000)).split([Decimal(weight) for weight in weights])]
    if all(parts):
        assert serving._shares(parts) == parts
