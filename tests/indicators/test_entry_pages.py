"""The page of a reporting unit without script: figures, words and files are kept, and what cannot be stays typed."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ceiba.indicators.models import Evidence, Indicator, Measurement, Narrative, Report
from ceiba.institutions.models import Entry, Institution
from ceiba.kernel.states import NO_DATA
from tests.indicators.desks import cell, opened, pk_of, plant, row, save, set_cycle
from tests.people import Office
from tests.plans.pages import Desk
from tests.queries import pinned


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def report(planted: Office) -> Report:
    return opened(planted)


def path(office: Office, report: Report, more: str = "") -> str:
    return f"/{office.slug}/mi-unidad/{report.pk}/{more}"


def at(office: Office, report: Report, who: str = "unit_head", more: str = "") -> Desk:
    return Desk(office.client(who), path(office, report, more))


def name(key: str, field: str = "value") -> str:
    return f"{field}-{pk_of(key)}-0"


def type_into(desk: Desk, **changes: str) -> tuple[int, str]:
    """Send a page with some cells typed: «value__hogares»."""
    fields = {}
    for field, text in changes.items():
        kind, _mark, key = field.partition("__")
        fields[name(key, kind) if kind in ("value", "state", "num", "den") else f"{kind}-{pk_of(key)}"] = text
    return desk.send(**fields)


def test_the_way_leads_to_the_only_report_that_is_due(planted: Office, report: Report) -> None:
    head = planted.client("unit_head")
    assert head.get(f"/{planted.slug}/mi-unidad/")["Location"] == path(planted, report)
    page = head.get(f"/{planted.slug}/mi-unidad/?todos=1").content.decode()
    assert "Por reportar" in page
    assert planted.client("auditor").get(f"/{planted.slug}/mi-unidad/").status_code == 403


def test_figures_are_typed_as_they_are_written_here_and_the_server_says_when(planted: Office, report: Report) -> None:
    desk = at(planted, report)
    status, where = type_into(desk, value__hogares="1,200", num__cloro="45", den__cloro="50", state__fugas="not_due")
    assert (status, where) == (302, path(planted, report))
    assert (str(row("hogares").value.amount), str(row("cloro").value.amount)) == ("1200", "90")
    page = html.unescape(planted.client("unit_head").get(where).content.decode())
    assert "guardado" in page
    assert "2 de 3" not in page
    assert "3 de 3 cifras listas" in page


def test_a_page_that_nobody_touched_changes_nothing(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", "12.50", sure=True), cell("fugas", NO_DATA))
    rows = Entry.objects.count()
    assert type_into(at(planted, report))[0] == 302
    assert Entry.objects.count() == rows


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("value", "doce", "no se entiende como número"),
        ("value", "1.5.0", "no se entiende como número"),
        ("value", "-4", "no puede ser negativa"),
        ("value", "4.5", "cosas enteras"),
        ("value", "1.200", "cosas enteras"),
    ],
)
def test_what_cannot_be_is_told_at_its_cell_and_the_good_ones_are_kept(
    planted: Office, report: Report, field: str, typed: str, said: str
) -> None:
    desk = at(planted, report)
    status, page = type_into(desk, **{f"{field}__hogares": typed, "value__fugas": "31"})
    assert status == 200
    assert said in html.unescape(page)
    assert desk.fields[name("hogares")] == typed
    assert not Measurement.objects.filter(indicator__key="hogares").exists()
    assert str(row("fugas").value.amount) == "31"


def test_another_country_says_how_it_writes_a_number(planted: Office, report: Report) -> None:
    Institution.objects.filter(pk=planted.institution.pk).update(locale="es-EC")
    desk = at(planted, report)
    page = html.unescape(type_into(desk, value__hogares="1.5")[1])
    assert "1.234,50" in page
    page = html.unescape(type_into(at(planted, report), value__fugas="31.500")[1])
    assert "¿quiso decir 31,500?" in page


def test_an_odd_figure_goes_in_once_somebody_says_yes(planted: Office, report: Report) -> None:
    desk = at(planted, report)
    status, page = type_into(desk, num__cloro="60", den__cloro="50")
    assert (status, "Sí, es correcto" in page) == (200, True)
    assert desk.send(sure=f"{pk_of('cloro')}-0")[0] == 302
    assert str(row("cloro").value.amount) == "120"


def test_a_figure_and_a_reason_for_none_are_not_both_taken(planted: Office, report: Report) -> None:
    status, page = type_into(at(planted, report), value__hogares="3", state__hogares="no_data")
    assert (status, "las dos cosas" in page) == (200, True)
    save(planted, report, cell("hogares", 3))
    assert type_into(at(planted, report), state__hogares="no_data")[0] == 302
    assert row("hogares").value == NO_DATA
    assert type_into(at(planted, report), value__hogares="4")[0] == 302
    assert str(row("hogares").value.amount) == "4"


@pytest.mark.parametrize(("choice", "left"), [("mine", "20"), ("theirs", "15")])
def test_two_people_on_one_cell_the_second_chooses(planted: Office, report: Report, choice: str, left: str) -> None:
    desk = at(planted, report)
    save(planted, report, cell("hogares", 15), who="clerk")
    status, page = type_into(desk, value__hogares="20", value__fugas="31")
    assert status == 200
    assert re.search(r"quedó aquí: 15.{0,20}\(Persona clerk, ", html.unescape(page))
    assert desk.fields[name("hogares")] == "20"
    assert str(row("fugas").value.amount) == "31"
    # Saving again without choosing overwrites nothing.
    assert desk.send()[0] == 200
    assert str(row("hogares").value.amount) == "15"
    place = f"{pk_of('hogares')}-0"
    assert desk.send(**{choice: f"{place} 1" if choice == "mine" else place})[0] == 302
    assert str(row("hogares").value.amount) == left


def test_words_and_files_are_kept_beside_the_figure(planted: Office, report: Report) -> None:
    client, pk = planted.client("unit_head"), pk_of("hogares")
    desk = at(planted, report)
    files = [SimpleUploadedFile("acta.txt", b"Acta"), SimpleUploadedFile("lista.csv", b"a,b\n1,2\n")]
    typed = {f"analysis-{pk}": "Llovió\r\nmucho", f"note-{pk}": "Entrega", f"file-{pk}": files}
    assert client.post(path(planted, report), {**desk.fields, **typed}).status_code == 302
    assert Narrative.objects.get().analysis == "Llovió\nmucho"
    assert Evidence.objects.filter(note="Entrega").count() == 2
    page = client.get(path(planted, report)).content.decode()
    assert "acta.txt" in page
    rows = Entry.objects.count()
    assert at(planted, report).send()[0] == 302
    assert Entry.objects.count() == rows
    first = Evidence.objects.order_by("pk")[0]
    assert at(planted, report).send(withdraw=str(first.pk))[0] == 302
    assert Evidence.objects.filter(withdrawn=True).get() == first


def test_a_file_that_is_no_document_is_told_and_the_figure_is_kept(planted: Office, report: Report) -> None:
    client, pk = planted.client("unit_head"), pk_of("hogares")
    fields = at(planted, report).fields | {name("hogares"): "7"}
    bad = SimpleUploadedFile("foto.jpg", b"\x7fELF\0\0\0\1\2\3")
    response = client.post(path(planted, report), {**fields, f"file-{pk}": bad})
    assert "no es un documento" in html.unescape(response.content.decode())
    assert str(row("hogares").value.amount) == "7"


def test_two_people_on_one_explanation_the_second_chooses(planted: Office, report: Report) -> None:
    mine, theirs = at(planted, report), at(planted, report, "clerk")
    assert type_into(theirs, analysis__hogares="Lo de ella")[0] == 302
    status, page = type_into(mine, analysis__hogares="Lo mío")
    assert (status, "Lo de ella" in page) == (200, True)
    assert mine.fields[f"analysis-{pk_of('hogares')}"] == "Lo mío"
    assert mine.send(**{"mine-text": f"{pk_of('hogares')} 1"})[0] == 302
    assert Narrative.objects.get().analysis == "Lo mío"


def test_a_report_is_sent_on_purpose_with_what_is_missing(planted: Office, report: Report) -> None:
    desk = at(planted, report)
    pk = pk_of("hogares")
    type_into(desk, value__hogares="20")
    desk = at(planted, report, more="enviar/")
    status, page = desk.send()
    assert (status, "Falta explicar" in page) == (200, True)
    words = {"analysis": "a", "difficulty": "b", "next_step": "c"}
    at(planted, report).send(**{f"{field}-{pk}": text for field, text in words.items()})
    status, page = at(planted, report, more="enviar/").send(missing="")
    assert status in (200, 302)
    report.refresh_from_db()
    client = planted.client("unit_head")
    if report.state == Report.State.OPEN:
        client.post(path(planted, report, "enviar/"), {"missing": "1"})
    report.refresh_from_db()
    assert report.state == Report.State.REPORTED
    page = client.get(path(planted, report)).content.decode()
    assert "espera su revisión" in html.unescape(page)
    assert '<input type="text"' not in page


def test_a_lock_that_came_meanwhile_keeps_what_was_typed(planted: Office, report: Report) -> None:
    desk = at(planted, report)
    set_cycle(report, closed=timezone.now())
    status, page = type_into(desk, value__hogares="20")
    assert status == 409
    assert "Puede dar una prórroga: " in html.unescape(page)
    assert desk.fields[name("hogares")] == "20"


def test_one_cell_is_kept_by_itself_and_answers(planted: Office, report: Report) -> None:
    client, fields = planted.client("unit_head"), at(planted, report).fields
    mine = {key: text for key, text in fields.items() if key.endswith(f"-{pk_of('hogares')}-0")}
    headers = {"HX-Request": "true"}
    answer = client.post(path(planted, report, "cifra/"), mine | {name("hogares"): "12"}, headers=headers)
    said = html.unescape(answer.content.decode())
    assert "guardado" in said
    assert "1 de 3 cifras listas" in said
    assert str(row("hogares").value.amount) == "12"
    stale = client.post(path(planted, report, "cifra/"), mine | {name("hogares"): "13"}, headers=headers)
    assert "Guardar lo mío" in stale.content.decode()
    left = client.post(path(planted, report, "cifra/"), {**mine, "theirs": f"{pk_of('hogares')}-0"}, headers=headers)
    assert 'value="12"' in left.content.decode()
    assert client.post(path(planted, report, "cifra/"), mine | {name("hogares"): "13"}).status_code == 200


def test_planners_open_periods_and_give_more_time(planted: Office) -> None:
    planner = Desk(planted.client(), f"/{planted.slug}/mi-unidad/abrir/")
    assert planner.send(duty="cuatrimestre", period="2025-Q1")[0] == 200
    assert planner.send(duty="cuatrimestre", period="2025-C1")[0] == 302
    found = Report.objects.get(unit=planted.unit("aguas"))
    set_cycle(found, closed=timezone.now())
    tomorrow = timezone.localdate() + timedelta(days=1)
    asked = Desk(planted.client(), path(planted, found, "prorroga/"))
    assert asked.send(until=str(tomorrow), reason="Lluvia")[0] == 302
    assert type_into(at(planted, found), value__hogares="1")[0] == 302
    assert planted.client("unit_head").get(path(planted, found, "prorroga/")).status_code == 403


def test_the_page_asks_no_query_for_each_indicator(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 12))
    client = planted.client("unit_head")
    client.get(path(planted, report))
    with pinned("report"):
        client.get(path(planted, report))
    one = Indicator.objects.get(key="hogares")
    for number in range(20):
        one.pk, one.key = None, f"otro-{number}"
        one.save()
    with pinned("report"):
        assert b"otro" not in client.get(path(planted, report)).content


def test_others_see_no_report_of_a_unit(planted: Office, report: Report) -> None:
    assert planted.client("finance").get(path(planted, report)).status_code == 403
    assert planted.client("reviewer").get(path(planted, report)).status_code == 200
    assert planted.client("reviewer").post(path(planted, report), {}).status_code == 403
