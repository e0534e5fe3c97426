"""Populations of elements: added, changed, refused where a group is larger than the one before and nobody says why."""

import html

import pytest

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.population import Population
from ceiba.plans.models import Population as Row
from ceiba.plans.populations import add_population, adopt, edit_population
from ceiba.plans.revising import Conflict
from ceiba.snapshots.services import current
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import element, plant

FIGURES = {"year": "2025", "universe": "1,000", "target": "800", "attended": "640"}


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def families(planted: Office) -> Row:
    return add_population(planted.actor(), element("ob"), year=2025, text="Familias", universe=1000, target=800)


def test_it_is_added_and_changed_from_its_pages(planted: Office) -> None:
    add = Desk(planted.client(), f"/{planted.slug}/agregar/poblacion/ob")
    assert add.send(**FIGURES) == (302, f"/{planted.slug}/elemento/ob#poblacion")
    (row,) = current(planted.institution).populations
    assert (row.universe, row.target, row.eligible, row.attended, row.text) == (1000, 800, None, 640, "")
    page = planted.client("auditor").get(f"/{planted.slug}/elemento/ob").content.decode()
    assert "80.0" in page
    edit = Desk(planted.client(), f"/{planted.slug}/editar/poblacion/{row.id}")
    assert edit.send(eligible="700", attended="0")[0] == 302
    (row,) = current(planted.institution).populations
    assert (row.eligible, row.attended, row.universe) == (700, 0, 1000)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"target": "1,200"}, "es mayor que"),
        ({"universe": "", "target": "", "attended": ""}, "al menos una cifra"),
        ({"attended": "-3"}, "menos de cero"),
        ({"attended": "1.5"}, "sin decimales"),
        ({"attended": "muchas"}, "no se entiende como número"),
    ],
)
def test_what_cannot_be_is_told_and_kept(planted: Office, wrong: dict[str, str], words: str) -> None:
    add = Desk(planted.client(), f"/{planted.slug}/agregar/poblacion/ob")
    _status, page = add.send(**FIGURES | {"text": "Familias rurales"} | wrong)
    told = html.unescape(page)
    assert (words in told, "Familias rurales" in told) == (True, True)
    assert current(planted.institution).populations == ()


def test_a_larger_group_is_kept_where_somebody_says_why(planted: Office, families: Row) -> None:
    with pytest.raises(Refused, match="es mayor que"):
        edit_population(planted.actor(), families, attended=900)
    assert Row.objects.get().attended is None
    edit_population(planted.actor(), families, attended=900, reason="Vienen de otro municipio")
    assert "Vienen de otro municipio" in planted.client().get(f"/{planted.slug}/elemento/ob").content.decode()


def test_the_same_people_of_one_year_come_once_and_two_editors_see_one_another(planted: Office, families: Row) -> None:
    with pytest.raises(Refused, match="ya está"):
        add_population(planted.actor(), element("ob"), year=2025, text="Familias", universe=5)
    add_population(planted.actor(), element("ob"), year=2026, text="Familias", universe=5)
    edit_population(planted.actor(), families, target=700)
    with pytest.raises(Conflict):
        edit_population(planted.actor(), families, target=600, seen={"target": 800})


def test_who_does_not_edit_the_plan_does_not_edit_its_people(planted: Office, families: Row) -> None:
    for path in ("agregar/poblacion/ob", f"editar/poblacion/{families.key}"):
        seen = {who: planted.client(who).get(f"/{planted.slug}/{path}").status_code for who in ("auditor", "outsider")}
        assert seen == {"auditor": 403, "outsider": 404}
    with pytest.raises(NotAllowed):
        edit_population(planted.actor("auditor"), families, target=1)


def test_a_document_brings_them_as_they_are(planted: Office) -> None:
    brought = Population("g9", "l1", 2024, "", 100, 200)
    adopt(planted.actor(), [brought])
    assert current(planted.institution).populations == (brought,)
    assert "nadie dice por qué" in planted.client().get(f"/{planted.slug}/elemento/l1").content.decode()
