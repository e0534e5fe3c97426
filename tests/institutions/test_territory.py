"""The territory of an institution: places and populations come in whole or not at all, and the history tells of it."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ceiba.exchange.readers.inhabitants import InhabitantsRead
from ceiba.exchange.readers.localities import read_localities
from ceiba.institutions.models import Entry, Inhabitants, Locality, PopulationSeries
from ceiba.institutions.queries_territory import OUTSIDE_CODE, OUTSIDE_SPOT, extent, population_series
from ceiba.institutions.services_territory import add_place, add_series, load_figures, load_places
from ceiba.institutions.territories import FOLDER
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel import rates
from ceiba.kernel.locality import Locality as LocalityValue
from ceiba.kernel.locality import LocalityKind
from ceiba.kernel.register_record import Location
from tests.furnished import furnish_territory
from tests.people import Office
from tests.queries import pinned

pytestmark = pytest.mark.django_db
with_boundaries = pytest.mark.skipif(not (FOLDER / "gt.json").exists(), reason="set-up could not take the boundaries")
SHEET = "código,nombre,tipo,depende de\nZ02,Zona 2,zona,\nC-02,Colonia,colonia,Z02\nZ01,Zona uno,zona,\n"


@pytest.fixture
def mixco(office: Office) -> Office:
    """Return an office in a territory with an official code."""
    office.institution.territory = "0108"
    office.institution.save()
    furnish_territory(office)
    return office


def file(text: str, name: str = "lugares.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_the_pages_show_the_territory_to_everybody_and_change_it_for_planners(mixco: Office) -> None:
    clerk = mixco.client("clerk")
    with pinned("territory"):
        page = clerk.get(reverse("territory", args=[mixco.slug])).content.decode()
    assert "Colonia Las Flores" in page
    assert reverse("place_add", args=[mixco.slug]) not in page
    assert clerk.get(reverse("place", args=[mixco.slug, "Z01"])).status_code == 200
    assert "límite inventado" in clerk.get(reverse("place", args=[mixco.slug, "Z01"])).content.decode()
    for address in ("place_add", "places_load", "series_add"):
        assert clerk.get(reverse(address, args=[mixco.slug])).status_code == 403
    with pytest.raises(NotAllowed):
        add_place(mixco.actor("clerk"), LocalityValue("Z9", "Zona 9"))


def test_a_place_is_added_changed_and_told(mixco: Office) -> None:
    planner = mixco.client()
    typed = {"code": "Z05", "name": "Zona 5", "kind": "zone", "parent": "0108"}
    assert planner.post(reverse("place_add", args=[mixco.slug]), typed).status_code == 200  # its own code is no part
    assert planner.post(reverse("place_add", args=[mixco.slug]), typed | {"parent": ""}).status_code == 302
    again = planner.post(reverse("place_add", args=[mixco.slug]), typed | {"parent": ""})
    assert "Ya hay un lugar con el código «Z05»" in again.content.decode()
    address = reverse("place", args=[mixco.slug, "Z01"])
    assert planner.post(address, {"name": "Centro", "kind": "zone", "parent": "C-01"}).status_code == 200  # a circle
    assert planner.post(address, {"name": "Centro", "kind": "zone", "source": "límite inventado"}).status_code == 302
    row = Locality.objects.of(mixco.institution).get(key="Z01")
    assert (row.name, len(row.boundary[0])) == ("Centro", 5)
    told = Entry.objects.of(mixco.institution).first()
    assert (told.verb, told.changes[0]["after"]) == ("place.edit", {"name": "Centro"})


def test_a_sheet_comes_in_whole_and_keeps_the_boundaries(mixco: Office) -> None:
    assert load_places(mixco.actor(), read_localities("a.csv", SHEET.encode()), source="hoja") == (2, 1)
    assert load_places(mixco.actor(), read_localities("a.csv", SHEET.encode()), source="hoja") == (0, 0)
    row = Locality.objects.of(mixco.institution).get(key="Z01")
    assert (row.name, row.source, len(row.boundary)) == ("Zona uno", "límite inventado", 1)


def test_a_sheet_with_a_fault_brings_nothing_and_says_every_row(mixco: Office) -> None:
    text = SHEET + "Z02,Otra,zona,\nX1,Suelta,zona,NADA\nmal código,Otra,planeta,\n"
    answer = mixco.client().post(reverse("places_load", args=[mixco.slug]), {"file": file(text)})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("está dos veces", "depende de «NADA», que no existe", "no sirve de código", "no se conoce el tipo"):
        assert words in page
    assert not Locality.objects.of(mixco.institution).filter(key="Z02").exists()


@with_boundaries
def test_a_boundary_elsewhere_is_refused(mixco: Office) -> None:
    ring = ((-78.5, -0.2), (-78.4, -0.2), (-78.4, -0.1), (-78.5, -0.2))
    with pytest.raises(Refused, match="cae fuera de Mixco, Guatemala"):
        add_place(mixco.actor(), LocalityValue("Q", "Quito", LocalityKind.ZONE, rings=(ring,)))


@with_boundaries
def test_a_place_outside_the_territory_is_told(mixco: Office) -> None:
    here = extent(mixco.institution)

    def told(code: str, latitude: str = "", longitude: str = "") -> str | None:
        spot = (Decimal(latitude), Decimal(longitude)) if latitude else (None, None)
        return here.refusal(Location(code, *spot))

    assert told("Z01", "14.63", "-90.61") is None
    assert told("0108") is None
    assert told("Z99") == told("0101") == OUTSIDE_CODE
    assert told("", "-0.2", "-78.5") == OUTSIDE_SPOT
    corner = here.here.rings[0][0] if here.here else (0.0, 0.0)
    for apart, found in (("0.003", None), ("0.3", OUTSIDE_SPOT)):  # some 300 metres and some 30 kilometres
        assert told("", str(Decimal(str(corner[1])) + Decimal(apart)), str(corner[0])) == found
    assert (here.name_of("C-01"), here.chain("C-01"), here.name_of("?")) == ("Colonia Las Flores", ("C-01", "Z01"), "?")


def test_figures_come_in_whole_and_the_history_holds_what_they_were(mixco: Office) -> None:
    address = reverse("series", args=[mixco.slug, "habitantes"])
    planner = mixco.client()
    text = "lugar,año,personas\n,2025,11000\n0108,2026,11500\nZ01,2025,4000\n"
    assert planner.post(address, {"act": "file", "file": file(text)}).status_code == 302
    row = PopulationSeries.objects.of(mixco.institution).get()
    kept = set(Inhabitants.objects.filter(series=row).values_list("place", "year", "people"))
    assert kept == {("", 2025, 11_000), ("", 2026, 11_500), ("Z01", 2025, 4_000)}
    told = Entry.objects.of(mixco.institution).first()
    assert told.changes[0]["before"] == {"figures": ["2025: 10000"]}
    assert told.changes[0]["after"] == {"figures": ["2025: 11000", "2026: 11500"]}
    (series,) = population_series(mixco.institution)
    base, zone = series.base("", 2026), series.base("Z01", 2026)
    assert base is not None
    assert zone is not None
    assert (base.people, series.base("0108", 2026), zone.people) == (11_500, base, 4_000)


def test_a_figure_of_an_unknown_place_brings_nothing(mixco: Office) -> None:
    address = reverse("series", args=[mixco.slug, "habitantes"])
    text = "lugar,año,personas\nZ01,2026,1\nZ99,2026,2\n"
    page = mixco.client().post(address, {"act": "file", "file": file(text)}).content.decode()
    assert "«Z99» no es un lugar de este territorio" in page
    assert Inhabitants.objects.count() == 2


def test_one_figure_is_typed_and_taken_away(mixco: Office) -> None:
    address, planner = reverse("series", args=[mixco.slug, "habitantes"]), mixco.client()
    bad = planner.post(address, {"act": "figure", "year": 2024, "people": "muchas"})
    assert "Escriba solo cifras" in bad.content.decode()
    assert "muchas" in bad.content.decode()  # what was typed stays
    planner.post(address, {"act": "figure", "place": "Z01", "year": 2024, "people": "3,900", "sex": "mujeres"})
    row = Inhabitants.objects.get(year=2024)
    assert (row.people, row.sex) == (3_900, "mujeres")
    planner.post(reverse("figure_remove", args=[mixco.slug, "habitantes", row.pk]))
    assert not Inhabitants.objects.filter(year=2024).exists()


def test_what_a_series_is_called_changes_and_its_key_is_taken_once(mixco: Office) -> None:
    with pytest.raises(Refused, match="Ya hay una serie"):
        add_series(mixco.actor(), key="habitantes", name="Otra", source="x")
    address = reverse("series", args=[mixco.slug, "habitantes"])
    mixco.client().post(address, {"act": "words", "name": "Gente", "source": "censo inventado"})
    assert PopulationSeries.objects.of(mixco.institution).get().source == "censo inventado"
    clerk = mixco.client("clerk")
    with pinned("series"):
        assert clerk.get(address).status_code == 200


def test_a_whole_territory_under_its_code_and_without_is_counted_once(office: Office) -> None:
    planner = office.actor()
    row = add_series(planner, key="gente", name="Gente", source="inventada")
    under_code = InhabitantsRead(((2, rates.Inhabitants("0108", 2024, 5)),), ())
    load_figures(planner, row, under_code)
    load_figures(planner, row, InhabitantsRead(((2, rates.Inhabitants("", 2024, 7)),), ()))
    office.institution.territory = "0108"
    (series,) = population_series(office.institution)
    base = series.base("", 2024)
    assert base is not None
    assert base.people == 7


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_what_goes_out_can_come_in_again(mixco: Office, kind: str) -> None:
    got = mixco.client().get(reverse("places_file", args=[mixco.slug, kind]))
    read = read_localities(f"lugares.{kind}", got.content)
    assert (read.faults, [place.code for _n, place in read.places]) == ((), ["C-01", "Z01"])
    assert load_places(mixco.actor(), read, source="límite inventado") == (0, 0)


def test_an_institution_without_territory_knows_those_of_its_country(office: Office) -> None:
    here = extent(office.institution)
    assert here.name == ""
    assert here.refusal(Location("0101")) is None
    assert here.refusal(Location("9999")) == (OUTSIDE_CODE if here.official else None)
