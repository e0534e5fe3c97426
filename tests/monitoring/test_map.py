"""The page of the map: what has a place, what lies outside, what has none; with boundaries and without."""

from decimal import Decimal

import pytest
from django.urls import reverse

from ceiba.institutions.services import edit
from ceiba.institutions.territories import FOLDER
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.projects import services
from tests.people import Office
from tests.queries import pinned

needs_boundaries = pytest.mark.skipif(not (FOLDER / "gt.json").exists(), reason="set-up could not fetch the boundaries")


def page(office: Office, who: str = "auditor") -> str:
    response = office.client(who).get(reverse("project_map", args=[office.slug]))
    assert response.status_code == 200, response
    return str(response.content.decode())


def placed(key: str, latitude: str, longitude: str, amount: Money | None = None) -> Project:
    return Project(
        key,
        f"Obra inventada {key}",
        amount=amount,
        status=ProjectStatus.NEW,
        latitude=Decimal(latitude),
        longitude=Decimal(longitude),
    )


def in_mixco(office: Office) -> Office:
    edit(office.actor("administrator"), country="GT", territory="0108")
    office.institution.refresh_from_db()
    return office


def test_without_a_code_places_stand_on_a_plain_ground_and_the_page_says_why(planned: Office) -> None:
    text = page(planned)
    assert "no dice el código oficial de su territorio" in text
    assert 'class="area"' not in text
    assert "Proyectos sin lugar (1)" in text
    assert "REPOSICION VIVERO FORESTAL" in text
    assert text.count('<tr id="mapa-') == 6
    assert text.index("990104") < text.index("990101") < text.index("990107")
    assert reverse("settings", args=[planned.slug]) in page(planned, "administrator")


@needs_boundaries
def test_boundaries_are_drawn_and_what_lies_outside_is_told(planned: Office) -> None:
    services.adopt(planned.actor(), (placed("p8", "14.6333", "-90.6064"), placed("p9", "-90.6064", "14.6333")))
    text = page(in_mixco(planned))
    assert 'class="area"' in text
    assert "Mixco" in text
    assert "7 proyectos tienen su lugar fuera de los límites" in text
    note = text.partition("suelen estar cambiadas")[2].partition("</ul>")[0]
    assert "Obra inventada p9" in note
    assert "Obra inventada p8" not in note


@needs_boundaries
def test_a_department_shows_its_municipalities(planned: Office) -> None:
    edit(planned.actor("administrator"), country="GT", territory="04")
    text = page(planned)
    assert text.count('class="area part"') == 16
    assert "<title>Tecpán Guatemala</title>" in text


def test_a_country_without_boundaries_says_which_code_is_missing(planned: Office) -> None:
    edit(planned.actor("administrator"), country="EC", territory="0101")
    assert "No tenemos los límites del territorio 0101" in page(planned)


def test_two_currencies_are_not_compared_by_size(planned: Office) -> None:
    dollars = Money(Decimal(10), "USD")
    services.adopt(planned.actor(), (placed("p8", "14.93", "-90.62", dollars),))
    assert "las marcas son de un solo tamaño" in page(planned)


def test_a_house_without_projects_leads_to_them(office: Office) -> None:
    assert reverse("projects", args=[office.slug]) in page(office)


def test_projects_lead_to_their_map(planned: Office) -> None:
    text = planned.client().get(reverse("projects", args=[planned.slug])).content.decode()
    assert reverse("project_map", args=[planned.slug]) in text


def test_the_page_asks_few_queries(planned: Office) -> None:
    page(planned)
    client = planned.client()
    with pinned("project_map"):
        client.get(reverse("project_map", args=[planned.slug]))
