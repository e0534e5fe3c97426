"""The same sheet out and in: what it changes is said before, each doubt at its cell, and nothing typed is lost."""

from datetime import date

import pytest
from django.utils import timezone

from ceiba.indicators.models import Indicator, Measurement, Narrative, Report
from ceiba.institutions.models import Entry, Institution
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA
from tests.indicators.books import HEADER, applied, brought, place, taken
from tests.indicators.desks import FAR, cell, opened, pk_of, plant, report_of, row, save, set_cycle
from tests.indicators.test_entry_pages import at, name, type_into
from tests.people import Office
from tests.plans.pages import fields_of


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def report(planted: Office) -> Report:
    return opened(planted)


def test_a_sheet_that_nobody_touched_changes_nothing(planted: Office, report: Report) -> None:
    """decidim #3190: what goes out comes in the same."""
    save(planted, report, cell("hogares", "12.50", sure=True), cell("fugas", NO_DATA))
    words = "=SUMA(A1)\n\tcon tabulador, «comillas», _x0041_ y 😀"
    Narrative.objects.create(
        institution=planted.institution,
        indicator=Indicator.objects.get(key="hogares"),
        period=report.cycle.period,
        key="x",
        analysis=words,
        next_step=" ",
    )
    sheet = planted.client("unit_head").get(place(planted, report, "hoja.xlsx")).content
    page = brought(planted, report, sheet)
    assert "La hoja no cambia nada" in page.text
    assert "no se puede" not in page.text
    Narrative.objects.update(analysis=words.replace("_x0041_", ""))  # which the library of the tests does not escape
    assert "La hoja no cambia nada" in brought(planted, report, taken(planted, report)).text


def test_figures_reasons_and_words_come_back(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.put("hogares", "Cifra", 38)
    book.put("hogares", "Qué pasó", "Llovió")
    book.put("cloro", "Numerador", 45)
    book.put("cloro", "Denominador", 50)
    book.put("fugas", "Si no hay cifra, por qué", "Aún no vence")
    page = brought(planted, report, book)
    assert "3 cifras que cambian" in page.text
    assert not Measurement.objects.exists()
    assert applied(planted, report, page)[0] == 302
    assert (str(row("hogares").value.amount), str(row("cloro").value.amount)) == ("38", "90")
    assert row("fugas").value.state.value == "not_due"
    assert Narrative.objects.get().analysis == "Llovió"
    rows = Entry.objects.count()
    assert "La hoja no cambia nada" in brought(planted, report, taken(planted, report)).text
    assert Entry.objects.count() == rows


@pytest.mark.parametrize(
    ("heading", "typed", "said"),
    [
        ("Cifra", "doce", "no se entiende como número"),
        ("Cifra", "1.5.0", "no se entiende como número"),
        ("Cifra", -4, "no puede ser negativa"),
        ("Cifra", "=20+18", "Aquí hay una fórmula"),
        ("Cifra", date(2025, 1, 5), "es una fecha"),
        ("Cifra", True, "no es un número"),
        ("Cifra", "#DIV/0!", "no es un número"),
        ("Numerador", 4, "se reporta con una sola cifra"),
        ("Si no hay cifra, por qué", "quién sabe", "no está en la lista"),
        ("Parte", "mujeres", "no es una parte de este indicador"),
        ("Clave", "otra", "no es de ningún indicador del plan"),
        ("Clave", "", "Falta la clave"),
        ("Clave", "caminos", "es de otra unidad"),
        ("Clave", "fugas", "Esta fila repite la"),
    ],
)
def test_what_cannot_be_is_told_at_its_cell_and_the_good_ones_go_in(
    planted: Office, report: Report, heading: str, typed: object, said: str
) -> None:
    book = taken(planted, report)
    book.put("cloro", "Numerador", 45)
    book.put("cloro", "Denominador", 50)
    where = book.put("hogares", heading, typed)
    page = brought(planted, report, book)
    assert said in page.text
    if said != "Esta fila repite la":  # there the second of the two is told
        assert f">{where}</th>" in page.text
    assert "Guardar solo lo bueno" in page.text
    assert "No guardar nada" in page.text
    assert not Measurement.objects.exists()
    assert applied(planted, report, page)[0] == 302
    assert [m.indicator.key for m in Measurement.objects.select_related("indicator")] == ["cloro"]


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("cloro", {"Numerador": 60, "Denominador": 50}, "pasa del denominador"),
        ("fugas", {"Cifra": 130}, "más del cien por ciento"),
        ("hogares", {"Cifra": 4.5}, "cosas enteras"),
    ],
)
def test_what_is_unusual_goes_in_once_somebody_says_yes(
    planted: Office, report: Report, key: str, values: dict[str, object], said: str
) -> None:
    book = taken(planted, report)
    for heading, value in values.items():
        book.put(key, heading, value)
    page = brought(planted, report, book)
    assert said in page.text
    status, waiting = applied(planted, report, page)
    assert (status, Measurement.objects.exists()) == (200, False)
    assert "Sí, es correcto" in waiting
    assert applied(planted, report, page, sure=f"{pk_of(key)}-0")[0] == 302
    assert Measurement.objects.filter(indicator__key=key).count() == 1


def test_a_number_of_another_country_is_asked_and_a_number_cell_is_not(planted: Office, report: Report) -> None:
    """1.5 where the locale means fifteen hundred: a text can be read two ways, a number of the workbook cannot."""
    Institution.objects.filter(pk=planted.institution.pk).update(locale="es-EC")
    book = taken(planted, report)
    where = book.put("hogares", "Cifra", "1.5")
    page = brought(planted, report, book)
    assert "1.234,50" in page.text
    assert f">{where}</th>" in page.text
    book.put("hogares", "Cifra", 1500)
    book.put("fugas", "Cifra", 31.5)
    page = brought(planted, report, book)
    assert "2 cifras que cambian" in page.text
    assert applied(planted, report, page)[0] == 302
    assert (str(row("hogares").value.amount), str(row("fugas").value.amount)) == ("1500", "31.5")


def test_a_percentage_is_what_it_shows(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.put("fugas", "Cifra", 0.315)
    book.cell("fugas", "Cifra").number_format = "0.0%"
    book.put("hogares", "Cifra", 0.4)
    book.cell("hogares", "Cifra").number_format = "0%"
    page = brought(planted, report, book)
    assert "tiene formato de porcentaje (40 %)" in page.text
    applied(planted, report, page)
    assert str(row("fugas").value.amount) == "31.5"


def test_a_cleared_figure_is_not_lost(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 15))
    book = taken(planted, report)
    book.put("hogares", "Cifra", None)
    assert "Para quitarla, elija por qué no la hay" in brought(planted, report, book).text
    book.put("hogares", "Si no hay cifra, por qué", "sin dato")
    assert applied(planted, report, brought(planted, report, book))[0] == 302
    assert row("hogares").value == NO_DATA


@pytest.mark.parametrize(("choice", "left"), [("sheet", "20"), ("report", "15"), ("", "15")])
def test_what_somebody_changed_meanwhile_is_shown_and_the_person_chooses(
    planted: Office, report: Report, choice: str, left: str
) -> None:
    save(planted, report, cell("hogares", 10))
    book = taken(planted, report)
    book.put("hogares", "Cifra", 20)
    version = row("hogares").version
    save(planted, report, cell("hogares", 15, seen=version), who="clerk")
    page = brought(planted, report, book)
    assert "Lo que está: <strong>15" in page.text
    assert "Lo de la hoja: <strong>20" in page.text
    assert "Persona clerk" in page.text
    picked = {f"pick:{pk_of('hogares')}-0": f"sheet {version + 1}" if choice == "sheet" else choice}
    status, answer = applied(planted, report, page, **(picked if choice else {}))
    assert str(row("hogares").value.amount) == left
    assert status == (302 if choice else 200)
    if not choice:
        assert fields_of(answer)[name("hogares")] == "20"


def test_only_what_was_touched_can_clash(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 10))
    book = taken(planted, report)
    save(planted, report, cell("hogares", 15, seen=1), who="clerk")
    assert "La hoja no cambia nada" in brought(planted, report, book).text


@pytest.mark.parametrize(("choice", "left"), [("sheet", "Lo mío"), ("report", "Lo de ella")])
def test_words_that_somebody_changed_are_shown_too(planted: Office, report: Report, choice: str, left: str) -> None:
    book = taken(planted, report)
    book.put("hogares", "Qué pasó", "Lo mío")
    assert type_into(at(planted, report, "clerk"), analysis__hogares="Lo de ella")[0] == 302
    page = brought(planted, report, book)
    assert "Lo mío" in page.text
    assert "Lo de ella" in page.text
    pk = pk_of("hogares")
    picked = {f"pick-text:{pk}": "sheet 1" if choice == "sheet" else choice}
    assert applied(planted, report, page, **picked)[0] == 302
    assert Narrative.objects.get().analysis == left


def test_a_moved_column_is_found_by_its_heading(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.put("hogares", "Cifra", 38)
    book.page.move_range(f"G{HEADER}:G{book.page.max_row}", cols=10)
    page = brought(planted, report, book)
    assert "se leyeron por su título" in page.text
    assert "1 cifra que cambia" in page.text


@pytest.mark.parametrize(
    ("heading", "become", "said"),
    [
        ("Cifra", None, "Falta la columna «Cifra»"),
        ("Cifra", "Valor alcanzado", "Ceiba no conoce: «Valor alcanzado» (G6)"),
        ("Meta", "Cifra", "La columna «Cifra» está dos veces (E6, G6)"),
        ("Control", None, "Falta la columna «Control»"),
    ],
)
def test_a_missing_renamed_or_doubled_column_is_named_and_nothing_is_changed(
    planted: Office, report: Report, heading: str, become: str | None, said: str
) -> None:
    """siminc2 #684, decidim-barcelona #240: the report of an import is true and names the column."""
    book = taken(planted, report)
    book.put("hogares", "Cifra", 38)
    book.page.cell(HEADER, book.headings.index(heading) + 1).value = become
    page = brought(planted, report, book)
    assert said in page.text
    assert "cifra que cambia" not in page.text


def test_without_the_columns_of_words_they_stay(planted: Office, report: Report) -> None:
    type_into(at(planted, report), analysis__hogares="Llovió")
    book = taken(planted, report)
    book.page.delete_cols(book.headings.index("Qué pasó") + 1, 3)
    book.put("hogares", "Cifra", 38)
    page = brought(planted, report, book)
    assert "lo escrito se queda como está" in page.text
    assert applied(planted, report, page)[0] == 302
    assert Narrative.objects.get().analysis == "Llovió"


def test_the_sheet_of_another_period_or_unit_is_refused_by_name(planted: Office, report: Report) -> None:
    """A file of last year, or of another unit, goes into no report of this one."""
    last = opened(planted, Period.parse("2025-C2"))
    other = report_of(report.cycle, planted, None)
    told = brought(planted, report, taken(planted, last))
    assert "Esta hoja es del cuatrimestre 2 de 2025, de Dirección de aguas" in told.text
    told = brought(planted, report, taken(planted, other, "planner"))
    assert "de lo que ninguna unidad tiene a cargo" in told.text
    book = taken(planted, report)
    book.page.cell(5, 1).value = None
    assert "le falta su código" in brought(planted, report, book).text
    book.page.cell(5, 1).value = "ceiba:otra-parte:cuatrimestre:2025-C1/aguas"
    assert "de otra institución" in brought(planted, report, book).text


def test_rows_of_another_unit_stay_out(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    theirs = taken(planted, report_of(report.cycle, planted, None), "planner")
    book.page.append([one.value for one in theirs.page[theirs.row("caminos")]])
    page = brought(planted, report, book)
    assert "Este indicador es de otra unidad" in page.text
    assert f"A{book.page.max_row}" in page.text


@pytest.mark.parametrize("state", ["closed", "future"])
def test_a_closed_or_future_period_takes_no_sheet(planted: Office, report: Report, state: str) -> None:
    book = taken(planted, report)
    set_cycle(report, **({"closed": timezone.now()} if state == "closed" else {"opens": FAR}))
    page = brought(planted, report, book)
    assert ("Este período se cerró" if state == "closed" else "todavía no se reporta") in page.text
    assert "Guardar en el informe" not in page.text


def test_a_lock_that_comes_between_keeps_what_the_sheet_said(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.put("hogares", "Cifra", 38)
    page = brought(planted, report, book)
    set_cycle(report, closed=timezone.now())
    status, answer = applied(planted, report, page)
    assert status == 409
    assert fields_of(answer)[name("hogares")] == "38"


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"%PDF-1.4", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused_in_words(planted: Office, report: Report, content: bytes) -> None:
    page = brought(planted, report, content)
    assert "hoja.xlsx" in page.text
    assert not Measurement.objects.exists()


def test_another_workbook_is_no_sheet_of_a_report(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.page.delete_rows(HEADER)
    assert "no están los títulos" in brought(planted, report, book).text


def test_hidden_and_filtered_rows_are_read_too(planted: Office, report: Report) -> None:
    book = taken(planted, report)
    book.put("hogares", "Cifra", 38)
    book.page.row_dimensions[book.row("hogares")].hidden = True
    book.page.column_dimensions["N"].hidden = True
    assert "1 cifra que cambia" in brought(planted, report, book).text


def test_a_sheet_may_come_back_in_another_language(planted: Office, report: Report) -> None:
    person = planted.people["unit_head"]
    person.language = "en"
    person.save()
    book = taken(planted, report)
    assert "Cifra" not in book.headings
    book.page.cell(book.row("hogares"), 7).value = 38
    person.language = "es"
    person.save()
    assert "1 cifra que cambia" in brought(planted, report, book).text


def test_uploading_a_sheet_keeps_what_was_typed_and_not_saved(planted: Office, report: Report) -> None:
    """unicef PRP ch32681: uploading the Excel erased text typed and not yet saved."""
    book = taken(planted, report)
    book.put("fugas", "Cifra", 31)
    status, where = type_into(at(planted, report), value__hogares="20", analysis__hogares="Llovió")
    assert (status, where) == (302, place(planted, report, ""))
    desk = at(planted, report)
    status, where = desk.send(**{name("hogares"): "21", "do": "sheet"})
    assert (status, where) == (302, place(planted, report))
    assert applied(planted, report, brought(planted, report, book))[0] == 302
    assert (str(row("hogares").value.amount), str(row("fugas").value.amount)) == ("21", "31")
    assert Narrative.objects.get().analysis == "Llovió"
    # What cannot be kept stays typed, and the sheet waits.
    desk = at(planted, report)
    assert desk.send(**{name("hogares"): "doce", "do": "sheet"})[0] == 200
    assert desk.fields[name("hogares")] == "doce"


def test_others_neither_take_nor_bring_a_sheet(planted: Office, report: Report) -> None:
    """TolaActivity #59: who may only look changes nothing."""
    assert planted.client("finance").get(place(planted, report, "hoja.xlsx")).status_code == 403
    assert planted.client("reviewer").get(place(planted, report, "hoja.xlsx")).status_code == 200
    assert planted.client("reviewer").get(place(planted, report)).status_code == 403
    assert planted.client("reviewer").post(place(planted, report), {"do": "apply"}).status_code == 403


def test_the_sheet_asks_no_query_for_each_indicator(
    planted: Office, report: Report, django_assert_max_num_queries: object
) -> None:
    one = Indicator.objects.get(key="hogares")
    client = planted.client("unit_head")
    client.get(place(planted, report, "hoja.xlsx"))
    for number in range(20):
        one.pk, one.key = None, f"otro-{number}"
        one.save()
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(place(planted, report, "hoja.xlsx"))
