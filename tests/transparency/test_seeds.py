"""The seeds' institutions: a4, 1.3 and LAIP pages and files from the example data, with the official columns."""

import csv
import io
import os
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ceiba.exchange.examples import content
from ceiba.methodologies.duties import available_duties
from tests.people import Office
from tests.transparency.published import published

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(300)]
UNSAID, NONE = "INFORMACIÓN NO DISPONIBLE", "NO APLICA"
SHARED = Path(os.environ.get("CEIBA_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
DOMAIN = SHARED / "domain" / "ecuador_and_methods.md"
DUTIES = {duty.id: duty for duty in available_duties()}
A4 = DUTIES["ec.lotaip_literales"].table_by_key["a4"]
METAS = DUTIES["ec.lotaip_numerales"].table_by_key["metas"]


def given(office: Office, name: str, *arguments: object) -> bytes:
    """Return a public answer, and see that it came without a cookie."""
    answer = Client().get(reverse(name, args=[office.slug, *arguments]))
    assert answer.status_code == 200, (name, arguments, answer.status_code)
    assert not answer.cookies
    return bytes(answer.content)


def rows(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV that begins with its mark."""
    assert content.startswith(b"\xef\xbb\xbf"), "UTF-8 with its mark, as the official files have"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def domain() -> str:
    """Return what is known of the official matrices; skip where it is not at hand."""
    if not DOMAIN.exists():
        pytest.skip("the notes on the official matrices (../shared/domain) are not at hand")
    return DOMAIN.read_text(encoding="utf-8")


def test_a4_has_the_columns_bands_and_lines_of_the_official_matrix() -> None:
    told = domain().partition("### Literal a4")[2].partition("### All literals")[0]
    columns = re.findall(r"^\| `([^`]+)` \|", told, re.MULTILINE)
    assert [column.heading for column in A4.columns] == columns
    bands = re.findall(r"`(PROCESOS [^`]+)`", told)
    assert [band.title for band in A4.bands] == bands
    labels = re.findall(r"^\d\. `([^`]+)`", told, re.MULTILINE)
    assert [line.label for line in A4.footer] == labels
    assert len(labels) == 6
    assert all(f"`{line}`" in told for line in A4.lines)
    assert f"`{A4.closing[0].label}`" in told


def test_1_3_has_the_columns_words_and_names_of_the_official_files() -> None:
    told = domain()
    row = next(line for line in told.splitlines() if line.startswith("| **1.3** |"))
    columns = row.split("|")[3].strip(" *").split(" · ")
    assert [column.heading for column in METAS.columns] == columns
    form = next(line for line in told.splitlines() if "key: lotaip_1_3" in line)
    name = re.search(r'name: "([^"]+)"', form)
    assert name is not None
    assert METAS.file_name == name[1].replace("{MES}", "{MONTH}").replace("{archivo}", "{FILE}")
    assert f"files: [{', '.join(METAS.files)}]" in form
    assert f"encoding: {METAS.encoding}" in form
    assert f'sep: "{METAS.separator}"' in form
    assert {METAS.empty, NONE} == set(re.findall(r"empty: \[([^\]]+)\]", form)[0].split(", "))


def test_the_prefecture_shows_a4_and_1_3_of_its_example() -> None:
    office, _row = published("prefectura-lotaip.yaml")
    old, new = "lotaip_literales", "lotaip_numerales"
    page = given(office, "public_duty_table", old, "a4").decode()
    for words in (
        "Literal a4)",
        "Secretaría General",
        "95 % del gasto programado ejecutado",
        A4.footer[0].label,
        UNSAID,
    ):
        assert words in page, words
    matrix = rows(given(office, "public_duty_file", old, "a4.csv"))
    assert matrix[0] == [column.heading for column in A4.columns]
    assert matrix[1][0] == UNSAID, "the document names no process of these units, and none is invented"
    told = matrix[2:10]
    assert [row[0] for row in told] == [str(number) for number in range(1, 9)]
    assert [row[1] for row in told][:2] == ["Secretaría General", "Dirección de Gestión Financiera"]
    assert [row[4] for row in told][-2:] == [UNSAID, UNSAID], "row 17 of the document prints no target"
    assert matrix[10][:2] == [A4.closing[0].label, NONE]
    assert [row[0] for row in matrix[11:]] == [line.label for line in A4.footer]
    assert matrix[12][1] == "MENSUAL"
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", matrix[11][1])
    three = {file: rows(given(office, "public_duty_file", new, f"metas-{file}.csv")) for file in METAS.files}
    data = three["conjuntoDatos"]
    assert data[0] == [column.heading for column in METAS.columns]
    assert len(data) == 9
    assert all(cell for row in data for cell in row), "no cell is empty"
    assert all(Client().get(row[4].removeprefix("http://testserver")).status_code == 200 for row in data[1:])
    assert [len(row) for row in three["metadatos"]] == [2] * 6
    assert three["metadatos"][1][1] == "MENSUAL"
    dictionary = dict(three["diccionario"])
    assert {"Institución", "Descripción", *data[0]} <= dictionary.keys()
    assert dictionary[UNSAID], "the word for empty cells is explained"
    numbers(content("prefectura-lotaip.yaml").decode(), [row[1:4] for row in told])
    sheet = load_workbook(io.BytesIO(given(office, "public_duty_file", old, "a4.xlsx"))).active
    printed = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert printed[2] == [column.heading for column in A4.columns]
    assert printed[4][0] == 1
    assert len(sheet.merged_cells.ranges) >= 3
    answer = Client().get(reverse("public_duty_file", args=[office.slug, new, "metas-conjuntoDatos.csv"]))
    assert re.search(
        r'filename="1-3_metas-y-objetivos_unidades_[A-Z]+\(conjuntoDatos\)\.csv"', answer["Content-Disposition"]
    )


def numbers(source: str, cells: list[list[str]]) -> None:
    """See that no figure was made up: every number of some cells stands in the example."""
    for row in cells:
        for cell in row:
            for figure in re.findall(r"\d+(?:[.,]\d+)*", cell):
                assert figure in source, (figure, cell)


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("municipalidad-mixco.yaml", "PDM-OT Mixco 2032"),
        ("gobernacion-departamental.yaml", "Objetivos estratégicos"),
    ],
)
def test_the_laip_pages_of_the_guatemalan_institutions(name: str, some: str) -> None:
    office, _row = published(name)
    duty = DUTIES["gt.laip_oficio"]
    assert some in given(office, "public_duty_table", duty.address, "objetivos").decode()
    page = given(office, "public_duty", duty.address).decode()
    assert all(f"{item.key} · " in page for item in duty.items)
    assert "Faltante" in page
    items = rows(given(office, "public_duty_file", duty.address, "puntos.csv"))
    assert [row[0] for row in items[1:]] == [str(number) for number in range(1, 30)]
    states = {row[0]: row[2] for row in items[1:]}
    assert states["5"] == "Publicado"
    assert states["12"] == "Faltante", "nobody declared the journeys, and nothing is made up"
    told = rows(given(office, "public_duty_file", duty.address, "objetivos.csv"))
    assert told[0] == [column.heading for column in duty.table_by_key["objetivos"].columns]
    assert len(told) > 10
    assert all(all(row) for row in told)
    if name.startswith("gobernacion"):
        assert {row[7] for row in told[1:]} == {"Sin información"}, "its document has no indicator"
        empty = given(office, "public_duty_table", duty.address, "obras").decode()
        assert "no tiene filas" in empty
    else:
        works = rows(given(office, "public_duty_file", duty.address, "obras.csv"))
        assert states["18"] == "Publicado"
        assert any(re.fullmatch(r"\d{6}", row[1]) for row in works[1:]), "works by their SNIP"
        numbers(content(name).decode(), [[row[1]] for row in works[1:]])
    book = load_workbook(io.BytesIO(given(office, "public_duty_file", duty.address, "puntos.xlsx"))).active
    assert book["A1"].value == duty.title
