"""OpenDocument texts become lines; files of LibreOffice's own making, and parts written by hand for the rest."""

import pytest

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers import allowance, odt
from tests.exchange.readers.office import SPACES, converted, flat
from tests.exchange.readers.office_text import AUTOMATIC, MASTERS, PRINTED, STYLES, TEXT
from tests.exchange.readers.word_parts import zipped


def content(body: str, automatic: str = AUTOMATIC) -> bytes:
    inside = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    inside += f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document-content {SPACES}>{inside}</office:document-content>".encode()


def written(body: str) -> Document:
    """Read a text whose content alone is written by hand."""
    styles = f"<office:document-styles {SPACES}><office:styles>{STYLES}</office:styles></office:document-styles>"
    return odt.read("plan.odt", zipped({"content.xml": content(body), "styles.xml": styles.encode()}))


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[c.text or {"left": "<", "above": "^"}.get(c.covered, "") for c in row] for row in table.rows]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Document:
    source = flat(TEXT, STYLES, AUTOMATIC, MASTERS)
    return odt.read("plan.odt", converted(tmp_path_factory.mktemp("odt"), "odt", source))


def test_a_text_of_libreoffice_is_read_as_it_is_printed(saved: Document) -> None:
    assert [(line.text, line.style.heading, line.style.aside) for line in saved.lines if line.table is None] == [
        *PRINTED,
        ("Otra página", None, False),
        ("Fin", None, False),
        (saved.lines[-1].text, None, True),
    ]
    assert saved.lines[1].style.size == 2.0
    assert [line.text for line in saved.lines if line.style.bold] == ["1. Agua para todos", "Con caja"]
    assert {line.text: line.page for line in saved.lines}["Fin"] == 2


def test_its_table_keeps_its_places(saved: Document) -> None:
    assert grid(saved) == [["Eje", "Metas", "<"], ["Agua", "uno\ndos", "3"], ["^", "x", "y"]]


def test_changes_and_hidden_text_are_noted(saved: Document) -> None:
    assert any("cambios" in note for note in saved.notes)
    assert any("oculto" in note for note in saved.notes)


def test_lists_go_on_where_they_say_so() -> None:
    def items(*texts: str, more: str = "") -> str:
        inside = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
        return f'<text:list text:style-name="L1" {more}>{inside}</text:list>'

    body = items("a", "b", more='xml:id="uno"') + items("c") + items("d", more='text:continue-numbering="true"')
    body += items("e", more='text:continue-list="uno"')
    assert [line.text for line in written(body).lines] == ["1) a", "2) b", "1) c", "2) d", "3) e"]


def test_hidden_letters_comments_and_gaps() -> None:
    body = '<text:p>Se ve<text:span text:style-name="H"> y esto no</text:span><office:annotation><text:p>¿Sí?</text:p>'
    document = written(
        body + '</office:annotation></text:p><text:p text:style-name="A">Uno</text:p><text:p>Dos</text:p>'
    )
    assert [line.text for line in document.lines] == ["Se ve", "Uno", "", "Dos"]
    assert len(document.notes) == 2


def test_a_table_of_contents_stands_aside() -> None:
    index = "<text:index-body><text:p>Agua<text:tab/>3</text:p></text:index-body>"
    lines = written(f"<text:table-of-content>{index}</text:table-of-content><text:p>Texto</text:p>").lines
    assert [(line.text, line.style.aside) for line in lines] == [("Agua\t3", True), ("Texto", False)]


def test_a_nested_table_follows_the_row_that_holds_it() -> None:
    def rows(first: str) -> str:
        row = "<table:table-row>{}</table:table-row>"
        cell = "<table:table-cell>{}</table:table-cell>"
        return row.format(cell.format(first) + cell.format("<text:p>b</text:p>")) * 2

    inner = f"<table:table>{rows('<text:p>x</text:p>')}</table:table>"
    assert [line.table for line in written(f"<table:table>{rows(inner)}</table:table>").lines] == [0, 1, 1, 0, 2, 2]


def test_repeated_rows_and_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "_PLACES", 300)
    cell = '<table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
    many = '<table:table-row table:number-rows-repeated="1000000">' + cell.format(2) + "</table:table-row>"
    few = '<table:table-row table:number-rows-repeated="3">' + cell.format(2) + "</table:table-row>"
    wide = "<table:table-row>" + cell.format(900_000) + "</table:table-row>"
    document = written(f"<table:table>{few}{wide}{many}</table:table><text:p><text:s text:c='900000000'/>y</text:p>")
    assert [len(row) for row in document.tables[0].rows] == [2, 2, 2, 256, 2]
    assert len(document.lines[-1].text) < 100
    assert any("en parte" in note for note in document.notes)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"content.xml": b"<office"}, "dañado"),
        ({"content.xml": b"<a/>"}, "dañado"),
        ({"otra.xml": b"<a/>"}, "dañado"),
        ({"content.xml": content("<text:p/>")}, "no tiene texto"),
        ({"content.xml": b"\0\0", "META-INF/manifest.xml": b"<m:encryption-data/>"}, "cifrado"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_file_named(parts: dict[str, bytes], said: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        odt.read("plan.odt", zipped(parts))
    assert "plan.odt" in str(refusal.value)
    assert said in str(refusal.value)
