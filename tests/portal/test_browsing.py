"""Ways into a publication: by place and by what is near, by theme, by framework, by unit; and its search."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.project import Photo, Project
from ceiba.kernel.sheet import Disaggregation
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.people import Office
from tests.portal.test_portal_pages import shown
from tests.publications.test_publishing import UNTIL, publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def placed(publisher: Office, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """Publish projects in places and a goal whose figures are opened by village; return what was published."""
    here = current(publisher.institution)
    plan = next(one for one in here.plans if one.indicators)
    opened = replace(plan.indicators[0], disaggregations=(Disaggregation("Aldeas", ("El Mirador", "Zona 5")),))
    plans = tuple(replace(one, indicators=(opened, *one.indicators[1:])) if one is plan else one for one in here.plans)
    works = (
        Project("w1", "Tanque de agua", place="Aldeas El Mirador y Agua Zarca", serves=(f"element/{opened.element}",),
                latitude=Decimal("14.93"), longitude=Decimal("-90.61")),
        Project("w2", "Cancha de la aldea Agua Zarca", unit=here.units[0].id if here.units else None,
                latitude=Decimal("14.99"), longitude=Decimal("-90.61")),
        Project("w3", "Vivero", place="Astillero municipal"),
    )  # fmt: skip
    until = Period.parse(UNTIL)
    told = Measurement(opened.id, until, Value(Decimal(31)), disaggregation="El Mirador", validated_by="x")
    photo = Photo("f1", "w1", "a" * 64, "El tanque", public=True)
    snapshot = replace(here, plans=plans, projects=works, photos=(photo,), measurements=(*here.measurements, told))
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher)
    return queries.face_of(queries.last(publisher.institution))


def goal_of(face: Snapshot) -> Indicator:
    return next(one for one in face.indicators if one.disaggregations)


def test_every_place_that_something_names_is_listed(publisher: Office, placed: Snapshot) -> None:
    page = shown(publisher, "public_near")
    for key, name in (("el-mirador", "El Mirador"), ("agua-zarca", "Agua Zarca"), ("zona-5", "Zona 5")):
        assert f'value="{key}"' in page, key
        assert name in page
    assert "<svg" in page, "a map of the projects that say where they are"


def test_a_place_tells_its_projects_and_the_figures_of_it(publisher: Office, placed: Snapshot) -> None:
    page = shown(publisher, "public_near", lugar="el-mirador")
    assert "Tanque de agua" in page
    assert "Vivero" not in page
    assert reverse("public_goal", args=[publisher.slug, goal_of(placed).id]) in page
    assert ">31" in page or "31 " in page
    near = shown(publisher, "public_near", lugar="agua-zarca")
    assert "Tanque de agua" in near
    assert "Cancha de la aldea Agua Zarca" in near, "a place is met in a name too"


def test_what_is_near_a_point_comes_by_distance(publisher: Office, placed: Snapshot) -> None:
    page = shown(publisher, "public_near", latitud="14,93", longitud="-90.61")
    assert page.index("Tanque de agua") < page.index("Cancha de la aldea")
    assert "6.7 km" in page, "0.06 degrees of latitude on a globe of 6371 km"
    for wrong in ("norte", "nan", "1e9", "91", "-Infinity", "1" * 300):
        answer = Client().get(reverse("public_near", args=[publisher.slug]), {"latitud": wrong, "longitud": "0"})
        assert answer.status_code == 200
        assert b'aria-invalid="true"' in answer.content, wrong
    missing = shown(publisher, "public_near", latitud="14.93")
    assert 'value="14.93"' in missing, "what was typed stays"


def test_an_unknown_place_is_not_found(publisher: Office, placed: Snapshot) -> None:
    for name in ("public_near", "public_goals", "public_projects"):
        assert Client().get(reverse(name, args=[publisher.slug]), {"lugar": "no-hay"}).status_code == 404, name


def test_themes_frameworks_and_units_count_goals_and_projects(publisher: Office, placed: Snapshot) -> None:
    client, walked = Client(), 0
    for name in ("public_themes", "public_frameworks", "public_units"):
        page = shown(publisher, name)
        links = {part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]}
        for path in sorted(one for one in links if "metas/?" in one or "proyectos/?" in one):
            assert client.get(path).status_code == 200, path
            walked += 1
    assert walked > 5
    top = reverse("public_projects", args=[publisher.slug])
    assert top + "?tema=" in shown(publisher, "public_themes"), "the project that serves a theme is counted there"


def test_projects_are_chosen_like_goals(publisher: Office, placed: Snapshot) -> None:
    page = shown(publisher, "public_projects", tema=goal_of(placed).element)
    assert "Tanque de agua" in page
    assert "Vivero" not in page
    if placed.units:
        assert "Cancha" in shown(publisher, "public_projects", unidad=placed.units[0].id)


@pytest.mark.parametrize(
    ("asked", "page", "query"),
    [
        ("mirador", "public_near", "lugar=el-mirador"),
        ("Mirradór", "public_near", "lugar=el-mirador"),
        ("AGUA ZARKA", "public_near", "lugar=agua-zarca"),
        ("zona 5", "public_near", "lugar=zona-5"),
        ("bivero", "public_project", ""),
        ("tanqe", "public_project", ""),
    ],
)
def test_the_search_finds_places_and_forgives(
    asked: str, page: str, query: str, publisher: Office, placed: Snapshot
) -> None:
    found = shown(publisher, "public_search", q=asked)
    path = reverse(
        page, args=[publisher.slug, *(["w3" if "ver" in asked else "w1"] if page == "public_project" else [])]
    )
    assert f"{path}{'?' if query else ''}{query}" in found


def test_the_search_finds_units_and_goals_of_frameworks(publisher: Office, placed: Snapshot) -> None:
    goals = reverse("public_goals", args=[publisher.slug])
    if placed.units:
        assert f"{goals}?unidad=" in shown(publisher, "public_search", q=placed.units[0].name)
    framework = next(key for one in placed.elements for key in (a.framework for a in one.alignments))
    label = placed.methodology.framework(framework)
    assert label is not None
    assert shown(publisher, "public_frameworks").count(f"marco={framework}") > 0
