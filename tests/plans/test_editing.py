"""Editing a plan: what may hang where, what stays in history, and who answers for it."""

from decimal import Decimal

import pytest

from ceiba.institutions.services import assign
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.plans import services
from ceiba.plans.editing import STATEMENTS
from ceiba.plans.models import Element, Statement
from ceiba.plans.revising import Conflict, values_of
from ceiba.snapshots.services import current
from tests.cast import snapshot
from tests.people import Office
from tests.plans.planted import element, last_entry, plan, plant, shape
from tests.snapshots.adopting import adopt_all

WHOLE = "ax(th(ob(l1(a1) l2 re))) bx"


@pytest.fixture(autouse=True)
def planted(office: Office) -> None:
    plant(office)


def test_a_field_is_changed_and_the_history_tells_it(office: Office) -> None:
    services.edit_element(office.actor(), element("ob"), text="Llevar agua segura", weight=Decimal("12.50"))
    assert last_entry().changes == [
        {
            "subject": "element/ob",
            "before": {"text": "Llevar agua", "weight": None},
            "after": {"text": "Llevar agua segura", "weight": "12.50"},
        }
    ]
    here = current(office.institution).element("ob")
    assert here is not None
    assert (here.text, str(here.weight)) == ("Llevar agua segura", "12.50")


def test_unit_period_and_alignment_are_changed_too(office: Office) -> None:
    serves = [{"framework": "ODS", "codes": ["6.1"], "share": None}]
    fields = {"unit": "aguas", "period": Period.of_year(2025), "alignments": serves}
    services.edit_element(office.actor(), element("ob"), **fields)
    here = current(office.institution).element("ob")
    assert here is not None
    assert (here.unit, here.period, here.alignments[0].codes) == ("aguas", Period.of_year(2025), ("6.1",))


def test_an_edit_that_changes_nothing_leaves_no_row(office: Office) -> None:
    rows = last_entry().pk
    services.edit_element(office.actor(), element("ob"), text="Llevar agua")
    assert last_entry().pk == rows


def test_a_field_that_no_element_has_is_a_mistake_of_the_program(office: Office) -> None:
    with pytest.raises(TypeError):
        services.edit_element(office.actor(), element("ob"), withdrawn=True)


def test_two_people_who_change_different_fields_do_not_disturb_each_other(office: Office) -> None:
    seen = {"text": "Llevar agua", "code": "1.1"}
    services.edit_element(office.actor(), element("ob"), seen=seen, text="Llevar agua", code="1.9")
    services.edit_element(office.actor(), element("ob"), seen=seen, text="Otro texto", code="1.1")
    assert (element("ob").text, element("ob").code) == ("Otro texto", "1.9")


def test_two_people_who_change_the_same_field_are_told_of_each_other(office: Office) -> None:
    seen = {"text": "Llevar agua"}
    services.edit_element(office.actor(), element("ob"), seen=seen, text="Lo de Pedro")
    with pytest.raises(Conflict) as caught:
        services.edit_element(office.actor(), element("ob"), seen=seen, text="Lo de Ana")
    for said in ("Lo de Pedro", "Lo de Ana", str(office.people["planner"])):
        assert said in str(caught.value)
    assert caught.value.now == {"text": "Lo de Pedro"}
    assert element("ob").text == "Lo de Pedro"
    services.edit_element(office.actor(), element("ob"), seen=caught.value.now, text="Lo de Ana")
    assert element("ob").text == "Lo de Ana"


def test_a_level_without_a_place_there_is_refused_with_those_that_have_one(office: Office) -> None:
    with pytest.raises(Refused, match="temática"):
        services.edit_element(office.actor(), element("th"), level="tarea")


def test_an_element_is_added_before_another_or_at_the_end(office: Office) -> None:
    new = {"level": "linea_estrategica", "parent": element("ob")}
    first = services.add_element(office.actor(), plan(), text="Primera", before=element("l1"), **new)
    last = services.add_element(office.actor(), plan(), text="Última", unit="aguas", **new)
    assert shape(office) == f"ax(th(ob({first.key} l1(a1) l2 re {last.key}))) bx"
    assert current(office.institution).element(last.key).unit == "aguas"  # type: ignore[union-attr]


def test_an_element_is_added_at_the_root(office: Office) -> None:
    new = services.add_element(office.actor(), plan(), level="eje", text="Nuevo")
    assert shape(office) == f"{WHOLE} {new.key}"


def test_what_the_methodology_does_not_allow_is_not_added(office: Office) -> None:
    with pytest.raises(Refused, match=r"línea de acción"):
        services.add_element(office.actor(), plan(), level="eje", text="x", parent=element("l1"))
    assert Element.objects.count() == 8


@pytest.mark.parametrize(
    ("moved", "parent", "before", "becomes"),
    [
        ("l1", "ob", None, "ax(th(ob(l2 re l1(a1)))) bx"),
        ("re", "ob", "l1", "ax(th(ob(re l1(a1) l2))) bx"),
        ("th", "bx", None, "ax bx(th(ob(l1(a1) l2 re)))"),
        ("bx", None, "ax", "bx ax(th(ob(l1(a1) l2 re)))"),
        ("a1", "l2", None, "ax(th(ob(l1 l2(a1) re))) bx"),
        ("re", "l1", "a1", "ax(th(ob(l1(re a1) l2))) bx"),
    ],
)
def test_a_branch_moves_and_comes_back(
    office: Office, moved: str, parent: str | None, before: str | None, becomes: str
) -> None:
    where = {"parent": element(parent) if parent else None, "before": element(before) if before else None}
    services.move_element(office.actor(), element(moved), **where)
    assert shape(office) == becomes
    order = [one.id for one in current(office.institution).elements]
    for one in current(office.institution).elements:
        assert one.parent is None or order.index(one.parent) < order.index(one.id)
    moving = last_entry()
    services.undo(office.actor(), moving)
    assert shape(office) == WHOLE
    services.undo(office.actor(), last_entry())
    assert shape(office) == becomes


def test_an_element_does_not_hang_from_its_own_branch(office: Office) -> None:
    for parent in ("th", "a1"):
        with pytest.raises(Refused, match="rama"):
            services.move_element(office.actor(), element("th"), parent=element(parent))
    assert shape(office) == WHOLE


def test_a_move_names_the_levels_that_fit(office: Office) -> None:
    with pytest.raises(Refused, match="Ahí caben: proyecto, acción, meta de producto"):
        services.move_element(office.actor(), element("bx"), parent=element("a1"))
    with pytest.raises(Refused, match="meta de resultado"):
        services.move_element(office.actor(), element("re"), parent=element("bx"))


def test_what_is_withdrawn_counts_in_nothing_and_comes_back_whole(office: Office) -> None:
    services.withdraw_element(office.actor(), element("a1"), reason="Ya se hizo")
    services.withdraw_element(office.actor(), element("ob"), reason="Pasó a otro plan")
    assert shape(office) == "ax(th) bx"
    assert not list(current(office.institution).indicators)
    assert last_entry().note == "Pasó a otro plan"
    with pytest.raises(Refused, match="Llevar agua"):
        services.restore_element(office.actor(), element("l1"))
    services.restore_element(office.actor(), element("ob"))
    assert shape(office) == "ax(th(ob(l1 l2 re))) bx"
    assert [i.id for i in current(office.institution).indicators] == ["in"]


def test_a_withdrawal_needs_a_reason(office: Office) -> None:
    with pytest.raises(Refused):
        services.withdraw_element(office.actor(), element("ob"), reason="  ")
    assert shape(office) == WHOLE


def test_who_plans_for_one_unit_edits_what_that_unit_answers_for(office: Office) -> None:
    services.edit_element(office.actor(), element("ob"), unit="aguas")
    assign(office.actor("administrator"), office.people["clerk"], "planner", office.unit("aguas"))
    clerk = office.actor("clerk")
    services.edit_element(clerk, element("a1"), text="Dosificar cada día")
    services.add_element(clerk, plan(), level="linea_accion", text="Vigilar", parent=element("l1"))
    for act in (
        lambda: services.edit_element(clerk, element("th"), text="x"),
        lambda: services.edit_element(clerk, element("a1"), unit="despacho"),
        lambda: services.add_element(clerk, plan(), level="eje", text="x"),
        lambda: services.move_element(clerk, element("ob"), parent=element("bx")),
        lambda: services.withdraw_element(office.actor("auditor"), element("a1"), reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_statement_is_changed_and_comes_back(office: Office) -> None:
    adopt_all(office.actor(), snapshot("plans: [{kind: pei, title: P, statements: [{kind: mission, text: Servir}]}]"))
    mission = Statement.objects.get()
    seen = values_of(STATEMENTS, mission)
    services.edit_statement(office.actor(), mission, text="Servir bien", seen=seen)
    with pytest.raises(Conflict):
        services.edit_statement(office.actor(), mission, text="Mandar", seen=seen)
    services.undo(office.actor(), last_entry())
    assert current(office.institution).plans[1].statements[0].text == "Servir"
