"""Open data of the portal: every table in every format says the same, at addresses that stay, made once."""

import csv
import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pyarrow import parquet

from ceiba.exchange.datasets.registry import DATASETS
from ceiba.exchange.writers.open_cells import unguarded
from ceiba.portal import open_files
from ceiba.portal.open_data import FORMATS
from ceiba.publications import queries
from tests.people import Office
from tests.publications.test_publishing import measured, publish, publisher
from tests.queries import pinned
from tests.registers.books import adopted, procedure
from tests.registers.releases import published

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Keep the files of a test to itself."""
    settings.OPEN_DATA = tmp_path / "open_data"
    return tmp_path / "open_data"


@pytest.fixture
def open_office(publisher: Office) -> Office:
    """Return an office that published a figure of 7, and then, correcting it, 8."""
    measured(publisher, 7, str(publisher.people["reviewer"]))
    publish(publisher)
    measured(publisher, 8, str(publisher.people["reviewer"]))
    publish(publisher, corrects=1, reason="El acta decía ocho")
    return publisher


def fetched(office: Office, name: str, **asked: object) -> bytes:
    """Return a file as somebody downloads it who has no name here."""
    answer = Client().get(reverse("public_data_file", args=[office.slug, name]), asked)
    assert answer.status_code == 200, name
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("public")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    return content


def of_csv(content: bytes) -> list[dict[str, str | None]]:
    """Return the rows of a CSV, its guarded texts as they were."""
    rows = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: unguarded(cell) or None for name, cell in row.items()} for row in rows]


def plain(cell: object) -> str | None:
    """Return a cell of any format as the CSV writes it."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def same(one: str | None, other: str | None, number: bool) -> bool:
    """Tell whether two cells say the same; figures may carry more noughts after the point."""
    return one == other or bool(number and one and other and Decimal(one) == Decimal(other))


def test_every_table_says_the_same_in_every_format(open_office: Office) -> None:
    filled = 0
    for name, dataset in DATASETS.items():
        rows = of_csv(fetched(open_office, f"{name}.csv"))
        told = json.loads(fetched(open_office, f"{name}.json"), parse_float=Decimal)["filas"]
        kept = parquet.read_table(BytesIO(fetched(open_office, f"{name}.parquet"))).to_pylist()
        book = openpyxl.load_workbook(BytesIO(fetched(open_office, f"{name}.xlsx")), read_only=True)
        sheet = list(book[book.sheetnames[0]].iter_rows(min_row=2, values_only=True))
        assert book.sheetnames[1:] == ["diccionario", "publicacion"]
        assert len(rows) == len(told) == len(kept) == len([row for row in sheet if any(c is not None for c in row)])
        filled += bool(rows)
        for row, *others in zip(rows, told, kept, strict=True):
            assert list(row) == list(dataset.names)
            for other in others:
                for column in dataset.columns:
                    number = column.type.value in ("money", "decimal")
                    assert same(row[column.name], plain(other[column.name]), number), (name, column.name)
    assert filled > 6


def test_an_address_with_its_publication_says_for_ever_what_it_said(open_office: Office) -> None:
    then, now = (of_csv(fetched(open_office, "mediciones.csv", **asked)) for asked in ({"publicacion": 1}, {}))
    assert [row["valor"] for row in then if row["estado"] == "value"] == ["7"]
    assert [row["valor"] for row in now if row["estado"] == "value"] == ["8"]
    for form in FORMATS:
        assert fetched(open_office, f"metas.{form}", publicacion=2) == fetched(open_office, f"metas.{form}")


def test_a_file_is_made_once_and_made_again_byte_for_byte(
    open_office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["todo.zip", *(f"elementos.{form}" for form in FORMATS)]
    first = {name: fetched(open_office, name) for name in names}
    with monkeypatch.context() as patch:
        patch.setattr(open_files.OpenFiles, "_made", None)
        assert {name: fetched(open_office, name) for name in names} == first
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.unlink()
    assert {name: fetched(open_office, name) for name in names} == first


def test_the_archive_holds_everything_and_its_package_tells_the_hash_of_each_file(open_office: Office) -> None:
    with ZipFile(BytesIO(fetched(open_office, "todo.zip"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    row = queries.last(open_office.institution)
    assert row is not None
    assert files["publicacion.txt"] == queries.content_of(row)
    package = json.loads(files["datapackage.json"])
    assert package["id"] == f"urn:sha256:{row.digest}"
    assert {one["path"] for one in package["resources"]} | {
        "publicacion.txt",
        "datapackage.json",
        "diccionario.csv",
    } == set(files)
    for one in package["resources"]:
        content = files[one["path"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
        assert content == fetched(open_office, one["path"])
    online = json.loads(fetched(open_office, "datapackage.json"))
    assert all(one["path"].endswith(f"/{one['name']}.csv?publicacion=2") for one in online["resources"])


def test_the_pages_tell_rows_columns_licence_and_hash(open_office: Office, settings: LazySettings) -> None:
    row = queries.last(open_office.institution)
    assert row is not None
    page = Client().get(reverse("public_data", args=[open_office.slug])).content.decode()
    assert row.digest in page
    assert "todavía no declara ninguna" in page
    for name in FORMATS:
        assert reverse("public_data_file", args=[open_office.slug, f"mediciones.{name}"]) in page
    settings.OPEN_DATA_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
    english = (
        Client()
        .get(reverse("public_data", args=[open_office.slug]), {"idioma": "en", "publicacion": 1})
        .content.decode()
    )
    assert 'rel="license"' in english
    assert "Measurements" in english
    page = Client().get(reverse("public_dataset", args=[open_office.slug, "mediciones"])).content.decode()
    assert "not_programmed" in page
    assert f"mediciones.csv?publicacion={row.number}" in page
    for wrong in ("nada", "mediciones.csv"):
        assert Client().get(reverse("public_dataset", args=[open_office.slug, wrong])).status_code == 404
    for wrong in (
        "nada.csv",
        "mediciones.exe",
        "mediciones",
        ".csv",
        "..csv",
        "todo.zip.facts",
        "mediciones.csv.facts",
    ):
        assert Client().get(reverse("public_data_file", args=[open_office.slug, wrong])).status_code == 404


def test_every_document_of_a_standard_is_given_out_and_found_from_the_page_and_the_catalogue(
    open_office: Office,
) -> None:
    adopted_register = adopted(open_office)
    procedure(open_office, adopted_register)
    published(open_office, adopted_register)
    page = Client().get(reverse("public_data", args=[open_office.slug])).content.decode()
    catalogue = json.loads(fetched(open_office, "catalogo.jsonld"))
    listed = {one["dct:identifier"]: one for one in catalogue["dcat:dataset"]}
    assert reverse("public_register_file", args=[open_office.slug, adopted_register.key, 1, "cifras.csv"]) in page
    assert f"registro-{adopted_register.key}-1" in listed
    then = json.loads(fetched(open_office, "catalogo.jsonld", publicacion=1))
    assert f"registro-{adopted_register.key}-1" not in {one["dct:identifier"] for one in then["dcat:dataset"]}
    for name in ("iati.xml", "sdmx.csv", "todo.zip"):
        assert reverse("public_data_file", args=[open_office.slug, name]) in page
        assert name in listed
        assert fetched(open_office, name)
    file = listed["mediciones"]["dcat:distribution"][0]
    content = fetched(open_office, "mediciones.csv")
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(content).hexdigest()
    assert file["dcat:downloadURL"]["@id"].endswith("/datos/mediciones.csv?publicacion=2")
    told = json.loads(fetched(open_office, "presupuesto.json"))
    assert (
        told["resources"][0]["hash"] == f"sha256:{hashlib.sha256(fetched(open_office, 'presupuesto.csv')).hexdigest()}"
    )
    projects = json.loads(fetched(open_office, "oc4ids.json"))
    face = queries.face_of(queries.last(open_office.institution))
    assert len(projects["projects"]) == len(face.projects) > 0
    assert projects["uri"].endswith("/datos/oc4ids.json?publicacion=2")


def test_who_asks_while_a_file_is_made_is_asked_to_come_back(
    open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy:
        """A lock that somebody else holds."""

        def acquire(self, **_limits: float) -> bool:
            return False

    monkeypatch.setattr(open_files, "_making", Busy())
    answer = Client().get(reverse("public_data_file", args=[open_office.slug, "metas.csv"]))
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_old_publications_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_files, "KEPT", 2)
    for digest in ("a", "b", "c"):
        assert open_files.OpenFiles(digest).kept("x.csv", lambda out: out.writelines([b"uno"])).bytes == 3
    assert len(list(folder.iterdir())) == 2
    assert open_files.OpenFiles("c").path("x.csv").read_bytes() == b"uno"


@pytest.mark.parametrize("name", ["public_data", "public_dataset"])
def test_a_page_of_data_asks_few_queries(name: str, open_office: Office) -> None:
    path = reverse(name, args=[open_office.slug, *(["metas"] if name == "public_dataset" else [])])
    queries._face.cache_clear()
    queries._header.cache_clear()
    with pinned(name):
        assert Client().get(path).status_code == 200
