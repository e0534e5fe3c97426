"""Undo: an act goes back whole or not at all, and never over what somebody did since."""

import pytest

from ceiba.institutions.models import Entry
from ceiba.institutions.services import assign
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans import services
from tests.people import Office
from tests.plans.planted import element, last_entry, plan, plant, shape


@pytest.fixture(autouse=True)
def planted(office: Office) -> None:
    plant(office)


def test_an_edit_goes_back_and_forth(office: Office) -> None:
    services.edit_element(office.actor(), element("ob"), text="Otro", code=None, unit="aguas")
    for said in ("Llevar agua", "Otro", "Llevar agua"):
        assert services.undo(office.actor(), last_entry()) == "element/ob"
        assert element("ob").text == said
    assert (element("ob").code, element("ob").unit) == ("1.1", None)


def test_alignments_go_back(office: Office) -> None:
    serves = [{"framework": "ODS", "codes": ["6.1"], "share": "0.50"}]
    services.edit_element(office.actor(), element("ob"), alignments=serves)
    services.undo(office.actor(), last_entry())
    services.undo(office.actor(), last_entry())
    assert last_entry().changes[0]["after"] == {"alignments": serves}


def test_what_was_added_is_withdrawn_and_not_erased(office: Office) -> None:
    new = services.add_element(office.actor(), plan(), level="eje", text="Nuevo")
    adding = last_entry()
    services.undo(office.actor(), adding)
    assert element(new.key).withdrawn
    with pytest.raises(Refused, match="Retirado"):
        services.undo(office.actor(), adding)
    services.undo(office.actor(), last_entry())
    assert not element(new.key).withdrawn


def test_nothing_is_left_hanging_from_what_an_undo_withdraws(office: Office) -> None:
    new = services.add_element(office.actor(), plan(), level="eje", text="Nuevo")
    adding = last_entry()
    services.add_element(office.actor(), plan(), level="tematica", text="De otra persona", parent=element(new.key))
    with pytest.raises(Refused, match="De otra persona"):
        services.undo(office.actor(), adding)
    assert not element(new.key).withdrawn


def test_nothing_comes_back_to_what_is_withdrawn(office: Office) -> None:
    services.withdraw_element(office.actor(), element("a1"), reason="Error")
    first = last_entry()
    services.withdraw_element(office.actor(), element("ob"), reason="Error")
    with pytest.raises(Refused, match="Clorar"):
        services.undo(office.actor(), first)
    services.restore_element(office.actor(), element("ob"))
    services.move_element(office.actor(), element("l2"), parent=element("th"))
    moving = last_entry()
    services.withdraw_element(office.actor(), element("ob"), reason="Error")
    with pytest.raises(Refused, match="Llevar agua"):
        services.undo(office.actor(), moving)


def test_a_withdrawn_branch_comes_back_as_it_was(office: Office) -> None:
    before = shape(office)
    services.withdraw_element(office.actor(), element("ax"), reason="Error")
    assert shape(office) == "bx"
    services.undo(office.actor(), last_entry())
    assert shape(office) == before


def test_an_act_on_which_somebody_built_is_not_undone(office: Office) -> None:
    services.edit_element(office.actor(), element("ob"), text="Uno", code="9")
    first = last_entry()
    services.edit_element(office.actor(), element("ob"), text="Dos")
    with pytest.raises(Refused) as caught:
        services.undo(office.actor(), first)
    assert "«Dos»" in str(caught.value)
    assert str(office.people["planner"]) in str(caught.value)
    assert (element("ob").text, element("ob").code) == ("Dos", "9")


def test_a_move_on_which_somebody_built_is_not_undone(office: Office) -> None:
    services.move_element(office.actor(), element("a1"), parent=element("l2"))
    first = last_entry()
    services.move_element(office.actor(), element("a1"), parent=element("l1"))
    with pytest.raises(Refused, match="Lugar en el plan"):
        services.undo(office.actor(), first)


def test_an_acceptance_is_not_undone_at_one_stroke(office: Office) -> None:
    with pytest.raises(Refused):
        services.undo(office.actor(), Entry.objects.get(verb="plans.adopt"))


def test_only_who_may_edit_there_undoes(office: Office) -> None:
    services.edit_element(office.actor(), element("ob"), text="Otro", unit="aguas")
    services.edit_element(office.actor(), element("a1"), text="Otro")
    assign(office.actor("administrator"), office.people["clerk"], "planner", office.unit("aguas"))
    services.undo(office.actor("clerk"), Entry.objects.filter(verb="element.edit").first())
    services.withdraw_element(office.actor(), element("ax"), reason="Error")
    withdrawing = Entry.objects.filter(verb="element.withdraw").get()
    for who in ("clerk", "auditor", "outsider"):
        with pytest.raises(NotAllowed):
            services.undo(office.actor(who), withdrawing)
