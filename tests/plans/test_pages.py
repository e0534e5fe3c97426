"""The editing pages: plain forms, nothing lost where something is refused, and a way back after each act."""

import html
import re

import pytest

from ceiba.institutions.models import Entry
from ceiba.institutions.services import assign
from ceiba.plans import services
from ceiba.plans.models import Element, Statement
from ceiba.snapshots.services import current
from tests.cast import snapshot, valle_alto
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import element, last_entry, plant, shape
from tests.snapshots.adopting import adopt_all

FORMS = (
    "editar/elemento/ob",
    "agregar/elemento/?parent=ob",
    "mover/elemento/ob",
    "retirar/elemento/ob",
    "restaurar/elemento/ob",
    "editar/indicador/in",
    "agregar/indicador/ob",
    "retirar/indicador/in",
    "restaurar/indicador/in",
)


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def desk(office: Office, path: str, who: str = "planner") -> Desk:
    return Desk(office.client(who), f"/{office.slug}/{path}")


@pytest.mark.parametrize("path", FORMS)
def test_who_may_not_edit_is_told_so_and_others_see_nothing(planted: Office, path: str) -> None:
    statuses = {who: planted.client(who).get(f"/{planted.slug}/{path}").status_code for who in ("auditor", "outsider")}
    assert statuses == {"auditor": 403, "outsider": 404}
    assert planted.client("nobody").get(f"/{planted.slug}/{path}").status_code == 302
    assert planted.client().get(f"/{planted.slug}/{path}").status_code == 200


def test_an_edit_leads_to_the_element_with_a_way_back(planted: Office) -> None:
    status, where = desk(planted, "editar/elemento/ob").send(
        text="Agua para todos", weight="1,234.50", period="2024-2026"
    )
    assert (status, where) == (302, f"/{planted.slug}/elemento/ob?hecho={last_entry().pk}")
    here = current(planted.institution).element("ob")
    assert here is not None
    assert (here.text, str(here.weight), here.period.notation()) == ("Agua para todos", "1234.50", "2024..2026")  # type: ignore[union-attr]
    response = planted.client().post(f"/{planted.slug}/deshacer/{last_entry().pk}/")
    assert response["Location"] == f"/{planted.slug}/elemento/ob?hecho={last_entry().pk}"
    assert element("ob").text == "Llevar agua"


def test_a_form_that_nobody_touched_changes_nothing(office: Office) -> None:
    adopt_all(office.actor(), valle_alto())
    rows = Entry.objects.count()
    for key in Element.objects.values_list("key", flat=True)[:12]:
        status, where = desk(office, f"editar/elemento/{key}").send()
        assert (status, where) == (302, f"/{office.slug}/elemento/{key}")
    assert Entry.objects.count() == rows


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("text", "", "obligatorio"),
        ("weight", "1,5", "1,234.50"),
        ("weight", "mucho", "1,234.50"),
        ("period", "ayer", "2024-2032"),
        ("period", "2030-2024", "2024-2032"),
        ("level", "invento", "Nivel"),
        ("unit", "nadie", "Unidad"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(planted: Office, field: str, typed: str, said: str) -> None:
    at = desk(planted, "editar/elemento/ob")
    _status, page = at.send(**{"code": "7.7", field: typed})
    assert said in html.unescape(page)
    assert at.fields["code"] == "7.7"
    assert element("ob").code == "1.1"


def test_two_who_change_the_same_are_told_and_the_second_may_insist(planted: Office) -> None:
    mine = desk(planted, "editar/elemento/ob")
    services.edit_element(planted.actor(), element("ob"), text="Lo del otro", code="2.2")
    status, page = mine.send(text="Lo mío")
    assert status == 409
    assert "Lo del otro" in page
    assert mine.fields["text"] == "Lo mío"
    assert mine.send()[0] == 302
    assert (element("ob").text, element("ob").code) == ("Lo mío", "2.2")


def test_a_form_with_forged_values_is_a_form_without_them(planted: Office) -> None:
    for forged in ("{", "[1]", '{"pk": 7}', '{"period": "x"}', '{"alignments": 3}'):
        assert desk(planted, "editar/elemento/ob").send(seen_values=forged, text=f"Texto {forged}")[0] == 302


def test_alignments_are_changed_added_and_taken_away(planted: Office) -> None:
    path = "editar/elemento/ob"
    assert desk(planted, path).send(alignments__0__framework="ODS", alignments__0__codes="6.1, 6.2")[0] == 302
    assert desk(planted, path).send(alignments__0__share="0.5")[0] == 302
    serves = current(planted.institution).element("ob").alignments  # type: ignore[union-attr]
    assert [(a.framework, a.codes, str(a.share)) for a in serves] == [("ODS", ("6.1", "6.2"), "0.5")]
    status, page = desk(planted, path).send(alignments__0__share="7")
    assert status == 200
    assert "de 0 a 1" in page
    assert desk(planted, path).send(alignments__0__codes="", alignments__0__share="")[0] == 302
    assert current(planted.institution).element("ob").alignments == ()  # type: ignore[union-attr]


def test_an_element_is_added_under_another(planted: Office) -> None:
    at = desk(planted, "agregar/elemento/?parent=ob")
    status, where = at.send(level="linea_estrategica", text="Nueva", before="l2", unit="aguas")
    key = Element.objects.latest("pk").key
    assert (status, where) == (302, f"/{planted.slug}/elemento/{key}?hecho={last_entry().pk}")
    assert shape(planted) == f"ax(th(ob(l1(a1) {key} l2 re))) bx"


def test_an_element_is_added_at_the_root_of_the_only_plan(planted: Office) -> None:
    assert desk(planted, "agregar/elemento/").send(level="eje", text="Otro eje")[0] == 302
    assert shape(planted) == f"ax(th(ob(l1(a1) l2 re))) bx {Element.objects.latest('pk').key}"


def test_without_a_plan_the_page_says_how_one_comes_in(office: Office) -> None:
    page = office.client().get(f"/{office.slug}/agregar/elemento/").content.decode()
    assert f"/{office.slug}/documentos/" in page


def test_with_several_plans_one_is_chosen(office: Office) -> None:
    adopt_all(office.actor(), valle_alto())
    page = office.client().get(f"/{office.slug}/agregar/elemento/").content.decode()
    assert "?plan=pdmot" in page
    assert office.client().get(f"/{office.slug}/agregar/elemento/?plan=nada").status_code == 404


def test_where_nothing_may_hang_the_page_says_so(planted: Office) -> None:
    services.edit_element(planted.actor(), element("a1"), text="x")
    Element.objects.filter(key="a1").update(level="tarea")
    page = planted.client().get(f"/{planted.slug}/agregar/elemento/?parent=a1").content.decode()
    assert "Aquí no cabe nada" in page


def test_a_branch_is_moved_by_choosing_its_place(planted: Office) -> None:
    page = planted.client().get(f"/{planted.slug}/mover/elemento/th").content.decode()
    assert "?donde=bx" in page
    assert "?donde=ob" not in page
    status, where = desk(planted, "mover/elemento/th?donde=bx").send()
    assert (status, where) == (302, f"/{planted.slug}/elemento/th?hecho={last_entry().pk}")
    assert shape(planted) == "ax bx(th(ob(l1(a1) l2 re)))"
    assert desk(planted, "mover/elemento/re").send(before="l1")[0] == 302
    assert shape(planted) == "ax bx(th(ob(re l1(a1) l2)))"


def test_many_places_are_a_list_and_few_are_buttons(planted: Office) -> None:
    assert 'type="radio"' in planted.client().get(f"/{planted.slug}/mover/elemento/l1").content.decode()
    for number in range(14):
        new = {"level": "linea_estrategica", "text": f"Línea {number}", "parent": element("ob")}
        services.add_element(planted.actor(), element("ob").plan, **new)
    at = desk(planted, "mover/elemento/l1")
    assert at.send(before="re")[0] == 302
    assert shape(planted).startswith("ax(th(ob(l2 l1(a1) re e-")


def test_one_more_of_the_same_level_is_offered_first(planted: Office) -> None:
    assert desk(planted, "agregar/elemento/?parent=ob").fields["level"] == "resultado"


def test_a_place_is_found_by_its_words(planted: Office) -> None:
    for asked, found in (("Cami", True), ("nada", False)):
        page = planted.client().get(f"/{planted.slug}/mover/elemento/th?q={asked}").content.decode()
        assert ("?donde=bx" in page) is found


def test_a_move_that_is_refused_says_why(planted: Office) -> None:
    status, page = desk(planted, "mover/elemento/ob?donde=bx").send()
    assert status == 302
    status, page = desk(planted, "mover/elemento/ax?donde=th").send()
    assert status == 409
    assert "rama" in page


def test_withdrawing_tells_what_goes_and_asks_why(planted: Office) -> None:
    at = desk(planted, "retirar/elemento/ob")
    assert at.send(reason=" ")[0] == 200
    assert at.send(reason="Ya no")[0] == 302
    assert shape(planted) == "ax(th) bx"
    assert planted.client().get(f"/{planted.slug}/restaurar/elemento/l1").status_code == 200
    assert desk(planted, "restaurar/elemento/ob").send()[0] == 302
    assert shape(planted) == "ax(th(ob(l1(a1) l2 re))) bx"


def test_a_statement_is_edited(office: Office) -> None:
    adopt_all(office.actor(), snapshot("plans: [{kind: pei, title: P, statements: [{kind: mission, text: Servir}]}]"))
    mission = Statement.objects.get()
    at = desk(office, f"editar/declaracion/{mission.key}")
    status, where = at.send(text="Servir bien\r\ny pronto")
    assert (status, where) == (302, f"/{office.slug}/plan/{mission.plan.key}?hecho={last_entry().pk}")
    assert Statement.objects.get().text == "Servir bien\ny pronto"
    assert office.client().post(f"/{office.slug}/deshacer/{last_entry().pk}/").status_code == 302
    assert Statement.objects.get().text == "Servir"
    assert office.client("auditor").get(f"/{office.slug}/editar/declaracion/{mission.key}").status_code == 403


def test_an_undo_that_cannot_be_says_what_changed_since(planted: Office) -> None:
    services.edit_element(planted.actor(), element("ob"), text="Uno")
    first = last_entry()
    services.edit_element(planted.actor(), element("ob"), text="Dos")
    response = planted.client().post(f"/{planted.slug}/deshacer/{first.pk}/")
    assert response.status_code == 409
    assert "«Dos»" in response.content.decode()
    assert planted.client().get(f"/{planted.slug}/deshacer/{first.pk}/").status_code == 405
    assert planted.client().post(f"/{planted.slug}/deshacer/999999/").status_code == 404


def test_a_planner_of_one_unit_gives_work_only_where_they_plan(planted: Office) -> None:
    services.edit_element(planted.actor(), element("ob"), unit="aguas")
    assign(planted.actor("administrator"), planted.people["clerk"], "planner", planted.unit("aguas"))
    page = planted.client("clerk").get(f"/{planted.slug}/editar/elemento/ob").content.decode()
    units = re.search(r'<select name="unit".*?</select>', page, re.DOTALL)
    assert units is not None
    assert re.findall(r'value="([^"]*)"', units[0]) == ["", "aguas"]
    assert planted.client("clerk").get(f"/{planted.slug}/editar/elemento/th").status_code == 403
