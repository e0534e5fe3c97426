"""A register's figures are prepared, looked at and published: frozen, for anybody, with no small group in them."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.registers.models import Register
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.queries_types import type_of
from ceiba.registers.services_release import (
    draft_of,
    publish_release,
    published_of,
    settle_disclosure,
    threshold_of,
)
from tests.people import Office
from tests.registers.books import REQUESTS, adopted, procedure
from tests.registers.releases import prepared, published

pytestmark = pytest.mark.django_db


def told(release: RegisterRelease, measure: str, period: str, by: str = "", part: str = "") -> str:
    """Return the value or the state of a figure of a release."""
    wanted = (measure, period, by, part)
    for one in release.content["figures"]:
        if (one["measure"], one["period"], one["by"], one["part"]) == wanted:
            return str(one["value"] or one["state"])
    raise KeyError(wanted)


def some(office: Office, register: Register, number: int, **values: str) -> None:
    """Write some procedures that came in on one day."""
    for _at in range(number):
        procedure(office, register, **values)


OUTSIDE = {"procedencia": "externo", "solicitante": "Ana Inventada"}


def test_a_release_is_prepared_looked_at_and_published(office: Office) -> None:
    register = adopted(office)
    some(office, register, 48)
    some(office, register, 3, **OUTSIDE, at="2025-04-02 08:00")
    draft = prepared(office, register)
    assert published_of(register) == []
    assert told(draft, "ingresados", "2025") == "51"
    assert told(draft, "ingresados", "2025", "procedencia", "externo") == "withheld"
    assert told(draft, "ingresados", "2025", "procedencia", "interno") == "withheld"
    release = publish_release(office.actor("planner"), draft)
    assert [one.pk for one in published_of(register)] == [release.pk]
    assert draft_of(register) is None
    with pytest.raises(Refused, match="ya se publicó"):
        publish_release(office.actor("planner"), draft)
    again = prepared(office, register)
    assert again.number == 2
    assert prepared(office, register).number == 2


def test_only_who_manages_registers_prepares_and_publishes(office: Office) -> None:
    register = adopted(office)
    with pytest.raises(NotAllowed):
        prepared(office, register, "clerk")
    draft = prepared(office, register)
    with pytest.raises(NotAllowed):
        publish_release(office.actor("reviewer"), draft)


def test_the_threshold_of_the_institution_is_never_below_the_types(office: Office) -> None:
    shape = type_of(adopted(office).edition)
    assert threshold_of(office.institution, shape) == 5
    settle_disclosure(office.actor("planner"), threshold=3, source="Acuerdo inventado 1")
    assert threshold_of(office.institution, shape) == 5
    settle_disclosure(office.actor("planner"), threshold=10, source="Acuerdo inventado 2")
    assert threshold_of(office.institution, shape) == 10
    with pytest.raises(Refused, match="2 o más"):
        settle_disclosure(office.actor("planner"), threshold=1, source="Acuerdo")
    with pytest.raises(Refused, match="acuerdo o la norma"):
        settle_disclosure(office.actor("planner"), threshold=7, source=" ")


def test_what_was_published_stands_where_a_new_figure_would_tell_who_came(office: Office) -> None:
    register = adopted(office)
    some(office, register, 40)
    first = published(office, register)
    some(office, register, 2, at="2025-05-05 08:00")
    second = published(office, register)
    assert told(first, "ingresados", "2025") == told(second, "ingresados", "2025") == "40"
    years = {one["until"] for one in second.content["figures"] if (one["period"], one["by"]) == ("2025", "")}
    assert years >= {first.content["until"]}


def test_nobody_finds_what_is_not_published(office: Office) -> None:
    register, anybody = adopted(office), office.client("nobody")
    some(office, register, 12)
    prepared(office, register)
    base = f"/publico/{office.slug}/"
    for who in ("nobody", "planner"):
        paths = (base, f"{base}registros/{register.key}/", f"{base}registros/{register.key}/1/")
        for path in (*paths, f"{base}registros/{register.key}/1/datos.json", "/publico/no-existe/"):
            assert office.client(who).get(path).status_code == 404, path
    assert anybody.cookies.output() == ""


def test_anybody_reads_and_downloads_what_is_published(office: Office) -> None:
    register, anybody = adopted(office), office.client("nobody")
    some(office, register, 48)
    some(office, register, 6, **OUTSIDE, at="2025-04-02 08:00")
    release = published(office, register)
    base = f"/publico/{office.slug}/"
    page = anybody.get(f"{base}registros/{register.key}/")
    assert page.status_code == 200
    assert "Trámites ingresados" in page.text
    assert "<svg" in page.text
    assert page["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in page.get("Vary", "")
    assert anybody.cookies.output() == ""
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "Trámites administrativos" in anybody.get(base).text
    assert '<html lang="en">' in anybody.get(f"{base}registros/{register.key}/?idioma=en").text
    files = f"{base}registros/{register.key}/1/"
    whole = json.loads(anybody.get(files + "datos.json").content)
    assert {"number": "1", **release.content}.items() <= whole.items()
    lines = anybody.get(files + "cifras.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(release.content["figures"]) + 1
    assert any(line.startswith("ingresados,Trámites ingresados,2025,") for line in lines)
    book = load_workbook(BytesIO(anybody.get(files + "datos.xlsx").content))
    assert book.sheetnames == ["cifras", "diccionario"]
    assert "ingresados" in anybody.get(files + "diccionario.csv").content.decode()
    for name in ("filas.csv", "otra.csv", "cifras.txt"):
        assert anybody.get(files + name).status_code == 404


def test_a_signed_in_reader_gets_the_same_bytes_as_anybody(office: Office) -> None:
    register = adopted(office)
    some(office, register, 12)
    published(office, register)
    path = f"/publico/{office.slug}/registros/{register.key}/"
    assert office.client("planner").get(path).content == office.client("nobody").get(path).content


def test_staff_see_what_is_withheld_and_why(office: Office) -> None:
    register, planner = adopted(office), office.client("planner")
    some(office, register, 48)
    some(office, register, 3, **OUTSIDE, at="2025-04-02 08:00")
    path = f"/{office.slug}/registros/{register.key}/publicar/"
    assert "Preparar un borrador" in planner.get(path).text
    draft = prepared(office, register)
    page = planner.get(path).text
    assert "es un grupo pequeño" in page
    assert "protege a otra" in page
    assert office.client("clerk").get(path).status_code == 403
    assert planner.post(path + "confirmar/", {"sha256": "0"}).status_code == 409
    assert planner.post(path + "confirmar/", {"sha256": draft.sha256}).status_code == 302
    assert planner.post(path, {"threshold": "8", "source": "Acuerdo inventado"}).status_code == 302
    assert planner.post(path, {"threshold": "1", "source": ""}).status_code == 200


def test_public_rows_show_public_columns_alone(office: Office) -> None:
    register = adopted(office, REQUESTS)
    shape = type_of(register.edition)
    assert shape.public is not None
    release = published(office, register)
    assert [column["key"] for column in release.content["columns"]] == list(shape.public.columns)
