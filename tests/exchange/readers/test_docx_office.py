"""A Word file of LibreOffice's making is read as it is printed."""

import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.readers import docx
from tests.exchange.readers.office import converted, flat
from tests.exchange.readers.office_text import AUTOMATIC, MASTERS, PRINTED, STYLES, TEXT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Document:
    source = flat(TEXT, STYLES, AUTOMATIC, MASTERS)
    return docx.read("plan.docx", converted(tmp_path_factory.mktemp("docx"), "docx", source))


def test_headings_lists_boxes_and_notes(saved: Document) -> None:
    lines = [line for line in saved.lines if line.table is None and line.text]
    assert [(line.text, line.style.heading, line.style.aside) for line in lines][: len(PRINTED)] == PRINTED
    assert [line.text for line in lines if line.style.bold] == ["1. Agua para todos", "Con caja"]


def test_the_table_keeps_its_places_and_the_page_its_number(saved: Document) -> None:
    (table,) = saved.tables
    assert [[cell.text or cell.covered for cell in row] for row in table.rows] == [
        ["Eje", "Metas", "left"],
        ["Agua", "uno\ndos", "3"],
        ["above", "x", "y"],
    ]
    assert {line.text: line.page for line in saved.lines}["Otra página"] == 2
