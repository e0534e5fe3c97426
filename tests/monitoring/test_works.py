"""Pages on projects: the list with alarms, one project, the monthly report and its files."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ceiba.budgets import services as budgets
from ceiba.institutions.models import Entry
from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Disbursement, DisbursementStep, Progress, Project
from ceiba.monitoring.works import alarms_of, funds_of
from ceiba.projects import services
from ceiba.snapshots.services import current
from tests.people import Office
from tests.queries import pinned


def page(office: Office, name: str, *args: object, who: str = "auditor", **asked: str) -> str:
    response = office.client(who).get(reverse(name, args=[office.slug, *args]), asked)
    assert response.status_code == 200, response
    return str(response.content.decode())


def test_the_list_shows_alarms_with_their_figures_and_keeps_to_those_asked_for(planned: Office) -> None:
    text = page(planned, "projects")
    assert "Plazo vencido" in text
    assert "990107" in text
    assert "está hecho el 81" in text
    assert "990107" not in page(planned, "projects", alarma="past_term")
    assert "Ningún proyecto" in page(planned, "projects", alarma="nada")


def test_an_empty_list_leads_to_bringing_a_document(office: Office) -> None:
    assert reverse("imports", args=[office.slug]) in page(office, "projects")
    assert "Todavía no hay proyectos" in page(office, "works_report")


def test_a_project_twice_is_named_with_the_difference(planned: Office) -> None:
    again = Project("p9", "Mejoramiento cancha polideportiva, aldea Agua Zarca, Valle Alto", amount=q("515000.50"))
    services.adopt(planned.actor(), (again,))
    text = page(planned, "projects")
    assert "escrito dos veces" in text
    assert "difieren en Q0.50" in text


def test_a_project_twice_becomes_one_and_nothing_of_it_is_lost(planned: Office) -> None:
    again = Project(
        "p9",
        "Mejoramiento cancha polideportiva, aldea Agua Zarca, Valle Alto",
        amount=q("515000.50"),
        women=40,
        serves=("element/R8",),
    )
    services.adopt(planned.actor(), (again,))
    line = BudgetLine(
        "x1",
        "12-01",
        "Cancha",
        amounts=((Stage.CURRENT, q("10")),),
        serves=(Share("project/990107", Decimal("0.25")), Share("project/p9", Decimal("0.75"))),
    )
    budgets.adopt(planned.actor(), lines=(line,))
    address = reverse("project_twins", args=[planned.slug, "990107", "p9"])
    assert address in page(planned, "projects", who="planner")
    client = planned.client()
    assert "difieren en Q0.50" in client.get(address).content.decode()
    assert client.post(address, {"do": "first", "reason": "Dos listas"}).status_code == 302
    found = current(planned.institution)
    one = found.project("990107")
    assert one is not None
    assert (one.amount, one.women, one.serves) == (q("515000.00"), 40, ("element/R8",))
    assert [project.id for project in found.projects].count("p9") == 0
    (whole,) = next(held for held in found.budget_lines if held.id == "x1").serves
    assert whole == Share("project/990107", Decimal(1))
    entry = Entry.objects.filter(verb="project.merge").get()
    assert entry.note == "Dos listas"
    assert "escrito dos veces" not in page(planned, "projects")
    services.adopt(planned.actor(), (again,))
    assert "escrito dos veces" in page(planned, "projects")


def test_two_projects_that_are_two_are_not_asked_about_again(planned: Office) -> None:
    again = Project("p9", "Mejoramiento cancha polideportiva, aldea Agua Zarca, Valle Alto")
    services.adopt(planned.actor(), (again,))
    address = reverse("project_twins", args=[planned.slug, "990107", "p9"])
    assert planned.client("auditor").get(address).status_code == 403
    assert planned.client().post(address, {"do": "apart"}).status_code == 302
    assert "escrito dos veces" not in page(planned, "projects")
    assert len(current(planned.institution).projects) == 8


def test_a_project_shows_everything_known_of_it(planned: Office) -> None:
    text = page(planned, "project", "990101")
    for words in (
        "SISTEMA DE AGUA POTABLE", "ALDEA LAS PILAS VALLE ALTO", "mujeres 1,240", "Acta COMUDE 5-2023", "27-2024-A",
        "Q4,280,000.00", "Q2,200,000.00", "Q800,000.00", "73.33", "Físico programado", "21 días tarde",
    ):  # fmt: skip
        assert words in text, words
    assert "project_edit" not in text
    assert reverse("project_edit", args=[planned.slug, "990101"]) not in text
    assert reverse("project_edit", args=[planned.slug, "990101"]) in page(planned, "project", "990101", who="finance")


def test_a_project_of_which_nothing_is_known_says_so(planned: Office) -> None:
    text = page(planned, "project", "990107")
    assert "nadie ha reportado avance" in text
    assert "nadie ha anotado un convenio" in text


def test_the_report_has_every_project_and_closes(planned: Office) -> None:
    text = page(planned, "works_report", hasta="2025-12")
    assert "Total de las 7 obras" in text
    assert "Q4,200,000.00" in text
    assert "90.00" in text
    assert "Escriba año y mes" in page(planned, "works_report", hasta="julio")


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfNo.,SNIP"), ("xlsx", b"PK")])
def test_the_report_is_taken_away(planned: Office, form: str, begins: bytes) -> None:
    address = reverse(f"works_report_{form}", args=[planned.slug])
    answer = planned.client().get(address, {"hasta": "2025-12"})
    assert answer.content.startswith(begins)
    assert "2025-12" in answer["Content-Disposition"]


@pytest.mark.parametrize("name", ["projects", "works_report"])
def test_the_pages_ask_few_queries(planned: Office, name: str) -> None:
    page(planned, name, who="planner")
    client = planned.client()
    with pinned(name):
        client.get(reverse(name, args=[planned.slug]))


def q(amount: str, currency: str = "GTQ") -> Money:
    return Money(Decimal(amount), currency)


def test_a_balance_below_zero_is_named_with_its_money() -> None:
    moved = (Disbursement(DisbursementStep.RECEIVED, q("10.00")), Disbursement(DisbursementStep.DELIVERED, q("12.50")))
    (sentence,) = funds_of(Project("p", "x", contribution=q("10.00"), disbursements=moved)).excesses
    assert "Q2.50" in sentence


def test_two_currencies_in_a_project_break_no_page() -> None:
    moved = (Disbursement(DisbursementStep.PAID, q("1.00")), Disbursement(DisbursementStep.PAID, q("1.00", "USD")))
    mixed = Project("p", "x", disbursements=moved, progress=(Progress(Period.parse("2025"), Decimal(1)),))
    assert alarms_of(mixed, date(2026, 1, 1)) == ()
    assert not funds_of(mixed).is_known
