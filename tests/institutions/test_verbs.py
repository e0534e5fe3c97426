"""Verbs: who may, one transaction, one row of history, the parts that changed."""

import pytest

from ceiba.institutions import history
from ceiba.institutions.models import Entry, Revision, Unit
from ceiba.institutions.services import adopt_units, assign
from ceiba.institutions.verbs import NotAllowed, Part, changed, verb
from ceiba.kernel.unit import Unit as UnitValue
from tests.people import Office


def test_a_role_in_a_unit_reaches_the_units_below_and_no_other(office: Office) -> None:
    assign(office.actor("administrator"), office.people["clerk"], "planner", office.unit("despacho"))
    clerk = office.actor("clerk")
    assert clerk.may("plan.edit", office.unit("aguas"))
    assert not clerk.may("plan.edit")
    assert not office.actor("unit_head").may("plan.edit", office.unit("aguas"))


def test_a_verb_without_permission_changes_nothing(office: Office) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        adopt_units(office.actor("auditor"), (UnitValue("x", "Equis"),))
    assert not Unit.objects.filter(key="x").exists()
    assert Entry.objects.count() == before


def test_what_belongs_to_another_institution_is_out_of_reach(office: Office) -> None:
    with pytest.raises(NotAllowed):
        assign(office.actor("outsider"), office.people["outsider"], "planner", office.unit("aguas"))


def test_what_belongs_to_another_institution_is_out_of_reach_in_a_list_too(office: Office) -> None:
    @verb("test.many", needs="plan.edit")
    def many(actor: object, units: list[Unit]) -> None:
        raise AssertionError("it was let in")

    with pytest.raises(NotAllowed):
        many(office.actor("outsider"), [office.unit("aguas")])
    with pytest.raises(NotAllowed):
        assign(office.actor("outsider"), office.people["outsider"], "planner", unit=office.unit("aguas"))


def test_one_verb_writes_one_row_and_marks_the_parts(office: Office) -> None:
    rows, number = Entry.objects.count(), Revision.objects.get(institution=office.institution, part=Part.UNITS).number
    adopt_units(office.actor(), (UnitValue("a", "A"), UnitValue("b", "B", parent="a")))
    assert Entry.objects.count() == rows + 1
    assert [change["subject"] for change in Entry.objects.first().changes] == ["unit/a", "unit/b"]
    assert Revision.objects.get(institution=office.institution, part=Part.UNITS).number == number + 1


def test_a_verb_inside_a_verb_joins_it_and_a_failure_undoes_both(office: Office) -> None:
    @verb("test.outer", needs="plan.edit")
    def outer(actor: object) -> None:
        adopt_units(actor, (UnitValue("c", "C"),))  # type: ignore[arg-type]
        raise RuntimeError

    rows = Entry.objects.count()
    with pytest.raises(RuntimeError):
        outer(office.actor())
    assert (Entry.objects.count(), Unit.objects.filter(key="c").exists()) == (rows, False)


def test_a_change_outside_a_verb_is_refused() -> None:
    with pytest.raises(RuntimeError):
        changed("unit/x")


def test_the_chain_grows_in_batches_and_shows_a_forged_row(office: Office) -> None:
    assert history.chain(office.institution) == Entry.objects.filter(institution=office.institution).count()
    assert history.walk(office.institution).broken is None
    adopt_units(office.actor(), (UnitValue("d", "D"),))
    assert history.walk(office.institution).waiting == 1
    assert history.chain(office.institution) == 1
    state = history.walk(office.institution)
    assert (state.waiting, state.broken) == (0, None)
