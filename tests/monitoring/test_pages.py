"""The pages of the explorer: who sees them, what they show, what they never pretend."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ceiba.audits import services as audits
from ceiba.audits.models import Finding
from ceiba.documents import services as documents
from ceiba.exchange.examples import content
from ceiba.institutions.models import Entry
from ceiba.plans import editing as edit
from ceiba.plans.models import Element
from tests.cast import valle_alto
from tests.people import Office
from tests.queries import pinned
from tests.snapshots.adopting import adopt_all

PAGES = [
    ("plans", []),
    ("plan", ["pdmot"]),
    ("element", ["R1"]),
    ("search", []),
    ("money", []),
    ("project", ["990101"]),
    ("findings", []),
]


def page(office: Office, name: str, *args: object, who: str = "planner", **asked: str) -> str:
    """Return what somebody reads on a page."""
    response = office.client(who).get(reverse(name, args=[office.slug, *args]), asked)
    assert response.status_code == 200, response
    return str(response.content.decode())


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("who", ["planner", "auditor", "unit_head"])
def test_everybody_of_the_institution_reads_it(planned: Office, name: str, args: list[str], who: str) -> None:
    assert "<h1>" in page(planned, name, *args, who=who)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_does(planned: Office, name: str, args: list[str]) -> None:
    address = reverse(name, args=[planned.slug, *args])
    assert planned.client("outsider").get(address).status_code == 404
    assert planned.client("nobody").get(address).status_code == 302


@pytest.mark.parametrize("name", ["plan", "element", "project"])
def test_what_is_not_there_is_not_found(planned: Office, name: str) -> None:
    assert planned.client().get(reverse(name, args=[planned.slug, "nada/de/eso"])).status_code == 404


def test_an_empty_institution_is_told_what_to_do(office: Office) -> None:
    for name in ("plans", "money", "findings"):
        assert reverse("imports", args=[office.slug]) in page(office, name)


def test_every_plan_is_listed(planned: Office) -> None:
    text = page(planned, "plans")
    for plan in valle_alto().plans:
        assert reverse("plan", args=[planned.slug, plan.id]) in text


def test_every_element_has_a_page_with_its_text(planned: Office) -> None:
    client = planned.client()
    for element in valle_alto().elements:
        response = client.get(reverse("element", args=[planned.slug, element.id]))
        assert response.status_code == 200, element


def test_the_tree_opens_the_path_to_the_element_and_folds_the_rest(planned: Office) -> None:
    text = page(planned, "element", "R1")
    open_ones = ("1", "1.1", "1.1.1", "R1", "R2", "1.2", "2")
    assert all(f'href="{reverse("element", args=[planned.slug, key])}"' in text for key in open_ones)
    assert reverse("element", args=[planned.slug, "L1a"]) not in text
    assert "?rama=L1" in text


def test_a_branch_is_fetched_by_itself_and_is_a_page_without_script(planned: Office) -> None:
    address = reverse("plan", args=[planned.slug, "pdmot"])
    part = planned.client().get(address, {"rama": "L1"}, headers={"hx-request": "true"})
    assert part.status_code == 200
    assert reverse("element", args=[planned.slug, "L1a"]) in part.content.decode()
    assert "<html" not in part.content.decode()
    whole = planned.client().get(address, {"rama": "L1"})
    assert whole.headers["Location"] == reverse("element", args=[planned.slug, "L1"])
    assert planned.client().get(address, {"rama": "nada"}).status_code == 404


def test_an_element_shows_its_nouns(planned: Office) -> None:
    text = page(planned, "element", "R1")
    for words in ("61 %", "82 %", "no programado", "990101", "Q2,350,000.00", "valle-alto.txt", "línea 90"):
        assert words in text
    assert "Dirección de Agua y Saneamiento" in text


def test_amounts_are_written_as_the_institution_does(planned: Office) -> None:
    planned.institution.locale = "es-EC"
    planned.institution.save()
    assert "Q2.350.000,00" in page(planned, "element", "R1").replace("GTQ\xa0", "Q")


def test_money_shows_computed_percentages_beside_printed_ones(planned: Office) -> None:
    text = page(planned, "money")
    assert "31.30\xa0%" in text
    assert "impreso 31\xa0%" in text
    assert "no concuerda" in text


def test_search_finds_a_plural_without_its_accent(planned: Office) -> None:
    text = page(planned, "search", q="nacimiento")
    assert "<mark>nacimientos</mark>" in text
    assert "Nada con" in page(planned, "search", q="zzzz")


def test_a_withdrawn_element_is_shown_only_where_it_can_be_put_back(planned: Office) -> None:
    row = Element.objects.get(key="L1")
    edit.withdraw_element(planned.actor(), row, reason="Ya no se hará.")
    text = page(planned, "plan", "pdmot")
    shown, _found, withdrawn = text.partition('id="retirados"')
    address = reverse("element", args=[planned.slug, "L1"])
    assert address not in shown
    assert address in withdrawn
    assert "con 2 debajo" in withdrawn
    assert reverse("element_restore", args=[planned.slug, "L1"]) in withdrawn
    assert reverse("element_restore", args=[planned.slug, "L1"]) not in page(planned, "plan", "pdmot", who="auditor")
    assert address not in page(planned, "element", "1.1.1")
    assert "fue retirado" in page(planned, "element", "L1")


def test_who_may_not_edit_is_offered_no_edit(planned: Office) -> None:
    edit_page = reverse("element_edit", args=[planned.slug, "R1"])
    assert edit_page in page(planned, "element", "R1")
    assert edit_page not in page(planned, "element", "R1", who="auditor")


def test_history_is_shown_to_those_who_may_see_it_and_can_be_undone(planned: Office) -> None:
    row = Element.objects.get(key="R1")
    edit.edit_element(planned.actor(), row, text="Otra promesa de agua.")
    text = page(planned, "element", "R1")
    entry = Entry.objects.get(verb="element.edit")
    assert reverse("undo", args=[planned.slug, entry.pk]) in text
    assert "<ins>Otra promesa de agua.</ins>" in text
    assert reverse("undo", args=[planned.slug, entry.pk]) not in page(planned, "element", "R1", who="auditor")
    assert "<ins>" not in page(planned, "element", "R1", who="unit_head")
    assert "Hecho." in page(planned, "element", "R1", hecho=str(entry.pk))
    for nonsense in ("abc", "0", "9" * 40, str(Entry.objects.get(verb="plans.adopt").pk)):
        assert "Hecho." not in page(planned, "element", "R1", hecho=nonsense)


def test_a_whole_plan_is_printed_without_its_tree(planned: Office) -> None:
    text = page(planned, "plan", "pdmot", imprimir="1")
    assert all(element.text.split(" ", 1)[0] in text for element in valle_alto().plan("pdmot").elements)
    assert "?rama=" not in text


def test_findings_stand_beside_their_thing_until_they_are_settled(planned: Office) -> None:
    assert "Puntos porcentuales escritos como porcentaje" in page(planned, "element", "R2")
    rows = list(Finding.objects.of(planned.institution).filter(subject="indicator/i2"))
    assert rows
    audits.justify(planned.actor(), rows, reason="El concejo lo aprobó con esas palabras.")
    text = page(planned, "element", "R2")
    assert "Justificado: " in text
    assert "El concejo lo aprobó" in text
    assert "Justificar o asignar" not in text


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_queries_of_a_page_are_pinned(planned: Office, name: str, args: list[str]) -> None:
    client, address = planned.client(), reverse(name, args=[planned.slug, *args])
    client.get(address, {"q": "agua"})
    with pinned(name):
        client.get(address, {"q": "agua"})


def test_a_kept_document_is_opened_at_the_line_from_the_element_and_from_the_finding(office: Office) -> None:
    document = documents.store(office.actor(), "valle-alto.txt", content("valle-alto.txt"))
    adopt_all(office.actor(), replace(valle_alto(), sources=()))
    documents.adopt_sources(office.actor(), valle_alto().sources, document)
    kept = reverse("document", args=[office.slug, document.pk])
    assert f'href="{kept}?linea=90#l90"' in page(office, "element", "R1")
    row = Finding.objects.get(rule="F001")
    assert f'href="{kept}?linea=225#l225"' in page(office, "finding", row.pk)
