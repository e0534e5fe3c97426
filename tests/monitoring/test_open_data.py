"""The files of open data where people find them, and what the installation says in them."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from ceiba.server import variables
from tests.people import Office


def got(office: Office, name: str, status: int = 200) -> bytes:
    """Return what an address answers to the auditor."""
    response = office.client("auditor").get(reverse(name, args=[office.slug]))
    assert response.status_code == status
    return bytes(response.content)


def test_the_page_of_projects_leads_to_the_package_of_every_project(planned: Office) -> None:
    address = reverse("projects_oc4ids", args=[planned.slug])
    assert address in got(planned, "projects").decode()
    package = json.loads(got(planned, "projects_oc4ids"))
    assert package["uri"].endswith(address)
    assert len(package["projects"]) == 7
    assert package["projects"][0]["id"] == f"{planned.slug}-990101"
    assert "license" not in package
    assert got(planned, "projects_oc4ids") == got(planned, "projects_oc4ids")


def test_the_page_on_money_leads_to_the_package_of_the_budget(planned: Office) -> None:
    assert reverse("budget_fdp", args=[planned.slug]) in got(planned, "money").decode()
    with ZipFile(BytesIO(got(planned, "budget_fdp"))) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("datapackage.json"))["name"] == f"presupuesto-{planned.slug}"


def test_without_data_no_page_leads_to_a_file(office: Office) -> None:
    got(office, "projects_oc4ids", 404)
    for name, page in (("projects_oc4ids", "projects"), ("budget_fdp", "money")):
        assert reverse(name, args=[office.slug]) not in got(office, page).decode()


def test_the_prefix_and_the_licence_of_the_installation_stand_in_the_file(planned: Office, settings: Any) -> None:
    settings.OC4IDS_PREFIX = "oc4ids-abc123"
    settings.OPEN_DATA_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
    package = json.loads(got(planned, "projects_oc4ids"))
    assert package["license"] == settings.OPEN_DATA_LICENSE
    assert package["projects"][0]["id"] == f"oc4ids-abc123-{planned.slug}-990101"


def test_a_prefix_that_no_identifier_can_begin_with_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert variables.identifier("CEIBA_OC4IDS_PREFIX") == ""
    monkeypatch.setenv("CEIBA_OC4IDS_PREFIX", "oc4ids-abc123")
    assert variables.identifier("CEIBA_OC4IDS_PREFIX") == "oc4ids-abc123"
    monkeypatch.setenv("CEIBA_OC4IDS_PREFIX", "OC4IDS abc")
    with pytest.raises(ImproperlyConfigured, match="CEIBA_OC4IDS_PREFIX"):
        variables.identifier("CEIBA_OC4IDS_PREFIX")
