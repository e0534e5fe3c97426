"""The page of the yearly plan of contracting: who pays each line, for which goal, when; and loading it from a sheet."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from ceiba.budgets import services as budgets
from ceiba.institutions.models import Entry
from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.snapshots.services import current
from tests.people import Office

HEAD = "Partida;CPC;Descripción;Cant.;Costo U.;V. Total;C1;C2;C3\n"
FIRST = "53.04.02;871410011;Mantenimiento de vehículos;12;250,50;3.006,00;S;;S\n"
SECOND = "73.08.11;374400011;Cemento para la vía;10;8,00;80,00;;S;\n"


@pytest.fixture
def province(planned: Office) -> Office:
    """Return the invented institution as one of Ecuador, with a budget line that serves a goal."""
    planned.institution.methodology = "ec.gad@2024"
    planned.institution.save(update_fields=["methodology"])
    money = Money(Decimal("4000.00"), "USD")
    line = BudgetLine(
        "b-pac", "53.04.02", "Parque automotor", amounts=((Stage.INITIAL, money),),
        serves=(Share("element/P1", Decimal(1)),), period=Period.parse("2026"),
    )  # fmt: skip
    budgets.adopt(planned.actor("finance"), lines=(line,))
    return planned


def sent(office: Office, text: str, who: str = "finance") -> HttpResponse:
    file = SimpleUploadedFile("pac.csv", text.encode(), "text/csv")
    address = reverse("procurement", args=[office.slug])
    return office.client(who).post(address, {"plan": file, "year": "2026"}, follow=True)


def shown(office: Office, query: str = "") -> str:
    address = reverse("procurement", args=[office.slug])
    return str(office.client("auditor").get(address + query).content.decode())


def test_a_sheet_is_loaded_linked_and_shown_with_its_goal_and_by_third_of_the_year(province: Office) -> None:
    page = sent(province, HEAD + FIRST + SECOND).content.decode()
    assert "El plan quedó con 2 líneas." in page
    first, second = current(province.institution).procurement
    assert (first.line, second.line) == ("b-pac", None)
    assert "Parque automotor" in page
    assert reverse("element", args=[province.slug, "P1"]) in page
    assert "Sin renglón que las pague (1)" in page
    only = shown(province, "?anio=2026&ver=sin")
    assert "Cemento" in only
    assert "Mantenimiento de vehículos" not in only


def test_the_same_sheet_again_changes_nothing_and_a_line_that_is_gone_goes(province: Office) -> None:
    sent(province, HEAD + FIRST + SECOND)
    before = current(province.institution).procurement
    sent(province, HEAD + FIRST + SECOND)
    assert current(province.institution).procurement == before
    assert Entry.objects.of(province.institution).filter(verb="procurement.load").count() == 1
    assert "Se quitó 1 que ya no trae." in sent(province, HEAD + FIRST).content.decode()
    assert current(province.institution).procurement == before[:1]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FIRST.replace("871410011", "071410011"), "no existe en la clasificación de productos"),
        (FIRST.replace("3.006,00", "3.005,00"), "no es cantidad por costo unitario"),
        (FIRST.replace("12;250,50;3.006,00", "1;4000,01;4.000,01"), "suman más que su renglón"),
        ("", "no trae ninguna línea"),
    ],
)
def test_a_sheet_with_a_fault_is_refused_whole_and_every_fault_is_named(province: Office, row: str, words: str) -> None:
    page = sent(province, HEAD + row + (SECOND if row else "TOTAL;;;;;0,00;;;\n")).content.decode()
    assert "nada se cargó" in page
    assert words in page
    assert current(province.institution).procurement == ()


def test_a_file_that_is_no_plan_and_a_person_without_the_right_are_refused(province: Office) -> None:
    assert "encabezado" in sent(province, "Nombre;Teléfono\nAna;2\n").content.decode()
    assert sent(province, HEAD + FIRST, "auditor").status_code == 403
    assert current(province.institution).procurement == ()


def test_the_history_tells_the_money_of_a_line_as_money(province: Office) -> None:
    sent(province, HEAD + FIRST)
    page = province.client("auditor").get(reverse("history", args=[province.slug])).content.decode()
    assert "Cargó el plan de contratación de un año" in page
    assert "3,006.00" in page
    assert "300600" not in page


def test_the_plan_is_downloaded_with_its_budget_line_and_goal(province: Office) -> None:
    sent(province, HEAD + FIRST)
    answer = province.client("auditor").get(reverse("procurement_csv", args=[province.slug]))
    heads, row = answer.content.decode("utf-8-sig").splitlines()[:2]
    assert heads.startswith("Objeto,Partida,CPC")
    assert row.startswith("Mantenimiento de vehículos,53.04.02,871410011")
    assert "3006.00" in row
    assert "Parque automotor" in row
    book = province.client("auditor").get(reverse("procurement_xlsx", args=[province.slug]))
    assert book.content[:2] == b"PK"


def test_without_a_plan_in_its_methodology_an_institution_has_no_such_page(planned: Office) -> None:
    answer = planned.client("finance").get(reverse("procurement", args=[planned.slug]))
    assert answer.status_code == 302
    money = planned.client("finance").get(reverse("money", args=[planned.slug])).content.decode()
    assert reverse("procurement", args=[planned.slug]) not in money
