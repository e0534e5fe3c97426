"""Units: a tree without circles; what ended stays, takes nothing new, and ends the roles in it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.models import Assignment, Entry, Institution, Unit
from ceiba.institutions.queries import unit_rows, unit_tree
from ceiba.institutions.services import add_unit, edit_unit, move_unit, order_unit
from ceiba.institutions.services_people import assign
from ceiba.institutions.verbs import NotAllowed, Refused
from tests.people import Office
from tests.queries import pinned

YESTERDAY = timezone.localdate() - timedelta(days=1)


def names(institution: Institution) -> list[tuple[int, str]]:
    """Return the tree as depth and key."""
    return [(row.depth, row.unit.key) for row in unit_rows(institution)]


def test_a_new_unit_stands_last_below_its_parent_with_a_key_of_its_own(office: Office) -> None:
    boss, parent = office.actor("administrator"), office.unit("despacho")
    made = [add_unit(boss, "Dirección de aguas", parent=parent), add_unit(boss, "Dirección de aguas", parent=parent)]
    assert [unit.key for unit in made] == ["direccion-de-aguas", "direccion-de-aguas-2"]
    assert names(office.institution) == [
        (0, "despacho"),
        (1, "planificacion"),
        (1, "aguas"),
        (1, "direccion-de-aguas"),
        (1, "direccion-de-aguas-2"),
    ]


def test_only_administrators_change_units(office: Office) -> None:
    for who in ("planner", "unit_head", "auditor"):
        with pytest.raises(NotAllowed):
            add_unit(office.actor(who), "Otra")
        client = office.client(who)
        assert client.get(reverse("unit_add", args=[office.slug])).status_code == 403
        answer = client.post(reverse("unit", args=[office.slug, "aguas"]), {"name": "Mi unidad renombrada"})
        assert answer.status_code == 403
        assert "Mi unidad renombrada" in answer.content.decode()
    assert office.unit("aguas").name == "Dirección de aguas"


def test_a_unit_is_renamed_and_the_history_has_only_what_changed(office: Office) -> None:
    client = office.client("administrator")
    page = reverse("unit", args=[office.slug, "aguas"])
    client.post(page, {"name": "Aguas y drenajes", "code": "03", "begins": "", "ends": ""})
    assert office.unit("aguas").name == "Aguas y drenajes"
    row = Entry.objects.of(office.institution).first()
    assert (row.verb, row.changes) == (
        "unit.edit",
        [{"subject": "unit/aguas", "before": {"name": "Dirección de aguas"}, "after": {"name": "Aguas y drenajes"}}],
    )


def test_a_unit_cannot_hang_from_what_hangs_from_it(office: Office) -> None:
    boss = office.actor("administrator")
    below = add_unit(boss, "Pozos", parent=office.unit("aguas"))
    for parent in (below, office.unit("aguas")):
        with pytest.raises(Refused, match="no puede depender"):
            move_unit(boss, office.unit("aguas"), parent)
    answer = office.client("administrator").post(
        reverse("unit_move", args=[office.slug, "aguas"]), {"parent": str(below.pk)}
    )
    assert "parent" in answer.context["place"].errors
    move_unit(boss, below, None)
    assert (0, "pozos") in names(office.institution)


def test_units_of_another_institution_are_out_of_reach(office: Office) -> None:
    with pytest.raises(NotAllowed):
        move_unit(office.actor("outsider"), office.unit("aguas"), None)
    with pytest.raises(NotAllowed):
        add_unit(office.actor("outsider"), "Espía", parent=office.unit("aguas"))


def test_neighbours_change_places(office: Office) -> None:
    boss = office.actor("administrator")
    order_unit(boss, office.unit("aguas"), up=True)
    assert [key for _depth, key in names(office.institution)] == ["despacho", "aguas", "planificacion"]
    rows = Entry.objects.count()
    order_unit(boss, office.unit("aguas"), up=True)
    assert Entry.objects.count() == rows
    Unit.objects.update(position=0)
    office.client("administrator").post(reverse("unit_order", args=[office.slug, "planificacion"]), {"down": "1"})
    assert [key for _depth, key in names(office.institution)] == ["despacho", "aguas", "planificacion"]


def test_a_unit_that_ends_ends_the_roles_in_it_and_stays(office: Office) -> None:
    boss, unit, today = office.actor("administrator"), office.unit("aguas"), timezone.localdate()
    later = assign(boss, office.people["reviewer"], "reviewer", unit, begins=today + timedelta(days=40))
    assert office.actor("unit_head").belongs
    edit_unit(boss, unit, name=unit.name, ends=today + timedelta(days=9))
    assert Assignment.objects.get(person=office.people["unit_head"]).ends == today + timedelta(days=9)
    assert not Assignment.objects.get(pk=later.pk).goes_on
    Assignment.objects.filter(unit=unit).update(begins=date(2020, 1, 1))
    edit_unit(boss, unit, name=unit.name, ends=YESTERDAY)
    assert not office.actor("unit_head").belongs
    assert (1, "aguas") in names(office.institution)
    for refused in (
        lambda: add_unit(boss, "Nueva", parent=unit),
        lambda: move_unit(boss, office.unit("planificacion"), unit),
        lambda: assign(boss, office.people["clerk"], "clerk", unit),
    ):
        with pytest.raises(Refused):
            refused()
    offered = office.client("administrator").get(reverse("people_invite", args=[office.slug])).context["form"]
    assert str(unit.pk) not in [value for value, _words in offered.fields["unit"].choices]


def test_a_unit_does_not_end_before_those_below_it(office: Office) -> None:
    boss = office.actor("administrator")
    with pytest.raises(Refused, match="Dirección de planificación"):
        edit_unit(boss, office.unit("despacho"), name="Despacho", ends=YESTERDAY)
    with pytest.raises(Refused, match="antes de comenzar"):
        edit_unit(boss, office.unit("aguas"), name="A", begins=date(2025, 1, 2), ends=date(2025, 1, 1))


def test_the_tree_counts_people_and_shows_every_unit(office: Office) -> None:
    tree = unit_tree(office.institution)
    assert [(row.unit.key, row.people) for row in tree[0].below] == [("planificacion", 0), ("aguas", 2)]
    read = office.client("auditor").get(reverse("units", args=[office.slug])).content.decode()
    assert "Dirección de aguas" in read
    assert "2 personas" in read


def test_the_pages_of_units_ask_few_queries_however_many_there_are(office: Office) -> None:
    boss, client = office.actor("administrator"), office.client("administrator")
    for number in range(15):
        add_unit(boss, f"Unidad {number}", parent=office.unit("aguas"))
    with pinned("units"):
        client.get(reverse("units", args=[office.slug]))
    with pinned("unit"):
        client.get(reverse("unit", args=[office.slug, "aguas"]))
