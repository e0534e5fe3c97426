"""Following a project by its pages: what is typed is kept, what is wrong is named, nobody writes over another."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.project import ContractKind, DisbursementStep
from ceiba.plans.revising import Conflict, values_of
from ceiba.projects import services
from ceiba.projects.editing import PROJECTS
from ceiba.projects.models import Project
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.people import Office
from tests.plans.pages import fields_of as sent
from tests.snapshots.adopting import adopt_all

KEY = "990101"
PARTS = [
    "project_edit",
    "project_stages",
    "project_contracts",
    "project_disbursements",
    "project_progress",
    "project_risks",
]


@pytest.fixture
def planned(office: Office) -> Office:
    """Return the invented institution with its plans and projects."""
    adopt_all(office.actor(), valle_alto())
    return office


def fields_of(response: HttpResponse) -> dict[str, str]:
    """Return what a browser would send of the page's form."""
    return sent(response.content.decode())


def where(office: Office, name: str, key: str = KEY) -> str:
    return reverse(name, args=[office.slug, key])


def value(office: Office, key: str = KEY) -> Any:
    return current(office.institution).project(key)


@pytest.mark.parametrize("name", PARTS)
def test_saving_without_a_touch_changes_nothing(planned: Office, name: str) -> None:
    before, entries = value(planned), Entry.objects.count()
    client = planned.client()
    answer = client.post(where(planned, name), fields_of(client.get(where(planned, name))))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert repr(value(planned)) == repr(before)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("name", PARTS)
def test_who_may_not_is_told_so(planned: Office, name: str) -> None:
    assert planned.client("auditor").get(where(planned, name)).status_code == 403
    with pytest.raises(NotAllowed):
        services.edit_project(planned.actor("clerk"), Project.objects.get(key=KEY), name="Otro")


def test_a_disbursement_is_added_and_stands_in_the_history(planned: Office) -> None:
    client, address = planned.client("finance"), where(planned, "project_disbursements", "990104")
    data = fields_of(client.get(address)) | {
        "disbursements-0-step": "received",
        "disbursements-0-amount": "1,250.50",
        "disbursements-0-day": "2025-04-30",
    }
    assert client.post(address, data).status_code == 302
    (one,) = value(planned, "990104").disbursements
    assert (one.step, str(one.amount.amount), one.amount.currency) == (DisbursementStep.RECEIVED, "1250.50", "GTQ")
    assert Entry.objects.latest("pk").verb == "project.disbursement"


def test_an_addendum_and_a_stage_and_progress_are_added(planned: Office) -> None:
    client = planned.client()
    rows = {
        "project_contracts": {"contracts-0-kind": "addendum", "contracts-0-number": "9-A", "contracts-0-amount": "-5"},
        "project_stages": {"stages-0-end": "2025-03-01", "stages-0-document": "Acta 1"},
        "project_progress": {"progress-1-period": "2025-M12", "progress-1-physical": "0"},
    }
    for name, typed in rows.items():
        address = where(planned, name, "990104")
        answer = client.post(address, fields_of(client.get(address)) | typed)
        assert answer.status_code == 302, answer.content.decode()
    found = value(planned, "990104")
    assert found.contracts[0].kind is ContractKind.ADDENDUM
    assert (found.stages[0].key, found.stages[0].document) == ("necesidad", "Acta 1")
    assert [str(report.physical) for report in found.progress] == ["35", "0"]


def test_an_emptied_row_is_gone(planned: Office) -> None:
    client, address = planned.client(), where(planned, "project_contracts", "990102")
    data = fields_of(client.get(address))
    emptied = {name: "" for name in data if name.startswith("contracts-0-")}
    assert client.post(address, data | emptied).status_code == 302
    assert value(planned, "990102").contracts == ()


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("project_stages", {"stages-0-start": "2025-05-01", "stages-0-end": "2025-04-01"}, "Termina antes"),
        ("project_contracts", {"contracts-0-number": "9"}, "Elija si es convenio"),
        ("project_contracts", {"contracts-0-kind": "contract", "contracts-0-amount": "-1"}, "puede restar"),
        ("project_disbursements", {"disbursements-0-step": "paid"}, "Escriba el monto"),
        ("project_disbursements", {"disbursements-0-step": "paid", "disbursements-0-amount": "-1"}, "devolución"),
        ("project_progress", {"progress-1-period": "2025-C3", "progress-1-physical": "101"}, "de 0 a 100"),
        ("project_progress", {"progress-1-period": "2025-C2", "progress-1-physical": "40"}, "otro renglón"),
        ("project_edit", {"period": "2025", "amounts-0-year": "2026", "amounts-0-amount": "1"}, "fuera del período"),
        ("project_edit", {"cost": "5", "amounts-0-year": "2025", "amounts-0-amount": "7"}, "sobran Q2.00"),
        ("project_edit", {"cost": "9", "amounts-0-year": "2025", "amounts-0-amount": "7"}, "faltan Q2.00"),
        ("project_risks", {"risks-0-probability": "high", "risks-0-impact": "high"}, "Escriba qué puede pasar"),
        ("project_risks", {"risks-0-text": "Lluvia", "risks-0-impact": "high"}, "Elija uno de los tres"),
        ("project_edit", {"code": "990101"}, "ya es de"),
        ("project_edit", {"latitude": "14.5", "longitude": ""}, "las dos"),
        ("project_edit", {"amounts-0-year": "2025"}, "monto del año"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    planned: Office, name: str, typed: dict[str, str], told: str
) -> None:
    client, address = planned.client(), where(planned, name, "990104")
    before = repr(value(planned, "990104"))
    answer = client.post(address, fields_of(client.get(address)) | typed)
    text = answer.content.decode()
    assert told in text
    again = fields_of(answer)
    assert {field: again[field] for field in typed} == typed
    assert repr(value(planned, "990104")) == before


def test_two_people_do_not_write_over_each_other(planned: Office) -> None:
    project = Project.objects.get(key=KEY)
    seen = values_of(PROJECTS, project, ["progress"])
    services.edit_progress(planned.actor("finance"), project, progress=seen["progress"][:1], seen=seen)  # type: ignore[index]
    with pytest.raises(Conflict, match="Avance"):
        services.edit_progress(planned.actor(), project, progress=seen["progress"][1:], seen=seen)  # type: ignore[index]


def test_a_project_is_added_by_hand_and_a_known_code_is_refused(planned: Office) -> None:
    client, address = planned.client(), reverse("project_add", args=[planned.slug])
    data = fields_of(client.get(address)) | {
        "name": "MEJORAMIENTO PUENTE ALDEA EL ROBLE",
        "code": "990200",
        "women": "0",
    }
    answer = client.post(address, data)
    assert answer.status_code == 302
    added = current(planned.institution).projects[-1]
    assert (added.name, added.code, added.women, added.men) == (data["name"], "990200", 0, None)
    assert client.get(answer["Location"]).status_code == 200
    with pytest.raises(Refused, match="ya es de"):
        services.add_project(planned.actor(), name="Otro", code="990200")
    assert planned.client("auditor").get(address).status_code == 403


def test_a_year_that_nobody_wrote_yet_may_lack(planned: Office) -> None:
    client, address = planned.client(), where(planned, "project_edit", "990104")
    typed = {"period": "2025..2026", "cost": "10", "amounts-0-year": "2025", "amounts-0-amount": "7"}
    assert client.post(address, fields_of(client.get(address)) | typed).status_code == 302
    page = client.get(where(planned, "project", "990104")).content.decode()
    assert "Del costo total, Q3.00 no están en ningún año." in page


def test_risks_stand_on_the_page_the_gravest_first(planned: Office) -> None:
    client, address = planned.client(), where(planned, "project_risks", "990104")
    typed = {
        "risks-0-text": "Falta el permiso.",
        "risks-0-probability": "low",
        "risks-0-impact": "low",
        "risks-1-text": "El río crece.",
        "risks-1-probability": "high",
        "risks-1-impact": "high",
        "risks-1-responsible": "Supervisión",
    }
    assert client.post(address, fields_of(client.get(address)) | typed).status_code == 302
    assert Entry.objects.latest("pk").verb == "project.risk"
    assert [risk.text for risk in value(planned, "990104").risks] == ["Falta el permiso.", "El río crece."]
    page = client.get(where(planned, "project", "990104")).content.decode()
    assert page.index("El río crece.") < page.index("Falta el permiso.")
    assert "lo vigila Supervisión" in page


def test_the_parts_of_a_name_are_seen_before_anything_is_saved(planned: Office) -> None:
    client, address = planned.client(), where(planned, "project_edit", "990104")
    before, typed = repr(value(planned, "990104")), fields_of(client.get(address))
    typed |= {"name": "REPOSICION PUENTE COLGANTE ALDEA EL ROBLE", "place": "Aldea El Roble", "do": "preview"}
    page = client.post(address, typed).content.decode()
    for part in ("REPOSICION", "PUENTE COLGANTE", "ALDEA EL ROBLE"):
        assert f"<dd>{part}</dd>" in page
    assert "el nombre no dice" not in page
    assert repr(value(planned, "990104")) == before
    page = client.post(address, typed | {"name": "Puente", "place": ""}).content.decode()
    assert "no empieza con un proceso" in page
