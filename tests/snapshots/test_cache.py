"""What a process keeps: unchanged parts are shared, a change is seen at once, nothing half done is ever kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import VERBS, Part, verb
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans import services as plans
from ceiba.projects import services as projects
from ceiba.snapshots import services
from ceiba.snapshots.services import current
from tests.cast import METHODOLOGY, snapshot, with_elements
from tests.people import Office
from tests.plans.planted import element, plant


@pytest.fixture(autouse=True)
def planted(office: Office) -> None:
    plant(office)


@pytest.fixture
def passing() -> object:
    """Return a place for verbs of one test."""
    known = set(VERBS)
    yield
    for name in set(VERBS) - known:
        del VERBS[name]


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_what_did_not_change_costs_one_query_and_is_the_same_value(office: Office) -> None:
    first = current(office.institution)
    assert queries(lambda: current(office.institution)) == 1
    assert current(office.institution) is first


def test_one_changed_part_leaves_the_others_as_they_are(office: Office) -> None:
    before = current(office.institution)
    projects.adopt(office.actor(), snapshot("projects: [{id: pr, name: Tanque}]").projects)
    after = current(office.institution)
    assert [project.name for project in after.projects] == ["Tanque"]
    for name in ("plans", "links", "units", "funding", "measurements", "sources", "demands", "register_measures"):
        assert getattr(after, name) is getattr(before, name)
    assert queries(lambda: current(office.institution)) == 1


def test_a_change_of_the_institution_is_seen(office: Office) -> None:
    current(office.institution)

    @verb("test.rename", needs="plan.edit", touches=[Part.INSTITUTION])
    def rename(actor: Actor) -> None:
        from ceiba.institutions.verbs import changed

        Institution.objects.filter(pk=actor.institution.pk).update(name="Otra")
        changed("institution/x", {}, {})

    rename(office.actor())
    del VERBS["test.rename"]
    assert current(office.institution).institution.name == "Otra"


def test_a_verb_sees_what_it_has_written_and_nobody_keeps_it(office: Office, passing: object) -> None:
    current(office.institution)
    seen: list[Snapshot] = []

    @verb("test.look", needs="plan.edit", touches=[Part.PLAN])
    def look(actor: Actor) -> None:
        plans.edit_element(actor, element("ob"), text="A medias")
        seen.append(current(actor.institution))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        look(office.actor())
    told = seen[0].element("ob")
    assert told is not None
    assert told.text == "A medias"
    now = current(office.institution).element("ob")
    assert now is not None
    assert now.text == "Llevar agua"


def test_each_institution_has_its_own(office: Office) -> None:
    neighbour = Institution.objects.get(slug="valle-alto-vecino")
    assert current(neighbour).plans == ()
    assert current(office.institution).plans


def test_only_so_many_institutions_are_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves = services._Shelves(2)
    monkeypatch.setattr(services, "_shelves", shelves)
    for number in range(4):
        current(Institution.objects.create(slug=f"x{number}", name="X", kind="other", methodology=METHODOLOGY))
    assert len(shelves.kept) == 2


def test_shelves_are_the_same_for_every_thread() -> None:
    shelves = services._Shelves(8)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: id(shelves.of((number % 4, "t"))), range(400)))
    assert len(set(found)) == 4


@pytest.mark.parametrize("count", [3, 60])
def test_the_number_of_queries_does_not_grow_with_the_plan(office: Office, count: int) -> None:
    tree = "".join(f"- {{id: n{n}, level: eje, text: Eje {n}}}\n" for n in range(count))
    given = with_elements(tree, "pei")
    assert queries(lambda: plans.adopt(office.actor(), given.plans)) <= 25
    assert queries(lambda: current(office.institution)) <= 44
