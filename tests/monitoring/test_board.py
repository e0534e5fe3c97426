"""The board and its neighbours: what they show, and what they never pretend."""

import pytest
from django.urls import reverse

from tests.monitoring.test_pages import page
from tests.people import Office
from tests.queries import pinned

PAGES = [
    ("board", []),
    ("board_sheet", []),
    ("board_attention", []),
    ("board_cell", ["1"]),
    ("indicator", ["i1"]),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("who", ["planner", "auditor", "unit_head"])
def test_everybody_of_the_institution_reads_it(planned: Office, name: str, args: list[str], who: str) -> None:
    assert "<h1>" in page(planned, name, *args, who=who)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_does(planned: Office, name: str, args: list[str]) -> None:
    address = reverse(name, args=[planned.slug, *args])
    assert planned.client("outsider").get(address).status_code == 404
    assert planned.client("nobody").get(address).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_page_asks_the_same_whatever_its_size(planned: Office, name: str, args: list[str]) -> None:
    client, address = planned.client(), reverse(name, args=[planned.slug, *args])
    client.get(address)
    with pinned(name):
        client.get(address)
