"""The portal under a scraper: pages that were made cost nothing more, those that must be made are counted."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from ceiba.institutions import limits
from tests.furnished import furnish
from tests.people import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin and end with nobody counted and no page made, in a minute that does not end."""
    monkeypatch.setattr(limits, "clock", lambda: 1_700_000_055.0)
    for forget in (limits.forget, cache.clear):
        forget()
    yield
    for forget in (limits.forget, cache.clear):
        forget()


@override_settings(LIMITS={"pages": 3, "forms": 2, "api": 9, "token": 9})
def test_made_pages_are_served_to_a_scraper_and_new_ones_refused(office: Office) -> None:
    furnish(office)
    reader, home = Client(), reverse("public_home", args=[office.slug])
    assert {reader.get(home).status_code for _each in range(30)} == {200}
    search = reverse("public_search", args=[office.slug])
    answers = [reader.get(search, {"q": f"agua {number}"}) for number in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert answers[-1]["Retry-After"] == "46"
    assert "private" not in answers[-1]["Cache-Control"]
    assert reader.get(home).status_code == 200, "what is made already is still served"
    assert Client(REMOTE_ADDR="198.51.100.7").get(search, {"q": "agua"}).status_code == 200


@override_settings(ADDRESS="https://planes.muni.example")
def test_the_portal_tells_its_own_address_by_whatever_name_it_is_asked(office: Office) -> None:
    furnish(office)
    for name in ("public_home", "public_feed", "public_head"):
        read = Client().get(reverse(name, args=[office.slug]), HTTP_HOST="otra-entrada.example").content.decode()
        assert "otra-entrada" not in read
        if name != "public_home":
            assert f"https://planes.muni.example/publico/{office.slug}/" in read
