"""Who lost a role while they were writing is told so clearly, and gets back everything that they typed."""

from django.urls import reverse

from ceiba.institutions.models import Assignment, Entry
from ceiba.institutions.services_people import assign, end_role, leave
from tests.people import Office

TYPED = "Lo que estuve escribiendo toda la mañana"


def test_who_lost_the_role_gets_the_text_back(office: Office) -> None:
    boss, clerk = office.actor("administrator"), office.people["clerk"]
    given = assign(boss, clerk, "administrator")
    client, page = office.client("clerk"), reverse("unit", args=[office.slug, "aguas"])
    assert client.get(page).status_code == 200
    end_role(boss, given)
    rows = Entry.objects.count()
    answer = client.post(page, {"name": TYPED, "code": "99-A", "password1": "secreto-secreto"})
    read = answer.content.decode()
    assert answer.status_code == 403
    assert TYPED in read
    assert "99-A" in read
    assert "secreto-secreto" not in read
    assert "Nada se cambió" in read
    assert Entry.objects.count() == rows


def test_who_lost_the_last_role_gets_the_text_back_and_nothing_else(office: Office) -> None:
    client, page = office.client("clerk"), reverse("unit", args=[office.slug, "aguas"])
    leave(office.actor("administrator"), office.people["clerk"])
    answer = client.post(page, {"name": TYPED})
    read = answer.content.decode()
    assert answer.status_code == 403
    assert TYPED in read
    assert "ya no tiene ningún papel" in read
    assert "Municipalidad de Valle Alto" not in read
    assert client.get(page).status_code == 404
    assert office.client("outsider").post(page, {"name": TYPED}).status_code == 404


def test_who_reads_an_address_that_only_takes_what_is_sent_is_led_on(office: Office) -> None:
    page = reverse("role_add", args=[office.slug, office.people["clerk"].pk])
    answer = office.client("administrator").get(page)
    assert answer.status_code == 405
    assert reverse("plans", args=[office.slug]) in answer.content.decode().partition("<main")[2]
    assert "Ir al inicio" in office.client("clerk").get(reverse("set_language")).content.decode()


def test_every_value_of_a_field_comes_back(office: Office) -> None:
    page = reverse("role_add", args=[office.slug, office.people["clerk"].pk])
    answer = office.client("planner").post(page, {"unit": ["uno", "dos"], "role": ["tres"]})
    for value in ("uno", "dos", "tres"):
        assert f">{value}<" in answer.content.decode()
    assert Assignment.objects.filter(person=office.people["clerk"]).count() == 1
