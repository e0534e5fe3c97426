"""Official tables filled from a snapshot: bands, running numbers, words for what is empty, and nothing made up."""

import io
from datetime import date
from decimal import Decimal

import pdfplumber
import pytest

from ceiba.exchange.duty_month import digest_of, month_text, read_month, table_of
from ceiba.exchange.readers import plan_text
from ceiba.exchange.writers.duty_pdf import matrix_pdf
from ceiba.exchange.writers.duty_table import matrix_csv, matrix_xlsx, together
from ceiba.kernel.duty_fields import FIELDS, TableFacts
from ceiba.kernel.duty_table import FilledTable, fill
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.duties import available_duties

DUTIES = {duty.id: duty for duty in available_duties()}
A4 = DUTIES["ec.lotaip_literales"].table_by_key["a4"]
METAS = DUTIES["ec.lotaip_numerales"].table_by_key["metas"]
PLAN = """
ceiba: '1'
methodology: ec.gad@2024
institution: {name: Prefectura inventada, country: EC, invented: true}
units:
- {id: u1, name: Talento Humano, process: HAP}
- {id: u2, name: Prefectura, process: G}
- {id: u3, name: Unidad sin proceso}
plans:
- kind: poa
  title: POA inventado
  period: '2025'
  elements:
  - id: o1
    level: objetivo_unidad
    text: Formar al personal
    unit: u1
    indicators:
    - {id: i1, text: Personas formadas, measure_unit: personas, targets: {'2025': 12.5}, unit: u1}
    - {id: i2, text: =Cursos, targets: {undated: 3}, target_text: 3 cursos, unit: u1}
  - {id: o2, level: objetivo_unidad, text: Dirigir, unit: u2}
  - {id: o3, level: objetivo_unidad, text: Otra cosa, unit: u3}
"""


def snapshot() -> Snapshot:
    return plan_text.read("plan.yaml", PLAN.encode()).snapshot


def filled(table: object = A4) -> FilledTable:
    about = TableFacts(
        date(2026, 10, 31), lambda noun, identifier: f"/publico/x/{noun}/{identifier}/", {"unit": "Talento Humano"}
    )
    return fill(table, snapshot(), about)  # type: ignore[arg-type]


def test_bands_come_in_their_order_and_numbers_run_through_all() -> None:
    found = filled()
    assert [band.title for band in found.bands] == [
        "PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
        "PROCESOS HABILITANTES / NIVEL DE APOYO – ASESORÍA",
        "INFORMACIÓN NO DISPONIBLE",
    ]
    assert [row[:2] for row in found.rows] == [
        (Decimal(1), "Prefectura"),
        (Decimal(2), "Talento Humano"),
        (Decimal(3), "Talento Humano"),
        (Decimal(4), "Unidad sin proceso"),
    ]


def test_a_target_is_said_as_printed_or_with_its_unit_and_period() -> None:
    assert [row[4] for row in filled().rows][1:3] == ["12,5 personas (2025)", "3 cursos"]


def test_what_nobody_said_has_its_word_and_is_counted() -> None:
    found = filled()
    assert found.rows[0][3:] == ("INFORMACIÓN NO DISPONIBLE",) * 2
    assert found.lacking == 4
    assert found.used == ("INFORMACIÓN NO DISPONIBLE",)
    told = dict(found.footer)
    assert told["UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):"] == "Talento Humano"
    assert told["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:"] == "31/10/2026"
    assert list(told.values()).count("INFORMACIÓN NO DISPONIBLE") == 3


def test_no_cell_runs_as_a_formula() -> None:
    text = matrix_csv(filled()).decode("utf-8-sig")
    assert ",'=Cursos," in text
    assert b"<f>" not in matrix_xlsx(filled())


@pytest.mark.slow
def test_on_paper_it_says_the_same_and_is_the_same_bytes() -> None:
    made = matrix_pdf(filled(), "Prefectura inventada")
    assert made == matrix_pdf(filled(), "Prefectura inventada")
    with pdfplumber.open(io.BytesIO(made)) as paper:
        text = " ".join(" ".join((page.extract_text() or "").split()) for page in paper.pages)
    for words in (
        "Literal a4)",
        "PROCESOS GOBERNANTES",
        "Talento Humano",
        "12,5 personas",
        "31/10/2026",
        "Prefectura inventada",
    ):
        assert words in text, words


def test_three_files_under_their_names() -> None:
    files = together(filled(METAS), "Prefectura inventada", 10)
    assert [file.name for file in files] == [
        f"1-3_metas-y-objetivos_unidades_OCTUBRE({each}).csv" for each in ("conjuntoDatos", "metadatos", "diccionario")
    ]
    assert files[0].content.startswith(b"\xef\xbb\xbfUnidad,Objetivo,Indicador,")
    assert together(filled(), "Prefectura inventada", 10) == ()


def test_a_frozen_month_writes_the_same_files() -> None:
    found, duty = filled(METAS), DUTIES["ec.lotaip_numerales"]
    text = month_text({"name": "Prefectura inventada", "cutoff": "2026-10-31"}, duty, (), [found, filled()], None, ())
    month = read_month(text)
    for table in (found, filled()):
        again = table_of(month, table.table.key)
        assert again is not None
        assert matrix_csv(again) == matrix_csv(table)
        assert matrix_xlsx(again) == matrix_xlsx(table)
        assert together(again, "P", 10) == together(table, "P", 10)
    assert table_of(month, "nada") is None
    assert digest_of(text) == digest_of(
        month_text({"name": "Prefectura inventada", "cutoff": "2026-10-31"}, duty, (), [found, filled()], None, ())
    )


@pytest.mark.parametrize("kind", FIELDS, ids=str)
def test_every_field_can_be_said_of_an_empty_row(kind: object) -> None:
    from ceiba.kernel.duty_fields import TableRow

    about = TableFacts(date(2026, 10, 31), lambda _noun, _identifier: "")
    for name, say in FIELDS[kind].items():  # type: ignore[index]
        told = say(TableRow(7), snapshot(), about)
        assert told == Decimal(7) if name == "number" else told is None, name
