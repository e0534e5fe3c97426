"""First run: one page makes the institution and its first person; afterwards the page is closed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.institutions.models import Assignment, Entry, Institution, Person
from ceiba.institutions.services_accounts import first_run
from ceiba.institutions.slugs import LONGEST, allowed, proposed
from ceiba.institutions.verbs import Refused
from tests.people import METHODOLOGY, PASSWORD, Office

GIVEN = {
    "name": "Municipalidad de San Mateo",
    "kind": "municipality",
    "country": "GT",
    "territory": "0101",
    "methodology": METHODOLOGY,
    "person_name": "Berta Primera",
    "email": "Berta@San-Mateo.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.mark.django_db
def test_the_first_visit_leads_to_the_first_run(client: Client) -> None:
    for path in ("/", "/cuenta/login/", "/lo-que-sea/planes/"):
        assert client.get(path).headers["Location"] == reverse("first_run")
    assert client.get(reverse("first_run")).status_code == 200


@pytest.mark.django_db
def test_one_page_makes_the_institution_and_signs_its_first_person_in(client: Client) -> None:
    answer = client.post(reverse("first_run"), GIVEN)
    made = Institution.objects.get()
    assert answer.headers["Location"] == reverse("plans", args=["municipalidad-san-mateo"])
    assert (made.slug, made.locale, made.territory) == ("municipalidad-san-mateo", "es-GT", "0101")
    somebody = Person.objects.get()
    assert (somebody.email, somebody.installer, somebody.name) == ("berta@san-mateo.example", True, "Berta Primera")
    assert {a.role for a in Assignment.objects.filter(person=somebody)} == {"administrator", "planner"}
    assert Entry.objects.get().person == somebody
    assert client.get(reverse("people", args=[made.slug])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password2": "otra-cosa-distinta"}, "password2"),
        ({"password1": "zarzamora", "password2": "zarzamora"}, "password1"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1"),
        ({"slug": "Con Espacios"}, "slug"),
        ({"slug": "cuenta"}, "slug"),
        ({"methodology": "no.existe@1"}, "methodology"),
        ({"country": "EC"}, "methodology"),
        ({"email": "nadie"}, "email"),
        ({"name": "¿?"}, "slug"),
        ({"territory": "zona 1"}, "territory"),
    ],
)
def test_an_error_loses_nothing_but_passwords(client: Client, wrong: dict[str, str], field: str) -> None:
    given = GIVEN | wrong
    answer = client.post(reverse("first_run"), given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    read = answer.content.decode()
    assert given["password1"] not in read
    for name in ("name", "person_name", "email", "territory"):
        assert f'value="{given[name]}"' in read
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_numbers_are_written_as_in_the_country_unless_told_otherwise(client: Client) -> None:
    client.post(reverse("first_run"), GIVEN | {"locale": "es-EC"})
    assert Institution.objects.get().locale == "es-EC"


def test_afterwards_the_page_is_closed_and_says_so(office: Office) -> None:
    for who in ("nobody", "administrator"):
        client = office.client(who)
        assert client.get(reverse("first_run")).status_code == 404
        answer = client.post(reverse("first_run"), GIVEN)
        assert answer.status_code == 404
        assert "primera vez ya pasó" in answer.content.decode()
    assert Institution.objects.filter(slug="municipalidad-san-mateo").count() == 0


def test_the_second_of_two_first_runs_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        first_run({"email": "x@y.example", "password": PASSWORD, "name": "X"}, {"slug": "otra"})


def test_only_who_installs_makes_another_institution(office: Office) -> None:
    boss, page = office.people["administrator"], reverse("new_institution")
    assert office.client("administrator").get(page).status_code == 404
    assert office.client("administrator").post(page, GIVEN).status_code == 404
    boss.installer = True
    boss.save()
    client = office.client("administrator")
    assert client.get(page).status_code == 200
    assert page in client.get(reverse("home"), {"elegir": "1"}).content.decode()
    client.post(page, GIVEN)
    made = Institution.objects.get(slug="municipalidad-san-mateo")
    assert Assignment.objects.filter(institution=made, person=boss, role="administrator").exists()
    again = client.post(page, GIVEN)
    assert "slug" in again.context["form"].errors


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Municipalidad de San Juan Sacatepéquez", "municipalidad-san-juan-sacatepequez"),
        ("Ministerio de Educación", "ministerio-educacion"),
        ("", ""),
        ("¿?", ""),
    ],
)
def test_a_short_address_comes_from_the_name(name: str, slug: str) -> None:
    assert proposed(name) == slug


def test_a_short_address_is_short() -> None:
    long = proposed("Gobierno Autónomo Descentralizado Provincial " * 4)
    assert len(long) <= LONGEST
    assert allowed(long)


@pytest.mark.parametrize("slug", ["perfil", "primera-vez", "Mayus", "a_b", "-a", "a" * 61, "", "a--b"])
def test_some_short_addresses_cannot_be_had(slug: str) -> None:
    assert not allowed(slug)


def test_home_leads_to_the_only_institution_and_says_what_to_do_where_there_is_none(office: Office) -> None:
    home: Any = office.client("planner").get(reverse("home"))
    assert home.headers["Location"] == reverse("plans", args=[office.slug])
    Assignment.objects.filter(person=office.people["clerk"]).update(ended="2020-01-01T00:00:00Z")
    alone = office.client("clerk").get(reverse("home"))
    assert "ningún papel" in alone.content.decode()
